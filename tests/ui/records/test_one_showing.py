"""What a step writes is shown once, and nothing of what stood there before stays: also where something else goes wrong."""

from uuid import UUID

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle.records import latest_operation, reload
from sdesk.practice.lifecycle.undo import undo
from sdesk.ui.pieces import StateLabel
from sdesk.ui.records.form.pages import RecordPages
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.registry import open_desk
from tests.provider import Provider, incident
from tests.ui.shell import inside


@pytest.fixture
def case(provider: Provider) -> ServiceIncident:
    made: ServiceIncident = provider.take(incident(provider, "investigated"), "record")
    return made


@pytest.fixture
def form(qtbot: QtBot, provider: Provider, case: ServiceIncident) -> RecordForm:
    made = RecordForm(open_desk(provider.workspace))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.show_record(case)
    return made


def state_shown(form: RecordForm) -> str:
    found: str = inside(form, "record.state", StateLabel).text()
    return found


def button(form: RecordForm) -> QPushButton:
    [found] = [each for each in form.head.findChildren(QPushButton) if each.property("step")]
    return found


def test_a_step_is_shown_once(form: RecordForm, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []
    as_it_is = RecordPages.show_record

    def counted(pages: RecordPages, record: object, *, anew: bool = False) -> None:
        shown.append(record)
        as_it_is(pages, record, anew=anew)  # type: ignore[arg-type]

    monkeypatch.setattr(RecordPages, "show_record", counted)
    button(form).click()
    assert form.record is not None
    assert form.record.state == "classified"
    assert len(shown) == 1


def test_nothing_is_stale_after_a_step_and_its_undo(
    form: RecordForm, provider: Provider, case: ServiceIncident
) -> None:
    before, word = state_shown(form), button(form).text()
    button(form).click()
    assert "classified" in state_shown(form).casefold()
    assert button(form).text() != word
    undo(provider.workspace, latest_operation(provider.workspace))
    assert state_shown(form) == before
    assert button(form).text() == word
    assert form.record is not None
    assert form.record.state == reload(provider.workspace, case).state == "recorded"


def test_what_a_step_brought_about_elsewhere_is_shown_too(
    form: RecordForm, provider: Provider, case: ServiceIncident
) -> None:
    """Whoever listens writes more in the same moment: that is shown as well."""
    wrote: list[UUID] = []

    def also(_ids: frozenset[UUID]) -> None:
        if not wrote:
            wrote.append(case.id)
            provider.save(reload(provider.workspace, case), notes="Written at the same time")

    form._desk.changed.connect(also)
    button(form).click()
    assert wrote
    assert form.sheet is not None
    assert form.sheet.body.value_of("notes") == "Written at the same time"
    assert form.record is not None
    assert form.record.state == "classified"


def test_a_step_that_is_written_is_shown_though_a_listener_fails(
    form: RecordForm, provider: Provider, case: ServiceIncident
) -> None:
    def fails(_ids: frozenset[UUID]) -> None:
        raise RuntimeError("A fault of the program")

    provider.workspace.listeners.append(fails)
    assert form.sheet is not None
    with pytest.raises(RuntimeError):
        assert form.sheet is not None
        form._steps.press(form.sheet, next(each for each in case.steps if each.name == "classify"))
    provider.workspace.listeners.remove(fails)
    assert reload(provider.workspace, case).state == "classified"
    assert form.record is not None
    assert form.record.state == "classified"
    assert "classified" in state_shown(form).casefold()


def test_a_step_that_is_refused_leaves_the_form_listening(
    form: RecordForm, provider: Provider, case: ServiceIncident
) -> None:
    provider.save(case, priority=None, impact=None, urgency=None)
    button(form).click()
    provider.save(reload(provider.workspace, case), notes="Later")
    assert form.sheet is not None
    assert form.sheet.body.value_of("notes") == "Later"

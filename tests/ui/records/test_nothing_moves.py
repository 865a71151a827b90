"""A form stays where it is while somebody works in it: its head, and every field below the one typed in."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from sdesk.models import Customer, Record, ServiceChangeRequest, ServiceIncident
from sdesk.practice.incident.handling import add_step
from sdesk.ui.pieces.texts import ErrorText
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.registry import open_desk
from sdesk.ui.theme.look import apply_theme
from tests.provider import Provider, change, incident
from tests.ui.cases import turn_to
from tests.ui.shell import inside

Key = Qt.Key
HEAD = 72


@pytest.fixture
def form(qtbot, qapp: QApplication, provider: Provider):
    apply_theme(qapp, "light")
    made = RecordForm(open_desk(provider.workspace))
    qtbot.addWidget(made)
    made.resize(585, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def places(form: RecordForm) -> dict[str, QPoint]:
    """Where everything stands: the fields in what scrolls, the tabs and pages in the form, the next step in the head."""
    for _turn in range(8):  # a layout within a layout within what scrolls: each waits for those within it
        QApplication.processEvents()
    assert form.sheet is not None
    body = form.sheet.body
    shown = {name: field for name, field in body.fields.items() if field.isVisible()}
    around = {name: inside(form, name) for name in ("record.tabs", "action.more")}
    return {
        "pages": form.sheet.mapTo(form, QPoint()),
        **{name: field.mapTo(body, QPoint()) for name, field in shown.items()},
        **{name: widget.mapTo(form, QPoint()) for name, widget in around.items()},
    }


def lines(form: RecordForm) -> dict[str, QWidget]:
    """The fields that words are typed in."""
    assert form.sheet is not None
    found = {name: field.focusProxy() for name, field in form.sheet.body.fields.items() if field.isVisible()}
    return {name: line for name, line in found.items() if isinstance(line, QLineEdit | QPlainTextEdit)}


def let_look(form: RecordForm) -> None:
    """What is done a moment after a key is done now."""
    form._look_again.stop()
    form._show_missing()
    form.flush()


def test_no_key_moves_what_stands_below(form: RecordForm, provider: Provider) -> None:
    """Words, what is no value, and leaving it: what is missing gets less, errors come and go, drafts save themselves."""
    for record in (provider.create(ServiceIncident), provider.create(ServiceChangeRequest)):
        form.show_record(record)
        for name, line in lines(form).items():
            form.jump_to(name)
            before = places(form)
            for keys in ("qx", Key.Key_Tab):
                QTest.keyClicks(line, keys) if isinstance(keys, str) else QTest.keyClick(line, keys)
                let_look(form)
                assert places(form) == before, (type(record).__name__, name)
        assert any(each.isVisible() for each in form.findChildren(ErrorText)), "a day was read that is none"


def test_the_first_words_of_a_new_record_move_nothing(form: RecordForm) -> None:
    """It is stored while somebody types: it has a number and pages from then on."""
    form.start_new(ServiceIncident)
    form.jump_to("summary")
    before = places(form)
    QTest.keyClicks(inside(form, "ServiceIncident.summary.edit"), "Printer")
    let_look(form)
    assert form.record is not None and places(form) == before


def test_what_is_approved_asks_why_in_the_line_that_is_there(form: RecordForm, provider: Provider) -> None:
    request = provider.take(change(provider, "approved"), "submit")
    form.show_record(provider.take(request, "approve", decision_reason="It pays for itself in a year."))
    turn_to(form, "Form")
    before = places(form)
    form.jump_to("back_out_plan")
    QTest.keyClicks(inside(form, "ServiceChangeRequest.back_out_plan.edit"), "Put it back")
    let_look(form)
    assert inside(form, "record.reason").isVisible() and inside(form, "action.save").isVisible()
    assert places(form) == before


def test_why_it_was_refused_goes_without_a_trace(form: RecordForm, provider: Provider) -> None:
    form.show_record(provider.create(ServiceIncident, summary="Printer"))
    before = places(form)
    form.refuse("It cannot be done now. " * 20)
    assert places(form) == before
    trouble = inside(form, "record.trouble")
    assert trouble.isVisible() and len(trouble.text()) < len(trouble.whole())
    trouble.button.click()
    assert trouble.text() == "It cannot be done now. " * 20
    form.jump_to("summary")
    QTest.keyClicks(inside(form, "ServiceIncident.summary.edit"), "x")
    assert not trouble.isVisible() and places(form) == before


@pytest.mark.parametrize("model", [ServiceIncident, ServiceChangeRequest, Customer])
def test_the_head_is_as_high_whatever_it_says(
    form: RecordForm, provider: Provider, model: type[Record]
) -> None:
    form.start_new(model)
    QApplication.processEvents()
    assert form.head.height() == HEAD
    form.head.show_saving("Unsaved changes", offers_save=True, offers_revert=True)
    QApplication.processEvents()
    assert form.head.height() == HEAD


def test_buttons_keep_place_and_width_from_step_to_step(form: RecordForm, provider: Provider) -> None:
    form.show_record(incident(provider))
    seen = set()
    for step in ("record", "classify"):
        QApplication.processEvents()
        made = inside(form, f"action.{step}", QPushButton)
        seen.add((made.mapTo(form, QPoint()).x(), made.mapTo(form, QPoint()).y(), made.width()))
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
        form.step_pause.stop()
        form.head.pause.stop()
    assert form.record is not None and form.record.state == "classified"
    assert len(seen) == 1 and inside(form, "record.clock").isVisible()


def places_on_the_case(form: RecordForm) -> dict[str, tuple[QPoint, QSize]]:
    """Where what a hand reaches for stands: head, tabs, the story, its line, each fact."""
    for _turn in range(3):
        QApplication.processEvents()
    names = (
        "record.tabs",
        "action.more",
        "case.story",
        "story.what",
        "story.add",
        "fact.customer",
        "fact.hold",
    )
    shown = {name: inside(form, name) for name in names}
    return {name: (each.mapTo(form, QPoint()), each.size()) for name, each in shown.items()}


def worked_on(provider: Provider) -> Record:
    case = provider.take(incident(provider, "classified", assigned_to=provider.ana.id), "record")
    return add_step(provider.workspace, provider.take(case, "classify"), "Looked at it")


def test_no_key_and_no_step_moves_anything_on_a_case(form: RecordForm, provider: Provider) -> None:
    form.resize(774, 660)
    case = worked_on(provider)
    form.show_record(case)
    before = places_on_the_case(form)
    line = inside(form, "story.what", QPlainTextEdit)
    for keys in ("Restarted it", Key.Key_Return, Key.Key_Return, "and looked"):
        QTest.keyClicks(line, keys) if isinstance(keys, str) else QTest.keyClick(line, keys)
        assert places_on_the_case(form) == before
    QTest.keyClick(line, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert places_on_the_case(form) == before
    provider.take(case, "investigate")
    assert places_on_the_case(form) == before
    provider.take(case, "restore", outage=False)
    assert places_on_the_case(form) == before


def test_the_head_is_the_same_over_case_and_form(form: RecordForm, provider: Provider) -> None:
    form.resize(774, 660)
    form.show_record(worked_on(provider))

    def head() -> dict[str, QRect]:
        QApplication.processEvents()
        names = ("record.state", "record.clock", "action.investigate", "action.more")
        return {
            name: QRect(inside(form, name).mapTo(form, QPoint()), inside(form, name).size()) for name in names
        }

    before = head()
    assert form.head.height() == HEAD
    turn_to(form, "Form")
    assert head() == before and form.head.height() == HEAD
    turn_to(form, "Case")
    assert head() == before


def test_the_line_of_what_is_missing_keeps_its_place_when_it_is_over(
    form: RecordForm, provider: Provider
) -> None:
    case = worked_on(provider)
    form.show_record(case)
    QApplication.processEvents()
    tabs = inside(form, "record.tabs").mapTo(form, QPoint())
    provider.take(case, "cancel", "Told twice")
    QApplication.processEvents()
    assert form.record is not None and form.record.state == "cancelled"
    assert inside(form, "record.tabs").mapTo(form, QPoint()) == tabs

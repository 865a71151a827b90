"""One intake, three kinds: by keys alone, with nothing lost when the kind is another."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QWidget

from sdesk.models import ChangeModel, FeedbackEntry, Operation, Record, ServiceChangeRequest, ServiceIncident
from sdesk.models.governance import FeedbackKind
from sdesk.practice.intake.kinds import CallKind
from sdesk.practice.lifecycle.versions import organization
from sdesk.ui.desk import Desk
from sdesk.ui.incident.quick_window import QuickIncidentWindow
from tests.provider import Provider
from tests.ui.incident.test_quick_window import pick, tell
from tests.ui.shell import ALT, CTRL, SHIFT, inside

Key = Qt.Key
KEYS = {CallKind.BROKEN: Key.Key_B, CallKind.WANTED: Key.Key_W, CallKind.SAID: Key.Key_S}


@pytest.fixture
def mailbox(provider: Provider) -> ChangeModel:
    return provider.approved(ChangeModel, name="New mailbox", when_to_use="For somebody who starts.")


@pytest.fixture
def window(qtbot, desk: Desk, mailbox: ChangeModel) -> QuickIncidentWindow:
    made = QuickIncidentWindow(desk)
    qtbot.addWidget(made)
    made.start()
    qtbot.waitActive(made)
    return made


def hands() -> QWidget:
    """Where keys go."""
    at = QApplication.focusWidget()
    assert at is not None
    return at


def choose(qtbot, window: QuickIncidentWindow, kind: CallKind) -> None:
    QTest.keyClick(hands(), KEYS[kind], ALT)
    qtbot.waitUntil(lambda: window.fields.kind is kind)


def shown(window: QuickIncidentWindow, name: str) -> bool:
    return inside(window, name).isVisible()


def only(provider: Provider, model: type[Record]) -> Any:
    [made] = provider.workspace.find(model)
    return made


def test_an_incident_unless_somebody_says_otherwise(window) -> None:
    assert window.fields.kind is CallKind.BROKEN
    assert window.windowTitle() == "New incident"


def test_the_kind_is_reached_by_tab_and_chosen_by_space(window) -> None:
    window.who.startTyping()
    QTest.keyClick(hands(), Key.Key_Backtab, SHIFT)
    last = hands()
    assert isinstance(last, QRadioButton) and last.objectName() == "quick.kind.said"
    QTest.keyClick(last, Key.Key_Space)
    assert window.fields.kind is CallKind.SAID


def test_a_letter_chooses_it_and_the_hands_stay_where_they_are(qtbot, window) -> None:
    edit = inside(window, "quick.what.edit", QLineEdit)
    edit.setFocus()
    for kind in (CallKind.WANTED, CallKind.SAID, CallKind.BROKEN):
        choose(qtbot, window, kind)
        assert hands() is edit
        QTest.keyClicks(edit, kind.value)
    assert edit.text() == "wantedsaidbroken"


def test_fields_that_make_no_sense_go_away(qtbot, window) -> None:
    of_kind = {
        CallKind.BROKEN: {
            "quick.impact",
            "quick.urgency",
            "quick.solved_by",
            "quick.item",
            "quick.outage",
            "quick.at",
        },
        CallKind.WANTED: {"quick.model", "quick.needed"},
        CallKind.SAID: {"quick.said", "quick.at"},
    }
    everything = set().union(*of_kind.values())
    for kind in (CallKind.WANTED, CallKind.SAID, CallKind.BROKEN):
        choose(qtbot, window, kind)
        assert {name for name in everything if shown(window, name)} == of_kind[kind]
        assert shown(window, "quick.who") and shown(window, "quick.what") and shown(window, "quick.details")


def test_who_stands_in_a_field_that_goes_is_not_left_nowhere(qtbot, window) -> None:
    inside(window, "quick.solved_by.edit").setFocus()
    choose(qtbot, window, CallKind.SAID)
    focused = hands()
    assert focused.isVisible() and focused.objectName() == "quick.what.edit"


def test_what_was_typed_stays_when_the_kind_is_another_to_and_fro(qtbot, window) -> None:
    tell(window, "No projector")
    for name, text in (("quick.impact_in_words.edit", "One class"), ("quick.solved_by.edit", "New lamp")):
        QTest.keyClicks(inside(window, name, QLineEdit), text)
    choose(qtbot, window, CallKind.WANTED)
    QTest.keyClicks(inside(window, "quick.needed.edit", QLineEdit), "+7")
    choose(qtbot, window, CallKind.SAID)
    window.fields.said.setValue(FeedbackKind.COMPLAINT)
    choose(qtbot, window, CallKind.BROKEN)
    assert window.what.value() == "No projector"
    assert (window.call.words.value(), window.call.solved_by.value()) == ("One class", "New lamp")
    choose(qtbot, window, CallKind.WANTED)
    assert window.fields.when.needed.value() is not None
    choose(qtbot, window, CallKind.SAID)
    assert window.fields.said.value() is FeedbackKind.COMPLAINT


def test_what_is_wanted_often_is_made_from_its_model(qtbot, window, provider, desk, mailbox) -> None:
    choose(qtbot, window, CallKind.WANTED)
    pick(window, "quick.who", "rui")
    tell(window, "A mailbox for Zita")
    combo = inside(window, "quick.model.edit")
    combo.setFocus()
    QTest.keyClick(combo, Key.Key_Down)
    before = provider.workspace.count(Operation)
    with qtbot.waitSignal(desk.record_asked) as opened:
        QTest.keyClick(window, Key.Key_Return, CTRL)
    made = only(provider, ServiceChangeRequest)
    assert (made.state, made.change_model, made.purpose) == ("requested", mailbox.id, "A mailbox for Zita")
    assert made.requester.name == "Rui Mota" and made.customer == provider.extra["school"].id
    assert opened.args == [made.id]
    assert provider.workspace.count(Operation) == before + 1
    assert provider.workspace.count(ServiceIncident) == 0 and not window.isVisible()


def test_what_fits_no_model_is_a_request_that_says_what_it_lacks(qtbot, window, provider, desk) -> None:
    choose(qtbot, window, CallKind.WANTED)
    pick(window, "quick.who", "rui")
    tell(window, "A door that opens by itself")
    with qtbot.waitSignal(desk.record_asked), qtbot.waitSignal(desk.said) as told:
        QTest.keyClick(window, Key.Key_Return, CTRL)
    made = only(provider, ServiceChangeRequest)
    assert made.state == "draft" and made.purpose == "A door that opens by itself"
    [said] = told.args
    assert said.startswith(f"{made.number} is a draft. ") and "Date needed is missing." in said


def test_nothing_wanted_is_said_and_nothing_is_made(qtbot, window, provider) -> None:
    choose(qtbot, window, CallKind.WANTED)
    pick(window, "quick.who", "rui")
    QTest.keyClick(window, Key.Key_Return, CTRL)
    assert window.isVisible() and "Say what is wanted." in window._trouble.text()
    assert provider.workspace.count(ServiceChangeRequest) == 0


def test_what_was_said_is_recorded_and_opened(qtbot, window, provider, desk) -> None:
    choose(qtbot, window, CallKind.SAID)
    pick(window, "quick.who", "rui")
    tell(window, "Thank you for Saturday")
    combo = inside(window, "quick.said.edit")
    combo.setFocus()
    QTest.keyClick(combo, Key.Key_C)
    with qtbot.waitSignal(desk.record_asked) as opened:
        QTest.keyClick(window, Key.Key_Return, CTRL)
    made = only(provider, FeedbackEntry)
    assert (made.state, made.kind, made.description) == (
        "recorded",
        FeedbackKind.COMPLIMENT,
        "Thank you for Saturday",
    )
    assert made.contact.name == "Rui Mota" and opened.args == [made.id]
    assert provider.workspace.count(ServiceIncident) == 0


def test_feedback_without_its_kind_says_so_there(qtbot, window, provider) -> None:
    choose(qtbot, window, CallKind.SAID)
    pick(window, "quick.who", "rui")
    tell(window, "Thank you")
    QTest.keyClick(window, Key.Key_Return, CTRL)
    draft = only(provider, FeedbackEntry)
    assert draft.state == "draft" and window.isVisible()
    assert window._trouble.text() == f"Kept as draft {draft.number}. Kind is missing."
    assert hands() is inside(window, "quick.said.edit")
    QTest.keyClick(hands(), Key.Key_C)
    QTest.keyClick(window, Key.Key_Return, CTRL)
    assert only(provider, FeedbackEntry).state == "recorded"


def test_one_that_turns_out_to_be_wanted_leaves_no_incident_behind(qtbot, window, provider) -> None:
    pick(window, "quick.who", "rui")
    tell(window, "A second screen")
    QTest.keyClick(window, Key.Key_Return, CTRL)
    draft = only(provider, ServiceIncident)
    choose(qtbot, window, CallKind.WANTED)
    QTest.keyClick(window, Key.Key_Return, CTRL)
    assert only(provider, ServiceChangeRequest).reference == draft.number
    assert provider.workspace.get(ServiceIncident, draft.id).deleted_at is not None


def test_what_was_lacking_of_an_incident_is_not_said_of_a_request(qtbot, window, provider) -> None:
    tell(window, "A second screen")
    QTest.keyClick(window, Key.Key_Return, CTRL)
    assert window._trouble.isVisible()
    choose(qtbot, window, CallKind.WANTED)
    assert not window._trouble.isVisible()


@pytest.mark.parametrize("kind", CallKind)
def test_esc_keeps_a_draft_of_its_kind(qtbot, window, provider, kind: CallKind) -> None:
    choose(qtbot, window, kind)
    tell(window, "Something")
    QTest.keyClicks(inside(window, "quick.details.edit", QPlainTextEdit), "with more to it")
    QTest.keyClick(hands(), Key.Key_Escape)
    made = only(provider, kind.model)
    assert made.state == "draft" and not window.isVisible()
    assert "Something" in str(made.model_dump()) and "with more to it" in str(made.model_dump())
    window.start()
    assert window.fields.kind is CallKind.BROKEN


def test_a_day_that_is_none_is_said_only_where_it_is_asked_for(qtbot, window, provider) -> None:
    choose(qtbot, window, CallKind.WANTED)
    tell(window, "A second screen")
    QTest.keyClicks(inside(window, "quick.needed.edit", QLineEdit), "31 Febr")
    QTest.keyClick(window, Key.Key_Return, CTRL)
    assert window.isVisible() and "not a date" in window._trouble.text()
    assert provider.workspace.count(ServiceChangeRequest) == 0


def test_buttons_stay_where_they_are(qtbot, window) -> None:
    record = inside(window, "quick.record", QPushButton)
    places = set()
    for kind in (CallKind.WANTED, CallKind.SAID, CallKind.BROKEN):
        choose(qtbot, window, kind)
        QApplication.processEvents()
        places.add((record.mapTo(window, record.rect().topLeft()).toTuple(), record.width()))
    assert len(places) == 1


@pytest.mark.parametrize("kind", CallKind)
def test_tab_goes_once_through_what_is_there(qtbot, window, kind: CallKind) -> None:
    choose(qtbot, window, kind)
    window.who.startTyping()
    first = hands()
    seen: list[QWidget] = []
    while (at := hands()) not in seen:
        seen.append(at)
        QTest.keyClick(at, Key.Key_Tab)
    assert hands() is first and all(each.isVisible() for each in seen)
    names = [each.objectName() for each in seen]
    assert names.index("quick.what.edit") < names.index("quick.details.edit") < names.index("quick.record")


def test_buttons_stay_in_sight_where_the_screen_is_low(qtbot, window) -> None:
    window.resize(640, 420)
    QApplication.processEvents()
    record = inside(window, "quick.record", QPushButton)
    assert window.height() == 420
    assert window.rect().contains(record.geometry().translated(record.parentWidget().pos()))


class TestTimes:
    def test_they_are_the_organizations_and_say_so_where_the_laptop_differs(self, window, provider) -> None:
        said = inside(window, "quick.when")
        provider.save(organization(provider.workspace), time_zone="Pacific/Auckland")
        window.start()
        assert "Times of Pacific/Auckland." in said.text()

    def test_a_time_in_the_future_is_refused_in_words(self, window, provider) -> None:
        pick(window, "quick.who", "rui")
        tell(window, "No projector")
        pick(window, "quick.service", "name")
        window.fields.when.at.setValue(provider.clock().replace(year=2030))
        QTest.keyClick(window, Key.Key_Return, CTRL)
        assert window.isVisible() and "later than now" in window._trouble.text()

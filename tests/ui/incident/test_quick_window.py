"""Recording an incident from anywhere, with keys alone, in the time of a call."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton

from sdesk.models import Contact, KnownError, ServiceIncident
from sdesk.practice.lifecycle.records import reload
from sdesk.ui.desk import Desk
from sdesk.ui.incident.quick_window import QuickIncidentWindow
from sdesk.ui.registry import open_desk
from tests.provider import Provider, incident, new_provider
from tests.ui.shell import CTRL, SHIFT, inside, shown_window


@pytest.fixture
def window(qtbot, desk: Desk) -> QuickIncidentWindow:
    made = QuickIncidentWindow(desk)
    qtbot.addWidget(made)
    made.start()
    qtbot.waitActive(made)
    return made


def pick(window, name: str, typed: str) -> None:
    """Type part of a name and take the first match, as a person does."""
    edit = inside(window, f"{name}.edit", QLineEdit)
    edit.setFocus()
    QTest.keyClicks(edit, typed)
    field = next(each for each in (window.who.picker, window.service) if each.objectName() == name)
    QTest.keyClick(field._suggestions.popup(), Qt.Key.Key_Return)


def tell(window, text: str) -> None:
    edit = inside(window, "quick.what.edit", QLineEdit)
    edit.setFocus()
    QTest.keyClicks(edit, text)


def newest(provider: Provider) -> ServiceIncident:
    found = provider.workspace.find(ServiceIncident)
    return max(found, key=lambda each: each.number)


def opened(provider: Provider, summary: str) -> ServiceIncident:
    return provider.take(incident(provider, "recorded", summary=summary), "record")


def test_who_what_and_which_service_are_enough(window, provider, desk, qtbot):
    pick(window, "quick.who", "rui")
    tell(window, "No projector in room 4")
    pick(window, "quick.service", "name")
    with qtbot.waitSignal(desk.said) as said:
        QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    made = newest(provider)
    assert said.args == [f"{made.number} is recorded."]
    assert (made.state, made.summary) == ("recorded", "No projector in room 4")
    assert made.customer == provider.extra["school"].id
    assert made.reporter and made.reporter.name == "Rui Mota" and not made.reporter.missing
    assert not window.isVisible()


def test_what_is_missing_is_said_and_the_draft_goes_on_in_its_place(window, provider):
    pick(window, "quick.who", "rui")
    tell(window, "No projector in room 4")
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    draft = newest(provider)
    assert draft.state == "draft" and window.isVisible()
    assert window._trouble.text() == f"Kept as draft {draft.number}. Service is missing."
    pick(window, "quick.service", "name")
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert reload(provider.workspace, draft).state == "recorded"
    assert provider.workspace.count(ServiceIncident) == 1


def test_esc_keeps_what_was_typed_as_a_draft(window, provider):
    tell(window, "No projector")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert (newest(provider).state, newest(provider).summary) == ("draft", "No projector")


def test_esc_with_nothing_typed_keeps_nothing(window, provider):
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert provider.workspace.count(ServiceIncident) == 0


def test_discard_keeps_nothing(window, provider):
    tell(window, "No projector")
    inside(window, "quick.discard", QPushButton).click()
    assert provider.workspace.count(ServiceIncident) == 0
    assert inside(window, "quick.what.edit", QLineEdit).text() == ""


def test_somebody_new_is_typed_with_their_customer(window, provider):
    edit = inside(window, "quick.who.edit", QLineEdit)
    QTest.keyClicks(edit, "Zita Novo")
    QTest.keyClick(window.who.picker._suggestions.popup(), Qt.Key.Key_Return)
    window.who.customer.setValue(provider.extra["school"].id)
    window.who._customer_chosen()
    tell(window, "No projector")
    pick(window, "quick.service", "name")
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    made = newest(provider)
    assert made.state == "recorded"
    assert made.reporter
    assert (made.reporter.name, made.reporter.organization) == ("Zita Novo", "Dock School")


def test_the_first_call_of_a_new_firm_is_recorded(qtbot, tmp_path: Path):
    """With a name and people there, and nothing else: who called is typed, their firm made on the spot."""
    firm = new_provider(tmp_path / "new.sdesk")
    window = QuickIncidentWindow(open_desk(firm.workspace))
    qtbot.addWidget(window)
    window.start()
    qtbot.waitActive(window)
    QTest.keyClicks(inside(window, "quick.who.edit", QLineEdit), "Dora Lind")
    QTest.keyClick(window.who.picker.suggestions().popup(), Qt.Key.Key_Return)
    QTest.keyClicks(inside(window, "quick.customer.edit", QLineEdit), "Pier Dental")
    QTest.keyClick(window.who.customer.suggestions().popup(), Qt.Key.Key_Return)
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    inside(dialog, "dialog.confirm", QPushButton).click()
    QTest.keyClicks(inside(window, "contact.telephone", QLineEdit), "+351 21 000 0001")
    tell(window, "No e-mail at the front desk")
    qtbot.mouseClick(inside(window, "quick.record", QPushButton), Qt.MouseButton.LeftButton)
    assert not window._trouble.isVisible(), window._trouble.text()
    [made] = firm.workspace.find(ServiceIncident)
    assert (made.state, made.service, made.agreement) == ("recorded", None, None)
    assert not window.isVisible()
    firm.workspace.close()


def test_the_same_thing_told_again_adds_the_caller(window, provider):
    known = opened(provider, "Projectors are dark in the west wing")
    pick(window, "quick.who", "rui")
    tell(window, "projector is dark")
    window.look_for_similar()
    card = next(card for card in window.found.cards() if card.record.id == known.id)
    inside(card, "found.same", QPushButton).click()
    known = reload(provider.workspace, known)
    assert [party.who for party in known.parties_to_tell] == ["Rui Mota, Dock School"]
    assert provider.workspace.count(ServiceIncident) == 1
    assert not window.isVisible()


def test_a_name_that_is_typed_and_not_picked_is_not_left_out_in_silence(window, provider):
    known = opened(provider, "Projectors are dark in the west wing")
    QTest.keyClicks(inside(window, "quick.who.edit", QLineEdit), "Rui")
    window.who.picker.suggestions().close()
    tell(window, "projector is dark")
    window.look_for_similar()
    card = next(card for card in window.found.cards() if card.record.id == known.id)
    inside(card, "found.same", QPushButton).click()
    assert window.isVisible() and window._trouble.isVisible()
    assert reload(provider.workspace, known).steps_taken == known.steps_taken


def test_a_similar_one_is_linked_when_it_is_recorded(window, provider):
    known = opened(provider, "Projectors are dark in the west wing")
    pick(window, "quick.who", "rui")
    tell(window, "projector hums")
    window.look_for_similar()
    inside(window.found.cards()[0], "found.link", QPushButton).click()
    pick(window, "quick.service", "name")
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert newest(provider).related == (known.id,)


def test_a_known_error_shows_its_way_round_and_is_noted(window, provider):
    error = provider.complete(
        KnownError, "recorded", symptom="Projector stays dark", workaround="Press the button for ten seconds"
    )
    error = provider.take(error, "record")
    pick(window, "quick.who", "rui")
    tell(window, "projector is dark")
    window.look_for_similar()
    card = window.found.cards()[0]
    assert card.record.id == error.id
    inside(card, "found.use", QPushButton).click()
    pick(window, "quick.service", "name")
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert newest(provider).known_errors == (error.id,)


def test_details_are_kept_where_there_are_some(window, provider):
    tell(window, "No projector")
    details = inside(window, "quick.details.edit", QPlainTextEdit)
    details.setFocus()
    QTest.keyClicks(details, "Since this morning")
    window.reject()
    assert newest(provider).details == "Since this morning"


def test_a_shortcut_brings_it_up_from_any_tab(qtbot, provider, tmp_path: Path):
    with shown_window(qtbot, provider.workspace, tmp_path) as main:
        main.show_tab(6)
        qtbot.waitUntil(lambda: QApplication.activeWindow() is main)
        QApplication.processEvents()
        QTest.keyClick(main, Qt.Key.Key_I, CTRL | SHIFT)
        quick = main.findChild(QuickIncidentWindow)
        assert quick is not None and quick.isVisible()
        qtbot.waitActive(quick)
        tell(quick, "No projector")
    assert newest(provider).summary == "No projector"


@pytest.mark.parametrize("height", [560, 420])
def test_what_is_alike_is_in_sight_while_it_is_typed(qtbot, window, provider, height: int):
    known = opened(provider, "Projectors are dark in the west wing")
    window.resize(720, height)
    tell(window, "projector is dark")
    window.look_for_similar()
    card = next(card for card in window.found.cards() if card.record.id == known.id)
    qtbot.waitUntil(lambda: not inside(card, "found.same", QPushButton).visibleRegion().isEmpty())
    edit = inside(window, "quick.what.edit", QLineEdit)
    qtbot.waitUntil(lambda: not edit.visibleRegion().isEmpty())
    assert not inside(window, "quick.record", QPushButton).visibleRegion().isEmpty()


def test_a_customer_that_is_missing_is_asked_for_in_its_field(window, provider):
    """Of somebody who is typed by name; where nobody is named yet, the line for who called finds both."""
    inside(window, "quick.who.edit", QLineEdit).setFocus()
    tell(window, "No projector in room 4")
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert inside(window, "quick.who").isAncestorOf(QApplication.focusWidget())
    window.who.type_in(Contact(name="Somebody", telephone="+351 200 000 000"))
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert inside(window, "quick.customer").isAncestorOf(QApplication.focusWidget())


def test_coming_back_to_what_was_typed_the_keys_are_where_one_writes_on(qtbot, window):
    opened_before = inside(window, "quick.keep", QPushButton)
    tell(window, "No projector in room 4")
    opened_before.setFocus()
    window.hide()
    window.start()
    assert inside(window, "quick.what").isAncestorOf(window.focusWidget())
    QTest.keyClicks(window.focusWidget(), ", at all")
    assert window.what.value() == "No projector in room 4, at all"

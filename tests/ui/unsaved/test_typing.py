"""What is kept and when: with the first key, not the last; never on a key; and gone when it is saved or given up."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from sdesk.models import Customer, HistoryEntry, ServiceIncident
from sdesk.practice.lifecycle import records
from sdesk.practice.unsaved import offers
from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.unsaved.typing import KEPT_AFTER
from tests.provider import Provider, change, incident
from tests.ui.cases import turn_to_form
from tests.ui.shell import inside, shown_window

DETAILS = "ServiceIncident.details.edit"


@pytest.fixture
def window(qtbot, provider: Provider, tmp_path: Path):
    with shown_window(qtbot, provider.workspace, tmp_path) as shown:
        yield shown
        shown._gives_up = True


@pytest.fixture
def case(provider: Provider) -> ServiceIncident:
    return provider.take(incident(provider, "recorded"), "record")


def contents(provider: Provider) -> dict[str, str]:
    return provider.workspace.unsaved.read()


def open_form(window, record) -> Any:
    window.show_record(record.id)
    turn_to_form(window.current_page().form)
    return window.current_page().form


def again(window) -> Any:
    """The bar, as after a crash: what this window has kept is forgotten to be its own."""
    window.desk.typing._kept.clear()
    window.desk.typing.look()
    return inside(window, "unsaved")


def test_the_first_key_starts_the_clock_and_no_other_puts_it_off(qtbot, window, case) -> None:
    assert KEPT_AFTER < 2000
    form, timer = open_form(window, case), window.desk.typing._timer
    assert not timer.isActive() and timer.isSingleShot()
    qtbot.keyClicks(inside(form, DETAILS), "a")
    assert timer.isActive()
    first = timer.id()
    qtbot.keyClicks(inside(form, DETAILS), "bcdefgh")
    assert timer.id() == first


def test_keys_write_nothing_the_clock_writes_once(qtbot, window, provider: Provider, case) -> None:
    form = open_form(window, case)
    qtbot.keyClicks(inside(form, DETAILS), "abcdefgh")
    assert contents(provider) == {}
    before = provider.workspace.count(HistoryEntry)
    window.desk.typing._timer.timeout.emit()
    assert len(contents(provider)) == 1
    assert "abcdefgh" in next(iter(contents(provider).values()))
    assert provider.workspace.count(HistoryEntry) == before


def test_saving_forgets_it(qtbot, window, provider: Provider, case) -> None:
    form = open_form(window, case)
    qtbot.keyClicks(inside(form, DETAILS), "abc")
    window.desk.typing.keep_now()
    assert form.save()
    assert contents(provider) == {}


def test_what_is_about_to_be_saved_is_kept_before_it_is(
    qtbot, window, provider: Provider, case, monkeypatch
) -> None:
    """So that after a kill between saving and forgetting it is known as saved, also what came after the last write."""
    form = open_form(window, case)
    qtbot.keyClicks(inside(form, DETAILS), "abc")
    window.desk.typing.keep_now()
    qtbot.keyClicks(inside(form, DETAILS), "def")
    monkeypatch.setattr(window.desk.typing, "forget", lambda _form: None)  # killed before that
    assert form.save()
    assert len(contents(provider)) == 1
    assert offers(provider.workspace) == []


def test_taking_back_forgets_it(qtbot, window, provider: Provider, case) -> None:
    form = open_form(window, case)
    qtbot.keyClicks(inside(form, DETAILS), "abc")
    window.desk.typing.keep_now()
    form._revert()
    assert contents(provider) == {}


def test_forms_that_wait_unseen_are_kept_too(qtbot, window, provider: Provider, case) -> None:
    other = provider.take(change(provider), "submit")
    qtbot.keyClicks(inside(open_form(window, case), DETAILS), "abc")
    form = open_form(window, other)
    qtbot.keyClicks(inside(form, "ServiceChangeRequest.purpose.edit"), "def")
    window.desk.typing.keep_now()
    assert len(contents(provider)) == 2


@pytest.mark.parametrize("name", ["dialog.keep-editing", "dialog.confirm"])
def test_a_dialog_that_is_closed_leaves_nothing(qtbot, window, provider: Provider, case, name) -> None:
    form = open_form(window, case)
    form.press_step("cancel")
    qtbot.keyClicks(inside(form, "step.reason.edit"), "It was the neighbour's")
    window.desk.typing.keep_now()
    assert "neighbour" in str(contents(provider))
    inside(form, name, QPushButton).click()
    assert contents(provider) == {}
    assert offers(provider.workspace) == []


def test_a_create_dialog_that_is_cancelled_leaves_nothing(qtbot, window, provider: Provider) -> None:
    dialog = open_create_dialog(window.desk, Customer, {}, window, lambda _made: None)
    qtbot.keyClicks(inside(dialog, "Customer.name.edit"), "Pier")
    window.desk.typing.keep_now()
    assert len(contents(provider)) == 1
    dialog.reject()
    assert contents(provider) == {}


def test_closing_the_window_in_good_order_leaves_nothing(qtbot, window, provider: Provider, case) -> None:
    qtbot.keyClicks(inside(open_form(window, case), DETAILS), "abc")
    window.desk.typing.keep_now()
    window._give_up_and_close()
    assert contents(provider) == {}
    provider.workspace.close()
    assert not provider.workspace.unsaved.path.exists()


def test_what_was_not_decided_is_there_again_next_time(qtbot, window, provider: Provider, case) -> None:
    qtbot.keyClicks(inside(open_form(window, case), DETAILS), "abc")
    window.desk.typing.keep_now()
    bar = again(window)
    assert bar.isVisible()
    window._give_up_and_close()
    assert len(offers(provider.workspace)) == 1


def test_several_are_offered_one_after_the_other(qtbot, window, provider: Provider, case) -> None:
    other = provider.take(change(provider), "submit")
    qtbot.keyClicks(inside(open_form(window, case), DETAILS), "abc")
    qtbot.keyClicks(inside(open_form(window, other), "ServiceChangeRequest.purpose.edit"), "def")
    window.desk.typing.keep_now()
    bar = again(window)
    first, second = (case, other) if case.number in bar.text() else (other, case)  # kept at the same moment
    assert first.number in bar.text() and "1 more follows" in bar.text()
    inside(bar, "unsaved.discard", QPushButton).click()
    assert first.number in bar.text()  # what is given up is seen first
    inside(window, "unsaved.dialog.discard", QPushButton).click()
    assert second.number in bar.text() and "follow" not in bar.text()
    inside(bar, "unsaved.discard", QPushButton).click()
    inside(window, "unsaved.dialog.discard", QPushButton).click()
    assert not bar.isVisible()
    assert contents(provider) == {}


def test_over_what_was_saved_since_nothing_goes_unseen(qtbot, window, provider: Provider, case) -> None:
    form = open_form(window, case)
    qtbot.keyClicks(inside(form, DETAILS), "Typed here. ")
    window.desk.typing.keep_now()
    form._sheet.body.changed_names.clear()  # the window that typed it is gone
    form.clear()
    provider.save(case, details="Said there")
    bar = again(window)
    assert "changed since" in bar.text()
    inside(bar, "unsaved.take", QPushButton).click()
    dialog = inside(window, "unsaved.differences")
    assert records.reload(provider.workspace, case).details == "Said there"
    assert "Typed here" in dialog.as_text()
    inside(dialog, "unsaved.dialog.copy", QPushButton).click()
    assert "Typed here" in QApplication.clipboard().text()
    inside(dialog, "unsaved.dialog.take", QPushButton).click()
    form = window.current_page().form
    assert inside(form, DETAILS, QPlainTextEdit).toPlainText().startswith("Typed here")
    assert records.reload(provider.workspace, case).details == "Said there"


def test_what_was_saved_while_the_bar_was_there_counts_too(qtbot, window, provider: Provider, case) -> None:
    form = open_form(window, case)
    qtbot.keyClicks(inside(form, DETAILS), "Typed here. ")
    window.desk.typing.keep_now()
    bar = again(window)
    form._sheet.body.changed_names.clear()  # the window that typed it is gone
    form.clear()
    provider.save(case, details="Said there")
    inside(bar, "unsaved.take", QPushButton).click()
    assert inside(window, "unsaved.differences").isVisible()
    assert form.unsaved() == ()


def test_what_is_being_typed_now_is_not_gone_over(qtbot, window, provider: Provider, case) -> None:
    form = open_form(window, case)
    qtbot.keyClicks(inside(form, DETAILS), "Before. ")
    window.desk.typing.keep_now()
    bar = again(window)
    edit = inside(form, DETAILS, QPlainTextEdit)
    edit.setPlainText("Typed now")
    inside(bar, "unsaved.take", QPushButton).click()
    assert edit.toPlainText() == "Typed now"
    assert bar.isVisible()


def test_a_deleted_draft_can_only_be_read_and_copied(qtbot, window, provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="Printer")
    form = open_form(window, draft)
    qtbot.keyClicks(inside(form, DETAILS), "It hums")
    window.desk.typing.keep_now()
    form._sheet.body.changed_names.clear()
    form.clear()
    records.delete_draft(provider.workspace, draft)
    bar = again(window)
    assert "deleted" in bar.text()
    assert not inside(bar, "unsaved.take").isVisible()
    inside(bar, "unsaved.show", QPushButton).click()
    dialog = inside(window, "unsaved.differences")
    assert "It hums" in dialog.as_text()
    assert dialog.findChild(QPushButton, "unsaved.dialog.take") is None


def test_text_of_a_step_stands_in_its_dialog_again(qtbot, window, provider: Provider, case) -> None:
    form = open_form(window, case)
    form.press_step("cancel")
    dialog = inside(form, "step.dialog")
    qtbot.keyClicks(inside(form, "step.reason.edit"), "It was the neighbour's")
    window.desk.typing.keep_now()
    bar = again(window)
    dialog._open_fields.key = "of the program that was killed"
    dialog.reject()
    dialog.setParent(None)
    inside(bar, "unsaved.take", QPushButton).click()
    assert "again: the text will stand in it" in window._unsaved.text()
    form.press_step("cancel")
    assert inside(form, "step.reason.edit", QPlainTextEdit).toPlainText() == "It was the neighbour's"
    assert not bar.isVisible()
    assert len(contents(provider)) == 1


def test_the_small_window_gets_its_words_again(qtbot, window, provider: Provider) -> None:
    window.new_incident()
    quick = inside(window, "quick.incident")
    qtbot.keyClicks(inside(quick, "quick.what.edit"), "No mail")
    window.desk.typing.keep_now()
    bar = again(window)
    quick._open_form.key = "of the program that was killed"
    quick._leave()
    inside(bar, "unsaved.take", QPushButton).click()
    assert quick.isVisible()
    assert quick.what.value() == "No mail"
    assert len(contents(provider)) == 1
    quick.reject()
    assert contents(provider) == {}
    assert [each.summary for each in provider.workspace.find(ServiceIncident)] == ["No mail"]


def test_of_a_line_of_a_story_only_that_is_offered_in_which_something_stands(
    qtbot, window, provider: Provider, case
) -> None:
    window.show_record(case.id)
    qtbot.keyClicks(inside(window, "story.what", QPlainTextEdit), "Called back")
    window.desk.typing.keep_now()
    [offer] = offers(provider.workspace)
    assert [each.said for each in offer.kept.form.fields] == ["Called back"]


def test_a_new_record_is_begun_again(qtbot, window, provider: Provider) -> None:
    window.show_new(Customer)
    form = window.current_page().form
    qtbot.keyClicks(inside(form, "Customer.name.edit"), "Quay Bakery")
    window.desk.typing.keep_now()
    bar = again(window)
    form._sheet.body.changed_names.clear()
    form.clear()
    window.show_tab(0)
    inside(bar, "unsaved.take", QPushButton).click()
    form = window.current_page().form
    assert form.record is None and form.model is Customer
    assert inside(form, "Customer.name.edit").text() == "Quay Bakery"


def test_what_is_no_value_comes_back_as_it_was_typed(qtbot, window, provider: Provider) -> None:
    request = provider.take(change(provider), "submit")
    form = open_form(window, request)
    edit = inside(form, "ServiceChangeRequest.date_needed.edit")
    edit.selectAll()
    qtbot.keyClicks(edit, "31 Febr")
    window.desk.typing.keep_now()
    bar = again(window)
    form._sheet.body.changed_names.clear()
    form.clear()
    inside(bar, "unsaved.take", QPushButton).click()
    form = window.current_page().form
    assert inside(form, "ServiceChangeRequest.date_needed.edit").text() == "31 Febr"


def test_a_disk_that_takes_nothing_is_said_once_and_the_form_goes_on(
    qtbot, window, provider: Provider, case
) -> None:
    provider.workspace.unsaved.path.mkdir()
    form = open_form(window, case)
    for letter in "abc":
        qtbot.keyClicks(inside(form, DETAILS), letter)
        window.desk.typing.keep_now()
        provider.workspace.unsaved.wait()
        QApplication.processEvents()
        if letter == "a":
            assert "is not kept" in window._status.said()
            window._status.say("")
        assert letter == "a" or window._status.said() == ""
    assert inside(form, DETAILS, QPlainTextEdit).toPlainText().startswith("abc")
    provider.workspace.unsaved.path.rmdir()
    window.desk.typing.keep_now()
    assert "abc" in str(contents(provider))


def test_a_broken_file_is_said_and_keeps_nothing_from_opening(
    qtbot, provider: Provider, tmp_path: Path
) -> None:
    provider.workspace.unsaved.path.write_bytes(b"nonsense" * 1000)
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        assert not inside(window, "unsaved").isVisible()
        assert "is kept as" in window._status.said()


def test_a_file_of_something_else_is_said_without_a_wrong_word(
    qtbot, window, provider: Provider, case
) -> None:
    """It came while the program ran: what is typed is kept all the same, and it is not said that it is not."""
    provider.workspace.unsaved.path.write_bytes(b"nonsense" * 1000)
    qtbot.keyClicks(inside(open_form(window, case), DETAILS), "abc")
    window.desk.typing.keep_now()
    assert "abc" in str(contents(provider))
    QApplication.processEvents()
    assert "is kept as" in window._status.said()
    assert "not kept" not in window._status.said()

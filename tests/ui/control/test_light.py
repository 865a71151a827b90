"""The page of a small change: what is shown first, what is kept of what is typed, and who signs."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QTabBar

from sdesk.models import ServiceBuild, ServiceDesign
from sdesk.models.control import ChangeKind
from sdesk.practice.control.changes import paper_of
from sdesk.practice.control.light.writing import begin, keep
from sdesk.practice.lifecycle.attachments import attachments_of
from sdesk.practice.lifecycle.records import latest_operation, reload
from sdesk.practice.lifecycle.undo import undo
from sdesk.ui.control.light.page import LightPage
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, FieldWidget, HelpText, StateLabel, WrappedLabel
from sdesk.ui.records.form.head_parts import NextStepButton
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.registry import open_desk
from tests.practice.control import lightly
from tests.provider import Provider, change
from tests.ui.cases import turn_to, turn_to_form
from tests.ui.shell import CTRL, inside


@pytest.fixture
def desk(provider: Provider) -> Desk:
    return open_desk(provider.workspace)


@pytest.fixture
def form(qtbot, desk: Desk) -> RecordForm:
    made = RecordForm(desk)
    qtbot.addWidget(made)
    made.resize(680, 700)
    made.show()
    qtbot.waitActive(made)
    return made


def tab(form: RecordForm) -> str:
    tabs = inside(form, "record.tabs", QTabBar)
    return tabs.tabText(tabs.currentIndex())


def offered(form: RecordForm) -> list[str]:
    tabs = inside(form, "record.tabs", QTabBar)
    return [tabs.tabText(at) for at in range(tabs.count())]


def trouble(form: RecordForm) -> str:
    return inside(form, "light.trouble", Callout).text()


def test_what_goes_the_light_way_opens_in_its_bands_and_all_else_in_its_fields(provider, form):
    small, other = lightly.requested(provider), change(provider)
    large = change(provider, kind="emergency")
    form.show_record(small)
    assert tab(form) == "Light"
    form.show_record(other)
    assert (tab(form), "Light" in offered(form)) == ("Record", True)
    form.show_record(large)
    assert (tab(form), "Light" in offered(form)) == ("Record", False)


def test_what_is_typed_is_kept_where_it_is_left_and_whoever_signs_reads_it(provider, form, qtbot):
    request = lightly.requested(provider)
    provider.works(provider.cleo)
    form.show_record(request)
    how = inside(form, "light.how.edit", QPlainTextEdit)
    how.setFocus()
    QTest.keyClicks(how, "Swap one disk after the other")
    page = inside(form, "record.light", LightPage)
    page.flush()
    assert inside(form, "light.how.edit", QPlainTextEdit) is how and how.hasFocus()
    QTest.keyClicks(how, ", at night")
    form.show_record(change(provider))
    design = paper_of(provider.workspace, request, ServiceDesign)
    assert design.tools_and_methods == "Swap one disk after the other, at night"
    provider.works(provider.ana)
    form.show_record(request)
    assert inside(form, "light.how.edit", QPlainTextEdit).toPlainText() == design.tools_and_methods


def test_who_may_not_sign_is_told_who_may_and_nothing_typed_is_lost(provider, form):
    request = lightly.requested(provider)
    keep(provider.workspace, request, lightly.decided(provider, request))
    form.show_record(request)
    inside(form, "light.sign", QPushButton).click()
    assert "Control Manager" in trouble(form) and "Ana" in trouble(form)
    assert reload(provider.workspace, request).state == "requested"
    provider.works(provider.ana)
    inside(form, "light.sign", QPushButton).click()
    assert reload(provider.workspace, request).state == "designed"
    assert inside(form, "light.passed1.passed", QRadioButton).isVisible()


def test_the_button_of_the_next_step_and_its_key_sign_the_band(provider, form):
    request = lightly.requested(provider)
    provider.works(provider.ana)
    keep(provider.workspace, request, lightly.decided(provider, request))
    form.show_record(request)
    turn_to_form(form)
    turn_to(form, "Light")
    form.press_step()
    assert reload(provider.workspace, request).state == "designed"
    turn_to_form(form)
    form.press_step("build")
    assert "build" in form.missing.accessibleName().lower() or form.missing.isVisible()
    assert reload(provider.workspace, request).state == "designed"
    form.show_record(change(provider))
    form.show_record(request)
    keep(provider.workspace, request, lightly.done(provider, request))
    form.show_record(change(provider))
    form.show_record(request)
    page = inside(form, "record.light", LightPage)
    page.edit()
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert reload(provider.workspace, request).state == "designed", "not heard twice in a moment"
    page.rests.stop()
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert reload(provider.workspace, request).state == "confirmed", (trouble(form), form.focusWidget())


def test_photos_and_files_are_kept_with_what_was_built(provider, form, tmp_path: Path):
    request = lightly.designed(provider)
    form.show_record(request)
    photo = tmp_path / "disks.png"
    photo.write_bytes(b"two disks in their bays")
    inside(form, "record.light", LightPage).attach_files([str(photo)])
    build = paper_of(provider.workspace, request, ServiceBuild)
    assert build is not None
    assert [each.name for each in attachments_of(provider.workspace, build)] == ["disks.png"]
    assert build.master_copies[0].sha256 == attachments_of(provider.workspace, build)[0].sha256


def head(form: RecordForm) -> tuple[str, str]:
    """The state and the button of the next step."""
    button = next(each for each in form.head.findChildren(NextStepButton) if each.isVisible())
    return inside(form.head, "record.state", StateLabel).mark().word, button.text()


def test_the_head_names_the_band_that_its_button_signs(provider, form):
    request = lightly.requested(provider)
    form.show_record(request)
    assert head(form) == ("2 of 4", "Decide")
    assert not form.missing.isVisible()
    turn_to_form(form)
    assert head(form) == ("Requested", "Approve change")
    assert form.missing.isVisible()


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lightly.designed, ("3 of 4", "Do")),
        (lightly.cleared, ("3 of 4", "In place")),
        (lightly.in_place, ("4 of 4", "Look back")),
    ],
)
def test_the_head_says_how_many_of_the_four_are_signed(provider, form, made, said):
    form.show_record(made(provider))
    assert head(form) == said


def test_a_full_change_that_was_made_of_it_opens_on_its_case(provider, form, desk, qtbot):
    request = lightly.requested(provider)
    form.show_record(request)
    with qtbot.waitSignal(desk.case_asked):
        inside(form, "light.full", QPushButton).click()
    form.show_record(change(provider))
    form.show_record(request)
    assert (tab(form), "Light" in offered(form)) == ("Case", True)


def bands(form: RecordForm) -> list[str]:
    page = inside(form, "record.light", LightPage)
    return [each.mark().word for each in page.findChildren(StateLabel) if each.objectName() == ""]


def test_each_band_says_of_itself_what_is_true(provider, form):
    request = lightly.cleared(provider)
    form.show_record(request)
    assert bands(form) == ["asked", "signed", "signed, not in place yet", "later"]
    ask = inside(form, "light.ask")
    assert any(provider.cleo.name in each.text() for each in ask.findChildren(WrappedLabel))
    refused = lightly.requested(provider)
    provider.save(refused, decision_reason="Not worth what it costs this year", risk="low")
    provider.works(provider.ana)
    form.show_record(provider.take(refused, "reject"))
    turn_to(form, "Light")
    assert bands(form)[:2] == ["asked", "rejected"]


def test_what_was_typed_of_how_it_went_is_kept_where_it_is_left(provider, form):
    request = lightly.cleared(provider)
    form.show_record(request)
    went = inside(form, "light.went.edit", QPlainTextEdit)
    went.setFocus()
    QTest.keyClicks(went, "Both disks were swapped")
    form.show_record(change(provider))
    assert reload(provider.workspace, request).deployment_outcome == "Both disks were swapped"


def test_a_day_that_cannot_be_read_costs_nothing_else_that_was_typed(provider, form):
    request = lightly.requested(provider)
    keep(provider.workspace, request, said := lightly.decided(provider, request))
    form.show_record(request)
    cost = inside(form, "light.cost.edit", QPlainTextEdit)
    cost.setPlainText("Two disks, 200 euro")
    day = inside(form, "light.planned_start.edit", QLineEdit)
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "someday")
    form.show_record(change(provider))
    design = paper_of(provider.workspace, request, ServiceDesign)
    assert design.budget == "Two disks, 200 euro"
    assert reload(provider.workspace, request).planned_start == said.start


def test_what_is_undone_does_not_stay_in_the_field_that_somebody_is_in(provider, form):
    request = lightly.requested(provider)
    form.show_record(request)
    how = inside(form, "light.how.edit", QPlainTextEdit)
    how.setFocus()
    QTest.keyClicks(how, "Swap one disk")
    inside(form, "record.light", LightPage).flush()
    undo(provider.workspace, latest_operation(provider.workspace))
    how = inside(form, "light.how.edit", QPlainTextEdit)
    assert how.toPlainText() == "" and how.hasFocus()


def test_beside_the_risk_stands_when_the_procedures_call_it_good(provider, form):
    request = lightly.requested(provider)
    form.show_record(request)
    page = inside(form, "record.light", LightPage)
    assert any("do not say yet" in each.text() for each in page.findChildren(HelpText))
    good = "good where it can be taken back within the hour"
    lightly.procedure_says(provider, f"Risk: {good}\nCost")
    form.show_record(change(provider))
    form.show_record(request)
    said = [each.text() for each in inside(form, "record.light", LightPage).findChildren(HelpText)]
    assert good in said and not any("do not say yet" in each for each in said)


def test_what_somebody_else_writes_meanwhile_is_not_overwritten_and_is_read_before_it_is_signed(
    provider, form
):
    request = lightly.requested(provider)
    provider.works(provider.ana)
    said = lightly.decided(provider, request)
    form.show_record(request)
    how = inside(form, "light.how.edit", QPlainTextEdit)
    how.setFocus()
    QTest.keyClicks(how, "Swap the upper disk first")
    keep(provider.workspace, request, said)
    inside(form, "light.sign", QPushButton).click()
    assert "meanwhile" in trouble(form)
    assert reload(provider.workspace, request).state == "requested"
    design = paper_of(provider.workspace, request, ServiceDesign)
    assert (design.tools_and_methods, design.budget) == ("Swap the upper disk first", said.cost)
    assert inside(form, "light.cost.edit", QPlainTextEdit).toPlainText() == said.cost
    inside(form, "light.sign", QPushButton).click()
    assert reload(provider.workspace, request).state == "designed", trouble(form)


def test_settings_that_are_typed_stay_when_somebody_else_writes_meanwhile(provider, form, tmp_path: Path):
    request = lightly.designed(provider)
    said = lightly.done(provider, request)
    form.show_record(request)
    settings = inside(form, "light.settings.edit", QPlainTextEdit)
    settings.setFocus()
    QTest.keyClicks(settings, "Mirror of two disks")
    photo = tmp_path / "disks.png"
    photo.write_bytes(b"two disks in their bays")
    inside(form, "record.light", LightPage).attach_files([str(photo)])
    inside(form, "light.sign", QPushButton).click()
    assert "meanwhile" not in trouble(form), "a photo of one's own"
    keep(provider.workspace, request, replace(said, settings=""))
    inside(form, "light.sign", QPushButton).click()
    assert "meanwhile" in trouble(form)
    assert inside(form, "light.settings.edit", QPlainTextEdit).toPlainText() == "Mirror of two disks"
    inside(form, "light.sign", QPushButton).click()
    assert reload(provider.workspace, request).state == "confirmed", trouble(form)
    build = paper_of(provider.workspace, request, ServiceBuild)
    assert build is not None
    assert len(attachments_of(provider.workspace, build)) == 2


def test_a_kind_that_is_being_chosen_does_not_take_the_page_away(provider, form):
    provider.works(provider.cleo)
    request = begin(provider.workspace)
    form.show_record(request)
    page = inside(form, "record.light", LightPage)
    kind = inside(form, "light.kind", FieldWidget)
    kind.setFocus()
    kind.setValue(ChangeKind.PRE_APPROVED)
    kind.changed.emit()
    page.flush()
    assert tab(form) == "Light"
    kind.setValue(ChangeKind.EMERGENCY)
    kind.changed.emit()
    inside(form, "light.purpose.edit", QLineEdit).setFocus()
    page.flush()
    assert reload(provider.workspace, request).kind is ChangeKind.EMERGENCY
    assert "Light" not in offered(form)


def test_a_second_press_in_a_moment_signs_nothing(provider, form):
    request = lightly.requested(provider)
    keep(provider.workspace, request, lightly.decided(provider, request))
    provider.works(provider.ana)
    form.show_record(request)
    form.press_step()
    page = inside(form, "record.light", LightPage)
    assert reload(provider.workspace, request).state == "designed" and page.rests.isActive()
    keep(provider.workspace, request, lightly.done(provider, request))
    page.sign()
    assert reload(provider.workspace, request).state == "designed"

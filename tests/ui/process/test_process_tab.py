"""A process tab by hand: where everything stands, from the list to the record and back, by mouse and by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton

from sdesk.models import (
    ConfigurationItem,
    Customer,
    Organization,
    PerformanceReport,
    ScheduleEntry,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceIncident,
    ServiceScope,
)
from sdesk.packs.dependencies import products_in_order
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.readiness.work_products import standing
from sdesk.ui.pieces import EmptyState
from sdesk.ui.process.panel_rows import PanelRow
from sdesk.ui.process.process_tab import ProcessTab
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.registry import open_desk
from sdesk.ui.theme.marks import Shape
from tests.delivery import ASKS, PACK
from tests.provider import Provider, change
from tests.ui.shell import CTRL, inside, newest_first

Key = Qt.Key


def shows(qtbot, tab: ProcessTab, record_id) -> None:
    qtbot.waitUntil(lambda: tab.shown_record() == record_id)


@pytest.mark.parametrize("process", ["GO", "CO", "RE", "IN"])
def test_every_work_product_and_task_has_its_line(show, provider: Provider, process: str):
    tab = show(provider, PACK.bindings.processes[process].tab)
    for product in ASKS.work_products_of(process):
        assert product.short in inside(tab, f"panel.{product.id}").accessibleName()
    for task in ASKS.tasks_of(process):
        assert task.id in inside(tab, f"task.{task.id}").accessibleName()


@pytest.mark.a_few(7)
@pytest.mark.parametrize("product", [f"WP.{n:02}" for n in range(1, 22)])
def test_every_work_product_can_be_shown(qtbot, show, beginner: Provider, product: str):
    process = ASKS.work_product(product).process
    tab = show(beginner, PACK.bindings.processes[process].tab)
    inside(tab, f"panel.{product}").click()
    chosen = [each.objectName() for each in tab.panel.findChildren(PanelRow) if each.isChecked()]
    assert chosen == ["panel.view.open" if product in ("WP.11", "WP.18") else f"panel.{product}"]
    visible = [each for each in tab.findChildren(EmptyState) if each.isVisible()]
    assert len(visible) == (product != "WP.12"), "the schedule shows its week"


def test_a_line_says_where_its_work_product_stands(qtbot, show, provider: Provider):
    tab = show(provider, "governance")
    policy, scope = inside(tab, "panel.WP.14"), inside(tab, "panel.WP.15")
    assert (policy.mark(), scope.mark(), scope.tail()) == (Shape.APPROVED, None, "missing")
    assert "approved" in policy.accessibleName() and "missing" in scope.accessibleName()
    provider.create(ServiceScope)
    qtbot.waitUntil(lambda: scope.mark() is Shape.DRAFT)


def test_a_task_is_asked_of_the_window(qtbot, show, provider: Provider):
    tab = show(provider, "governance")
    with qtbot.waitSignal(tab._desk.task_asked) as asked:
        inside(tab, "task.GO.1.1").click()
    assert asked.args == ["GO.1.1"]


def test_the_cursor_in_the_list_shows_the_record_beside_it(qtbot, show, provider: Provider):
    one, other = (provider.create(ServiceIncident, summary=text) for text in ("Printer", "Router"))
    newest_first(ServiceIncident)
    tab = show(provider, "incidents")
    shows(qtbot, tab, other.id)
    view = inside(tab, "ServiceIncident.list.table")
    view.setFocus()
    qtbot.keyClick(view, Key.Key_Down)
    shows(qtbot, tab, one.id)
    assert view.hasFocus()


def test_return_goes_into_the_form_and_escape_comes_back(qtbot, show, provider: Provider):
    provider.create(ServiceIncident, summary="Printer")
    tab = show(provider, "incidents")
    view = inside(tab, "ServiceIncident.list.table")
    view.setFocus()
    qtbot.keyClick(view, Key.Key_Return)
    assert tab.form.isAncestorOf(tab.focusWidget())
    qtbot.keyClick(tab.focusWidget(), Key.Key_Escape)
    assert view.hasFocus()


def test_ctrl_n_starts_a_record_that_appears_in_the_list_once_typed(qtbot, show, provider: Provider):
    tab = show(provider, "incidents")
    qtbot.keyClick(tab, Key.Key_N, CTRL)
    edit = inside(tab, "ServiceIncident.summary.edit", QLineEdit)
    assert edit.hasFocus()
    qtbot.keyClicks(edit, "Printer")
    tab.flush()
    table = inside(tab, "ServiceIncident.list", RecordTable)
    assert [each.id for each in table.chosen()] == [tab.shown_record()]
    assert edit.hasFocus() and edit.text() == "Printer"


def test_a_new_record_stays_although_the_cursor_was_still_running(qtbot, show, provider: Provider):
    provider.create(ServiceIncident, summary="Printer")
    tab = show(provider, "incidents")
    tab.new_here()
    assert not tab._settle.isActive()
    assert tab.form.record is None and tab.form.model is ServiceIncident


def test_an_empty_list_leads_to_the_first_record(qtbot, show, beginner: Provider):
    tab = show(beginner, "incidents")
    next(each for each in tab.findChildren(EmptyState) if each.isVisible()).button.click()
    assert tab.form.model is ServiceIncident
    assert inside(tab, "ServiceIncident.summary.edit").hasFocus()


def test_a_document_opens_straight_into_its_form(show, provider: Provider):
    tab = show(provider, "governance")
    tab.show_work_product("WP.14")
    [policy] = provider.workspace.find(ServiceDeliveryPolicy)
    assert tab.shown_record() == policy.id
    assert not tab._stack.isVisible()


def test_a_document_that_is_not_written_is_begun_with_one_button(qtbot, show, beginner: Provider):
    tab = show(beginner, "governance")
    tab.show_work_product("WP.15")
    page = next(each for each in tab.findChildren(EmptyState) if each.isVisible())
    page.button.click()
    edit = inside(tab, "ServiceScope.services_offered.edit", QPlainTextEdit)
    assert edit.hasFocus()
    qtbot.keyClicks(edit, "Support of workplaces")
    tab.flush()
    assert [each.services_offered for each in beginner.workspace.find(ServiceScope)] == [
        "Support of workplaces"
    ]


def test_where_there_is_no_room_the_panel_is_a_strip_and_the_form_stays_beside_the_list(
    qtbot, show, provider: Provider
):
    incident = provider.create(ServiceIncident, summary="Printer")
    tab = show(provider, "incidents", (1280, 720))
    shows(qtbot, tab, incident.id)
    names = inside(tab, "panel.names", QToolButton)
    assert (tab.panel.width(), names.isVisible()) == (208, False)
    tab.resize(1024, 620)
    listed = inside(tab, "ServiceIncident.list")
    qtbot.waitUntil(lambda: tab.panel.width() == 48 and listed.width() > 0)
    at = {each: each.mapTo(tab, QPoint(0, 0)) for each in (tab.panel, listed, tab.form)}
    assert at[listed].x() >= 48 and at[tab.form].x() >= at[listed].x() + listed.width()
    assert tab.form.width() >= 600 and tab.form.height() > 500
    assert names.isVisible() and inside(tab, "panel.WP.18").isVisible()
    assert "Incidents" in inside(tab, "panel.WP.18").toolTip()


@pytest.mark.parametrize("name", ["governance", "control", "relationships", "incidents", "audit"])
def test_no_two_lines_of_the_strip_read_the_same(show, provider: Provider, name: str):
    tab = show(provider, name, (1024, 620))
    shorts = [each.short() for each in tab.panel.findChildren(PanelRow)]
    assert len(set(shorts)) == len(shorts)


@pytest.mark.parametrize("width", [800, 911, 1024, 1280])
def test_neither_list_nor_form_is_cut_off(qtbot, show, provider: Provider, width: int):
    """At 800, the least that the window can be, and at 911, which is 1366 pixels on a screen of 144 dots an inch."""
    for model, name in ((ServiceIncident, "incidents"), (PerformanceReport, "relationships")):
        tab = show(provider, name, (width, 620))
        tab.show_list(model)
        listed = inside(tab, f"{model.__name__}.list")
        qtbot.waitUntil(lambda listed=listed: listed.parentWidget().width() >= listed.minimumWidth())
        assert listed.width() <= listed.parentWidget().width()
        form = tab.form
        assert form.mapTo(tab, QPoint(form.width(), 0)).x() <= tab.width()
        tab.close()


def test_the_menu_of_the_strip_names_every_line_and_goes_there(qtbot, show, provider: Provider):
    tab = show(provider, "governance", (1024, 620))
    menu = inside(tab, "panel.names", QToolButton).menu()
    menu.aboutToShow.emit()
    said = {each.text(): each for each in menu.actions()}
    lines = [each.accessibleName() for each in tab.panel.findChildren(PanelRow) if each.isCheckable()]
    assert set(lines) <= set(said) and {"Work products", "Lists", "Tasks"} <= set(said)
    said["People"].trigger()
    assert inside(tab, "Person.list").isVisible()


def test_a_record_is_shown_with_the_list_it_is_in(show, provider: Provider):
    request = change(provider)
    tab = show(provider, "control")
    tab.show_record(request.id)
    assert tab.shown_record() == request.id
    [chosen] = inside(tab, "ServiceChangeRequest.list", RecordTable).chosen()
    assert chosen.id == request.id
    assert inside(tab, "panel.view.open").isChecked() and not inside(tab, "panel.WP.11").isChecked()


def test_a_new_record_is_filled_with_what_is_given(show, provider: Provider):
    tab = show(provider, "control")
    tab.new_record(ServiceChangeRequest, {"purpose": "Replace the router"})
    assert inside(tab, "ServiceChangeRequest.purpose.edit", QLineEdit).text() == "Replace the router"
    assert tab.shown_record() is None


def test_customers_are_a_list_of_the_relationships(show, provider: Provider):
    tab = show(provider, "relationships")
    inside(tab, "panel.Customer").click()
    table = inside(tab, "Customer.list", RecordTable)
    assert table.isVisible()
    assert tab._model is Customer


def test_the_organization_has_a_form_and_no_list(show, provider: Provider):
    tab = show(provider, "governance")
    inside(tab, "panel.Organization").click()
    assert tab.shown_record() in [each.id for each in provider.workspace.find(Organization)]


def test_the_schedule_shows_its_calendar_and_its_entries(show, provider: Provider):
    tab = show(provider, "control")
    tab.show_work_product("WP.12")
    assert inside(tab, "ChangeSchedule.schedule").isVisible()
    entry = provider.complete(ScheduleEntry, "planned")
    tab.show_record(entry.id)
    [chosen] = inside(tab, "ScheduleEntry.list", RecordTable).chosen()
    assert chosen.id == entry.id
    assert tab.shown_record() == entry.id


def test_a_work_product_is_set_to_not_applicable_and_back(qtbot, show, provider: Provider):
    tab = show(provider, "relationships")
    tab.show_work_product("WP.21")
    inside(tab, "SupplierAgreement.list", RecordTable).menu.fill()
    tab._does_not_apply()
    dialog = inside(tab, "applicability.dialog")
    inside(dialog, "dialog.confirm", QPushButton).click()
    assert standing(provider.workspace, "WP.21").state == "missing"
    inside(dialog, "applicability.reason").setValue("We use no suppliers at all.")
    inside(dialog, "dialog.confirm", QPushButton).click()
    assert standing(provider.workspace, "WP.21").state == "not applicable"
    line = inside(tab, "applicability")
    qtbot.waitUntil(line.isVisible)
    assert "We use no suppliers at all." in line.text()
    line.acted.emit()
    again = inside(tab, "applicability.dialog")
    inside(again, "applicability.reason").setValue("Our first one came.")
    inside(again, "dialog.confirm", QPushButton).click()
    assert standing(provider.workspace, "WP.21").state == "missing"


def test_typed_text_survives_a_look_at_another_list(qtbot, show, provider: Provider):
    request = provider.take(change(provider), "submit")
    tab = show(provider, "control")
    tab.show_record(request.id)
    edit = inside(tab, "ServiceChangeRequest.purpose.edit", QLineEdit)
    edit.selectAll()
    qtbot.keyClicks(edit, "Half a thought")
    tab.show_work_product("WP.02")
    assert tab.unsaved() == (request.number,)
    tab.show_record(request.id)
    assert inside(tab, "ServiceChangeRequest.purpose.edit", QLineEdit).text() == "Half a thought"
    assert reload(provider.workspace, request).purpose != "Half a thought"
    assert tab.save()
    assert reload(provider.workspace, request).purpose == "Half a thought"


def test_the_arrow_keys_walk_the_panel(qtbot, show, provider: Provider):
    tab = show(provider, "governance")
    first, second = (inside(tab, f"panel.{each}") for each in products_in_order(ASKS, "GO")[:2])
    first.setFocus()
    qtbot.keyClick(first, Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Key.Key_Return)
    assert second.isChecked()


def test_an_empty_list_says_what_an_auditor_looks_for(show, beginner: Provider):
    tab = show(beginner, "relationships")
    tab.show_work_product("WP.03")
    page = next(each for each in tab.findChildren(EmptyState) if each.isVisible())
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "An auditor looks for" in said


def test_what_everybody_is_asked_for_is_not_offered_to_be_left_out(show, beginner: Provider):
    tab = show(beginner, "control")
    tab.show_work_product("WP.09")
    assert not inside(tab, "action.not-applicable", QPushButton).isVisible()


def test_a_document_that_is_there_is_not_to_be_set_aside(provider: Provider):
    """Each of them is asked of everybody (G7)."""
    (written,) = provider.workspace.find(ServiceDeliveryPolicy)
    names = [each.name for each in open_desk(provider.workspace).screens.commands_of(written)]
    assert "compare" in names and "not-applicable" not in names


def test_in_a_narrow_window_a_report_is_written_in_more_than_half_of_the_height(
    qtbot, show, provider: Provider
):
    """Also while the list of another kind, with nothing in it, has been looked at before."""
    report = provider.create(PerformanceReport, subject="March")
    tab = show(provider, "relationships", (1000, 590))
    for product in ("WP.03", "WP.19"):
        tab.show_work_product(product)
    shows(qtbot, tab, report.id)
    QApplication.processEvents()
    assert tab.form.height() > 0.6 * tab.height()


def test_asked_for_twice_the_first_of_the_list_is_shown_all_the_same(qtbot, show, provider: Provider):
    """The cursor stands there already, and nothing was shown yet."""
    incident = provider.create(ServiceIncident, summary="Printer")
    tab = show(provider, "incidents")
    tab.show_work_product("WP.18")
    shows(qtbot, tab, incident.id)


@pytest.mark.parametrize("list_first", [False, True])
def test_a_record_has_its_share_where_the_calendar_or_a_document_was_alone_before(
    show, provider: Provider, list_first: bool
):
    entry = provider.create(ScheduleEntry, name="Closed for the fair")
    item = provider.extra["item"]
    tab = show(provider, "control", (1280, 668))
    if list_first:
        tab.show_record(item.id)
    tab.show_work_product(tab._desk.workspace.packs.work_product_in("ChangeSchedule"))
    tab.show_record(entry.id)
    tab.show_record(item.id)
    assert tab.form.width() > 0.45 * tab._split.width()


def test_the_keys_follow_from_one_list_to_the_other(show, provider: Provider):
    """What goes out of sight hands the focus to whatever is next to it, as the button for a new record: a key made one."""
    request = provider.take(change(provider, "approved"), "submit")
    tab = show(provider, "control")
    tab.show_record(provider.extra["item"].id)
    tab._lists[ConfigurationItem].view.setFocus()
    tab.show_record(request.id)
    assert QApplication.focusWidget() is tab._lists[ServiceChangeRequest].view

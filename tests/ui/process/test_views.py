"""The lists that people work from: chosen at the side or in the head, counted as they are, folded where there is no room."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from sdesk.models import ServiceChangeRequest, ServiceIncident
from sdesk.models.priorities import Impact, Urgency
from sdesk.practice.finding.filtering import narrowed, open_records, read_filter
from sdesk.practice.finding.views import counts, views_of
from sdesk.practice.guidance.today import to_do
from sdesk.practice.incident.handling import put_on_hold
from sdesk.practice.lifecycle.lists import Listing, page
from sdesk.ui.incident.clock_strip import ClockStrip
from sdesk.ui.pieces import Callout
from sdesk.ui.process.list_split import queue_width
from sdesk.ui.process.panel_rows import FoldRow
from sdesk.ui.process.process_tab import ProcessTab
from sdesk.ui.records.list.list_view import COLUMNS_FROM
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.registry import open_desk
from tests.provider import Provider, incident
from tests.ui.shell import inside, shown_window

Key = Qt.Key


@pytest.fixture
def cases(provider: Provider) -> dict[str, ServiceIncident]:
    """One that is mine, one on hold, one that is nobody's, one that is over, one that is late."""
    made = {}
    for name in ("mine", "hold", "over"):
        case = provider.take(incident(provider, "classified", summary=f"Case {name}"), "record")
        made[name] = provider.take(case, "classify")
    made["hold"] = put_on_hold(provider.workspace, made["hold"], "The maker looks")
    made["over"] = provider.take(made["over"], "cancel", "It was nothing")
    made["nobody"] = provider.create(ServiceIncident, summary="Case nobody", assigned_to=None)
    return made


def listed(tab: ProcessTab) -> set[str]:
    rows = inside(tab, "ServiceIncident.list", RecordTable).view.model()
    return {rows.record_at(at).summary.removeprefix("Case ") for at in range(rows.rowCount())}


def tails(tab: ProcessTab) -> dict[str, str]:
    names = ("mine", "unassigned", "unclassified", "risk", "hold", "open")
    return {name: inside(tab, f"panel.view.{name}").tail() for name in names}


def test_each_view_is_counted_and_shows_what_it_counts(qtbot, show, cases, provider: Provider):
    tab = show(provider)
    qtbot.waitUntil(lambda: tails(tab)["open"] == "3")
    assert tails(tab) == {
        "mine": "2", "unassigned": "1", "unclassified": "1", "risk": "0", "hold": "1", "open": "3",
    }  # fmt: skip
    wanted = {
        "mine": {"mine", "hold"},
        "unassigned": {"nobody"},
        "unclassified": {"nobody"},
        "hold": {"hold"},
        "open": {"mine", "hold", "nobody"},
    }
    for name, those in wanted.items():
        qtbot.mouseClick(inside(tab, f"panel.view.{name}"), Qt.MouseButton.LeftButton)
        assert listed(tab) == those
        assert inside(tab, f"panel.view.{name}").isChecked()
        assert inside(tab, "ServiceIncident.list.count", QLabel).text() == str(len(those))
    provider.clock.pass_time(days=60)
    provider.save(cases["nobody"], summary="Case nobody at all")
    qtbot.waitUntil(lambda: tails(tab)["risk"] == "2")


def test_the_head_names_the_view_and_a_filter_stays_within_it(qtbot, show, cases, provider: Provider):
    tab = show(provider)
    inside(tab, "panel.view.mine").click()
    table = inside(tab, "ServiceIncident.list", RecordTable)
    assert any(label.isVisible() and label.text() == "Mine" for label in table.findChildren(QLabel))
    assert not inside(table, "ServiceIncident.list.states", QPushButton).isVisible()
    table.filter_by("hold")
    assert listed(tab) == {"hold"}
    assert inside(tab, "ServiceIncident.list.count", QLabel).text() == "1 of 2"
    table.filter_by("over")
    assert listed(tab) == set(), "what is over is not among mine"


def test_the_view_follows_what_changes(qtbot, show, cases, provider: Provider):
    tab = show(provider)
    inside(tab, "panel.view.unassigned").click()
    assert listed(tab) == {"nobody"}
    provider.save(cases["nobody"], assigned_to=provider.ana.id)
    assert listed(tab) == set()
    qtbot.waitUntil(lambda: tails(tab)["unassigned"] == "0" and tails(tab)["mine"] == "3")
    inside(tab, "panel.view.hold").click()
    again = show(provider)
    assert listed(again) == {"hold"} and inside(again, "panel.view.hold").isChecked(), "it is remembered"


def test_what_the_filter_line_does_not_understand_is_said_below_it(qtbot, show, cases, provider: Provider):
    tab = show(provider)
    table = inside(tab, "ServiceIncident.list", RecordTable)
    line = inside(table, "ServiceIncident.list.filter", QLineEdit)
    said = inside(table, "ServiceIncident.list.filter.fault", Callout)
    line.setFocus()
    qtbot.keyClicks(line, "colour:blue")
    qtbot.keyClick(line, Key.Key_Return)
    assert said.isVisible() and "no field “colour”" in said.text()
    assert listed(tab) == {"mine", "hold", "nobody"}
    line.clear()
    qtbot.keyClicks(line, "is:hold owner:me case")
    qtbot.keyClick(line, Key.Key_Return)
    assert not said.isVisible() and listed(tab) == {"hold"}


def test_without_room_the_views_are_a_menu_in_the_head(qtbot, show, cases, provider: Provider):
    tab = show(provider, size=(1024, 600))
    assert not inside(tab, "panel.view.mine").isVisible() and inside(tab, "panel.WP.18").isChecked()
    head = inside(tab, "ServiceIncident.list.views", QPushButton)
    assert head.isVisible() and head.text() == "All open"
    head.menu().aboutToShow.emit()
    assert [each.text() for each in head.menu().actions()][:2] == ["Mine 2", "Unassigned 1"]
    next(each for each in head.menu().actions() if each.objectName() == "view.hold").trigger()
    assert listed(tab) == {"hold"} and head.text() == "On hold"
    tab.resize(1366, 668)
    assert inside(tab, "panel.view.hold").isChecked() and not head.isVisible()


def test_tasks_are_folded_until_somebody_unfolds_them(qtbot, show, cases, provider: Provider):
    tab = show(provider)
    tasks, one = inside(tab, "panel.tasks", FoldRow), inside(tab, "task.IN.2.1")
    assert not one.isVisible() and "folded" in tasks.accessibleName()
    tasks.setFocus()
    qtbot.keyClick(tasks, Key.Key_Right)
    assert one.isVisible()
    again = show(provider)
    assert inside(again, "task.IN.2.1").isVisible(), "it is remembered"
    qtbot.keyClick(inside(again, "panel.tasks", FoldRow), Key.Key_Return)
    assert not inside(again, "task.IN.2.1").isVisible()
    assert inside(show(provider, "governance"), "task.GO.1.1").isVisible(), (
        "where nothing else is worked through they are seen"
    )


def test_changes_have_views_of_their_own(qtbot, show, provider: Provider):
    request = provider.take(provider.complete(ServiceChangeRequest, "requested", kind="normal"), "submit")
    tab = show(provider, "control")
    inside(tab, "panel.view.decision").click()
    table = inside(tab, "ServiceChangeRequest.list", RecordTable)
    assert table.isVisible() and table.view.model().record_at(0).id == request.id
    qtbot.waitUntil(lambda: inside(tab, "panel.view.decision").tail() == "1")


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    ("size", "panel", "wide"),
    [((1024, 700), 48, 304), ((1280, 800), 208, 346), ((1366, 768), 208, 384), ((1920, 1080), 208, 800)],
)
def test_in_a_shown_window_panel_list_and_case_are_as_wide_as_drawn(
    qtbot, provider: Provider, cases, tmp_path: Path, size, panel, wide
):
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        window.resize(*size)
        window.show_record(cases["mine"].id)
        table = inside(window, "ServiceIncident.list", RecordTable)
        QApplication.processEvents()
        assert (table.width(), table.isVisible()) == (wide, True)
        tab = next(each for each in window.findChildren(ProcessTab) if each.isAncestorOf(table))
        assert tab.panel.width() == panel and window.width() == size[0]
        assert tab.form.isVisible() and tab.form.width() >= 600
        assert tab.form.width() + table.width() + panel <= size[0]
        assert table.view.in_rows is (wide < COLUMNS_FROM)
        assert table.view.horizontalScrollBar().maximum() == 0


def test_the_list_never_shrinks_as_the_window_grows():
    widths = [queue_width(room) for room in range(600, 3000)]
    assert widths == sorted(widths) and widths[0] >= 300
    assert (queue_width(976), queue_width(1158), queue_width(1712)) == (304, 384, 800)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    calls=st.lists(
        st.tuples(
            st.sampled_from(["draft", "recorded", "held", "classified", "cancelled"]),
            st.sampled_from([None, *Impact]),
            st.sampled_from([None, *Urgency]),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_unclassified_is_one_thing_in_view_filter_today_and_strip(
    qtbot, provider: Provider, calls: list[tuple[str, Impact | None, Urgency | None]]
) -> None:
    for far, impact, urgency in calls:
        begin_a_call(provider, far, impact, urgency)
    workspace, now = provider.workspace, provider.clock.now
    workspace.clock = lambda: now
    open_ones = [
        each for each in open_records(workspace, ServiceIncident) if isinstance(each, ServiceIncident)
    ]

    views = [each for each in views_of(workspace, ServiceIncident) if each.name == "unclassified"]
    asked = read_filter(workspace, ServiceIncident, "is:unclassified")
    listed_ones = page(workspace, narrowed(workspace, Listing("ServiceIncident"), asked), 0, -1)
    today = {each.record for each in to_do(workspace).things if each.standing and each.standing.unclassified}
    page_of_strip = QWidget()
    qtbot.addWidget(page_of_strip)
    strip = ClockStrip(open_desk(workspace), page_of_strip)
    told_by_strip = set()
    for each in open_ones:
        strip.show_record(each)
        if not strip.isHidden() and "as every priority is" in strip.response.accessibleName():
            told_by_strip.add(each.id)

    those = {each.id for each in listed_ones}
    assert counts(workspace, ServiceIncident, views) == {"unclassified": len(those)}
    assert those == {
        each.id for each in open_ones if each.state in ("draft", "recorded") and not each.priority
    }
    assert today == those
    assert told_by_strip == {each.id for each in listed_ones if not each.is_draft}
    workspace.clock = provider.clock


def begin_a_call(provider: Provider, far: str, impact: Impact | None, urgency: Urgency | None) -> None:
    """As far as it can go with what is known of it."""
    if far == "classified":
        impact, urgency = impact or Impact.LOW, urgency or Urgency.LOW
    case = incident(provider, "classified", impact=impact, urgency=urgency)
    if far == "draft":
        return
    case = provider.take(case, "record")
    if far == "held":
        put_on_hold(provider.workspace, case, "Waits for a part")
    elif far == "classified":
        provider.take(case, "classify")
    elif far == "cancelled":
        provider.take(case, "cancel", "It was nothing")

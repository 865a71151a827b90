"""Wednesday: the schedule, a normal change from its design to its review, and an emergency."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

from pypdf import PdfReader
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from sdesk.models import (
    ActionItem,
    ConfigurationItem,
    ScheduleEntry,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
)
from sdesk.practice.control.changes import paper_of
from sdesk.practice.lifecycle.attachments import attachments_of
from sdesk.practice.lifecycle.lists import Listing, page
from sdesk.storage import col
from sdesk.ui import wall
from sdesk.ui.control.schedule.calendar_grid import DAY_ROLE, CalendarGrid
from sdesk.ui.control.schedule.day_lines import shown_lines
from sdesk.ui.pieces import Callout, RowsEditor
from tests.journeys.hands import LEFT, Key
from tests.journeys.week import Week, labels
from tests.ui.shell import CTRL


def wednesday(ana: Week) -> None:
    ana.comes_in(2)
    moves_a_change(ana)
    plans_maintenance(ana)
    gives_the_schedule_away(ana)
    change = the_change_of_the_disks(ana)
    designs(ana, change)
    builds(ana, change)
    tests(ana, change)
    deploys(ana, change)
    reviews(ana, change)
    an_emergency(ana)


# ---------------------------------------------------------------- the schedule


def calendar(ana: Week) -> CalendarGrid:
    ana.goes_to_tab("Service control")
    ana.goes_to_list("WP.12")
    return ana.hands.see("ChangeSchedule.calendar", CalendarGrid, ana.window)


def cell_of(grid: CalendarGrid, day: date) -> Any:
    model = grid.model()
    places = [model.index(row, column) for row in range(model.rowCount()) for column in range(7)]
    return next(each for each in places if each.data(DAY_ROLE).day == day)


def place_of(grid: CalendarGrid, record_id: UUID) -> tuple[date, QPoint]:
    """The day on which a line stands, and where to take hold of it."""
    model = grid.model()
    for row in range(model.rowCount()):
        for column in range(7):
            index = model.index(row, column)
            cell = index.data(DAY_ROLE)
            for line, room in shown_lines(cell, grid.visualRect(index)):
                if line.record_id == record_id:
                    return cell.day, room.center()
    raise AssertionError("it is not on the calendar")


def drags(ana: Week, grid: CalendarGrid, record_id: UUID, to: date) -> None:
    _day, start = place_of(grid, record_id)
    end = grid.visualRect(cell_of(grid, to)).center()
    pane = grid.viewport()
    QTest.mousePress(pane, LEFT, pos=start)
    QTest.mouseMove(pane, (start + end) / 2)
    QTest.mouseMove(pane, end)
    QTest.mouseRelease(pane, LEFT, pos=end)
    ana.hands.settle()


def moves_a_change(ana: Week) -> None:
    """Onto the days of the schools inspectorate: said with its reason, and put back with one click."""
    grid = calendar(ana)
    ana.hands.picture("schedule")
    change: ServiceChangeRequest = ana.numbered("CHG-2026-0021")
    before = change.planned_start
    assert before is not None
    drags(ana, grid, change.id, date(2026, 7, 29))
    moved = ana.fresh(change).planned_start
    assert moved is not None and before - moved == timedelta(days=2)
    said = ana.hands.see("ChangeSchedule.moved", Callout, ana.window)
    assert "Visit of the schools inspectorate" in said.text(), said.text()
    ana.hands.picture("conflict")
    ana.hands.click(button_of(said))
    ana.hands.settle()
    assert ana.fresh(change).planned_start == before
    moves_by_keys(ana, grid, ana.numbered("CHG-2026-0022"))


def moves_by_keys(ana: Week, grid: CalendarGrid, change: ServiceChangeRequest) -> None:
    before = change.planned_start
    assert before is not None
    ana.hands.click(grid.viewport(), empty_place(grid, wall.day_of(before)))
    for _line in range(3):
        if grid.chosen_line != change.id:
            ana.presses(Key.Key_Space)
    ana.presses(Key.Key_Left, CTRL)
    assert ana.fresh(change).planned_start == before - timedelta(days=1)
    ana.hands.click(button_of(ana.hands.see("ChangeSchedule.moved", Callout, ana.window)))
    assert ana.fresh(change).planned_start == before


def empty_place(grid: CalendarGrid, day: date) -> QPoint:
    """Where a day can be clicked on without hitting what stands on it."""
    return grid.visualRect(cell_of(grid, day)).bottomLeft() + QPoint(8, -4)


def button_of(callout: Callout) -> QPushButton:
    found = callout.findChild(QPushButton)
    assert found is not None
    return found


def plans_maintenance(ana: Week) -> None:
    """A window for patches, every second week until the end of September."""
    grid = calendar(ana)
    ana.hands.click(grid.viewport(), empty_place(grid, ana.day(4).date()))
    ana.hands.press("ChangeSchedule.new-maintenance", ana.window)
    ana.record_form().fill(name="Patches of the school's server")
    ana.takes_step("plan")
    entry = ana.record
    assert isinstance(entry, ScheduleEntry) and entry.state == "planned"
    assert entry.starts_at is not None and wall.day_of(entry.starts_at) == ana.day(4).date()
    grid = calendar(ana)
    ana.hands.click(grid.viewport(), empty_place(grid, ana.day(4).date()))
    assert grid.chosen_line == entry.id
    ana.hands.choose_from_menu("ChangeSchedule.more", "ChangeSchedule.repeat", ana.window)
    ana.confirms(every="2", unit="weeks", until="2026-09-30")
    series = ana.workspace.find(ScheduleEntry, col(ScheduleEntry.name) == entry.name)
    starts = sorted(wall.day_of(each.starts_at) for each in series if each.starts_at)
    assert len(starts) == 5 and {later - first for first, later in pairwise(starts)} == {timedelta(days=14)}


def gives_the_schedule_away(ana: Week) -> None:
    calendar(ana)
    ics, pdf = ana.folder / "schedule.ics", ana.folder / "july.pdf"
    ana.hands.choose_from_menu("ChangeSchedule.more", "ChangeSchedule.ics", ana.window)
    ana.hands.choose_file(ics)
    events = events_of(ics)
    assert len([each for each in events if "Patches of the school's server" in each["SUMMARY"]]) == 5
    assert any("A fifth access point" in each["SUMMARY"] for each in events)
    assert len({each["UID"] for each in events}) == len(events)
    assert all("DTSTART" in each for each in events)
    ana.hands.choose_from_menu("ChangeSchedule.more", "ChangeSchedule.pdf", ana.window)
    ana.hands.choose_file(pdf)
    text = " ".join("".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    assert "A fifth access point" in text and "Visit of the schools inspectorate" in text


def events_of(path: Path) -> list[dict[str, str]]:
    """The events of a calendar file, by RFC 5545: folded lines joined, parameters of a property left off."""
    content = path.read_bytes().decode("utf-8")
    assert content.startswith("BEGIN:VCALENDAR\r\n") and content.endswith("END:VCALENDAR\r\n")
    found: list[dict[str, str]] = []
    for line in content.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1][name.partition(";")[0]] = value.replace("\\,", ",").replace("\\;", ";")
    return found


# ---------------------------------------------------------------- a normal change


def the_change_of_the_disks(ana: Week) -> ServiceChangeRequest:
    change = ana.finds("Replace both disks of the school")
    assert isinstance(change, ServiceChangeRequest) and change.state == "scheduled"
    return change


def starts_paper(ana: Week, change: ServiceChangeRequest, model: type) -> None:
    ana.finds(change.number)
    ana.turns_to("Links")
    ana.hands.press(f"action.start.{model.__name__}", ana.window)


def goes_on(ana: Week, change: ServiceChangeRequest, step: str, state: str, **answers: Any) -> None:
    ana.finds(change.number)
    ana.takes_step(step, **answers)
    assert ana.fresh(change).state == state


def designs(ana: Week, change: ServiceChangeRequest) -> None:
    """The design is written, with a file, and approved; until then the change is not designed."""
    ana.hands.press("action.design", ana.record_form().around)
    assert ana.window.current_page().form.missing.problems()
    starts_paper(ana, change, ServiceDesign)
    drawing = ana.folder / "disks.txt"
    drawing.write_text("Bay 1 and bay 2, one after the other.", encoding="utf-8")
    form = ana.record_form().fill(
        tools_and_methods="Hot swap, one disk after the other.",
        budget="Two disks, 380 euro, paid by us.",
        resources="Marques, two hours in the evening.",
        senior_responsible_owner="Ana Reyes",
        service_owner="Bento",
        risks=[
            {"risk": "The second disk fails meanwhile", "assessment": "Low", "mitigation": "Backup before"}
        ],
        quality_measures="Rebuilt within four hours.",
        acceptance_criteria=[{"criterion": "Both disks are healthy"}, {"criterion": "All shares open"}],
    )
    ana.presses(Key.Key_S, CTRL)
    ana.hands.choose_from_menu("action.more", "action.attach", form.around)
    ana.hands.choose_file(drawing)
    assert [each.name for each in attachments_of(ana.workspace, ana.record)] == ["disks.txt"]
    ana.turns_to("Record")
    ana.hands.picture("design")
    ana.takes_step("approve")
    goes_on(ana, change, "design", "designed")


def builds(ana: Week, change: ServiceChangeRequest) -> None:
    """The master copy is a file, kept in the workspace with its SHA-256."""
    starts_paper(ana, change, ServiceBuild)
    firmware = ana.folder / "firmware-2.4.bin"
    firmware.write_bytes(b"firmware 2.4")
    form = ana.record_form().fill(
        build_procedure="Load firmware 2.4 onto both disks, check them for a night."
    )
    ana.presses(Key.Key_S, CTRL)
    ana.hands.choose_from_menu("action.more", "action.attach", form.around)
    ana.hands.choose_file(firmware)
    ana.turns_to("Record")
    ana.takes_step("build")
    built = paper_of(ana.workspace, change, ServiceBuild)
    assert built is not None and built.state == "built"
    assert [copy.component for copy in built.master_copies] == ["firmware-2.4.bin"]
    goes_on(ana, change, "build", "built")


def tests(ana: Week, change: ServiceChangeRequest) -> None:
    """The tests are those of the design's acceptance criteria, run after what was built."""
    ana.clock.pass_time(minutes=40)
    starts_paper(ana, change, ServiceTestReport)
    form = ana.record_form()
    editor: Any = form.field("tests")
    assert isinstance(editor, RowsEditor)
    assert [row.row["expected"] for row in editor.rowForms()] == ["Both disks are healthy", "All shares open"]
    for row in editor.rowForms():
        ana.unfolds(row)
        form.fill_row(row, {"result": "As expected", "passed": "Yes"})
    form.fill(
        interpretation="Passed when the controller and two users say so.",
        errors="None.",
        collected_at=ana.typed(2, 9, 5),
        interpreted_by="Ana Reyes",
        validated_by="Bento",
        conclusion="Passed",
        conclusion_text="It may be deployed tonight.",
    )
    ana.hands.picture("test-report")
    ana.takes_step("approve")
    goes_on(ana, change, "test", "tested")


def deploys(ana: Week, change: ServiceChangeRequest) -> None:
    """What speaks for and against it stands side by side; then it is done, and the item knows."""
    ana.finds(change.number)
    ana.turns_to("Deployment")
    said = labels(ana.hands.see("ServiceChangeRequest.clearance", within=ana.window))
    for words in ("Both disks are healthy", "What the agreement says", "On the schedule"):
        assert words in said
    ana.hands.picture("clearance")
    ana.turns_to("Record")
    goes_on(ana, change, "clear", "cleared", deployment_reason="Tested, and the school knows.")
    goes_on(ana, change, "confirm", "confirmed")
    ana.clock.now = ana.day(2, 19, 30)
    ana.finds(change.number)
    item = ana.workspace.get(ConfigurationItem, change.configuration_items[0])
    assert item is not None
    ana.hands.press("action.deploy", ana.record_form().around)
    ana.hands.type_into(ana.hands.see(f"deploy.{item.number}.release"), "2.4")
    ana.confirms(deployment_outcome="Rebuilt in three hours, nobody noticed.")
    assert ana.fresh(change).state == "deployed" and ana.fresh(item).release == "2.4"


def reviews(ana: Week, change: ServiceChangeRequest) -> None:
    form = ana.record_form()
    form.fill(improvement="Order disks in pairs.")
    ana.takes_step(
        "close", review_result="Worked as planned", review="It did what it was for; no incident followed."
    )
    assert ana.fresh(change).state == "closed"
    ana.hands.picture("change-closed")


# ---------------------------------------------------------------- an emergency


def an_emergency(ana: Week) -> None:
    """Deployed first; what is missing becomes action items with a date, and until then it is not closed."""
    ana.commands("New change request")
    ana.record_form().fill(
        purpose="Block the forged sender at the mail filter",
        kind="Emergency",
        priority="1 Critical",
        date_needed=f"{ana.day(2):%Y-%m-%d}",
        configuration_items="Mail filter",
        requirement="Forged invoices arrive at two customers.",
        requester="Ana Reyes",
    )
    ana.takes_step("submit")
    change = ana.record
    ana.takes_other_step("deploy-emergency", deployment_outcome="No forged message since.")
    change = ana.fresh(change)
    assert change.state == "deployed"
    listing = Listing(ActionItem.__name__, where=(("source", change.id),))
    actions: Any = page(ana.workspace, listing)
    assert actions and all(action.due and action.due > ana.clock.now.date() for action in actions)
    ana.turns_to("Deployment")
    said = labels(ana.hands.see("record.deployment", within=ana.window))
    assert all(action.number in said for action in actions), said
    ana.hands.picture("emergency")
    ana.turns_to("Record")
    form = ana.record_form().around
    assert (
        ana.hands.seen("action.close", within=form) is None
        or ana.window.current_page().form.missing.problems()
    )

"""What met is called by the step that it was, whatever that is: nothing is an approval that nobody would call so."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from sdesk.models import RECORDS, SETTLED, Record, ServiceChangeRequest, ServiceIncident, Step, field_of
from sdesk.practice.incident.handling import add_step, put_on_hold
from sdesk.practice.lifecycle.records import history_of
from sdesk.practice.team.settling import Side, ToSettle, meeting_said
from sdesk.practice.team.ways import Ways, ways_of
from sdesk.storage.merging.meeting import Kind, Meeting
from sdesk.storage.merging.settling import Open
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.records.history_text import changes_of
from sdesk.ui.team.settling.words import deed, explained, staying, title_of
from sdesk.ui.window.main_window import MainWindow
from tests.provider import change, incident
from tests.ui.cases import turn_to
from tests.ui.shell import CTRL, inside, shown_window
from tests.ui.team.firm import Firm, Laptop
from tests.ui.team.test_settling import (
    is_settled,
    offered,
    on,
    press,
    says_nothing_is_left,
    settling,
    shared,
    texts,
    written_on_each,
)
from tests.ui.team.test_steps_met import choose_the_step

ALL_STEPS = [(model, step) for model in RECORDS for step in model.steps]
HERE, THERE = UUID(int=1), UUID(int=2)


def side(operation: UUID, action: str, *, stands: bool = True) -> Side:
    return Side(operation, datetime(2026, 5, 4, tzinfo=UTC), "Ana", "office", action, stands=stands)


def said_of(model: type[Record], step: Step, kind: str) -> str:
    """All that the list, the page and the keys say where that step met something and does not stand."""
    fell, other = side(HERE, step.name, stands=False), side(THERE, "save")
    sides = (fell, other)
    said = meeting_said("X-1", model, Open(Meeting(HERE, Kind(kind), "", "", HERE, THERE), fell, other))
    each = ToSettle(HERE, model, "X-1", kind, "", said, fell, other, sides=sides, step=step.name)
    state = step.from_states[0]
    offers = [explained(each, state, ways) for ways in (Ways(), Ways(again=step))]
    return "\n".join([title_of(each), *offers, deed(each, fell), staying(each, state)])


@pytest.mark.parametrize("kind", ["step", "approval"])
@pytest.mark.parametrize(
    ("model", "step"), ALL_STEPS, ids=[f"{model.__name__}-{step.name}" for model, step in ALL_STEPS]
)
def test_each_step_is_called_by_its_label(model: type[Record], step: Step, kind: str) -> None:
    said = said_of(model, step, kind)
    assert said.count(step.label) >= 3
    without = said.replace(step.label, "").replace(step.from_states[0], "")
    assert "pprov" not in without
    assert "here" not in without.split()


def test_a_close_that_met_a_story_line_is_closed_again_by_its_key(qtbot, two: Firm, tmp_path: Path) -> None:
    office, site = two
    mine = shared(two, incident_that_is(office, "restored"))
    office.take(on(office, mine), "close")
    add_step(site.workspace, on(site, mine), "The cable was loose.")
    two.exchange()
    with settling(qtbot, office, tmp_path) as screen:
        choose_the_step(screen)
        each = screen.chosen()
        assert each and title_of(each) == "Close incident, and changed elsewhere"
        assert offered(screen) == [
            "It stays “restored”   0", "“Close incident” again   Ctrl+Return", "Open the record   Return",
        ]  # fmt: skip
        press(screen, Qt.Key.Key_Return, CTRL)
        inside(screen, "step.dialog", StepDialog).confirm()  # it says first that nobody was told
        assert says_nothing_is_left(screen)
    assert is_settled(two)
    assert {on(each, mine).state for each in two} == {"closed"}


def test_a_close_that_cannot_be_taken_again_says_why(qtbot, two: Firm, tmp_path: Path) -> None:
    """Closed here; there a story line, and opened again, which is what the page calls it."""
    office, site = two
    mine = shared(two, incident_that_is(office, "restored"))
    office.take(on(office, mine), "close")
    add_step(site.workspace, on(site, mine), "It is down again.")
    site.take(on(site, mine), "reopen", reason="Down again.")
    site.save(on(site, mine), details="As before.")
    two.exchange()
    with settling(qtbot, office, tmp_path) as screen:
        choose_the_step(screen)
        said = texts(screen)
        assert "It is “classified” now: “Close incident” is not possible from there." in said
        assert "Reopen" in said
        assert offered(screen) == ["It stays “classified”   0", "Open the record   Return"]
        while screen.lines():
            press(screen, Qt.Key.Key_0)
    assert is_settled(two)
    assert {on(each, mine).state for each in two} == {"classified"}


def test_on_a_third_laptop_nothing_is_called_of_here(qtbot, three: Firm, tmp_path: Path) -> None:
    office, site, home = three
    mine = shared(three, incident_that_is(office, "restored"))
    office.take(on(office, mine), "close")
    site.save(on(site, mine), root_cause="The cable was loose.")
    three.exchange()
    with settling(qtbot, home, tmp_path) as screen:
        choose_the_step(screen)
        said = texts(screen)
        assert all(word in said for word in ("Close incident", "Changed", "desk-1", "site"))
        assert "here" not in said.split() and "Here" not in said.split()


def test_what_is_approved_afterwards_is_told_and_approved_again(qtbot, two: Firm, tmp_path: Path) -> None:
    """A step that leads back to where the record stands: its approval alone falls, and giving it again settles it, by what is
    called the same where the record is now."""
    office, site = two
    office.works(office.ana)
    site.works(site.ana)
    mine = shared(two, deployed_as_an_emergency(office))
    office.take(on(office, mine), "approve afterwards")
    site.take(on(site, mine), "roll back", reason="It fell over.")
    two.exchange()
    with settling(qtbot, office, tmp_path) as screen:
        choose_the_step(screen)
        each = screen.chosen()
        assert each
        assert [shown.stands for shown in each.sides if shown.action == "approve afterwards"] == [False]
        again = ways_of(office.workspace, each).again
        assert again is not None and again.name == "approve after roll-back"
    office.take(on(office, mine), again.name)
    assert is_settled(two)


def incident_that_is(laptop: Laptop, state: str) -> ServiceIncident:
    mine = incident(laptop, "closed")
    for step in ("record", "classify", "investigate", "restore"):
        mine = laptop.take(mine, step)
        if mine.state == state:
            return mine
    raise AssertionError(state)


def deployed_as_an_emergency(laptop: Laptop) -> ServiceChangeRequest:
    made = change(laptop, "closed", kind="emergency", planned_start=None, planned_end=None)
    return laptop.take(
        laptop.take(made, "submit"), "deploy emergency", deployed_at=laptop.clock.now,
        deployed_by=laptop.cleo.id, deployment_outcome="In place",
    )  # fmt: skip


# ---------------------------------------------------------------- the record itself


def test_what_keeps_a_step_is_not_called_to_settle(qtbot, two: Firm, tmp_path: Path) -> None:
    """Restored here, put on hold there: what is to settle has its line; what the state lacks stands in the way."""
    office, site = two
    mine = shared(two, incident_that_is(office, "investigated"))
    office.take(on(office, mine), "restore")
    put_on_hold(site.workspace, on(site, mine), "Waits for a part.")
    two.exchange()
    with shown_window(qtbot, office.workspace, tmp_path) as window:
        window.show_record(mine.id)
        said = texts(shown_form(window))
        assert {each for each in said.splitlines() if "to settle" in each} == {
            "Work of several laptops met here: one thing is to settle."
        }
        assert "1 stands in the way:" in said


@pytest.mark.parametrize("key", [Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_2])
def test_the_history_says_what_was_settled_and_to_which_value(qtbot, two: Firm, tmp_path: Path, key) -> None:
    office = two[0]
    mine = shared(two, incident(office, "recorded", summary="No mail"))
    written_on_each(two, mine, "summary", ("No mail, says office", "No mail, says site"))
    with settling(qtbot, office, tmp_path) as screen:
        press(screen, key)
    two.exchange()
    office.save(on(office, mine), summary="Written since")
    stood = {Qt.Key.Key_1: "No mail, says office", Qt.Key.Key_2: "No mail, says site"}
    for each in two:
        (settled,) = [entry for entry in history_of(each.workspace, on(each, mine)) if entry.model == SETTLED]
        ((label, value),) = [(change.label, change.after) for change in changes_of(each.workspace, settled)]
        assert label == field_of(ServiceIncident, "summary").label
        assert value in ([stood[key]] if key in stood else stood.values())


def test_the_history_says_which_step_was_let_fall(qtbot, two: Firm, tmp_path: Path) -> None:
    office, site = two
    mine = shared(two, incident_that_is(office, "restored"))
    office.take(on(office, mine), "close")
    add_step(site.workspace, on(site, mine), "The cable was loose.")
    two.exchange()
    with settling(qtbot, office, tmp_path) as screen:
        press(screen, Qt.Key.Key_0)
    with shown_window(qtbot, office.workspace, made(tmp_path / "again")) as window:
        window.show_record(mine.id)
        form = shown_form(window)
        turn_to(form, "History")
        said = texts(inside(form, "record.history"))
        assert "Settled\n" in said
        assert "What met\na signed step, and what was changed elsewhere\nState\nRestored" in said


def shown_form(window: MainWindow) -> RecordForm:
    form = window.shown_form()
    assert form is not None
    return form


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder

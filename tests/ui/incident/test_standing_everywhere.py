"""How an incident stands is said in the same words wherever it is said: Today, list, head, strip, the customer's page."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QWidget

from sdesk.models import Customer, ServiceIncident
from sdesk.practice.guidance.to_do import Matter, Thing
from sdesk.practice.guidance.today import to_do
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.incident.handling import add_step, put_on_hold, resume
from sdesk.practice.incident.standing import Awaited, standing_of
from sdesk.practice.workspaces import Workspace
from sdesk.ui.desk import Desk
from sdesk.ui.incident.case_page import IncidentCase
from sdesk.ui.incident.clock_column import clock_in_head, time_left
from sdesk.ui.incident.clock_strip import ClockStrip
from sdesk.ui.pieces import StateLabel
from sdesk.ui.records.marks import shape_of
from sdesk.ui.records.panel_parts import RecordLine
from sdesk.ui.registry import open_desk
from sdesk.ui.relationship.party_page import PartyPage
from sdesk.ui.theme.marks import StateMark
from sdesk.ui.today.to_do_words import when
from tests.provider import CALLER, Provider, incident

PASSED = [
    timedelta(minutes=minutes)
    for minutes in (0, 1, 22, 23, 25, 31, 119, 181, 241, 361, 480, 481, 700, 1500, 2881, 10_000, 60_000)
]


def still(workspace: Workspace, moment: datetime) -> None:
    """No clock ticks while one page after the other is read."""
    workspace.clock = lambda: moment


def said_everywhere(qtbot, desk: Desk, case: ServiceIncident, things: list[Thing]) -> dict[str, StateMark]:
    workspace = desk.workspace
    found: dict[str, StateMark] = {}
    in_list = time_left(workspace)(case)
    if in_list is not None:
        found["list"] = in_list
    head = clock_in_head(workspace, case)
    assert head is not None
    if in_list is not None:
        found["head"] = head[0]
    if not case.state_called(case.state).ended:
        page = QWidget()
        qtbot.addWidget(page)
        line = RecordLine(desk, case, page)
        label = line.findChild(StateLabel, f"clock.{case.number}")
        assert isinstance(label, StateLabel)
        assert label.mark() == head[0]
        if in_list is not None:
            found["customer"] = label.mark()
    clocked = [thing for thing in things if thing.record == case.id and thing.standing is not None]
    for thing in clocked:
        if thing.matter is Matter.HOLD_OVER:
            found["Today"] = StateMark(shape_of(thing.shape), found["list"].word)
            assert when(thing, workspace.clock()).startswith("hold is over")
        elif thing.matter is not Matter.STEP:
            found["Today"] = StateMark(shape_of(thing.shape), when(thing, workspace.clock()))
    assert len(clocked) == (0 if case.state_called(case.state).ended else 1)
    if in_list is not None and not case.is_draft:
        found["strip"] = strip_mark(qtbot, desk, case, in_list)
    return found


def strip_mark(qtbot, desk: Desk, case: ServiceIncident, said: StateMark) -> StateMark:
    """The strip has a cell for each clock: that of the one to look at says how the whole stands."""
    page = QWidget()
    qtbot.addWidget(page)
    strip = ClockStrip(desk, page)
    strip.show_record(case)
    marks = [strip.response.mark(), strip.restoration.mark()]
    return next((mark for mark in marks if mark == said), marks[0])


def agree(said: dict[str, StateMark]) -> None:
    assert "Today" in said or not said, said
    assert len({(mark.shape, mark.word) for mark in said.values()}) <= 1, said


def made_up(provider: Provider) -> Iterator[ServiceIncident]:
    def recorded(**values) -> ServiceIncident:
        return provider.take(incident(provider, "recorded", reporter=CALLER, **values), "record")

    def classified(**values) -> ServiceIncident:
        case = incident(provider, "classified", reporter=CALLER, **values)
        return provider.take(provider.take(case, "record"), "classify")

    unread = {"impact": None, "urgency": None}
    here = {"customer": provider.extra["customer"].id}
    yield provider.create(ServiceIncident, summary="Only a line")
    yield provider.create(ServiceIncident, summary="With a customer", **here)
    yield recorded(**unread)
    yield recorded(**unread, **here)
    yield recorded(impact="high", urgency="high")
    yield put_on_hold(provider.workspace, recorded(**unread), "Waits for a call")
    yield add_step(provider.workspace, recorded(**unread, assigned_to=provider.ana.id), "Called back")
    for bad in ("low", "medium", "high"):
        yield classified(impact=bad, urgency=bad)
        answered = classified(impact=bad, urgency=bad, assigned_to=provider.ana.id)
        yield add_step(provider.workspace, answered, "Called back")
        held = put_on_hold(provider.workspace, classified(impact=bad, urgency=bad), "Waits for a part")
        yield held
        until = provider.clock.now + timedelta(days=4)
        held = classified(impact=bad, urgency=bad)
        yield put_on_hold(provider.workspace, held, "Comes in four days", until)
        provider.clock.pass_time(hours=3)
        held = put_on_hold(provider.workspace, classified(impact=bad, urgency=bad), "Waits for a part")
        provider.clock.pass_time(hours=3)
        yield resume(provider.workspace, held)
    over = classified(started_at=provider.clock.now - timedelta(days=200))
    yield put_on_hold(
        provider.workspace, over, "Late, and waits", provider.clock.now + timedelta(days=1, hours=1)
    )
    gone = classified()
    yield provider.take(gone, "cancel", reason="Recorded in error")

    def restored() -> ServiceIncident:
        answered = add_step(
            provider.workspace, classified(impact="low", assigned_to=provider.ana.id), "Restarted it"
        )
        looked = provider.take(answered, "investigate")
        return provider.take(looked, "restore", restored_at=provider.clock())

    yield restored()
    yield provider.take(restored(), "reopen", reason="It is back")
    yield recorded(**unread)


def words_at_all_moments(qtbot, workspace: Workspace, cases: list[ServiceIncident]) -> set[str]:
    now, desk = workspace.clock(), open_desk(workspace)
    words: set[str] = set()
    for passed in PASSED:
        still(workspace, now + passed)
        things = list(to_do(workspace).things)
        for case in cases:
            said = said_everywhere(qtbot, desk, case, things)
            agree(said)
            words |= {mark.word for mark in said.values()}
    return words


@pytest.mark.torture
def test_made_up_incidents_at_many_moments(qtbot, provider) -> None:
    words = words_at_all_moments(qtbot, provider.workspace, list(made_up(provider)))
    for part in (
        "not recorded",
        "late",
        "at risk",
        "left",
        "on hold",
        "not classified for",
        "late, not classified",
    ):
        assert any(part in word for word in words), part


def test_without_a_policy_there_is_no_target_anywhere(qtbot, beginner) -> None:
    case = beginner.create(ServiceIncident, summary="No policy yet")
    words = words_at_all_moments(qtbot, beginner.workspace, [case])
    assert words and all(word.endswith("no target") for word in words)


@pytest.mark.parametrize("passed", [timedelta(0), timedelta(hours=5), timedelta(days=4), timedelta(days=40)])
def test_every_incident_of_the_sample(qtbot, sample, passed) -> None:
    still(sample, sample.clock() + passed)
    desk = open_desk(sample)
    things = list(to_do(sample).things)
    told = [said_everywhere(qtbot, desk, case, things) for case in sample.find(ServiceIncident)]
    for said in told:
        agree(said)
    assert sum(bool(said) for said in told) >= 5


def test_the_page_of_every_customer_says_what_the_list_says(qtbot, sample) -> None:
    still(sample, sample.clock() + timedelta(hours=5))
    desk = open_desk(sample)
    mark_of, seen = time_left(sample), 0
    for customer in sample.find(Customer):
        page = PartyPage(desk)
        qtbot.addWidget(page)
        page.show_record(customer)
        for case in sample.find(ServiceIncident):
            label = page.findChild(StateLabel, f"clock.{case.number}")
            listed = mark_of(case)
            if isinstance(label, StateLabel) and listed is not None:
                assert label.mark() == listed
                seen += 1
    assert seen >= 5


@pytest.mark.parametrize("minutes", [0, 40, 400, 60_000])
@pytest.mark.parametrize("is_classified", [False, True])
def test_the_fact_of_the_clock_that_counts_has_the_shape_of_the_head(
    qtbot, provider: Provider, minutes: int, is_classified: bool
):
    case = provider.take(incident(provider, "classified" if is_classified else "recorded"), "record")
    if is_classified:
        case = provider.take(case, "classify")
    provider.clock.pass_time(minutes=minutes)
    workspace = provider.workspace
    still(workspace, workspace.clock())
    page = IncidentCase(open_desk(workspace))
    qtbot.addWidget(page)
    head = clock_in_head(workspace, case)
    assert head is not None
    told = page.told(case)
    awaited = standing_of(Promises(workspace), case, workspace.clock()).awaited
    assert told["restore" if awaited is Awaited.RESTORATION else "respond"].shape is head[0].shape


def test_of_no_time_at_all_none_is_told(provider: Provider):
    case = incident(provider, "recorded")
    still(provider.workspace, provider.workspace.clock())
    head = clock_in_head(provider.workspace, case)
    assert head is not None and "0 min" not in head[0].word and "not recorded" in head[0].word

"""When cases were over: to correct a closed one turns nothing, and a reopened one was open."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.ended import Ends, ends_of
from sdesk.storage.history import latest_operation
from tests.provider import CALLER
from tests.reported_quarter import Quarter, at, quarter_at
from tests.thorough import examples

STATES = {"close": "closed", "correct": "restored", "reopen": "classified"}
WAYS = {"classified": ("close",), "restored": ("close", "reopen"), "closed": ("correct", "reopen")}
DAYS = [at(3, 1, 0) + timedelta(days=each) for each in range(60)]
Told = list[tuple[datetime, str]]


def walked(quarter: Quarter, choices: list[int]) -> tuple[ServiceIncident, Told]:
    """An incident that takes one step every three days at noon, some of which are taken back at once; and what stands of it."""
    provider, told = quarter.provider, [(at(3, 1, 12), "record")]
    case = quarter.incident(
        at(3, 1, 12), resolver=CALLER, details="Out", impact="low", urgency="low", priority="4 low", first_step=at(3, 1, 13),
        configuration_items=(quarter.item.id,),
    )  # fmt: skip
    with provider.workspace.transaction("edit") as session:
        session.get_one(ServiceIncident, case.id).restored_at = at(3, 1, 14)
    for nth, choice in enumerate(choices, 1):
        provider.clock.now = at(3, 1, 12) + timedelta(days=3 * nth)
        open_to = WAYS[reload(provider.workspace, case).state]
        step = open_to[choice % len(open_to)]
        with provider.workspace.transaction(step) as session:
            session.get_one(ServiceIncident, case.id).state = STATES[step]
        if choice < 2:
            undo(provider.workspace, latest_operation(provider.workspace))
        else:
            told.append((at(3, 1, 12) + timedelta(days=3 * nth), step))
    return reload(provider.workspace, case), told


def over(told: Told, moment: datetime) -> bool:
    """Step by step: closed, or taken up only to be put right."""
    before = [step for each, step in told if each < moment]
    return bool(before) and before[-1] in ("close", "correct")


def closed_on(told: Told, first: datetime, after: datetime) -> bool:
    """Whether it was open before, is over at the end, and its last true end lies between the two."""
    ends = [
        moment
        for nth, (moment, step) in enumerate(told)
        if step == "close" and told[nth - 1][1] != "correct" and moment < after
    ]
    return over(told, after) and bool(ends) and ends[-1] >= first


@settings(max_examples=examples(10, 15), deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 7), max_size=7), st.integers(0, 30))
def test_a_case_is_over_from_its_end_until_it_is_reopened_however_often_it_is_corrected(
    choices: list[int], begin: int
) -> None:
    with TemporaryDirectory() as folder:
        quarter = quarter_at(Path(folder) / "march.sdesk")
        case, told = walked(quarter, choices)
        ends: Ends = ends_of(quarter.provider.workspace, DAYS[begin])
        for day in DAYS[begin:]:
            assert ends.over_at(case, day) == over(told, day), (day, told)
            week = Period(day.date(), (day + timedelta(days=6)).date(), "UTC")
            assert ends.ended_in(case, week) == closed_on(told, week.start_utc, week.end_utc), (day, told)
        quarter.provider.workspace.close()


def test_one_that_was_closed_long_before_is_not_open_while_it_is_corrected(tmp_path: Path) -> None:
    quarter = quarter_at(tmp_path / "march.sdesk")
    case, told = walked(quarter, [2, 2])
    assert told[-1][1] == "correct"
    since = told[-1][0] - timedelta(hours=1)
    ends = ends_of(quarter.provider.workspace, since)
    assert all(ends.over_at(case, moment) for moment in (since, DAYS[-1]))
    assert not ends.ended_in(case, Period(since.date(), DAYS[-1].date(), "UTC"))
    quarter.provider.workspace.close()

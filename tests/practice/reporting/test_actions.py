"""What became of each action agreed on: none is lost, and none is in time because its day was put off once it had passed."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.local_time import day_of
from sdesk.models import ActionItem, ImprovementReport, PerformanceReport
from sdesk.models.measures import Measure
from sdesk.practice.lifecycle.records import delete_draft, new_version
from sdesk.practice.measures.clocks import find_zone
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.actions.items import action_items, previous_actions
from sdesk.practice.reporting.measures import COUNTED, Facts
from sdesk.practice.reporting.scope import whole_scope
from sdesk.storage import col
from sdesk.storage.past import record_at
from tests.provider import Provider, agreed, working_provider
from tests.reported_quarter import at, reported_quarter
from tests.thorough import examples

ZONE = "Europe/Lisbon"
Json = Any


def month(number: int) -> Period:
    return Period.month(2026, number, ZONE)


def approved(provider: Provider, number: int, *said: str, due: date = date(2026, 4, 20)) -> ImprovementReport:
    lines = tuple(
        {**agreed(provider), "description": each, "owner": provider.ben.id, "due": due} for each in said
    )
    period = month(number)
    given = {"period_start": period.first, "period_end": period.last, "improvement_actions": lines}
    return provider.approved(ImprovementReport, **given)


def item(provider: Provider, said: str) -> ActionItem:
    found = provider.workspace.first(ActionItem, col(ActionItem.description) == said)
    assert found is not None
    return found


def told(provider: Provider, number: int) -> Json:
    return previous_actions(provider.workspace, ImprovementReport, month(number))


def named(rows: list[Json]) -> list[str]:
    return [each["description"] for each in rows]


def row(provider: Provider, number: int, said: str) -> Json:
    listed = told(provider, number)
    [found] = [each for each in (*listed["items"], *listed["older"]) if each["description"] == said]
    return found


# ---------------------------------------------------------------- nothing is lost


def test_each_action_is_told_until_a_report_has_told_its_end(provider: Provider) -> None:
    provider.clock.now = at(3, 2, 9)
    approved(provider, 2, "Soon", "Later", "Never")
    provider.clock.now = at(3, 20, 9)
    provider.take(item(provider, "Soon"), "finish", outcome="Bought")
    provider.clock.now = at(4, 2, 9)
    march = approved(provider, 3, "Another")
    provider.clock.now = at(4, 9, 9)
    provider.take(item(provider, "Later"), "cancel", "Not needed")
    provider.clock.now = at(5, 4, 9)
    approved(provider, 4, "Last")
    provider.clock.now = at(6, 3, 9)
    listed = {number: told(provider, number) for number in (2, 3, 4, 5)}
    assert (listed[2]["report"], listed[2]["items"], listed[2]["older"]) == ("", [], [])
    assert named(listed[3]["items"]) == ["Soon", "Later", "Never"] and listed[3]["older"] == []
    assert (listed[4]["report"], named(listed[4]["items"])) == (march.number, ["Another"])
    assert named(listed[4]["older"]) == ["Later", "Never"], "what was told as done is over"
    assert (named(listed[5]["items"]), named(listed[5]["older"])) == (["Last"], ["Never", "Another"])
    assert [each["state"] for each in listed[4]["older"]] == ["cancelled", "open"]


def test_what_was_done_and_is_opened_again_comes_again(provider: Provider) -> None:
    provider.clock.now = at(3, 2, 9)
    approved(provider, 2, "Fix")
    fix = provider.take(item(provider, "Fix"), "finish", outcome="Fixed")
    provider.clock.now = at(4, 2, 9)
    approved(provider, 3, "Another")
    assert row(provider, 3, "Fix")["state"] == "done"
    provider.clock.now = at(4, 9, 9)
    fix = provider.take(fix, "reopen", "Broken again")
    assert named(told(provider, 4)["older"]) == ["Fix"]
    provider.take(fix, "finish", outcome="Fixed for good")
    provider.clock.now = at(5, 2, 9)
    assert row(provider, 4, "Fix")["outcome"] == "Fixed for good"
    assert row(provider, 3, "Fix")["outcome"] == "Fixed"


def withdrawn(provider: Provider, report: ImprovementReport) -> None:
    provider.take(report, "withdraw", "A slip")


def again(provider: Provider, report: ImprovementReport) -> None:
    provider.take(new_version(provider.workspace, report), "approve")


def without_its_lines(provider: Provider, report: ImprovementReport) -> None:
    """The next version proposes something else."""
    line = {**agreed(provider), "description": "Else", "owner": provider.ana.id, "due": date(2026, 4, 1)}
    provider.take(
        provider.save(new_version(provider.workspace, report), improvement_actions=(line,)), "approve"
    )


def withdrawn_and_again(provider: Provider, report: ImprovementReport) -> None:
    again(provider, provider.take(report, "withdraw", "A slip"))


def drafted_and_thrown_away(provider: Provider, report: ImprovementReport) -> None:
    delete_draft(provider.workspace, new_version(provider.workspace, report))


def comes_from_nowhere(provider: Provider, report: ImprovementReport) -> None:
    for each in provider.workspace.find(ActionItem):
        provider.save(each, source=None)


def a_report_on_the_year(provider: Provider, report: ImprovementReport) -> None:
    provider.approved(ImprovementReport, period_start=date(2025, 1, 1), period_end=date(2025, 12, 31))


FATES: list[Callable[[Provider, ImprovementReport], None]] = [
    withdrawn, again, without_its_lines, withdrawn_and_again, drafted_and_thrown_away, comes_from_nowhere,
    a_report_on_the_year,
]  # fmt: skip


@pytest.mark.parametrize("fate", FATES)
def test_whatever_becomes_of_the_report_its_actions_are_told_once(provider: Provider, fate: Any) -> None:
    provider.clock.now = at(3, 2, 9)
    report = approved(provider, 2, "Open", "Done")
    provider.clock.now = at(3, 12, 9)
    fate(provider, report)
    provider.take(item(provider, "Done"), "finish", outcome="Done")
    provider.clock.now = at(4, 2, 9)
    listed = told(provider, 3)
    both = named([*listed["items"], *listed["older"]])
    assert both.count("Open") == both.count("Done") == 1
    assert {"Open", "Done"} <= set(named(action_items(provider.workspace, month(3))["items"]))


def test_a_withdrawn_report_is_not_the_previous_one_but_its_actions_stand(provider: Provider) -> None:
    provider.clock.now = at(3, 2, 9)
    january = approved(provider, 1, "January's")
    provider.clock.now = at(3, 3, 9)
    february = approved(provider, 2, "February's")
    provider.clock.now = at(3, 9, 9)
    provider.take(february, "withdraw", "A slip")
    provider.clock.now = at(4, 2, 9)
    listed = told(provider, 3)
    assert (listed["report"], named(listed["items"])) == (january.number, ["January's"])
    assert named(listed["older"]) == ["February's"]


def test_a_report_approved_after_the_period_has_not_agreed_on_anything_in_it(provider: Provider) -> None:
    """Its actions were agreed in April, and are told by April's report: the next one then."""
    provider.clock.now = at(4, 5, 9)
    assert told(provider, 3)["report"] == ""
    approved(provider, 2, "Late")
    before = told(provider, 3)
    assert (before["report"], before["items"], before["as_of"]) == ("", [], "2026-03-31")
    approved(provider, 3, "March's")
    provider.take(item(provider, "Late"), "finish", outcome="Done")
    provider.clock.now = at(5, 3, 9)
    assert named(told(provider, 4)["items"]) == ["March's"]
    assert row(provider, 4, "Late")["state"] == "done"


def test_a_report_on_the_year_tells_what_reports_in_it_agreed(provider: Provider) -> None:
    provider.clock.now = at(3, 2, 9)
    approved(provider, 2, "February's")
    provider.take(item(provider, "February's"), "finish", outcome="Done")
    provider.clock.now = at(4, 2, 9)
    quarter = Period.quarter(2026, 1, ZONE)
    listed = previous_actions(provider.workspace, ImprovementReport, quarter)
    assert (listed["report"], named(listed["older"])) == ("", ["February's"])


def test_the_actions_of_another_agreement_are_not_told(provider: Provider) -> None:
    quarter = reported_quarter(provider)
    provider.clock.now = at(3, 2, 9)
    provider.works(provider.ben)
    about: list[dict[str, Any]] = [
        {"customer_agreement": quarter.agreement.id},
        {"supplier_agreement": quarter.supplied.id},
    ]
    for who, agreement in zip(("Customer's", "Supplier's"), about, strict=True):
        action = {"description": who, "owner": provider.ben.id, "due": date(2026, 3, 9)}
        days = {"period_start": date(2026, 2, 1), "period_end": date(2026, 2, 28)}
        provider.approved(PerformanceReport, **days, **agreement, proposed_actions=(action,))
    provider.clock.now = at(4, 2, 9)
    listed = previous_actions(provider.workspace, PerformanceReport, month(3), [quarter.agreement.id])
    assert named(listed["items"]) == ["Customer's"] and listed["older"] == []


# ---------------------------------------------------------------- in time


def test_a_day_put_off_once_it_had_passed_makes_nothing_in_time(provider: Provider) -> None:
    provider.clock.now = at(3, 2, 9)
    approved(provider, 2, "Put off late", "Put off in time", "Kept", due=date(2026, 3, 10))
    provider.clock.now = at(3, 10, 9)
    provider.save(item(provider, "Put off in time"), due=date(2026, 3, 20))
    provider.take(item(provider, "Kept"), "finish", outcome="Done")
    provider.clock.now = at(3, 11, 9)
    provider.save(item(provider, "Put off late"), due=date(2026, 3, 20))
    provider.clock.now = at(3, 19, 9)
    for said in ("Put off late", "Put off in time"):
        provider.take(item(provider, said), "finish", outcome="Done")
    provider.clock.now = at(4, 2, 9)
    rows = [row(provider, 3, said) for said in ("Put off late", "Put off in time", "Kept")]
    assert [(each["in_time"], each["passed"]) for each in rows] == [
        (False, "2026-03-10"), (True, ""), (True, ""),
    ]  # fmt: skip
    assert (rows[0]["due"], rows[0]["ended"]) == ("2026-03-20", "2026-03-19")
    assert share(provider, month(3)) == pytest.approx(200 / 3)


def test_what_was_done_and_opened_again_was_not_done(provider: Provider) -> None:
    """Or else everything would be in time: done on paper, opened again and put off."""
    provider.clock.now = at(3, 2, 9)
    approved(provider, 2, "Fix", due=date(2026, 3, 10))
    fix = provider.take(item(provider, "Fix"), "finish", outcome="On paper")
    provider.clock.now = at(3, 12, 9)
    fix = provider.save(provider.take(fix, "reopen", "It was not"), due=date(2026, 3, 20))
    provider.take(fix, "finish", outcome="Done")
    provider.clock.now = at(4, 2, 9)
    assert (row(provider, 3, "Fix")["in_time"], share(provider, month(3))) == (False, 0)


def test_a_slip_of_the_pen_that_is_corrected_on_the_same_day_passes_nothing(provider: Provider) -> None:
    provider.clock.now = at(3, 2, 9)
    approved(provider, 2, "Fix", due=date(2025, 3, 20))
    provider.save(item(provider, "Fix"), due=date(2026, 3, 20))
    provider.clock.now = at(4, 2, 9)
    assert row(provider, 3, "Fix")["passed"] == ""


def test_what_is_open_or_cancelled_is_in_time_only_while_its_day_has_not_passed(provider: Provider) -> None:
    provider.clock.now = at(3, 2, 9)
    approved(provider, 2, "Open", "Gone", "Gone late", due=date(2026, 3, 10))
    provider.take(item(provider, "Gone"), "cancel", "No need")
    provider.clock.now = at(3, 11, 9)
    provider.take(item(provider, "Gone late"), "cancel", "No need")
    approved(provider, 1, "To come")
    provider.clock.now = at(4, 2, 9)
    said = {each: row(provider, 3, each)["in_time"] for each in ("Open", "Gone", "Gone late", "To come")}
    assert said == {"Open": False, "Gone": None, "Gone late": False, "To come": None}
    assert share(provider, month(3)) == 0


def share(provider: Provider, period: Period) -> float | None:
    return COUNTED[Measure.ACTIONS](Facts(whole_scope(provider.workspace, period, period)), period).value


ACTS = st.lists(
    st.tuples(st.sampled_from(("due", "finish", "cancel", "reopen", "note")), st.integers(0, 30), st.integers(-12, 30)),
    max_size=8,
)  # fmt: skip


@settings(max_examples=examples(20, 60), deadline=None, derandomize=True)
@given(ACTS, st.integers(-3, 20))
def test_whether_in_time_agrees_with_a_look_at_the_end_of_every_day(
    acts: list[tuple[str, int, int]], first: int
) -> None:
    """`acts`: what is done, how many hours later, and, of a due day, in how many days."""
    with fresh() as provider:
        provider.clock.now = at(3, 2, 9)
        made = provider.create(
            ActionItem, description="Do", owner=provider.ana.id, due=date(2026, 3, 2) + timedelta(first)
        )
        for act, hours, days in acts:
            provider.clock.pass_time(hours=hours)
            today = day_of(provider.clock.now, find_zone(ZONE))
            steps = {"finish": ("open",), "cancel": ("open",), "reopen": ("done", "cancelled")}
            if act == "note":
                made = provider.save(made, notes=f"Seen at {provider.clock.now}")
            elif act == "due" and made.state == "open":
                made = provider.save(made, due=today + timedelta(days))
            elif made.state in steps.get(act, ()):
                made = provider.take(made, act, "So", outcome="Done")
        provider.clock.now = at(4, 20, 9)
        period = month(3)
        found = _row(provider, period)
        assert (found["in_time"], found["passed"] or found["due"]) == slowly(provider, made, period)
        provider.workspace.close()


def _row(provider: Provider, period: Period) -> Json:
    from sdesk.practice.reporting.actions.items import items_json
    from sdesk.storage.past import records_at

    found = records_at(provider.workspace, provider.workspace.find(ActionItem), period.last_moment)
    return items_json(provider.workspace, found, period)[0]


def slowly(provider: Provider, made: ActionItem, period: Period) -> tuple[bool | None, str]:
    """Day after day, with what the item was at the end of each, until the day on which it ended for good."""
    zone, last = find_zone(ZONE), record_at(provider.workspace, made.id, period.last_moment)
    assert isinstance(last, ActionItem) and last.due is not None
    over = day_of(last.ended_at, zone) if last.ended_at else period.last
    day = date(2026, 3, 2)
    while day < over:
        then = record_at(provider.workspace, made.id, Period(day, day, ZONE).last_moment)
        assert isinstance(then, ActionItem) and then.due is not None
        if then.due <= day:
            return False, then.due.isoformat()
        day += timedelta(1)
    if last.state == "done":
        return over <= last.due, last.due.isoformat()
    return (False if over > last.due else None), last.due.isoformat()


def fresh() -> Any:
    from contextlib import contextmanager

    @contextmanager
    def provided() -> Iterator[Provider]:
        with TemporaryDirectory() as folder:
            yield working_provider(Path(folder) / "firm.sdesk")

    return provided()

"""What no rule is fooled by: a year typed in a weekend, what came by import, and documents of the other variant."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sdesk.models import FeedbackEntry, Record, ServiceIncident, ServiceScope
from sdesk.models.governance import ServiceRole
from sdesk.practice.lifecycle.attachments import attach_file
from sdesk.practice.readiness.evidence.period import first_day, months_after
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.rules import RULES
from sdesk.practice.readiness.rules.asked import Asked, Held, Layer, Verdict, is_ready_to_start, verdict_of
from sdesk.practice.readiness.rules.grounds import grounds_of
from sdesk.practice.readiness.rules.guards import guarded, is_at_work
from tests.practice.readiness.rules.complete import DORA, an_incident, it_is, review, written
from tests.practice.readiness.rules.judging import missing, standing, verdict, verdicts
from tests.provider import Provider

LONG_AGO = [datetime(2025, month, 12, 9, tzinfo=UTC) for month in range(3, 13)]


def typed(provider: Provider, started: datetime) -> ServiceIncident:
    """An incident of then, written down now, from beginning to end."""
    step = {"at": started + timedelta(minutes=20), "person": provider.cleo.id,
            "text": f"Took the router off and on again on {started:%d %B}."}  # fmt: skip
    values: dict[str, Any] = {
        "reporter": DORA, "customer": provider.extra["customer"].id, "started_at": started,
        "configuration_items": (provider.extra["item"].id,), "assigned_to": provider.cleo.id,
        "steps_taken": (step,), "restored_at": None, "impact": "low", "urgency": "low", "resolver": None,
    }  # fmt: skip
    broken = written(provider, ServiceIncident, "classified", by=provider.ben, **values)
    for name in ("record", "classify", "investigate"):
        provider.take(broken, name)
    provider.take(broken, "restore", restored_at=started + timedelta(hours=2))
    return provider.take(broken, "close")


def a_year_in_a_weekend(provider: Provider) -> list[Record]:
    """Incidents and feedback of a year, and every review, all on the day on which the documents were written."""
    cases: list[Record] = [typed(provider, started) for started in LONG_AGO]
    for started in LONG_AGO[:4]:
        said = {"kind": "complaint", "contact": DORA, "customer": provider.extra["customer"].id}
        told = written(provider, FeedbackEntry, "recorded", received_at=started, outcome="", **said)
        provider.take(told, "record")
        outcome = f"What was said on {started:%d %B} was answered by telephone on the next day."
        cases.append(provider.take(told, "close", outcome=outcome))
    for task in ("GO.2.4", "GO.3.1", "RE.1.3", "RE.2.5", "IN.1.2", "IN.1.3"):
        review(provider, task)
    return cases


def test_a_year_typed_in_a_weekend_meets_nothing(set_up: Provider) -> None:
    a_year_in_a_weekend(set_up)
    assert Verdict.MET not in verdicts(set_up).values()
    assert "recorded when it happened" in missing(set_up, "P01")


def test_with_the_notes_of_then_it_counts(set_up: Provider, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("12 March, 9:05: Dora rang, no connection. Router off and on. 11:00 well again.", "utf-8")
    for case in a_year_in_a_weekend(set_up):
        attach_file(set_up.workspace, case, note)
    assert verdict(set_up, "P01") is Verdict.MET


@pytest.mark.parametrize("number, said", [(3, Verdict.MET), (4, Verdict.PARTLY)])
def test_a_fifth_of_the_cases_may_be_written_late_without_a_note(
    complete: Provider, number: int, said: Verdict
) -> None:
    """Nine incidents and four feedback entries of the period are behind the policy: 3 of 16, or 4 of 17."""
    ago = complete.clock.now - timedelta(days=15)
    for place in range(number):
        typed(complete, ago - timedelta(days=place))
    assert verdict(complete, "P02") is said
    assert ("more than 14 days after" in missing(complete, "P02")) is (said is Verdict.PARTLY)


def test_what_is_written_within_14_days_is_in_time(complete: Provider) -> None:
    for _each in range(10):
        typed(complete, complete.clock.now - timedelta(days=14))
    assert verdict(complete, "P02") is Verdict.MET


def test_a_rule_says_that_nothing_shows_use_and_changes_nothing_else(set_up: Provider) -> None:
    on = grounds_of(set_up.workspace, date(2026, 3, 2), frozenset(), tuple(ServiceRole))
    assert not is_at_work(on)
    said = standing(set_up, "P01").asked[0].sentence
    asked = [
        Asked(layer, held, said) for layer in Layer for held in Held
    ]  # fmt: skip
    kept = list(guarded(on, asked))[:-1]
    assert [each.layer for each in kept] == [each.layer for each in asked]
    assert {each.held for each in kept if each.layer is Layer.USED} == {Held.FAILS, Held.NOTHING_TO_JUDGE}
    others = [(each, after) for each, after in zip(asked, kept, strict=True) if each.layer is not Layer.USED]
    assert all(before == after for before, after in others)


def test_no_rule_is_met_with_nothing_used(set_up: Provider) -> None:
    found = requirements(set_up.workspace)
    assert len(found) == len(RULES) == 17
    assert {each.verdict for each in found} == {Verdict.NOT_SHOWN}


# ---------------------------------------------------------------- days


def test_the_first_day_is_that_of_the_first_agreement_incident_or_change(beginner: Provider) -> None:
    assert first_day(beginner.workspace) is None
    it_is(beginner, date(2026, 4, 6))
    beginner.approved(ServiceScope)
    assert first_day(beginner.workspace) == date(2026, 4, 6)
    it_is(beginner, date(2026, 5, 6))
    beginner.create(FeedbackEntry, description="Well done")
    assert first_day(beginner.workspace) == date(2026, 4, 6)
    it_is(beginner, date(2026, 6, 6))
    beginner.create(ServiceIncident, summary="No connection")
    assert first_day(beginner.workspace) == date(2026, 6, 6)


@pytest.mark.parametrize(
    "day, months, said",
    [
        (date(2026, 3, 2), 12, date(2027, 3, 2)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 15), -15, date(2024, 10, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, said: date) -> None:
    assert months_after(day, months) == said


def test_the_period_may_be_asked_for(complete: Provider) -> None:
    """Since February nobody looked at the scope; it was in January."""
    asked = requirements(complete.workspace, since=date(2027, 2, 1))
    said = {each.requirement.id: each.verdict for each in asked}
    assert said["P01"] is Verdict.NOT_MET
    assert verdict(complete, "P01") is Verdict.MET


# ---------------------------------------------------------------- the other variant


def test_governance_alone_asks_for_nothing_of_the_rest(complete: Provider) -> None:
    found = requirements(complete.workspace, "governance")
    assert {each.requirement.id: str(each.verdict) for each in found} == {
        f"P0{place}": "met" for place in range(1, 6)
    }
    left = [
        str(asked.sentence)
        for each in found
        for asked in each.asked
        if str(asked.sentence).startswith("Left out")
    ]
    assert any("Service catalogue" in each for each in left)
    assert any("Customer agreements" in each for each in left)


def test_day_to_day_operation_alone_asks_for_roles_and_says_no_more_of_governance(complete: Provider) -> None:
    found = {each.requirement.id: each for each in requirements(complete.workspace, "operational")}
    assert set(found) == {f"P{place:02}" for place in range(6, 18)}
    assert all(each.met for each in found.values())
    asked = " ".join(str(one.sentence) for each in found.values() for one in each.asked)
    assert "Service delivery scope" not in asked and "List of assigned roles" in asked


def test_a_new_governance_firm_is_ready_with_its_eight_products(set_up: Provider) -> None:
    found = requirements(set_up.workspace, "governance")
    assert all(is_ready_to_start(each.asked) for each in found)
    assert {verdict_of(each.asked) for each in found} == {Verdict.NOT_SHOWN}
    an_incident(set_up, date(2026, 3, 2))
    assert requirements(set_up.workspace, "governance")[0].met

"""One slip is not a lost year: what a verified finding makes of the share of cases, and what it does not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sdesk.models import ConfigurationItem, Record, ServiceIncident, TaskPerformance
from sdesk.practice.audit.corrected import happened_on
from sdesk.practice.readiness.requirements import grounds
from sdesk.practice.readiness.rules.asked import Asked, Held
from sdesk.practice.readiness.rules.grounds import Grounds
from sdesk.practice.readiness.tasks import perform_task
from sdesk.translation import NOTHING_SAID
from sdesk.translation import message as _
from tests.practice.audit.raising import EFFECT, carried_out, day_of, finding, planned
from tests.practice.readiness.rules.verdicts import repaired
from tests.provider import Provider, incident, working_provider


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    made = working_provider(tmp_path / "harbour.sdesk")
    yield made
    made.workspace.close()


def cases(provider: Provider, number: int) -> list[ServiceIncident]:
    return [
        provider.take(incident(provider, "recorded", summary=f"Case {place}"), "record")
        for place in range(number)
    ]


def on(provider: Provider, requirement: str = "29110-4-3/P16") -> Grounds:
    return replace(grounds(provider.workspace, "full", day_of(provider)), requirement=requirement)


def share(provider: Provider, of: Sequence[Record], failing: Sequence[Record], **how: str) -> Asked:
    """As a rule asks it: those in `failing` do not pass."""
    ids = {each.id for each in failing}
    return on(provider, **how).share(
        of,
        lambda each: _("Nobody was told.") if each.id in ids else NOTHING_SAID,
        lambda passed, judged: _("{passed} of {judged} told.", passed=passed, judged=judged),
    )


def verified(provider: Provider, *failed: Record, statement: str = "P16") -> None:
    provider.works(provider.ana)
    made = finding(provider, cases=tuple(each.id for each in failed), statement=statement)
    carried_out(provider, planned(provider, made), provider.ben)
    provider.works(provider.cleo)
    provider.take(made, "verify", effect=EFFECT)


def test_without_a_finding_a_failure_is_one(provider: Provider) -> None:
    made = cases(provider, 2)
    assert share(provider, made, made[:1]).held is Held.FAILS


def test_verified_it_is_partly_met_and_ninety_days_later_corrected(provider: Provider) -> None:
    made = cases(provider, 2)
    verified(provider, made[0])
    asked = share(provider, made, made[:1])
    assert asked.held is Held.PARTLY
    assert [each.record for each in asked.counter_examples] == [made[0].id]
    provider.clock.pass_time(days=89)
    assert share(provider, made, made[:1]).held is Held.PARTLY
    provider.clock.pass_time(days=1)
    asked = share(provider, made, made[:1])
    assert asked.held is Held.HOLDS and not asked.lacks
    assert str(asked.sentence) == "2 of 2 told."
    told = [str(each.corrected) for each in asked.records if each.corrected]
    assert told == ["Corrected, as FND-2026-0001 shows: Nobody was told."]


def test_it_says_nothing_of_another_requirement(provider: Provider) -> None:
    made = cases(provider, 2)
    verified(provider, made[0])
    provider.clock.pass_time(days=100)
    assert share(provider, made, made[:1], requirement="29110-4-3/P14").held is Held.FAILS
    assert share(provider, made, made[:1], requirement="").held is Held.FAILS


def test_it_says_nothing_of_another_case(provider: Provider) -> None:
    made = cases(provider, 2)
    verified(provider, made[0])
    provider.clock.pass_time(days=100)
    assert share(provider, made, made).held is Held.FAILS


def test_what_came_back_counts_anew(provider: Provider) -> None:
    made = cases(provider, 2)
    verified(provider, made[0])
    provider.clock.pass_time(days=60)
    again = cases(provider, 1)
    provider.clock.pass_time(days=40)
    asked = share(provider, made + again, made[:1] + again)
    assert asked.held is not Held.HOLDS
    assert not any(each.corrected for each in asked.records)


def done(provider: Provider, ago: int = 0) -> TaskPerformance:
    """A recurring task, recorded now and done so many days ago."""
    provider.works(provider.ben)
    looked_at = provider.workspace.find(ConfigurationItem)[0].id
    on = day_of(provider) - timedelta(days=ago)
    return perform_task(
        provider.workspace, "IN.1.3", "Nothing was found that points to more.", [looked_at], done_on=on
    )


@pytest.mark.parametrize(("ago", "held"), [(0, False), (49, False), (50, True)])
def test_a_recurring_task_came_back_on_the_day_that_it_says_it_was_done(
    provider: Provider, ago: int, held: bool
) -> None:
    """Not when somebody wrote it down: the 90 days count from there."""
    provider.clock.pass_time(days=5)
    first = done(provider)
    provider.clock.pass_time(days=1)
    verified(provider, first)
    provider.clock.pass_time(days=60)
    again = done(provider, ago)
    provider.clock.pass_time(days=40)
    records = share(provider, [first, again], [first, again]).records
    assert [each.record for each in records if each.corrected] == ([first.id] if held else [])


def test_of_a_day_before_the_workspace_it_is_not_believed(provider: Provider) -> None:
    task = done(provider)
    repaired(provider, task, done_on=day_of(provider) - timedelta(days=900))
    assert happened_on(provider.workspace, task) == day_of(provider)
    repaired(provider, task, done_on=day_of(provider) + timedelta(days=1))
    assert happened_on(provider.workspace, task) == day_of(provider)


def test_all_that_fail_must_be_mended_for_all_to_hold(provider: Provider) -> None:
    made = cases(provider, 4)
    verified(provider, *made[:2])
    provider.clock.pass_time(days=100)
    assert share(provider, made, made[:2]).held is Held.HOLDS
    assert share(provider, made, made[:3]).held is not Held.HOLDS


def test_where_every_case_is_asked_for_a_corrected_one_is_none_that_fails(provider: Provider) -> None:
    made = cases(provider, 6)
    verified(provider, made[0])
    fails = {made[0].id}

    def every() -> Asked:
        return on(provider).every(
            made,
            lambda each: _("Nobody was told.") if each.id in fails else NOTHING_SAID,
            lambda passed, judged: _("{passed} of {judged} told.", passed=passed, judged=judged),
        )

    assert every().held is Held.PARTLY
    provider.clock.pass_time(days=90)
    assert every().held is Held.HOLDS


def test_what_a_rule_calls_not_met_can_be_put_right_too(provider: Provider) -> None:
    one, other = cases(provider, 2)

    def broken(*of: ServiceIncident) -> list[tuple[Held, str]]:
        ids = {each.id for each in of}
        asked = on(provider).broken(
            (one, other),
            lambda each: _("Nobody was told.") if each.id in ids else NOTHING_SAID,
            lambda n: _("{n} not told.", n=n),
        )
        return [(each.held, str(each.sentence)) for each in asked]

    assert broken() == []
    assert broken(one, other) == [(Held.FAILS, "2 not told.")]
    verified(provider, one)
    assert broken(one) == [(Held.PARTLY, "1 not told.")]
    assert broken(one, other) == [(Held.FAILS, "2 not told.")]
    provider.clock.pass_time(days=90)
    assert broken(one) == []
    assert broken(one, other) == [(Held.FAILS, "1 not told.")]

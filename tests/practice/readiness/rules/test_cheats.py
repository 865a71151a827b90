"""What must never be called met: words without work, states without approvals, work that was left alone."""

from datetime import timedelta

import pytest

from sdesk.practice.calendar.days import today
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.practice.readiness.work_products import declare_not_applicable
from tests.delivery import ASKS
from tests.practice.readiness.rules.cheats import everything, forget_approvals, only_x
from tests.provider import incident


def met(provider):
    return met_of(provider.workspace)


def met_of(workspace, day=None):
    return [each.requirement.id for each in requirements(workspace, today=day) if each.met]


def test_a_workspace_of_x_meets_nothing(beginner):
    everything(beginner, only_x)
    assert met(beginner) == []


def test_nothing_applies_so_nothing_is_met(beginner):
    for product in ASKS.work_products:
        declare_not_applicable(
            beginner.workspace, product.id, "We are so few that this does not concern us at all."
        )
    assert met(beginner) == []


def test_what_is_left_alone_for_three_years_meets_nothing(sample):
    assert met_of(sample, today(sample) + timedelta(days=3 * 365)) == []


def test_forty_open_major_incidents_take_the_evidence_away(provider):
    for _each in range(40):
        one = incident(provider, "classified", impact="high", urgency="high", major=True)
        provider.take(provider.take(one, "record"), "classify")
    provider.clock.pass_time(days=90)
    verdicts = {each.requirement.id: each.verdict for each in requirements(provider.workspace)}
    assert verdicts["P14"] is verdicts["P17"] is Verdict.NOT_MET


@pytest.mark.parametrize("lowered", [False, True])
def test_a_significant_incident_that_is_lowered_is_still_judged(provider, lowered):
    one = incident(provider, "classified", impact="high", urgency="high", major=True)
    one = provider.take(provider.take(one, "record"), "classify")
    if lowered:
        provider.save(one, major=False, impact="low", urgency="low")
    provider.clock.pass_time(days=70)
    verdicts = {each.requirement.id: each.verdict for each in requirements(provider.workspace)}
    assert verdicts["P17"] is Verdict.NOT_MET


def test_a_state_without_its_approval_is_only_claimed(complete):
    assert len(met(complete)) == 17
    forget_approvals(complete)
    assert met(complete) == []

"""Cases that are cancelled or withdrawn: a mistake leaves what is judged, once somebody says that it was one."""

from datetime import date
from typing import Any

import pytest

from sdesk.models import FeedbackEntry, Record, ServiceChangeRequest, ServiceIncident
from sdesk.practice.incident.merging import merge
from tests.practice.readiness.rules.complete import a_change, an_incident, it_is
from tests.practice.readiness.rules.verdicts import MET, NOT_MET, NOT_SHOWN, said, verdict
from tests.provider import Provider, change, incident

MAY, NOVEMBER = date(2026, 5, 4), date(2026, 11, 2)
MISTAKE = "It was recorded for a customer who is none of ours."
THIN = ["x", "cancelled", "by mistake", "n/a"]


def cancelled(provider: Provider, reason: str, **values: Any) -> ServiceIncident:
    it_is(provider, NOVEMBER)
    case = incident(provider, "classified", **values)
    provider.works(provider.ben)
    case = provider.take(provider.take(case, "record"), "classify")
    return provider.take(case, "cancel", reason)


def told(provider: Provider, rule: str, record: Record) -> str:
    return " ".join(each for each in said(provider, rule) if "the reason is too thin" in each)


@pytest.mark.a_few(1)
@pytest.mark.parametrize("reason", THIN)
def test_an_incident_that_is_cancelled_without_a_reason_is_judged(set_up: Provider, reason: str) -> None:
    it_is(set_up, MAY)
    an_incident(set_up, MAY)
    assert verdict(set_up, "P14") is MET, said(set_up, "P14")
    case = cancelled(set_up, reason)
    assert verdict(set_up, "P14") is not MET
    assert told(set_up, "P14", case).startswith("written ")


def test_one_that_was_a_mistake_is_not(set_up: Provider) -> None:
    it_is(set_up, MAY)
    an_incident(set_up, MAY)
    cancelled(set_up, MISTAKE)
    assert verdict(set_up, "P14") is MET, said(set_up, "P14")


def test_a_duplicate_goes_on_as_the_other(set_up: Provider) -> None:
    it_is(set_up, NOVEMBER)
    an_incident(set_up, NOVEMBER)
    one, other = (set_up.take(incident(set_up, "classified"), "record") for _ in range(2))
    merge(set_up.workspace, one, other, "same")
    assert not told(set_up, "P14", one)


def test_significant_incidents_are_not_cancelled_away(set_up: Provider) -> None:
    """Without a reason to cancel them, causes are asked for all the same."""
    it_is(set_up, date(2026, 3, 2))
    case = incident(set_up, "classified", impact="high", urgency="high")
    set_up.works(set_up.ben)
    case = set_up.take(set_up.take(case, "record"), "classify")
    set_up.take(case, "cancel", "solved")
    it_is(set_up, NOVEMBER)
    assert verdict(set_up, "P17") is NOT_MET, said(set_up, "P17")


def test_a_change_that_is_withdrawn_without_a_reason_was_not_decided(set_up: Provider) -> None:
    it_is(set_up, MAY)
    a_change(set_up, MAY)
    request = set_up.take(change(set_up, "requested"), "submit")
    set_up.take(request, "withdraw", "no")
    assert verdict(set_up, "P07") is not MET
    assert told(set_up, "P07", request)


def test_a_change_that_was_a_mistake_is_not_asked_for_a_decision(set_up: Provider) -> None:
    it_is(set_up, MAY)
    a_change(set_up, MAY)
    request = set_up.take(change(set_up, "requested"), "submit")
    set_up.take(request, "withdraw", "Asked for twice: the same is requested already.")
    assert verdict(set_up, "P07") is MET, said(set_up, "P07")


def test_feedback_that_is_cancelled_without_a_reason_has_no_outcome(set_up: Provider) -> None:
    it_is(set_up, MAY)
    entry = set_up.take(set_up.complete(FeedbackEntry, "recorded", received_at=set_up.clock()), "record")
    set_up.take(entry, "cancel", "-")
    it_is(set_up, NOVEMBER)
    assert told(set_up, "P02", entry)


def test_alone_they_show_nothing(set_up: Provider) -> None:
    """What never counts is not evidence either: neither that there is work, nor that anything goes as it should."""
    cancelled(set_up, "x")
    request = set_up.take(change(set_up, "requested"), "submit")
    set_up.take(request, "withdraw", "x")
    found = {rule: verdict(set_up, rule) for rule in ("P02", "P06", "P07", "P12", "P14", "P16")}
    assert MET not in found.values(), found
    assert set_up.workspace.count(ServiceChangeRequest) == 1 and found["P06"] is NOT_SHOWN

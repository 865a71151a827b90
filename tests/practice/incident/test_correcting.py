"""What is closed can be put right: nothing is reopened by that, and it is closed and signed again."""

from datetime import timedelta

import pytest

from sdesk.models import FeedbackEntry, ServiceIncident
from sdesk.practice.incident.clocks import times_of
from sdesk.practice.incident.story import Happening, story_of
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.steps import fingerprint
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.safekeeping import verify
from sdesk.storage.history import latest_operation
from tests.provider import Provider, incident


def closed(provider: Provider) -> ServiceIncident:
    record = incident(provider, "closed", outage=True)
    provider.works(provider.ben)
    for name in ("record", "classify", "investigate"):
        record = provider.take(record, name)
    provider.clock.pass_time(hours=5)
    record = provider.take(record, "restore", restored_at=provider.clock.now)
    return provider.take(record, "close")


def test_only_who_may_close_corrects_and_says_why(provider: Provider) -> None:
    record = closed(provider)
    with pytest.raises(Refused, match="reason"):
        provider.take(record, "correct")
    provider.works(provider.cleo)
    with pytest.raises(Refused):
        provider.take(record, "correct", "Restored sooner")
    assert reload(provider.workspace, record).state == "closed"


def test_a_correction_reopens_nothing_and_leaves_the_clocks(provider: Provider) -> None:
    record = closed(provider)
    provider.clock.pass_time(days=40)
    now = provider.clock.now
    before = times_of(record, now)
    again = provider.take(record, "correct", "Restored sooner")
    assert (again.state, again.reopenings, again.restored_at) == ("restored", (), record.restored_at)
    assert (again.holds, again.promised_at, again.policy) == (record.holds, record.promised_at, record.policy)
    assert times_of(again, now) == before


def test_a_time_before_it_was_closed_can_be_said_and_it_is_signed_again(provider: Provider) -> None:
    record = closed(provider)
    provider.clock.pass_time(days=40)
    again = provider.take(record, "correct", "Restored sooner")
    assert again.started_at and record.restored_at
    sooner = record.restored_at - timedelta(hours=4)
    again = provider.save(again, restored_at=sooner, outage=False)
    promised = fingerprint(provider.workspace, again, ServiceIncident.step_called("close"))
    again = provider.take(again, "close")
    assert (again.state, again.reopenings, again.restored_at) == ("closed", (), sooner)
    signed = approvals_of(provider.workspace, again)
    assert len(signed) == 2
    assert promised in {each.sha256 for each in signed}
    assert verify(provider.workspace) == []
    with pytest.raises(Refused):
        provider.save(again, outage=True)


def test_the_story_tells_who_corrected_it_and_why(provider: Provider) -> None:
    record = provider.take(closed(provider), "correct", "Restored sooner")
    told = [each for each in story_of(provider.workspace, record) if each.what is Happening.CORRECTED]
    assert [(each.who, each.text) for each in told] == [("Ben Okafor", "Restored sooner")]
    assert not [each for each in story_of(provider.workspace, record) if each.what is Happening.REOPENED]


def test_a_correction_can_be_taken_back(provider: Provider) -> None:
    record = closed(provider)
    record = provider.take(record, "correct", "Restored sooner")
    undo(provider.workspace, latest_operation(provider.workspace))
    assert reload(provider.workspace, record).state == "closed"
    undo(provider.workspace, latest_operation(provider.workspace))
    assert reload(provider.workspace, record).state == "restored"


def test_what_was_closed_can_still_be_reopened_while_it_is_corrected(provider: Provider) -> None:
    record = provider.take(closed(provider), "correct", "Restored sooner")
    again = provider.take(record, "reopen", "It is out again")
    assert (again.state, len(again.reopenings)) == ("classified", 1)


def test_closed_feedback_is_corrected_alike(provider: Provider) -> None:
    record = provider.complete(FeedbackEntry, "closed")
    provider.works(provider.ana)
    for name in ("record", "close"):
        record = provider.take(record, name)
    with pytest.raises(Refused, match="reason"):
        provider.take(record, "correct")
    record = provider.take(record, "correct", "It was said a day before")
    assert record.state == "in investigation" and record.received_at
    sooner = record.received_at - timedelta(days=1)
    record = provider.take(provider.save(record, received_at=sooner), "close")
    assert (record.state, record.received_at) == ("closed", sooner)
    assert len(approvals_of(provider.workspace, record)) == 2
    assert verify(provider.workspace) == []

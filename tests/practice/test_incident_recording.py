"""An incident is kept within the call: recorded if it is complete, a draft that says what it lacks if not."""

from typing import Any

from sdesk.models import Contact, ServiceIncident
from sdesk.practice.incident_recording import record_quickly
from sdesk.practice.records import history_of
from tests.provider import CALLER, Provider


def told(provider: Provider, **more: Any) -> dict[str, Any]:
    return {
        "summary": "No e-mail at the front desk",
        "customer": provider.extra["customer"].id,
        "service": provider.extra["service"],
        "reporter": CALLER,
        **more,
    }


def test_what_a_call_tells_is_enough_to_record_it(provider: Provider) -> None:
    kept = record_quickly(provider.workspace, told(provider))
    assert kept.missing == ()
    assert kept.incident.state == "recorded"
    assert kept.incident.details == "No e-mail at the front desk"
    assert kept.incident.recorded_at is not None and kept.incident.started_at is not None


def test_without_the_service_it_is_a_draft_that_says_so(provider: Provider) -> None:
    kept = record_quickly(provider.workspace, told(provider, service=None))
    assert kept.incident.state == "draft"
    assert [problem.field for problem in kept.missing] == ["service"]
    assert provider.workspace.get(ServiceIncident, kept.incident.id) is not None


def test_a_contact_without_an_address_is_said_to_lack_it(provider: Provider) -> None:
    kept = record_quickly(provider.workspace, told(provider, reporter=Contact(name="Dora Lind")))
    assert kept.incident.state == "draft"
    assert "Address" in kept.missing[0].text


def test_recording_a_draft_sets_no_clock(provider: Provider) -> None:
    kept = record_quickly(provider.workspace, told(provider, reporter=None))
    assert kept.incident.recorded_at is None


def test_history_has_the_step(provider: Provider) -> None:
    kept = record_quickly(provider.workspace, told(provider))
    assert "record" in [entry.action for entry in history_of(provider.workspace, kept.incident)]

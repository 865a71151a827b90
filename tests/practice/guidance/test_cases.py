"""Changes and incidents by every way that the profile knows, and random walks that find no way round a rule."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sdesk.models import (
    ConfigurationItem,
    Customer,
    Person,
    Record,
    ServiceBuild,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceDesign,
    ServiceIncident,
    ServiceTestReport,
)
from sdesk.practice.guidance.case_pages import case_pages
from sdesk.practice.incident.handling import add_step, put_on_hold, resume, tell_party
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of, reload
from tests.provider import CALLER, Provider, change, incident, paper, papers

PLANNED = {"planned_start": "2026-03-09T08:00Z", "planned_end": "2026-03-09T10:00Z"}
REVIEWED = {"review_result": "worked as planned", "review": "Nothing to improve."}


def deployed(provider: Provider) -> dict[str, Any]:
    provider.clock.pass_time(days=7)
    return {
        "deployed_at": provider.clock(),
        "deployed_by": provider.cleo.id,
        "deployment_outcome": "As planned.",
    }


def requested(provider: Provider, **values: Any) -> ServiceChangeRequest:
    return provider.take(change(provider, "approved", **values), "submit")


def approved(provider: Provider, **values: Any) -> ServiceChangeRequest:
    return provider.take(requested(provider, **values), "approve", decision_reason="Worth it.")


def after_tests(provider: Provider) -> ServiceChangeRequest:
    request = provider.take(approved(provider), "schedule", **PLANNED)
    papers(provider, request)
    for name in ("design", "build", "test"):
        request = provider.take(request, name)
    return request


class TestChanges:
    def test_a_normal_change_goes_all_the_way_and_leaves_its_approvals(self, provider: Provider) -> None:
        request = provider.take(after_tests(provider), "clear", deployment_reason="All tests passed.")
        build = provider.workspace.first(ServiceBuild)
        assert build is not None
        assert build.state == "approved"
        request = provider.take(request, "confirm")
        request = provider.take(request, "deploy", **deployed(provider))
        request = provider.take(request, "close", **REVIEWED)
        assert [each.step for each in approvals_of(provider.workspace, request)] == [
            "approve",
            "clear",
            "close",
        ]
        assert [entry.changes["state"][1] for entry in reversed(history_of(provider.workspace, request)) if "state" in entry.changes] == [
            "draft", "requested", "approved", "scheduled", "designed", "built", "tested", "cleared", "confirmed", "deployed", "closed",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("model", "step", "before"),
        [(ServiceDesign, "design", 0), (ServiceBuild, "build", 1), (ServiceTestReport, "test", 2)],
    )
    def test_no_paper_no_step(self, provider: Provider, model: type[Record], step: str, before: int) -> None:
        request = provider.take(approved(provider), "schedule", **PLANNED)
        order = (ServiceDesign, ServiceBuild, ServiceTestReport)
        papers(provider, request, *order[:before]) if before else None
        for name in ("design", "build", "test")[:before]:
            request = provider.take(request, name)
        with pytest.raises(Refused, match=model.singular):
            provider.take(request, step)
        draft = paper(provider, model, request)
        with pytest.raises(Refused, match=model.singular):
            provider.take(request, step)
        provider.take(draft, "build" if model is ServiceBuild else "approve")
        assert provider.take(request, step).state.startswith(step[:4])

    def test_a_rejected_change_says_why_and_by_whom(self, provider: Provider) -> None:
        request = requested(provider, decision_reason="")
        with pytest.raises(Refused, match="Reason for the decision is missing"):
            provider.take(request, "reject")
        rejected = provider.take(request, "reject", decision_reason="Too dear.")
        assert (rejected.state, rejected.decision) == ("rejected", "rejected")
        assert approvals_of(provider.workspace, rejected)[0].step == "reject"
        with pytest.raises(Refused):
            provider.save(rejected, purpose="Another try")

    def test_after_its_tests_it_is_the_deployment_that_is_rejected(self, provider: Provider) -> None:
        request = provider.save(after_tests(provider), deployment_reason="")
        with pytest.raises(Refused, match="deployment is missing"):
            provider.take(request, "refuse")
        assert provider.take(request, "refuse", deployment_reason="Too slow.").state == "rejected"

    def test_a_pre_approved_change_stands_on_its_procedure(self, provider: Provider) -> None:
        draft = change(provider, kind="pre-approved")
        with pytest.raises(Refused, match="Standing procedure is missing"):
            provider.take(draft, "submit")
        draft = provider.save(draft, standing_procedure="Steps 1 to 4 of the mailbox sheet.")
        request = provider.take(draft, "submit")
        with pytest.raises(Refused):
            provider.take(request, "approve", decision_reason="No need.")
        provider.works(provider.cleo)
        request = provider.take(request, "schedule pre-approved", **PLANNED)
        request = provider.take(request, "use standing procedure")
        request = provider.take(request, "deploy", **deployed(provider))
        provider.works(provider.ana)
        assert provider.take(request, "close", **REVIEWED).state == "closed"

    def test_a_normal_change_cannot_take_the_short_ways(self, provider: Provider) -> None:
        request = requested(provider)
        for name in ("schedule pre-approved", "deploy emergency"):
            with pytest.raises(Refused, match="not possible"):
                provider.take(request, name, **PLANNED)

    def test_an_emergency_is_deployed_first_and_closed_only_when_all_is_made_good(
        self, provider: Provider
    ) -> None:
        request = provider.take(change(provider, kind="emergency"), "submit")
        request = provider.take(request, "deploy emergency", **deployed(provider))
        with pytest.raises(Refused):
            provider.take(request, "close", **REVIEWED)
        assert reload(provider.workspace, request).state == "deployed"

    def test_failed_tests_stop_the_deployment_until_new_ones_pass(self, provider: Provider) -> None:
        request = provider.take(approved(provider), "schedule", **PLANNED)
        papers(provider, request, ServiceDesign, ServiceBuild)
        provider.take(paper(provider, ServiceTestReport, request, conclusion="failed"), "approve")
        for name in ("design", "build", "test"):
            request = provider.take(request, name)
        with pytest.raises(Refused, match="tests failed"):
            provider.take(request, "clear", deployment_reason="Let us hope.")
        request = provider.take(request, "redesign", reason="The tests failed.")
        request = provider.take(request, "build")
        again = paper(provider, ServiceTestReport, request, conclusion="passed")
        with pytest.raises(Refused, match="Test report"):
            provider.take(request, "test")
        provider.take(again, "approve")
        request = provider.take(request, "test")
        assert provider.take(request, "clear", deployment_reason="Passed now.").state == "cleared"

    def test_a_new_build_is_tested_anew(self, provider: Provider) -> None:
        request = provider.take(after_tests(provider), "redesign", reason="One part was forgotten.")
        provider.clock.pass_time(days=1)
        papers(provider, request, ServiceBuild)
        request = provider.take(request, "build")
        with pytest.raises(Refused, match="earlier build"):
            provider.take(request, "test")
        papers(provider, request, ServiceTestReport)
        assert provider.take(request, "test").state == "tested"

    def test_a_change_that_was_rolled_back_is_reviewed_too(self, provider: Provider) -> None:
        request = provider.take(after_tests(provider), "clear", deployment_reason="All tests passed.")
        request = provider.take(request, "confirm")
        request = provider.take(request, "roll back", reason="No light on the router.")
        assert request.rolled_back_at
        assert request.roll_back_reason == "No light on the router."
        with pytest.raises(Refused):
            provider.take(request, "close")
        assert (
            provider.take(request, "close", review_result="did not work", review="Faulty part.").state
            == "closed"
        )

    def test_what_was_decided_stays_but_the_schedule_moves(self, provider: Provider) -> None:
        request = provider.take(approved(provider), "schedule", **PLANNED)
        with pytest.raises(Refused, match="cannot be changed"):
            provider.save(request, purpose="Something else")
        moved = provider.save(request, planned_start="2026-03-10T08:00Z", planned_end="2026-03-10T09:00Z")
        assert moved.planned_start == datetime(2026, 3, 10, 8, tzinfo=UTC)
        with pytest.raises(Refused):
            provider.save(request, planned_start=None)
        with pytest.raises(Refused, match="not after the planned start"):
            provider.save(request, planned_end="2026-03-01T08:00Z")

    def test_the_customers_consent_is_asked_for_where_the_agreement_says_so(self, provider: Provider) -> None:
        from sdesk.models import CustomerAgreement

        customer = provider.extra["customer"].id
        provider.approved(CustomerAgreement, customer=customer, consent_to_changes=True)
        request = provider.take(approved(provider, customer=customer), "schedule", **PLANNED)
        papers(provider, request)
        for name in ("design", "build", "test"):
            request = provider.take(request, name)
        with pytest.raises(Refused, match="asks for the customer's consent"):
            provider.take(request, "clear", deployment_reason="All tests passed.")
        request = provider.save(request, customer_consent="Dora Lind, by telephone, 5 March.")
        with pytest.raises(Refused, match="asks for the customer's consent"):
            provider.take(request, "clear", deployment_reason="All tests passed.")
        consent = {"who": "Dora Lind", "on": date(2026, 3, 5), "how": "By telephone"}
        request = provider.save(request, consents=(consent,))
        assert provider.take(request, "clear", deployment_reason="All agreed.").state == "cleared"


def recorded(provider: Provider, **values: Any) -> ServiceIncident:
    return provider.take(incident(provider, **values), "record")


def a_call(provider: Provider) -> ServiceIncident:
    """The draft of an incident as it is told on the telephone, by somebody who knows no service by its name."""
    customer = provider.create(Customer, name="Pier Dental").id
    said = {"summary": "No e-mail", "details": "Nobody at the front desk can read their mail since nine."}
    return provider.create(
        ServiceIncident, **said, customer=customer, reporter=CALLER, started_at=provider.clock.now
    )


def restored(provider: Provider, **values: Any) -> ServiceIncident:
    record = recorded(provider, **values)
    for name in ("classify", "investigate", "restore"):
        record = provider.take(record, name)
    return record


class TestIncidents:
    def test_an_incident_goes_all_the_way(self, provider: Provider) -> None:
        record = restored(provider)
        restoring = next(each for each in history_of(provider.workspace, record) if each.action == "restore")
        assert record.restored_at is not None
        assert abs(restoring.at - record.restored_at) <= timedelta(minutes=2)
        provider.works(provider.ben)
        closed = provider.take(record, "close")
        assert [(each.step, each.role) for each in approvals_of(provider.workspace, closed)] == [
            ("close", "IM")
        ]
        with pytest.raises(Refused):
            provider.save(closed, details="Something else")

    def test_who_restored_it_stands_in_it(self, provider: Provider) -> None:
        record = recorded(provider, resolver=None)
        for name in ("classify", "investigate"):
            record = provider.take(record, name)
        provider.works(provider.cleo)
        record = provider.take(record, "restore")
        assert record.resolver is not None
        assert (record.resolver.name, record.resolver.organization) == ("Cleo Sand", "Harbour IT")

    def test_priority_is_what_the_matrix_says(self, provider: Provider) -> None:
        record = provider.take(recorded(provider, impact="high", urgency="high"), "classify")
        assert record.priority == "1 critical"
        assert provider.save(record, urgency="low").priority == "3 moderate"

    def test_recording_and_classifying_wait_for_no_document(self, beginner: Provider) -> None:
        """With a name and three people: who called and what failed are there, no service, agreement or policy is."""
        record = beginner.take(a_call(beginner), "record")
        assert (record.state, record.service, record.agreement) == ("recorded", None, None)
        item = beginner.create(ConfigurationItem, name="Router").id
        said = {"impact": "high", "urgency": "high", "impact_in_words": "Nobody can work at the front desk."}
        ready = beginner.save(record, **said, configuration_items=(item,), assigned_to=beginner.ana.id)
        pages = {page.key: page for page in case_pages(beginner.workspace, ready)}
        assert not pages["IN.2.2"].blocked
        assert "No approved policy says yet which priority" in str(pages["IN.2.2"].standing.detail)
        classified = beginner.take(ready, "classify")
        assert (classified.state, classified.priority, classified.restore_minutes) == (
            "classified",
            None,
            None,
        )
        beginner.approved(ServiceDeliveryPolicy)
        assert not case_pages(beginner.workspace, classified)[2].blocked
        gone_on = beginner.take(classified, "investigate")
        assert (gone_on.priority, gone_on.restore_minutes) == (
            "1 critical",
            None,
        )  # nothing was promised before

    def test_where_there_are_services_one_of_them_is_named(self, beginner: Provider) -> None:
        recorded_before = beginner.take(a_call(beginner), "record")
        beginner.create(ServiceCatalogue, services=({"name": " "},))
        nameless = beginner.take(a_call(beginner), "record")
        assert nameless.state == "recorded"
        catalogue = beginner.workspace.find(ServiceCatalogue)[0]
        beginner.save(catalogue, services=({"name": "E-mail"},))
        with pytest.raises(Refused) as refusal:
            beginner.take(a_call(beginner), "record")
        assert [each.field for each in refusal.value.problems] == ["service"]
        assert (
            beginner.save(recorded_before, summary="It is slow").summary == "It is slow"
        )  # and stays as it was
        assert "service" in {each.field for each in problems(beginner.workspace, recorded_before, "recorded")}

    @pytest.mark.parametrize("values", [{"impact": "high"}, {"major": True}])
    def test_a_significant_one_needs_its_cause_and_solution(
        self, provider: Provider, values: dict[str, object]
    ) -> None:
        record = restored(provider, **values)
        provider.works(provider.ben)
        with pytest.raises(Refused) as refusal:
            provider.take(record, "close")
        assert {each.field for each in refusal.value.problems} >= {"root_cause", "solution"}

    def test_on_hold_its_clock_stands_and_it_cannot_be_restored(self, provider: Provider) -> None:
        record = provider.take(recorded(provider), "classify")
        with pytest.raises(Refused, match="Say why"):
            put_on_hold(provider.workspace, record, " ")
        record = put_on_hold(provider.workspace, record, "Waiting for a part.")
        assert record.on_hold
        with pytest.raises(Refused, match="already"):
            put_on_hold(provider.workspace, record, "Again.")
        record = provider.take(record, "investigate")
        with pytest.raises(Refused, match="on hold"):
            provider.take(record, "restore")
        record = resume(provider.workspace, record)
        assert not record.on_hold
        (held,) = record.holds
        assert held.start and held.end and held.start < held.end
        with pytest.raises(Refused, match="not on hold"):
            resume(provider.workspace, record)
        assert [
            entry.reason for entry in history_of(provider.workspace, record) if entry.action == "hold"
        ] == ["Waiting for a part."]

    def test_a_reopened_one_remembers_that_it_was_thought_restored(self, provider: Provider) -> None:
        record = restored(provider)
        provider.works(provider.ben)
        thought = record.restored_at
        closed = provider.take(record, "close")
        with pytest.raises(Refused):
            provider.take(closed, "reopen")
        again = provider.take(closed, "reopen", reason="It is back.")
        assert (again.state, again.restored_at) == ("classified", None)
        assert (again.reopenings[0].restored_at, again.reopenings[0].reason) == (thought, "It is back.")
        again = provider.take(again, "investigate")
        with pytest.raises(Refused, match="before the incident was reopened"):
            provider.take(again, "restore", restored_at=thought)
        again = provider.take(again, "restore")
        assert provider.take(again, "close").state == "closed"
        assert len(approvals_of(provider.workspace, again)) == 2

    def test_it_cannot_end_before_it_began(self, provider: Provider) -> None:
        record = recorded(provider)
        for name in ("classify", "investigate"):
            record = provider.take(record, name)
        with pytest.raises(Refused, match="before the incident started"):
            provider.take(record, "restore", restored_at=provider.clock.now - timedelta(days=1))

    def test_steps_and_parties_are_noted_with_who_and_when(self, provider: Provider) -> None:
        record = provider.take(recorded(provider), "classify")
        provider.works(provider.cleo)
        record = add_step(provider.workspace, record, "Restarted the server", minutes=10)
        before = provider.clock.now
        record = tell_party(provider.workspace, record, "Dora Lind", "We are on it.")
        assert (record.steps_taken[-1].person, record.steps_taken[-1].minutes) == (provider.cleo.id, 10)
        told = record.parties_told[-1]
        assert (told.who, told.text) == ("Dora Lind", "We are on it.")
        assert told.at is not None
        assert before < told.at <= provider.clock.now
        for call in (
            lambda: add_step(provider.workspace, record, " "),
            lambda: tell_party(provider.workspace, record, "", "x"),
        ):
            with pytest.raises(Refused):
                call()

    def test_a_cancelled_one_takes_nothing_more(self, provider: Provider) -> None:
        cancelled = provider.take(recorded(provider), "cancel", reason="Called by mistake.")
        for call in (
            lambda: put_on_hold(provider.workspace, cancelled, "x"),
            lambda: add_step(provider.workspace, cancelled, "x"),
            lambda: provider.take(cancelled, "reopen", reason="x"),
            lambda: provider.save(cancelled, details="x"),
        ):
            with pytest.raises(Refused):
                call()

    def test_the_callers_details_are_kept_whole(self, provider: Provider) -> None:
        assert recorded(provider).reporter == CALLER
        assert provider.workspace.count(Person) == 3

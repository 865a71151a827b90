"""Mandatory fields at their state, for every kind of record: the same question asked of all declarations."""

from datetime import date, timedelta

import pytest

from sdesk.models import (
    RECORDS,
    CustomerAgreement,
    ImprovementReport,
    Kind,
    PerformanceReport,
    Record,
    ServiceDeliveryPolicy,
    ServiceScope,
    fields_of,
)
from sdesk.models.governance import Impact, Priority, Urgency
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version, versions_of
from sdesk.practice.lifecycle.versions import in_effect, latest, priority_for
from tests.provider import Provider, values_for

NEEDED = [
    pytest.param(model, spec.name, id=f"{model.__name__}.{spec.name}")
    for model in RECORDS
    for spec in fields_of(model)
    if spec.content.needed_for and not spec.content.computed
]


@pytest.mark.a_few(60)
@pytest.mark.parametrize(("model", "name"), NEEDED)
def test_each_mandatory_field_is_asked_for_at_its_state(
    provider: Provider, model: type[Record], name: str
) -> None:
    spec = next(spec for spec in fields_of(model) if spec.name == name)
    state = spec.content.needed_for
    values = _fitting(provider, model, values_for(provider, model, state))
    record = model(state=model.first_state().name)
    for each, value in values.items():
        setattr(record, each, value)
    empty = (
        ""
        if spec.kind in (Kind.TEXT, Kind.LONG_TEXT)
        else ()
        if spec.kind in (Kind.LINKS, Kind.ROWS)
        else None
    )
    setattr(record, name, empty)
    assert name in [problem.field for problem in problems(provider.workspace, record, state)]


def _fitting(provider: Provider, model: type[Record], values: dict[str, object]) -> dict[str, object]:
    from sdesk.practice.lifecycle.completeness import checked_values

    fitting, faults = checked_values(provider.workspace, model, values)
    assert faults == []
    return fitting


class TestDocuments:
    @pytest.mark.parametrize(
        ("days", "refused"), [(0, True), (-1, True), (1, False), (366, False), (367, True)]
    )
    def test_the_next_review_is_within_a_year(self, provider: Provider, days: int, refused: bool) -> None:
        issued = date(2026, 3, 2)
        scope = provider.complete(
            ServiceScope, "approved", date_of_issue=issued, next_review_date=issued + timedelta(days=days)
        )
        if refused:
            with pytest.raises(Refused) as refusal:
                provider.take(scope, "approve")
            assert [each.field for each in refusal.value.problems] == ["next_review_date"]
        else:
            assert provider.take(scope, "approve").state == "approved"

    def test_one_version_is_in_effect(self, provider: Provider) -> None:
        assert in_effect(provider.workspace, ServiceScope) is None
        first = provider.approved(ServiceScope)
        draft = new_version(provider.workspace, first)
        assert in_effect(provider.workspace, ServiceScope) == first
        assert latest(provider.workspace, ServiceScope) == draft
        second = provider.take(draft, "approve")
        assert in_effect(provider.workspace, ServiceScope) == second
        provider.take(second, "withdraw", reason="Closed.")
        assert in_effect(provider.workspace, ServiceScope) is None
        assert [each.state for each in versions_of(provider.workspace, first)] == ["withdrawn", "superseded"]


class TestMatrix:
    @pytest.fixture
    def policy(self, beginner: Provider) -> ServiceDeliveryPolicy:
        return beginner.complete(ServiceDeliveryPolicy, "approved")

    def test_a_new_policy_proposes_a_whole_matrix(
        self, beginner: Provider, policy: ServiceDeliveryPolicy
    ) -> None:
        assert len(policy.matrix) == len(Impact) * len(Urgency)
        assert beginner.take(policy, "approve").state == "approved"

    def test_a_pair_left_out_is_named(self, beginner: Provider, policy: ServiceDeliveryPolicy) -> None:
        policy = beginner.save(policy, matrix=policy.matrix[1:])
        with pytest.raises(Refused, match="Impact high with urgency high"):
            beginner.take(policy, "approve")

    def test_a_pair_given_twice_is_named(self, beginner: Provider, policy: ServiceDeliveryPolicy) -> None:
        twice = policy.matrix[0].model_copy(update={"priority": Priority.LOW})
        policy = beginner.save(policy, matrix=(*policy.matrix, twice))
        with pytest.raises(Refused, match="exactly one priority"):
            beginner.take(policy, "approve")

    def test_each_priority_in_it_has_its_times_once(
        self, beginner: Provider, policy: ServiceDeliveryPolicy
    ) -> None:
        policy = beginner.save(policy, priority_targets=policy.priority_targets[1:])
        with pytest.raises(Refused, match="1 Critical needs one line"):
            beginner.take(policy, "approve")
        policy = beginner.save(policy, priority_targets=policy.priority_targets[:1] * 2)
        with pytest.raises(Refused, match="needs one line"):
            beginner.take(policy, "approve")

    def test_priorities_come_from_the_approved_matrix_only(
        self, beginner: Provider, policy: ServiceDeliveryPolicy
    ) -> None:
        assert priority_for(beginner.workspace, Impact.HIGH, Urgency.HIGH) is None
        beginner.take(policy, "approve")
        assert priority_for(beginner.workspace, Impact.HIGH, Urgency.HIGH) is Priority.CRITICAL
        assert priority_for(beginner.workspace, Impact.LOW, Urgency.LOW) is Priority.LOW
        assert priority_for(beginner.workspace, None, Urgency.LOW) is None


class TestReportsAndAgreements:
    def test_a_performance_report_is_about_one_agreement(self, provider: Provider) -> None:
        agreement = provider.approved(CustomerAgreement)
        report = provider.complete(PerformanceReport, "approved")
        with pytest.raises(Refused, match="exactly one agreement"):
            provider.take(report, "approve")
        report = provider.save(report, customer_agreement=agreement.id)
        provider.works(provider.ben)
        assert provider.take(report, "approve").state == "approved"

    def test_a_period_does_not_end_before_it_starts(self, provider: Provider) -> None:
        report = provider.complete(
            PerformanceReport, "approved", period_start="2026-03-31", period_end="2026-01-01"
        )
        found = problems(provider.workspace, report, "approved")
        assert "period_end" in [problem.field for problem in found]

    @pytest.mark.parametrize(("name", "day"), [("end", "2025-12-31"), ("review_date", "2025-12-31")])
    def test_dates_of_an_agreement_are_in_order(self, provider: Provider, name: str, day: str) -> None:
        agreement = provider.complete(CustomerAgreement, "approved", **{name: day})
        with pytest.raises(Refused) as refusal:
            provider.take(agreement, "approve")
        assert [each.field for each in refusal.value.problems] == [name]


@pytest.mark.parametrize(
    ("model", "state", "said"),
    [
        (PerformanceReport, "approved", "Proposed action items are missing."),
        (PerformanceReport, "approved", "First day is missing."),
        (ServiceDeliveryPolicy, "approved", "Normal change is missing."),
        (
            ImprovementReport,
            "approved",
            "“Are policies and practices followed, and do they still fit?” is not answered.",
        ),
    ],
)
def test_sentences_agree_with_the_label(
    provider: Provider, model: type[Record], state: str, said: str
) -> None:
    record = model(state="draft")
    assert said in [str(problem.text) for problem in problems(provider.workspace, record, state)]


def test_labels_that_speak_of_several_things_say_so() -> None:
    """Fields of rows and links are several by their nature; those named below speak of one thing made of rows."""
    one_thing = {
        "Evaluation against the criteria",
        "Prioritization matrix",
        "Competence and training",
        "Plan",
        "Approved by",
        "What was looked at",
        "Against what",
        "Present",
        "Checklist",
    }
    unsaid = {
        spec.label
        for model in RECORDS
        for spec in fields_of(model)
        if spec.content.needed_for and spec.kind in (Kind.ROWS, Kind.LINKS) and not spec.content.plural
    }
    assert unsaid <= one_thing

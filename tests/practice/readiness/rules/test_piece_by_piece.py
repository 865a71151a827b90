"""From a complete provider one piece is taken away: exactly the rules that name it turn, and no other."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from sdesk.models import (
    AssignedRoles,
    BusinessGoals,
    ChangeProcedure,
    ChangeSchedule,
    CustomerAgreement,
    CustomerExperienceApproach,
    DocumentProcedure,
    FeedbackEntry,
    ImprovementReport,
    PerformanceReport,
    Record,
    SecureComponentProcedure,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    ServiceScope,
    SupplierAgreement,
)
from sdesk.models.record import Document
from sdesk.practice.readiness.rules.asked import Verdict
from tests.practice.readiness.rules.cheats import forget_approvals
from tests.practice.readiness.rules.complete import DORA, STANDS_ON, an_incident, kept, written
from tests.practice.readiness.rules.judging import current, verdicts, withdrawn
from tests.practice.readiness.rules.test_governance import off_the_matrix
from tests.practice.readiness.rules.test_management import actions_of, cancelled_reviews
from tests.practice.readiness.rules.test_relationship import another_customer
from tests.provider import Provider

ROLES = {"P03", "P07", "P10", "P14", "P15", "P16", "P17"}
NAMED: dict[type[Record], set[str]] = {
    AssignedRoles: ROLES,
    BusinessGoals: {"P01"},
    ServiceScope: {"P01"},
    ServiceDeliveryPolicy: {"P02"},
    CustomerExperienceApproach: {"P02"},
    DocumentProcedure: {"P02"},
    ServiceCatalogue: {"P06", "P09", "P11"},
    SecureComponentProcedure: {"P08", "P09"},
    ChangeSchedule: {"P07"},
    ChangeProcedure: {"P06", "P07", "P08"},
    CustomerAgreement: {"P12"},
    SupplierAgreement: {"P12", "P13"},
    ImprovementReport: {"P04", "P05"},
    PerformanceReport: {"P13"},
}
EDITED: dict[type[Record], set[str]] = {**NAMED, AssignedRoles: {"P03", "P15"}, ServiceCatalogue: {"P11"}}
"""What is held behind an edit goes on to say who may do what, and which services there are; its own rules turn."""
REVIEWED = {
    "GO.2.4": {"P02", "P05"},
    "GO.3.1": {"P03"},
    "RE.1.3": {"P05"},
    "RE.2.5": {"P05"},
    "IN.1.2": {"P15"},
    "IN.1.3": {"P17"},
}


def turned(provider: Provider) -> set[str]:
    return {key for key, verdict in verdicts(provider).items() if verdict is not Verdict.MET}


def test_every_document_and_agreement_is_tried() -> None:
    assert set(kept()) <= set(NAMED)


@pytest.mark.a_few(4)
@pytest.mark.parametrize("model", NAMED, ids=lambda model: model.__name__)
def test_without_a_product(complete: Provider, model: type[Record]) -> None:
    withdrawn(complete, model)
    assert turned(complete) == NAMED[model]


@pytest.mark.a_few(4)
@pytest.mark.parametrize(
    "model", [each for each in NAMED if each is not AssignedRoles], ids=lambda model: model.__name__
)
def test_without_the_approval_of_a_product(complete: Provider, model: type[Record]) -> None:
    """A catalogue that only claims to be approved is none for P06 and P09 either."""
    forget_approvals(complete, model)
    assert turned(complete) >= NAMED[model] - {"P06", "P09"}
    assert turned(complete) <= NAMED[model] | {"P05", "P07"}


@pytest.mark.a_few(2)
@pytest.mark.parametrize("task", REVIEWED)
def test_without_a_review(complete: Provider, task: str) -> None:
    cancelled_reviews(complete, task)
    assert turned(complete) == REVIEWED[task]


@pytest.mark.a_few(4)
@pytest.mark.parametrize(
    "model", [each for each in NAMED if issubclass(each, Document)], ids=lambda model: model.__name__
)
def test_with_an_edit_behind_the_approval(complete: Provider, model: type[Document]) -> None:
    with complete.workspace.transaction("repair") as session:
        live = session.get_one(model, current(complete, model).id)
        live.scope = "Everything that anybody may ever ask of us, everywhere."
    assert turned(complete) == EDITED[model]


def _feedback_left_open(provider: Provider) -> None:
    for _each in range(5):
        told = written(provider, FeedbackEntry, "recorded", kind="comment", contact=DORA,
                       customer=provider.extra["customer"].id, received_at=provider.clock.now)  # fmt: skip
        provider.take(told, "record")
    provider.clock.now += timedelta(days=61)


def _actions_reopened(provider: Provider) -> None:
    for item in actions_of(provider):
        provider.take(item, "reopen", "It was not done after all")


CASES: dict[str, tuple[Callable[[Provider], object], set[str]]] = {
    "incidents off the matrix": (lambda provider: off_the_matrix(provider, 5), {"P02"}),
    "feedback left open": (_feedback_left_open, {"P02"}),
    "actions not done": (_actions_reopened, {"P04"}),
    "customers without the catalogue": (
        lambda provider: another_customer(provider, "School", given=False),
        {"P11"},
    ),
    "enough as they are": (lambda provider: an_incident(provider, STANDS_ON), set()),
}


@pytest.mark.a_few(2)
@pytest.mark.parametrize("case", CASES)
def test_with_enough_cases_to_cross_a_bound(complete: Provider, case: str) -> None:
    cross, named = CASES[case]
    cross(complete)
    assert turned(complete) & {f"P{place:02}" for place in (1, 2, 3, 4, 5, 11, 12, 13)} == named

"""Whoever is named is somebody: who has left holds no role and approves nothing, and an x has agreed to nothing."""

from typing import Any

import pytest

from sdesk.models import (
    ConfigurationItem,
    Customer,
    CustomerAgreement,
    PerformanceReport,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceScope,
    SupplierAgreement,
)
from sdesk.models.control import Consent
from sdesk.models.relationship import AgreementForm, CatalogueGiven, TheirApproval
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.readiness.requirements import requirements
from sdesk.storage import col
from tests.practice.readiness.rules.complete import STANDS_ON, a_copy
from tests.practice.readiness.rules.judging import again, current, verdict
from tests.practice.readiness.rules.verdicts import MET, NOT_MET, repaired
from tests.provider import Provider


def turned(provider: Provider) -> set[str]:
    return {each.requirement.id for each in requirements(provider.workspace) if not each.met}


def test_roles_of_people_who_have_left_are_held_by_nobody(complete: Provider) -> None:
    for who in (complete.ben, complete.cleo, complete.ana):
        complete.take(who, "end", "Has found another place")
    assert turned(complete) == {"P03", "P07", "P10", "P14", "P16", "P17"}


def test_where_the_holder_has_left_the_deputy_holds_it(complete: Provider) -> None:
    complete.works(complete.ana)
    complete.take(complete.ben, "end", "Has found another place")
    assert verdict(complete, "P14") is MET


def test_who_has_left_approves_nothing(complete: Provider) -> None:
    draft = new_version(complete.workspace, current(complete, ServiceScope))
    complete.works(complete.cleo)
    complete.take(complete.ana, "end", "Has found another place")
    complete.works(complete.ana)
    with pytest.raises(Refused, match="has left"):
        complete.take(draft, "approve")


@pytest.mark.parametrize("name", ["x", "xx", "- -", "n/a"])
def test_nobody_was_given_the_catalogue(complete: Provider, name: str) -> None:
    row = CatalogueGiven(on=STANDS_ON, customer=complete.extra["customer"].id, who=name, how="As a PDF")
    complete.save(current(complete, ServiceCatalogue), given_to=(row,))
    assert verdict(complete, "P11") is not MET


@pytest.mark.parametrize("name", ["xx", "tbd"])
def test_nobody_was_given_a_report(complete: Provider, name: str) -> None:
    for each in complete.workspace.find(PerformanceReport):
        row = each.given_to[0].model_copy(update={"who": name})
        repaired(complete, each, given_to=(row,))
    assert verdict(complete, "P13") is NOT_MET


@pytest.mark.parametrize("changed", [{"person": "xx"}, {"role": "n/a"}])
def test_nobody_agreed_on_the_other_side(complete: Provider, changed: dict[str, Any]) -> None:
    for model in (CustomerAgreement, SupplierAgreement):
        agreed = TheirApproval(
            person="Dora Lind", role="Office manager", on=STANDS_ON, form=AgreementForm.SIGNED
        )
        again(complete, current(complete, model), their_approvals=(agreed.model_copy(update=changed),))
    assert verdict(complete, "P12") is NOT_MET


@pytest.mark.parametrize("changed", [{"place": "xx"}, {"reached_by": "??"}])
def test_a_copy_nowhere_is_none(complete: Provider, changed: dict[str, Any]) -> None:
    for each in complete.workspace.find(ConfigurationItem):
        copy = a_copy(complete.cleo, STANDS_ON).model_copy(update=changed)
        complete.save(each, master_copies=(copy,))
    assert verdict(complete, "P09") is NOT_MET


# ---------------------------------------------------------------- consent


def asked_for_consent(provider: Provider) -> list[ServiceChangeRequest]:
    """The agreement asks for it, and the item that all changes touch is the customer's."""
    agreement = provider.workspace.find(CustomerAgreement)
    for each in agreement:
        repaired(provider, each, consent_to_changes=True)
    repaired(provider, provider.extra["item"], customer=provider.extra["customer"].id)
    return list(provider.workspace.find(ServiceChangeRequest, order_by=[col(ServiceChangeRequest.number)]))


def test_consent_of_x_is_none(complete: Provider) -> None:
    consent = Consent(who="xx", on=STANDS_ON.replace(year=2026), how="x")
    for each in asked_for_consent(complete):
        repaired(complete, each, consents=(consent,))
    assert verdict(complete, "P10") is NOT_MET


def test_another_customer_s_name_does_not_save_asking_whose_item_it_is(complete: Provider) -> None:
    other = complete.create(Customer, name="Bakery on the hill")
    for each in asked_for_consent(complete):
        repaired(complete, each, customer=other.id, consents=())
    assert verdict(complete, "P10") is NOT_MET

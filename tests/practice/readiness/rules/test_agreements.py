"""Agreements: what makes them met, partly met, not shown yet and not met; suppliers that there are, or are not."""

from datetime import date, timedelta

import pytest

from sdesk.models import (
    Agreement,
    ConfigurationItem,
    Contact,
    Customer,
    CustomerAgreement,
    NotApplicable,
    ServiceIncident,
    Supplier,
    SupplierAgreement,
)
from sdesk.models.measures import Measure
from sdesk.models.relationship import PublishedTerms, ServiceTarget
from sdesk.practice.audit.reviewing import review_without_change
from sdesk.practice.incident.escalation import escalate
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.readiness.rules.agreements import they_agreed
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.practice.readiness.rules.grounds import grounds_of
from sdesk.practice.readiness.work_products import declare_not_applicable
from tests.practice.readiness.rules.complete import (
    DORA,
    STANDS_ON,
    a_feedback,
    an_incident,
    approved,
    it_is,
    review,
    written,
)
from tests.practice.readiness.rules.judging import (
    advice_on,
    again,
    current,
    missing,
    standing,
    verdict,
    withdrawn,
)
from tests.provider import Provider

WHY = "All our services run on our own equipment; nobody delivers anything to us."


def test_agreements_are_met_where_all_are_covered_and_reviewed(complete: Provider) -> None:
    assert verdict(complete, "P12") is Verdict.MET
    assert advice_on(complete, "P12") == ""


def test_agreements_are_partly_met_while_a_review_is_late(complete: Provider) -> None:
    """Renewed in January, to be reviewed on 1 December 2027."""
    assert verdict(complete, "P12", date(2027, 12, 1)) is Verdict.MET
    assert verdict(complete, "P12", date(2027, 12, 2)) is Verdict.PARTLY
    assert verdict(complete, "P12", date(2028, 1, 30)) is Verdict.PARTLY
    assert verdict(complete, "P12", date(2028, 1, 31)) is Verdict.NOT_MET


def test_a_review_that_came_late_is_remembered(complete: Provider) -> None:
    it_is(complete, date(2027, 12, 20))
    an_incident(complete, date(2027, 12, 20))
    for model in (CustomerAgreement, SupplierAgreement):
        again(complete, current(complete, model), review_date=date(2028, 11, 1))
    assert verdict(complete, "P12") is Verdict.PARTLY
    assert "reviewed by their review date" in missing(complete, "P12")


def test_a_review_recorded_by_the_day_is_enough(complete: Provider) -> None:
    it_is(complete, date(2027, 11, 20))
    an_incident(complete, date(2027, 11, 20))
    review(complete, "RE.2.5")
    assert verdict(complete, "P12", date(2027, 12, 20)) is Verdict.MET


def test_agreements_are_not_shown_before_the_first_case(set_up: Provider) -> None:
    assert verdict(set_up, "P12") is Verdict.NOT_SHOWN
    assert standing(set_up, "P12").is_ready


@pytest.mark.parametrize("model", [CustomerAgreement, SupplierAgreement])
def test_agreements_are_not_met_without_one(complete: Provider, model: type[Agreement]) -> None:
    withdrawn(complete, model)
    assert verdict(complete, "P12") is Verdict.NOT_MET


def test_one_customer_without_an_agreement_is_enough(complete: Provider) -> None:
    complete.extra["customer"] = complete.create(Customer, name="School of the harbour")
    an_incident(complete, STANDS_ON)
    assert verdict(complete, "P12") is Verdict.NOT_MET
    assert "1 of 18 cases are of customers without" in missing(complete, "P12")


def test_an_agreement_made_after_the_case_does_not_cover_it(complete: Provider) -> None:
    school = complete.extra["customer"] = complete.create(Customer, name="School of the harbour")
    an_incident(complete, STANDS_ON)
    it_is(complete, STANDS_ON + timedelta(days=1))
    of = current(complete, CustomerAgreement)
    same = {
        name: getattr(of, name) for name in ("services", "service_targets", "their_owner", "their_approvals")
    }
    dates = {"start": date(2026, 3, 2), "review_date": date(2028, 3, 1), "end": date(2029, 3, 1)}
    approved(complete, CustomerAgreement, customer=school.id, **same, **dates)
    assert verdict(complete, "P12") is Verdict.NOT_MET


def test_an_agreement_that_has_ended_counts_no_longer(complete: Provider) -> None:
    again(complete, current(complete, CustomerAgreement), end=date(2027, 6, 1))
    assert verdict(complete, "P12", date(2027, 6, 1)) is Verdict.MET
    assert verdict(complete, "P12", date(2027, 6, 2)) is Verdict.NOT_MET


# ---------------------------------------------------------------- what is in them


@pytest.mark.parametrize(
    "owner",
    [
        Contact(name="x", email="dora@pier.example"),
        Contact(name="Dora Lind", organization="x", address="x", telephone="12345", email="dora at pier"),
    ],
)
def test_an_owner_who_cannot_be_reached_is_none(complete: Provider, owner: Contact) -> None:
    complete.save(complete.extra["customer"], email="", telephone="")
    with complete.workspace.transaction("repair") as session:
        live = session.get_one(CustomerAgreement, current(complete, CustomerAgreement).id)
        live.their_owner = owner
    assert verdict(complete, "P12") is Verdict.NOT_MET


def test_the_other_side_is_a_person_in_a_role_on_a_day(complete: Provider) -> None:
    agreement = current(complete, CustomerAgreement)
    row = agreement.their_approvals[0]
    for less in ({"role": "-"}, {"person": "x"}):
        again(complete, current(complete, CustomerAgreement), their_approvals=(row.model_copy(update=less),))
        assert missing(complete, "P12") != ""
    again(complete, current(complete, CustomerAgreement), their_approvals=(row,))
    assert verdict(complete, "P12") is Verdict.MET


def test_published_terms_count_with_version_or_day_and_who_accepted_them(complete: Provider) -> None:
    terms = PublishedTerms(
        name="General terms of hosting", accepted_by=complete.ana.id, accepted_on=STANDS_ON, edition="4.2"
    )
    agreement = current(complete, SupplierAgreement)
    agreement = again(complete, agreement, their_approvals=(), conditions=(terms,))
    assert verdict(complete, "P12") is Verdict.MET
    again(complete, agreement, conditions=(terms.model_copy(update={"name": "-"}),))
    assert verdict(complete, "P12") is Verdict.NOT_MET


def test_nobody_agrees_on_a_day_that_was_to_come(complete: Provider) -> None:
    """The form may refuse it; where it came in otherwise, it does not come true by waiting."""
    terms = PublishedTerms(
        name="General terms of hosting", accepted_by=complete.ana.id, accepted_on=STANDS_ON, edition="4.2"
    )
    agreement = again(complete, current(complete, SupplierAgreement), their_approvals=(), conditions=(terms,))
    on = grounds_of(complete.workspace, STANDS_ON + timedelta(days=9), frozenset(), ())
    assert they_agreed(on, agreement)
    agreement.conditions = (terms.model_copy(update={"accepted_on": STANDS_ON + timedelta(days=1)}),)
    assert not they_agreed(on, agreement)


def test_a_target_is_a_number_with_a_unit_or_one_of_the_catalogue(complete: Provider) -> None:
    bare = ServiceTarget(measure=Measure.OTHER, detail="As fast as we can, on all days")
    again(complete, current(complete, CustomerAgreement), service_targets=(bare,))
    assert verdict(complete, "P12") is Verdict.MET  # its services have targets in the catalogue
    again(complete, current(complete, SupplierAgreement), service_targets=(bare,))
    assert verdict(complete, "P12") is Verdict.NOT_MET


def test_a_supplier_s_target_is_asked_to_be_as_tight_as_ours(complete: Provider) -> None:
    for model, target in ((CustomerAgreement, 99.5), (SupplierAgreement, 98.0)):
        row = ServiceTarget(measure=Measure.AVAILABILITY, target=target)
        again(complete, current(complete, model), service_targets=(row,))
    assert "promises us less than we promise customers" in advice_on(complete, "P12")
    row = ServiceTarget(measure=Measure.AVAILABILITY, target=99.5)
    again(complete, current(complete, SupplierAgreement), service_targets=(row,))
    assert "promises us less" not in advice_on(complete, "P12")


# ---------------------------------------------------------------- suppliers


def without_suppliers(provider: Provider) -> None:
    provider.works(provider.ana)
    for item in provider.workspace.find(ConfigurationItem):
        provider.save(item, supplier=None)
    withdrawn(provider, SupplierAgreement)


def test_without_suppliers_management_says_so_once_a_year(complete: Provider) -> None:
    without_suppliers(complete)
    assert verdict(complete, "P12") is verdict(complete, "P13") is Verdict.NOT_MET
    assert "nothing says that there is no supplier" in missing(complete, "P12")
    declare_not_applicable(complete.workspace, "WP.21", WHY)
    assert verdict(complete, "P12") is verdict(complete, "P13") is Verdict.MET
    assert WHY in advice_on(complete, "P12")
    assert "no supplier" not in missing(complete, "P12", date(2028, 4, 4))
    assert "no supplier" in missing(complete, "P12", date(2028, 4, 6))


def test_an_escalation_to_a_supplier_disproves_that_there_is_none(complete: Provider) -> None:
    without_suppliers(complete)
    declare_not_applicable(complete.workspace, "WP.21", WHY)
    broken = written(
        complete, ServiceIncident, "recorded", customer=complete.extra["customer"].id, reporter=DORA
    )
    escalate(
        complete.workspace,
        complete.take(broken, "record"),
        complete.extra["supplier"].id,
        "They know the line",
    )
    assert verdict(complete, "P12") is Verdict.NOT_MET
    assert "are said not to apply, but" in missing(complete, "P12")


def test_an_item_of_a_supplier_disproves_it_too(complete: Provider) -> None:
    withdrawn(complete, SupplierAgreement)
    declare_not_applicable(complete.workspace, "WP.21", WHY)
    assert verdict(complete, "P12") is Verdict.NOT_MET


def test_a_thin_reason_is_none(complete: Provider) -> None:
    without_suppliers(complete)
    with pytest.raises(Refused):
        declare_not_applicable(complete.workspace, "WP.21", "n/a")
    complete.approved(NotApplicable, subject="WP.21", reason="n/a")
    assert verdict(complete, "P12") is Verdict.NOT_MET


def test_only_management_says_that_something_does_not_apply(complete: Provider) -> None:
    without_suppliers(complete)
    complete.works(complete.ben)  # deputy of the Service Manager, and no management
    declare_not_applicable(complete.workspace, "WP.21", WHY)
    assert verdict(complete, "P12") is Verdict.NOT_MET


def test_nothing_else_may_be_left_out(complete: Provider) -> None:
    withdrawn(complete, CustomerAgreement)
    declare_not_applicable(complete.workspace, "WP.03", "We have no customers whom we owe anything at all.")
    assert verdict(complete, "P12") is Verdict.NOT_MET


def test_each_supplier_that_services_depend_on_needs_one(complete: Provider) -> None:
    other = complete.create(Supplier, name="Maker of gateways")
    complete.save(complete.extra["software"], supplier=other.id)
    assert verdict(complete, "P12") is Verdict.NOT_MET
    assert "1 of 2 suppliers that services depend on" in missing(complete, "P12")


# ---------------------------------------------------------------- feedback that asks for a change


def test_what_feedback_asks_to_change_is_looked_at(complete: Provider) -> None:
    told = a_feedback(complete, STANDS_ON)
    complete.save(told, related=(current(complete, CustomerAgreement).id,))
    assert verdict(complete, "P12") is not Verdict.MET
    assert "agreements that feedback is about" in missing(complete, "P12")
    again(complete, current(complete, CustomerAgreement))
    assert verdict(complete, "P12") is Verdict.MET


def test_reading_it_again_and_leaving_it_answers_feedback_too(complete: Provider) -> None:
    agreement = current(complete, CustomerAgreement)
    told = a_feedback(complete, STANDS_ON)
    complete.save(told, related=(agreement.id,))
    complete.works(complete.ana)
    review_without_change(
        complete.workspace, agreement, "Read with the customer's complaint beside it: nothing has to change."
    )
    assert verdict(complete, "P12") is Verdict.MET


def test_of_an_agreement_that_was_over_no_review_is_asked(complete: Provider) -> None:
    first = current(complete, CustomerAgreement)
    same = ("services", "service_targets", "their_owner", "their_approvals")
    days = {"start": STANDS_ON, "review_date": date(2027, 6, 1), "end": date(2027, 5, 15)}
    other = approved(
        complete,
        CustomerAgreement,
        customer=complete.create(Customer, name="Mole Hotel").id,
        **{name: getattr(first, name) for name in same},
        **days,
    )
    asked = standing(complete, "P12", date(2027, 8, 15)).asked
    assert [each for one in asked for each in one.records if each.record == other.id] == []


def test_a_firm_with_reviews_and_no_review_date_in_the_period_has_used_its_agreements(
    set_up: Provider,
) -> None:
    an_incident(set_up, date(2026, 3, 2))
    assert verdict(set_up, "P12") is Verdict.NOT_SHOWN
    review(set_up, "RE.2.5")
    assert verdict(set_up, "P12") is Verdict.MET


def test_an_agreement_that_was_read_again_was_reviewed_and_is_asked_about_on_its_new_day(
    complete: Provider,
) -> None:
    it_is(complete, date(2027, 11, 20))
    an_incident(complete, date(2027, 11, 20))
    for model in (CustomerAgreement, SupplierAgreement):
        review_without_change(
            complete.workspace,
            current(complete, model),
            "Held against the reports and the feedback of the year: both sides want it as it is.",
            date(2027, 12, 10),
        )
    assert verdict(complete, "P12", date(2027, 12, 2)) is Verdict.MET
    assert verdict(complete, "P12", date(2027, 12, 10)) is Verdict.MET
    assert verdict(complete, "P12", date(2027, 12, 11)) is Verdict.PARTLY
    assert verdict(complete, "P12", date(2028, 2, 9)) is Verdict.NOT_MET

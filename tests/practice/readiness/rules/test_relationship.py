"""Catalogue and reports: what makes each met, partly met, not shown yet and not met; and what is advised."""

from datetime import date, timedelta
from typing import Any

import pytest

from sdesk.models import (
    Customer,
    CustomerAgreement,
    PerformanceReport,
    ServiceCalendar,
    ServiceCatalogue,
    SurveyScore,
)
from sdesk.models.relationship import CatalogueGiven
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.storage import col
from tests.practice.readiness.rules.complete import STANDS_ON, an_incident, approved
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


def test_catalogue_is_met_where_it_has_all_services_and_was_given_to_all(complete: Provider) -> None:
    assert verdict(complete, "P11") is Verdict.MET
    assert advice_on(complete, "P11") == ""


def another_customer(provider: Provider, name: str, *, given: bool) -> None:
    """Under the same agreement as the first one, and given the catalogue today, or not."""
    school = provider.create(Customer, name=name)
    of = current(provider, CustomerAgreement)
    same = {
        each: getattr(of, each) for each in ("services", "service_targets", "their_owner", "their_approvals")
    }
    dates = {"start": date(2027, 3, 1), "review_date": date(2028, 3, 1), "end": date(2029, 3, 1)}
    approved(provider, CustomerAgreement, customer=school.id, name=name, **same, **dates)
    if given:
        catalogue = current(provider, ServiceCatalogue)
        row = CatalogueGiven(on=provider.clock.now.date(), customer=school.id, who="Head of school")
        provider.save(catalogue, given_to=(*catalogue.given_to, row))


def test_catalogue_is_partly_met_where_a_customer_was_not_given_it(complete: Provider) -> None:
    another_customer(complete, "School", given=True)
    assert verdict(complete, "P11") is Verdict.MET
    another_customer(complete, "Chandler", given=False)
    assert verdict(complete, "P11") is Verdict.PARTLY
    assert "2 of 3 customers under agreement were given the catalogue." in missing(complete, "P11")


def test_catalogue_is_not_met_where_few_were_given_it(complete: Provider) -> None:
    for name in ("School", "Chandler"):
        another_customer(complete, name, given=False)
    assert verdict(complete, "P11") is Verdict.NOT_MET


def test_a_new_version_may_take_60_days_to_reach_the_customers(complete: Provider) -> None:
    again(complete, current(complete, ServiceCatalogue), given_to=())
    assert verdict(complete, "P11", STANDS_ON + timedelta(days=60)) is Verdict.MET
    assert verdict(complete, "P11", STANDS_ON + timedelta(days=61)) is Verdict.NOT_MET


def test_what_only_claims_to_have_been_a_catalogue_was_given_to_nobody(complete: Provider) -> None:
    again(complete, current(complete, ServiceCatalogue), given_to=())
    first = next(
        each
        for each in complete.workspace.find(ServiceCatalogue)
        if each.state == "superseded" and each.given_to
    )
    with complete.workspace.transaction("import") as session:
        kept = ServiceCatalogue.model_fields.keys() - {"id", "version"}
        values = {name: getattr(first, name) for name in kept}
        session.add(ServiceCatalogue(**values, version=first.version + 10))
    assert verdict(complete, "P11") is Verdict.NOT_MET


def test_catalogue_is_not_shown_before_the_first_case(set_up: Provider) -> None:
    assert verdict(set_up, "P11") is Verdict.NOT_SHOWN
    assert standing(set_up, "P11").is_ready
    an_incident(set_up, date(2026, 3, 2))
    assert verdict(set_up, "P11") is Verdict.MET


def test_catalogue_is_not_met_without_one(complete: Provider) -> None:
    withdrawn(complete, ServiceCatalogue)
    assert verdict(complete, "P11") is Verdict.NOT_MET


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    "less", [{"costs": ""}, {"costs": "-"}, {"dependencies": "x"}, {"how_to_use": "n/a"}]
)
def test_a_service_that_leaves_something_out_is_not_described(
    complete: Provider, less: dict[str, Any]
) -> None:
    catalogue = current(complete, ServiceCatalogue)
    again(complete, catalogue, services=(catalogue.services[0].model_copy(update=less),))
    assert verdict(complete, "P11") is Verdict.NOT_MET


def test_services_of_cases_are_in_the_catalogue_of_then_or_of_now(complete: Provider) -> None:
    """A service that is given up stays named by the incidents of its time, and must not be by those to come."""
    catalogue = current(complete, ServiceCatalogue)
    only = catalogue.services[0]
    other = only.model_copy(update={"id": complete.extra["customer"].id, "name": "Backup of workplaces"})
    again(complete, catalogue, services=(other,))
    assert verdict(complete, "P11") is Verdict.PARTLY  # both agreements still name it
    for _each in range(12):
        an_incident(complete, STANDS_ON)
    assert verdict(complete, "P11") is Verdict.NOT_MET


def test_hours_of_the_catalogue_are_asked_to_be_those_of_the_clocks(complete: Provider) -> None:
    hours, other = (complete.create(ServiceCalendar, name=name) for name in ("Office hours", "Day and night"))
    again(complete, current(complete, CustomerAgreement), service_hours=hours.id)
    for named, is_another in ((None, False), (other.id, True), (hours.id, False)):
        catalogue = current(complete, ServiceCatalogue)
        row = catalogue.services[0].model_copy(update={"service_hours": named})
        again(complete, catalogue, services=(row,))
        said = "The hours of these services are not those by which clocks run"
        assert (said in advice_on(complete, "P11")) is is_another


# ---------------------------------------------------------------- reports


def test_reports_are_met_where_each_agreement_has_its_own(complete: Provider) -> None:
    assert verdict(complete, "P13") is Verdict.MET
    assert advice_on(complete, "P13") == ""


def test_reports_are_partly_met_where_an_agreement_lacks_its_own(complete: Provider) -> None:
    """Three agreements; the third is half a year old in October."""
    another_customer(complete, "School", given=True)
    assert verdict(complete, "P13", date(2027, 8, 31)) is Verdict.MET
    assert verdict(complete, "P13", date(2027, 9, 1)) is Verdict.PARTLY
    assert "2 of 3 agreements of half a year or more" in missing(complete, "P13", date(2027, 9, 1))


def test_reports_are_not_shown_in_the_first_half_year(set_up: Provider) -> None:
    an_incident(set_up, date(2026, 3, 2))
    assert verdict(set_up, "P13") is Verdict.NOT_SHOWN
    assert standing(set_up, "P13").is_ready
    assert verdict(set_up, "P13", date(2026, 9, 1)) is Verdict.NOT_SHOWN
    assert verdict(set_up, "P13", date(2026, 9, 2)) is Verdict.NOT_MET


def test_reports_are_not_met_without_one(complete: Provider) -> None:
    withdrawn(complete, PerformanceReport)
    assert verdict(complete, "P13") is Verdict.NOT_MET


def test_a_report_counts_for_fifteen_months(complete: Provider) -> None:
    again(complete, current(complete, CustomerAgreement), end=date(2029, 3, 1))
    assert "There is no report on it." not in _reasons(complete, date(2028, 3, 31))
    assert "There is no report on it." in _reasons(complete, date(2028, 4, 1))


def _reasons(provider: Provider, day: date | None = None) -> str:
    asked = standing(provider, "P13", day).asked
    return " ".join(str(each.why) for one in asked for each in one.records)


def reports_again(provider: Provider, **values: Any) -> None:
    for report in provider.workspace.find(PerformanceReport, col(PerformanceReport.state) == "approved"):
        given = report.given_to
        new = again(provider, report, **values)
        provider.save(new, given_to=tuple(row.model_copy(update={"on": STANDS_ON}) for row in given))


def test_a_report_made_again_is_as_good(complete: Provider) -> None:
    reports_again(complete)
    assert verdict(complete, "P13") is Verdict.MET


def test_a_report_that_was_given_to_nobody_is_none(complete: Provider) -> None:
    for report in complete.workspace.find(PerformanceReport):
        complete.save(report, given_to=())
    assert verdict(complete, "P13") is Verdict.NOT_MET
    assert "does not say to whom and when it was given" in _reasons(complete)


def test_a_report_without_the_result_of_each_target_is_none(complete: Provider) -> None:
    reports_again(complete, judgements=())
    assert verdict(complete, "P13") is Verdict.NOT_MET
    assert "does not say how each target was held" in _reasons(complete)


def test_a_report_without_satisfaction_is_none(complete: Provider) -> None:
    complete.works(complete.ben)
    for score in complete.workspace.find(SurveyScore):
        complete.take(score, "cancel", "Entered for another customer")
    reports_again(complete)
    assert verdict(complete, "P13") is Verdict.NOT_MET
    assert "does not say how satisfied the customer is" in _reasons(complete)

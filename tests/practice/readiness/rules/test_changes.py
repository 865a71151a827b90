"""Deciding, carrying out and clearing changes (P07, P08, P10): what is met, in part, not yet and not; and who cheats."""

from datetime import date, timedelta

import pytest

from sdesk.models import (
    ChangeModel,
    ChangeProcedure,
    ConfigurationItem,
    CustomerAgreement,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
)
from sdesk.models.control import Consent, TestConclusion
from sdesk.practice.control.change_models import request_from_model
from sdesk.practice.lifecycle.approvals import digest_of
from sdesk.practice.lifecycle.records import new_version
from sdesk.storage import col
from tests.practice.control import lightly
from tests.practice.readiness.rules.begun import begun
from tests.practice.readiness.rules.complete import a_change, an_incident, approved, it_is, written
from tests.practice.readiness.rules.verdicts import (
    MET,
    NOT_MET,
    NOT_SHOWN,
    PARTLY,
    at,
    repaired,
    said,
    signed_by,
    the,
    verdict,
)
from tests.provider import Provider, paper

MAY, AUGUST, NOVEMBER = date(2026, 5, 4), date(2026, 8, 3), date(2026, 11, 2)
CONTROL = ("P07", "P08", "P10")


def changes(provider: Provider, *days: date) -> list[ServiceChangeRequest]:
    def begin(provider: Provider) -> list[ServiceChangeRequest]:
        made = []
        for day in days:
            it_is(provider, day)
            made.append(a_change(provider, day))
        return made

    return begun(provider, f"changes {days}", begin)


def of(provider: Provider, model, change):
    return the(provider, model, col(model.change) == change.id)


@pytest.mark.parametrize("rule", CONTROL)
def test_without_a_change_nothing_is_shown(set_up: Provider, rule):
    it_is(set_up, MAY)
    an_incident(set_up, MAY)
    assert verdict(set_up, rule) is NOT_SHOWN, said(set_up, rule)


@pytest.mark.parametrize("rule", CONTROL)
def test_one_whole_change_shows_it(set_up: Provider, rule):
    changes(set_up, MAY)
    assert verdict(set_up, rule) is MET, said(set_up, rule)


@pytest.mark.parametrize("rule", CONTROL)
def test_nobody_is_judged_by_what_was_never_in_force(set_up: Provider, rule):
    changes(set_up, MAY)
    for each in set_up.workspace.find(ChangeProcedure):
        repaired(set_up, each, state="withdrawn")
    assert verdict(set_up, "P07") is verdict(set_up, "P08") is NOT_MET


@pytest.mark.a_few(4)
@pytest.mark.parametrize(("failing", "expected"), [(0, MET), (1, PARTLY), (2, NOT_MET), (3, NOT_MET)])
@pytest.mark.parametrize("rule", CONTROL)
def test_shares_of_three(set_up: Provider, rule, failing, expected):
    """Two of three are fair, one of three is not."""
    made = changes(set_up, MAY, AUGUST, NOVEMBER)
    for each in made[:failing]:
        if rule == "P07":
            signed_by(set_up, each, "approve", person_id=set_up.ben.id)
        elif rule == "P08":
            repaired(set_up, of(set_up, ServiceDesign, each), name="Another change altogether")
        else:
            signed_by(set_up, each, "clear", person_id=set_up.ben.id)
    assert verdict(set_up, rule) is expected, said(set_up, rule)


# ---------------------------------------------------------------- P07


def test_a_change_deployed_without_a_decision_is_never_outweighed(set_up: Provider):
    made = changes(set_up, MAY, AUGUST, NOVEMBER)
    signed_by(set_up, made[1], "approve", at=at(made[1].deployed_at) + timedelta(days=1))
    assert verdict(set_up, "P07") is NOT_MET
    assert any("deployed without a decision" in each for each in said(set_up, "P07"))


@pytest.mark.parametrize("field", ["decision_reason", "evaluation"])
def test_a_decision_says_why_and_by_every_criterion(set_up: Provider, field):
    (made,) = changes(set_up, MAY)
    value = "ok" if field == "decision_reason" else made.evaluation[:-1]
    repaired(set_up, made, **{field: value})
    assert verdict(set_up, "P07") is NOT_MET


@pytest.mark.parametrize(
    ("rule", "field", "label"),
    [
        ("P07", "decision_reason", "Reason for the decision"),
        ("P08", "review", "Review"),
        ("P10", "deployment_reason", "Reason for the decision on deployment"),
    ],
)
def test_what_says_too_little_is_not_called_missing(set_up: Provider, rule, field, label):
    (made,) = changes(set_up, MAY)
    repaired(set_up, made, **{field: "All went well."})
    assert any(f"{label}: it has 3 of 4 words." in each for each in said(set_up, rule)), said(set_up, rule)


def test_a_criterion_that_came_later_is_not_asked_of_what_was_decided_before(set_up: Provider):
    changes(set_up, MAY)
    procedure = the(set_up, ChangeProcedure, col(ChangeProcedure.state) == "approved")
    it_is(set_up, date(2026, 6, 15))
    set_up.works(set_up.ben)
    draft = new_version(set_up.workspace, procedure)
    set_up.save(draft, evaluation_criteria="Risk\nWeather", date_of_issue=date(2026, 6, 15))
    set_up.works(set_up.ana)
    set_up.take(draft, "approve")
    assert verdict(set_up, "P07") is MET, said(set_up, "P07")


def test_it_stood_on_the_schedule_before_it_was_deployed(set_up: Provider):
    (made,) = changes(set_up, MAY)
    repaired(set_up, made, deployed_at=at(made.created_at) + timedelta(minutes=3))
    assert verdict(set_up, "P07") is NOT_MET


def test_a_pre_approved_change_names_a_model_that_was_in_force(set_up: Provider):
    it_is(set_up, MAY)
    model = approved(set_up, ChangeModel)
    set_up.works(set_up.cleo)
    asked = request_from_model(set_up.workspace, model)
    start = set_up.clock.now + timedelta(days=1)
    set_up.take(asked, "schedule pre-approved", planned_start=start, planned_end=start + timedelta(hours=1))
    assert verdict(set_up, "P07") is MET, said(set_up, "P07")
    repaired(set_up, asked, change_model=None)
    assert verdict(set_up, "P07") is NOT_MET


@pytest.mark.parametrize("wrong", ["by hand", "model of tomorrow", "approved by nobody who may"])
def test_calling_a_change_pre_approved_takes_a_model(set_up: Provider, wrong):
    it_is(set_up, MAY)
    model = approved(set_up, ChangeModel)
    asked = request_from_model(set_up.workspace, model)
    start = set_up.clock.now + timedelta(days=1)
    set_up.take(asked, "schedule pre-approved", planned_start=start, planned_end=start + timedelta(hours=1))
    match wrong:
        case "by hand":
            repaired(set_up, asked, change_model=None)
        case "model of tomorrow":
            signed_by(set_up, model, "approve", at=set_up.clock.now + timedelta(days=1))
        case _:
            signed_by(set_up, model, "approve", person_id=set_up.ben.id)
    assert verdict(set_up, "P07") is NOT_MET


def emergency(provider: Provider, day: date) -> ServiceChangeRequest:
    it_is(provider, day)
    asked = written(provider, ServiceChangeRequest, "closed", by=provider.cleo, kind="emergency",
                    customer=provider.extra["customer"].id, planned_start=None, planned_end=None,
                    configuration_items=(provider.extra["item"].id,))  # fmt: skip
    provider.take(asked, "submit")
    provider.works(provider.ana)
    now = provider.clock.now
    return provider.take(asked, "deploy emergency", deployed_at=now, deployed_by=provider.cleo.id,
                         deployment_outcome="The router came back within four minutes.")  # fmt: skip


def test_an_emergency_has_its_days_and_not_one_more(set_up: Provider):
    """Five, by the procedure: not judged before, not met after, and never made good by a later decision."""
    changes(set_up, MAY)
    made = emergency(set_up, date(2026, 5, 18))
    assert [verdict(set_up, rule) for rule in CONTROL] == [MET, MET, MET], said(set_up, "P08")
    it_is(set_up, date(2026, 5, 23))
    assert verdict(set_up, "P07") is verdict(set_up, "P10") is MET
    it_is(set_up, date(2026, 5, 24))
    assert [verdict(set_up, rule) for rule in CONTROL] == [NOT_MET, NOT_MET, NOT_MET]
    set_up.take(
        made, "approve afterwards", decision_reason="It could not wait: nobody at the practice could work."
    )
    assert verdict(set_up, "P07") is NOT_MET


def test_a_procedure_that_gives_an_emergency_a_year_gives_it_a_month(set_up: Provider):
    repaired(set_up, the(set_up, ChangeProcedure), emergency_days=365)
    changes(set_up, MAY)
    emergency(set_up, date(2026, 5, 18))
    it_is(set_up, date(2026, 6, 18))
    assert any("within the days" in each for each in said(set_up, "P07"))


# ---------------------------------------------------------------- P08


@pytest.mark.parametrize("model", [ServiceDesign, ServiceBuild, ServiceTestReport])
def test_each_paper_is_asked_for(set_up: Provider, model):
    (made,) = changes(set_up, MAY)
    repaired(set_up, of(set_up, model, made), state="withdrawn")
    assert verdict(set_up, "P08") is NOT_MET


@pytest.mark.parametrize("model", [ServiceDesign, ServiceBuild, ServiceTestReport])
def test_a_paper_that_was_changed_after_it_was_signed_is_none(set_up: Provider, model):
    (made,) = changes(set_up, MAY)
    repaired(set_up, of(set_up, model, made), name="Another change altogether")
    assert verdict(set_up, "P08") is NOT_MET


@pytest.mark.a_few(2)
@pytest.mark.parametrize(
    "item", ["tools_and_methods", "budget", "resources", "quality_measures", "risks", "service_owner"]
)
def test_a_design_without_one_of_its_items_is_none(set_up: Provider, item):
    (made,) = changes(set_up, MAY)
    design = of(set_up, ServiceDesign, made)
    repaired(set_up, design, **{item: {"risks": (), "service_owner": None}.get(item, "")})
    assert verdict(set_up, "P08") is NOT_MET


STEPS = [
    (ServiceDesign, "approve", ServiceBuild, "build"),
    (ServiceBuild, "build", ServiceTestReport, "approve"),
]


@pytest.mark.parametrize(("first", "one", "then", "other"), STEPS)
def test_papers_out_of_order_are_seen(set_up: Provider, first, one, then, other):
    """What was designed after it was built was not built by its design."""
    (made,) = changes(set_up, MAY)
    later = made.cleared_at
    signed_by(set_up, of(set_up, first, made), one, at=later)
    assert verdict(set_up, "P08") is NOT_MET, said(set_up, "P08")


def test_nothing_happened_tomorrow(set_up: Provider):
    (made,) = changes(set_up, MAY)
    repaired(set_up, made, deployed_at=set_up.clock.now + timedelta(days=1))
    assert verdict(set_up, "P07") is not MET
    assert verdict(set_up, "P08") is not MET
    assert verdict(set_up, "P10") is not MET


ERROR = {"error": "It took nine minutes instead of five"}


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    ("passed", "names", "by_whom", "expected"),
    [
        (False, True, True, MET),
        (False, True, False, NOT_MET),
        (False, False, True, NOT_MET),
        (None, True, True, NOT_MET),
    ],
)
def test_a_line_that_did_not_pass_names_its_error_and_who_accepted_it(
    set_up: Provider, passed, names, by_whom, expected
):
    """And a line that nobody tried passes in no way."""
    (made,) = changes(set_up, MAY)
    report = of(set_up, ServiceTestReport, made)
    says = {**(ERROR if names else {}), "accepted_by": set_up.ana.id if by_whom else None}
    line = report.tests[0].model_copy(update={"passed": passed, **says})
    report = repaired(set_up, report, tests=(line, *report.tests[1:]))
    signed_by(set_up, report, "approve", sha256=digest_of(set_up.workspace, report))
    assert verdict(set_up, "P08") is expected, said(set_up, "P08")


def test_a_conclusion_that_the_tests_failed_is_never_outweighed(set_up: Provider):
    made = changes(set_up, MAY, AUGUST, NOVEMBER)
    report = repaired(set_up, of(set_up, ServiceTestReport, made[0]), conclusion=TestConclusion.FAILED)
    signed_by(set_up, report, "approve", sha256=digest_of(set_up.workspace, report))
    assert verdict(set_up, "P08") is NOT_MET


def test_a_criterion_that_no_test_answers_is_seen(set_up: Provider):
    (made,) = changes(set_up, MAY)
    design = of(set_up, ServiceDesign, made)
    more = design.acceptance_criteria[0].model_copy(update={"criterion": "It keeps its routes for a week"})
    design = repaired(set_up, design, acceptance_criteria=(*design.acceptance_criteria, more))
    signed_by(set_up, design, "approve", sha256=digest_of(set_up.workspace, design))
    assert any("No test answers" in each for each in said(set_up, "P08")), said(set_up, "P08")
    assert verdict(set_up, "P08") is NOT_MET


def test_a_deployment_that_nobody_reviewed_is_seen_after_a_month(set_up: Provider):
    it_is(set_up, MAY)

    class Enough(Exception):
        pass

    def stop(change):
        raise Enough

    with pytest.raises(Enough):
        a_change(set_up, MAY, {"close": stop})
    assert verdict(set_up, "P08") is MET, said(set_up, "P08")
    set_up.clock.pass_time(days=40)
    assert verdict(set_up, "P08") is NOT_MET


def test_an_older_change_stands_in_and_it_says_so(set_up: Provider):
    changes(set_up, MAY)
    it_is(set_up, date(2027, 7, 12))
    an_incident(set_up, date(2027, 7, 12))
    assert any("last three within 36 months" in each for each in said(set_up, "P08"))
    assert any("last three within 36 months" in each for each in said(set_up, "P10"))


# ---------------------------------------------------------------- P10


def test_what_was_never_cleared_is_never_outweighed(set_up: Provider):
    made = changes(set_up, MAY, AUGUST, NOVEMBER)
    signed_by(set_up, made[0], "clear", step="refuse")
    assert verdict(set_up, "P10") is NOT_MET


@pytest.mark.parametrize("wrong", ["before the tests", "after deployment", "without a reason"])
def test_clearing_comes_after_the_tests_and_before_deployment(set_up: Provider, wrong):
    (made,) = changes(set_up, MAY)
    match wrong:
        case "before the tests":
            signed_by(set_up, made, "clear", at=at(made.created_at) + timedelta(minutes=20))
        case "after deployment":
            signed_by(set_up, made, "clear", at=at(made.deployed_at) + timedelta(hours=1))
        case _:
            repaired(set_up, made, deployment_reason="ok")
    assert verdict(set_up, "P10") is NOT_MET, said(set_up, "P10")


def test_another_build_than_the_one_tested_is_never_outweighed(set_up: Provider):
    made = changes(set_up, MAY, AUGUST, NOVEMBER)
    set_up.works(set_up.cleo)
    other = paper(set_up, ServiceBuild, made[0])
    repaired(set_up, other, state="approved")
    assert verdict(set_up, "P10") is NOT_MET
    assert any("from another build" in each for each in said(set_up, "P10"))


def asks_for_consent(provider: Provider) -> None:
    for each in provider.workspace.find(CustomerAgreement):
        repaired(provider, each, consent_to_changes=True)


DORA_AGREES = {"who": "Dora Lind, office manager", "on": date(2026, 5, 5), "how": "By e-mail"}


@pytest.mark.a_few(2)
@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        (DORA_AGREES, MET),
        ({**DORA_AGREES, "who": ""}, NOT_MET),
        ({**DORA_AGREES, "on": None}, NOT_MET),
        ({**DORA_AGREES, "how": " "}, NOT_MET),
        ({**DORA_AGREES, "on": date(2026, 5, 30)}, NOT_MET),
        (None, NOT_MET),
    ],
)
def test_where_the_agreement_asks_for_it_the_customer_has_agreed_before(set_up: Provider, consent, expected):
    (made,) = changes(set_up, MAY)
    asks_for_consent(set_up)
    repaired(set_up, made, consents=(Consent(**consent),) if consent else ())
    assert verdict(set_up, "P10") is expected, said(set_up, "P10")


def test_leaving_the_customer_out_does_not_spare_their_consent(set_up: Provider):
    (made,) = changes(set_up, MAY)
    asks_for_consent(set_up)
    customer = made.customer
    made = repaired(set_up, made, customer=None, service=None)
    assert verdict(set_up, "P10") is MET  # nothing says whom it concerns
    repaired(
        set_up,
        the(set_up, ConfigurationItem, col(ConfigurationItem.id) == made.configuration_items[0]),
        customer=customer,
    )
    assert verdict(set_up, "P10") is NOT_MET


# ---------------------------------------------------------------- the light way


@pytest.mark.parametrize("rule", CONTROL)
def test_a_small_change_of_four_signatures_shows_it(set_up: Provider, rule):
    it_is(set_up, MAY)
    lightly.closed(set_up)
    assert verdict(set_up, rule) is MET, said(set_up, rule)

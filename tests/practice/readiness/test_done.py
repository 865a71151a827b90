"""Trying to have a task done without doing it: an empty draft, a line with nothing in it, nobody asked, nobody trained,
nobody told, what another program said. None of it makes a task done; what it is about does."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from sdesk.models import (
    RECORDS,
    AssignedRoles,
    ChangeProcedure,
    ChangeSchedule,
    ConfigurationItem,
    Customer,
    CustomerAgreement,
    FeedbackEntry,
    ImprovementReport,
    Record,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    ServiceIncident,
    ServiceScope,
    field_of,
    fields_of,
)
from sdesk.models.governance.organization import Variant
from sdesk.practice.exchange.importing import import_table, load_map, read_table
from sdesk.practice.incident.handling import tell_party
from sdesk.practice.lifecycle.records import delete_draft, new_version, reload
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.readiness.past_tasks import recurring_tasks_at
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.tasks import TaskStanding, perform_task, task_states
from tests.delivery import ADOPTED, ASKS
from tests.practice.readiness.rules.cheats import by_one_person, honest, said
from tests.provider import CALLER, Provider, assign_roles, incident, values_for

ASKED = ({"who": "Dora Lind", "on": "2026-02-27", "said": "Mail matters most, before eight in the morning."},)


def standing(provider: Provider, task: str, today: date | None = None) -> TaskStanding:
    return next(each for each in task_states(provider.workspace, today) if each.task.id == task)


def state(provider: Provider, task: str) -> str:
    return standing(provider, task).state


def honestly(provider: Provider, model: type[Record], **values: Any) -> dict[str, Any]:
    return {**said(model, values_for(provider, model, "approved"), honest), **values}


def blank(row: Any) -> Any:
    return type(row)(id=row.id)


# ---------------------------------------------------------------- what a task writes


@pytest.fixture
def begun(beginner: Provider) -> Provider:
    """Scope, roles and policy are approved: agreements and catalogue come next."""
    beginner.approved(ServiceScope)
    assign_roles(beginner)
    beginner.approved(ServiceDeliveryPolicy)
    return beginner


def test_a_line_of_the_catalogue_with_nothing_in_it_drafts_none(begun: Provider) -> None:
    """RE.1.1 was done by “Add a line”."""
    draft = begun.create(ServiceCatalogue)
    assert state(begun, "RE.1.1") == "ready"
    whole = honestly(begun, ServiceCatalogue)["services"]
    begun.save(draft, services=tuple(map(blank, whole)), consulted=ASKED)
    assert state(begun, "RE.1.1") == "ready"
    assert "begun" in str(standing(begun, "RE.1.1").detail)
    begun.save(draft, services=whole)
    assert state(begun, "RE.1.1") == "done"


def test_one_line_of_the_catalogue_that_is_thin_drafts_none(begun: Provider) -> None:
    services = honestly(begun, ServiceCatalogue)["services"]
    thin = services[0].model_copy(update={"id": UUID(int=7), "description": "x"})
    draft = begun.create(ServiceCatalogue, services=(*services, thin), consulted=ASKED)
    assert state(begun, "RE.1.1") == "ready"
    begun.save(draft, services=services)
    assert state(begun, "RE.1.1") == "done"


def test_a_catalogue_that_nobody_was_asked_about_is_not_drafted(begun: Provider) -> None:
    draft = begun.create(ServiceCatalogue, services=honestly(begun, ServiceCatalogue)["services"])
    assert state(begun, "RE.1.1") == "ready"
    begun.save(draft, consulted=({"who": "", "on": "2026-02-27"},))
    assert state(begun, "RE.1.1") == "ready"
    begun.save(draft, consulted=({"who": "x", "on": "2026-02-27"},))
    assert state(begun, "RE.1.1") == "ready"
    begun.save(draft, consulted=ASKED)
    assert state(begun, "RE.1.1") == "done"


def test_an_agreement_that_was_only_begun_defines_no_kind_of_change(begun: Provider) -> None:
    """CO.1.1 was done as soon as its dialog had made a draft."""
    draft = begun.create(CustomerAgreement)
    assert state(begun, "CO.1.1") == "ready"
    defined = {
        name: honest(next(spec for spec in begun_fields() if spec.name == name))
        for name in ("change_definitions", "complaint_definition", "major_incident_definition")
    }
    customer = begun.create(Customer, name="Pier Dental").id
    whole = {"customer": customer, "consulted": ASKED, **defined}
    for name, value in whole.items():
        begun.save(draft, **{name: value})
        is_last = name == list(whole)[-1]
        assert state(begun, "CO.1.1") == ("done" if is_last else "ready"), name
    for name in defined:
        begun.save(draft, **{name: "x"})
        assert state(begun, "CO.1.1") == "ready"
        begun.save(draft, **{name: defined[name]})
    delete_draft(begun.workspace, reload(begun.workspace, draft))
    assert state(begun, "CO.1.1") == "ready"


def begun_fields() -> Any:
    return fields_of(CustomerAgreement)


def test_what_comes_next_is_not_reached_by_an_empty_draft(begun: Provider) -> None:
    draft = begun.create(ServiceCatalogue)
    assert state(begun, "RE.1.2") == "blocked"
    assert "is begun, but does not say yet what is needed" in str(standing(begun, "RE.1.2").detail)
    begun.save(draft, services=honestly(begun, ServiceCatalogue)["services"], consulted=ASKED)
    assert state(begun, "RE.1.2") == "ready"


@pytest.mark.a_few(3)
@pytest.mark.parametrize("task", [task.id for task in ASKS.tasks if task.cadence != "case"])
def test_drafts_with_nothing_in_them_make_no_task_done(beginner: Provider, task: str) -> None:
    """One of every kind, as “New” and “Add a line” leave them."""
    before = {each.task.id: each.state for each in task_states(beginner.workspace)}
    for model in RECORDS:
        if model.first_state().level == "draft":
            lines = {
                spec.name: (spec.row(),)
                for spec in fields_of(model)
                if spec.row and not spec.content.computed
            }
            beginner.create(model, **lines)
    assert before[task] != "done"
    assert standing(beginner, task).state != "done"


def test_a_report_that_was_only_begun_is_not_written(provider: Provider) -> None:
    provider.create(ImprovementReport)
    assert state(provider, "GO.4.1") != "done"
    assert standing(provider, "GO.4.1").last_done is None
    [then] = [
        each for each in recurring_tasks_at(provider.workspace, date(2026, 3, 2)) if each.task.id == "GO.4.1"
    ]
    assert then.last_done is None


def test_feedback_that_was_a_mistake_shows_no_work(provider: Provider) -> None:
    made = provider.take(provider.complete(FeedbackEntry, "recorded"), "record")
    assert standing(provider, "RE.2.3").last_done is not None or state(provider, "RE.2.3") == "blocked"
    provider.take(made, "cancel", "Meant for somebody else")
    assert standing(provider, "RE.2.3").last_done is None


def test_a_new_version_that_is_thin_takes_nothing_back(begun: Provider) -> None:
    draft = begun.create(ServiceCatalogue, **honestly(begun, ServiceCatalogue, consulted=ASKED))
    first = begun.take(draft, "approve")
    second = new_version(begun.workspace, first)
    begun.save(second, services=())
    assert state(begun, "RE.1.1") == "done"


def test_procedures_are_drafted_together(begun: Provider) -> None:
    begun.create(ChangeProcedure, **honestly(begun, ChangeProcedure, design_build_test=honest(_spec())))
    assert state(begun, "CO.1.2") == "ready"
    begun.create(ChangeSchedule, **honestly(begun, ChangeSchedule))
    assert state(begun, "CO.1.2") == "done"


def _spec() -> Any:
    return field_of(ChangeProcedure, "design_build_test")


def test_a_task_that_was_recorded_and_cannot_count_says_what_it_waits_for(begun: Provider) -> None:
    """Looking for potential incidents stayed "can be done now", however often: the procedure was too thin."""
    item = begun.take(begun.complete(ConfigurationItem, "in service"), "put in service")
    procedure = begun.create(ChangeProcedure, create_request="By e-mail to Ana.")
    waits = (
        "It does not count as done before this is mended: Service design, build, test and deployment procedures: "
        "Create a change request: it has 5 of 12 words."
    )
    assert str(standing(begun, "IN.1.3").detail) == f"Can be done now. {waits}"
    begun.works(begun.ben)
    perform_task(begun.workspace, "IN.1.3", "Nothing was found that comes again and again.", [item.id])
    left = standing(begun, "IN.1.3")
    assert left.state == "ready"
    assert str(left.detail) == f"Last recorded on {left.last_done:%-d %B %Y}. {waits}"
    begun.save(procedure, **honestly(begun, ChangeProcedure))
    assert state(begun, "IN.1.3") == "done"


def test_what_is_begun_says_what_is_still_to_be_written_item_by_item(begun: Provider) -> None:
    whole = honestly(begun, ServiceCatalogue)["services"]
    begun.create(ServiceCatalogue, services=(*whole, blank(whole[0])))
    told = str(standing(begun, "RE.1.1").detail)
    assert told.startswith("WP.10 begun. It does not count as done before this is mended: Services, line 2: ")
    assert "Description in business terms" in told and "Who was consulted" in told


# ---------------------------------------------------------------- trained


def test_nobody_is_trained_of_whom_it_is_not_said(begun: Provider) -> None:
    """IN.1.1 was done with the list of roles, whoever was on it."""
    left = standing(begun, "IN.1.1")
    assert (left.state, str(left.detail)) == (
        "ready",
        "Of some it is not said what they have learnt: Ben Okafor, Cleo Sand.",
    )
    roles = begun.workspace.find(AssignedRoles)[0]
    second = new_version(begun.workspace, roles)
    learnt = [
        {
            "person": each.id,
            "subject": "other",
            "detail": "Handling of incidents",
            "achieved_on": "2026-02-01",
        }
        for each in (begun.ben, begun.cleo)
    ]
    begun.save(second, competences=(*roles.competences, learnt[0], {**learnt[1], "achieved_on": None}))
    begun.take(second, "approve")
    assert "Cleo Sand" in str(standing(begun, "IN.1.1").detail)
    third = new_version(begun.workspace, second)
    begun.take(begun.save(third, competences=(*roles.competences, *learnt)), "approve")
    assert state(begun, "IN.1.1") == "done"


def test_whoever_has_learnt_everything_alone_is_everybody(beginner: Provider) -> None:
    by_one_person(beginner, "Certificate 2026-118")
    assert state(beginner, "IN.1.1") == "done"


# ---------------------------------------------------------------- told


def gone_on(provider: Provider, to: str, told: bool = False) -> ServiceIncident:
    case = incident(provider, "closed", reporter=CALLER)
    provider.works(provider.ben)
    for step in ("record", "classify", "investigate", "restore", "close"):
        values: dict[str, Any] = {"restored_at": provider.clock()} if step == "restore" else {}
        case = provider.take(case, step, **values)
        if told and step == "classify":
            tell_party(provider.workspace, case, "Dora Lind", "We are looking into it.")
        if case.state == to:
            break
    return case


def test_an_incident_of_which_nobody_heard_has_not_been_through_telling(provider: Provider) -> None:
    """IN.2.3 and IN.2.4 were done by the state alone."""
    case = gone_on(provider, "closed")
    for task in ("IN.2.3", "IN.2.4"):
        left = standing(provider, task)
        assert (left.state, left.cases) == ("waiting", (case.id,))
        assert str(left.detail) == "1 case has gone on, and somebody who is affected was not told."
    tell_party(provider.workspace, case, "Somebody else", "It works again.")
    assert state(provider, "IN.2.3") == "waiting"
    tell_party(provider.workspace, case, "Dora Lind", "It works again.")
    assert (state(provider, "IN.2.3"), state(provider, "IN.2.4")) == ("done", "done")


def test_who_was_told_on_the_way_was_not_told_that_it_works(provider: Provider) -> None:
    case = gone_on(provider, "restored", told=True)
    assert (state(provider, "IN.2.3"), state(provider, "IN.2.4")) == ("done", "waiting")
    tell_party(provider.workspace, case, "Dora Lind, Pier Dental", "It works again.")
    assert state(provider, "IN.2.4") == "done"


def test_everybody_who_waits_is_told(provider: Provider) -> None:
    case = gone_on(provider, "investigated", told=True)
    case = provider.save(case, parties_to_tell=({"who": "Jon Hale"},))
    assert state(provider, "IN.2.3") == "waiting"
    tell_party(provider.workspace, case, "Jon Hale", "We are looking into it.")
    assert state(provider, "IN.2.3") == "done"


def test_a_case_that_waits_and_one_that_went_on_are_both_said(provider: Provider) -> None:
    gone_on(provider, "restored")
    gone_on(provider, "classified")
    assert str(standing(provider, "IN.2.3").detail) == (
        "1 case waits. 1 case has gone on, and somebody who is affected was not told."
    )


def test_what_is_older_than_a_year_is_not_asked_any_more(provider: Provider) -> None:
    gone_on(provider, "closed")
    assert standing(provider, "IN.2.4", date(2027, 4, 1)).state == "done"


# ---------------------------------------------------------------- a count is no alarm


def test_a_case_that_waits_is_not_overdue(provider: Provider) -> None:
    gone_on(provider, "recorded")
    assert state(provider, "IN.2.2") == "waiting"


def test_what_should_have_been_done_is(provider: Provider) -> None:
    scope = provider.approved(ServiceScope)
    assert scope.next_review_date
    late = standing(provider, "GO.1.1", scope.next_review_date + timedelta(days=1))
    assert late.state == "overdue" and not late.cases


# ---------------------------------------------------------------- variants


def of_variant(provider: Provider, variant: Variant) -> None:
    ours = organization(provider.workspace)
    assert ours
    provider.save(ours, variant=variant)


def test_governance_waits_for_nothing_that_only_operation_makes(provider: Provider) -> None:
    """GO.4.1 waited for performance reports and the feedback log, and led to whoever makes them."""
    provider.approved(ServiceScope)
    lacking = {each.work_product for each in standing(provider, "GO.4.1").blocked_by}
    assert lacking == {"WP.06", "WP.19"}
    of_variant(provider, Variant.GOVERNANCE)
    assert standing(provider, "GO.4.1").blocked_by == ()
    assert state(provider, "GO.4.1") == "ready"


@pytest.mark.parametrize("variant", [Variant.GOVERNANCE, Variant.OPERATIONAL])
def test_no_task_of_a_variant_waits_for_another_or_leads_out(beginner: Provider, variant: Variant) -> None:
    of_variant(beginner, variant)
    own = ASKS.tasks_of_variant(variant.value)
    made = {made.work_product for task in own for made in task.produces}
    for each in task_states(beginner.workspace):
        if each.task in own:
            assert {blocker.work_product for blocker in each.blocked_by} <= made, each.task.id
            makers = {task for blocker in each.blocked_by for task in blocker.made_by}
            assert makers <= {task.id for task in own}, each.task.id
    standings = requirements(beginner.workspace, variant.value)
    found = [task for requirement in standings for task in requirement.tasks]
    assert {blocker.work_product for task in found for blocker in task.blocked_by} <= made


def test_every_task_of_a_variant_can_be_come_to(beginner: Provider) -> None:
    """Nothing is blocked by what nobody makes before it."""
    for variant in (Variant.GOVERNANCE, Variant.OPERATIONAL):
        of_variant(beginner, variant)
        own = ASKS.tasks_of_variant(variant.value)
        for each in task_states(beginner.workspace):
            for blocker in each.blocked_by if each.task in own and each.task.cadence != "case" else ():
                assert blocker.made_by, (variant, each.task.id, blocker.work_product)


# ---------------------------------------------------------------- brought in


def test_what_another_program_says_is_not_done_here(beginner: Provider, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(
        'work_product = "WP.15"\nkey = "reference"\n[fields]\nreference = "No"\nstate = { text = "approved" }\n'
        'services_offered = "What"\nboundary_customers = "Who"\nboundary_locations = "Where"\nboundary_legal = "Law"\n'
        'technology = "How"\nscope = "Scope"\nissuing_organization = "By"\ndate_of_issue = "On"\nnext_review_date = "Next"\n',
        encoding="utf-8",
    )
    words = "all that our customers need to work every day of the week with their computers and telephones"
    (tmp_path / "scope.csv").write_text(
        f"No;What;Who;Where;Law;How;Scope;By;On;Next\n1;{words} 1;{words} 2;{words} 3;{words} 4;{words} 5;{words} 6;Harbour;2026-01-01;2026-12-31\n",
        encoding="utf-8",
    )
    made = import_table(
        beginner.workspace, read_table(tmp_path / "scope.csv"), load_map(tmp_path / "map.toml", ADOPTED)
    )
    assert made.problems == () and len(made.created) == 1
    scope = beginner.workspace.find(ServiceScope)[0]
    assert scope.state == "approved"
    assert state(beginner, "GO.1.1") == "ready"
    assert state(beginner, "GO.1.2") == "blocked"

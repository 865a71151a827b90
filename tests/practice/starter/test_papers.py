"""What is drafted for a firm, whatever it answered: said well, with all of the answers in it, and at one with itself."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sdesk.models import (
    AssignedRoles,
    BusinessGoals,
    ChangeProcedure,
    ChangeSchedule,
    CustomerAgreement,
    CustomerExperienceApproach,
    DocumentProcedure,
    Proposable,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    ServiceScope,
    SupplierAgreement,
    fields_of,
)
from sdesk.models.measures import Measure
from sdesk.practice.lifecycle.completeness import row_gaps
from sdesk.practice.lifecycle.proposed.reading import write_section
from sdesk.practice.lifecycle.records import reload, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.starter.answers import answers, save_answers
from sdesk.practice.starter.drafting import draft_all
from sdesk.practice.starter.wording import facts, starter_texts
from sdesk.practice.workspaces import Workspace, open_workspace, people, work_as
from tests.practice.starter import firms
from tests.practice.starter.firms import the
from tests.practice.starter.made_up import made_up
from tests.practice.starter.papers import Papers, contradictions, missing, wording_faults
from tests.provider import START, TickingClock

SEEDS = range(12)
PLANTED = (
    ("another time for a complaint", CustomerExperienceApproach, "capture", "within 2 days", "within 3 days"),
    ("and in the catalogue", ServiceCatalogue, "feedback_handling", "within 2 days", "within 1 day"),
    ("somebody else answers it", CustomerAgreement, "complaint_definition", "from Ana Reyes", "from Júlia Prado"),
    ("faster in the agreement", CustomerAgreement, "scope_detail", "over within 4 hours", "over within 3 hours"),
    ("slower in it", CustomerAgreement, "major_incident_definition", "within 30 minutes", "within 60 minutes"),
    ("longer silence", ServiceDeliveryPolicy, "communication", "within 1 hour", "within 4 hours"),
    ("a time that no answer says", CustomerAgreement, "change_definitions", "what becomes of it.", "what becomes of it within 3 days."),
    ("other hours", CustomerAgreement, "scope_detail", "09:00 to 17:00", "08:00 to 18:00"),
    ("another window", ChangeSchedule, "quiet_times", "18:00 to 20:00", "18:00 to 22:00"),
    ("another day of it", ServiceDeliveryPolicy, "availability", "on Tuesday", "on Friday"),
    ("somebody on call", ServiceScope, "boundary_locations", "nobody is on duty", "Júlia Prado can be reached"),
    ("papers later", ChangeProcedure, "emergency", "within 5 days", "within 10 days"),
    ("somebody else decides", ServiceDeliveryPolicy, "normal_change", "by Tomás Bento", "by Júlia Prado"),
    ("and in an emergency", ChangeProcedure, "emergency", "Tomás Bento decides", "Júlia Prado decides"),
    ("copies elsewhere", DocumentProcedure, "backup", "in a second office in Braga", "in Porto"),
    ("tried less often", ServiceDeliveryPolicy, "availability", "once a quarter", "once a year"),
    ("reviewed later", ServiceDeliveryPolicy, "annual_review", "once a year", "every two years"),
    ("announced later", ChangeProcedure, "update_schedule", "five working days", "three working days"),
    ("kept for another time", DocumentProcedure, "retention", "three years", "ten years"),
    ("another law", SupplierAgreement, "legal_requirements", "the GDPR", "the law of Norway"),
    ("another address", CustomerAgreement, "scope_detail", "help@quay.example", "help@key.example"),
    ("another number", ChangeProcedure, "create_request", "+351 200 555 200", "+351 200 555 201"),
    ("another customer", CustomerAgreement, "scope_detail", "for all who", "as for Shoe Shop, for all who"),
)  # fmt: skip


def faults(papers: Papers) -> list[str]:
    return [*wording_faults(papers), *missing(papers), *contradictions(papers)]


@pytest.mark.parametrize("firm", [firms.alone, firms.three, firms.twelve])
def test_the_papers_of_the_three_firms_are_at_one(firm: firms.Firm, tmp_path: Path) -> None:
    with firms.answered(firm, tmp_path) as workspace:
        draft_all(workspace)
        assert faults(Papers(workspace)) == []


@pytest.mark.a_few(2)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_papers_of_any_firm_are_at_one(seed: int, tmp_path: Path) -> None:
    with made_up(seed, tmp_path) as workspace:
        assert faults(Papers(workspace)) == []


def test_there_are_firms_of_every_kind_among_those(tmp_path: Path) -> None:
    """So that each sentence of the texts is said in one of them at least."""
    conditions: set[str] = set()
    for seed in SEEDS:
        (folder := tmp_path / str(seed)).mkdir()
        with made_up(seed, folder, drafted=False) as workspace:
            conditions |= Papers(workspace).firm.conditions
    asked = {each.removeprefix("not ") for text in (*starter_texts().values(), *facts().values())
             for said in text.sentences for each in said.when}  # fmt: skip
    assert asked - conditions == set()


@pytest.fixture(scope="module")
def drafted_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafted")
    with firms.answered(firms.three, folder) as workspace:
        draft_all(workspace)
    return folder / "firm.sdesk"


@pytest.fixture
def school(drafted_path: Path, tmp_path: Path) -> Iterator[Workspace]:
    copy = Path(shutil.copy(drafted_path, tmp_path / "firm.sdesk"))
    with open_workspace(copy, clock=TickingClock(START + timedelta(days=1))) as workspace:
        work_as(workspace, next(each for each in people(workspace) if each.name == "Ana Reyes"))
        yield workspace


@pytest.mark.a_few(8)
@pytest.mark.parametrize(
    ("kind", "field", "was", "now"), [each[1:] for each in PLANTED], ids=[each[0] for each in PLANTED]
)
def test_a_planted_contradiction_is_found(
    school: Workspace, kind: type[Proposable], field: str, was: str, now: str
) -> None:
    record = the(school, kind)
    text = getattr(record, field)
    assert was in text
    write_section(school, record, field, text.replace(was, now))
    assert list(contradictions(Papers(school))) != []


def test_numbers_that_contradict_each_other_are_found(school: Workspace) -> None:
    def change(kind: type[Proposable], field: str, **values: object) -> None:
        record = the(school, kind)
        first, *others = getattr(record, field)
        save(school, record, {field: (first.model_copy(update=values), *others)})
        assert list(contradictions(Papers(school))) != []
        save(school, record, {field: (first, *others)})
        assert list(contradictions(Papers(school))) == []

    service = the(school, ServiceCatalogue).services[0]
    measures = (service.quality_measures[0].model_copy(update={"target": 95}), *service.quality_measures[1:])
    change(BusinessGoals, "goals", target=95)
    change(ServiceCatalogue, "services", quality_measures=measures)
    change(ServiceCatalogue, "services", hours="Monday to Friday from 08:00 to 17:00")
    change(CustomerAgreement, "service_targets", target=80)
    change(AssignedRoles, "assignments", deputy=answers(school).complaints_to)
    change(ServiceDeliveryPolicy, "priority_targets", restore_minutes=180)


@pytest.mark.parametrize(
    "said",
    ["Copies are kept in $place.", "It  stands here.", "It is kept here: .", "Ana Reyes calls Ana Reyes.", "Ask ( it ).",
     "It is decided by nobody.", "Sol Ltd.. does it.", "Of these, , some."],
)  # fmt: skip
def test_words_that_have_gone_wrong_are_found(school: Workspace, said: str) -> None:
    write_section(school, the(school, ServiceScope), "technology", said)
    assert list(wording_faults(Papers(school))) != []
    assert list(missing(Papers(school))) != []


def test_several_people_are_found_where_there_is_one(tmp_path: Path) -> None:
    with firms.answered(firms.alone, tmp_path) as workspace:
        draft_all(workspace)
        write_section(workspace, the(workspace, ServiceScope), "technology", "We look at it together.")
        assert list(wording_faults(Papers(workspace))) != []


def test_a_goal_with_another_number_is_followed_by_its_objective(tmp_path: Path) -> None:
    """An objective that asks less than the goal of the firm would make the reader wonder which of them counts."""
    with firms.answered(firms.three, tmp_path) as workspace:
        first, *others = answers(workspace).goals
        assert first.counts is Measure.RESTORATION
        save_answers(workspace, {"goals": (first.model_copy(update={"target": 97.0}), *others)})
        draft_all(workspace)
        found = {each.counts: each.target for each in the(workspace, ServiceDeliveryPolicy).objectives}
        assert found[Measure.RESTORATION] == 97 and found[Measure.RESPONSE] == 90


def test_whoever_left_is_named_nowhere_and_nothing_stands_in_their_place(tmp_path: Path) -> None:
    with firms.answered(firms.twelve, tmp_path) as workspace:
        jan = next(each for each in people(workspace) if each.name == "Jan Lie")
        save_answers(workspace, {"complaints_to": jan.id, "on_call": jan.id})
        take_step(workspace, jan, "end", reason="He works for another firm since yesterday.")
        draft_all(workspace)
        papers = Papers(workspace)
        assert list(wording_faults(papers)) == [], "what asked for him is open, and says nothing half"
        assert [each.text for each in papers.all if "Jan Lie" in each.text] == []


def test_of_a_service_of_ones_own_stands_what_follows_from_the_answers(school: Workspace) -> None:
    """And nothing that only the firm can know: that stays empty, and is asked for."""
    field = next(each for each in fields_of(ServiceCatalogue) if each.name == "services")
    own = next(each for each in the(school, ServiceCatalogue).services if each.name == "Cash desks")
    assert {each.field for each in row_gaps(field, (own,))} == {"services"}
    lacking = {
        spec.name
        for spec in field.columns
        if spec.content.needed_for and spec.is_empty(getattr(own, spec.name))
    }
    assert lacking == {"description", "dependencies"}
    assert "telephone +351 200 555 200" in own.how_to_use and own.hours.startswith("Monday to Friday")
    assert [each.counts for each in own.quality_measures] == [Measure.RESTORATION]
    roles = the(school, AssignedRoles)
    assert [each.service for each in roles.competences if "Cash desks" in each.detail] == [own.id]


def test_what_a_new_record_is_filled_with_is_said_where_it_is_read(school: Workspace) -> None:
    """The line above the sections shows no field that has its usual value: whoever approves reads it in a section."""
    agreement, policy = the(school, CustomerAgreement), the(school, ServiceDeliveryPolicy)
    assert "risk, impact, benefit, feasibility and cost" in policy.normal_change
    assert policy.normal_change in agreement.change_definitions
    assert "does not have to say yes" in agreement.change_definitions
    assert "within 5 days" in policy.emergency_change
    save(school, agreement, {"consent_to_changes": True})
    save(school, the(school, ChangeProcedure), {"evaluation_criteria": "Risk\nPrice", "emergency_days": 3})
    draft_all(school)
    agreement, policy = reload(school, agreement), reload(school, policy)
    assert "only once Hill School has said yes" in agreement.change_definitions
    assert "weighed by risk and price" in agreement.change_definitions
    assert "within 3 days" in policy.emergency_change and "within 3 days" in agreement.change_definitions

"""Drafts out of answers: complete, not thin, in step with the answers, and nothing before somebody has read it."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sdesk.models import (
    Agreement,
    AssignedRoles,
    BusinessGoals,
    ChangeProcedure,
    ConfigurationItem,
    Contact,
    Customer,
    CustomerAgreement,
    CustomerExperienceApproach,
    Document,
    Proposable,
    ScheduleEntry,
    ServiceCalendar,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    ServiceScope,
    SupplierAgreement,
)
from sdesk.models.control import ItemType
from sdesk.models.governance import ServiceRole
from sdesk.models.governance.answers import AnsweredCustomer
from sdesk.models.measures import Measure
from sdesk.models.relationship import (
    AgreementForm,
    Consulted,
    PublishedTerms,
    Service,
    ServiceTarget,
    TheirApproval,
)
from sdesk.practice.calendar.days import today, zone_of
from sdesk.practice.lifecycle.completeness import row_gaps
from sdesk.practice.lifecycle.proposed.reading import confirm, write_section
from sdesk.practice.lifecycle.proposed.sections import Standing, sections_of, unread
from sdesk.practice.lifecycle.records import delete_draft, new_version, reload, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.thin import thin_items
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.tasks import task_states
from sdesk.practice.readiness.work_products import declare_not_applicable
from sdesk.practice.safekeeping import verify
from sdesk.practice.starter.agreements import why_none
from sdesk.practice.starter.answers import answers, put_off, save_answers
from sdesk.practice.starter.drafting import DOCUMENTS, draft_all, outlook
from sdesk.practice.workspaces import Workspace, open_workspace, people, work_as
from sdesk.storage.history import latest_operation
from tests.practice.starter import firms
from tests.practice.starter.firms import the
from tests.provider import START, TickingClock

KINDS: tuple[type[Proposable], ...] = (*DOCUMENTS, ConfigurationItem, CustomerAgreement, SupplierAgreement)
IN_ORDER: tuple[type[Document], ...] = (
    BusinessGoals,
    ServiceScope,
    AssignedRoles,
    ServiceDeliveryPolicy,
    CustomerExperienceApproach,
    *(each for each in DOCUMENTS if each.__name__ in ("DocumentProcedure", "ServiceCatalogue")),
    ChangeProcedure,
    *(each for each in DOCUMENTS if each.__name__ in ("ChangeSchedule", "SecureComponentProcedure")),
)


def drafts(workspace: Workspace) -> Iterator[Proposable]:
    for kind in KINDS:
        yield from workspace.find(kind)


def read_all(workspace: Workspace, record: Proposable) -> Proposable:
    """One section after the other, completed where the firm has to say something itself."""
    for section in sections_of(record):
        if section.standing is not Standing.UNREAD:
            continue
        if isinstance(section.row, Service) and [*row_gaps(section.field, (section.row,))]:
            own = section.row.model_copy(
                update={
                    "description": "Cash desks in shops are set up, updated and repaired.",
                    "dependencies": section.row.dependencies or "The maker of the desk and the network of the shop.",
                }
            )  # fmt: skip
            record = write_section(workspace, record, section.place, own)
        else:
            record = confirm(workspace, record, section.place)
    return record


def approve(workspace: Workspace, record: Proposable, **own: object) -> Proposable:
    record = read_all(workspace, save(workspace, record, own))
    assert thin_items(workspace, record) == []
    return take_step(workspace, record, "approve")


def put_in_service(workspace: Workspace, item: ConfigurationItem) -> None:
    own = {"location": item.location or "At the provider in Dublin", "type": item.type or ItemType.HARDWARE}
    if own["type"] is ItemType.SOFTWARE:
        own["release"] = "of this month"
    if not item.description:
        own["description"] = "The cash desks in the two shops."
    read = read_all(workspace, save(workspace, item, own))
    take_step(workspace, read, "put in service", {"date_of_service": today(workspace)})


def agree(workspace: Workspace, agreement: Agreement) -> None:
    day = today(workspace)
    said: dict[str, object] = {
        "their_approvals": (TheirApproval(person="Eva Sol", role="Head", on=day, form=AgreementForm.EMAIL),),
    }
    if isinstance(agreement, CustomerAgreement):
        said["consulted"] = (Consulted(who="Eva Sol", on=day),)
    else:
        said["service_targets"] = (ServiceTarget(measure=Measure.AVAILABILITY, target=99.9),)
        said["conditions"] = (
            PublishedTerms(name="Terms", edition="4", accepted_by=workspace.person_id, accepted_on=day),
        )
    approve(workspace, agreement, **said)


def nights_and_suppliers(workspace: Workspace) -> None:
    """A window over midnight ends on the next day; a supplier of whom only a number is known is whoever answers there."""
    entry = the(workspace, ScheduleEntry)
    assert entry.starts_at and entry.ends_at
    assert (entry.ends_at - entry.starts_at).total_seconds() == 4 * 3600
    assert entry.state == "planned" and entry.series
    assert the(workspace, ServiceCalendar).weekly_hours == answers(workspace).weekly_hours
    owner = workspace.find(SupplierAgreement)[0].their_owner
    assert owner == Contact(name="Grid Power", telephone="22 00 00 00")


def own_of(workspace: Workspace, kind: type[Document]) -> dict[str, object]:
    """What nobody but the firm can say: whom it asked, and what people have learnt already."""
    if kind is ServiceCatalogue:
        return {"consulted": (Consulted(who="Eva Sol", on=today(workspace)),)}
    if kind is AssignedRoles:
        seen = {"achieved_on": today(workspace), "evidence": "Seen at work"}
        lines = the(workspace, AssignedRoles).competences
        return {"competences": tuple(each.model_copy(update=seen) for each in lines)}
    return {}


@pytest.mark.a_few(1)
@pytest.mark.parametrize("firm", [firms.alone, firms.three, firms.twelve])
def test_each_firm_is_set_up_by_honest_steps(tmp_path, firm):
    with firms.answered(firm, tmp_path) as workspace:
        drafted = draft_all(workspace)
        assert drafted.differing == ()
        assert {type(each) for each in drafted.made} >= {*DOCUMENTS, ConfigurationItem, CustomerAgreement}
        for kind in IN_ORDER:
            approve(workspace, the(workspace, kind), **own_of(workspace, kind))
        for item in workspace.find(ConfigurationItem):
            put_in_service(workspace, item)
        for agreement in (*workspace.find(CustomerAgreement), *workspace.find(SupplierAgreement)):
            agree(workspace, agreement)
        if firm is firms.alone:
            declare_not_applicable(
                workspace, "29110-4-3/WP.21", "Nobody delivers anything that services stand on."
            )
        setup = [each for each in task_states(workspace) if each.task.cadence == "setup"]
        assert [(each.task.id, each.state) for each in setup if each.state != "done"] == []
        if firm is firms.twelve:
            nights_and_suppliers(workspace)
        waiting = {each.requirement.id for each in requirements(workspace) if not each.is_ready}
        assert waiting == {"P09"}  # master copies are the firm's own to store
        assert draft_all(workspace) == type(drafted)()


@pytest.fixture(scope="session")
def drafted_path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drafted")
    with firms.answered(firms.three, folder) as workspace:
        draft_all(workspace)
    return folder / "firm.sdesk"


@pytest.fixture
def school(drafted_path, tmp_path):
    """Three people, drafted; Ana is working."""
    copy = Path(shutil.copy(drafted_path, tmp_path / "firm.sdesk"))
    with open_workspace(copy, clock=TickingClock(START + timedelta(days=1))) as workspace:
        work_as(workspace, next(each for each in people(workspace) if each.name == "Ana Reyes"))
        yield workspace


def test_drafting_again_writes_nothing(school):
    before = latest_operation(school)
    again = draft_all(school)
    assert (again.made, again.differing) == ((), ())
    assert latest_operation(school) == before


def test_drafts_that_were_undone_are_made_again(tmp_path):
    with firms.answered(firms.alone, tmp_path) as workspace:
        made = [type(each).__name__ for each in draft_all(workspace).made]
        undo(workspace, latest_operation(workspace))
        assert [type(each) for each in drafts(workspace)] == [AssignedRoles]  # which the first run began
        assert [type(each).__name__ for each in draft_all(workspace).made] == made
        assert verify(workspace) == []


def test_nothing_counts_before_it_is_read_and_all_of_it_says_where_it_is_from(school):
    for record in drafts(school):
        waiting = unread(record)
        assert waiting or isinstance(record, ConfigurationItem)
        assert all("question" in each.proposal.source for each in waiting)
        own = "Cash desks"
        assert [each for each in thin_items(school, record) if own not in str(each.text)] == []
    emergency = next(each for each in the(school, ChangeProcedure).proposed if each.place == "emergency")
    assert emergency.source.startswith("ServiceDeliveryPolicy.emergency_change")


def test_the_answers_are_in_it(school):
    scope, policy = the(school, ServiceScope), the(school, ServiceDeliveryPolicy)
    catalogue, roles = the(school, ServiceCatalogue), the(school, AssignedRoles)
    assert all(each.name in scope.services_offered for each in catalogue.services)
    assert all(each.name in scope.boundary_customers for each in school.find(Customer))
    assert "Tomás Bento decides" in policy.emergency_change
    assert policy.emergency_change in the(school, ChangeProcedure).emergency
    assert policy.priority_targets[0].restore_minutes == 240
    held = {each.role: each.person for each in roles.assignments}
    people = [each.person for each in answers(school).workers]
    assert [held[each] for each in (ServiceRole.SM, ServiceRole.CM, ServiceRole.IM)] == people
    assert all(each.deputy for each in roles.assignments if each.role is not ServiceRole.PT)
    assert all(each.needed_by for each in roles.competences) and len(roles.competences) == 2 + 5
    books = next(each for each in school.find(CustomerAgreement) if "Book" in each.name)
    hill = next(each for each in school.find(CustomerAgreement) if "Hill" in each.name)
    assert (len(books.services), len(hill.services)) == (5, 4)
    assert hill.their_owner.email == "eva@hill.example" and hill.service_hours
    assert all(each.service in (None, *hill.services) for each in hill.service_targets)
    assert len(school.find(ConfigurationItem)) == 5
    assert len(school.find(ScheduleEntry)) == 12
    counted = {str(each.label): each.count for each in outlook(answers(school))}
    assert (counted["Services in the catalogue"], counted["Training needs"], counted["Documents"]) == (
        5,
        7,
        10,
    )


def test_without_an_answer_a_section_is_open(tmp_path):
    with firms.answered(firms.three, tmp_path) as workspace:
        put_off(workspace, 6)
        put_off(workspace, 1)
        draft_all(workspace)
        still = {
            (type(each).__name__, section.place): section.proposal.source
            for each in drafts(workspace)
            for section in sections_of(each)
            if section.standing is Standing.OPEN
        }
        assert still["DocumentProcedure", "backup"] == "question 6"
        assert still["ServiceCatalogue", "services"] == "question 1"
        assert workspace.find(ConfigurationItem) == []
        given = answers(workspace)
        save_answers(workspace, {"tools": given.tools, "copies": given.copies, "services": given.services})
        draft_all(workspace)
        assert [
            section.place
            for each in drafts(workspace)
            for section in sections_of(each)
            if section.standing is Standing.OPEN
        ] == []
        assert len(the(workspace, ServiceCatalogue).services) == 5


def day_and_time(workspace: Workspace, entry: ScheduleEntry) -> tuple[str, str]:
    assert entry.starts_at is not None
    begins = entry.starts_at.astimezone(zone_of(workspace))
    return f"{begins:%A}", f"{begins:%H:%M}"


def test_a_changed_answer_says_anew_what_is_unread_and_names_what_was_read(school):
    policy = confirm(school, the(school, ServiceDeliveryPolicy), "normal_change")
    save_answers(school, {"window_start": 19 * 60, "window_end": 21 * 60})
    drafted = draft_all(school)
    assert [(each.record.number, each.section.place) for each in drafted.differing] == [
        (policy.number, "normal_change")
    ]
    planned = [each for each in school.find(ScheduleEntry) if each.state == "planned"]
    assert {day_and_time(school, each) for each in planned} == {("Tuesday", "19:00")}
    assert len(planned) == 12
    now = reload(school, policy)
    assert "18:00" in now.normal_change and "19:00" in now.availability
    assert draft_all(school).differing == drafted.differing


def test_a_service_that_is_given_up_goes_where_nobody_has_read_it(school):
    said = answers(school)
    catalogue = the(school, ServiceCatalogue)
    desk, network = catalogue.services[:2]
    confirm(school, catalogue, f"services/{network.id.hex}")
    save_answers(school, {"services": said.services[2:]})
    drafted = draft_all(school)
    left = reload(school, catalogue).services
    assert desk.id not in {each.id for each in left} and network.id in {each.id for each in left}
    assert [each.section.label for each in drafted.differing if each.record.id == catalogue.id] == [
        network.name
    ]


def test_own_words_and_what_was_deleted_stay(school):
    approach = the(school, CustomerExperienceApproach)
    own = "Whoever is unhappy tells Ana at the counter, and Ana writes it into the red book before lunch."
    write_section(school, approach, "capture", own)
    item = school.find(ConfigurationItem)[0]
    delete_draft(school, item)
    save_answers(school, {"telephone": "+351 999 000"})
    draft_all(school)
    assert reload(school, approach).capture == own
    assert item.id not in {each.id for each in school.find(ConfigurationItem)}
    assert len(school.find(ConfigurationItem)) == 4


def test_what_was_written_before_the_questions_is_never_overwritten(beginner):
    workspace = beginner.workspace
    own = beginner.create(ServiceDeliveryPolicy, communication="We call every customer back on the same day.")
    saved = firms.three(answers(workspace))
    save_answers(workspace, saved)
    drafted = draft_all(workspace)
    policy = reload(workspace, own)
    assert policy.communication == own.communication
    told = {(each.section.place, each.record.id) for each in drafted.differing}
    assert told == {("communication", policy.id)}
    assert policy.emergency_change
    assert policy.priority_targets[0].restore_minutes == 240
    assert {each.standing for each in sections_of(policy) if each.place == "matrix"} == {Standing.UNREAD}


def test_an_approved_document_is_told_and_left_alone(school):
    approve(school, the(school, ServiceScope))
    rows = (*answers(school).customers, AnsweredCustomer(firm="Tea Room", reach="+351 210 000 000"))
    save_answers(school, {"customers": rows})
    drafted = draft_all(school)
    assert [(type(each.record), each.section.place) for each in drafted.differing] == [
        (ServiceScope, "boundary_customers")
    ]
    assert "Tea Room" not in the(school, ServiceScope).boundary_customers
    draft = new_version(school, the(school, ServiceScope))
    assert isinstance(draft, Document) and draft_all(school).differing[0].record.id == draft.id


def test_who_depends_on_nobody_need_not_say_it_twice(tmp_path: Path) -> None:
    """Why there is no agreement with a supplier is known from the answer; of others nothing is known."""
    with firms.answered(firms.alone, tmp_path) as workspace:
        assert "another firm" in why_none(workspace, SupplierAgreement)
        assert why_none(workspace, CustomerAgreement) == ""
        put_off(workspace, 5)
        assert why_none(workspace, SupplierAgreement) == ""

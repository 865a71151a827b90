"""Nothing proposed counts before somebody who works here has read it: what was tried to get round that."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sdesk.models import (
    BusinessGoals,
    ConfigurationItem,
    Customer,
    CustomerAgreement,
    CustomerExperienceApproach,
    DocumentProcedure,
    Person,
    Proposable,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
)
from sdesk.models.governance.answers import AnsweredCustomer, OfferedService, Worker
from sdesk.models.identity import uuid7
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.proposed.reading import confirm
from sdesk.practice.lifecycle.proposed.sections import Standing, section_at, sections_of, unread
from sdesk.practice.lifecycle.records import reload, save
from sdesk.practice.lifecycle.steps import missing, take_step
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.starter.answers import answers, save_answers
from sdesk.practice.starter.contacts import contacts_from_csv
from sdesk.practice.starter.drafting import draft_all
from sdesk.practice.starter.taking_over import agreement_for, taken_over
from sdesk.practice.workspaces import Workspace
from sdesk.storage.history import latest_operation
from tests.practice.starter.firms import answered, the, three


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with answered(three, tmp_path) as made:
        draft_all(made)
        yield made


def read_all(workspace: Workspace, record: Any) -> Any:
    for section in unread(record):
        record = confirm(workspace, record, section.place)
    return record


def places_unread(record: Proposable) -> set[str]:
    return {each.place for each in unread(record)}


# ---------------------------------------------------------------- who reads what


def test_what_was_drafted_anew_since_is_not_confirmed_by_who_read_what_stood_there(
    workspace: Workspace,
) -> None:
    seen = the(workspace, DocumentProcedure)
    save_answers(workspace, {"copies": "in the bank"})
    draft_all(workspace)
    with pytest.raises(Refused):
        confirm(workspace, seen, "backup")
    assert "backup" in places_unread(the(workspace, DocumentProcedure))


def test_who_has_left_reads_nothing(workspace: Workspace) -> None:
    ben = next(each for each in workspace.find(Person) if each.name == "Tomás Bento")
    procedure = the(workspace, DocumentProcedure)
    workspace.person_id = ben.id
    confirm(workspace, procedure, "backup")
    take_step(workspace, ben, "end", reason="Tomás went to another firm in spring")
    with pytest.raises(Refused):
        confirm(workspace, procedure, "location")
    read = next(each for each in the(workspace, DocumentProcedure).proposed if each.place == "backup")
    assert read.read_by == ben.id  # what they read while they were here was read


def test_nobody_reads_nothing(workspace: Workspace) -> None:
    workspace.person_id = None
    with pytest.raises(Refused):
        confirm(workspace, the(workspace, DocumentProcedure), "backup")


def test_a_row_that_was_copied_is_read_no_more_than_the_one_it_says_the_same_as(workspace: Workspace) -> None:
    goals = the(workspace, BusinessGoals)
    copies = tuple(each.model_copy(update={"id": uuid7()}) for each in goals.goals)
    assert len(unread(save(workspace, goals, {"goals": (*goals.goals, *copies)}))) == 2 * len(copies)
    only = save(workspace, goals, {"goals": copies})
    assert len(unread(only)) == len(copies)
    assert [each.field for each in missing(workspace, only, only.step_called("approve"))].count("goals") == 2
    read = read_all(workspace, only)
    assert unread(read) == () and all(
        each.standing is Standing.CONFIRMED for each in sections_of(read) if each.row
    )


def test_reading_is_not_taken_back_from_under_what_stands_on_it(workspace: Workspace) -> None:
    item = confirm(workspace, the(workspace, ConfigurationItem), "description")
    done = latest_operation(workspace)
    item = save(
        workspace, item,
        {"location": "the office in Braga", "owner": workspace.person_id, "date_of_service": date(2026, 1, 1), "release": "4.2"},
    )  # fmt: skip
    lacking = missing(workspace, item, next(step for step in item.steps if step.main))
    assert lacking == [], lacking
    item = take_step(workspace, item, next(step for step in item.steps if step.main).name)
    with pytest.raises(Refused):
        undo(workspace, done)
    assert unread(reload(workspace, item)) == ()


# ---------------------------------------------------------------- answers that change


def test_a_mark_in_an_address_is_no_comma(workspace: Workspace) -> None:
    """Whoever mistyped an address corrects it, and the drafts follow."""
    save_answers(workspace, {"email": "help@quay-it.example", "telephone": "+351 200 55"})
    drafted = draft_all(workspace)
    assert "help@quay-it.example" in the(workspace, CustomerExperienceApproach).capture
    save_answers(workspace, {"email": "help@quayit.example"})
    draft_all(workspace)
    approach = the(workspace, CustomerExperienceApproach)
    assert "help@quayit.example" in approach.capture and "capture" in places_unread(approach)
    assert drafted.differing == ()
    read_all(workspace, approach)
    save_answers(workspace, {"email": "help@quay.it.example"})
    assert "capture" in {each.section.place for each in draft_all(workspace).differing}


def test_somebody_who_is_gone_leaves_no_hole_in_a_sentence(workspace: Workspace) -> None:
    said = answers(workspace)
    ben = next(each for each in said.workers if each.name == "Tomás Bento")
    save_answers(workspace, {"complaints_to": ben.person, "on_call": ben.person})
    draft_all(workspace)
    tomas = next(each for each in workspace.find(Person) if each.id == ben.person)
    take_step(workspace, tomas, "end", reason="Tomás went to another firm")
    draft_all(workspace)
    approach = the(workspace, CustomerExperienceApproach)
    holes = [
        each.place for each in sections_of(approach) if isinstance(each.value, str) and "  " in each.value
    ]
    assert holes == []
    assert section_at(approach, "point_of_contact").standing is Standing.OPEN
    assert all("  " not in each.hours + each.how_to_use for each in the(workspace, ServiceCatalogue).services)


def test_somebody_of_the_same_name_who_has_left_is_somebody_else(workspace: Workspace) -> None:
    ben = next(each for each in workspace.find(Person) if each.name == "Tomás Bento")
    rest = tuple(each for each in answers(workspace).workers if each.person != ben.id)
    save_answers(workspace, {"workers": rest})
    take_step(workspace, ben, "end", reason="Tomás went to another firm")
    said = save_answers(workspace, {"workers": (*rest, Worker(name="Tomás Bento"))})
    assert said.workers[-1].person != ben.id


def test_two_customers_of_the_same_name_are_two(workspace: Workspace) -> None:
    there = answers(workspace).customers
    twins = (
        AnsweredCustomer(firm="Café Central", place="Faro", contact="Rui Mar", reach="rui@faro.example"),
        AnsweredCustomer(firm="Café Central", place="Lagos", contact="Eva Sol", reach="eva@lagos.example"),
    )
    save_answers(workspace, {"customers": (*there, *twins)})
    draft_all(workspace)
    found = [each for each in workspace.find(Customer) if each.name == "Café Central"]
    assert sorted(each.address for each in found) == ["Faro", "Lagos"]
    assert len(workspace.find(CustomerAgreement)) == len(there) + 2
    draft_all(workspace)
    assert len([each for each in workspace.find(Customer) if each.name == "Café Central"]) == 2


def test_one_customer_named_twice_is_one(workspace: Workspace) -> None:
    there = answers(workspace).customers
    again = AnsweredCustomer(firm="shoe shop ", reach="ida@shoes.example")
    save_answers(workspace, {"customers": (*there, again)})
    draft_all(workspace)
    assert len(workspace.find(Customer)) == len(there) and len(workspace.find(CustomerAgreement)) == len(
        there
    )


def test_a_second_agreement_with_a_customer_is_brought_up_to_date_too(workspace: Workspace) -> None:
    customer = the(workspace, Customer)
    second = agreement_for(workspace, customer)
    assert isinstance(second, CustomerAgreement)
    policy = the(workspace, ServiceDeliveryPolicy)
    own = "An emergency is only what burns: Ana says so, the same evening, and writes it down before it is touched."
    save(workspace, policy, {"emergency_change": own})
    draft_all(workspace)
    assert own in reload(workspace, second).change_definitions
    assert taken_over(workspace, policy) == ()
    assert len(workspace.find(CustomerAgreement)) == len(answers(workspace).customers) + 1


def test_nothing_is_drafted_for_a_customer_who_has_left(workspace: Workspace) -> None:
    new = AnsweredCustomer(firm="Sea Hotel", contact="Lu Rio", reach="lu@sea.example")
    there = (*answers(workspace).customers, new)
    save_answers(workspace, {"customers": there})
    draft_all(workspace)
    hotel = next(each for each in workspace.find(Customer) if each.name == "Sea Hotel")
    [agreement] = [each for each in workspace.find(CustomerAgreement) if each.customer == hotel.id]
    undo_draft = latest_operation(workspace)
    assert undo_draft
    with workspace.transaction("undo") as session:
        session.get_one(CustomerAgreement, agreement.id).deleted_at = workspace.clock()
    take_step(workspace, hotel, "end", reason="The hotel has closed its doors")
    draft_all(workspace)
    assert [each for each in workspace.find(CustomerAgreement) if each.customer == hotel.id] == []


def test_services_that_are_not_given_any_more_leave_the_agreements_that_nobody_has_read(
    workspace: Workspace,
) -> None:
    agreement = the(workspace, CustomerAgreement)
    was = len(agreement.services)
    gone, *rest = answers(workspace).services
    save_answers(workspace, {"services": tuple(rest)})
    draft_all(workspace)
    offered = {each.id for each in the(workspace, ServiceCatalogue).services}
    agreement = reload(workspace, agreement)
    assert len(agreement.services) == was - 1 and {*agreement.services} <= offered
    assert gone.name not in [each.name for each in the(workspace, ServiceCatalogue).services]
    save_answers(workspace, {"services": (*rest, OfferedService(name="Printers"))})
    draft_all(workspace)
    for each in workspace.find(CustomerAgreement):
        has_all = not next(
            row for row in answers(workspace).customers if row.customer == each.customer
        ).services
        names = {row.name for row in the(workspace, ServiceCatalogue).services if row.id in each.services}
        assert ("Printers" in names) == has_all


# ---------------------------------------------------------------- contacts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_contacts_however_they_were_saved(encoding: str, separator: str, tmp_path: Path) -> None:
    rows = (
        ("Company", "Name", "E-mail", "Address"),
        ('"Café\nCentral"', "Rui Sá", "rui@cafe.example", '"1 Quay\r\n\r\nFaro"'),
        ("=HYPERLINK(1)", "+Eva", "eva@x.example", "@home"),
        ('"Mar; Lda, ""Sul"""', "Ída", "+351 200 1", ""),
    )
    path = tmp_path / "contacts.csv"
    path.write_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    found = contacts_from_csv(path)
    assert [(each.firm, each.contact, each.reach, each.place) for each in found] == [
        ("Café Central", "Rui Sá", "rui@cafe.example", "1 Quay, Faro"),
        ("=HYPERLINK(1)", "+Eva", "eva@x.example", "@home"),
        ('Mar; Lda, "Sul"', "Ída", "+351 200 1", ""),
    ]


# ---------------------------------------------------------------- what is there no more


def test_a_withdrawn_document_keeps_nothing_else_from_being_drafted(workspace: Workspace) -> None:
    approach = read_all(workspace, the(workspace, CustomerExperienceApproach))
    take_step(
        workspace, take_step(workspace, approach, "approve"), "withdraw", reason="It was for another firm"
    )
    save_answers(workspace, {"copies": "in the bank"})
    draft_all(workspace)
    assert "in the bank" in the(workspace, DocumentProcedure).backup
    assert {each.state for each in workspace.find(CustomerExperienceApproach)} == {"withdrawn"}


def test_a_service_that_is_ticked_again_is_the_same_one(workspace: Workspace) -> None:
    said = answers(workspace).services
    items, offered = len(workspace.find(ConfigurationItem)), the(workspace, ServiceCatalogue).services
    save_answers(workspace, {"services": said[1:]})
    draft_all(workspace)
    again = OfferedService(starter=said[0].starter, name=said[0].name, vital=said[0].vital)
    for _twice in range(2):
        save_answers(workspace, {"services": (again, *said[1:])})
        draft_all(workspace)
    assert len(workspace.find(ConfigurationItem)) == items
    assert {each.id for each in the(workspace, ServiceCatalogue).services} == {each.id for each in offered}


def test_an_answer_can_be_emptied(workspace: Workspace) -> None:
    said = save_answers(workspace, {"customers": (), "holidays": (), "services": ()})
    assert (said.customers, said.holidays, said.services) == ((), (), ())
    draft_all(workspace)


def test_an_item_that_is_gone_differs_from_nothing(workspace: Workspace) -> None:
    item = confirm(workspace, the(workspace, ConfigurationItem), "description")
    item = save(
        workspace, item,
        {"location": "the office in Braga", "owner": workspace.person_id, "date_of_service": date(2026, 1, 1), "release": "4.2"},
    )  # fmt: skip
    item = take_step(workspace, take_step(workspace, item, "put in service"), "retire", reason="It was sold")
    tools = tuple(each.model_copy(update={"place": "Faro"}) for each in answers(workspace).tools)
    save_answers(workspace, {"tools": tools})
    assert item.id not in {each.record.id for each in draft_all(workspace).differing}

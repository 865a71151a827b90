"""Answers are kept as far as they were given; a question is open until what it asks for was saved."""

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Customer, Organization, Person, ServiceCalendar
from sdesk.models.governance.answers import AnsweredCustomer, Hat, Promise, Worker
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import create, reload, save
from sdesk.practice.starter.answers import (
    answers,
    answers_of,
    is_answered,
    open_questions,
    put_off,
    save_answers,
)
from sdesk.practice.starter.contacts import contacts_from_csv
from sdesk.practice.starter.library import promises
from sdesk.storage.history import latest_operation


def times(targets):
    return [(each.priority, each.respond_minutes, each.restore_minutes) for each in targets]


def test_what_is_known_is_filled_in_and_is_no_answer(beginner):
    workspace = beginner.workspace
    save(workspace, workspace.first(Organization), {"telephone": "555 012", "email": "us@harbour.example"})
    assert answers_of(workspace) is None
    made = answers(workspace)
    assert [(each.name, each.hat) for each in made.workers] == [
        ("Ana Reyes", Hat.ALL),
        ("Ben Okafor", Hat.WORKS),
        ("Cleo Sand", Hat.WORKS),
    ]
    assert (made.telephone, made.email, made.complaints_to) == (
        "555 012",
        "us@harbour.example",
        beginner.ana.id,
    )
    assert times(made.targets) == times(promises()[Promise.USUAL])
    assert open_questions(made) == tuple(range(1, 11))
    assert answers(workspace).id == made.id


def test_what_is_saved_is_answered_and_what_is_put_off_is_not(beginner):
    workspace = beginner.workspace
    made = save_answers(workspace, {"promise": Promise.QUICK})
    assert is_answered(made, 8)
    assert made.targets[0].respond_minutes == 15
    assert not is_answered(put_off(workspace, 8), 8)
    base = latest_operation(workspace)
    save_answers(workspace, {"copies": "in the safe"}, base)
    save_answers(workspace, {"telephone": "+351 200 555"}, base)  # nobody has changed that since
    with pytest.raises(Refused):
        save_answers(workspace, {"copies": "in the bank"}, base)
    again = save_answers(workspace, {"targets": made.targets, "no_supplier": True})
    assert is_answered(again, 8) and is_answered(again, 5)
    assert not is_answered(save_answers(workspace, {"customers": ()}), 4)


def test_lines_without_a_name_are_not_kept(beginner):
    made = save_answers(
        beginner.workspace, {"customers": (AnsweredCustomer(firm="Pier Dental"), AnsweredCustomer(place="x"))}
    )
    assert [each.firm for each in made.customers] == ["Pier Dental"]


def test_who_works_here_is_a_person_once_and_goes_by_the_name_that_is_corrected(beginner):
    workspace = beginner.workspace
    rows = (Worker(name="ana reyes", hat=Hat.ALL), Worker(name="Dina Rau", email="dina@harbour.example"))
    made = save_answers(workspace, {"workers": rows})
    assert made.workers[0].person == beginner.ana.id
    assert len(workspace.find(Person)) == 4
    dina = made.workers[1]
    save_answers(workspace, {"workers": (made.workers[0], dina.model_copy(update={"name": "Dina Raue"}))})
    assert workspace.get(Person, dina.person).name == "Dina Raue"


def test_records_that_say_otherwise_by_now_stay(beginner):
    workspace = beginner.workspace
    pier = create(workspace, Customer, {"name": "Pier Dental", "address": "1 Quay Street"})
    row = AnsweredCustomer(firm="Pier Dental", place="Quay", customer=pier.id)
    made = save_answers(workspace, {"customers": (row,)})
    save_answers(
        workspace, {"customers": (row.model_copy(update={"firm": "Pier Dentists", "place": "Port"}),)}
    )
    now = reload(workspace, pier)
    assert (now.name, now.address) == ("Pier Dentists", "1 Quay Street")
    office = create(
        workspace, ServiceCalendar, {"name": "Office", "weekly_hours": made.weekly_hours, "holidays": ()}
    )
    save_answers(workspace, {"weekly_hours": made.weekly_hours[:4]})
    assert len(reload(workspace, office).weekly_hours) == 4


OUTLOOK = (
    '"First Name","Last Name","Company","E-mail Address","Business Phone","Business Street","Business City",'
    '"Business Postal Code"\n'
    '"Rita","Nunes","Pier Dental","","+351 21 000","1 Quay Street","Barra","2830"\n'
    '"Tom","Low","Pier Dental","tom@pier.example","","","",""\n'
)
GOOGLE = (
    "First Name,Last Name,Organization Name,E-mail 1 - Value,Phone 1 - Value,Address 1 - Formatted\n"
    'Eva,Sol,Hill School,eva@hill.example ::: office@hill.example,,"2 Hill Road\nBarra"\n'
    "Max,Ro,,,200 300,\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OUTLOOK, [("Pier Dental", "Rita Nunes", "+351 21 000", "1 Quay Street, 2830 Barra")]),
        (
            GOOGLE,
            [("Hill School", "Eva Sol", "eva@hill.example", "2 Hill Road, Barra"), ("Max Ro", "Max Ro", "200 300", "")],
        ),
        ("Firm;Contact;Telephone;Place\nCafé Mar;Ilse;555;Port\n", [("Café Mar", "Ilse", "555", "Port")]),
    ],
)  # fmt: skip
def test_customers_come_out_of_the_files_that_address_books_save(tmp_path, text, expected):
    path = tmp_path / "contacts.csv"
    path.write_text(text, encoding="utf-8")
    assert [(each.firm, each.contact, each.reach, each.place) for each in contacts_from_csv(path)] == expected


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("contacts.xlsx", b"PK\x03\x04"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00"),
        ("figures.csv", b"day,amount\n1,2\n"),
        ("empty.csv", b""),
        ("heads.csv", b"company,e-mail\n"),
    ],
)
def test_what_is_no_file_of_contacts_is_refused_in_words(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SdeskError) as refused:
        contacts_from_csv(path)
    assert str(refused.value.hint)

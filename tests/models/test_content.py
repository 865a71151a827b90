"""Declarations of fields: kinds from types, what counts as empty, choices, rows and contacts."""

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

import pytest
from pydantic import ValidationError

from sdesk.models import Kind, Record, ServiceCatalogue, ServiceIncident, field_of, fields_of
from sdesk.models.content import Choice, Contact, Content, JsonText, Row, choice, links, rows
from sdesk.models.governance import Goal, Priority
from sdesk.models.record import groups_of


class Colour(Choice):
    RED = "deep red"
    BLUE = "blue"


class Wheel(Row):
    size: Annotated[int | None, Content("Size")] = None


class Bicycle(Row):
    name: Annotated[str, Content("Name")] = ""
    story: Annotated[str, Content("Story", long=True)] = ""
    gears: Annotated[int | None, Content("Gears")] = None
    weight: Annotated[float | None, Content("Weight")] = None
    bought: Annotated[date | None, Content("Bought")] = None
    seen: Annotated[datetime | None, Content("Seen")] = None
    ours: Annotated[bool | None, Content("Ours")] = None
    colour: Annotated[Colour | None, Content("Colour"), choice(Colour)] = None
    owner: Annotated[UUID | None, Content("Owner")] = None
    riders: Annotated[tuple[UUID, ...], *links("Person"), Content("Riders")] = ()
    wheels: Annotated[tuple[Wheel, ...], Content("Wheels"), rows(Wheel)] = ()
    seller: Annotated[Contact | None, Content("Seller")] = None
    frame_number: str = ""


def test_a_kind_follows_from_its_type() -> None:
    kinds = {spec.name: spec.kind for spec in fields_of(Bicycle)}
    assert kinds == {
        "name": Kind.TEXT,
        "story": Kind.LONG_TEXT,
        "gears": Kind.NUMBER,
        "weight": Kind.NUMBER,
        "bought": Kind.DATE,
        "seen": Kind.DATE_TIME,
        "ours": Kind.YES_NO,
        "colour": Kind.CHOICE,
        "owner": Kind.LINK,
        "riders": Kind.LINKS,
        "wheels": Kind.ROWS,
        "seller": Kind.CONTACT,
    }


@pytest.mark.parametrize(
    ("name", "empty", "filled"),
    [
        ("name", "", "x"),
        ("name", " \n ", " x "),
        ("gears", None, 0),
        ("weight", None, 0.0),
        ("ours", None, False),
        ("bought", None, date(2026, 1, 1)),
        ("colour", None, Colour.RED),
        ("riders", (), (UUID(int=1),)),
        ("wheels", (), (Wheel(),)),
        ("seller", None, Contact(name="Dora")),
        ("seller", Contact(), Contact(email="d@pier.example")),
        ("seller", Contact(name="  "), Contact(address="1 Quay Street")),
    ],
)
def test_nothing_said_is_empty_and_a_no_is_an_answer(name: str, empty: object, filled: object) -> None:
    spec = field_of(Bicycle, name)
    assert spec.is_empty(empty)
    assert not spec.is_empty(filled)


def test_a_choice_is_stored_by_value_and_shown_with_a_capital() -> None:
    assert (Colour.RED.value, Colour.RED.label) == ("deep red", "Deep red")
    assert Priority.CRITICAL.label == "1 Critical"
    assert field_of(Bicycle, "colour").choices == (Colour.RED, Colour.BLUE)


def test_a_contact_says_which_of_its_five_parts_are_missing() -> None:
    contact = Contact(name="Dora Lind", organization="Pier Dental", telephone=" ")
    assert [part.label for part in contact.missing] == ["Address", "Telephone", "E-mail"]
    assert str(contact) == "Dora Lind, Pier Dental"


def test_rows_are_values_with_an_id_of_their_own() -> None:
    one, other = Goal(statement="x"), Goal(statement="x")
    assert one.id != other.id
    with pytest.raises(ValidationError):
        one.statement = "y"
    with pytest.raises(ValidationError):
        Goal(statement="x", colour="blue")  # type: ignore[call-arg]


def test_rows_come_back_from_the_file_as_they_went_in() -> None:
    column = JsonText(tuple[Bicycle, ...])
    bicycles = (
        Bicycle(
            name="Ä\n", seen=datetime(2026, 3, 2, tzinfo=UTC), colour=Colour.BLUE, wheels=(Wheel(size=28),)
        ),
    )
    stored = column.process_bind_param(bicycles, None)  # type: ignore[arg-type]
    assert column.process_result_value(stored, None) == bicycles  # type: ignore[arg-type]


def test_fields_come_in_the_order_of_declaration_those_of_base_classes_last() -> None:
    names = [spec.name for spec in fields_of(ServiceIncident)]
    common = [spec.name for spec in fields_of(Record)]
    assert names[0] == "summary"
    assert "notes" in common
    assert names[-len(common) :] == common


def test_nested_rows_have_columns_too() -> None:
    services = field_of(ServiceCatalogue, "services")
    measures = next(spec for spec in services.columns if spec.name == "quality_measures")
    assert [spec.name for spec in measures.columns] == [
        "name",
        "counts",
        "priority",
        "sense",
        "target",
        "unit",
        "window",
    ]


def test_groups_hold_every_field_once_in_their_order() -> None:
    groups = groups_of(ServiceIncident)
    assert [title for title, _ in groups][:2] == ["What happened", "Classification"]
    assert sorted(spec.name for _, specs in groups for spec in specs) == sorted(
        spec.name for spec in fields_of(ServiceIncident)
    )

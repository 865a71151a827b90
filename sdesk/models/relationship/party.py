"""Customers and suppliers, whom to reach there, and how satisfied they say they are."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Contact, Content, Row, ServiceLink, link, rows
from sdesk.models.record import IN_USE, KEEPING, LEFT, Level, Record, Shape, State, Step


class PartyContact(Row):
    """A person at a customer or supplier; organization and address are the party's own."""

    name: Annotated[str, Content("Full name", needed_for="*")] = ""
    part: Annotated[str, Content("Part they play", example="Office manager")] = ""
    telephone: Annotated[str, Content("Telephone")] = ""
    email: Annotated[str, Content("E-mail")] = ""


class Party(Record):
    """A customer or a supplier."""

    title: ClassVar[str] = "name"
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "telephone", "state")
    states: ClassVar[tuple[State, ...]] = (IN_USE, LEFT)
    steps: ClassVar[tuple[Step, ...]] = KEEPING

    name: Annotated[str, Content("Name", needed_for="in use", group="Address")] = ""
    address: Annotated[str, Content("Address", long=True, group="Address")] = ""
    telephone: Annotated[str, Content("Telephone", group="Address")] = ""
    email: Annotated[str, Content("E-mail", group="Address")] = ""
    business: Annotated[
        str,
        Content(
            "What they do",
            long=True,
            group="Address",
            help="What matters to them, and when, so that priorities make sense.",
        ),
    ] = ""
    contacts: Annotated[
        tuple[PartyContact, ...],
        Content(
            "Contacts",
            group="Contacts",
            help="People you speak with. They are offered wherever a contact is asked for.",
        ),
        rows(PartyContact),
    ] = ()

    def contact(self, row: PartyContact) -> Contact:
        return Contact(
            name=row.name,
            organization=self.name,
            address=", ".join(self.address.split("\n")),
            telephone=row.telephone or self.telephone,
            email=row.email or self.email,
        )


class Customer(Party, table=True):
    """Somebody who receives services."""

    singular: ClassVar[str] = "Customer"
    plural: ClassVar[str] = "Customers"
    prefix: ClassVar[str] = "CUS"
    why: ClassVar[str] = (
        "Those you deliver services to. Agreements, incidents and feedback belong to one of them."
    )


class Supplier(Party, table=True):
    """Somebody whose products or services the provider depends on."""

    singular: ClassVar[str] = "Supplier"
    plural: ClassVar[str] = "Suppliers"
    prefix: ClassVar[str] = "SPL"
    why: ClassVar[str] = "Those whose products or services you depend on to keep your own agreements."


class SurveyScore(Record, table=True):
    """One answer of a customer to the question how satisfied they are, 1 (not at all) to 5 (very)."""

    singular: ClassVar[str] = "Survey score"
    plural: ClassVar[str] = "Survey scores"
    prefix: ClassVar[str] = "SUR"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "comment"
    why: ClassVar[str] = "How satisfied customers say they are. Reports show the mean and how many answered."
    columns: ClassVar[tuple[str, ...]] = ("number", "customer", "score", "asked_on", "comment", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("draft", Shape.DRAFT),
        State("recorded", Shape.DONE, Level.RECORDED, frozen=True),
        State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("record", "Record score", ("draft",), "recorded"),
        Step("cancel", "Cancel score", ("recorded",), "cancelled", reason=True, main=False),
    )

    customer: Annotated[UUID | None, *link("Customer"), Content("Customer", needed_for="recorded")] = None
    score: Annotated[
        int | None,
        Content(
            "Score", needed_for="recorded", unit="1 to 5", help="1: not satisfied at all. 5: very satisfied."
        ),
    ] = None
    asked_on: Annotated[date | None, Content("Date of the answer", needed_for="recorded", happened=True)] = (
        None
    )
    service: Annotated[
        ServiceLink, Content("Service", help="Leave empty if the answer is about everything.")
    ] = None
    answered_by: Annotated[str, Content("Answered by")] = ""
    comment: Annotated[str, Content("What they said", long=True)] = ""

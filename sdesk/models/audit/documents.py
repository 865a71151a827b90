"""What is kept about documents beside their versions: who has to know them, who does, that one was looked at again, and
those of others."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import Choice, Content, Depth, RecordLink, Row, choice, link, rows
from sdesk.models.governance.roles import ServiceRole
from sdesk.models.record import IN_USE, KEEPING, LEFT, Level, Record, Shape, State, Step

_SIGNED = (
    State("draft", Shape.DRAFT),
    State("recorded", Shape.DONE, Level.APPROVED, frozen=True),
    State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
)


class ExternalKind(Choice):
    LAW = "law or regulation"
    CONTRACT = "contract"
    STANDARD = "standard"
    MANUAL = "manual"
    OTHER = "other"


class ExternalDocument(Record, table=True):
    """A document that others issue and that is worked by here: a law, a contract, a standard, a manual."""

    singular: ClassVar[str] = "External document"
    plural: ClassVar[str] = "External documents"
    prefix: ClassVar[str] = "EXT"
    title: ClassVar[str] = "name"
    why: ClassVar[str] = (
        "Laws, contracts, standards and manuals that you work by. An auditor asks which edition you have, and how you "
        "would learn of the next one."
    )
    columns: ClassVar[tuple[str, ...]] = (
        "number",
        "name",
        "kind",
        "issuer",
        "edition",
        "next_check",
        "state",
    )
    states: ClassVar[tuple[State, ...]] = (IN_USE, LEFT)
    steps: ClassVar[tuple[Step, ...]] = KEEPING

    name: Annotated[
        str,
        Content("Name", needed_for="in use", group="Document", example="Data Protection Act"),
    ] = ""
    kind: Annotated[
        ExternalKind | None, Content("Kind", needed_for="in use", group="Document"), choice(ExternalKind)
    ] = None
    issuer: Annotated[
        str, Content("Issuer", needed_for="in use", group="Document", help="Who makes it and decides on it.")
    ] = ""
    edition: Annotated[
        str,
        Content(
            "Edition",
            needed_for="in use",
            group="Document",
            help="Number or day of the edition that you have, so that a newer one is known when it comes.",
            example="In force since 25 May 2018",
        ),
    ] = ""
    place: Annotated[
        str,
        Content(
            "Where it is kept",
            needed_for="in use",
            group="Keeping",
            help="Where everybody who needs it finds it: a folder, a shelf, an address in the web.",
        ),
    ] = ""
    concerns: Annotated[
        str,
        Content(
            "What it asks of you",
            long=True,
            group="Document",
            help="The parts that you work by, and for which services or customers.",
        ),
    ] = ""
    keeper: Annotated[
        UUID | None,
        *link("Person"),
        Content("Looked after by", group="Keeping", help="Who would notice that there is a new edition."),
    ] = None
    next_check: Annotated[
        date | None,
        Content(
            "Next check",
            needed_for="in use",
            group="Keeping",
            help="When somebody looks whether this is still the edition that counts.",
        ),
    ] = None


class DocumentReview(Record, table=True):
    """A version of a document was read again and still fits: the version stays, its next review is another."""

    singular: ClassVar[str] = "Review without change"
    plural: ClassVar[str] = "Reviews without change"
    prefix: ClassVar[str] = "DRV"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "outcome"
    why: ClassVar[str] = (
        "Documents that were read again and still fit. The version and its approval stay; only the day of the next "
        "review is another."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "document", "edition", "done_on", "done_by", "next_review", "state")  # fmt: skip
    states: ClassVar[tuple[State, ...]] = _SIGNED
    steps: ClassVar[tuple[Step, ...]] = (
        Step(
            "record",
            "Record review",
            ("draft",),
            "recorded",
            roles=("SM", "MGT", "RM", "CM", "IM", "PT"),
            approves=True,
        ),
        Step("cancel", "Cancel review", ("recorded",), "cancelled", reason=True, main=False),
    )

    document: Annotated[
        RecordLink,
        Content("Document", needed_for="recorded", help="The version that was read."),
        Field(index=True),
    ] = None
    outcome: Annotated[
        str,
        Content(
            "What came of it",
            needed_for="recorded",
            long=True,
            depth=Depth.STATEMENT,
            help="What it was held against, and why it still fits.",
            example="Held against the changes of the year; the rules are still how we work.",
        ),
    ] = ""
    next_review: Annotated[
        date | None,
        Content("Next review", needed_for="recorded", help="Within a year of this one."),
    ] = None
    done_on: Annotated[date | None, Content("Reviewed on", computed=True)] = None
    done_by: Annotated[UUID | None, *link("Person"), Content("Reviewed by", computed=True)] = None
    edition: Annotated[str, Content("Version", computed=True)] = ""
    digest: Annotated[
        str, Content("SHA-256 of what was read", computed=True, help="As its approval carries it.")
    ] = ""


class ReadConfirmation(Record, table=True):
    """Somebody has read a version of a document and understood it."""

    singular: ClassVar[str] = "Confirmation"
    plural: ClassVar[str] = "Read and understood"
    prefix: ClassVar[str] = "CNF"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "edition"
    why: ClassVar[str] = (
        "Who has read and understood which version of a document. A new version is confirmed anew."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "document", "edition", "person", "confirmed_at", "state")
    states: ClassVar[tuple[State, ...]] = _SIGNED
    steps: ClassVar[tuple[Step, ...]] = (
        Step("record", "Read and understood", ("draft",), "recorded", approves=True),
        Step("cancel", "Cancel confirmation", ("recorded",), "cancelled", reason=True, main=False),
    )

    document: Annotated[
        RecordLink,
        Content("Document", needed_for="recorded", help="The version that was read."),
        Field(index=True),
    ] = None
    person: Annotated[UUID | None, *link("Person"), Content("Read by", computed=True)] = None
    confirmed_at: Annotated[datetime | None, Content("Confirmed", computed=True)] = None
    edition: Annotated[str, Content("Version", computed=True)] = ""
    digest: Annotated[
        str, Content("SHA-256 of what was read", computed=True, help="As its approval carries it.")
    ] = ""


class Reader(Row):
    """Who has to know a document: all who hold a role, or one person."""

    role: Annotated[ServiceRole | None, Content("Everybody in the role"), choice(ServiceRole)] = None
    person: Annotated[UUID | None, *link("Person"), Content("Or this person")] = None


class DocumentEntry(Record, table=True):
    """What the register says of a document that stands in none of its versions. `subject` is its number."""

    singular: ClassVar[str] = "Entry in the register"
    plural: ClassVar[str] = "Entries in the register"
    prefix: ClassVar[str] = "REG"
    one_for_each: ClassVar[tuple[str, ...] | None] = ("subject",)
    title: ClassVar[str] = "subject"
    columns: ClassVar[tuple[str, ...]] = ("subject", "place")
    states: ClassVar[tuple[State, ...]] = (IN_USE,)

    subject: Annotated[str, Content("Number of the document", needed_for="in use"), Field(index=True)] = ""
    place: Annotated[
        str,
        Content(
            "Also kept at",
            help="Where there are copies besides this workspace: on paper, with a customer.",
            example="Folder in the office",
        ),
    ] = ""
    readers: Annotated[
        tuple[Reader, ...],
        Content("Who has to know it", help="Each of them confirms each version."),
        rows(Reader),
    ] = ()


__all__ = [
    "DocumentEntry",
    "DocumentReview",
    "ExternalDocument",
    "ExternalKind",
    "ReadConfirmation",
    "Reader",
]

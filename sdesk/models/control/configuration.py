"""Configuration items and the procedure that protects them (CO.1)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Choice, Content, Depth, Row, choice, link, links, rows
from sdesk.models.control.master_copies import ItemCopy
from sdesk.models.record import Document, Level, Proposable, Shape, State, Step, approval, withdrawal


class ItemType(Choice):
    HARDWARE = "hardware"
    SOFTWARE = "software"
    DOCUMENT = "document"


class RelationKind(Choice):
    PART_OF = "part of"
    DEPENDS_ON = "depends on"


class ItemRelation(Row):
    kind: Annotated[RelationKind | None, Content("Relation", needed_for="*"), choice(RelationKind)] = None
    item: Annotated[UUID | None, *link("ConfigurationItem"), Content("Item", needed_for="*")] = None


class ItemCheck(Row):
    """The record was held against the thing."""

    on: Annotated[date | None, Content("When", needed_for="*", happened=True)] = None
    by: Annotated[UUID | None, *link("Person"), Content("Who looked", needed_for="*")] = None
    found: Annotated[
        str,
        Content(
            "What was found",
            needed_for="*",
            long=True,
            depth=Depth.STATEMENT,
            example="Serial number and firmware as written; the place was corrected.",
        ),
    ] = ""


class RunningOut(Choice):
    CERTIFICATE = "certificate"
    DOMAIN = "domain"
    LICENCE = "licence"
    WARRANTY = "warranty"
    CONTRACT = "contract"
    SUPPORT = "support of the maker"
    OTHER = "other"


class ExpiryDate(Row):
    """Something about the item that ends on a day, and how long before that it is shown."""

    what: Annotated[RunningOut | None, Content("What runs out", needed_for="*"), choice(RunningOut)] = None
    on: Annotated[date | None, Content("Last day", needed_for="*")] = None
    warn_days: Annotated[int | None, Content("Warn before", unit="days", help="None: a month, 30 days.")] = (
        None
    )
    note: Annotated[
        str, Content("Which, and how it is renewed", example="mail.example.org, at the registrar")
    ] = ""


class ConfigurationItem(Proposable, table=True):
    """WP.02: a component that services depend on."""

    singular: ClassVar[str] = "Configuration item"
    plural: ClassVar[str] = "Configuration items"
    prefix: ClassVar[str] = "CI"
    title: ClassVar[str] = "name"
    why: ClassVar[str] = (
        "What your services are made of. Changes and incidents name the items they touch; an auditor checks that the list is true."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "type", "location", "owner", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("planned", Shape.DRAFT, Level.DRAFT),
        State("in service", Shape.DONE, Level.RECORDED),
        State("faulty", Shape.OVERDUE, Level.RECORDED, exit=True, after="in service"),
        State("retired", Shape.NONE, Level.RECORDED, frozen=True, ended=True, exit=True, after="in service"),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step(
            "put in service",
            "Put in service",
            ("planned",),
            "in service",
            asks=("date_of_service",),
        ),
        Step("mark faulty", "Mark as faulty", ("in service",), "faulty", reason=True, main=False),
        Step("repaired", "Back in service", ("faulty",), "in service"),
        Step("retire", "Retire", ("in service", "faulty"), "retired", reason=True, main=False),
    )

    name: Annotated[
        str, Content("Name", needed_for="in service", group="Item", example="Backup router, dental practice")
    ] = ""
    type: Annotated[
        ItemType | None, Content("Type", needed_for="in service", group="Item"), choice(ItemType)
    ] = None
    description: Annotated[
        str,
        Content(
            "Description",
            needed_for="in service",
            long=True,
            group="Item",
            help="What it is and what it is for.",
        ),
    ] = ""
    owner: Annotated[
        UUID | None,
        *link("Person"),
        Content(
            "Owner",
            needed_for="in service",
            group="Whose and where",
            help="Who answers for it here.",
        ),
    ] = None
    location: Annotated[str, Content("Location", needed_for="in service", group="Whose and where")] = ""
    customer: Annotated[UUID | None, *link("Customer"), Content("At customer", group="Whose and where")] = (
        None
    )
    supplier: Annotated[UUID | None, *link("Supplier"), Content("Supplier", group="Whose and where")] = None
    date_of_service: Annotated[
        date | None,
        Content(
            "Date of service",
            needed_for="in service",
            group="Whose and where",
            help="Since when it is used, or when it was last serviced.",
            happened=True,
        ),
    ] = None
    release: Annotated[
        str, Content("Version", group="Item", help="Model, firmware or edition. Asked for of software.")
    ] = ""
    serial: Annotated[str, Content("Serial or licence number", group="Item")] = ""
    master_copy: Annotated[
        str,
        Content(
            "Master copy in words",
            group="Copies and checks",
            only_where=("master_copies",),
            help="As it was written before: say below where the copy is and who may reach it.",
        ),
    ] = ""
    master_copies: Annotated[
        tuple[ItemCopy, ...],
        Content(
            "Master copies",
            plural=True,
            group="Copies and checks",
            help="From what it would be restored: software, document, settings or image. Or why none is needed.",
        ),
        rows(ItemCopy),
    ] = ()
    checks: Annotated[
        tuple[ItemCheck, ...],
        Content(
            "Compared with reality",
            group="Copies and checks",
            help="Somebody looked whether what is written here is so.",
        ),
        rows(ItemCheck),
    ] = ()
    expires: Annotated[
        tuple[ExpiryDate, ...],
        Content(
            "What runs out",
            plural=True,
            group="Copies and checks",
            help="Certificate, domain, licence, warranty, contract. Each is shown on Today before its day.",
        ),
        rows(ExpiryDate),
    ] = ()
    relations: Annotated[
        tuple[ItemRelation, ...],
        Content(
            "Relations",
            group="Relations",
            help="What it is part of and what it depends on. An incident on one then shows what else is hit.",
        ),
        rows(ItemRelation),
    ] = ()
    services: Annotated[
        tuple[UUID, ...],
        *links("Service"),
        Content("Supports services", group="Relations", help="Services in the catalogue that need it."),
    ] = ()


class SecureComponentProcedure(Document, table=True):
    """WP.09: how master copies of components are kept safe."""

    singular: ClassVar[str] = "Secure component procedure"
    plural: ClassVar[str] = "Secure component procedure"
    prefix: ClassVar[str] = "SCP"
    sections: ClassVar[Depth] = Depth.SECTION
    why: ClassVar[str] = (
        "Only what was tested gets stored, and only who may touches it. After a disaster you rebuild from here."
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("CM", "SM"), withdrawal("CM", "SM"))

    storable: Annotated[
        str,
        Content(
            "What may be stored",
            needed_for="approved",
            long=True,
            group="Procedure",
            help="Only components that were tested to the performance their design asks for.",
        ),
    ] = ""
    add: Annotated[
        str,
        Content("Steps to add a component", needed_for="approved", long=True, group="Procedure"),
    ] = ""
    move: Annotated[
        str,
        Content("Steps to move a component", needed_for="approved", long=True, group="Procedure"),
    ] = ""
    modify: Annotated[
        str,
        Content("Steps to modify a component", needed_for="approved", long=True, group="Procedure"),
    ] = ""
    remove: Annotated[
        str,
        Content("Steps to remove a component", needed_for="approved", long=True, group="Procedure"),
    ] = ""
    authorization: Annotated[
        str,
        Content(
            "Who authorizes each",
            needed_for="approved",
            long=True,
            group="Procedure",
            help="By role: adding, moving, modifying, removing.",
        ),
    ] = ""

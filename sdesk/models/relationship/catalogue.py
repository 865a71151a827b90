"""The service catalogue (WP.10)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Content, Row, link, links, rows
from sdesk.models.measures import MeasureField, PriorityField, SenseField, WindowField
from sdesk.models.record import Document, Step, approval, withdrawal
from sdesk.models.relationship.consulted import CONSULTED, Consulted


class QualityMeasure(Row):
    name: Annotated[str, Content("Measure as customers read it", needed_for="*", example="Availability")] = ""
    counts: MeasureField = None
    priority: PriorityField = None
    sense: SenseField = None
    target: Annotated[float | None, Content("Target", needed_for="*")] = None
    unit: Annotated[str, Content("Unit in words", example="%", help="Empty: that of the measure.")] = ""
    window: WindowField = None


class Service(Row):
    """A service in the catalogue. It keeps its id from version to version, so that records can point to it."""

    name: Annotated[str, Content("Name", needed_for="*", example="E-mail and calendar")] = ""
    description: Annotated[
        str,
        Content(
            "Description in business terms",
            needed_for="*",
            long=True,
            help="What customers can do because of it.",
        ),
    ] = ""
    service_hours: Annotated[
        UUID | None,
        *link("ServiceCalendar"),
        Content(
            "Service hours",
            plural=True,
            help="Clocks run by the hours of each agreement. Name them here where they are the same for all.",
        ),
    ] = None
    hours: Annotated[
        str,
        Content("Hours in words", plural=True, needed_for="*", example="Monday to Friday, 8:00 to 18:00"),
    ] = ""
    how_to_use: Annotated[
        str,
        Content(
            "How to use it",
            needed_for="*",
            long=True,
            help="How a customer gets it, and where they turn for help.",
        ),
    ] = ""
    quality_measures: Annotated[
        tuple[QualityMeasure, ...],
        Content("Quality measures", plural=True, needed_for="*"),
        rows(QualityMeasure),
    ] = ()
    dependencies: Annotated[
        str,
        Content(
            "Dependencies",
            plural=True,
            needed_for="*",
            long=True,
            help='Other services, suppliers and whatever else it needs. Write "none" if it needs nothing.',
        ),
    ] = ""
    configuration_items: Annotated[
        tuple[UUID, ...], *links("ConfigurationItem"), Content("Items it depends on")
    ] = ()
    stands_on_nothing: Annotated[
        str,
        Content(
            "Why it stands on no item",
            long=True,
            help="Of a service that is people's work alone.",
            example="Advice on the telephone: nothing has to run for it but the telephone of whoever answers.",
        ),
    ] = ""
    standards: Annotated[
        str,
        Content(
            "Standards and policies",
            plural=True,
            needed_for="*",
            long=True,
            help="Rules that apply: laws, standards, your own policies.",
        ),
    ] = ""
    costs: Annotated[str, Content("Costs", help="Where appropriate.")] = ""
    vital: Annotated[bool, Content("Vital to the customers' business")] = False
    owner: Annotated[UUID | None, *link("Person"), Content("Owner")] = None


class CatalogueGiven(Row):
    """A customer was given this version of the catalogue."""

    on: Annotated[date | None, Content("When", needed_for="*")] = None
    customer: Annotated[UUID | None, *link("Customer"), Content("Customer", needed_for="*")] = None
    who: Annotated[str, Content("Who received it", needed_for="*")] = ""
    how: Annotated[str, Content("How", example="As a PDF with the agreement")] = ""


class ServiceCatalogue(Document, table=True):
    """WP.10: every service on offer, in business terms."""

    singular: ClassVar[str] = "Service catalogue"
    plural: ClassVar[str] = "Service catalogue"
    prefix: ClassVar[str] = "CAT"
    why: ClassVar[str] = "What customers can have, in their words. Publish it as a PDF or one HTML file."
    by_row: ClassVar[tuple[str, ...]] = ("services",)
    steps: ClassVar[tuple[Step, ...]] = (approval("SM", "RM"), withdrawal("SM"))

    services: Annotated[
        tuple[Service, ...],
        Content(
            "Services",
            plural=True,
            needed_for="approved",
            group="Services",
            help="What customers get. Incidents, changes and agreements name these services.",
        ),
        rows(Service),
    ] = ()
    consulted: Annotated[tuple[Consulted, ...], CONSULTED, rows(Consulted)] = ()
    feedback_handling: Annotated[
        str,
        Content(
            "How compliments, complaints and disputes are handled",
            needed_for="approved",
            long=True,
            group="Services",
            help="Where customers turn, what happens then, and who decides in a dispute.",
        ),
    ] = ""
    given_to: Annotated[
        tuple[CatalogueGiven, ...],
        Content(
            "Given to",
            group="Who has it",
            open_until="*",
            help="Which customers have received this version, when and how.",
        ),
        rows(CatalogueGiven),
    ] = ()

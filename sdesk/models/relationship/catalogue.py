"""The service catalogue (WP.10)."""

from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Content, Row, link, links, rows
from sdesk.models.measures import MeasureField, PriorityField, SenseField, WindowField
from sdesk.models.record import Document, Step, approval, withdrawal


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
    hours: Annotated[
        str,
        Content("Service hours", plural=True, needed_for="*", example="Monday to Friday, 8:00 to 18:00"),
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


class ServiceCatalogue(Document, table=True):
    """WP.10: every service on offer, in business terms."""

    singular: ClassVar[str] = "Service catalogue"
    plural: ClassVar[str] = "Service catalogue"
    prefix: ClassVar[str] = "CAT"
    why: ClassVar[str] = "What customers can have, in their words. Publish it as a PDF or one HTML file."
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

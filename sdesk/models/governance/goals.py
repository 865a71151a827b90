"""Business goals, and what the provider takes on to reach them (WP.01, WP.15)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Content, Row, ServiceLink, link, rows
from sdesk.models.measures import MeasureField, PriorityField, SenseField, WindowField
from sdesk.models.record import Document, Step, approval, withdrawal


class Goal(Row):
    statement: Annotated[
        str, Content("Goal", needed_for="*", long=True, example="Customers can work without interruption.")
    ] = ""
    counts: MeasureField = None
    service: Annotated[ServiceLink, Content("Service", help="None: all.")] = None
    priority: PriorityField = None
    sense: SenseField = None
    measure: Annotated[
        str, Content("Measure in words", example="New customers, as the year's list has them")
    ] = ""
    target: Annotated[float | None, Content("Target")] = None
    unit: Annotated[str, Content("Unit in words", help="Empty: that of the measure.")] = ""
    window: WindowField = None
    due: Annotated[date | None, Content("Due")] = None
    owner: Annotated[UUID | None, *link("Person"), Content("Owner")] = None
    set_by: Annotated[str, Content("Set by", needed_for="*", help="Who in the business set this goal.")] = ""


class BusinessGoals(Document, table=True):
    """WP.01: what the business wants of service delivery."""

    singular: ClassVar[str] = "Business goals and objectives"
    plural: ClassVar[str] = "Business goals and objectives"
    prefix: ClassVar[str] = "GOAL"
    why: ClassVar[str] = (
        "Everything else follows from what the business wants. An auditor asks who set these goals."
    )
    by_row: ClassVar[tuple[str, ...]] = ("goals",)
    steps: ClassVar[tuple[Step, ...]] = (approval("MGT", "SM"), withdrawal("MGT", "SM"))

    goals: Annotated[
        tuple[Goal, ...],
        Content(
            "Goals",
            plural=True,
            needed_for="approved",
            group="Goals",
            help="What the business wants to reach, how it is measured and who in the business said so.",
        ),
        rows(Goal),
    ] = ()


class ServiceScope(Document, table=True):
    """WP.15: what service delivery covers and where it ends."""

    singular: ClassVar[str] = "Service delivery scope"
    plural: ClassVar[str] = "Service delivery scope"
    prefix: ClassVar[str] = "SCO"
    why: ClassVar[str] = "What you answer for and what not. The first thing an auditor reads."
    steps: ClassVar[tuple[Step, ...]] = (approval("MGT", "SM"), withdrawal("MGT", "SM"))

    services_offered: Annotated[
        str,
        Content(
            "Services offered",
            needed_for="approved",
            long=True,
            group="What is covered",
            help="Services, not products: what customers get from you.",
            example="Support of workplaces, e-mail and file storage, networks at customers' sites.",
        ),
    ] = ""
    boundary_customers: Annotated[
        str,
        Content(
            "Boundary: customers",
            plural=True,
            needed_for="approved",
            long=True,
            group="Where it ends",
            help="For whom.",
        ),
    ] = ""
    boundary_locations: Annotated[
        str,
        Content(
            "Boundary: locations",
            plural=True,
            needed_for="approved",
            long=True,
            group="Where it ends",
            help="Where, and when.",
        ),
    ] = ""
    boundary_legal: Annotated[
        str,
        Content(
            "Boundary: legal",
            needed_for="approved",
            long=True,
            group="Where it ends",
            help="Laws, contracts and licences that limit what you do.",
        ),
    ] = ""
    technology: Annotated[
        str,
        Content(
            "Technology used",
            needed_for="approved",
            long=True,
            group="What is covered",
            help="Name products only where they support a service.",
        ),
    ] = ""

"""The design of a change (WP.16)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Content, Depth, Row, choice, link, rows
from sdesk.models.control.change import Risk
from sdesk.models.record import APPROVABLE, Record, State, Step, approval, withdrawal


class DesignRisk(Row):
    risk: Annotated[str, Content("Risk", needed_for="*", long=True, depth=Depth.STEPS)] = ""
    assessment: Annotated[Risk | None, Content("How serious", needed_for="*"), choice(Risk)] = None
    mitigation: Annotated[str, Content("Mitigation", needed_for="*", long=True, depth=Depth.STEPS)] = ""


class AcceptanceCriterion(Row):
    criterion: Annotated[str, Content("Criterion", needed_for="*", long=True, depth=Depth.STEPS)] = ""


class ServiceDesign(Record, table=True):
    """WP.16: how a change will be carried out, and when it counts as done."""

    singular: ClassVar[str] = "Service design"
    plural: ClassVar[str] = "Service designs"
    prefix: ClassVar[str] = "DES"
    yearly: ClassVar[bool] = True
    versioned: ClassVar[bool] = True
    counts_from: ClassVar[str] = "date_of_issue"
    title: ClassVar[str] = "name"
    why: ClassVar[str] = (
        "Thought before work: means, cost, people, risks, and what the tests will have to show."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "change", "version", "state")
    states: ClassVar[tuple[State, ...]] = APPROVABLE
    steps: ClassVar[tuple[Step, ...]] = (approval("CM", "PT"), withdrawal("CM"))

    name: Annotated[str, Content("Name", needed_for="approved", group="Design")] = ""
    change: Annotated[
        UUID | None, *link("ServiceChangeRequest"), Content("Change", needed_for="approved", group="Design")
    ] = None
    date_of_issue: Annotated[date | None, Content("Date of issue", needed_for="approved", group="Design")] = (
        None
    )
    tools_and_methods: Annotated[
        str,
        Content(
            "Tools, methods and techniques",
            plural=True,
            needed_for="approved",
            long=True,
            group="Design",
            help="How it will be done, and with what.",
        ),
    ] = ""
    budget: Annotated[
        str,
        Content(
            "Budget and cost",
            needed_for="approved",
            long=True,
            depth=Depth.STEPS,
            group="Means",
            help="Money and hours; who pays.",
        ),
    ] = ""
    resources: Annotated[
        str,
        Content(
            "Resources",
            plural=True,
            needed_for="approved",
            long=True,
            depth=Depth.STEPS,
            group="Means",
            help="People, infrastructure and tools, and when they are needed.",
        ),
    ] = ""
    senior_responsible_owner: Annotated[
        UUID | None,
        *link("Person"),
        Content(
            "Senior responsible owner",
            needed_for="approved",
            group="Means",
            help="Who answers for it to management.",
        ),
    ] = None
    service_owner: Annotated[
        UUID | None,
        *link("Person"),
        Content(
            "Service owner",
            needed_for="approved",
            group="Means",
            help="Who looks after the service afterwards.",
        ),
    ] = None
    risks: Annotated[
        tuple[DesignRisk, ...],
        Content(
            "Risks",
            plural=True,
            needed_for="approved",
            group="Risk and quality",
            help="What can go wrong and what you do about it.",
        ),
        rows(DesignRisk),
    ] = ()
    quality_measures: Annotated[
        str,
        Content(
            "Quality and performance measures",
            plural=True,
            needed_for="approved",
            long=True,
            group="Risk and quality",
            help="What will be measured, and which value is good enough.",
        ),
    ] = ""
    acceptance_criteria: Annotated[
        tuple[AcceptanceCriterion, ...],
        Content(
            "Acceptance criteria",
            plural=True,
            needed_for="approved",
            group="Risk and quality",
            help="Each one is tested before deployment is approved.",
        ),
        rows(AcceptanceCriterion),
    ] = ()

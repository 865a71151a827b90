"""Change models: the list of pre-approved changes, each with its standing procedure (WP.14 c, WP.17)."""

from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Content, ServiceLink, choice, link, links
from sdesk.models.governance import Priority
from sdesk.models.record import APPROVABLE, Record, State, Step, approval, withdrawal


class ChangeModel(Record, table=True):
    """A change that is made often, was approved once, and goes by written steps each time."""

    singular: ClassVar[str] = "Change model"
    plural: ClassVar[str] = "Change models"
    prefix: ClassVar[str] = "MOD"
    title: ClassVar[str] = "name"
    why: ClassVar[str] = (
        "Small changes that come back. Approve the steps once, and making such a change takes two clicks."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "service", "priority", "version", "state")
    states: ClassVar[tuple[State, ...]] = APPROVABLE
    steps: ClassVar[tuple[Step, ...]] = (approval("CM"), withdrawal("CM"))
    versioned: ClassVar[bool] = True

    name: Annotated[
        str,
        Content(
            "Name",
            needed_for="approved",
            group="Model",
            help="What such a change is called; its requests get this as their purpose.",
            example="New mailbox",
        ),
    ] = ""
    when_to_use: Annotated[
        str,
        Content(
            "When to use it",
            needed_for="approved",
            long=True,
            group="Model",
            help="What is asked for, and what is not covered. It becomes the requirement of each request.",
        ),
    ] = ""
    standing_procedure: Annotated[
        str,
        Content(
            "Standing procedure",
            needed_for="approved",
            long=True,
            group="Procedure",
            help="The steps, tested before, and how to see that they worked. They stand for design, build and test.",
        ),
    ] = ""
    back_out_plan: Annotated[
        str,
        Content("Back-out plan", long=True, group="Procedure", help="How to undo it."),
    ] = ""
    configuration_items: Annotated[
        tuple[UUID, ...],
        *links("ConfigurationItem"),
        Content(
            "Impacted items",
            plural=True,
            needed_for="approved",
            group="What it touches",
            help="The items that such a change always touches.",
        ),
    ] = ()
    service: Annotated[ServiceLink, Content("Service", group="What it touches")] = None
    customer: Annotated[
        UUID | None,
        *link("Customer"),
        Content("Customer", group="What it touches", help="Leave empty if it is for any customer."),
    ] = None
    priority: Annotated[
        Priority | None,
        Content("Priority", needed_for="approved", group="Model"),
        choice(Priority),
    ] = Priority.LOW
    minutes: Annotated[
        int | None,
        Content("Usual duration", needed_for="approved", unit="minutes", group="Procedure"),
    ] = 60

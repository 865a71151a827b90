"""Errors whose cause is known, with the way round them."""

from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import Content, ServiceLink, links
from sdesk.models.record import Level, Record, Shape, State, Step


class KnownError(Record, table=True):
    """A fault that is known, with its cause and a way round it, kept so that the next case takes minutes."""

    singular: ClassVar[str] = "Known error"
    plural: ClassVar[str] = "Known errors"
    prefix: ClassVar[str] = "KE"
    title: ClassVar[str] = "symptom"
    why: ClassVar[str] = (
        "Faults you have met before, with the way round them. They are offered when the next incident looks the same."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "symptom", "service", "workaround", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("draft", Shape.DRAFT),
        State("recorded", Shape.DONE, Level.RECORDED),
        State("retired", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("record", "Record known error", ("draft",), "recorded"),
        Step("retire", "Retire known error", ("recorded",), "retired", reason=True, main=False),
        Step("use again", "Use again", ("retired",), "recorded", reason=True, main=False),
    )

    symptom: Annotated[
        str,
        Content(
            "Symptom",
            needed_for="recorded",
            group="Known error",
            help="What people see and would say on the telephone; the next case is recognized by these words.",
            example="Outlook asks for the password again and again",
        ),
    ] = ""
    service: Annotated[ServiceLink, Content("Service", group="Known error"), Field(index=True)] = None
    configuration_items: Annotated[
        tuple[UUID, ...],
        *links("ConfigurationItem"),
        Content("Items at fault", group="Known error", help="Where it shows itself."),
    ] = ()
    cause: Annotated[
        str,
        Content(
            "Cause",
            needed_for="recorded",
            long=True,
            group="Known error",
            help='Why it happens. Write "not known yet" if that is so.',
        ),
    ] = ""
    workaround: Annotated[
        str,
        Content(
            "Workaround",
            needed_for="recorded",
            long=True,
            group="Known error",
            help="What gets people working again until it is put right for good.",
        ),
    ] = ""
    incidents: Annotated[
        tuple[UUID, ...],
        *links("ServiceIncident"),
        Content(
            "Found in", group="Known error", open_until="*", help="The incidents that it was learnt from."
        ),
    ] = ()
    changes: Annotated[
        tuple[UUID, ...],
        *links("ServiceChangeRequest"),
        Content("Changes", group="Known error", open_until="*", help="What will put it right for good."),
    ] = ()

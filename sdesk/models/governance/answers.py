"""What a firm says of itself on its first day: the ten questions from whose answers the set-up is proposed."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Choice, Content, Row, choice, link, rows
from sdesk.models.governance.policy import PriorityTarget
from sdesk.models.governance.service_calendar import Holiday, Weekday, WeeklyHours
from sdesk.models.measures import MeasureField, SenseField, WindowField
from sdesk.models.record import IN_USE, Record, State

QUESTIONS = range(1, 11)


class OfferedService(Row):
    """A service out of the starter's list by its key, or one of their own, which has none."""

    starter: str = ""
    name: Annotated[str, Content("Service", needed_for="*")] = ""
    vital: Annotated[bool, Content("Vital to the customers' business")] = False


class Hat(Choice):
    """Which roles somebody takes."""

    ALL = "everything"
    DECIDES = "decides"
    CHANGES = "runs changes"
    WORKS = "does the work"


class Worker(Row):
    """Somebody who works here; `person` is their record once there is one."""

    name: Annotated[str, Content("Name", needed_for="*")] = ""
    email: Annotated[str, Content("E-mail")] = ""
    hat: Annotated[Hat | None, Content("Decides what"), choice(Hat)] = Hat.WORKS
    person: Annotated[UUID | None, *link("Person"), Content("Record")] = None


class AnsweredCustomer(Row):
    """A firm that is served, with whom one speaks there. `services`: one a line; none means all."""

    firm: Annotated[str, Content("Firm", needed_for="*")] = ""
    contact: Annotated[str, Content("Person")] = ""
    reach: Annotated[str, Content("Telephone or e-mail")] = ""
    place: Annotated[str, Content("Place")] = ""
    services: Annotated[str, Content("Services", long=True)] = ""
    customer: Annotated[UUID | None, *link("Customer"), Content("Record")] = None


class AnsweredSupplier(Row):
    """Whom they depend on, and the services that do, one a line; none means all."""

    firm: Annotated[str, Content("Firm", needed_for="*")] = ""
    services: Annotated[str, Content("For which services", long=True)] = ""
    reach: Annotated[str, Content("Telephone or e-mail")] = ""
    supplier: Annotated[UUID | None, *link("Supplier"), Content("Record")] = None


class Tool(Row):
    """What they work with, out of the starter's list by its key or of their own, and where it is."""

    starter: str = ""
    name: Annotated[str, Content("Tool", needed_for="*")] = ""
    place: Annotated[str, Content("Where")] = ""


class Promise(Choice):
    """The ready levels of target times."""

    EASY = "easy"
    USUAL = "usual"
    QUICK = "quick"
    OWN = "our own"


class ProtectedData(Row):
    """Data of others, out of the starter's list by its key or of their own."""

    starter: str = ""
    what: Annotated[str, Content("What", needed_for="*")] = ""
    place: Annotated[str, Content("Where it is")] = ""
    law: Annotated[str, Content("Law or contract")] = ""


class WantedGoal(Row):
    """What shall be better in a year, out of the starter's list by its key or of their own."""

    starter: str = ""
    statement: Annotated[str, Content("Goal", needed_for="*", long=True)] = ""
    counts: MeasureField = None
    sense: SenseField = None
    target: Annotated[float | None, Content("Number")] = None
    window: WindowField = None
    due: Annotated[date | None, Content("Due")] = None
    set_by: Annotated[UUID | None, *link("Person"), Content("Set by")] = None


class FirmAnswers(Record, table=True):
    """The answers to the ten questions, each as far as it was given. A question put off is in `later`."""

    singular: ClassVar[str] = "Answers about the firm"
    plural: ClassVar[str] = "Answers about the firm"
    prefix: ClassVar[str] = "FIRM"
    one_for_each: ClassVar[tuple[str, ...] | None] = ()
    why: ClassVar[str] = "What you said of yourselves. The first drafts of all documents are made from it."
    columns: ClassVar[tuple[str, ...]] = ("number", "state")
    states: ClassVar[tuple[State, ...]] = (IN_USE,)

    services: Annotated[
        tuple[OfferedService, ...],
        Content("What do you do for customers?", plural=True, group="Your firm"),
        rows(OfferedService),
    ] = ()
    workers: Annotated[
        tuple[Worker, ...],
        Content("Who works here, and who decides what?", plural=True, group="Your firm"),
        rows(Worker),
    ] = ()
    weekly_hours: Annotated[
        tuple[WeeklyHours, ...],
        Content("When do you work?", plural=True, group="Your firm"),
        rows(WeeklyHours),
    ] = ()
    holidays: Annotated[
        tuple[Holiday, ...], Content("Holidays", plural=True, group="Your firm"), rows(Holiday)
    ] = ()
    window_day: Annotated[
        Weekday | None, Content("When may you change things?", group="Your firm"), choice(Weekday)
    ] = None
    window_start: Annotated[int | None, Content("From", unit="time of day", group="Your firm")] = None
    window_end: Annotated[int | None, Content("To", unit="time of day", group="Your firm")] = None
    on_call: Annotated[
        UUID | None, *link("Person"), Content("Who answers at other hours?", group="Your firm")
    ] = None
    nobody_on_call: Annotated[bool | None, Content("Nobody answers at other hours", group="Your firm")] = None
    customers: Annotated[
        tuple[AnsweredCustomer, ...],
        Content("Who are your customers?", plural=True, group="Around you"),
        rows(AnsweredCustomer),
    ] = ()
    suppliers: Annotated[
        tuple[AnsweredSupplier, ...],
        Content("Whom do you depend on?", plural=True, group="Around you"),
        rows(AnsweredSupplier),
    ] = ()
    no_supplier: Annotated[bool | None, Content("We depend on nobody", group="Around you")] = None
    tools: Annotated[
        tuple[Tool, ...], Content("What tools do you use?", plural=True, group="Around you"), rows(Tool)
    ] = ()
    copies: Annotated[str, Content("Where are your copies?", group="Around you")] = ""
    telephone: Annotated[str, Content("How do people reach you? Telephone", group="Around you")] = ""
    email: Annotated[str, Content("How do people reach you? E-mail", group="Around you")] = ""
    complaints_to: Annotated[
        UUID | None, *link("Person"), Content("Who answers a complaint?", group="Around you")
    ] = None
    answer_days: Annotated[int | None, Content("Within", unit="days", group="Around you")] = None
    promise: Annotated[
        Promise | None, Content("How fast do you promise to be?", group="Promises"), choice(Promise)
    ] = None
    targets: Annotated[
        tuple[PriorityTarget, ...],
        Content("Target times", plural=True, group="Promises"),
        rows(PriorityTarget),
    ] = ()
    protected: Annotated[
        tuple[ProtectedData, ...],
        Content("What data of others do you hold, where, under which law?", plural=True, group="Promises"),
        rows(ProtectedData),
    ] = ()
    no_data: Annotated[bool | None, Content("We hold no data of others", group="Promises")] = None
    goals: Annotated[
        tuple[WantedGoal, ...],
        Content("What shall be better in a year?", plural=True, group="Promises"),
        rows(WantedGoal),
    ] = ()
    later: Annotated[
        str,
        Content("Put off until later", group="Promises", computed=True, help="The numbers of the questions."),
    ] = ""

    @property
    def heading(self) -> str:
        return self.singular

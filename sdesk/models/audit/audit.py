"""An audit: what is looked at, by whom and against what, the samples that were drawn, and what was said of each case."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import Choice, Content, Depth, RecordLink, Row, choice, link, links, rows
from sdesk.models.record import Level, Record, Shape, State, Step


class Criterion(Row):
    """What is audited against: a standard, a contract, a law, in its edition."""

    standard: Annotated[str, Content("Standard or document", needed_for="*")] = ""
    edition: Annotated[str, Content("Edition", needed_for="*")] = ""
    part: Annotated[str, Content("Part", example="Incidents and changes")] = ""


class Auditor(Row):
    """Somebody who audits: one of the provider's own people, or somebody from outside."""

    person: Annotated[UUID | None, *link("Person"), Content("Of ours")] = None
    name: Annotated[str, Content("Or from outside", example="Rui Tavares, Costa Norte Audit")] = ""
    looks_at: Annotated[str, Content("Looks at")] = ""


class Population(Choice):
    """What samples are drawn from."""

    INCIDENTS = "incidents"
    CHANGES = "change requests"
    FEEDBACK = "feedback"


class Sample(Row):
    """Cases drawn from all there were. From population, number and seed the same are drawn again.

    `fingerprint` is the SHA-256 of all that could have been drawn, with the stratum of each, at the moment of drawing.
    """

    population: Annotated[Population | None, Content("Drawn from", needed_for="*"), choice(Population)] = None
    first: Annotated[date | None, Content("From", needed_for="*")] = None
    last: Annotated[date | None, Content("Until", needed_for="*")] = None
    wanted: Annotated[int | None, Content("How many", needed_for="*")] = None
    seed: Annotated[str, Content("Seed", needed_for="*")] = ""
    of: Annotated[int | None, Content("Of how many", needed_for="*")] = None
    cases: Annotated[tuple[UUID, ...], *links("Record"), Content("Cases", needed_for="*")] = ()
    drawn_at: Annotated[datetime | None, Content("Drawn at", needed_for="*")] = None
    drawn_by: Annotated[UUID | None, *link("Person"), Content("Drawn by")] = None
    fingerprint: Annotated[str, Content("SHA-256 of what was drawn from", needed_for="*")] = ""
    set_aside: Annotated[str, Content("Set aside, why")] = ""


class Answer(Choice):
    YES = "yes"
    NO = "no"
    DOES_NOT_APPLY = "not applicable"


class CaseAnswer(Row):
    """What an auditor said of one case in a sample, to one thing that is asked of it."""

    case: Annotated[RecordLink, Content("Case", needed_for="*")] = None
    question: Annotated[str, Content("Question", needed_for="*")] = ""
    answer: Annotated[Answer | None, Content("Answer", needed_for="*"), choice(Answer)] = None
    note: Annotated[str, Content("Note", long=True)] = ""
    by: Annotated[UUID | None, *link("Person"), Content("By")] = None
    at: Annotated[datetime | None, Content("When", needed_for="*")] = None


_LEADS = ("MGT", "SM")


class Audit(Record, table=True):
    """Somebody looks whether things are done as they should be, and says what they saw."""

    singular: ClassVar[str] = "Audit"
    plural: ClassVar[str] = "Audits"
    prefix: ClassVar[str] = "AUD"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "subject"
    why: ClassVar[str] = (
        "Look for yourself before somebody else does: plan it, draw a sample, go through it, write down what you find."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "subject", "starts_on", "ends_on", "state")
    groups: ClassVar[tuple[str, ...]] = ("Plan", "Report", "Samples")
    states: ClassVar[tuple[State, ...]] = (
        State("planned", Shape.DRAFT),
        State("under way", Shape.IN_PROGRESS, Level.RECORDED),
        State("reported", Shape.REVIEW, Level.APPROVED, frozen=True),
        State("closed", Shape.DONE, Level.APPROVED, frozen=True, ended=True),
        State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("begin", "Begin audit", ("planned",), "under way", roles=_LEADS),
        Step("report", "Report audit", ("under way",), "reported", approves=True, asks=("conclusion",)),
        Step("close", "Close audit", ("reported",), "closed", roles=_LEADS),
        Step("resume", "Take up again", ("reported",), "under way", reason=True, main=False),
        Step("cancel", "Cancel audit", ("under way",), "cancelled", roles=_LEADS, reason=True, main=False),
    )

    subject: Annotated[
        str,
        Content(
            "What is audited",
            needed_for="planned",
            group="Plan",
            example="Incidents and changes of the first half-year",
        ),
    ] = ""
    aim: Annotated[
        str,
        Content(
            "What for",
            needed_for="under way",
            long=True,
            depth=Depth.STATEMENT,
            group="Plan",
            help="What you want to know at the end.",
            example="Whether incidents and changes are handled as the policy and the procedure say.",
        ),
    ] = ""
    scope: Annotated[
        str,
        Content(
            "Scope",
            needed_for="under way",
            long=True,
            depth=Depth.STATEMENT,
            group="Plan",
            help="Services, places, processes and times that are looked at, and what is left out.",
        ),
    ] = ""
    criteria: Annotated[
        tuple[Criterion, ...],
        Content("Against what", needed_for="under way", group="Plan", help="Standards with their editions."),
        rows(Criterion),
    ] = ()
    auditors: Annotated[
        tuple[Auditor, ...],
        Content(
            "Auditors",
            plural=True,
            needed_for="under way",
            group="Plan",
            help="Nobody should audit their own work. Where a small team cannot help it, that is said.",
        ),
        rows(Auditor),
    ] = ()
    starts_on: Annotated[
        date | None, Content("First day", needed_for="under way", group="Plan"), Field(index=True)
    ] = None
    ends_on: Annotated[date | None, Content("Last day", needed_for="under way", group="Plan")] = None
    samples: Annotated[
        tuple[Sample, ...],
        Content("Samples", plural=True, group="Samples", computed=True, help="Drawn on the page “Sample”."),
        rows(Sample),
    ] = ()
    answers: Annotated[
        tuple[CaseAnswer, ...],
        Content("Case by case", group="Samples", computed=True, help="Answered on the page “Sample”."),
        rows(CaseAnswer),
    ] = ()
    conclusion: Annotated[
        str,
        Content(
            "Conclusion",
            needed_for="reported",
            long=True,
            group="Report",
            depth=Depth.SECTION,
            help="How far what was looked at is done as it should be, what is good, and what worries.",
        ),
    ] = ""
    not_seen: Annotated[
        str,
        Content(
            "Not looked at", long=True, group="Report", help="What was planned and not looked at, and why."
        ),
    ] = ""


__all__ = ["Answer", "Audit", "Auditor", "CaseAnswer", "Criterion", "Population", "Sample"]

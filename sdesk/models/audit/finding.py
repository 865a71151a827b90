"""A finding: what was seen, against which statement, and what is done about it until somebody else saw that it helped."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import Choice, Content, Depth, choice, link, links
from sdesk.models.record import Level, Record, Shape, State, Step


class Grade(Choice):
    """How much it weighs."""

    MAJOR = "major"
    MINOR = "minor"
    OBSERVATION = "observation"
    OPPORTUNITY = "opportunity"

    @property
    def is_failure(self) -> bool:
        """Whether a statement is not met: then its cause is looked for."""
        return self in (Grade.MAJOR, Grade.MINOR)


class Finding(Record, table=True):
    """Something that an audit saw and that is not as it should be, or could be better."""

    singular: ClassVar[str] = "Finding"
    plural: ClassVar[str] = "Findings"
    prefix: ClassVar[str] = "FND"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "summary"
    why: ClassVar[str] = (
        "What audits saw, and what became of it: put right, the cause found, and looked at again by somebody else."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "summary", "grade", "statement", "owner", "due", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("raised", Shape.REVIEW, Level.RECORDED),
        State("planned", Shape.IN_PROGRESS, Level.RECORDED, frozen=True),
        State("carried out", Shape.IN_PROGRESS, Level.RECORDED, frozen=True),
        State("verified", Shape.DONE, Level.APPROVED, frozen=True, ended=True),
        State("declined", Shape.NONE, Level.RECORDED, frozen=True, ended=True, exit=True, after="raised"),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("plan", "Plan the action", ("raised",), "planned", asks=("corrective_action", "due")),
        Step("carry out", "Carried out", ("planned",), "carried out", asks=("outcome",)),
        Step("verify", "Verify the effect", ("carried out",), "verified", approves=True, asks=("effect",)),
        Step("did not help", "It did not help", ("carried out", "verified"), "raised", reason=True, main=False),
        Step("decline", "Decline", ("raised", "planned"), "declined", roles=("MGT", "SM"), reason=True, main=False),
        Step("take up", "Take up again", ("declined",), "raised", reason=True, main=False),
    )  # fmt: skip

    summary: Annotated[
        str,
        Content(
            "In one line",
            needed_for="raised",
            group="What was seen",
            example="Deployed before it was cleared",
        ),
    ] = ""
    grade: Annotated[
        Grade | None,
        Content(
            "Grade",
            needed_for="raised",
            group="What was seen",
            help="Major: a requirement is not met as a whole. Minor: once or in part. Observation: it may become one.",
        ),
        choice(Grade),
    ] = None
    statement: Annotated[
        str,
        Content(
            "Against which statement",
            needed_for="raised",
            group="What was seen",
            help="A requirement, task or work product of a standard that is adopted here.",
        ),
        Field(index=True),
    ] = ""
    seen: Annotated[
        str,
        Content(
            "What was seen",
            needed_for="raised",
            long=True,
            depth=Depth.STATEMENT,
            group="What was seen",
            help="What is so, where and when; no opinion, and nobody to blame.",
        ),
    ] = ""
    evidence: Annotated[
        str,
        Content(
            "Evidence",
            needed_for="raised",
            long=True,
            depth=Depth.STATEMENT,
            group="What was seen",
            help="By what it can be seen again: records, versions, what somebody said and showed.",
        ),
    ] = ""
    cases: Annotated[
        tuple[UUID, ...],
        *links("Record"),
        Content("Seen in", group="What was seen", help="The records in which it was seen."),
    ] = ()
    audit: Annotated[UUID | None, *link("Audit"), Content("Audit", group="What was seen")] = None
    owner: Annotated[
        UUID | None,
        *link("Person"),
        Content(
            "Owner", needed_for="raised", group="What was seen", help="Who sees to it that it is put right."
        ),
    ] = None

    correction: Annotated[
        str,
        Content(
            "Correction",
            long=True,
            depth=Depth.STATEMENT,
            group="What is done",
            open_until="carried out",
            help="What puts right this one case, at once.",
        ),
    ] = ""
    cause: Annotated[
        str,
        Content(
            "Cause",
            long=True,
            depth=Depth.STATEMENT,
            group="What is done",
            open_until="carried out",
            help="Why it came to this; ask why once more.",
        ),
    ] = ""
    corrective_action: Annotated[
        str,
        Content(
            "Corrective action",
            needed_for="planned",
            long=True,
            depth=Depth.STATEMENT,
            group="What is done",
            open_until="carried out",
            help="What takes the cause away, so that it does not come back. It stands among the action items.",
        ),
    ] = ""
    due: Annotated[
        date | None,
        Content("By when", needed_for="planned", group="What is done", open_until="carried out"),
        Field(index=True),
    ] = None
    outcome: Annotated[
        str,
        Content(
            "What was done",
            needed_for="carried out",
            long=True,
            depth=Depth.STATEMENT,
            group="What is done",
            open_until="carried out",
        ),
    ] = ""
    done_by: Annotated[
        UUID | None, *link("Person"), Content("Carried out by", group="What is done", computed=True)
    ] = None
    done_on: Annotated[date | None, Content("Carried out on", group="What is done", computed=True)] = None

    effect: Annotated[
        str,
        Content(
            "Effect",
            needed_for="verified",
            long=True,
            depth=Depth.STATEMENT,
            group="Whether it helped",
            open_until="verified",
            help="What was looked at to see whether it came back, and what was seen.",
        ),
    ] = ""
    verified_by: Annotated[
        UUID | None, *link("Person"), Content("Verified by", group="Whether it helped", computed=True)
    ] = None
    verified_on: Annotated[date | None, Content("Verified on", group="Whether it helped", computed=True)] = (
        None
    )


__all__ = ["Finding", "Grade"]

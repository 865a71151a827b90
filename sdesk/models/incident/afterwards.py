"""What is said of an incident once it is over: by its reporter, on its solution, and whether it came back."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from sdesk.models.content import Choice, Content, Depth, Row, choice, link, rows


class ReporterAnswer(Row):
    """What whoever reported it says of its end."""

    at: Annotated[datetime | None, Content("When", needed_for="*", happened=True)] = None
    who: Annotated[str, Content("Who", needed_for="*")] = ""
    agreed: Annotated[bool | None, Content("Agreed", needed_for="*")] = None
    how: Annotated[str, Content("How", needed_for="*", example="On the telephone")] = ""


class SolutionDecision(Choice):
    APPROVED = "approved"
    DECLINED = "declined"


class SolutionDecided(Row):
    """Whether what would keep it from coming back is done."""

    decision: Annotated[
        SolutionDecision | None, Content("Decision", needed_for="*"), choice(SolutionDecision)
    ] = None
    by: Annotated[UUID | None, *link("Person"), Content("Decided by", needed_for="*")] = None
    on: Annotated[date | None, Content("Decided on", needed_for="*", happened=True)] = None
    why: Annotated[str, Content("Why", needed_for="*", long=True, depth=Depth.STATEMENT)] = ""


class EffectCheck(Row):
    """Somebody looked later whether the solution works."""

    on: Annotated[date | None, Content("When", needed_for="*", happened=True)] = None
    by: Annotated[UUID | None, *link("Person"), Content("Who looked", needed_for="*")] = None
    came_back: Annotated[bool | None, Content("It came back", needed_for="*")] = None
    found: Annotated[str, Content("What was found", needed_for="*", long=True, depth=Depth.STATEMENT)] = ""


ReporterAnswers = Annotated[
    tuple[ReporterAnswer, ...],
    Content(
        "The reporter's agreement",
        group="Afterwards",
        open_until="*",
        help="Whether who reported it agrees that it is over, when they said so and how.",
    ),
    rows(ReporterAnswer),
]
SolutionDecisions = Annotated[
    tuple[SolutionDecided, ...],
    Content(
        "Decision on the solution",
        group="Afterwards",
        open_until="*",
        help="Asked for where the impact is significant: whether the solution is carried out, by whose decision.",
    ),
    rows(SolutionDecided),
]
EffectChecks = Annotated[
    tuple[EffectCheck, ...],
    Content(
        "Did it come back?",
        group="Afterwards",
        open_until="*",
        help="A look at it some weeks later.",
    ),
    rows(EffectCheck),
]

"""The states and steps of a change request: the case tasks CO.2.1 to CO.3.5."""

from sdesk.models.content import Choice
from sdesk.models.record import Level, Shape, State, Step


class ChangeKind(Choice):
    PRE_APPROVED = "pre-approved"
    NORMAL = "normal"
    EMERGENCY = "emergency"


CHANGE_STATES = (
    State("draft", Shape.DRAFT),
    State("requested", Shape.IN_PROGRESS),
    State("approved", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("scheduled", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("designed", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("built", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("tested", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("cleared", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("confirmed", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("deployed", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("rolled back", Shape.REVIEW, Level.APPROVED, frozen=True, exit=True, after="confirmed"),
    State("closed", Shape.DONE, Level.APPROVED, frozen=True, ended=True),
    State("rejected", Shape.NONE, Level.RECORDED, frozen=True, ended=True, exit=True, after="requested"),
    State("withdrawn", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
)


BEFORE_DEPLOYMENT = (
    "requested",
    "approved",
    "scheduled",
    "designed",
    "built",
    "tested",
    "cleared",
    "confirmed",
)


def confirmed_afterwards(state: str, when: str) -> tuple[Step, ...]:
    """What the Control Manager makes good where an emergency was deployed before anybody had decided or tested."""
    return (
        Step(f"approve {when}", "Approve afterwards", (state,), state, roles=("CM",), approves=True,
             asks=("decision_reason",), kinds=("emergency",), while_empty="decision"),
        Step(f"clear {when}", "Approve deployment afterwards", (state,), state, roles=("CM",), approves=True,
             asks=("deployment_reason",), kinds=("emergency",), while_empty="cleared_at"),
    )  # fmt: skip

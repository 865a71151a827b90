"""The states and steps of an incident."""

from sdesk.models.record import Level, Shape, State, Step

INCIDENT_STATES = (
    State("draft", Shape.DRAFT),
    State("recorded", Shape.IN_PROGRESS, Level.RECORDED),
    State("classified", Shape.IN_PROGRESS, Level.RECORDED),
    State("investigated", Shape.IN_PROGRESS, Level.RECORDED),
    State("restored", Shape.IN_PROGRESS, Level.RECORDED),
    State("closed", Shape.DONE, Level.APPROVED, frozen=True, ended=True),
    State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
)

INCIDENT_STEPS = (
    Step("record", "Record incident", ("draft",), "recorded"),
    Step("classify", "Classify", ("recorded",), "classified"),
    Step("investigate", "Investigation done", ("classified",), "investigated"),
    Step("restore", "Service restored", ("investigated",), "restored", asks=("restored_at", "outage")),
    Step(
        "close",
        "Close incident",
        ("restored",),
        "closed",
        roles=("IM", "SM"),
        approves=True,
        at_once=True,
    ),
    Step("correct", "Correct", ("closed",), "restored", roles=("IM", "SM"), reason=True, main=False),
    Step("reopen", "Reopen", ("restored", "closed"), "classified", reason=True, main=False),
    Step(
        "cancel",
        "Cancel incident",
        ("recorded", "classified", "investigated"),
        "cancelled",
        reason=True,
        main=False,
    ),
)

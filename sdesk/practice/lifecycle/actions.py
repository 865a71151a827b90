"""What history calls by an id, in words: the steps of a kind of record by their labels, all else here."""

from sdesk.models import Approval, HistoryEntry, Step, Stored, model_named
from sdesk.models.ledger import CHECKED_COPY, COMPUTED_ANEW, FAILED_COPY, MADE_COPY
from sdesk.translation import Message, term
from sdesk.translation import message as _

PRINT, SAVE_FILE, EXPORT, PASSPHRASE, BINDER = (
    "print",
    "save file",
    "export",
    "print passphrase",
    "make binder",
)

CONFIRM_SECTION = "confirm section"

HANDED_OUT = {
    EXPORT: _("Everything exported"),
    PRINT: _("Printed"),
    PASSPHRASE: _("Passphrase printed"),
    SAVE_FILE: _("Saved as a file"),
    BINDER: _("Binder made"),
    MADE_COPY: _("Copy made and verified"),
    CHECKED_COPY: _("Copy verified again"),
    FAILED_COPY: _("Copy not verified: damaged"),
}
"""What history tells of what left the workspace, by its id."""

ACTIONS = {
    **HANDED_OUT,
    "acknowledge": _("Date acknowledged"),
    "add step": _("Step noted"),
    "adopt": _("Adopted after import"),
    "adopt standard": _("Standard adopted"),
    "answer": _("Answer given"),
    "answer question": _("Question answered"),
    "attach": _("File attached"),
    "attach master copy": _("Master copy attached"),
    "begin light change": _("Small change begun"),
    "begin replica": _("Copy begun"),
    "cancel": _("Cancelled"),
    "collect inputs": _("Inputs of the review collected"),
    COMPUTED_ANEW: _("Computed anew"),
    "compute figures": _("Figures computed"),
    CONFIRM_SECTION: _("Section read and confirmed"),
    "create": _("Created"),
    "create from model": _("Created from a model"),
    "delete draft": _("Draft deleted"),
    "draw sample": _("Sample drawn"),
    "escalate": _("Escalated"),
    "note supplier": _("Noted what a supplier did"),
    "follow agreement": _("Agreement followed"),
    "hold": _("Put on hold"),
    "import": _("Imported"),
    "keep print": _("Print kept"),
    "known error": _("Known error named"),
    "leave light way": _("Made a full change"),
    "link": _("Linked"),
    "make complaint": _("Made a complaint"),
    "mail came": _("Answer came by mail"),
    "merge": _("Merged"),
    "not applicable": _("Said not to apply"),
    "perform task": _("Task done"),
    "propose": _("Drafts proposed"),
    "prepare report": _("Report prepared"),
    "prepare review": _("Management review prepared"),
    "record known error": _("Known error recorded"),
    "record quickly": _("Recorded quickly"),
    "redo": _("Done again"),
    "redo step": _("Step done again"),
    "remove attachment": _("File removed"),
    "repeat": _("Repeated"),
    "report again": _("Reported again"),
    "request change": _("Change requested"),
    "restore draft": _("Draft restored"),
    "resume": _("Resumed"),
    "review without change": _("Reviewed without change"),
    "save": _("Changed"),
    "save answers": _("Questions answered"),
    "set aside sample": _("Sample set aside"),
    "settle": _("Settled"),
    "invite laptop": _("Laptop invited"),
    "join laptop": _("Laptop joined"),
    "take out laptop": _("Laptop taken out"),
    "set logo": _("Logo set"),
    "sign decision": _("Decision signed"),
    "sign request": _("Request signed"),
    "sign review": _("Review signed"),
    "sign what was done": _("What was done signed"),
    "start version": _("Version started"),
    "supersede": _("Superseded"),
    "turn": _("Turned into another kind"),
    "take mail": _("Mail taken in"),
    "tell": _("Somebody told"),
    "undo": _("Undone"),
    "undo step": _("Step undone"),
    "update": _("Changed"),
    "write light change": _("Written"),
}
"""What is done without a step of a kind of record, by its id in history."""


def what_was_done(entry: HistoryEntry) -> Message:
    """In a word or two."""
    if entry.model == Approval.__name__ and (step := _signed(entry)) and not is_approval(step):
        return _("{step}: signed", step=term(step.label))
    try:
        return done_in(model_named(entry.model), entry.action)
    except KeyError:
        return action_called(entry.action)


def _signed(entry: HistoryEntry) -> Step | None:
    """The step that a signature was given for."""
    model, name = (str((entry.changes or {}).get(part, ("", ""))[1]) for part in ("model", "step"))
    try:
        return next((step for step in model_named(model).steps if step.name == name), None)
    except KeyError:
        return None


def is_approval(step: Step) -> bool:
    """Whether what is signed is called an approval, and not a closing, a test that was passed, or what was read."""
    return step.label.startswith("Approve")


def done_in(model: type[Stored], action: str) -> Message:
    """What was done to a thing of that kind: a step by its label."""
    steps = getattr(model, "steps", ())
    return next((term(step.label) for step in steps if step.name == action), None) or action_called(action)


def action_called(action: str) -> Message:
    """An action that is no step. One that only a newer program knows is called as it is."""
    if action.startswith("sign: "):
        return _("Approval signed")
    return ACTIONS.get(action) or term(action[:1].upper() + action[1:])

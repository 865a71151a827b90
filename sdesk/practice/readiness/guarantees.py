"""What the program itself sees to, so that no field is needed for it: the guarantees that bindings name."""

from collections.abc import Mapping

from sdesk.translation import Message
from sdesk.translation import message as _

GUARANTEES: Mapping[str, Message] = {
    "number": _("The program gives every record a number of its own that is never reused and never changed."),
    "storage": _(
        "Records and the files attached to them are kept in the workspace, one file under exclusive lock; files are "
        "stored by their SHA-256 and every change is in an append-only history."
    ),
    "signature": _(
        "Closing or approving asks for a named person in a role and stores who, when and the SHA-256 of exactly what "
        "was agreed."
    ),
    "frozen design": _("An approved design is frozen and hashed; a change to it is a new version."),
    "open work": _(
        "Open changes and incidents that name the item are shown with it, from the records themselves."
    ),
    "log as item": _(
        "The log is part of the workspace: each entry has number, state, owner and history like any configuration item."
    ),
    "log managed": _(
        "Entries pass through states, are escalated and lead to action items as the customer experience approach says."
    ),
    "time to resolve": _(
        "Time to resolve is computed from start and end, in elapsed time and in service hours."
    ),
}
"""Name -> how it is guaranteed."""

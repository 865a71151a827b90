"""Content items of the profile that no field covers, because the program itself sees to them, and how."""

_NUMBER = "The program gives every record a number of its own that is never reused and never changed."
_STORED = (
    "Records and the files attached to them are kept in the workspace, one file under exclusive lock; files are "
    "stored by their SHA-256 and every change is in an append-only history."
)
_SIGNED = "Closing or approving asks for a named person in a role and stores who, when and the SHA-256 of exactly what was agreed."

GUARANTEED: dict[tuple[str, str], str] = {
    ("WP.02", "b"): _NUMBER,
    (
        "WP.02",
        "d",
    ): "Open changes and incidents that name the item are shown with it, from the records themselves.",
    ("WP.03", "a"): _NUMBER,
    (
        "WP.06",
        "a",
    ): "The log is part of the workspace: each entry has number, state, owner and history like any configuration item.",
    (
        "WP.06",
        "b",
    ): "Entries pass through states, are escalated and lead to action items as the customer experience approach says.",
    ("WP.06", "c.1"): _NUMBER,
    ("WP.06", "c.6"): _SIGNED,
    ("WP.07", "a"): _NUMBER,
    ("WP.11", "a"): _NUMBER,
    ("WP.13", "a"): _STORED,
    ("WP.16", "a"): _STORED,
    ("WP.16", "b"): "An approved design is frozen and hashed; a change to it is a new version.",
    ("WP.16", "c.1"): _NUMBER,
    ("WP.16", "c.3"): _SIGNED,
    ("WP.18", "a"): _NUMBER,
    ("WP.18", "j"): "Time to resolve is computed from start and end, in elapsed time and in service hours.",
    ("WP.19", "a"): _NUMBER,
    ("WP.20", "a"): _NUMBER,
    ("WP.21", "a"): _NUMBER,
}
"""(work product, content item) -> what guarantees it."""

"""Lists, search and links, as screens and the command line ask for them."""

from sdesk.storage.conditions import Among, Between, Condition, Having, LinkedTo, OneOf
from sdesk.storage.directory import (
    Entry,
    Listing,
    called,
    entries,
    linking_to,
    numbered,
    page,
    search,
    size,
    values_in,
)
from sdesk.storage.prepared.ahead import read_ahead

__all__ = [
    "Among",
    "Between",
    "Condition",
    "Entry",
    "Having",
    "LinkedTo",
    "Listing",
    "OneOf",
    "called",
    "entries",
    "linking_to",
    "numbered",
    "page",
    "read_ahead",
    "search",
    "size",
    "values_in",
]

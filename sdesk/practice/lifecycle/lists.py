"""Lists, search and links, as screens and the command line ask for them."""

from sdesk.storage.directory import Entry, Listing, entries, linking_to, numbered, page, search, size

__all__ = ["Entry", "Listing", "entries", "linking_to", "numbered", "page", "search", "size"]

"""Text that people read. The window, paper and command line word it with `gettext` and `word`, in the language of
whoever reads; practice, storage and packs hand out messages and never know a language."""

from sdesk.translation.catalogues import add_words, gettext, in_language, ngettext
from sdesk.translation.message import (
    ENGLISH,
    NOTHING_SAID,
    Message,
    Part,
    counted,
    message,
    sentences,
    term,
    word,
)

__all__ = [
    "ENGLISH",
    "NOTHING_SAID",
    "Message",
    "Part",
    "add_words",
    "counted",
    "gettext",
    "in_language",
    "message",
    "ngettext",
    "sentences",
    "term",
    "word",
]

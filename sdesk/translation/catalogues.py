"""The catalogues in `resources/messages`, and the language that is spoken where nobody asks for another."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation

from sdesk.paths import resource

DOMAIN = "sdesk"
_asked_for: ContextVar[str] = ContextVar("language", default="")


@cache
def catalogue(language: str) -> NullTranslations:
    """Of "de", say; of "" the one of this computer's language. English, which the program is written in, needs none."""
    languages = [language] if language else None
    return translation(DOMAIN, localedir=resource("messages"), languages=languages, fallback=True)


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Everything that is worded inside is in this language: a report for a customer who reads another than we do."""
    before = _asked_for.set(language)
    try:
        yield
    finally:
        _asked_for.reset(before)


def language_here() -> str:
    """The one asked for by `in_language`; "" for this computer's."""
    return _asked_for.get()


def gettext(text: str) -> str:
    """The sentence in the language spoken here. Raises nothing: what no catalogue has stays English."""
    return catalogue(_asked_for.get()).gettext(text) if text else ""


def ngettext(one: str, more: str, n: int) -> str:
    return catalogue(_asked_for.get()).ngettext(one, more, n)

"""The catalogues in `resources/messages`, and the language that is spoken where nobody asks for another."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
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
    found = translation(DOMAIN, localedir=resource("messages"), languages=languages, fallback=True)
    found.add_fallback(_AddedWords(language))
    return found


Words = Callable[[str], Mapping[str, str]]
"""Of a language, "pt-BR" or "pt": what a text is in it."""
_words: list[Words] = []


def add_words(words: Words) -> None:
    """From now on these are spoken too, where the catalogue has none: a pack brings words of its own."""
    if words not in _words:
        _words.append(words)
        _added.cache_clear()


class _AddedWords(NullTranslations):
    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def gettext(self, message: str) -> str:
        return _added(self._language).get(message, message)


@cache
def _added(language: str) -> Mapping[str, str]:
    """All the words in a language; what two say differently is as the first says it."""
    found: dict[str, str] = {}
    for code in _codes(language):
        for words in _words:
            found = {**words(code), **found}
    return found


def _codes(language: str) -> tuple[str, ...]:
    """The nearest first: "pt-BR" and "pt" for "pt_BR.UTF-8"; of "" for the language of this computer."""
    settings = (os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    said = language or next(filter(None, settings), "")
    code = re.split("[.:@]", said)[0].replace("_", "-")
    return tuple(dict.fromkeys((code, code.partition("-")[0])))


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Everything that is worded inside is in this language: a report for a customer who reads another than we do."""
    before = _asked_for.set(language)
    try:
        yield
    finally:
        _asked_for.reset(before)


def language_spoken() -> str:
    """Its code, as pages and PDFs name it: "pt-BR"; of English where there is no catalogue."""
    return catalogue(_asked_for.get()).info().get("language", "en").replace("_", "-")


def gettext(text: str) -> str:
    """The sentence in the language spoken here. Raises nothing: what no catalogue has stays English."""
    return catalogue(_asked_for.get()).gettext(text) if text else ""


def ngettext(one: str, more: str, n: int) -> str:
    return catalogue(_asked_for.get()).ngettext(one, more, n)

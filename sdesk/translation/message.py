"""What practice and storage say to people, as values: worded at the edge, in the language of whoever reads it."""

import string
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from types import MappingProxyType
from typing import Union

from sdesk.local_time import day_of, local
from sdesk.translation.catalogues import gettext, in_language, ngettext
from sdesk.translation.dates import day_in_words

ENGLISH = "en"

Part = Union[str, int, float, date, "Message", tuple["Part", ...]]
"""What stands in a sentence: data as it is, a number, a day or a moment, another message, or a list of these."""


@cache
def _places(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@dataclass(frozen=True)
class Message:
    """An English sentence with named places, `{so}`, and what stands in them; catalogues know it by its English.

    `plural` is the sentence for any number but one, told by the part `n`, which need not stand in it. `str()` gives
    English, with moments in UTC. Raises ValueError where places and parts are not the same: a bug.
    """

    text: str
    parts: Mapping[str, Part] = field(default_factory=dict, hash=False)
    plural: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", MappingProxyType(dict(self.parts)))
        told_by = {"n"} & self.parts.keys() if self.plural else set()
        if _places(self.text) | _places(self.plural) | told_by != self.parts.keys():
            raise ValueError(f"{self.text!r} has other places than {sorted(self.parts)}")

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return word(self, ENGLISH)

    def __reduce__(self) -> tuple[type["Message"], tuple[str, dict[str, Part], str]]:
        return Message, (self.text, dict(self.parts), self.plural)


NOTHING_SAID = Message("")


def message(text: str, /, **parts: Part) -> Message:
    """A sentence to be worded later. `make messages` finds its English, so it must stand here as it is."""
    return Message(text, parts)


def counted(one: str, more: str, /, n: int, **parts: Part) -> Message:
    """A sentence about `n` things: `counted("{n} case waits.", "{n} cases wait.", n=2)`."""
    return Message(one, {"n": n, **parts}, more)


def term(text: str) -> Message:
    """A word of a declaration or a pack: a label, a state, a name. What extracts those finds it there."""
    return Message(text.replace("{", "{{").replace("}", "}}"))


def sentences(*said: Message | str) -> Message:
    """One after the other, those that say something."""
    both = NOTHING_SAID
    for each in said:
        if each:
            more = each if isinstance(each, Message) else Message("{said}", {"said": each})
            both = Message("{said} {more}", {"said": both, "more": more}) if both else more
    return both


def word(said: Message | str, language: str | None = None, zone: tzinfo | None = None) -> str:
    """The message in a language, or in the one spoken here, with moments by the clock of the zone (UTC without one).

    Text that is no message is data and stays as it is.
    """
    if isinstance(said, str):
        return said
    with nullcontext() if language is None else in_language(language):
        return _worded(said, zone)


def _worded(said: Message, zone: tzinfo | None) -> str:
    n = said.parts.get("n")
    text = ngettext(said.text, said.plural, n) if isinstance(n, int) and said.plural else gettext(said.text)
    return text.format_map({name: _part(part, zone) for name, part in said.parts.items()})


def _part(part: Part, zone: tzinfo | None) -> str:
    match part:
        case Message():
            return _worded(part, zone)
        case tuple():
            return _listed([_part(each, zone) for each in part])
        case datetime():
            time = f"{local(part, zone or UTC):%H:%M}" + ("" if zone else " UTC")
            return f"{day_in_words(day_of(part, zone or UTC))}, {time}"
        case date():
            return day_in_words(part)
        case _:
            return str(part)


def _listed(worded: list[str]) -> str:
    """As "a, b and c"."""
    *some, last = worded or [""]
    return gettext("{some} and {last}").format(some=gettext(", ").join(some), last=last) if some else last

"""What people call the parts of a set in one language, and how a set is worded in it.

A set is written in a language of its own; the words of another language may say anew whatever people read. What they
leave out stays as it is in the set's own language; what that leaves out too, is called by its id.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sdesk.packs.entry import Entry, fault
from sdesk.packs.model import ContentItem, RequirementSet, WorkProduct
from sdesk.translation import message as _

Element = TypeVar("Element", bound=Any)

SAID_OF: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "variant": ("variants", ("name",)),
    "role": ("roles", ("name", "duty")),
    "process": ("processes", ("name", "purpose")),
    "activity": ("activities", ("name",)),
    "clause": ("clauses", ("name",)),
    "task": ("tasks", ("name", "why", "outcome")),
    "requirement": ("requirements", ("statement",)),
    "work_product": ("work_products", ("name", "short", "lack")),
}
"""Section -> the part of the set that it words, and the texts that may be said of each element."""


@dataclass(frozen=True)
class Words:
    """`said` is section and id -> what is said of the element, by the name of its attribute."""

    language: str
    title: str
    said: Mapping[tuple[str, str], Mapping[str, Any]]


def read_words(file: Entry, language: str, of: RequirementSet) -> Words:
    """The words of one language, checked against the set: what they word is there."""
    header = file.entry("set")
    title = header.optional_text("title")
    header.finish()
    said = {
        (section, named): _said(file, section, named, entry, of)
        for section in SAID_OF
        for named, entry in file.keyed(section)
    }
    file.finish()
    return Words(language, title, said)


def _said(file: Entry, section: str, named: str, entry: Entry, of: RequirementSet) -> Mapping[str, Any]:
    part, texts = SAID_OF[section]
    element = next((each for each in getattr(of, part) if each.id == named), None)
    if element is None:
        wrong = _("must be in the set, but no {section} is called so", section=section)
        raise fault(file.place, f"{section} {named}", wrong)
    said: dict[str, Any] = {key: entry.text(key) for key in texts if key in entry}
    if isinstance(element, WorkProduct) and "content" in entry:
        said["content"] = _content(entry.entry("content"), element)
    if hasattr(element, "evidence") and "evidence" in entry:
        said["evidence"] = entry.texts("evidence")
        if len(said["evidence"]) != len(element.evidence):
            wanted = len(element.evidence)
            raise entry.fault(
                "evidence", _("must have a text for each of the {wanted} points", wanted=wanted)
            )
    entry.finish()
    return said


def _content(entry: Entry, product: WorkProduct) -> tuple[ContentItem, ...]:
    items = tuple(
        replace(item, text=entry.text(item.ref)) if item.ref in entry else item for item in product.content
    )
    entry.finish()
    return items


def worded(of: RequirementSet, words: Words) -> RequirementSet:
    """The set as these words say it."""
    parts = {
        part: tuple(
            _worded(element, words.said.get((section, element.id), {})) for element in getattr(of, part)
        )
        for section, (part, _) in SAID_OF.items()
    }
    return replace(of, header=replace(of.header, title=words.title or of.header.title), **parts)


def _worded(element: Element, said: Mapping[str, Any]) -> Element:
    """A work product that has no short name is called by its name in full."""
    made = replace(element, **said)
    if isinstance(made, WorkProduct) and "name" in said and made.short == made.id:
        made = replace(made, short=made.name)
    return made


def texts_of(of: RequirementSet) -> Iterator[str]:
    """All that people read, in an order of its own: the same for a set and the same set in another language."""
    yield of.header.title
    for part, names in SAID_OF.values():
        for element in getattr(of, part):
            yield from (getattr(element, name) for name in names)
            yield from getattr(element, "evidence", ())
            yield from (item.text for item in getattr(element, "content", ()))

"""Thin text: words that fill a field and say nothing. It may be saved; it is no evidence."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from sdesk.models import Contact, FieldSpec, Kind, Record, Row, Step, field_of, fields_of
from sdesk.models.content import Depth
from sdesk.practice.lifecycle.completeness import is_missing, row_gaps
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.proposed.plain import is_mark, plain_text
from sdesk.practice.lifecycle.proposed.sections import problems_of_unread
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import Message, counted, term, word
from sdesk.translation import message as _


@dataclass(frozen=True)
class Bound:
    """The least that counts: so many words and letters, or so many characters of a script without spaces; and of how many
    different letters whatever says something is made."""

    words: int
    letters: int
    characters: int
    alphabet: int = 0


BOUNDS: Mapping[Depth, Bound] = {
    Depth.NAME: Bound(1, 2, 2),
    Depth.STEPS: Bound(2, 2, 4),
    Depth.STATEMENT: Bound(4, 20, 8, 6),
    Depth.SECTION: Bound(12, 60, 30, 10),
}

NO_WORDS = {
    "tbd",
    "todo",
    "na",
    "ok",
    "okay",
    "none",
    "nothing",
    "nil",
    "test",
    "later",
    "unknown",
    "yes",
    "no",
}
"""What says nothing, with spaces and signs left out."""

_FILLER = "loremipsum"
_ADDED = 6
"""Letters of one's own beside the help or the example, from which on it may be more than that."""

_WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
"""And those that write a syllable as one character, with spaces."""


@dataclass(frozen=True)
class _Text:
    """A text of a content item: the field of the record, the field or column it stands in, the line (from 1) if any."""

    field: FieldSpec
    spec: FieldSpec
    line: int
    said: str


def thin_items(workspace: Workspace, record: Record) -> list[Problem]:
    """Where the content items of the record say something and not enough, in the order of its fields.

    What is empty is missing, and told by `completeness`. The same statement in two items says at most one of them.
    """
    found: list[Problem] = []
    said_in: dict[str, FieldSpec] = {}
    for text in _texts(workspace, record):
        why = what_is_thin(text.spec, text.said) or _said_before(text, said_in)
        if why:
            found.append(_about(text, why))
    return found


def says_enough(workspace: Workspace, record: Record, names: Iterable[str]) -> bool:
    """Whether the fields of these names are filled in, each line of them too, none of their texts is thin, and somebody
    has read what the program has proposed there."""
    return all(what_lacks(record, name) is None for name in names)


def what_lacks(record: Record, name: str) -> Message | None:
    """The first that keeps a field of the record from saying enough, as `what_is_lacking`; or that nobody has read it."""
    lacking = what_is_lacking(field_of(type(record), name), getattr(record, name))
    return lacking or next((each.text for each in problems_of_unread(record) if each.field == name), None)


def what_is_lacking(spec: FieldSpec, value: object) -> Message | None:
    """The first that keeps a field from saying enough: it is missing, a line of it is not whole, a text is thin."""
    if spec.is_empty(value):
        return is_missing(spec)
    if isinstance(value, tuple) and spec.kind is Kind.ROWS:
        for gap in row_gaps(spec, value):
            return gap.text
    judged = ((text, what_is_thin(text.spec, text.said)) for text in _in_field(spec, spec, 0, value))
    return next((_about(text, why).text for text, why in judged if why), None)


def says(model: type[BaseModel], name: str, text: str, depth: Depth | None = None) -> bool:
    """Whether a text of that field, or column, says something, and is not thin; by the bounds of `depth`, where it is given."""
    spec = field_of(model, name)
    asked = replace(spec, depth=depth) if depth else spec
    return bool(text.strip()) and what_is_thin(asked, text) is None


def what_is_thin(spec: FieldSpec, text: str) -> Message | None:
    """Why the text says too little for its field; None where it says enough, or nothing at all.

    Bounds are those of `BOUNDS`; of the words at least two thirds of as many as it asks for are different ones.
    """
    plain = plain_text(text)
    if plain and plain in _spoken(spec.content.answer):
        return None
    if _is_of_the_form(spec, plain):
        return _("it says nothing")
    return _too_little(spec.depth, text, spec.label)


def thin_reason(text: str) -> Message | None:
    """Why the reason that a step was given says too little; None where it says enough, or nothing at all."""
    return _too_little(Depth.STATEMENT, text)


def thin_answer(step: Step, spec: FieldSpec, text: str) -> Message | None:
    """The same of what the dialog of a step asks in so many words, and needs."""
    asked = spec.name in step.asks and spec.kind is Kind.LONG_TEXT and spec.content.needed_for
    return what_is_thin(spec, text) if asked else None


def _too_little(depth: Depth, text: str, label: str = "") -> Message | None:
    """The words of the `label` that it stands under are not its own."""
    plain = plain_text(text)
    if not text.strip():
        return None
    if plain in NO_WORDS or _FILLER in plain or (len(set(plain)) < 2 and not plain.isdigit()):
        return _("it says nothing")
    bound = BOUNDS[depth]
    if _characters_without_spaces(text) * 2 > len(plain):
        enough, few = bound.characters, len(plain)
        if few < enough:
            return counted(
                "it has {few} of {n} character", "it has {few} of {n} characters", n=enough, few=few
            )
        return _("it says nothing") if len(set(plain)) * 3 < enough else None
    words = _words(text)
    if len(words) < bound.words:
        return _("it has {few} of {enough} words", few=len(words), enough=bound.words)
    different = set(words)
    if len(different) * 3 < bound.words * 2:
        return _("it says the same word again and again")
    letters = _letters(text, digits=depth is Depth.NAME)
    if letters < bound.letters:
        return _("it has {few} of {enough} letters", few=letters, enough=bound.letters)
    if len({char for char in plain if char.isalpha()}) < bound.alphabet:
        return _("it says nothing")
    says_more = depth is Depth.NAME or different - NO_WORDS - set(_words(label))
    return None if says_more else _("it says nothing")


def _texts(workspace: Workspace, record: Record) -> Iterator[_Text]:
    model = type(record)
    covered = workspace.packs.covered_in(model.__name__)
    for spec in fields_of(model):
        if spec.content.depth or spec.name in covered:
            yield from _in_field(spec, spec, 0, getattr(record, spec.name))


def _in_field(field: FieldSpec, spec: FieldSpec, line: int, value: object) -> Iterator[_Text]:
    """Of rows the columns that have to be filled in or say how much they have to say; of a contact its name."""
    match value:
        case str() if spec.kind in (Kind.TEXT, Kind.LONG_TEXT):
            yield _Text(field, spec, line, value)
        case Contact(name=name):
            yield _Text(field, spec, line, name)
        case tuple() if spec.kind is Kind.ROWS:
            for place, row in enumerate(value, start=1):
                yield from _in_row(field, spec, line or place, row)


def _in_row(field: FieldSpec, spec: FieldSpec, line: int, row: Row) -> Iterator[_Text]:
    for column in spec.columns:
        if column.content.needed_for or column.content.depth:
            yield from _in_field(field, column, line, getattr(row, column.name))


def _said_before(text: _Text, said_in: dict[str, FieldSpec]) -> Message | None:
    """A statement, in another field of the record."""
    plain = plain_text(text.said)
    if not plain or text.spec.depth not in (Depth.STATEMENT, Depth.SECTION):
        return None
    before = said_in.setdefault(plain, text.field)
    if before == text.field or plain in _spoken(text.spec.content.answer):
        return None
    return _("it says the same as “{field}”", field=term(before.label))


def _about(text: _Text, why: Message) -> Problem:
    if text.line:
        said = _(
            "{field}, line {line}, {column}: {why}.",
            field=term(text.field.label), line=text.line, column=term(text.spec.label), why=why,
        )  # fmt: skip
    else:
        said = _("{field}: {why}.", field=term(text.field.label), why=why)
    return Problem(text.field.name, said)


def _is_of_the_form(spec: FieldSpec, plain: str) -> bool:
    """Whether it is what stands there already, or that with hardly a word of one's own."""
    own = _own_words(spec)
    if plain in own or spec.depth not in (Depth.STATEMENT, Depth.SECTION):
        return plain in own
    least = BOUNDS[Depth.STATEMENT].letters
    return any(len(each) >= least and each in plain and len(plain) - len(each) < _ADDED for each in own)


def _own_words(spec: FieldSpec) -> set[str]:
    """Its label; of more than a name also its help and its example, which are no words of who typed them."""
    if spec.depth is Depth.NAME:
        return _spoken(spec.label)
    return _spoken(spec.label, spec.content.help, spec.content.example)


def _spoken(*texts: str) -> set[str]:
    """As it is compared, in English and in the language spoken here."""
    return {plain_text(said) for each in texts if each for said in (each, word(term(each)))}


def _words(text: str) -> list[str]:
    if text.isascii():
        return re.findall("[a-z0-9]+", text.casefold())
    said = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char if char.isalnum() or is_mark(char) else " " for char in said).split()


def _letters(text: str, *, digits: bool) -> int:
    """With the vowels that are written as marks, of which no letter has more than one that counts."""
    said = unicodedata.normalize("NFKC", text)
    alone = sum(char.isalpha() or (digits and char.isdigit()) for char in said)
    return alone if said.isascii() else alone + min(alone, sum(map(is_mark, said)))


def _characters_without_spaces(text: str) -> int:
    if text.isascii():
        return 0
    return sum(unicodedata.name(char, "").startswith(_WITHOUT_SPACES) for char in text)


__all__ = [
    "BOUNDS",
    "Bound",
    "says",
    "says_enough",
    "thin_answer",
    "thin_items",
    "thin_reason",
    "what_is_lacking",
    "what_is_thin",
    "what_lacks",
]

"""What differs between two versions of a record, field by field; of rows line by line, of texts word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from sdesk.models.content import FieldSpec, Kind, Row, fields_of
from sdesk.models.record import Record, groups_of


@dataclass(frozen=True)
class RowDifference:
    """A line that one version has and the other has not, or one that says something else in these columns."""

    before: Row | None
    after: Row | None
    columns: tuple[FieldSpec, ...] = ()

    @property
    def how(self) -> Literal["added", "removed", "changed"]:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


@dataclass(frozen=True)
class FieldDifference:
    """A field that says something else. `reordered`: lines that both have stand in another order."""

    field: FieldSpec
    before: Any
    after: Any
    rows: tuple[RowDifference, ...] = ()
    reordered: bool = False


@dataclass(frozen=True)
class Piece:
    """A part of a text: in both versions, in the older one alone, or in the newer one alone."""

    text: str
    how: Literal["same", "removed", "added"] = "same"


def differences(older: Record, newer: Record) -> tuple[FieldDifference, ...]:
    """The declared fields in which two versions differ, in the order of their form. Lines that say the same are the same."""
    specs = (spec for _title, specs in groups_of(type(older)) for spec in specs)
    found = (
        _difference(spec, getattr(older, spec.name), getattr(newer, spec.name))
        for spec in specs
        if getattr(older, spec.name) != getattr(newer, spec.name)
    )
    return tuple(each for each in found if each.field.kind is not Kind.ROWS or each.rows or each.reordered)


def _difference(spec: FieldSpec, before: Any, after: Any) -> FieldDifference:
    if spec.kind is not Kind.ROWS:
        return FieldDifference(spec, before, after)
    pairs = _pairs(before, after)
    known = {id(one): other for one, other in pairs}
    matched = {id(other) for other in known.values()}
    rows = [RowDifference(row, None) for row in before if id(row) not in known]
    rows += [RowDifference(one, other, columns) for one, other in pairs if (columns := _columns(one, other))]
    rows += [RowDifference(None, row) for row in after if id(row) not in matched]
    order = [place for one in before if id(one) in known for place, other in enumerate(after) if other is known[id(one)]]  # fmt: skip
    return FieldDifference(spec, before, after, tuple(rows), order != sorted(order))


def _pairs(before: Sequence[Row], after: Sequence[Row]) -> list[tuple[Row, Row]]:
    """The lines that are the same one: by their id or, where that was made anew, as they say the same, or begin with the
    same words."""
    by_id = {row.id: row for row in after}
    pairs = [(row, by_id[row.id]) for row in before if row.id in by_id]
    taken = {id(other) for _one, other in pairs}
    for alike in (_says_the_same, _begins_the_same):
        paired = {id(one) for one, _other in pairs}
        for row in before:
            if row.id in by_id or id(row) in paired:
                continue
            same = next((each for each in after if id(each) not in taken and alike(row, each)), None)
            if same is not None:
                pairs.append((row, same))
                taken.add(id(same))
    return pairs


def _says_the_same(one: Row, other: Row) -> bool:
    return not _columns(one, other)


def _begins_the_same(one: Row, other: Row) -> bool:
    """Its first column is a text of its own, a goal or the name of a service, and not a choice that many lines share."""
    first = fields_of(type(one))[0]
    said = getattr(one, first.name)
    return first.kind in (Kind.TEXT, Kind.LONG_TEXT) and bool(said) and said == getattr(other, first.name)


def _columns(one: Row, other: Row) -> tuple[FieldSpec, ...]:
    """The columns in which two lines differ."""
    specs = fields_of(type(one))
    return tuple(spec for spec in specs if getattr(one, spec.name) != getattr(other, spec.name))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in one, word by word: what is not added makes the older one, what is not removed the newer."""
    return tuple(_matched(re.findall(r"\s+|\w+|.", before, re.S), re.findall(r"\s+|\w+|.", after, re.S)))


def paragraphs(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The paragraphs that differ, those of the older text beside those of the newer; "" where there is none."""
    one, other = (text.strip().split("\n") for text in (before, after))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return tuple(
        ("\n".join(one[i1:i2]), "\n".join(other[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    )


def _matched(one: list[str], other: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("".join(one[i1:i2]))
            continue
        if i2 > i1:
            yield Piece("".join(one[i1:i2]), "removed")
        if j2 > j1:
            yield Piece("".join(other[j1:j2]), "added")


__all__ = ["FieldDifference", "Piece", "RowDifference", "differences", "paragraphs", "pieces"]

"""The line by which a list is filtered: words, and what is asked of fields, such as `printer customer:clinica is:late`.

A field is asked for by `:` with a part of what stands in it, by `=` with all of it. What has blanks, or looks like a field
and is none, stands in quotes; a quote within them is doubled. Pure: what fields there are is not known here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """What is asked of a field; without a field, words that stand anywhere in a record."""

    value: str
    field: str = ""
    whole: bool = False
    """Whether the value is all that stands in the field, not a part of it."""


_FIELD = re.compile(r"(?P<field>[^\W\d_][\w-]*)(?P<sign>[:=])")
_QUOTED = re.compile(r'"((?:[^"]|"")*)(?:"|$)')
_BARE = re.compile(r"\S*")


def parse(line: str) -> tuple[Term, ...]:
    """What a line asks for, in the order in which it does. Every line means something."""
    terms = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        asked = _FIELD.match(line, at)
        value, at = _value(line, asked.end() if asked else at)
        if asked:
            terms.append(Term(value, asked["field"], asked["sign"] == "="))
        elif value.strip():
            terms.append(Term(value))
    return tuple(terms)


def _value(line: str, at: int) -> tuple[str, int]:
    if quoted := _QUOTED.match(line, at):
        return quoted[1].replace('""', '"'), quoted.end()
    bare = _BARE.match(line, at)
    assert bare is not None
    return bare[0], bare.end()


def written(terms: Iterable[Term]) -> str:
    """The line that asks for these."""
    return " ".join(_written(term) for term in terms)


def _written(term: Term) -> str:
    begins = f"{term.field}{'=' if term.whole else ':'}" if term.field else ""
    looks_otherwise = not begins and _FIELD.match(term.value) is not None
    blank = any(letter.isspace() for letter in term.value)
    if blank or looks_otherwise or term.value.startswith('"'):
        inner = term.value.replace('"', '""')
        return f'{begins}"{inner}"'
    return f"{begins}{term.value}"


__all__ = ["Term", "parse", "written"]

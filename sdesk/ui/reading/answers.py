"""The words of a text that come from the answers about the firm: names, times, places."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from sdesk.models import FieldSpec, FirmAnswers, Kind, fields_of
from sdesk.models.governance.service_calendar import Weekday
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.records.naming import name_of
from sdesk.ui.records.reading import number_text

SHORTEST = 3
"""Letters of a word that is looked for: shorter ones stand in other words by chance."""


class AnswerWords:
    """Finds the answers in a text, so that who reads it sees where it speaks of them."""

    def __init__(self, workspace: Workspace) -> None:
        answers = workspace.first(FirmAnswers)
        said = set(_said(workspace, answers)) if answers is not None else set()
        words = sorted((each for each in said if len(each) >= SHORTEST), key=len, reverse=True)
        self._found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)") if words else None

    def underlined(self, text: str) -> str:
        """The text as markup in which they are underlined; nothing of what it says is taken for markup."""
        if self._found is None:
            return escape(text)
        parts, at = [], 0
        for match in self._found.finditer(text):
            parts += [escape(text[at : match.start()]), f"<u>{escape(match.group())}</u>"]
            at = match.end()
        return "".join([*parts, escape(text[at:])])


def _said(workspace: Workspace, answers: FirmAnswers) -> Iterator[str]:
    specs = fields_of(FirmAnswers)
    yield from (word for spec in specs for word in _words(spec, getattr(answers, spec.name)))
    linked = [value for spec in specs for value in _links(spec, getattr(answers, spec.name))]
    yield from (name_of(entry) for entry in entries(workspace, linked).values())


def _words(spec: FieldSpec, value: Any) -> Iterator[str]:
    if spec.is_empty(value):
        return
    match spec.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            yield from (line.strip() for line in value.split("\n"))
        case Kind.NUMBER:
            yield from _amounts(spec, value)
        case Kind.CHOICE if isinstance(value, Weekday):
            yield _(value.label)
        case Kind.ROWS:
            for row in value:
                for column in spec.columns:
                    yield from _words(column, getattr(row, column.name))


def _amounts(spec: FieldSpec, value: float) -> Iterator[str]:
    """A number is found with what it counts; alone it stands anywhere."""
    if spec.content.unit == "days":
        yield ngettext("{n} day", "{n} days", int(value)).format(n=int(value))
    elif spec.content.unit:
        yield number_text(spec, value)


def _links(spec: FieldSpec, value: Any) -> Iterator[Any]:
    if spec.kind is Kind.LINK and value is not None:
        yield value
    elif spec.kind is Kind.ROWS:
        for row in value:
            for column in spec.columns:
                yield from _links(column, getattr(row, column.name))


__all__ = ["AnswerWords"]

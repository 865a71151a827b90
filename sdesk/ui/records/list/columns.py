"""The columns that a list of records can show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sdesk.models import FieldSpec, Kind, Record, fields_of
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.desk import LiveColumn
from sdesk.ui.records.reading import plain_text, text_of

LONGEST = 200
"""Characters of a text that a cell shows."""


@dataclass(frozen=True)
class ListColumn:
    """One column: a declared field, or something that every record has."""

    name: str
    title: str
    spec: FieldSpec | None = None
    live: LiveColumn | None = None

    @property
    def is_number(self) -> bool:
        return self.name == "version" or (self.spec is not None and self.spec.kind is Kind.NUMBER)

    @property
    def can_sort(self) -> bool:
        if self.live is not None:
            return self.live.order is not None
        return self.spec is None or self.spec.kind not in (Kind.LINKS, Kind.ROWS)

    def links_of(self, record: Record) -> tuple[UUID, ...]:
        """The ids whose names the cell needs."""
        if self.live is not None:
            return ()
        value = getattr(record, self.name)
        if self.spec is None or not value:
            return ()
        if self.spec.kind is Kind.LINK:
            return (value,)
        return tuple(value) if self.spec.kind is Kind.LINKS else ()

    def text_of(self, record: Record, names: Mapping[UUID, str]) -> str:
        if self.live is not None:
            return ""
        value = getattr(record, self.name)
        if self.name == "state":
            return _(record.state_called(record.state).label)
        if self.spec is None:
            return plain_text(value)
        if self.spec.kind is Kind.LONG_TEXT:
            return " ".join(value[: 2 * LONGEST].split())[:LONGEST]
        return text_of(self.spec, value, names)

    @property
    def file_head(self) -> str:
        """Its title in a file: with the unit of what the list shows as a duration."""
        minutes = self.spec is not None and self.spec.content.unit == "minutes"
        return _("{column} (minutes)").format(column=self.title) if minutes else self.title

    def cell_of(self, record: Record, names: Mapping[UUID, str]) -> Any:
        """What stands in a file: days, moments and numbers as they are, all else as the list shows it, long texts whole."""
        value = None if self.live is not None else getattr(record, self.name)
        if isinstance(value, datetime):
            return wall.local(value).replace(tzinfo=None)
        if self.spec is None or value is None:
            return value if self.name == "version" else self.text_of(record, names)
        if self.spec.kind is Kind.DATE or (
            self.spec.kind is Kind.NUMBER and self.spec.content.unit != "time of day"
        ):
            return value
        return value if self.spec.kind is Kind.LONG_TEXT else self.text_of(record, names)


def columns_of(model: type[Record], live: Sequence[LiveColumn] = ()) -> tuple[ListColumn, ...]:
    """All that a list of this model can show, its own columns first."""
    own = {
        "number": ListColumn("number", _("Number")),
        "version": ListColumn("version", _("Version")),
        "state": ListColumn("state", _("State")),
        "created_at": ListColumn("created_at", _("Created")),
        "changed_at": ListColumn("changed_at", _("Changed")),
    }
    fields = {
        spec.name: ListColumn(spec.name, _(spec.label), spec)
        for spec in fields_of(model)
        if spec.kind is not Kind.ROWS
    }
    computed = {each.name: ListColumn(each.name, each.title(), None, each) for each in live}
    known = {**own, **fields, **computed}
    shown = default_columns(model, live)
    return (
        *(known[name] for name in shown),
        *(column for name, column in known.items() if name not in shown),
    )


def default_columns(model: type[Record], live: Sequence[LiveColumn] = ()) -> tuple[str, ...]:
    """What a list of this model shows while nobody has chosen; what is computed stands after the title."""
    names = list(model.columns)
    at = names.index(model.title) + 1 if model.title in names else len(names)
    return (*names[:at], *(each.name for each in live), *names[at:])

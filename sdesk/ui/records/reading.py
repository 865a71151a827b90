"""Values as text to read: in the cells of a list, in a history, in a summary."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QLocale

from sdesk.models import FieldSpec, Kind
from sdesk.models.content import Choice
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui import wall
from sdesk.ui.pieces.fields.date_reading import written_date, written_time
from sdesk.ui.pieces.fields.number_field import written_duration

Names = Mapping[UUID, str]
"""What each linked id is called."""


def text_of(spec: FieldSpec, value: Any, names: Names) -> str:
    """The value of a field in one line; empty if nothing has been said."""
    if value is None or spec.is_empty(value):
        return ""
    match spec.kind:
        case Kind.LINK:
            return names.get(value, "")
        case Kind.LINKS:
            return ", ".join(names.get(each, "") for each in value)
        case Kind.ROWS:
            return ngettext("{n} line", "{n} lines", len(value)).format(n=len(value))
        case Kind.NUMBER:
            return number_text(spec, value)
        case _:
            return plain_text(value)


def plain_text(value: Any) -> str:
    """A value that needs no lookup."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Choice):
        return _(value.label)
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return written_date(value, QLocale())
    return " ".join(str(value).split())


def moment_text(moment: datetime) -> str:
    """Date and time of day, short, by the organization's clock."""
    return f"{written_date(wall.day_of(moment), QLocale())} {time_text(moment)}"


def time_text(moment: datetime) -> str:
    """The time of day alone, by the organization's clock."""
    local = wall.local(moment)
    return written_time(local.hour * 60 + local.minute, QLocale())


def number_text(spec: FieldSpec, value: float) -> str:
    """As the locale writes it; minutes as durations, minutes of the day as a time."""
    unit = spec.content.unit
    if unit == "minutes":
        return written_duration(int(value))
    if unit == "time of day":
        return "24:00" if value == 24 * 60 else written_time(int(value), QLocale())
    as_typed: int = QLocale.FloatingPointPrecisionOption.FloatingPointShortest.value
    return QLocale().toString(float(value), "f", as_typed)

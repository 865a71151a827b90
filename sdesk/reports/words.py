"""How days, moments, lengths of time and field values are written on paper."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sdesk.local_time import day_of, local
from sdesk.models import Choice, Contact, FieldSpec, Kind, Record, Row
from sdesk.practice.measures.figures import amount
from sdesk.translation import Message, word
from sdesk.translation import gettext as _
from sdesk.translation.amounts import length
from sdesk.translation.amounts import number as number
from sdesk.translation.dates import short_day, short_days

NOTHING = "–"
TIME_OF_DAY = "time of day"


def day(value: date | str | None) -> str:
    """As "12 Oct 2026"; "" for nothing. Stored figures keep days as ISO text."""
    return short_day(_date(value)) if value else ""


def _date(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def moment(value: datetime | str | None, time_zone: str) -> str:
    """As "12 Oct 2026, 16:05" in local time; "" for nothing."""
    if not value:
        return ""
    time = local(_datetime(value), ZoneInfo(time_zone))
    return _("{day}, {time}").format(day=day_at(value, time_zone), time=f"{time:%H:%M}")


def day_at(value: datetime | str | None, time_zone: str) -> str:
    """The day of a moment in local time, as "12 Oct 2026"; "" for nothing."""
    return short_day(day_of(_datetime(value), ZoneInfo(time_zone))) if value else ""


def _datetime(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def days(first: date | str, last: date | str) -> str:
    """A period: "1 Jul – 30 Sep 2026"."""
    return short_days(_date(first), _date(last))


def duration(minutes: float | None, longest: str = "d") -> str:
    """As "2 h 15 min", "3 d 4 h"; "" for nothing. `longest` is "h" where days could be taken for working days."""
    return word(length(minutes, longest))


def state_mark(record: Record | type[Record], state: str) -> str:
    """The shape and the word of a state."""
    known = record.state_called(state)
    return f"{known.shape.value} {_(known.label)}"


# ---------------------------------------------------------------- values of fields


def shown(spec: FieldSpec, value: Any, labels: Mapping[UUID, Message | str], time_zone: str) -> str:
    """A value of any kind but rows and contacts with all their parts, as text; "" where nothing was said."""
    if spec.is_empty(value):
        return ""
    if spec.kind is Kind.LINK:
        return word(labels.get(value, str(value)))
    if spec.kind is Kind.LINKS:
        return "\n".join(word(labels.get(each, str(each))) for each in value)
    if spec.kind is Kind.NUMBER:
        return with_unit(value, spec.content.unit)
    return _plain_value(value, time_zone)


def with_unit(value: float | int, unit: str) -> str:
    if unit == TIME_OF_DAY:
        return f"{int(value) // 60:02}:{int(value) % 60:02}"
    if unit == "minutes":
        return duration(value, longest="h")
    return word(amount(value, unit))


def _plain_value(value: Any, time_zone: str) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Choice):
        return _(value.label)
    if isinstance(value, datetime):
        return moment(value, time_zone)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Contact):
        return contact(value)
    return str(value.value if isinstance(value, Enum) else value)


def contact(value: Contact) -> str:
    """All parts of a contact, in the order in which an envelope has them."""
    reach = " · ".join(part for part in (value.telephone, value.email) if part.strip())
    parts = (value.name, value.organization, value.address, reach)
    return "\n".join(part.strip() for part in parts if part.strip())


def cell(spec: FieldSpec, row: Row, labels: Mapping[UUID, Message | str], time_zone: str) -> str:
    """One column of a field of rows; rows inside it one a line."""
    value = getattr(row, spec.name)
    if spec.kind is not Kind.ROWS:
        return shown(spec, value, labels, time_zone) or NOTHING
    lines = (
        " ".join(
            said
            for column in spec.columns
            if (said := shown(column, getattr(each, column.name), labels, time_zone))
        )
        for each in value
    )
    return "\n".join(lines) or NOTHING

"""What a person types for a field, as its value."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sdesk.errors import SdeskError
from sdesk.models import FieldSpec, Kind
from sdesk.practice.calendar.days import zone_of
from sdesk.practice.lifecycle.lists import Entry, numbered, search
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import message as _
from sdesk.translation import term


def read_value(workspace: Workspace, spec: FieldSpec, text: str) -> Any:
    """The text as a value of the field: as `--json` prints it. Nothing typed is an empty field. Raises SdeskError."""
    if not text.strip():
        return "" if spec.kind in (Kind.TEXT, Kind.LONG_TEXT) else None
    match spec.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return text
        case Kind.NUMBER:
            return number_in(spec.python_type, spec.label, text)
        case Kind.DATE:
            return _date(spec.label, text)
        case Kind.DATE_TIME:
            return _moment(workspace, spec.label, text)
        case Kind.YES_NO:
            return _yes_or_no(spec.label, text)
        case Kind.CHOICE:
            return _choice(spec, text)
        case Kind.LINK:
            return linked(workspace, spec.target, text).id
        case _:
            raise SdeskError(
                _("{field} holds several values and cannot be compared with one.", field=term(spec.label))
            )


def number_in(number_type: type[int] | type[float], label: str, text: str) -> int | float:
    try:
        return number_type(text)
    except ValueError:
        raise SdeskError(
            _("{field}: “{text}” is not a number.", field=term(label), text=text),
            _("Write it like 99.5."),
        ) from None


def _date(label: str, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise SdeskError(
            _("{field}: “{text}” is not a date.", field=term(label), text=text),
            _("Write it like 2026-07-13."),
        ) from None


def _moment(workspace: Workspace, label: str, text: str) -> datetime:
    """Without a time zone it is meant in the organization's."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone_of(workspace))).astimezone(UTC)
    except (ValueError, OverflowError):
        raise SdeskError(
            _("{field}: “{text}” is not a date and time.", field=term(label), text=text),
            _("Write it like 2026-07-13T09:00Z."),
        ) from None


def _yes_or_no(label: str, text: str) -> bool:
    word = text.strip().casefold()
    if word not in ("yes", "true", "1", "no", "false", "0"):
        raise SdeskError(_("{field}: “{text}” is neither yes nor no.", field=term(label), text=text))
    return word in ("yes", "true", "1")


def _choice(spec: FieldSpec, text: str) -> Any:
    word = text.strip().casefold()
    found = next(
        (each for each in spec.choices if word in (each.value.casefold(), each.label.casefold())), None
    )
    if found is None:
        words = ", ".join(each.value for each in spec.choices)
        raise SdeskError(
            _("{field}: “{text}” is not one of its words.", field=term(spec.label), text=text),
            _("They are: {words}.", words=words),
        )
    return found


def linked(workspace: Workspace, target: str, text: str) -> Entry:
    """The record of that number, or the only one of that name. Raises SdeskError."""
    entry = numbered(workspace, text)
    if entry is not None and target in ("Record", entry.model):
        return entry
    models: Sequence[str] = () if target == "Record" else (target,)
    named = [
        each for each in search(workspace, text, models) if each.title.casefold() == text.strip().casefold()
    ]
    if len({each.id for each in named}) != 1:
        raise SdeskError(
            _("There are several called “{name}”.", name=text)
            if named
            else _("There is no record called “{name}” to look for.", name=text),
            _("Give its number."),
        )
    return named[0]


__all__ = ["linked", "number_in", "read_value"]

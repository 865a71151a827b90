"""The schedule as an iCalendar file (RFC 5545), which calendar programs import."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from sdesk.practice.calendar.schedule import KIND_NAMES, Slot, SlotKind
from sdesk.translation import Message, term, word
from sdesk.translation import message as _

FOLD_AT = 75
"""Octets in a line, without its CRLF (RFC 5545, 3.1)."""


def calendar_of(found: Iterable[Slot], name: str, now: datetime) -> bytes:
    """The slots as one calendar called `name`, in the language spoken here. The same record has the same UID each
    time, so that it is updated.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sdesk//sdesk//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for slot in found for line in _event(slot, now)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def _event(slot: Slot, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{'.'.join(filter(None, (str(slot.record_id), slot.date_field)))}@sdesk"
    yield f"DTSTAMP:{_utc(now)}"
    if slot.whole_day is not None:
        yield f"DTSTART;VALUE=DATE:{slot.whole_day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{(slot.last_day or slot.whole_day) + timedelta(days=1):%Y%m%d}"
        if slot.date_field:
            yield "TRANSP:TRANSPARENT"
    else:
        yield f"DTSTART:{_utc(slot.start)}"
        yield f"DTEND:{_utc(slot.end)}"
    summary = _("{what} ({number})", what=slot.heading, number=slot.number)
    yield f"SUMMARY:{escaped(word(summary))}"
    yield f"DESCRIPTION:{escaped(word(_described(slot)))}"
    yield f"CATEGORIES:{escaped(word(KIND_NAMES[slot.kind]))}"
    yield f"STATUS:{_status(slot)}"
    yield "END:VEVENT"


def _described(slot: Slot) -> Message:
    number, state = slot.number, term(slot.state)
    match slot.kind:
        case SlotKind.CHANGE:
            return _("Change {number}, {state}.", number=number, state=state)
        case SlotKind.MAINTENANCE:
            return _("Maintenance window {number}, {state}.", number=number, state=state)
        case SlotKind.EVENT:
            return _("Business event {number}, {state}.", number=number, state=state)
        case SlotKind.REVIEW:
            return _("Review date {number}, {state}.", number=number, state=state)
        case SlotKind.JOB:
            return _("Recurring job {number}, {state}.", number=number, state=state)
        case SlotKind.EXPIRY:
            return _("Something of {number} runs out.", number=number)


def _status(slot: Slot) -> str:
    """Only a change that is not confirmed yet may still go away."""
    firm = slot.kind is not SlotKind.CHANGE or slot.over or slot.state == "confirmed"
    return "CONFIRMED" if firm else "TENTATIVE"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text value (RFC 5545, 3.3.11): backslash, semicolon, comma and line end are written with a backslash.

    Every character that some reader takes for the end of a line is one; other control characters are left out.
    """
    lines = re.split(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text)
    plain = "\n".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", "", line) for line in lines)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """One content line, cut between characters so that no piece has more than 75 octets."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > FOLD_AT:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"

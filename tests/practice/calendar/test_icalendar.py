"""The schedule as an .ics file: what RFC 5545 asks for, and read back as it was."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sdesk.practice.calendar.icalendar import calendar_of, escaped, folded
from sdesk.practice.calendar.schedule import Slot, SlotKind

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CHANGE = Slot(
    record_id=UUID(int=1),
    number="CHG-2026-0001",
    title="Router; old, new",
    kind=SlotKind.CHANGE,
    state="scheduled",
    start=NOW,
    end=NOW + timedelta(hours=2),
)
TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from("\\;,:\n"), max_size=300)


def read_back(raw: bytes) -> list[dict[str, str]]:
    """A calendar program's way: join what is folded, cut at the first colon, undo the backslashes."""
    text = raw.decode()
    assert text.endswith("\r\n")
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    events: list[dict[str, str]] = []
    for line in lines:
        name, value = line.split(":", 1)
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and line != "END:VCALENDAR":
            events[-1][name] = unescaped(value)
    return events


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_a_change_is_read_back_as_it_was() -> None:
    (event,) = read_back(calendar_of([CHANGE], "Harbour IT", NOW))
    assert event == {
        "UID": "00000000-0000-0000-0000-000000000001@sdesk",
        "DTSTAMP": "20260302T080000Z",
        "DTSTART": "20260302T080000Z",
        "DTEND": "20260302T100000Z",
        "SUMMARY": "Router; old, new (CHG-2026-0001)",
        "DESCRIPTION": "Change CHG-2026-0001, scheduled.",
        "CATEGORIES": "change",
        "STATUS": "TENTATIVE",
        "END": "VEVENT",
    }


def test_a_review_takes_its_day_and_two_dates_of_one_record_are_two_events() -> None:
    day = date(2026, 3, 29)
    slots = [
        Slot(CHANGE.record_id, "AGR-0001", "Dental", SlotKind.REVIEW, "approved", NOW, NOW, whole_day=day, date_field=field)
        for field in ("review_date", "end")
    ]  # fmt: skip
    first, second = read_back(calendar_of(slots, "Harbour IT", NOW))
    assert (first["SUMMARY"], second["SUMMARY"]) == ("Review: Dental (AGR-0001)", "Ends: Dental (AGR-0001)")
    assert first["DTSTART;VALUE=DATE"] == "20260329"
    assert first["DTEND;VALUE=DATE"] == "20260330"
    assert first["UID"] == "00000000-0000-0000-0000-000000000001.review_date@sdesk"
    assert second["UID"] == "00000000-0000-0000-0000-000000000001.end@sdesk"
    assert first["TRANSP"] == "TRANSPARENT", "a whole day does not make people busy"


def test_only_a_change_that_is_not_sure_may_still_go_away() -> None:
    def status(**values: object) -> str:
        slot = Slot(**{**vars(CHANGE), **values})
        (event,) = read_back(calendar_of([slot], "Harbour IT", NOW))
        return event["STATUS"]

    assert status() == "TENTATIVE"
    assert status(state="confirmed") == "CONFIRMED"
    assert status(state="closed", over=True) == "CONFIRMED"
    assert status(kind=SlotKind.MAINTENANCE) == "CONFIRMED"


def test_times_are_in_utc_wherever_they_come_from() -> None:
    there = timezone(timedelta(hours=5))
    slot = Slot(**{**vars(CHANGE), "start": NOW.astimezone(there)})
    (event,) = read_back(calendar_of([slot], "Harbour IT", NOW.astimezone(there)))
    assert (event["DTSTAMP"], event["DTSTART"]) == ("20260302T080000Z", "20260302T080000Z")


def test_signs_that_mean_something_are_escaped_and_line_ends_are_one() -> None:
    assert escaped("a\\b;c,d\ne\r\nf\rg\th\x00\x7f") == "a\\\\b\\;c\\,d\\ne\\nf\\ngh"


def test_a_line_of_exactly_75_octets_is_not_folded() -> None:
    assert folded("x" * 75) == b"x" * 75 + b"\r\n"
    assert folded("x" * 76) == b"x" * 75 + b"\r\n x\r\n"


def test_the_file_has_what_calendar_programs_ask_for() -> None:
    lines = calendar_of([], "Harbour, IT", NOW).decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "VERSION:2.0" in lines
    assert "PRODID:-//sdesk//sdesk//EN" in lines
    assert "CALSCALE:GREGORIAN" in lines
    assert "X-WR-CALNAME:Harbour\\, IT" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]


@given(TEXTS)
def test_no_line_has_more_than_75_octets_and_nothing_is_lost(text: str) -> None:
    raw = folded(f"SUMMARY:{escaped(text)}")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    value = raw.decode().replace("\r\n ", "").removesuffix("\r\n").split(":", 1)[1]
    assert unescaped(value) == text


def test_every_line_of_a_long_calendar_is_short_enough() -> None:
    long = Slot(**{**vars(CHANGE), "title": "Übergabe " * 40})
    raw = calendar_of([long] * 3, "Ä" * 200, NOW)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")

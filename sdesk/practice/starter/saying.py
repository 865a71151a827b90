"""Answers in words: lists, hours, spans of time."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from sdesk.models.governance.service_calendar import Weekday, WeeklyHours
from sdesk.translation import counted, term, word
from sdesk.translation import message as _


def and_list(parts: Iterable[str]) -> str:
    """ "Ana, Ben and Cleo", in the language that is spoken; where one of them is a list itself, "Mail; Wi-Fi and network"."""
    found = [each.strip() for each in parts if each.strip()]
    if len(found) < 2:
        return "".join(found)
    between = word(_("{first} and {last}", first="", last=""))
    if any(sign in each for each in found for sign in (between, ", ", ";")):
        return "; ".join(found)
    return word(_("{first} and {last}", first=", ".join(found[:-1]), last=found[-1]))


def or_list(parts: Iterable[str]) -> str:
    found = [each for each in parts if each]
    return word(_("{first} or {last}", first=found[0], last=found[1])) if len(found) == 2 else "".join(found)


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def weekday(day: Weekday) -> str:
    return word(term(day.label))


def span(day: Weekday, start: int, end: int) -> str:
    """ "Tuesday from 18:00 to 20:00"; over midnight with the day on which it ends."""
    said = _("{day} from {start} to {end}", day=weekday(day), start=clock(start), end=clock(end))
    if end > start:
        return word(said)
    days = list(Weekday)
    following = weekday(days[(days.index(day) + 1) % len(days)])
    return word(_("{span} on {day}", span=said, day=following))


def duration(minutes: int) -> str:
    """In hours where they are whole, else in minutes."""
    if minutes % 60 == 0:
        return word(counted("{n} hour", "{n} hours", n=minutes // 60))
    return word(counted("{n} minute", "{n} minutes", n=minutes))


def days(n: int) -> str:
    return word(counted("{n} day", "{n} days", n=n))


def is_always(hours: Sequence[WeeklyHours]) -> bool:
    """Whether they are all hours of the week, so that there are no others."""
    whole = {each.weekday for each in hours if each.start_minute == 0 and each.end_minute == 24 * 60}
    return whole >= {*Weekday}


def hours_in_words(hours: Sequence[WeeklyHours]) -> str:
    """ "Monday to Friday from 09:00 to 17:00; Saturday from 10:00 to 12:00"."""
    by_day = _spans_by_day(hours)
    found = []
    for said, same in groupby(list(Weekday), key=lambda day: by_day.get(day, "")):
        if said:
            found.append(word(_("{days} from {hours}", days=_run(list(same)), hours=said)))
    return "; ".join(found)


def _run(same: Sequence[Weekday]) -> str:
    if len(same) == 1:
        return weekday(same[0])
    if len(same) == 2:
        return and_list(map(weekday, same))
    return word(_("{first} to {last}", first=weekday(same[0]), last=weekday(same[-1])))


def _spans_by_day(hours: Sequence[WeeklyHours]) -> dict[Weekday, str]:
    found: dict[Weekday, list[str]] = {}
    for each in sorted(hours, key=lambda each: each.start_minute or 0):
        if each.weekday and each.start_minute is not None and each.end_minute is not None:
            said = _("{first} to {last}", first=clock(each.start_minute), last=clock(each.end_minute))
            found.setdefault(each.weekday, []).append(word(said))
    return {day: and_list(spans) for day, spans in found.items()}


__all__ = [
    "and_list",
    "clock",
    "days",
    "duration",
    "hours_in_words",
    "is_always",
    "or_list",
    "span",
    "weekday",
]

"""Dates and times of day as people type and read them."""

import re
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from sdesk.translation import gettext as _


def short_date_format(locale: QLocale) -> str:
    """The locale's short format with all four digits of the year, in Qt's letters; ISO where nobody set a locale."""
    if locale.language() == QLocale.Language.C:
        return "yyyy-MM-dd"
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return short if "yyyy" in short else short.replace("yy", "yyyy")


def written_date(day: date, locale: QLocale) -> str:
    return locale.toString(QDate(day.year, day.month, day.day), short_date_format(locale))


def read_date(text: str, locale: QLocale, today: date) -> date | None:
    """The day in `text`: the locale's short form, ISO, "today", "mon" (the next), "+7" (in a week), "-1"; None if it is no day."""
    typed = text.strip().casefold()
    named = {_("today").casefold(): 0, _("tomorrow").casefold(): 1, _("yesterday").casefold(): -1}
    if typed in named:
        return today + timedelta(days=named[typed])
    if (weekday := _weekday(typed, locale)) is not None:
        return today + timedelta(days=(weekday - today.isoweekday() - 1) % 7 + 1)
    if re.fullmatch(r"[+-]\d{1,4}", typed):
        return today + timedelta(days=int(typed))
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", typed):
        return _day(*(int(part) for part in typed.split("-")))
    return _read_local_date(typed, locale, today)


def _weekday(typed: str, locale: QLocale) -> int | None:
    """The day of the week that begins so in the locale's language or in English, Monday as 1, if it is one alone."""
    letters = typed.rstrip(".")
    if len(letters) < 2 or not letters.isalpha():
        return None
    for language in (locale, QLocale(QLocale.Language.English)):
        names = {day: language.dayName(day, QLocale.FormatType.LongFormat).casefold() for day in range(1, 8)}
        found = [day for day, name in names.items() if name.startswith(letters)]
        if len(found) == 1:
            return found[0]
    return None


def _read_local_date(typed: str, locale: QLocale, today: date) -> date | None:
    """Three numbers, or two (this year), in the order in which the locale writes day, month and year."""
    numbers = re.findall(r"\d+", typed)
    order = re.sub(r"(.)\1*", r"\1", re.sub(r"[^dMy]", "", short_date_format(locale)))
    if re.fullmatch(r"[\d\s./\-,]+", typed) and len(numbers) in (2, 3) and sorted(order) == sorted("dMy"):
        letters = order if len(numbers) == 3 else order.replace("y", "")
        parts = dict(zip(letters, (int(number) for number in numbers), strict=True))
        return _day(_full_year(parts.get("y", today.year), today), parts["M"], parts["d"])
    read = locale.toDate(typed, short_date_format(locale))
    return _day(read.year(), read.month(), read.day()) if read.isValid() else None


def _full_year(year: int, today: date) -> int:
    """A year of two digits is one of this century."""
    return year if year >= 100 else today.year // 100 * 100 + year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def short_time_format(locale: QLocale) -> str:
    """The locale's short format without a time zone."""
    return locale.timeFormat(QLocale.FormatType.ShortFormat).replace("t", "").strip()


def written_time(minutes: int, locale: QLocale) -> str:
    return locale.toString(QTime(minutes // 60, minutes % 60), short_time_format(locale))


_TIME = re.compile(
    r"(?P<hours>\d{1,2}?)(?:[:.h\s]?(?P<minutes>\d{2}))?(?::\d{2})?\s*(?P<half>[ap])?\.?(?(half)m?\.?|h?)",
    re.IGNORECASE,
)


def read_time(text: str, locale: QLocale) -> int | None:
    """Minutes since midnight in "9", "930", "9:30", "9.30", "9:30 pm"; None if it is no time of day."""
    typed = text.strip()
    parts = _TIME.fullmatch(typed)
    if parts is None:
        read = locale.toTime(typed, QLocale.FormatType.ShortFormat)
        return read.hour() * 60 + read.minute() if read.isValid() else None
    hours, minutes = int(parts["hours"]), int(parts["minutes"] or 0)
    if parts["half"]:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if parts["half"].lower() == "p" else 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None

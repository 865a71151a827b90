"""Days as people write them, with the names of the months: here alone."""

from datetime import date

from sdesk.translation.catalogues import gettext as _


def month_names() -> tuple[str, ...]:
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip


def short_month_names() -> tuple[str, ...]:
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")
    )  # fmt: skip


def day_in_words(day: date) -> str:
    """As "3 March 2026", whatever language the computer is set to."""
    return _("{day} {month} {year}").format(day=day.day, month=month_names()[day.month - 1], year=day.year)


def short_day(day: date) -> str:
    """As "12 Oct 2026"."""
    return _("{day} {month} {year}").format(
        day=day.day, month=short_month_names()[day.month - 1], year=day.year
    )


def short_days(first: date, last: date) -> str:
    """From a day to a day, as "1 Jul – 30 Sep 2026"."""
    if first == last:
        return short_day(last)
    begun = (
        _("{day} {month}").format(day=first.day, month=short_month_names()[first.month - 1])
        if first.year == last.year
        else short_day(first)
    )
    return _("{first} – {last}").format(first=begun, last=short_day(last))


def month_in_words(day: date) -> str:
    """The month of a day, as "March 2026"."""
    return _("{month} {year}").format(month=month_names()[day.month - 1], year=day.year)


def short_month(day: date) -> str:
    """The month of a day, as "Oct 2026"."""
    return _("{month} {year}").format(month=short_month_names()[day.month - 1], year=day.year)

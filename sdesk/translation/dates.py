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

"""The public holidays of a country in ticks: which of them are days without service."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.models.governance.service_calendar import Holiday
from sdesk.practice.calendar.public_holidays import Place, countries, parts_of, public_holidays
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.translation.dates import short_day
from sdesk.ui.pieces import ChoiceField, HelpText, column_of, row_of
from sdesk.ui.records.ticks import Offer, Ticks

FEW = 4
"""So many days of a holiday are named beside it."""


class HolidayTicks(QWidget):
    """A country, a part of it, and its holidays by their names; a tick stands for all days of that name.

    `changed` says that a person changed what is closed.
    """

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years: Sequence[int] = ()
        self._since = date.min
        self._named: dict[str, tuple[Holiday, ...]] = {}
        self._closed: dict[date, Holiday] = {}
        self.country = ChoiceField(countries(), self, empty=_("No country"))
        self.part = ChoiceField((), self, empty=_("All of it"))
        for field, part, title in (
            (self.country, "country", _("Closed on the public holidays of")),
            (self.part, "part", _("Part of the country")),
        ):
            field.setObjectName(f"{name}.{part}")
            field.setAccessibleName(title)
        self.country.changed.connect(self._chose_country)
        self.part.changed.connect(self._chose_part)
        self._ticks = Ticks(f"{name}.days", _("Public holidays"), self, filters=False)
        self._ticks.ticked.connect(self._ticked)
        self._none = HelpText(_("Of these years none are known. Enter the days yourself."), self)
        column_of(
            row_of(
                HelpText(_("Closed on the public holidays of"), self), self.country, self.part, -1, spacing=8
            ),
            self._none,
            self._ticks,
            inside=self,
            spacing=4,
        )

    # what is said

    def offer(
        self, place: Place, years: Sequence[int], since: date, closed: Iterable[Holiday] | None = None
    ) -> None:
        """Those of the place in these years; what is ticked from now on counts `since` a day. `closed` are ticked: all, if
        they are not told."""
        self._years, self._since = years, since
        self.country.setValue(place.country or None)
        self._offer_parts(place)
        self._name(place)
        every = [each for days in self._named.values() for each in days]
        offered = {each.day for each in every}
        told = [each for _day, each in self._from_now(every)] if closed is None else closed
        self._closed = {each.day: each for each in told if each.day and each.day in offered}
        self._show()

    def place(self) -> Place:
        return Place(str(self.country.value() or ""), str(self.part.value() or ""))

    def closed(self) -> tuple[Holiday, ...]:
        """The days that are ticked, in order."""
        return tuple(self._closed[day] for day in sorted(self._closed))

    # what people do

    def _chose_country(self) -> None:
        self._offer_parts(self.place())
        self._chose_part()

    def _chose_part(self) -> None:
        """Other holidays are proposed; one that was left stays left, and days that are over stay what they were."""
        left = {*self._named} - {*self._ticks.keys()}
        self._name(self.place())
        kept = (each for name, days in self._named.items() if name not in left for each in days)
        over = {day: each for day, each in self._closed.items() if day < self._since}
        self._closed = over | {day: self._closed.get(day, each) for day, each in self._from_now(kept)}
        self._show()
        self.changed.emit()

    def _ticked(self, name: str, is_ticked: bool) -> None:
        days = dict(self._from_now(self._named[name]))
        self._closed = {day: each for day, each in self._closed.items() if day not in days}
        if is_ticked:
            self._closed |= days
        self._ticks.say(self._offer_of(name))
        self.changed.emit()

    # showing

    def _offer_parts(self, place: Place) -> None:
        parts = parts_of(place.country, self._years)
        self.part.offer(parts)
        self.part.setValue(place.part or None)
        self.part.setVisible(bool(parts))

    def _name(self, place: Place) -> None:
        self._named = {}
        for each in public_holidays(place, self._years):
            self._named[each.name] = (*self._named.get(each.name, ()), each)

    def _from_now(self, holidays: Iterable[Holiday]) -> Iterator[tuple[date, Holiday]]:
        return ((each.day, each) for each in holidays if each.day and each.day >= self._since)

    def _show(self) -> None:
        to_come = [name for name, days in self._named.items() if any(self._from_now(days))]
        self._ticks.offer([self._offer_of(name) for name in to_come])
        self._ticks.tick([name for name in self._named if self._days_closed(name)])
        self._ticks.setVisible(bool(self._named))
        self._none.setVisible(bool(self.place().country and not self._named))

    def _days_closed(self, name: str) -> list[date]:
        return [day for day, _each in self._from_now(self._named[name]) if day in self._closed]

    def _offer_of(self, name: str) -> Offer:
        """With the days that are closed; of one that is left, with those that would be."""
        days = self._days_closed(name) or [day for day, _each in self._from_now(self._named[name])]
        words = [short_day(day) for day in days[:FEW]]
        if (more := len(days) - FEW) > 0:
            words.append(ngettext("and {n} more day", "and {n} more days", more).format(n=more))
        return Offer(name, name, tuple(words))


__all__ = ["HolidayTicks"]

"""The public holidays of a year are added to service hours, once somebody has seen which they are."""

from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.models import ServiceCalendar
from sdesk.practice.calendar.public_holidays import name_of, place_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload, save
from sdesk.translation import gettext as _
from sdesk.translation import message, ngettext
from sdesk.ui import wall
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import AskingDialog, ChoiceField
from sdesk.ui.records.holiday_ticks import HolidayTicks

YEARS = 4


class HolidaysDialog(AskingDialog):
    """Proposes those of the first year that has none, and of the country whose time zone it is."""

    def __init__(self, desk: Desk, calendar: ServiceCalendar, parent: QWidget) -> None:
        self._desk = desk
        self._calendar = calendar
        self._days = {each.day for each in calendar.holidays if each.day}
        super().__init__(
            "holidays",
            _("Add public holidays"),
            _("What is ticked is added to the days without service. It can be changed there, and other days be added."),
            parent,
            does=_("Add them"),
        )  # fmt: skip

    def make_fields(self) -> None:
        this_year = wall.today().year
        years = range(this_year, this_year + YEARS)
        self.year = ChoiceField([(year, str(year)) for year in years], self, empty=None)
        told = {day.year for day in self._days}
        self.year.setValue(next((year for year in years if year not in told), this_year))
        self.add_field("year", _("Year"), self.year)
        self.public = HolidayTicks("holidays.public", self)
        self.column.addWidget(self.public)
        self._offer()
        self.year.changed.connect(self._offer)

    def _offer(self) -> None:
        chosen = self.year.value()
        assert isinstance(chosen, int)
        place = self.public.place()
        if not place.country:
            place = place_of(self._calendar.time_zone, self._days)
        self.public.offer(place, (chosen,), wall.today())

    def carry_out(self) -> None:
        live = reload(self._desk.workspace, self._calendar)
        added = [each for each in self.public.closed() if each.day not in self._days]
        if not added:
            raise Refused(message("All that is ticked is among the days without service already."))
        save(self._desk.workspace, live, {"holidays": (*live.holidays, *added)})
        said = ngettext(
            "{n} holiday of {place} was added.", "{n} holidays of {place} were added.", len(added)
        )
        self._desk.say(said.format(n=len(added), place=name_of(self.public.place())))


def add_holidays(desk: Desk, record: Any, over: QWidget) -> None:
    """Ask which, for these service hours."""
    HolidaysDialog(desk, record, over).open()


__all__ = ["HolidaysDialog", "add_holidays"]

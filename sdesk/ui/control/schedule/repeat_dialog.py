"""Repeat an entry of the schedule: how often, and until when."""

from datetime import date, timedelta
from itertools import islice

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QWidget

from sdesk.models import ScheduleEntry
from sdesk.practice.calendar.series import AT_MOST, Unit, days_of_series, repeat
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui import wall
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import AskingDialog, ChoiceField, DateField, HelpText, LabelledField, NumberField, row_of
from sdesk.ui.pieces.fields.date_reading import written_date
from sdesk.ui.records.naming import called

HALF_A_YEAR = timedelta(days=182)


class RepeatDialog(AskingDialog):
    """Says how many entries it would make before it makes them."""

    def __init__(self, desk: Desk, entry: ScheduleEntry, parent: QWidget | None = None) -> None:
        self._desk = desk
        self._entry = entry
        self._first: date = wall.day_of(entry.starts_at) if entry.starts_at else wall.today()
        about = _("{entry}: at the same time of day each time.")
        super().__init__(
            "repeat",
            _("Repeat entry"),
            about.format(entry=called(entry)),
            parent,
            does=_("Add the entries"),
            keeps=_("Leave it single"),
            width=480,
        )
        for field in self.fields.values():
            field.changed.connect(self._foresee)
        self._foresee()

    def make_fields(self) -> None:
        words = {Unit.DAYS: _("days"), Unit.WEEKS: _("weeks"), Unit.MONTHS: _("months")}
        self._every = self.named("every", NumberField(self))
        self._every.setValue(1)
        self._unit = self.named("unit", ChoiceField(list(words.items()), self, empty=None))
        self._unit.setValue(Unit.MONTHS)
        every, unit = LabelledField(_("Every"), self._every, self), LabelledField(_("Unit"), self._unit, self)
        self.column.addLayout(row_of((every, 1), (unit, 2)))
        self._until = DateField(self)
        self._until.setValue(self._first + HALF_A_YEAR)
        self.add_field("until", _("Until"), self._until)
        self._preview = HelpText("", self)
        self._preview.setObjectName("repeat.preview")
        self.column.addWidget(self._preview)

    def confirm(self) -> None:
        if self._until.value() is None:
            self._until.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().confirm()

    def carry_out(self) -> None:
        every, unit, until = self._answers()
        assert until is not None
        made = len(repeat(self._desk.workspace, self._entry, every, unit, until))
        self._desk.say(ngettext("{n} entry was added.", "{n} entries were added.", made).format(n=made))

    def _answers(self) -> tuple[int, Unit, date | None]:
        unit = self._unit.value()
        return (
            int(self._every.value() or 0),
            unit if isinstance(unit, Unit) else Unit.DAYS,
            self._until.value(),
        )

    def _foresee(self) -> None:
        every, unit, until = self._answers()
        days = _at_most(every, unit, self._first, until) if every >= 1 and until else []
        if not days:
            text = _("That makes no entry.")
        elif len(days) > AT_MOST:
            text = _("That makes more than {n} entries, which is too many.").format(n=AT_MOST)
        else:
            text = ngettext(
                "Makes {n} entry, on {last}.", "Makes {n} entries, the last on {last}.", len(days)
            ).format(n=len(days), last=written_date(days[-1], QLocale()))
        self._preview.setText(text)


def _at_most(every: int, unit: Unit, first: date, until: date) -> list[date]:
    """The days, and one more than may be, by which it is known that there are too many."""
    return list(islice(days_of_series(first, every, unit, until), AT_MOST + 1))

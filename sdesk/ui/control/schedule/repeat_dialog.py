"""Repeat an entry of the schedule: how often, and until when."""

from datetime import date, timedelta

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.models import ScheduleEntry
from sdesk.practice.calendar.series import AT_MOST, Unit, days_of_series, repeat
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui import wall
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    ChoiceField,
    DateField,
    HelpText,
    LabelledField,
    NumberField,
    PageTitle,
    TabsAsRead,
    Tone,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.pieces.fields.date_reading import written_date
from sdesk.ui.theme.look import GRID, PAGE_MARGIN

HALF_A_YEAR = timedelta(days=182)


class RepeatDialog(TabsAsRead, QDialog):
    """Says how many entries it would make before it makes them."""

    def __init__(self, desk: Desk, entry: ScheduleEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setObjectName("repeat.dialog")
        self.setWindowTitle(_("Repeat entry"))
        self._desk = desk
        self._entry = entry
        self._first: date = wall.day_of(entry.starts_at) if entry.starts_at else wall.today()
        self._every = NumberField(self)
        self._every.setObjectName("repeat.every")
        self._every.setValue(1)
        words = {Unit.DAYS: _("days"), Unit.WEEKS: _("weeks"), Unit.MONTHS: _("months")}
        self._unit = ChoiceField(list(words.items()), self, empty=None)
        self._unit.setObjectName("repeat.unit")
        self._unit.setValue(Unit.MONTHS)
        self._until = DateField(self)
        self._until.setObjectName("repeat.until")
        self._until.setValue(self._first + HALF_A_YEAR)
        self._preview = HelpText("", self)
        self._preview.setObjectName("repeat.preview")
        self._trouble = Callout(Tone.ERROR, "", self)
        self._trouble.hide()
        self._assemble()
        for field in (self._every, self._unit, self._until):
            field.changed.connect(self._foresee)
        self._foresee()
        self.setMinimumWidth(480)

    def confirm(self) -> None:
        """Make the entries; what keeps them from being made is said here."""
        every, unit, until = self._answers()
        if until is None:
            self._until.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            made = repeat(self._desk.workspace, self._entry, every, unit, until)
        except SdeskError as fault:
            self._trouble.say(Tone.ERROR, str(fault))
            self._trouble.show()
            return
        self._desk.say(
            ngettext("{n} entry was added.", "{n} entries were added.", len(made)).format(n=len(made))
        )
        self.accept()

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

    def _assemble(self) -> None:
        column = column_of(
            PageTitle(_("Repeat entry"), self), inside=self, margins=PAGE_MARGIN, spacing=2 * GRID
        )
        about = _("{entry}: at the same time of day each time.")
        column.addWidget(HelpText(about.format(entry=f"{self._entry.number} {self._entry.heading}"), self))
        line = row_of(
            (LabelledField(_("Every"), self._every, self), 1), (LabelledField(_("Unit"), self._unit, self), 2)
        )
        column.addLayout(line)
        column.addWidget(LabelledField(_("Until"), self._until, self))
        column.addWidget(self._preview)
        column.addWidget(self._trouble)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        confirm = primary_button(_("Add the entries"), self, name="dialog.confirm")
        confirm.setDefault(True)
        confirm.clicked.connect(self.confirm)
        back = button(_("Leave it single"), self, name="dialog.keep-editing")
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        return row_of(STRETCH, back, confirm)


def _at_most(every: int, unit: Unit, first: date, until: date) -> list[date]:
    return [
        day for _, day in zip(range(AT_MOST + 1), days_of_series(first, every, unit, until), strict=False)
    ]

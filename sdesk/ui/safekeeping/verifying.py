"""The whole workspace read through and held against its history: every damage in a line, with the record it is in."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QTableWidgetItem, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.lifecycle.lists import Entry, numbered
from sdesk.practice.safekeeping import Damage, examine
from sdesk.translation import Message, ngettext
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    BusyLine,
    Callout,
    Dialog,
    HelpText,
    PageTitle,
    Tone,
    button,
    column_of,
    dress_table,
    primary_button,
    row_of,
)
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.safekeeping.closing_copy import told
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded
from sdesk.ui.worker import Progress, Worker

SIZE = (820, 480)
WHERE_WIDTH = 260
MOST = 5000
"""Lines that are shown; all are counted and copied."""

Found = tuple[Sequence[Damage], Sequence[Message]]


class VerifyDialog(Dialog):
    """Begins at once; what was called off says nothing of the workspace."""

    def __init__(
        self, desk: Desk, parent: QWidget, *, at_once: bool = False, known: Sequence[Damage] = ()
    ) -> None:
        """What is `known` to be damaged is shown without another look."""
        super().__init__("verify", _("Verify everything"), parent, modal=True)
        self._desk = desk
        self._damages: Sequence[Damage] = ()
        self._worker = Worker(self)
        self._worker.at_once = at_once
        self._said = Callout(
            Tone.INFO, _("Everything is read. Nothing has been found yet, and nothing is known yet."), self
        )
        self._said.setObjectName("verify.said")
        self._busy = BusyLine(self)
        self._make_table()
        column_of(
            PageTitle(self.windowTitle(), self),
            HelpText(_("Each record, approval and file is held against what the history says of it."), self),
            self._said,
            self._busy,
            (self._table, 1),
            self._buttons(),
            inside=self,
            margins=PAGE_MARGIN,
            spacing=GRID,
        )
        self.resize(*SIZE)
        self._worker.progressed.connect(self._busy.setProgress)
        self._worker.finished.connect(self._busy.finish)
        self._busy.cancelled.connect(self._call_off)
        if known:
            self._show((known, ()))
        else:
            self.look()

    def _make_table(self) -> None:
        self._table = QTableWidget(0, 2, self)
        self._table.setObjectName("verify.table")
        self._table.setAccessibleName(_("What is damaged"))
        self._table.setHorizontalHeaderLabels([_("Where"), _("What is wrong")])
        dress_table(self._table)
        self._table.setColumnWidth(0, WHERE_WIDTH)
        self._table.itemSelectionChanged.connect(self._chosen)
        self._table.itemActivated.connect(self._open_it)

    def _buttons(self) -> QHBoxLayout:
        self._open = button(_("Open the record"), self, name="verify.open")
        self._open.clicked.connect(self._open_it)
        self._copy = button(_("Copy as text"), self, name="verify.copy")
        self._copy.clicked.connect(self._copy_text)
        close = primary_button(_("Close"), self, name="action.close")
        close.clicked.connect(self.accept)
        for each in (self._open, self._copy):
            each.setEnabled(False)
            each.setAutoDefault(False)
        return row_of(self._open, self._copy, STRETCH, close, spacing=STYLE)

    def look(self) -> None:
        workspace = self._desk.workspace

        def work(progress: Progress) -> Found:
            return examine(workspace, progress, apart=True)

        self._busy.start(_("Reading everything"))
        self._worker.start(_("Reading everything"), work, self._show, self._failed)

    def _call_off(self) -> None:
        self._worker.cancel()
        self._said.say(
            Tone.WARNING, _("It was called off, so it is not known whether the workspace is whole.")
        )

    def _failed(self, fault: Exception) -> None:
        self._said.say(Tone.ERROR, told(fault))

    def _show(self, found: Found) -> None:
        self._damages, remembered = found
        self._said.say(*_result(self._damages, remembered))
        self._table.setRowCount(len(self._damages[:MOST]))
        for row, damage in enumerate(self._damages[:MOST]):
            for column, text in enumerate((worded(damage.where), worded(damage.text))):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                self._table.setItem(row, column, item)
        self._copy.setEnabled(bool(self._damages))
        if self._damages:
            self._table.selectRow(0)
            self._table.setFocus()

    # ------------------------------------------------------------ what is found

    def _entry(self) -> Entry | None:
        """The record that the chosen line is about, if there is one that can be shown."""
        row = self._table.currentRow()
        if not 0 <= row < len(self._damages):
            return None
        where = self._damages[row].where
        number = where.parts.get("number") if isinstance(where, Message) else where
        try:
            return numbered(self._desk.workspace, str(number)) if number else None
        except SdeskError:
            return None

    def _chosen(self) -> None:
        self._open.setEnabled(self._entry() is not None)

    def _open_it(self) -> None:
        entry = self._entry()
        if entry is not None:
            self.accept()
            self._desk.open_record(entry.opens)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(worded(damage.whole) for damage in self._damages))
        self._desk.say(_("Copied."))

    def done(self, result: int) -> None:
        self._worker.wait()
        super().done(result)


def _result(damages: Sequence[Damage], remembered: Sequence[Message]) -> tuple[Tone, str]:
    if damages:
        said = ngettext(
            "One thing is damaged. Restore a copy that is good, or copy the list for whoever looks after sdesk for you.",
            "{n} things are damaged. Restore a copy that is good, or copy the list for whoever looks after sdesk for you.",
            len(damages),
        )
        return Tone.ERROR, said.format(n=len(damages))
    if remembered:
        return Tone.WARNING, " ".join([_("Nothing is damaged."), *map(worded, remembered)])
    return Tone.OK, _("Everything was read, and all of it is as it was written.")


__all__ = ["VerifyDialog"]

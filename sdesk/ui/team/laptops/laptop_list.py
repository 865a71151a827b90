"""The laptops that share the workspace: who, when each wrote last, how far behind it is, and whether its content is the same."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QTableWidgetItem, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.team.standings import (
    LaptopStanding,
    Looked,
    behind_said,
    content_said,
    lacking_said,
    look,
    standings,
)
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    AllInSight,
    BusyLine,
    Callout,
    Dialog,
    HelpText,
    PageTitle,
    Tone,
    button,
    column_of,
    danger_button,
    dress_table,
    primary_button,
    row_of,
)
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.reading import moment_text
from sdesk.ui.team.laptops.adding import AddLaptop
from sdesk.ui.team.laptops.taking_out import TakeOutLaptop
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.theme.marks import STATE_MARK_ROLE, Shape, StateMark
from sdesk.ui.window.problem_report import tell
from sdesk.ui.wording import worded
from sdesk.ui.worker import Worker

SIZE = (860, 460)
WIDTHS = (170, 145, 130, 190, 175)
CLOSES_WITHIN = 2.0
"""Seconds for which the list that closes waits for a folder that hangs."""
MOST_SAID = 5
"""Sentences on what has not come; the others are counted."""


def open_laptops(
    desk: Desk, over: QWidget, folder: Path | None = None, *, at_once: bool = False
) -> "LaptopList":
    """The list over a window; the one that is there, if it is. In the exchange `folder` it looks what has not come."""
    window = over.window()
    shown = window.findChild(LaptopList)
    if shown is None or not shown.isVisible():
        shown = LaptopList(desk, window, folder, at_once=at_once)
        shown.show()
    shown.raise_()
    shown.activateWindow()
    return shown


class LaptopList(Dialog):
    """At once what is known here; what lies in the exchange folder is looked at beside the window."""

    def __init__(self, desk: Desk, parent: QWidget, folder: Path | None, *, at_once: bool = False) -> None:
        super().__init__("laptops", _("Laptops"), parent)
        self._desk, self._folder = desk, folder
        self._found: Sequence[LaptopStanding] = ()
        self._looked: Looked | None = None
        self._worker = Worker(self, patience=CLOSES_WITHIN)
        self._worker.at_once = at_once
        self._said = Callout(Tone.INFO, "", self)
        self._said.setObjectName("laptops.said")
        self._busy = BusyLine(self)
        self._make_table()
        column_of(
            PageTitle(self.windowTitle(), self),
            HelpText(
                _(
                    "Each has the whole workspace and works alone; what was done is exchanged through a folder. Times are those of "
                    "each laptop's own clock."
                ),
                self,
            ),
            self._said,
            self._busy,
            (self._table, 1),
            self._buttons(),
            inside=self,
            margins=PAGE_MARGIN,
            spacing=GRID,
        )
        self.fit(*SIZE)
        desk.changed.connect(self._changed)
        self._worker.finished.connect(self._busy.finish)
        self._read()
        self.look()

    def _make_table(self) -> None:
        self._table = QTableWidget(0, 5, self)
        self._table.setObjectName("laptops.table")
        self._table.setAccessibleName(_("Laptops"))
        self._table.setHorizontalHeaderLabels(
            [_("Laptop"), _("Who worked there"), _("Wrote last"), _("Had of what is here"), _("Content")]
        )
        dress_table(self._table)
        AllInSight(self._table, WIDTHS)
        self._table.itemSelectionChanged.connect(self._chosen)

    def _buttons(self) -> QHBoxLayout:
        add = button(_("Add a laptop…"), self, icon_name="plus", name="laptops.add")
        add.clicked.connect(self._add)
        self._out = danger_button(_("Take out…"), self, name="laptops.take-out")
        self._out.clicked.connect(self._take_out)
        close = primary_button(_("Close"), self, name="action.close")
        close.clicked.connect(self.accept)
        for each in (add, self._out):
            self._desk.writes(each).setAutoDefault(False)
        return row_of(add, self._out, STRETCH, close)

    # ------------------------------------------------------------ what there is

    def look(self) -> None:
        """What lies in the folder now."""
        folder, workspace = self._folder, self._desk.workspace
        if folder is None or not self._found:
            return
        self._busy.start(_("Looking into the exchange folder"), can_cancel=False)
        self._worker.start(
            _("Looking into the exchange folder"),
            lambda _progress: look(workspace, folder),
            self._show,
            self._failed,
        )

    def _show(self, looked: Looked) -> None:
        self._looked = looked
        self._read()

    def _failed(self, fault: Exception) -> None:
        self._looked = None
        self._read()
        if isinstance(fault, SdeskError):
            self._tell(Tone.WARNING, worded(fault))
        else:
            tell(fault, self)

    def _changed(self) -> None:
        """Whose content is the same was so of what was here then: it is not said of what is here now before somebody looked."""
        if self._looked is not None:
            self._looked = Looked(self._looked.had, {}, self._looked.missing)
        self._read()
        self.look()

    def _read(self) -> None:
        chosen = self.chosen()
        self._found = standings(self._desk.workspace, self._looked)
        self._table.setRowCount(len(self._found))
        for row, each in enumerate(self._found):
            for column, (text, mark) in enumerate(self._cells(each)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                if mark is not None:
                    item.setData(STATE_MARK_ROLE, mark)
                self._table.setItem(row, column, item)
        known = [row for row, each in enumerate(self._found) if chosen and each.replica == chosen.replica]
        if self._found:
            self._table.selectRow(known[0] if known else 0)
        self._say_how_it_stands()
        self._chosen()

    def _cells(self, each: LaptopStanding) -> tuple[tuple[str, StateMark | None], ...]:
        name = _("{device} (this one)").format(device=each.device) if each.is_this else each.device
        if each.is_expected:
            mark = StateMark(Shape.DRAFT, _("invited, not heard of yet"))
            return (name, None), ("", None), (mark.word, mark), ("", None), ("", None)
        wrote = moment_text(each.wrote) if each.wrote else _("never")
        if each.is_ahead(self._desk.workspace.clock()):
            wrote = _("{when}: its clock is ahead").format(when=wrote)
        if each.is_out:
            mark = StateMark(Shape.BLOCKED, _("taken out"))
            return (name, None), (each.who, None), (wrote, None), (mark.word, mark), ("", None)
        if each.is_this:
            return (name, None), (each.who, None), (wrote, None), ("", None), ("", None)
        behind = StateMark(
            Shape.APPROVED if each.behind == 0 else Shape.IN_PROGRESS, worded(behind_said(each))
        )
        shape = {None: Shape.NOT_APPLICABLE, True: Shape.APPROVED, False: Shape.OVERDUE}[each.same]
        content = StateMark(shape, worded(content_said(each)))
        return (name, None), (each.who, None), (wrote, None), (behind.word, behind), (content.word, content)

    def _say_how_it_stands(self) -> None:
        differ = [each.device for each in self._found if each.same is False]
        lacking = [worded(each) for each in lacking_said(self._looked)]
        if not self._found:
            self._tell(
                Tone.INFO, _("This laptop alone has the workspace. Add another one, and both work on it.")
            )
        elif differ:
            said = _(
                "{devices} has the same operations as this laptop and other content: one of the two is damaged, or runs another "
                "version. Verify both."
            )
            self._tell(Tone.ERROR, said.format(devices=", ".join(differ)))
        elif lacking:
            more = len(lacking) - MOST_SAID
            shown = lacking[:MOST_SAID]
            if more > 0:
                shown.append(
                    ngettext("{n} more has not come.", "{n} more have not come.", more).format(n=more)
                )
            self._tell(Tone.WARNING, "\n".join(shown))
        elif self._folder is None:
            self._tell(
                Tone.INFO,
                _(
                    "No exchange folder is chosen, so what has not come yet is not known, nor whose content is the same."
                ),
            )
        else:
            self._said.hide()

    def _tell(self, tone: Tone, text: str) -> None:
        self._said.say(tone, text)
        self._said.show()

    # ------------------------------------------------------------ one more, one less

    def chosen(self) -> LaptopStanding | None:
        row = self._table.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _chosen(self) -> None:
        chosen = self.chosen()
        self._out.setEnabled(chosen is not None and not chosen.is_expected)

    def _add(self) -> None:
        adding = AddLaptop(self._desk, self, at_once=self._worker.at_once)
        adding.finished.connect(self._read_again)
        adding.open()

    def _take_out(self) -> None:
        chosen = self.chosen()
        if chosen is not None and not chosen.is_expected:
            asking = TakeOutLaptop(self._desk, chosen, self)
            asking.accepted.connect(self._read_again)
            asking.open()

    def _read_again(self, *_result: object) -> None:
        self._read()

    def done(self, result: int) -> None:
        self._worker.wait()
        super().done(result)


__all__ = ["LaptopList", "open_laptops"]

"""The anchor of the history, for somebody else to keep; and one that was kept, held against the history."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.safekeeping import anchor_now, verified_against
from sdesk.translation import Message
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
    primary_button,
    row_of,
)
from sdesk.ui.pieces.texts import FieldTitle
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.window.problem_report import tell
from sdesk.ui.wording import worded
from sdesk.ui.worker import Worker


class AnchorDialog(Dialog):
    """The history is read through beside the window; a large one takes a while."""

    def __init__(self, desk: Desk, parent: QWidget, *, at_once: bool = False) -> None:
        super().__init__("anchor", _("Anchor of the history"), parent, width=640, modal=True)
        self._desk = desk
        self._worker = Worker(self)
        self._worker.at_once = at_once
        self._busy = BusyLine(self)
        self._worker.finished.connect(self._busy.finish)
        self._now = self._line("anchor.now", _("Anchor up to now"))
        self._now.setReadOnly(True)
        self._now.setText(anchor_now(desk.workspace))
        self._now.setPlaceholderText(_("None yet: nothing was written since it has this format"))
        self._kept = self._line("anchor.kept", _("An anchor that was kept"))
        self._kept.textChanged.connect(self._typed)
        self._said = Callout(Tone.INFO, "", self)
        self._said.setObjectName("anchor.said")
        self._said.hide()
        self._lay_out()
        self._typed()
        self._kept.setFocus()

    def _line(self, name: str, title: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setObjectName(name)
        made.setAccessibleName(title)
        return made

    def _lay_out(self) -> None:
        explanation = _(
            "It stands for all that was written up to now. Give it to somebody who keeps it where you cannot change it: "
            "then both of you can tell later that nothing before it was changed."
        )
        self._copy = button(_("Copy"), self, icon_name="copy", name="anchor.copy")
        self._copy.setAutoDefault(False)
        self._copy.setEnabled(bool(self._now.text()))
        self._copy.clicked.connect(self._put_on_clipboard)
        self._check = primary_button(_("Check"), self, name="anchor.check")
        self._check.setDefault(True)
        self._check.clicked.connect(self._look)
        close = button(_("Close"), self, name="action.close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        column_of(
            PageTitle(self.windowTitle(), self),
            HelpText(explanation, self),
            self._titled(self._now, self._copy),
            self._titled(self._kept, self._check),
            self._said,
            self._busy,
            STRETCH,
            row_of(STRETCH, close),
            inside=self,
            margins=PAGE_MARGIN,
            spacing=GRID,
        )

    def _titled(self, line: QLineEdit, does: QPushButton) -> QVBoxLayout:
        title = FieldTitle(line.accessibleName(), self)
        return column_of(title, row_of((line, 1), does, spacing=STYLE), spacing=GRID // 2)

    def _typed(self) -> None:
        self._check.setEnabled(bool(self._kept.text().strip()))
        self._said.hide()

    def _put_on_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._now.text())
        self._tell(Tone.OK, _("The anchor is on the clipboard."))

    def _look(self) -> None:
        workspace, anchor = self._desk.workspace, self._kept.text()
        self._check.setEnabled(False)
        self._busy.start(_("Reading the history through"), can_cancel=False)
        self._worker.start(
            _("Reading the history through"),
            lambda _progress: verified_against(workspace, anchor),
            self._show,
            self._failed,
        )

    def _show(self, found: tuple[bool, Message]) -> None:
        holds, said = found
        self._check.setEnabled(True)
        self._tell(Tone.OK if holds else Tone.ERROR, worded(said))

    def _failed(self, fault: Exception) -> None:
        self._check.setEnabled(True)
        if isinstance(fault, SdeskError):
            self._tell(Tone.ERROR, worded(fault))
        else:
            tell(fault, self)

    def _tell(self, tone: Tone, text: str) -> None:
        self._said.say(tone, text)
        self._said.show()

    def done(self, result: int) -> None:
        self._worker.wait()
        super().done(result)

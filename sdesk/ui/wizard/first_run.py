"""The first run: one page, and the file is there; the questions about the firm follow."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QScrollArea, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.governance.first_run import NewProvider, begin, problems_of
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.fitting import FRAME, FitsScreen
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    TabsAsRead,
    Tone,
    button,
    column_of,
    primary_button,
    quiet_button,
    row_of,
)
from sdesk.ui.theme.icons import app_icon
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.unsaved.first_words import FirstWords
from sdesk.ui.wizard.first_run_firm import FirmPage
from sdesk.ui.wording import worded

SIZE = QSize(760, 700)
SMALLEST = (640, 480)


class FirstRunWizard(FitsScreen, TabsAsRead, QDialog):
    """Asks on one page and makes the workspace; nothing is written before.

    `made` carries the new workspace, open, with whoever filled it in working there; before it, `copies_chosen` another
    folder for copies, and `second_place_chosen` one for more of them, where they were chosen.
    """

    copies_chosen = Signal(Path)
    made = Signal(object)
    second_place_chosen = Signal(Path)
    open_asked = Signal()
    sample_asked = Signal()

    def __init__(
        self,
        device: str = "",
        parent: QWidget | None = None,
        *,
        kept_in: Path | None = None,
        copies: Path | None = None,
    ) -> None:
        """`kept_in` is the folder in which what is typed is kept until the workspace is made; `copies` that in which
        copies are kept, unless another one is chosen here."""
        super().__init__(parent)
        self._device = device
        self.setObjectName("first-run")
        self.setWindowTitle(_("A new workspace – sdesk"))
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*SMALLEST)
        self.resize(SIZE.boundedTo(self.screen().availableSize() - FRAME))
        self._copies = copies
        self.firm = FirmPage(self, copies=copies)
        self._trouble = Callout(Tone.ERROR, "", self)
        self._trouble.hide()
        self._assemble()
        self.firm.name.setFocus()
        self._words = FirstWords(kept_in, self.firm, self) if kept_in is not None else None
        if self._words is not None:
            self.accepted.connect(self._words.over)
            self.rejected.connect(self._words.stay)
            if self._words.was_filled:
                self._trouble.say(Tone.INFO, _("What you typed here before stands here again."))
                self._trouble.show()

    def provider(self) -> NewProvider:
        """What the page says now."""
        return self.firm.provider()

    def finish(self) -> None:
        """Make the workspace if nothing is missing; else say what is."""
        lacking = [*problems_of(self.provider()), *self.firm.problems()]
        self._say_what_lacks(lacking)
        if not lacking:
            self._create()

    def _say_what_lacks(self, lacking: list[Problem]) -> None:
        self.firm.show_problems(lacking)
        self._tell(" ".join(worded(problem) for problem in lacking if not self.firm.says(problem)))
        QTimer.singleShot(0, self, self._show_focus)  # what was unfolded has its place only then

    def _show_focus(self) -> None:
        focus = self.focusWidget()
        if focus is not None and self.firm.isAncestorOf(focus):
            self._area.ensureWidgetVisible(focus, 0, 48)

    def _create(self) -> None:
        workspace = self._made()
        if workspace is None:
            return
        self.accept()
        if self.firm.shared.second_place is not None:
            self.second_place_chosen.emit(self.firm.shared.second_place)
        copies = self.firm.folder_for_copies()
        if copies not in (None, self._copies):
            self.copies_chosen.emit(copies)
        self.made.emit(workspace)

    def _made(self) -> Workspace | None:
        """The new workspace; None where it could not be made, which is said."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            words = self.firm.secret.passphrase()
            return begin(self.firm.path(), self.provider(), passphrase=words, device=self._device)
        except Refused as refusal:
            self.firm.show_problems(refusal.problems)
            self._tell(worded(refusal))
        except SdeskError as fault:
            self._tell(worded(fault))
        finally:
            QApplication.restoreOverrideCursor()
        return None

    def _tell(self, text: str) -> None:
        self._trouble.say(Tone.ERROR, text)
        self._trouble.setVisible(bool(text))

    def _cancel(self) -> None:
        """No workspace is wanted: what was typed for it goes, which a mere Esc does not ask for."""
        if self._words is not None:
            self.rejected.disconnect(self._words.stay)
            self._words.over()
        self.reject()

    def _ask_open(self) -> None:
        self.reject()
        self.open_asked.emit()

    def _ask_sample(self) -> None:
        self.reject()
        self.sample_asked.emit()

    # making

    def _assemble(self) -> None:
        self._area = area = QScrollArea(self)
        area.setWidget(self.firm)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rule = QFrame(self)
        rule.setFrameShape(QFrame.Shape.HLine)
        column_of(
            (area, 1),
            row_of(self._trouble, margins=(2 * PAGE_MARGIN, GRID, 2 * PAGE_MARGIN, GRID)),
            rule,
            self._foot(),
            inside=self,
            spacing=0,
        )

    def _foot(self) -> QWidget:
        opens = quiet_button(_("Open a workspace…"), self, name="first-run.open")
        opens.clicked.connect(self._ask_open)
        sample = quiet_button(_("Look at a sample"), self, name="first-run.sample")
        sample.clicked.connect(self._ask_sample)
        leave = button(_("Cancel"), self, name="wizard.leave")
        leave.clicked.connect(self._cancel)
        finish = primary_button(_("Create workspace"), self, name="wizard.finish")
        finish.clicked.connect(self.finish)
        finish.setDefault(True)
        for made in (opens, sample, leave, finish):
            made.setAutoDefault(made is finish)
            made.setAccessibleName(made.text())
        foot = QWidget(self)
        row_of(opens, sample, STRETCH, leave, finish, inside=foot, margins=(PAGE_MARGIN, 12, PAGE_MARGIN, 12))
        return foot


__all__ = ["FirstRunWizard"]

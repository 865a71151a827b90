"""The first run: whose workspace it is, who works there, what they take on; then the set-up follows."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sdesk.errors import SdeskError
from sdesk.practice.governance.first_run import NewProvider, begin, problems_of
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    FRAME,
    Callout,
    GroupTitle,
    HelpText,
    SidePanel,
    TabsAsRead,
    Tone,
    button,
    primary_button,
)
from sdesk.ui.theme.icons import app_icon
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.unsaved.first_words import FirstWords
from sdesk.ui.wizard.first_run_firm import FirmPage
from sdesk.ui.wizard.first_run_people import PeoplePage
from sdesk.ui.wizard.first_run_ready import ReadyPage
from sdesk.ui.wizard.first_run_variant import VariantPage
from sdesk.ui.wizard.page_list import StepEntry
from sdesk.ui.wording import worded

SIZE = QSize(1120, 700)
SMALLEST = (960, 600)


class FirstRunWizard(TabsAsRead, QDialog):
    """Asks on four pages and makes the workspace at the end; nothing is written before.

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
        self.people = PeoplePage(self)
        self.variant = VariantPage(self)
        self.ready = ReadyPage(self)
        self._pages = (self.firm, self.people, self.variant, self.ready)
        self._stack = QStackedWidget(self)
        for page in self._pages:
            self._stack.addWidget(_scrolling(page, self))
        self._trouble = Callout(Tone.ERROR, "", self)
        self._trouble.hide()
        self._entries = [StepEntry(f"first-run.{page.key}", page.title, self) for page in self._pages]
        self._make_buttons()
        self._assemble()
        self.go_to(0)
        self._words = FirstWords(kept_in, self.firm, self.people, self) if kept_in is not None else None
        if self._words is not None:
            self.finished.connect(self._words.over)
            if self._words.was_filled:
                self._trouble.say(
                    Tone.INFO, _("What you typed here before the program ended stands here again.")
                )
                self._trouble.show()

    # what is said

    def provider(self) -> NewProvider:
        """What the pages say now."""
        firm = self.firm
        return NewProvider(
            name=firm.name.value(),
            people=self.people.people(),
            working=self.people.working(),
            address=firm.address.value(),
            telephone=firm.telephone.value(),
            email=firm.email.value(),
            time_zone=firm.zone(),
            paper=firm.paper_size(),
            variant=self.variant.variant(),
            logo=firm.logo.path,
        )

    # going through

    def at(self) -> int:
        return self._stack.currentIndex()

    def go_to(self, place: int) -> None:
        """Show a page; the last one sums up what the others say."""
        if self._pages[place] is self.ready:
            self.ready.sum_up(self.provider(), self.firm.path(), self.firm.folder_for_copies())
        self._stack.setCurrentIndex(place)
        self._trouble.hide()
        for at, entry in enumerate(self._entries):
            entry.show_step(at, current=place, done=at < place)
        last = place == len(self._pages) - 1
        self._finish.setText(_("Create workspace") if last else _("Continue"))
        self._finish.setAccessibleName(self._finish.text())
        self._back.setEnabled(place > 0)
        self._finish.setFocus()
        self._pages[place].focus_first()

    def finish(self) -> None:
        """On to the next page if this one is complete; at the end, make the workspace."""
        page = self._pages[self.at()]
        lacking = self._problems_here()
        page.show_problems(lacking)
        if lacking:
            elsewhere = [worded(problem) for problem in lacking if not page.says(problem)]
            self._tell(" ".join(elsewhere))
        elif self.at() < len(self._pages) - 1:
            self.go_to(self.at() + 1)
        else:
            self._create()

    def back(self) -> None:
        if self.at() > 0:
            self.go_to(self.at() - 1)

    def _problems_here(self) -> list[Problem]:
        """What keeps the page in sight from being left."""
        page = self._pages[self.at()]
        everything = [*problems_of(self.provider()), *self.firm.problems(), *self.ready.problems()]
        return [problem for problem in everything if problem.field in page.fields]

    def _create(self) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            workspace = begin(
                self.firm.path(), self.provider(), passphrase=self.ready.passphrase(), device=self._device
            )
        except Refused as refusal:
            self._go_to_fault(refusal)
            return
        except SdeskError as fault:
            self._tell(worded(fault))
            return
        finally:
            QApplication.restoreOverrideCursor()
        self.accept()
        if self.firm.shared.second_place is not None:
            self.second_place_chosen.emit(self.firm.shared.second_place)
        copies = self.firm.folder_for_copies()
        if copies not in (None, self._copies):
            self.copies_chosen.emit(copies)
        self.made.emit(workspace)

    def _go_to_fault(self, refusal: Refused) -> None:
        fields = {problem.field for problem in refusal.problems}
        place = next((at for at, page in enumerate(self._pages) if fields & set(page.fields)), self.at())
        self.go_to(place)
        self._pages[place].show_problems(refusal.problems)
        self._tell(worded(refusal))

    def _tell(self, text: str) -> None:
        self._trouble.say(Tone.ERROR, text)
        self._trouble.setVisible(bool(text))

    def _ask_open(self) -> None:
        self.reject()
        self.open_asked.emit()

    def _ask_sample(self) -> None:
        self.reject()
        self.sample_asked.emit()

    def _go_back_to(self) -> None:
        """To a page that was filled in before; further ones are reached by filling in this one."""
        place = next(at for at, entry in enumerate(self._entries) if entry is self.sender())
        if place < self.at():
            self.go_to(place)

    # making

    def _make_buttons(self) -> None:
        self._back = button(_("Back"), self, icon_name="arrow-left", name="wizard.back")
        self._back.clicked.connect(self.back)
        self._leave = button(_("Cancel"), self, name="wizard.leave")
        self._leave.clicked.connect(self.reject)
        self._finish = primary_button(_("Continue"), self, name="wizard.finish")
        self._finish.clicked.connect(self.finish)
        self._finish.setDefault(True)
        for made in (self._back, self._leave):
            made.setAutoDefault(False)
            made.setAccessibleName(made.text())
        for entry in self._entries:
            entry.clicked.connect(self._go_back_to)

    def _assemble(self) -> None:
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        frame = QWidget(self)
        notes = QVBoxLayout(frame)
        notes.setContentsMargins(2 * PAGE_MARGIN, GRID, 2 * PAGE_MARGIN, GRID)
        notes.addWidget(self._trouble)
        body.addWidget(self._stack, 1)
        body.addWidget(frame)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._left_side())
        middle.addLayout(body, 1)
        rule = QFrame(self)
        rule.setFrameShape(QFrame.Shape.HLine)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 12)
        foot.setSpacing(GRID)
        foot.addWidget(self._back)
        foot.addWidget(self._leave)
        foot.addStretch(1)
        foot.addWidget(self._finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(rule)
        column.addLayout(foot)

    def _left_side(self) -> QWidget:
        side = SidePanel(self)
        side.setFixedWidth(216)
        column = QVBoxLayout(side)
        column.setContentsMargins(4, PAGE_MARGIN, 4, PAGE_MARGIN)
        column.setSpacing(2)
        title = GroupTitle(_("A new workspace"), side)
        title.setContentsMargins(12, 0, 12, 0)
        said = HelpText(_("Four short pages. You can change everything later."), side)
        said.setContentsMargins(12, 4, 12, GRID)
        column.addWidget(title)
        column.addWidget(said)
        for entry in self._entries:
            column.addWidget(entry)
        column.addStretch(1)
        for text, name, does in (
            (_("Open a workspace…"), "first-run.open", self._ask_open),
            (_("Look at a sample"), "first-run.sample", self._ask_sample),
        ):
            other = button(text, side, name=name)
            other.setProperty("quiet", True)
            other.setAutoDefault(False)
            other.clicked.connect(does)
            column.addWidget(other)
        return side


def _scrolling(page: QWidget, parent: QWidget) -> QScrollArea:
    area = QScrollArea(parent)
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


__all__ = ["FirstRunWizard"]

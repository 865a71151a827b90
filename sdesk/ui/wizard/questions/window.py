"""The conversation: ten questions on three screens, and at their right what comes of the answers."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QWidget

from sdesk.practice.starter.drafting import Drafted, outlook
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.fitting import FRAME, FitsScreen
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    FieldWidget,
    TabsAsRead,
    Tone,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.reading.presses import Presses
from sdesk.ui.theme.icons import app_icon
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wizard.questions.answering import Answering
from sdesk.ui.wizard.questions.around import (
    CustomersQuestion,
    ReachQuestion,
    SuppliersQuestion,
    ToolsQuestion,
)
from sdesk.ui.wizard.questions.firm import HoursQuestion, PeopleQuestion, ServicesQuestion
from sdesk.ui.wizard.questions.outlook_panel import OutlookPanel
from sdesk.ui.wizard.questions.promised import DataQuestion, GoalsQuestion, PromiseQuestion
from sdesk.ui.wizard.questions.question import Question
from sdesk.ui.wizard.questions.screen import Screen

SIZE = QSize(1120, 760)
SMALLEST = (640, 400)
ALL_BESIDE = 860
"""Under this width what comes of the answers gives way to the questions."""
OUTLOOK_WIDTH = 264


class QuestionsWindow(FitsScreen, TabsAsRead, QWidget):
    """All that is typed is kept, soon after a key and whenever a screen is left.

    `drafted` carries what was made of the answers, and whether all three screens were gone through.
    """

    drafted = Signal(object, bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, question: int = 0) -> None:
        """`question` is the one to begin at; else the first that is open."""
        super().__init__(parent, Qt.WindowType.Window)
        self._desk = desk
        self._presses = Presses()
        self._goes_with_all = False
        self.setObjectName("questions")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowIcon(app_icon())
        self.setWindowTitle(_("Questions about the firm – sdesk"))
        self.setMinimumSize(*SMALLEST)
        self._make_questions()
        self._outlook = OutlookPanel(self)
        self._outlook.setFixedWidth(OUTLOOK_WIDTH)
        self._trouble = Callout(Tone.ERROR, "", self)
        self._trouble.setObjectName("questions.trouble")
        self._trouble.hide()
        self._answering = Answering(desk.workspace, self.questions, self)
        self._answering.kept.connect(self._show_states)
        self._answering.refused.connect(self._say)
        self._answering.refused.connect(desk.say)  # this window may be closing
        self._answering.lacks.connect(self._send_to)
        self._make_foot()
        self._assemble()
        self._set_size(parent)
        self._answering.show()
        self._show_states()
        self._begin_at = question
        self.go_to(self._screen_of(question or self._first_open()))

    # where one is

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(each for screen in self._screens for each in screen.questions)

    def at(self) -> int:
        """Which of the three screens is in sight, from 0."""
        return self._stack.currentIndex()

    def go_to(self, place: int) -> None:
        """Show a screen, at its first question that is open."""
        self._stack.setCurrentIndex(place)
        self._steps.setCurrentIndex(place)
        self._back.setEnabled(place > 0)
        is_last = place == len(self._screens) - 1
        self._go_on.setToolTip(
            plain_tip(_("Make the drafts and begin the set-up (Ctrl+Return)") if is_last else _("To the next screen (Ctrl+Return)"))
        )  # fmt: skip
        self._focus_open()

    def open_question(self, number: int) -> None:
        """Go to a question and take the focus into it."""
        self._begin_at = number
        self.go_to(self._screen_of(number))

    def _focus_open(self) -> None:
        here = self._screens[self.at()].questions
        asked = [each for each in here if each.number == self._begin_at]
        unanswered = [each for each in here if not self._answering.is_answered(each.number)]
        question = [*asked, *unanswered, *here][0]
        question.focus_first()
        self._screens[self.at()].show_from(question)

    def _screen_of(self, number: int) -> int:
        return next(
            at
            for at, screen in enumerate(self._screens)
            if number in (each.number for each in screen.questions)
        )

    def _first_open(self) -> int:
        unanswered = (each.number for each in self.questions if not self._answering.is_answered(each.number))
        return next(unanswered, self.questions[0].number)

    # what people do

    def go_on(self) -> None:
        """What stands on this screen is the answer, but for what was put off; on to the next, or to the drafts.

        A press that comes with the one that led here is none: nobody has seen what stands here."""
        if not self._presses.is_meant():
            return
        if not self._answering.keep_screen(self._screens[self.at()].questions):
            return
        self._presses.counted()
        if self.at() < len(self._screens) - 1:
            self._begin_at = 0
            self.go_to(self.at() + 1)
        else:
            self._leave(all_through=True)

    def back(self) -> None:
        if self.at() > 0 and self._answering.keep_all():
            self._begin_at = 0
            self.go_to(self.at() - 1)

    def _step_asked(self, place: int) -> None:
        if place != self.at() and self._answering.keep_all():
            self._begin_at = 0
            self.go_to(place)
        self._steps.setCurrentIndex(self.at())

    def _put_off(self, number: int) -> None:
        self._answering.put_off(number)
        following = [each for each in self._screens[self.at()].questions if each.number > number]
        if following:
            following[0].focus_first()
            self._show_focus()
        else:
            self._go_on.setFocus()

    def _show_focus(self) -> None:
        focus = self.focusWidget()
        if focus is not None and self._screens[self.at()].isAncestorOf(focus):
            self._screens[self.at()].ensureWidgetVisible(focus, 0, 48)

    # showing

    def _send_to(self, question: Question, field: FieldWidget) -> None:
        """To what keeps something that is typed from being kept."""
        if question not in self._screens[self.at()].questions:
            self.go_to(self._screen_of(question.number))
        question.unfold(field)
        field.setError(question.why_not(field))
        field.setFocus()
        QTimer.singleShot(0, self, self._show_focus)  # what was unfolded has its place only then
        self._say(_("Fill in or correct what is marked, or take the row out (Ctrl+-)."))

    def _say(self, text: str) -> None:
        self._trouble.say(Tone.ERROR, text)
        self._trouble.show()

    def _show_states(self) -> None:
        self._trouble.hide()
        for question in self.questions:
            number = question.number
            question.show_state(
                answered=self._answering.is_answered(number),
                put_off=self._answering.is_put_off(number),
                begun=self._answering.is_begun(number),
            )
        self._outlook.show_outlook(outlook(self._answering.answers))

    # leaving

    def _leave(self, *, all_through: bool) -> None:
        """Go, having made the drafts of what was answered; where they cannot be made, stay and say why."""
        drafted = self._draft() if self._answering.is_to_be_drafted or all_through else Drafted()
        if drafted is not None:
            self.close()
            self.drafted.emit(drafted, all_through)

    def _draft(self) -> Drafted | None:
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            return self._answering.draft()
        finally:
            self.unsetCursor()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The main window goes only with this one, and this one only with what is typed kept."""
        if event.type() == QEvent.Type.Close and self.isVisible():
            self._goes_with_all = True
            if not self.close():
                self._goes_with_all = False
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing typed is lost: what cannot be kept as it stands keeps the window open and says so."""
        if not self._answering.keep_all():
            event.ignore()
            return
        drafted = self._draft() if self._answering.is_to_be_drafted else None
        super().closeEvent(event)
        if drafted is not None and not self._goes_with_all:
            self.drafted.emit(drafted, False)

    # making

    def showEvent(self, event: QShowEvent) -> None:
        handle = self.windowHandle()
        if handle is not None:
            handle.setTransientParent(None)  # type: ignore[arg-type]  # Qt takes null for "of nobody"
        super().showEvent(event)
        QTimer.singleShot(0, self, self._focus_open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._outlook.setVisible(self.width() >= ALL_BESIDE)
        super().resizeEvent(event)

    def _make_questions(self) -> None:
        self._screens = (
            Screen(
                _("1 Your firm"), (ServicesQuestion(self), PeopleQuestion(self), HoursQuestion(self)), self
            ),
            Screen(
                _("2 Around you"),
                (CustomersQuestion(self), SuppliersQuestion(self), ToolsQuestion(self), ReachQuestion(self)),
                self,
            ),
            Screen(_("3 Promises"), (PromiseQuestion(self), DataQuestion(self), GoalsQuestion(self)), self),
        )
        self._steps = QTabBar(self)
        self._steps.setObjectName("questions.steps")
        self._steps.setAccessibleName(_("Steps"))
        self._steps.setExpanding(False)
        self._stack = QStackedWidget(self)
        for screen in self._screens:
            self._stack.addWidget(screen)
            self._steps.addTab(screen.title)
        self._steps.currentChanged.connect(self._step_asked)
        for question in self.questions:
            question.later.connect(self._put_off)

    def _make_foot(self) -> None:
        self._later = button(_("Later"), self, name="questions.later")
        self._later.setToolTip(plain_tip(_("Close; all is kept, and goes on from here at any time (Ctrl+W)")))
        self._later.clicked.connect(self.close)
        self._back = button(_("Back"), self, icon_name="arrow-left", name="questions.back")
        self._back.setToolTip(plain_tip(_("To the screen before (Alt+Left)")))
        self._back.clicked.connect(self.back)
        self._go_on = primary_button(_("Go on"), self, name="questions.go-on")
        self._go_on.clicked.connect(self.go_on)
        for made in (self._later, self._back, self._go_on):
            made.setAccessibleName(made.text())
            made.setAutoDefault(True)
        for key, does in {"Alt+Left": self.back, "Ctrl+Return": self.go_on, "Ctrl+W": self.close}.items():
            QShortcut(QKeySequence(key), self, does).setAutoRepeat(False)

    def _assemble(self) -> None:
        rule = QFrame(self)
        rule.setFrameShape(QFrame.Shape.HLine)
        foot = row_of(
            self._later, STRETCH, self._back, self._go_on, margins=(PAGE_MARGIN, 12, PAGE_MARGIN, 12)
        )
        left = column_of(
            row_of(self._steps, margins=(GRID, GRID, GRID, 0)),
            (self._stack, 1),
            row_of(self._trouble, margins=(PAGE_MARGIN, 0, PAGE_MARGIN, GRID)),
            spacing=0,
        )
        asking = QWidget(self)
        asking.setLayout(left)
        middle = row_of((asking, 1), self._outlook, spacing=0)
        column_of((middle, 1), rule, foot, inside=self, spacing=0)

    def _set_size(self, parent: QWidget | None) -> None:
        """As large as the window it belongs to and in its place, as far as the screen has room."""
        over = parent.window() if parent is not None else None
        wanted = over.size() if over is not None and over.isVisible() else SIZE
        self.resize(wanted.boundedTo(self.screen().availableSize() - FRAME))
        if over is not None:
            over.installEventFilter(self)
            if over.isVisible():
                self.move(over.frameGeometry().topLeft())


__all__ = ["QuestionsWindow"]

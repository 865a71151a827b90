"""What the next step still lacks, each a link that jumps to its field."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QSizePolicy, QWidget

from sdesk.models import Record, Step, field_of, fields_of
from sdesk.practice.lifecycle.completeness import is_missing
from sdesk.practice.lifecycle.problem import Problem
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.pieces import (
    STYLE,
    ElidedLabel,
    WrappedLabel,
    column_of,
    quiet_button,
    row_of,
    tool_button,
)
from sdesk.ui.pieces.one_line import OneLine
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID, theme
from sdesk.ui.wording import worded

LINK_HEIGHT = 28
LINE_HEIGHT = 36


class MissingPanel(QFrame):
    """One line, always as high: who the next step is for, and what it lacks, each a link; opened, all of it in full.

    `jumped` names the field and the place in it, `opened` says that it was opened or folded. While it is open it never gets lower, so that nothing below moves as things are filled in.
    """

    jumped = Signal(str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("missing")
        self.is_open = False
        self._is_refused = False
        self._problems: tuple[Problem, ...] = ()
        self._holder = ""
        self._model: type[Record] = Record
        self._headline = ElidedLabel("", self)
        self._headline.setObjectName("missing.headline")
        self._headline.setFixedHeight(LINK_HEIGHT)
        self._fold = tool_button("chevron-right", _("Show all"), self, name="missing.fold")
        self._fold.clicked.connect(self._toggle)
        self._lines = QWidget(self)
        self._column = column_of(inside=self._lines, margins=(36, 0, 0, 4), spacing=0)
        self._links = OneLine(self, name="missing.more")
        self._links.more.clicked.connect(self._toggle)
        line = row_of(self._fold, self._headline, (self._links, 1), margins=(GRID, 4, GRID, 4), spacing=4)
        column_of(line, self._lines, inside=self, spacing=0)
        theme().changed.connect(self.update)
        self.hide()

    def show_missing(
        self, model: type[Record], step: Step, problems: Sequence[Problem], holder: str = ""
    ) -> None:
        """Say quietly what the step lacks, and whose it is if it is not for whoever works here."""
        if not problems:
            self._is_refused = self.is_open = False
        self._problems = tuple(problems)
        self._holder = holder
        self._model = model
        self._headline.setText(self._said(_(step.label)))
        names = [self._name_of(problem) for problem in self._named()]
        self.setAccessibleName(" ".join((self._headline.text(), ", ".join(names))).strip())
        self.show()
        self._fill()

    def show_refused(self, model: type[Record], step: Step, problems: Sequence[Problem]) -> None:
        """Somebody pressed the step's button: say so, and in full where a name is not enough."""
        self._is_refused = True
        self.is_open = any(_needs_words(model, problem) for problem in problems)
        self._lines.setMinimumHeight(0)
        self.show_missing(model, step, problems, self._holder)

    def problems(self) -> tuple[Problem, ...]:
        return self._problems

    @property
    def is_refused(self) -> bool:
        """Whether the step was tried; then the fields say beside themselves what they lack."""
        return self._is_refused

    def calm_down(self) -> None:
        """Another record: forget that a step was tried."""
        self._is_refused = self.is_open = False

    def _said(self, step: str) -> str:
        if not self._problems:
            return self._holder or _("Nothing is missing for “{step}”.").format(step=step)
        return " ".join(filter(None, (self._holder, _headline(self._problems))))

    def _named(self) -> list[Problem]:
        """One problem of each field."""
        return list({problem.field: problem for problem in reversed(self._problems)}.values())[::-1]

    def _name_of(self, problem: Problem) -> str:
        return _label(self._model, problem.field) or worded(problem.text)

    def _fill(self) -> None:
        _empty(self._column)
        if self.is_open:
            for problem in self._problems:
                self._column.addWidget(self._line(problem))
            self._column.addStretch(1)
            self._lines.setMinimumHeight(max(self._lines.minimumHeight(), self._column.sizeHint().height()))
        else:
            self._lines.setMinimumHeight(0)
        named = [] if self.is_open else self._named()
        self._links.show_buttons([self._link(self._name_of(each), each) for each in named])
        self._lines.setVisible(self.is_open)
        self.opened.emit()
        said = _("Show less") if self.is_open else _("Show all")
        self._fold.setVisible(bool(self._problems))
        roles = QPalette.ColorRole
        self._headline.setForegroundRole(roles.WindowText if self._problems else roles.PlaceholderText)
        self._fold.setIcon(icon("chevron-down" if self.is_open else "chevron-right"))
        self._fold.setToolTip(plain_tip(said))
        self._fold.setAccessibleName(said)
        self.update()

    def _line(self, problem: Problem) -> QWidget:
        link = self._link(worded(problem), problem)
        link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if len(worded(problem)) < 60:
            return link
        holder = QWidget(self)
        line = row_of(
            (WrappedLabel(worded(problem), holder), 1000), inside=holder, margins=(6, 3, 0, 3), spacing=STYLE
        )
        link.setText(_("Go there"))
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        return holder

    def _link(self, text: str, problem: Problem) -> QPushButton:
        link = quiet_button(text.replace("&", "&&"), self, name=f"missing.{problem.field or 'record'}")
        link.setProperty("where", problem.where)
        link.setFixedHeight(LINK_HEIGHT)
        link.setAccessibleName(_("Go to: {text}").format(text=text))
        link.clicked.connect(self._jump)
        return link

    def _jump(self) -> None:
        self.jumped.emit(self.sender().property("where"))

    def _toggle(self) -> None:
        self.is_open = not self.is_open
        self._fold.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._problems:
            return
        role = "danger" if self._is_refused else "warning"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(f"{role}_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setBrush(theme().color(role))
        painter.drawRoundedRect(QRectF(0, 6, 3, self.height() - 12), 1.5, 1.5)


def _empty(layout: QLayout) -> None:
    while item := layout.takeAt(0):
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def _headline(problems: Sequence[Problem]) -> str:
    fields = {problem.field for problem in problems}
    if "" in fields or not all(problem.is_gap for problem in problems):
        return ngettext("{n} stands in the way:", "{n} stand in the way:", len(problems)).format(
            n=len(problems)
        )
    unread = [problem for problem in problems if problem.to_read]
    missing = len({problem.field for problem in problems if not problem.to_read})
    if not unread:
        return ngettext("{n} missing:", "{n} missing:", missing).format(n=missing)
    if not missing:
        return ngettext("{n} to read:", "{n} to read:", len(unread)).format(n=len(unread))
    return _("{n} missing, {unread} to read:").format(n=missing, unread=len(unread))


def _needs_words(model: type[Record], problem: Problem) -> bool:
    spec = next((each for each in fields_of(model) if each.name == problem.field), None)
    return spec is None or problem.text != is_missing(spec)


def _label(model: type[Record], name: str) -> str:
    try:
        return _(field_of(model, name).label)
    except StopIteration:
        return ""

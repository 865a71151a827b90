"""What the next step still lacks, each a link that jumps to its field."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QSizePolicy, QWidget

from sdesk.models import Record, Step, field_of, fields_of
from sdesk.practice.lifecycle.completeness import is_missing
from sdesk.practice.lifecycle.problem import Problem
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.pieces import (
    STYLE,
    FlowLayout,
    PlainLabel,
    WrappedLabel,
    column_of,
    quiet_button,
    row_of,
    tool_button,
)
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID, theme
from sdesk.ui.wording import worded

MOST_IN_A_LINE = 6
LINK_HEIGHT = 28


class MissingPanel(QFrame):
    """One line with the names of the missing fields; unfolded, every problem in full. `jumped` names the field."""

    jumped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("missing")
        self._is_open = False
        self._is_refused = False
        self._problems: tuple[Problem, ...] = ()
        self._model: type[Record] = Record
        self._headline = PlainLabel("", self)
        self._fold = tool_button("chevron-right", _("Show all"), self, name="missing.fold")
        self._fold.clicked.connect(self._toggle)
        self._lines = QWidget(self)
        self._column = column_of(inside=self._lines, margins=(0, 0, 0, 4), spacing=0)
        self._links = QWidget(self)
        self._flow = FlowLayout(self._links, spacing=0)
        self._flow.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._links.setSizePolicy(policy)
        self._headline.setFixedHeight(LINK_HEIGHT)
        self._headline.setContentsMargins(0, 0, GRID, 0)
        self._flow.addWidget(self._headline)
        inner = column_of(self._links, self._lines, spacing=STYLE)
        row_of(
            (self._fold, 0, Qt.AlignmentFlag.AlignTop),
            (inner, 1),
            inside=self,
            margins=(GRID, 3, GRID, 3),
            spacing=4,
        )
        theme().changed.connect(self.update)
        self.hide()

    def show_missing(self, model: type[Record], step: Step, problems: Sequence[Problem]) -> None:
        """Say quietly what the step lacks; nothing lacking hides the panel."""
        if not problems:
            self._is_refused = self._is_open = False
        self._problems = tuple(problems)
        self.setVisible(bool(problems))
        if problems:
            self._headline.setText(_headline(problems, _(step.label)))
            self.setAccessibleName(self._headline.text())
            self._model = model
            self._fill()

    def show_refused(self, model: type[Record], step: Step, problems: Sequence[Problem]) -> None:
        """Somebody pressed the step's button: say so, and in full where a name is not enough."""
        self._is_refused = True
        self._is_open = any(_needs_words(model, problem) for problem in problems)
        self.show_missing(model, step, problems)

    def problems(self) -> tuple[Problem, ...]:
        return self._problems

    @property
    def is_refused(self) -> bool:
        """Whether the step was tried; then the fields say beside themselves what they lack."""
        return self._is_refused

    def calm_down(self) -> None:
        """Another record: forget that a step was tried."""
        self._is_refused = self._is_open = False

    def _fill(self) -> None:
        _empty(self._flow, but=1)
        _empty(self._column)
        if self._is_open:
            for problem in self._problems:
                self._column.addWidget(self._line(problem))
        else:
            self._fill_links()
        self._lines.setVisible(self._is_open)
        said = _("Show less") if self._is_open else _("Show all")
        self._fold.setIcon(icon("chevron-down" if self._is_open else "chevron-right"))
        self._fold.setToolTip(plain_tip(said))
        self._fold.setAccessibleName(said)
        self.update()

    def _fill_links(self) -> None:
        named = list(dict.fromkeys(problem.field for problem in self._problems))
        for name in named[:MOST_IN_A_LINE]:
            problem = next(each for each in self._problems if each.field == name)
            self._flow.addWidget(self._link(_label(self._model, name) or worded(problem.text), name))
        if len(named) > MOST_IN_A_LINE:
            rest = quiet_button(
                _("{n} more").format(n=len(named) - MOST_IN_A_LINE), self, name="missing.more"
            )
            rest.setFixedHeight(LINK_HEIGHT)
            rest.clicked.connect(self._toggle)
            self._flow.addWidget(rest)

    def _line(self, problem: Problem) -> QWidget:
        link = self._link(worded(problem), problem.field)
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

    def _link(self, text: str, name: str) -> QPushButton:
        link = quiet_button(text.replace("&", "&&"), self, name=f"missing.{name or 'record'}")
        link.setProperty("field", name)
        link.setFixedHeight(LINK_HEIGHT)
        link.setAccessibleName(_("Go to: {text}").format(text=text))
        link.clicked.connect(self._jump)
        return link

    def _jump(self) -> None:
        self.jumped.emit(self.sender().property("field"))

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._fold.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill()

    def paintEvent(self, event: QPaintEvent) -> None:
        role = "danger" if self._is_refused else "warning"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(f"{role}_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setBrush(theme().color(role))
        painter.drawRoundedRect(QRectF(0, 6, 3, self.height() - 12), 1.5, 1.5)


def _empty(layout: QLayout, but: int = 0) -> None:
    """Take everything out of a layout but the first few."""
    while item := layout.takeAt(but):
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def _headline(problems: Sequence[Problem], step: str) -> str:
    fields = {problem.field for problem in problems}
    if "" in fields or not all(problem.is_gap for problem in problems):
        return ngettext(
            "{n} thing to settle for “{step}”", "{n} things to settle for “{step}”", len(problems)
        ).format(n=len(problems), step=step)
    return ngettext(
        "{n} field is missing for “{step}”", "{n} fields are missing for “{step}”", len(fields)
    ).format(n=len(fields), step=step)


def _needs_words(model: type[Record], problem: Problem) -> bool:
    spec = next((each for each in fields_of(model) if each.name == problem.field), None)
    return spec is None or problem.text != is_missing(spec)


def _label(model: type[Record], name: str) -> str:
    try:
        return _(field_of(model, name).label)
    except StopIteration:
        return ""

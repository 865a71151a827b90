"""One figure: how many requirements have their evidence, and what is missing most."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from sdesk.practice.readiness.requirements import Gap, RequirementStanding
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.translation import Message
from sdesk.translation import gettext as _
from sdesk.ui.pieces import Aside, GroupTitle, PlainLabel, WrappedLabel, quiet_button
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import GRID, scaled_font, theme
from sdesk.ui.wording import worded

FIGURE_SCALE = 2.4
MOST_MISSING = 4


class Steps(QWidget):
    """A row of small boxes, one a requirement: filled where it is met, an outline where it is not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._met: list[bool] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_met(self, met: list[bool]) -> None:
        self._met = met
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._met:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.width() / len(self._met)
        for at, met in enumerate(sorted(self._met, reverse=True)):
            box = QRectF(at * step + 1, 1.5, step - 4, self.height() - 3)
            painter.setPen(theme().color("ok" if met else "border"))
            painter.setBrush(theme().color("ok") if met else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 2, 2)


class GapLine(QPushButton):
    """What is missing, in one line; pressing it goes to the task that makes it."""

    asked = Signal(str)

    def __init__(self, task: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._task = task
        self._text = text
        self.setObjectName(f"gap.{task}")
        self.setProperty("quiet", True)
        self.setStyleSheet("text-align: left; padding: 0px;")
        self.setToolTip(plain_tip(f"{text} → {task}"))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._ask)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 4
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))

    def _ask(self) -> None:
        self.asked.emit(self._task)


def beside(standings: Sequence[RequirementStanding]) -> list[str]:
    """What stands beside the figure: how many are met in part, how many not shown yet, how many ready to start.

    Each requirement is counted once, so that the numbers never come to more than there are.
    """
    verdicts = Counter(each.verdict for each in standings if not each.waits_to_start)
    ready = sum(each.waits_to_start for each in standings)
    numbers = (
        (verdicts[Verdict.PARTLY], _("{n} partly met")),
        (verdicts[Verdict.NOT_SHOWN], _("{n} not shown yet")),
        (ready, _("{n} ready to start")),
    )
    return [said.format(n=number) for number, said in numbers if number]


class ReadinessCard(QWidget):
    """`gap_asked` carries the task that makes what is missing."""

    gap_asked = Signal(str)
    audit_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("today.readiness")
        self._figure = PlainLabel("", self)
        self._figure.setObjectName("today.figure")
        font = scaled_font("body", strong=True)
        font.setPointSizeF(font.pointSizeF() * FIGURE_SCALE)
        self._figure.setFont(font)
        self._words = WrappedLabel("", self)
        self._steps = Steps(self)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(0)
        self._lines: list[QWidget] = []
        self._counted: Counter[tuple[str, Message]] = Counter()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(GroupTitle(_("Readiness"), self), 1)
        audit = quiet_button(_("Audit"), self, name="today.audit")
        audit.clicked.connect(self.audit_asked)
        head.addWidget(audit)
        column.addLayout(head)
        column.addWidget(self._figure)
        column.addWidget(self._words)
        column.addSpacing(4)
        column.addWidget(self._steps)
        column.addSpacing(GRID)
        column.addLayout(self._missing)
        self.show_waiting()

    def show_waiting(self) -> None:
        """As long as nothing is known of what stands in the workspace now."""
        self._figure.clear()
        self._words.setText(_("The requirements are being judged."))
        self.setAccessibleName("")
        self._steps.show_met([])
        self._list(())

    def show_standing(self, standings: Sequence[RequirementStanding], gaps: Sequence[Gap]) -> None:
        met = sum(each.met for each in standings)
        total = len(standings)
        self._figure.setText(_("{met} of {total}").format(met=met, total=total))
        self._words.setText("\n".join((_("requirements are met"), *beside(standings))))
        said = _("{met} of {total} requirements are met").format(met=met, total=total)
        self.setAccessibleName("; ".join((said, *beside(standings))))
        self._steps.show_met([each.met for each in standings])
        self._list(gaps)

    def _list(self, gaps: Sequence[Gap]) -> None:
        """What is missing in most requirements first; the lines stay as they are while that is the same."""
        counted = Counter((gap.task, gap.text) for gap in gaps)
        if counted == self._counted:
            return
        self._counted = counted
        for line in self._lines:
            self._missing.removeWidget(line)
            line.deleteLater()
        self._lines = []
        if counted:
            self._put(Aside(_("Missing most"), self))
        for (task, text), _count in counted.most_common(MOST_MISSING):
            self._put(GapLine(task, worded(text), self))
        rest = len(counted) - MOST_MISSING
        if rest > 0:
            self._put(Aside(_("and {n} more").format(n=rest), self))

    def _put(self, widget: QWidget) -> None:
        self._lines.append(widget)
        self._missing.addWidget(widget)
        if isinstance(widget, GapLine):
            widget.asked.connect(self.gap_asked)

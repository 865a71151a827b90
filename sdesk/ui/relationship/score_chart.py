"""How satisfied a customer said they were, month by month."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sdesk.practice.relationship.parties import MonthOfScores
from sdesk.translation import gettext as _
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import scaled_font, tabular, theme

BEST, WORST = 5, 1
LEFT, BOTTOM, TOP = 24, 22, 20


class ScoreChart(QWidget):
    """A dot for the mean of each month on a scale of 1 to 5, joined, dotted over months in which nobody was asked."""

    def __init__(self, months: Sequence[MonthOfScores], parent: QWidget) -> None:
        super().__init__(parent)
        self._months = tuple(months)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Satisfaction by month"))
        self.setAccessibleDescription(score_words(months))
        self.setToolTip(plain_tip(score_words(months)))

    def sizeHint(self) -> QSize:
        return QSize(320, 150)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 150)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(scaled_font("help")))
        self._paint_scale(painter)
        self._paint_months(painter)
        self._paint_scores(painter)

    def _paint_scale(self, painter: QPainter) -> None:
        for score in range(WORST, BEST + 1):
            y = self._y(score)
            painter.setPen(theme().color("line"))
            painter.drawLine(QPointF(LEFT, y), QPointF(self.width(), y))
            painter.setPen(theme().color("muted"))
            painter.drawText(
                QRectF(0, y - 8, LEFT - 8, 16),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                str(score),
            )

    def _paint_months(self, painter: QPainter) -> None:
        painter.setPen(theme().color("muted"))
        step = self._step()
        names = [
            QLocale().standaloneMonthName(each.month.first.month, QLocale.FormatType.NarrowFormat)
            if step < 34
            else QLocale().standaloneMonthName(each.month.first.month, QLocale.FormatType.ShortFormat)
            for each in self._months
        ]
        for place, name in enumerate(names):
            room = QRectF(LEFT + place * step, self.height() - BOTTOM + 4, step, BOTTOM - 4)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), name)

    def _paint_scores(self, painter: QPainter) -> None:
        answered = [(place, each.mean) for place, each in enumerate(self._months) if each.mean is not None]
        for (one, before), (other, after) in pairwise(answered):
            gap = other - one > 1
            line = Qt.PenStyle.DotLine if gap else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme().color("border" if gap else "accent"), 1.5, line))
            painter.drawLine(self._point(one, before), self._point(other, after))
        for place, mean in answered:
            self._paint_score(painter, place, mean)

    def _paint_score(self, painter: QPainter, place: int, mean: float) -> None:
        point = self._point(place, mean)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent"))
        painter.drawEllipse(point, 4, 4)
        painter.setPen(theme().color("text"))
        above = QRectF(point.x() - 20, point.y() - 22, 40, 16)
        painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), QLocale().toString(mean, "f", 1))

    def _point(self, place: int, mean: float) -> QPointF:
        return QPointF(LEFT + (place + 0.5) * self._step(), self._y(mean))

    def _step(self) -> float:
        return (self.width() - LEFT) / max(len(self._months), 1)

    def _y(self, score: float) -> float:
        room = self.height() - TOP - BOTTOM
        return TOP + room * (BEST - score) / (BEST - WORST)


def score_words(months: Sequence[MonthOfScores]) -> str:
    """The chart in words."""
    told = [
        _("{month}: {mean} from {n}").format(
            month=QLocale().standaloneMonthName(each.month.first.month),
            mean=QLocale().toString(each.mean, "f", 1),
            n=each.count,
        )
        for each in months
        if each.mean is not None
    ]
    return "; ".join(told) if told else _("Nobody was asked in these months.")

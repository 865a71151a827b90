"""How many requirements were met, in part, and not, at the end of each month."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sdesk.practice.readiness.months import MonthEnd
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.translation import gettext as _
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import scaled_font, tabular, theme

STACKED = (
    (Verdict.MET, "ok", 1.0),
    (Verdict.PARTLY, "warning", 0.5),
    (Verdict.NOT_MET, "danger", 0.0),
    (Verdict.NOT_SHOWN, "muted", 0.0),
)
"""From below, each with the colour of its shape and how far its box is filled; what does not apply has no box."""

LEFT, BOTTOM, TOP = 8, 22, 8
WIDEST = 72


class MonthsChart(QWidget):
    """A column a month: a box a requirement, full where it is met, half where in part, an outline where not. The last one is today."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._months: tuple[MonthEnd, ...] = ()
        self.setObjectName("months.chart")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Requirements met, month by month"))

    def show_months(self, months: Sequence[MonthEnd]) -> None:
        self._months = tuple(months)
        self.setAccessibleDescription(months_words(months))
        self.setToolTip(plain_tip(months_words(months)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 180)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._months:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(scaled_font("help")))
        step = min((self.width() - LEFT) / len(self._months), WIDEST)
        most = max(len(each.verdicts) for each in self._months)
        high = (self.height() - TOP - BOTTOM) / most
        for place, month in enumerate(self._months):
            self._paint_month(
                painter, month, QPointF(LEFT + place * step, self.height() - BOTTOM), step, high
            )

    def _paint_month(
        self, painter: QPainter, month: MonthEnd, foot: QPointF, step: float, high: float
    ) -> None:
        at = 0
        for verdict, role, share in STACKED:
            for _box in range(month.number(verdict)):
                at += 1
                box = QRectF(foot.x() + 2, foot.y() - at * high + 1, step - 6, high - 2)
                open_yet = Qt.PenStyle.DotLine if verdict is Verdict.NOT_SHOWN else Qt.PenStyle.SolidLine
                painter.setPen(QPen(theme().color(role), 1, open_yet))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box, 2, 2)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme().color(role))
                painter.drawRoundedRect(
                    QRectF(box.topLeft(), QSizeF(box.width() * share, box.height())), 2, 2
                )
        narrow = QLocale.FormatType.NarrowFormat if step < 34 else QLocale.FormatType.ShortFormat
        painter.setPen(theme().color("muted"))
        painter.drawText(
            QRectF(foot.x(), foot.y() + 4, step - 2, BOTTOM - 4),
            int(Qt.AlignmentFlag.AlignCenter),
            QLocale().standaloneMonthName(month.day.month, narrow),
        )


def months_words(months: Sequence[MonthEnd]) -> str:
    """The chart in words."""
    return "; ".join(
        _("{month}: {met} of {total} met").format(
            month=QLocale().standaloneMonthName(each.day.month),
            met=each.number(Verdict.MET),
            total=len(each.verdicts),
        )
        for each in months
    )


__all__ = ["STACKED", "MonthsChart", "months_words"]

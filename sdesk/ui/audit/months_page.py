"""Readiness over the months: how many requirements were met at the end of each, and which of them changed in it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from sdesk.practice.readiness.months import Known, MonthEnd, changed, month_ends
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.translation import gettext as _
from sdesk.ui.audit.months_chart import STACKED, MonthsChart
from sdesk.ui.audit.requirements_page import verdict_mark
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import STRETCH, HelpText, PageTitle, column_of, quiet_button, row_of
from sdesk.ui.pieces.busy_line import BusyLine
from sdesk.ui.pieces.current import Current
from sdesk.ui.pieces.tables import dress_table
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.reading import plain_text
from sdesk.ui.theme.look import GRID, PAGE_MARGIN, tabular
from sdesk.ui.window.problem_report import tell
from sdesk.ui.worker import Progress, Worker

VERDICTS = tuple(verdict for verdict, *_look in STACKED)


class MonthsPage(Current):
    """Judged on a worker, a month after the other; what was judged of a month that is over is kept."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("months")
        self.setAccessibleName(_("Over the months"))
        self._desk = desk
        self._known: Known = {}
        self._worker = Worker(self)
        self._busy = BusyLine(self)
        self._worker.started.connect(self._busy.start)
        self._worker.progressed.connect(self._busy.setProgress)
        self._worker.finished.connect(self._busy.finish)
        self._busy.cancelled.connect(self._call_off)
        self._again = quiet_button(_("Judge the months"), self, icon_name="refresh-cw", name="months.again")
        self._again.clicked.connect(self.refresh)
        self._again.hide()
        self._chart = MonthsChart(self)
        self._table = QTableWidget(0, len(VERDICTS) + 2, self)
        self._table.setObjectName("months.table")
        self._table.setAccessibleName(_("Requirements at the end of each month"))
        self._table.setHorizontalHeaderLabels([_("On"), *map(_headed, VERDICTS), _("What changed")])
        dress_table(self._table)
        self._table.resizeColumnsToContents()
        column_of(
            PageTitle(_("Over the months"), self),
            HelpText(
                _(
                    "How the requirements stood at the end of each month, and how they stand today: what the workspace held "
                    "then, by its history, judged by what is asked today."
                ),
                self,
            ),
            self._busy,
            row_of(self._again, STRETCH),
            self._chart,
            (self._table, 1),
            inside=self,
            margins=(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, GRID),
        )
        self.follow(desk.changed)

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self._table]

    def refresh(self) -> None:
        """Judge what is not known yet."""
        self.is_stale = False
        self._again.hide()
        self._worker.cancel()
        workspace, known = self._desk.workspace, dict(self._known)

        def work(progress: Progress) -> tuple[MonthEnd, ...]:
            return month_ends(workspace, known=known, judged=progress)

        self._worker.start(_("Judging the months"), work, self._show, self._failed)

    def _call_off(self) -> None:
        self._worker.cancel()
        self._again.show()

    def _show(self, months: Sequence[MonthEnd]) -> None:
        self._known = {(each.day, each.variant, each.told): each for each in months}
        self._chart.show_months(months)
        self._table.setRowCount(len(months))
        befores = (None, *months[:-1])
        for row, (month, before) in enumerate(reversed([*zip(months, befores, strict=True)])):
            self._fill(row, month, before)
        self._table.resizeColumnsToContents()

    def _fill(self, row: int, month: MonthEnd, before: MonthEnd | None) -> None:
        numbers = (str(month.number(verdict)) for verdict in VERDICTS)
        said = changes_words(before, month) if before else _("The first month")
        for column, text in enumerate((plain_text(month.day), *numbers, said)):
            item = QTableWidgetItem(text)
            item.setFont(tabular(self._table.font()))
            item.setToolTip(plain_tip(said) if text is said else "")
            self._table.setItem(row, column, item)

    def _failed(self, fault: Exception) -> None:
        if self._desk.workspace.is_open:  # closed while they were judged: nobody looks any more
            tell(fault, self)


def _headed(verdict: Verdict) -> str:
    mark = verdict_mark(verdict)
    return f"{mark.shape.glyph} {mark.word}"


def changes_words(before: MonthEnd, after: MonthEnd) -> str:
    """What stood otherwise a month before."""
    told = (
        _("{requirement}: {was} → {now}").format(requirement=requirement, was=_(was), now=_(now))
        for requirement, was, now in changed(before, after)
    )
    return "; ".join(told) or _("Nothing")


__all__ = ["MonthsPage", "changes_words"]

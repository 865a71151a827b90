"""The figures of a report beside its form: counted on a worker while it is a draft, as they were frozen afterwards."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.models import ImprovementReport, PerformanceReport, ServiceReport
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.reporting.reports import figures_of
from sdesk.practice.workspaces import Workspace
from sdesk.reports.period.figure_blocks import Figures, period_text
from sdesk.reports.period.figure_lines import figure_groups, standing
from sdesk.reports.period.performance import computed_note
from sdesk.reports.words import moment
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    ElidedLabel,
    GroupTitle,
    HelpText,
    SidePanel,
    WrappedLabel,
    column_of,
    row_of,
    tool_button,
)
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.reporting.figure_list import FigureList
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded
from sdesk.ui.worker import Progress, Worker

SETTLE = 150
"""Milliseconds of rest after a change until the figures are counted anew."""


class FiguresPane(SidePanel):
    """Follows the report and whatever it counts. `counted` says that what it shows is as the workspace is now."""

    fold_asked = Signal()
    counted = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("figures")
        self.setAccessibleName(_("Figures of the report"))
        self._desk = desk
        self._report: ServiceReport | None = None
        self._counted_for: object = None
        self._worker = Worker(self)
        self._soon = QTimer(self, interval=SETTLE, singleShot=True)
        self._soon.timeout.connect(self._count)
        self._fold = tool_button("chevron-down", _("Fold"), self, name="action.fold-figures")
        self._fold.clicked.connect(self.fold_asked)
        self._in_short = ElidedLabel("", self)
        self._standing = WrappedLabel("", self)
        self._standing.setObjectName("figures.standing")
        self._note = HelpText("", self)
        self._note.setObjectName("figures.note")
        self._list = FigureList(self)
        self._list.record_asked.connect(desk.open_record)
        head = row_of(self._fold, GroupTitle(_("Figures"), self), (self._in_short, 1))
        texts = column_of(self._standing, self._note, margins=(GRID, 0, GRID, 0), spacing=4)
        column_of(head, texts, (self._list, 1), inside=self, margins=(GRID, 4, GRID, 4), spacing=4)
        desk.changed.connect(self._changed)

    # ------------------------------------------------------------ what is shown

    def show_record(self, report: ServiceReport) -> None:
        """Show the figures of this report; counted anew only if something changed that they speak of."""
        is_another = self._report is None or self._report.id != report.id
        self._report = report
        if is_another:
            self._show({}, _("The figures are being counted."))
        if is_another or self._counted_for != _asked(report):
            self._counted_for = None
            self._soon.start(0 if is_another else SETTLE)

    def enter(self) -> None:
        """Come by key from another pane."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_folded(self, folded: bool) -> None:
        """One line, or all of it."""
        for each in (self._standing, self._note, self._list):
            each.setVisible(not folded)
        self._in_short.setVisible(folded)
        said = _("Unfold") if folded else _("Fold")
        self._fold.setIcon(icon("chevron-right" if folded else "chevron-down"))
        self._fold.setToolTip(plain_tip(said))
        self._fold.setAccessibleName(_("{action}: figures of the report").format(action=said))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._counted_for is None and self._report is not None:
            self._soon.start(0)

    def _show(self, figures: Figures, note: str) -> None:
        groups = figure_groups(figures) if figures else ()
        stands = standing(groups)
        self._standing.setText(stands)
        self._in_short.setText(stands or note)
        self._note.setText(note)
        self._list.show_groups(groups, computed_note(figures) if figures else "")

    # ------------------------------------------------------------ counting

    def _changed(self, ids: frozenset[UUID]) -> None:
        """What is written in the report itself changes no figure; `show_record` looks at what else is said there."""
        if self._report is not None and ids != {self._report.id}:
            self._counted_for = None
            self._soon.start()

    def _count(self) -> None:
        """One at a time; what is asked for meanwhile is counted after it."""
        report = self._report
        if report is None or not self.isVisible() or self._counted_for is not None:
            return
        if self._worker.is_busy():
            self._soon.start()
            return
        self._counted_for = _asked(report)
        work = partial(_figures, self._desk.workspace, report)
        done = partial(self._have, report, self._counted_for)
        self._worker.start(_("Counting the figures"), work, done, self._failed)

    def _have(self, report: ServiceReport, counted_for: object, figures: Mapping[str, Any]) -> None:
        if self._counted_for != counted_for:  # something changed while they were counted
            return
        self._show(figures, _note(report, figures))
        self.counted.emit()

    def _failed(self, fault: Exception) -> None:
        if not self._desk.workspace.is_open:  # closed while they were counted: nobody looks any more
            return
        if not isinstance(fault, SdeskError):
            raise fault
        self._show({}, worded(fault))


def _figures(workspace: Workspace, report: ServiceReport, progress: Progress) -> Mapping[str, Any]:
    """Runs on the worker, on a copy of the report of its own."""
    return figures_of(workspace, reload(workspace, report))


def _asked(report: ServiceReport) -> tuple[object, ...]:
    """All in the report that its figures follow."""
    agreements = (
        (report.customer_agreement, report.supplier_agreement)
        if isinstance(report, PerformanceReport)
        else ()
    )
    return (report.id, report.state, report.period_start, report.period_end, report.judgements, *agreements)


def _note(report: ServiceReport, figures: Figures) -> str:
    """Which days they are of, and as of when."""
    if not figures:
        return (
            _("They are counted as soon as the report says which days it is about.")
            if isinstance(report, ImprovementReport)
            else _("They are counted as soon as the report says which days and which agreement it is about.")
        )
    at = moment(figures["computed_at"], figures["issuer"]["time_zone"])
    if not report.is_draft:
        said = _("{period}. As approved: counted on {moment}.")
    elif figures["over"]:
        said = _("{period}. As the records are now, counted on {moment}.")
    else:
        said = _("{period}, which is not over. As the records are now, counted on {moment}.")
    return said.format(period=period_text(figures), moment=at)

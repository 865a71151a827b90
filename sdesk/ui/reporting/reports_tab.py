"""Reports: every report by occasion, the real PDF of the chosen one, and what can be done with it."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QStackedWidget, QWidget

from sdesk.errors import SdeskError
from sdesk.models import (
    ImprovementReport,
    PerformanceReport,
    Record,
    ServiceReport,
    model_named,
)
from sdesk.practice.calendar.days import today, zone_name
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.steps import missing
from sdesk.practice.reporting import printing
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    BusyLine,
    ElidedLabel,
    EmptyState,
    SidePanel,
    StateLabel,
    column_of,
    row_of,
)
from sdesk.ui.pieces.current import Current
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import called, heading_of
from sdesk.ui.reporting.actions import ReportActions
from sdesk.ui.reporting.kinds import (
    Lacking,
    ReportKind,
    agreements_to_report_on,
    count_report,
    report_kinds,
)
from sdesk.ui.reporting.maker import Job, Paper, PaperMaker
from sdesk.ui.reporting.note import ReportNote
from sdesk.ui.reporting.options import ReportOptions
from sdesk.ui.reporting.output import Output, file_name
from sdesk.ui.reporting.periods import NamedPeriod, periods_to_plan, periods_to_report_on
from sdesk.ui.reporting.preparing import Preparing
from sdesk.ui.reporting.preview import PdfPane
from sdesk.ui.reporting.report_list import ReportLine, ReportList, report_lines
from sdesk.ui.theme.look import GRID, PAGE_MARGIN, scaled_font
from sdesk.ui.theme.marks import StateMark
from sdesk.ui.wording import worded

LIST_WIDTH = 256
OPTIONS_WIDTH = 256


class ReportsTab(Current):
    """Left the reports by occasion, middle the PDF, right what it is about and what to do with it."""

    shown = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kinds = {kind.name: kind for kind in report_kinds()}
        self._job: Job | None = None
        self._record: Record | None = None
        self._shows: Job | None = None
        self.is_stale = False
        self._maker = PaperMaker(desk.workspace, self)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._refresh_if_seen)
        self._make()
        self._lay_out()
        self._connect()
        self.refresh()
        self._list.choose("performance")

    # ------------------------------------------------------------ making

    def _make(self) -> None:
        self._list = ReportList(self)
        self._title = ElidedLabel("", self)
        self._title.setObjectName("reports.title")
        self._title.setFont(scaled_font("page_title"))
        self._mark = StateLabel(StateMark(mark_of(PerformanceReport, "draft").shape, ""), self)
        self._mark.setObjectName("reports.state")
        self._note = ReportNote(self)
        self._pane = PdfPane(self)
        self._output = Output(self._pane, self._desk.workspace, self)
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self._pane)
        self._busy = BusyLine(self)
        self._preparing = Preparing(self._desk.workspace, self)
        self._options = ReportOptions(self)
        self._actions = ReportActions(self._desk, self)

    def _lay_out(self) -> None:
        self._panes = (self._left(), self._center(), self._right())
        left, center, right = self._panes
        row = row_of(left, (center, 1), right, inside=self, spacing=0)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the panels follow the width

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, as it is read."""
        return self._panes

    def _left(self) -> QWidget:
        panel = SidePanel(self)
        column_of((self._list, 1), inside=panel, margins=(GRID, PAGE_MARGIN, GRID, GRID))
        return panel

    def _center(self) -> QWidget:
        center = QWidget(self)
        head = row_of(self._title, self._mark, STRETCH, spacing=2 * GRID)
        column_of(
            head,
            self._note,
            self._busy,
            self._preparing.line,
            (self._middle, 1),
            inside=center,
            margins=(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, GRID),
        )
        return center

    def _right(self) -> QWidget:
        """What does not fit below the other is scrolled: a day that is squeezed cannot be read."""
        panel = SidePanel(self)
        inside = QWidget(panel)
        column_of(self._options, self._actions, STRETCH, inside=inside, margins=PAGE_MARGIN, spacing=3 * GRID)
        scroll = QScrollArea(panel)
        scroll.setObjectName("reports.options")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        column_of((scroll, 1), inside=panel)
        return panel

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the panels leave the paper its room."""
        left, _center, right = self._panes
        left.setFixedWidth(min(LIST_WIDTH, self.width() // 4))
        right.setFixedWidth(min(OPTIONS_WIDTH, self.width() // 3))
        super().resizeEvent(event)

    def _connect(self) -> None:
        self._list.chosen.connect(self._line_chosen)
        self._list.opened.connect(self._line_opened)
        self._options.changed.connect(self._show_kind_again)
        self._note.report_asked.connect(self.show_record)
        self._busy.cancelled.connect(self._call_off)
        self._maker.worker.started.connect(self._busy.start)
        self._maker.worker.finished.connect(self._busy.finish)
        self._maker.made.connect(self._made)
        self._maker.failed.connect(self._failed)
        self._actions.prepare_asked.connect(self.prepare)
        self._preparing.prepared.connect(self._prepared)
        self._preparing.refused.connect(self._note.complain)
        self._actions.approve_asked.connect(self.approve)
        self._actions.open_asked.connect(self.open_form)
        self._actions.print_asked.connect(self._output.print)
        self._actions.pdf_asked.connect(self._output.save_pdf)
        self._actions.html_asked.connect(self._output.save_html)
        self._actions.csv_asked.connect(self._save_table)
        self._output.said.connect(self._desk.say)
        self._output.failed.connect(self._note.complain)
        self.follow(self._desk.changed)

    # ------------------------------------------------------------ the list

    def refresh(self) -> None:
        """Read the list again; what is shown is made again, too, if it is a draft or made from the records."""
        self.is_stale = False
        self._show_lines()
        if self._job is not None and self._job.kind is not None:
            self.show_kind(self._job.kind.name)
        elif self._job is not None:
            self._show(self._job)

    def _show_lines(self) -> None:
        self._list.show_lines(report_lines(self._desk.workspace, tuple(self._kinds.values())))

    def _line_chosen(self, line: ReportLine) -> None:
        if line.record is not None:
            self._show(Job(record_id=line.record))
        else:
            self.show_kind(line.kind)

    def _line_opened(self, line: ReportLine) -> None:
        if line.record is not None:
            self._desk.open_record(line.record)

    # ------------------------------------------------------------ what is shown

    def show_kind(self, name: str, agreement: UUID | None = None) -> None:
        """Show a kind of report, "improvement", with the options as they are, but for an agreement that is asked for."""
        kind = self._kinds[name]
        self._list.choose(name, quietly=True)
        self._options.ask(kind, self._agreements(kind), self._periods(kind), agreement)
        self._show_kind(kind)

    def show_view(self, name: str) -> None:
        """The same, as another screen asks for it."""
        self.show_kind(name)

    def find_here(self) -> None:
        """To the words that are looked for in the report (Ctrl+F)."""
        self._pane.start_finding()

    def show_record(self, record_id: UUID) -> None:
        """Show the print of any record; a report is chosen in the list, too."""
        for kind in self._kinds.values():
            if kind.reports is not None and self._list.choose(kind.name, record_id, quietly=True):
                break
        else:
            self._list.clearSelection()
        self._show(Job(record_id=record_id))

    def shown_record(self) -> UUID | None:
        return self._job.record_id if self._job else None

    def _agreements(self, kind: ReportKind) -> list[tuple[UUID, str]]:
        found = (kind.agreements or agreements_to_report_on)(self._desk.workspace)
        return [(each.id, f"{each.number} {each.name}") for each in found]

    def _periods(self, kind: ReportKind) -> list[NamedPeriod]:
        zone, day = zone_name(self._desk.workspace), today(self._desk.workspace)
        if kind.asks_weeks:
            return periods_to_plan(day, zone)
        return periods_to_report_on(
            day, zone, a_year=kind.reports is ImprovementReport, a_month=kind.table is not None
        )

    def _show_kind_again(self) -> None:
        line = self._list.current_line()
        if line is not None and line.record is None:
            self._show_kind(self._kinds[line.kind])

    def _show_kind(self, kind: ReportKind) -> None:
        wanted = self._options.wanted()
        if wanted is not None:
            self._show(Job(kind, wanted))

    def _show(self, job: Job) -> None:
        """Make the paper on the worker and show it when it is there; what comes too late is not shown."""
        self._job = job
        self._note.hide()
        lacking = job.kind.lacking(self._desk.workspace) if job.kind else None
        if lacking is not None and job.kind is not None:
            self._show_lacking(job.kind, lacking)
        elif self._read_record(job):
            self._say_what(job)
            self._actions.allow_output(False)
            self._actions.say_remark("")
            self._maker.make(job, self._record)

    def _read_record(self, job: Job) -> bool:
        """The record that is to be shown, as it is now; False when it is gone."""
        self._record = None
        if job.record_id is None:
            return True
        entry = entries(self._desk.workspace, [job.record_id]).get(job.record_id)
        if entry is None:
            self._desk.say(_("That record is not there any more."))
            self._job = None
            return False
        self._record = self._desk.workspace.get(model_named(entry.model), job.record_id)
        return self._record is not None

    def _made(self, job: Job, paper: Paper) -> None:
        if job is not self._job:
            return
        content = paper.content
        if self._record is not None:
            content = printing.keep_print(self._desk.workspace, self._record, content)
        self._output.name, self._output.document, self._output.record = (
            self._name(),
            paper.document,
            job.record_id,
        )
        self._middle.setCurrentWidget(self._pane)
        self._pane.show_pdf(content, keep_place=self._shows == job)
        self._shows = job
        self._actions.allow_output(True)
        self._actions.say_remark(worded(paper.remark) if paper.remark else "")
        self.shown.emit()

    def _failed(self, job: Job, fault: Exception) -> None:
        if not isinstance(fault, SdeskError):
            raise fault
        if job is self._job:
            self._note.complain(worded(fault))

    def _call_off(self) -> None:
        self._maker.call_off()
        self._note.complain(_("Making the report was called off. Choose it again to see it."))

    # ------------------------------------------------------------ what is said about it

    def _say_what(self, job: Job) -> None:
        record = self._record
        self._mark.setVisible(record is not None)
        if record is not None:
            self._options.ask_nothing()
            self._title.setText(called(record))
            self._mark.setMark(mark_of(type(record), record.state))
            self._actions.say_record(self._desk.workspace, record)
        elif job.kind is not None:
            self._title.setText(job.kind.title)
            self._actions.say_kind(job.kind)
            if job.wanted is not None:
                self._note.say_kind(self._desk.workspace, job.kind, job.wanted)

    def _show_lacking(self, kind: ReportKind, lacking: Lacking) -> None:
        """Nothing to show yet: what has to be there first, and the way to it."""
        self._record = None
        self._mark.hide()
        self._title.setText(kind.title)
        empty = EmptyState(lacking.sentence, lacking.why, lacking.action, self._middle, icon_name="file-text")
        product = self._desk.workspace.packs.work_product_in(lacking.model.__name__)
        empty.started.connect(partial(self._desk.open_work_product, product))
        before = self._middle.widget(1)
        if before is not None:
            self._middle.removeWidget(before)
            before.deleteLater()
        self._middle.setCurrentIndex(self._middle.addWidget(empty))
        self._options.ask_nothing()
        self._actions.offer(prepare=False, approve=False, open_form=False)
        self._actions.say("", [kind.why])
        self._actions.allow_output(False)

    # ------------------------------------------------------------ what is done with it

    def _save_table(self) -> None:
        """Ask where to save it for a spreadsheet, as it is made now."""
        job = self._job
        if job is not None and job.kind is not None and job.kind.table is not None and job.wanted is not None:
            self._output.save_csv(partial(job.kind.table, self._desk.workspace, job.wanted))

    def prepare(self) -> None:
        """Make a draft of what is shown, counted beside the window, and open its form."""
        job = self._job
        if job is not None and job.kind is not None and job.wanted is not None and job.wanted.period:
            self._preparing.start(partial(count_report, job.kind, job.wanted))

    def _prepared(self, report: ServiceReport) -> None:
        """Its form opens for whoever waits for it here; nobody is called away from what they went on to."""
        self._desk.say(_("{number} is prepared.").format(number=report.number))
        if self.isVisible():
            self._show_lines()
            self.show_record(report.id)
            self._desk.open_record(report.id)

    def approve(self) -> None:
        """Through the record's own step; where something is missing, the form says what."""
        record = self._record
        if record is None:
            return
        step = record.step_called("approve")
        if missing(self._desk.workspace, record, step):
            self._desk.open_record(record.id)
            return
        from sdesk.ui.records.create_dialog import open_create_dialog
        from sdesk.ui.records.form.step_dialog import StepDialog

        live = reload(self._desk.workspace, record)
        dialog = StepDialog(self._desk, live, step, partial(open_create_dialog, self._desk), self)
        dialog.taken.connect(self._approved)
        dialog.open()

    def _approved(self, record: Record) -> None:
        self._desk.say(_("{number} is approved.").format(number=record.number))

    def open_form(self) -> None:
        if self._record is not None:
            self._desk.open_record(self._record.id)

    def _name(self) -> str:
        if self._record is not None:
            return file_name(self._record.number, heading_of(self._record))
        return file_name(self._title.text(), today(self._desk.workspace).isoformat())

    # ------------------------------------------------------------ the workspace changes

    def _changed(self) -> None:
        self.is_stale = True
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list.setFocus()

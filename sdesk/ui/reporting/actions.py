"""The panel at the right below the options: what the report is, what it lacks, and its buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from sdesk.models import Record, ServiceReport
from sdesk.practice.lifecycle.steps import missing
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    Callout,
    FieldTitle,
    HelpText,
    Tone,
    button,
    column_of,
    primary_button,
    quiet_button,
)
from sdesk.ui.reporting.kinds import ReportKind
from sdesk.ui.wording import worded

MOST_NAMED = 6


class ReportActions(QWidget):
    """One primary step, then the rest. Which are there depends on what is shown."""

    prepare_asked = Signal()
    approve_asked = Signal()
    open_asked = Signal()
    print_asked = Signal()
    pdf_asked = Signal()
    html_asked = Signal()
    csv_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prepare = primary_button(_("Prepare report"), self, icon_name="file-text", name="action.prepare")
        self.approve = primary_button(_("Approve…"), self, icon_name="signature", name="action.approve")
        self.open = button(_("Open its form"), self, icon_name="pencil", name="action.open-form")
        self.print = button(_("Print…"), self, icon_name="printer", name="action.print")
        self.pdf = button(_("Save as PDF…"), self, icon_name="download", name="action.save-pdf")
        self.html = button(_("Save as HTML…"), self, icon_name="download", name="action.save-html")
        self.csv = button(_("Save as CSV…"), self, icon_name="download", name="action.save-csv")
        for each in (self.prepare, self.approve, *self._ways_out()):
            desk.writes(each)
        self._was_on: tuple[QWidget, QWidget | None] | None = None
        self._title = FieldTitle("", self)
        self._lacks = HelpText("", self)
        self._lacks.setObjectName("reports.missing")
        self._remark = Callout(Tone.WARNING, "", self)
        self._remark.setObjectName("reports.remark")
        self._remark.hide()
        self._go = quiet_button(_("Fill it in"), self, name="action.fill-in")
        self._connect()
        column = column_of(inside=self)
        for widget in (self._title, self._lacks, self._go, self._remark, *self._buttons()):
            column.addWidget(widget)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.prepare, self.approve, self.open, *self._ways_out())

    def _ways_out(self) -> tuple[QPushButton, ...]:
        return (self.print, self.pdf, self.html, self.csv)

    def _connect(self) -> None:
        asked = {
            self.prepare: self.prepare_asked,
            self.approve: self.approve_asked,
            self.open: self.open_asked,
            self._go: self.open_asked,
            self.print: self.print_asked,
            self.pdf: self.pdf_asked,
            self.html: self.html_asked,
            self.csv: self.csv_asked,
        }
        for pressed, signal in asked.items():
            pressed.clicked.connect(signal)

    def offer(
        self, *, prepare: bool, approve: bool, open_form: bool, html: bool = False, csv: bool = False
    ) -> None:
        """Which buttons are there; printing and saving always are."""
        self.prepare.setVisible(prepare)
        self.approve.setVisible(approve)
        self.open.setVisible(open_form)
        self.html.setVisible(html)
        self.csv.setVisible(csv)

    def say_kind(self, kind: ReportKind) -> None:
        """A kind of report: what it is for, and how to begin one."""
        self.offer(
            prepare=kind.reports is not None,
            approve=False,
            open_form=False,
            html=kind.for_browsers,
            csv=kind.table is not None,
        )
        self.say("", [kind.why])

    def say_record(self, workspace: Workspace, record: Record) -> None:
        """The print of a record; of a report in draft, what it lacks before it can be approved."""
        is_report = isinstance(record, ServiceReport)
        is_draft = is_report and record.is_draft
        self.offer(prepare=False, approve=is_draft, open_form=True)
        if is_draft:
            self._say_draft(
                [worded(each.text) for each in missing(workspace, record, record.step_called("approve"))]
            )
        elif is_report:
            self.say("", [_("Approved and frozen: it prints as it was signed.")])
        else:
            self.say("", [_(record.why)] if record.why else [])

    def _say_draft(self, gaps: Sequence[str]) -> None:
        if gaps:
            self.say(_("Before it can be approved"), gaps, can_fill_in=True)
        else:
            self.say(_("Ready to be approved"), [_("Approving freezes its text and its figures.")])

    def allow_output(self, allowed: bool) -> None:
        """Printing and saving need something that is shown; whoever is on such a button is on it again when it is there."""
        focused = self.window().focusWidget()
        for each in self._ways_out():
            each.setEnabled(allowed)
        if not allowed and focused in self._ways_out():
            self._was_on = (focused, self.window().focusWidget())
        elif allowed and self._was_on is not None:
            left, put_on = self._was_on
            self._was_on = None
            if focused is put_on:
                left.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_remark(self, text: str) -> None:
        """What the paper cannot show as it was written."""
        self._remark.say(Tone.WARNING, text)
        self._remark.setVisible(bool(text))

    def say(self, title: str, lines: Sequence[str] = (), *, can_fill_in: bool = False) -> None:
        """What is to be known about the report, or what it lacks."""
        named = list(lines[:MOST_NAMED])
        if len(lines) > MOST_NAMED:
            named.append(_("and {n} more").format(n=len(lines) - MOST_NAMED))
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._lacks.setText("\n".join(named))
        self._lacks.setVisible(bool(named))
        self._go.setVisible(can_fill_in)

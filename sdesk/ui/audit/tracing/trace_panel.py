"""Who approved a record in which version, and what was done since: beside the line of evidence that was chosen."""

from textwrap import shorten
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sdesk.models import Approval, Record
from sdesk.practice.audit.trace import Signed, Trace, trace_of
from sdesk.practice.lifecycle.roles import any_of
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.audit.comparing import CompareDialog
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    FieldTitle,
    GroupTitle,
    HelpText,
    StateLabel,
    WrappedLabel,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.records.history_text import FieldChange, action_text, changes_of
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import called, record_called
from sdesk.ui.records.reading import moment_text
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded

SHOWN = 8
"""So many changes of after the approval are told; how many there are is said."""
MOST_SAID = 90
"""Letters of what a field says."""


class TracePanel(QScrollArea):
    """`record_asked` carries the id of a version that somebody wants to open."""

    record_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("audit.trace")
        self.setAccessibleName(_("Versions and approvals"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._desk = desk
        self.hide()

    def show_record(self, key: UUID | None) -> None:
        """Tell of this record; without one, the panel is not there."""
        record = record_called(self._desk.workspace, key) if key else None
        self.setVisible(record is not None)
        page = QWidget(self)
        column = column_of(inside=page, margins=(PAGE_MARGIN, GRID, PAGE_MARGIN, GRID))
        if record is not None:
            self._fill(column, record, trace_of(self._desk.workspace, record), page)
        column.addStretch(1)
        self.setWidget(page)

    def texts(self) -> list[str]:
        """What is said, for tests and for who cannot see it."""
        kinds = (GroupTitle, FieldTitle, HelpText, WrappedLabel)
        return [each.text() for each in self.findChildren(QWidget) if isinstance(each, kinds)]

    def _fill(self, column: QVBoxLayout, record: Record, trace: Trace, page: QWidget) -> None:
        opens = quiet_button(_("Open record"), page, icon_name="external-link", name="trace.open")
        opens.clicked.connect(lambda: self.record_asked.emit(record.id))
        title = GroupTitle(called(record), page)
        title.setWordWrap(True)
        head = row_of((title, 1))
        if len(trace.versions) > 1:
            compares = quiet_button(_("Compare versions…"), page, icon_name="columns-3", name="trace.compare")
            compares.clicked.connect(lambda: CompareDialog(self._desk, record, self.window()).open())
            head.addWidget(compares)
        head.addWidget(opens)
        column.addLayout(head)
        for signed in trace.versions:
            self._add_version(column, signed, page)
        if trace.since:
            said = message("Done since it was approved: {n}", n=len(trace.since))
            column.addWidget(FieldTitle(worded(said), page))
            for entry in trace.since[:SHOWN]:
                who = entry.person_name or _("nobody named")
                text = f"{action_text(entry)} · {moment_text(entry.at)} · {who}"
                column.addWidget(HelpText(text, page))
                for change in changes_of(self._desk.workspace, entry)[:SHOWN]:
                    column.addWidget(WrappedLabel(_changed(change), page))
        elif any(signed.approvals for signed in trace.versions if signed.record.id == record.id):
            column.addWidget(HelpText(_("Nothing was done to it since it was approved."), page))

    def _add_version(self, column: QVBoxLayout, signed: Signed, page: QWidget) -> None:
        record = signed.record
        title = _("Version {version}").format(version=record.version) if record.versioned else _("Approvals")
        mark = StateLabel(mark_of(type(record), record.state), page)
        column.addLayout(row_of(FieldTitle(title, page), mark, STRETCH))
        if not signed.approvals:
            column.addWidget(HelpText(_("Nobody approved it."), page))
        for each in signed.approvals:
            column.addWidget(WrappedLabel(_of(record, each), page))
            column.addWidget(HelpText(f"SHA-256 {each.sha256}", page))
        if signed.fits is False:
            column.addWidget(
                WrappedLabel(_("Its content is not what was approved: the SHA-256 differs."), page)
            )


def _changed(change: FieldChange) -> str:
    """A field with what it said before and says now, each in a line that is not longer than one reads at a glance."""
    before, after = (
        shorten(said, MOST_SAID, placeholder="…") or "–" for said in (change.before, change.after)
    )
    return f"{change.label}: {before} → {after}" if change.before else f"{change.label}: {after}"


def _of(record: Record, approval: Approval) -> str:
    step = next((_(each.label) for each in record.steps if each.name == approval.step), approval.step)
    role = worded(any_of((approval.role,))) if approval.role else _("no role")
    own = _(", of their own work") if approval.own_work else ""
    return worded(
        message(
            "{step}: {person} as {role}, {form}, on {at}{own}",
            step=step,
            person=approval.person_name,
            role=role,
            form=_(approval.form.label).lower(),
            at=moment_text(approval.at),
            own=own,
        )
    )


__all__ = ["TracePanel"]

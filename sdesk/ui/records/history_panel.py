"""The history of a record: when, who, what, before and after, why; and its versions."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.models import HistoryEntry, Record
from sdesk.practice.lifecycle.records import history_of, versions_of
from sdesk.practice.lifecycle.undo import reach, undo
from sdesk.practice.team.laptops import is_of_others, laptop_of
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    FieldTitle,
    GroupTitle,
    HelpText,
    PlainLabel,
    StateLabel,
    Tone,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.records.hash_details import HashDetails, spaced
from sdesk.ui.records.history_text import FieldChange, action_text, changes_of, hash_signed
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.reading import moment_text
from sdesk.ui.theme.look import PAGE_MARGIN
from sdesk.ui.wording import worded

AT_ONCE = 30
LABEL_WIDTH = 140
"""Entries shown before somebody asks for more."""


class HistoryPanel(QScrollArea):
    """Read when it is looked at. `version_asked` carries the record of another version."""

    version_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record.history")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._desk = desk
        self._record: Record | None = None
        self._shown = AT_ONCE

    def show_record(self, record: Record | None) -> None:
        if record is None or self._record is None or self._record.id != record.id:
            self._shown = AT_ONCE
        self._record = record
        page = QWidget(self)
        self._trouble = Callout(Tone.ERROR, "", page)
        self._trouble.hide()
        column = column_of(
            self._trouble, inside=page, margins=(PAGE_MARGIN, 12, PAGE_MARGIN, PAGE_MARGIN), spacing=12
        )
        if record is not None:
            self._add_versions(column, record, page)
            self._add_entries(column, history_of(self._desk.workspace, record), page)
        column.addStretch(1)
        self.setWidget(page)

    def _add_versions(self, column: QVBoxLayout, record: Record, page: QWidget) -> None:
        versions = versions_of(self._desk.workspace, record) if record.versioned else []
        if len(versions) < 2:
            return
        column.addWidget(GroupTitle(_("Versions"), page))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        column.addLayout(lines)
        for version in versions:
            opens = quiet_button(
                _("Version {version}").format(version=version.version),
                page,
                name=f"version.{version.version}",
            )
            opens.setProperty("version", version)
            opens.setEnabled(version.id != record.id)
            opens.setFixedHeight(28)
            opens.clicked.connect(self._open_version)
            line = row_of(opens, StateLabel(mark_of(type(version), version.state), page), STRETCH, spacing=12)
            lines.addLayout(line)

    def _add_entries(self, column: QVBoxLayout, found: Sequence[HistoryEntry], page: QWidget) -> None:
        column.addWidget(GroupTitle(_("Changes"), page))
        shown = found[: self._shown]
        last = {entry.operation: entry.place for entry in reversed(shown) if entry.operation}
        workspace = self._desk.workspace
        ours = {
            UUID(each.operation) for each in shown if each.operation and not is_of_others(workspace, each)
        }
        counts = {key: n for key, n in reach(workspace, map(UUID, last)).items() if key in ours}
        for entry in shown:
            ends_here = last.get(entry.operation) == entry.place
            column.addWidget(
                self._entry(entry, page, counts.get(UUID(entry.operation), 0) if ends_here else 0)
            )
        if (left := len(found) - self._shown) > 0:
            rest = quiet_button(
                ngettext("Show {n} earlier change", "Show {n} earlier changes", left).format(n=left),
                page,
                name="history.more",
            )
            rest.clicked.connect(self._show_more)
            column.addWidget(rest, 0, Qt.AlignmentFlag.AlignLeft)

    def _entry(self, entry: HistoryEntry, page: QWidget, records: int) -> QWidget:
        """`records`: how many its operation changed, if that is undone here; each operation once."""
        holder = QWidget(page)
        head = row_of(FieldTitle(action_text(entry), holder))
        who = entry.person_name or _("nobody named")
        laptop = worded(laptop_of(self._desk.workspace, entry))
        parts = filter(
            None, (moment_text(entry.at), who, _("on {laptop}").format(laptop=laptop) if laptop else "")
        )
        head.addWidget(HelpText(" · ".join(parts), holder), 1)
        if records:
            text = _("Undo") if records == 1 else _("Undo in {n} records").format(n=records)
            back = quiet_button(text, holder, icon_name="undo-2", name="history.undo")
            back.setFixedHeight(28)
            back.setProperty("operation", entry.operation)
            self._desk.writes(back).clicked.connect(self._undo)
            head.addWidget(back)
        column = column_of(head, inside=holder, margins=(0, 0, 0, 4), spacing=2)
        if entry.reason:
            column.addWidget(HelpText(_("Reason: {reason}").format(reason=entry.reason), holder))
        column.addLayout(_changes_grid(changes_of(self._desk.workspace, entry), holder))
        if digest := hash_signed(entry):
            said = _("SHA-256 of the content: {hash}").format(hash=spaced(digest))
            column.addWidget(HashDetails(partial(str, said), holder))
        return holder

    def _open_version(self) -> None:
        self.version_asked.emit(self.sender().property("version"))

    def _show_more(self) -> None:
        self._shown = 10_000
        self.show_record(self._record)

    def _undo(self) -> None:
        try:
            undo(self._desk.workspace, UUID(self.sender().property("operation")))
        except SdeskError as fault:
            self._trouble.say(Tone.ERROR, worded(fault))
            self._trouble.show()


def _changes_grid(changes: Sequence[FieldChange], holder: QWidget) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(12, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    for line, change in enumerate(changes):
        label = HelpText(change.label, holder)
        label.setFixedWidth(LABEL_WIDTH)
        grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
        shown = f"{change.before}  →  {change.after or '–'}" if change.before else change.after or "–"
        text = PlainLabel(shown, holder)
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(text, line, 1)
    grid.setColumnMinimumWidth(0, LABEL_WIDTH)
    grid.setColumnStretch(1, 1)
    return grid

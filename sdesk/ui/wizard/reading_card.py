"""A record to be read beside what is being written: its filled fields, one under the other."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sdesk.models import FieldSpec, Kind, Record, Row
from sdesk.models.record import values_of
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.measures.targets import TargetRow
from sdesk.reports.period.figure_blocks import target_asked
from sdesk.translation import Message
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import FieldTitle, HelpText, PlainLabel, StateLabel, quiet_button
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import called, name_of
from sdesk.ui.records.reading import Names, plain_text, text_of

_ABOUT = "About this document"
MOST_LINES = 12
"""Of a field of rows, so many are read here; the record itself has all."""


class ReadingCard(QFrame):
    """`opened` carries the id of the record when somebody wants to see all of it in its tab."""

    opened = Signal(object)

    def __init__(self, desk: Desk, record: Record, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = record
        names = _names_in(desk, record)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 12)
        column.setSpacing(2)
        title = FieldTitle(record.number if isinstance(record.heading, Message) else called(record), self)
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(StateLabel(mark_of(type(record), record.state), self))
        for label, text in lines_of(record, names):
            column.addSpacing(6)
            column.addWidget(HelpText(label, self))
            column.addWidget(_reading(text, label, self))
        more = quiet_button(_("Open in its tab"), self, icon_name="external-link")
        more.clicked.connect(self._open)
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _open(self) -> None:
        self.opened.emit(self._record.id)


def _reading(text: str, label: str, parent: QWidget) -> PlainLabel:
    made = PlainLabel(text, parent)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAccessibleName(f"{label}: {text}")
    return made


_IN_WHAT_IS_ASKED = ("sense", "unit", "window", "within")
"""Columns of a row that asks for a number, which are said with the number."""


def lines_of(record: Record, names: Names) -> Iterator[tuple[str, str]]:
    """Label and text of each field that says something; when it was issued and the like is left out."""
    for spec, value in values_of(record):
        if spec.content.group == _ABOUT or spec.is_empty(value) or value is False:
            continue
        text = _rows_text(spec, value, names) if spec.kind is Kind.ROWS else _text(spec, value, names)
        if text:
            yield _(spec.label), text


def _text(spec: FieldSpec, value: Any, names: Names) -> str:
    return value.strip() if spec.kind in (Kind.TEXT, Kind.LONG_TEXT) else text_of(spec, value, names)


def _rows_text(spec: FieldSpec, rows: tuple[Row, ...], names: Names) -> str:
    lines = [_row_text(spec, row, names) for row in rows[:MOST_LINES]]
    if len(rows) > MOST_LINES:
        lines.append(_("… and {n} more").format(n=len(rows) - MOST_LINES))
    return "\n".join(f"– {line}" for line in lines if line)


def _row_text(spec: FieldSpec, row: Row, names: Names) -> str:
    asks = isinstance(row, get_args(TargetRow)) and row.target is not None
    parts = [(column, getattr(row, column.name)) for column in spec.columns]
    said = [
        target_asked(row)  # type: ignore[arg-type]
        if asks and column.name == "target"
        else text_of(column, value, names) or plain_text(value)
        for column, value in parts
        if not column.is_empty(value) and column.kind is not Kind.ROWS and value is not False
        if not (asks and column.name in _IN_WHAT_IS_ASKED)
    ]
    return " · ".join(said)


def _names_in(desk: Desk, record: Record) -> Mapping[UUID, str]:
    wanted = {each for _spec, value in values_of(record) for each in _ids_in(value)}
    return {key: name_of(entry) for key, entry in entries(desk.workspace, wanted).items()}


def _ids_in(value: Any) -> Iterator[UUID]:
    if isinstance(value, UUID):
        yield value
    elif isinstance(value, Row):
        for each in vars(value).values():
            yield from _ids_in(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _ids_in(each)

"""What links to a record, and the papers that a change still lacks."""

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sdesk.models import (
    Record,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceIncident,
    ServiceTestReport,
    field_of,
    model_named,
)
from sdesk.models.control import ChangeKind
from sdesk.practice.control.changes import paper_of
from sdesk.practice.lifecycle.lists import Entry, linking_to
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import STRETCH, GroupTitle, HelpText, StateLabel, button, column_of, row_of
from sdesk.ui.pieces.elided_button import ElidedButton
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import name_of
from sdesk.ui.theme.look import PAGE_MARGIN

PAPERS = (ServiceDesign, ServiceBuild, ServiceTestReport)
MOST_OF_A_KIND = 50
STATE_WIDTH = 128


class LinkLine(QWidget):
    """A record by its name, its state, and by which of its fields it links here."""

    opened = Signal(object)

    def __init__(self, entry: Entry, field: str, parent: QWidget, opens: Callable[[UUID], None]) -> None:
        super().__init__(parent)
        self._id = entry.id
        model = model_named(entry.model)
        text = name_of(entry)
        name = ElidedButton(text, self, name=f"link.{entry.number}")
        name.clicked.connect(self._open)
        self.opened.connect(opens)
        about = HelpText(_(field_of(model, field).label), self)
        about.setWordWrap(False)
        state = StateLabel(mark_of(model, entry.state), self)
        state.setFixedWidth(STATE_WIDTH)
        row_of(name, about, STRETCH, state, inside=self, spacing=12)

    def _open(self) -> None:
        self.opened.emit(self._id)


class LinksPanel(QScrollArea):
    """Everything that names the record, open ones first. `new_asked` carries a model and first values."""

    new_asked = Signal(object, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record.links")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._desk = desk

    def show_record(self, record: Record | None) -> int:
        """List what links to it; how many there are."""
        page = QWidget(self)
        column = column_of(inside=page, margins=(PAGE_MARGIN, 12, PAGE_MARGIN, PAGE_MARGIN), spacing=2)
        found = links_to(self._desk, record.id) if record else []
        if record is not None:
            self._add_next(column, record, page)
            self._add_found(column, found, page)
            if not found and column.count() == 0:
                column.addWidget(HelpText(_("Nothing links to this record yet."), page))
        column.addStretch(1)
        self.setWidget(page)
        return len(found)

    def _add_next(self, column: QVBoxLayout, record: Record, page: QWidget) -> None:
        """What is made from this record."""
        if isinstance(record, ServiceChangeRequest) and not record.is_draft:
            if record.kind is not ChangeKind.PRE_APPROVED:
                for model in PAPERS:
                    if paper_of(self._desk.workspace, record, model) is None:
                        self._add_button(column, page, model, {"change": record.id})
        elif isinstance(record, ServiceIncident) and not record.is_draft:
            values = {
                "requirement": record.details,
                "service": record.service,
                "customer": record.customer,
                "configuration_items": record.configuration_items,
                "related": (record.id,),
            }
            self._add_button(column, page, ServiceChangeRequest, values)

    def _add_button(
        self, column: QVBoxLayout, page: QWidget, model: type[Record], values: Mapping[str, Any]
    ) -> None:
        text = _("Start {kind}").format(kind=_(model.singular.lower()))
        made = button(text, page, icon_name="plus", name=f"action.start.{model.__name__}")
        made.setProperty("model", model)
        made.setProperty("values", dict(values))
        self._desk.writes(made).clicked.connect(self._start)
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_found(self, column: QVBoxLayout, found: list[tuple[Entry, str]], page: QWidget) -> None:
        for title, group in groupby(found, key=_group_title):
            if column.count():
                column.addSpacing(16)
            column.addWidget(GroupTitle(title, page))
            for entry, field in list(group)[:MOST_OF_A_KIND]:
                column.addWidget(self._line(entry, field, page))

    def _line(self, entry: Entry, field: str, page: QWidget) -> QWidget:
        return LinkLine(entry, field, page, self._open)

    def _open(self, record_id: UUID) -> None:
        self._desk.open_record(record_id)

    def _start(self) -> None:
        made = self.sender()
        self.new_asked.emit(made.property("model"), made.property("values"))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


def links_to(desk: Desk, record_id: UUID) -> list[tuple[Entry, str]]:
    """Who links to it, by which field: by kind, open ones before ended ones."""
    found = [each for each in linking_to(desk.workspace, record_id) if each[0].part_of is None]
    return sorted(found, key=_group_key)


def _group_key(found: tuple[Entry, str]) -> tuple[int, str]:
    """Open cases first: they are why one looks (WP.02 d)."""
    entry = found[0]
    is_case = entry.model in ("ServiceIncident", "ServiceChangeRequest")
    rank = (2 if _is_over(entry) else 0) if is_case else 1
    return rank, entry.model


def _group_title(found: tuple[Entry, str]) -> str:
    model = model_named(found[0].model)
    plural = _(model.plural)
    if model in (ServiceIncident, ServiceChangeRequest):
        return (
            _("{kind}: ended").format(kind=plural)
            if _is_over(found[0])
            else _("{kind}: open").format(kind=plural)
        )
    return plural


def _is_over(entry: Entry) -> bool:
    return model_named(entry.model).state_called(entry.state).ended

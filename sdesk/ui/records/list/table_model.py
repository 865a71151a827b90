"""A list of records as Qt asks for it: a page at a time from the workspace, sorted and filtered there."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sdesk.models import Record, model_named
from sdesk.practice.exchange.list_files import Cell, ListTable
from sdesk.practice.lifecycle.lists import Listing, entries, page, size
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.desk import AtIt, MarkOf, Queue, QueueRow, RowOf
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.list.columns import ListColumn
from sdesk.ui.records.list.computed_order import by_number, computed_order, read_in_order
from sdesk.ui.records.marks import mark_here
from sdesk.ui.records.naming import name_of
from sdesk.ui.theme.marks import STATE_MARK_ROLE, StateMark

PAGE = 100
PAGES_KEPT = 60
MANY_ROWS = 10 * PAGE
RECORD_ROLE = Qt.ItemDataRole.UserRole + 41
ROW_ROLE = Qt.ItemDataRole.UserRole + 42
"""What the row of a queue says of its record."""
AnyIndex = QModelIndex | QPersistentModelIndex
_OF_A_ROW = (ROW_ROLE, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
_KNOWN_ROLES = (Qt.ItemDataRole.DisplayRole, STATE_MARK_ROLE, RECORD_ROLE, *_OF_A_ROW)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class ListPage:
    """Some records in a row, and what is linked from their cells."""

    records: Sequence[Record]
    names: dict[UUID, str]
    live: dict[str, MarkOf] = field(default_factory=dict)
    marks: dict[tuple[str, UUID], StateMark | None] = field(default_factory=dict)
    row_of: RowOf | None = None
    rows: dict[UUID, QueueRow] = field(default_factory=dict)

    def row(self, record: Record) -> QueueRow | None:
        """What its row says, put together when it is first looked at."""
        if self.row_of is not None and record.id not in self.rows:
            self.rows[record.id] = self.row_of(record, self.names)
        return self.rows.get(record.id)

    def mark_of(self, column: ListColumn, record: Record) -> StateMark | None:
        """What is computed for a cell, when it is first looked at."""
        key = (column.name, record.id)
        if key not in self.marks:
            self.marks[key] = self.live[column.name](record)
        return self.marks[key]


class RecordTableModel(QAbstractTableModel):
    """The records of a listing. Only the pages that are looked at are read; the last of them are kept."""

    def __init__(
        self,
        workspace: Workspace,
        listing: Listing,
        columns: Sequence[ListColumn],
        parent: QObject | None = None,
        queue: Queue | None = None,
        ordered_by: Sequence[ListColumn] = (),
    ) -> None:
        """`at_work` says of a record who is at it on another laptop. `ordered_by` are all columns that the list could show: one that is not shown may order it."""
        super().__init__(parent)
        self._workspace = workspace
        self.at_work: Mapping[UUID, AtIt] = {}
        self._queue = queue
        self._in_rows = False
        self._listing = listing
        self._columns = tuple(columns)
        self._all_columns = tuple(ordered_by or columns)
        self._model = model_named(listing.model)
        self._pages: OrderedDict[int, ListPage] = OrderedDict()
        self._size = size(workspace, listing)
        self._order: tuple[UUID, ...] | None = None
        self._is_ordered = False

    @property
    def listing(self) -> Listing:
        return self._listing

    @property
    def columns(self) -> tuple[ListColumn, ...]:
        return self._columns

    def show(self, listing: Listing) -> None:
        """Show other records, or the same in another order."""
        self.beginResetModel()
        self._listing = listing
        self._pages.clear()
        self._is_ordered = False
        self._size = size(self._workspace, listing)
        self.endResetModel()

    @property
    def lead(self) -> int:
        """The column that stands for the whole row: the title's, by which letters find."""
        names = [column.name for column in self._columns]
        return names.index(self._model.title) if self._model.title in names else 0

    def say_in_rows(self, in_rows: bool) -> None:
        """Whether one cell says all of a record, as where there is no room for columns."""
        self._in_rows = in_rows

    def show_columns(self, columns: Sequence[ListColumn]) -> None:
        self.beginResetModel()
        self._columns = tuple(columns)
        self._pages.clear()
        self.endResetModel()

    def refresh(self) -> bool:
        """Read anew what is shown; True when the number of rows is another, or their order, and so every row may be."""
        now = size(self._workspace, self._listing)
        if now != self._size:
            self.show(self._listing)
            return True
        if self._is_ordered and self._order is not None and self._order != self._computed():
            self.show(self._listing)
            return True
        self._pages.clear()
        if self._size:
            self.dataChanged.emit(self.index(0, 0), self.index(self._size - 1, len(self._columns) - 1))
        return False

    def record_at(self, row: int) -> Record | None:
        if not 0 <= row < self._size:
            return None
        found = self._page(row // PAGE)
        place = row % PAGE
        return found.records[place] if place < len(found.records) else None

    def row_of(self, record_id: UUID, near: int = 0) -> int:
        """The row of a record, looked for on the pages around `near` and on the first; -1 if it is not there."""
        around = near // PAGE
        last = max(0, (self._size - 1) // PAGE)
        for number in dict.fromkeys((around, around - 1, around + 1, 0, 1, last, *self._pages)):
            if 0 <= number <= last:
                for place, record in enumerate(self._page(number).records):
                    if record.id == record_id:
                        return number * PAGE + place
        return -1

    def table(self) -> ListTable:
        """All lines in their order under the columns that were chosen, for a file."""
        whole = self._read(0, -1)
        return self._table((each, whole) for each in whole.records)

    def table_of(self, rows: Sequence[int]) -> ListTable:
        """The same of these rows alone, for the clipboard."""
        if len(rows) > MANY_ROWS:
            whole, wanted = self._read(0, -1), set(rows)
            return self._table((each, whole) for at, each in enumerate(whole.records) if at in wanted)
        found = ((self.record_at(row), self._page(row // PAGE)) for row in rows)
        return self._table((record, part) for record, part in found if record is not None)

    def _table(self, lines: Iterable[tuple[Record, ListPage]]) -> ListTable:
        heads = tuple(column.file_head for column in self._columns)
        cells = (
            tuple(self._file_cell(column, record, part) for column in self._columns) for record, part in lines
        )
        return ListTable(_(self._model.plural), heads, tuple(cells))

    @staticmethod
    def _file_cell(column: ListColumn, record: Record, part: ListPage) -> Cell:
        if column.live is None:
            cell: Cell = column.cell_of(record, part.names)
            return cell
        mark = part.mark_of(column, record)
        return mark.word if mark else ""

    # what Qt asks

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else self._size

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        if role not in _KNOWN_ROLES:
            return None
        record = self.record_at(index.row())
        if record is None or role == RECORD_ROLE:
            return record
        if role in _OF_A_ROW:
            row = self._page(index.row() // PAGE).row(record) if self._in_rows else None
            if row is not None and record.id in self.at_work:
                short, whole = self.at_work[record.id]
                row = replace(row, now=short if role == ROW_ROLE else whole)
            if role == Qt.ItemDataRole.ToolTipRole:
                said = row.tip if row else str(self._cell(index, record, Qt.ItemDataRole.DisplayRole))
                return plain_tip(said)
            return row if role == ROW_ROLE or row is None else row.spoken
        said = self._cell(index, record, role)
        if role == Qt.ItemDataRole.DisplayRole and record.id in self.at_work and index.column() == self.lead:
            return _("{text} ({who})").format(text=said, who=self.at_work[record.id].short)
        return said

    def show_at_work(self, at_work: Mapping[UUID, AtIt]) -> None:
        self.at_work = at_work
        if self._size:
            self.dataChanged.emit(self.index(0, 0), self.index(self._size - 1, len(self._columns) - 1))

    def _cell(self, index: AnyIndex, record: Record, role: int) -> Any:
        column = self._columns[index.column()]
        if column.live is not None:
            mark = self._page(index.row() // PAGE).mark_of(column, record)
            return mark if role == STATE_MARK_ROLE else mark.word if mark else ""
        mark = mark_here(self._workspace, record) if column.name == "state" else None
        if role == STATE_MARK_ROLE:
            return mark
        return mark.word if mark else column.text_of(record, self._page(index.row() // PAGE).names)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self._columns) and self._columns[column].can_sort:
            descending = order == Qt.SortOrder.DescendingOrder
            self.show(replace(self._listing, sort=self._columns[column].name, descending=descending))

    def _page(self, number: int) -> ListPage:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        self._pages[number] = self._read(number * PAGE, PAGE)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        return self._pages[number]

    def _computed(self) -> tuple[UUID, ...] | None:
        return computed_order(self._workspace, self._listing, self._all_columns)

    def _records(self, first: int, most: int) -> list[Record]:
        if not self._is_ordered:
            self._order, self._is_ordered = self._computed(), True
        if self._order is not None:
            return read_in_order(self._workspace, self._listing, self._order, first, most)
        known = self._listing.sort not in [each.name for each in self._all_columns if each.live is not None]
        return page(self._workspace, self._listing if known else by_number(self._listing), first, most)

    def _read(self, first: int, most: int) -> ListPage:
        records = self._records(first, most)
        wanted = {key for record in records for column in self._columns for key in column.links_of(record)}
        if self._queue:
            wanted |= {key for each in records for name in self._queue.links if (key := getattr(each, name))}
        names = {key: name_of(entry) for key, entry in entries(self._workspace, wanted).items()}
        live = {column.name: column.live.reader(self._workspace) for column in self._columns if column.live}
        row_of = self._queue.reader(self._workspace) if self._queue else None
        return ListPage(records, names, live, row_of=row_of)

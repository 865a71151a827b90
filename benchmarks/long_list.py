"""A list of 100,000 incidents, against a bare QAbstractTableModel over raw SQL that shows the same cells."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget

from benchmarks.measuring import Ratio, compare, seconds
from sdesk.models import ServiceIncident
from sdesk.practice.workspaces import Workspace, open_workspace
from sdesk.storage.search import match_expression
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.registry import open_desk

HOW_MANY = 100_000
PAGE = 100
SIZE = (1000, 700)
WORDS = "printer"
TURNS = 9


def ratios(sample: Path, folder: Path) -> list[Ratio]:
    path = Path(shutil.copy(sample, folder / "long.sdesk"))
    app = QApplication.instance() or QApplication(["benchmarks"])
    with open_workspace(path) as workspace:
        multiply(workspace, HOW_MANY)
        desk = open_desk(workspace)
        shown = {"ours": _shown(RecordTable(desk, ServiceIncident)), "theirs": _shown(BareTable(workspace))}
        ours, theirs = shown["ours"], shown["theirs"]
        assert isinstance(ours, RecordTable)
        assert isinstance(theirs, BareTable)
        found = [
            compare("100,000 incidents: opened",
                    lambda: _opening(lambda: RecordTable(desk, ServiceIncident)), lambda: _opening(lambda: BareTable(workspace)),
                    aim=3.0, turns=TURNS),
            *(
                compare(f"100,000 incidents: sorted by {name}", _sorting(ours.view, name), _sorting(theirs, name), aim=3.0, turns=TURNS)
                for name in ("summary", "started_at", "customer", "state")
            ),
            compare("100,000 incidents: filtered by a word", _filtering(_typed(ours)), _filtering(theirs.show_words), aim=3.0, turns=TURNS),
            compare("100,000 incidents: scrolled through", _scrolling(ours.view), _scrolling(theirs), aim=3.0, turns=TURNS),
        ]  # fmt: skip
        for widget in shown.values():
            widget.close()
    assert app is not None
    return found


def multiply(workspace: Workspace, how_many: int, where: str = "1", series: int = 2020) -> None:
    """More incidents, copied from those that are there, with what lists and search know of them; so that there are so many of which
    that holds, with numbers of that year. The same, however often."""
    ids_by_chance = Random(series)
    print(f"  making {how_many} incidents", file=sys.stderr)
    with workspace.engine.begin() as connection:
        run = connection.exec_driver_sql
        columns = [row[1] for row in run("PRAGMA table_info(serviceincident)")]
        ids = [row[0] for row in run(f"SELECT id FROM serviceincident WHERE {where} ORDER BY number")]
        said = {"id": ":new", "number": ":number"}
        copy = f"INSERT INTO serviceincident ({', '.join(columns)}) SELECT {', '.join(said.get(name, name) for name in columns)} FROM serviceincident WHERE id = :old"
        entry = (
            "INSERT INTO directory (id, model, number, version, title, state) "
            "SELECT id, 'ServiceIncident', number, 1, summary, state FROM serviceincident WHERE id = :new"
        )
        words = (
            "INSERT INTO search (rowid, number, title, body) SELECT d.place, d.number, d.title, s.details "
            "FROM directory d JOIN serviceincident s ON s.id = d.id WHERE d.id = :new"
        )
        for place in range(how_many - len(ids)):
            values = {
                "new": ids_by_chance.randbytes(16).hex(),
                "old": ids[place % len(ids)],
                "number": f"INC-{series}-{place:06}",
            }
            for statement in (copy, entry, words):
                run(statement, {name: value for name, value in values.items() if f":{name}" in statement})


def _shown(widget: QWidget) -> QWidget:
    widget.resize(*SIZE)
    widget.show()
    _settle()
    return widget


def _settle() -> None:
    QApplication.processEvents()
    QApplication.processEvents()


def _opening(make: Callable[[], QWidget]) -> float:
    made: list[QWidget] = []
    taken = seconds(lambda: made.append(_shown(make())))
    made[0].close()
    made[0].deleteLater()
    _settle()
    return taken


def _sorting(view: QTableView, name: str) -> Callable[[], float]:
    orders = [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder]

    def sort() -> float:
        model = view.model()
        titles = [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())]
        column = titles.index(TITLES[name])
        orders.reverse()

        def act() -> None:
            model.sort(column, orders[0])
            view.scrollToTop()
            _settle()

        return seconds(act)

    return sort


TITLES = {"summary": "In one line", "started_at": "Started at", "customer": "Customer", "state": "State"}


def _filtering(show_words: Callable[[str], None]) -> Callable[[], float]:
    def look() -> float:
        def act() -> None:
            show_words(WORDS)
            _settle()

        taken = seconds(act)
        show_words("")
        _settle()
        return taken

    return look


def _typed(table: RecordTable) -> Callable[[str], None]:
    """As a person does it: words into the filter box, then Enter."""
    box = table.findChild(QLineEdit, "WP.18.list.filter")
    assert isinstance(box, QLineEdit)

    def show(words: str) -> None:
        box.setText(words)
        box.returnPressed.emit()

    return show


def _scrolling(view: QTableView) -> Callable[[], float]:
    """To twenty places all over the list."""

    def go() -> None:
        bar = view.verticalScrollBar()
        for place in range(20):
            bar.setValue(bar.maximum() * place // 20)
            _settle()
        bar.setValue(0)
        _settle()

    return lambda: seconds(go)


class BareModel(QAbstractTableModel):
    """What one would write in an afternoon: the cells of a page by one SELECT, sorted and filtered in SQL."""

    columns = ("number", "summary", "customer", "priority", "state", "started_at")
    heads = ("Number", "In one line", "Customer", "Priority", "State", "Started at")

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        raw = workspace.engine.raw_connection().dbapi_connection
        assert raw is not None
        self._cursor = raw.cursor()
        self._order, self._match = "s.number DESC", ""
        self._pages: dict[int, list[tuple[Any, ...]]] = {}
        self._count = self._size()

    def _size(self) -> int:
        where, values = self._where()
        return int(
            self._cursor.execute(f"SELECT count(*) FROM serviceincident s WHERE {where}", values).fetchone()[
                0
            ]
        )

    def _where(self) -> tuple[str, tuple[str, ...]]:
        found = "AND s.id IN (SELECT d.id FROM search JOIN directory d ON d.place = search.rowid WHERE search MATCH ?)"
        return f"s.deleted_at IS NULL {found if self._match else ''}", (self._match,) if self._match else ()

    def show(self, order: str = "", match: str | None = None) -> None:
        self.beginResetModel()
        self._order, self._match = order or self._order, self._match if match is None else match
        self._pages.clear()
        self._count = self._size()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        name = self.columns[column]
        key = "lower(c.name)" if name == "customer" else f"s.{name}"
        self.show(order=f"{key} {'DESC' if order == Qt.SortOrder.DescendingOrder else 'ASC'}, s.id")

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return self._count

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        return self.heads[section] if orientation == Qt.Orientation.Horizontal and role == 0 else None

    def data(self, index: Any, role: int = 0) -> Any:
        if role != 0:
            return None
        number, place = divmod(index.row(), PAGE)
        if number not in self._pages:
            where, values = self._where()
            self._pages[number] = self._cursor.execute(
                "SELECT s.number, s.summary, c.name, s.priority, s.state, s.started_at FROM serviceincident s "
                f"LEFT JOIN customer c ON c.id = s.customer WHERE {where} ORDER BY {self._order} LIMIT ? OFFSET ?",
                (*values, PAGE, number * PAGE),
            ).fetchall()
        rows = self._pages[number]
        return rows[place][index.column()] if place < len(rows) else None


class BareTable(QTableView):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.rows = BareModel(workspace)
        self.setModel(self.rows)

    def show_words(self, words: str) -> None:
        self.rows.show(match=match_expression(words))

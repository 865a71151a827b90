"""What stands behind a requirement, as a tree: work products with their records, and tasks. Return opens a line."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from sdesk.models import Record, model_named
from sdesk.practice.audit.adoption import Carried
from sdesk.practice.lifecycle.lists import Entry, entries
from sdesk.practice.readiness.requirements import RequirementStanding, WorkProductEvidence
from sdesk.practice.readiness.tasks import TaskStanding
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import name_of
from sdesk.ui.theme.look import LIST_ROW_HEIGHT, scaled_font
from sdesk.ui.theme.marks import STATE_MARK_ROLE, Shape, StateDelegate, StateMark
from sdesk.ui.wording import worded

_OPENS_ROLE = Qt.ItemDataRole.UserRole + 1


def product_mark(state: str) -> StateMark:
    """How the state of a work product is shown."""
    return {
        "missing": StateMark(Shape.DRAFT, _("Missing")),
        "draft": StateMark(Shape.IN_PROGRESS, _("Draft")),
        "recorded": StateMark(Shape.APPROVED, _("Recorded")),
        "approved": StateMark(Shape.APPROVED, _("Approved")),
        "needs review": StateMark(Shape.NEEDS_REVIEW, _("Needs review")),
        "not applicable": StateMark(Shape.NOT_APPLICABLE, _("Not applicable")),
    }[state]


def task_mark(state: str) -> StateMark:
    """How the state of a task is shown."""
    return {
        "blocked": StateMark(Shape.BLOCKED, _("Blocked")),
        "ready": StateMark(Shape.DRAFT, _("Ready")),
        "done": StateMark(Shape.APPROVED, _("Done")),
        "due": StateMark(Shape.OVERDUE, _("Due")),
    }[state]


def carried_mark(number: int) -> StateMark:
    """Whether there are records to look at; whether they say enough, nobody has judged."""
    return (
        StateMark(Shape.IN_PROGRESS, _("Has records")) if number else StateMark(Shape.DRAFT, _("Nothing yet"))
    )


class EvidenceTree(QTreeView):
    """Three columns: what it is, its state, and what to know about it."""

    record_asked = Signal(object)
    work_product_asked = Signal(str)
    task_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("audit.evidence")
        self.setAccessibleName(_("Evidence"))
        self._lines = QStandardItemModel(self)
        self._products: set[str] = set()
        self.setModel(self._lines)
        self.setItemDelegate(StateDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setIndentation(20)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open)

    def show_evidence(self, workspace: Workspace, standing: RequirementStanding) -> None:
        """Show what is behind one requirement; work products that lack something are unfolded."""
        self._lines.clear()
        self._products = {product.work_product.id for product in standing.work_products}
        self._lines.setHorizontalHeaderLabels([_("Evidence"), _("State"), _("Note")])
        known = entries(workspace, [each for product in standing.work_products for each in product.records])
        products = self._group(_("Work products"))
        for product in standing.work_products:
            products.appendRow(_product_line(product, known))
        tasks = self._group(_("Tasks"))
        for task in standing.tasks:
            tasks.appendRow(_task_line(task))
        self._arrange(standing)

    def show_carrying(self, carried: Carried, products: Mapping[type[Record], str]) -> None:
        """Show the kinds of record that carry something of a requirement, with how many count of each."""
        self._lines.clear()
        self._products = set(products.values())
        self._lines.setHorizontalHeaderLabels([_("Where to look"), _("State"), _("Note")])
        group = self._group(_("Records"))
        for model, number in carried.records:
            note = ngettext("{n} record", "{n} records", number).format(n=number) if number else ""
            group.appendRow(
                [
                    _opening(_(model.plural), products.get(model, "")),
                    _state(carried_mark(number)),
                    QStandardItem(note),
                ]
            )
        self._size_columns()

    def texts(self) -> list[str]:
        """Every line, groups and records too, in the order in which they stand."""
        return [text for row in range(self._lines.rowCount()) for text in _texts(self._lines.item(row))]

    def _group(self, title: str) -> QStandardItem:
        item = QStandardItem(title)
        item.setFont(scaled_font("body", strong=True))
        item.setSelectable(False)
        self._lines.appendRow([item, *_empty(2)])
        return item

    def _size_columns(self) -> None:
        heads = self.header()
        heads.setStretchLastSection(True)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        heads.resizeSection(0, max(300, int(self.viewport().width() * 0.52)))
        heads.resizeSection(1, 140)
        heads.setFixedHeight(LIST_ROW_HEIGHT + 2)
        for row in range(self._lines.rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
            self.expand(self._lines.index(row, 0))

    def _arrange(self, standing: RequirementStanding) -> None:
        self._size_columns()
        for at, product in enumerate(standing.work_products):
            if not product.met:
                self.expand(self._lines.index(at, 0, self._lines.index(0, 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        opens = index.siblingAtColumn(0).data(_OPENS_ROLE)
        if isinstance(opens, UUID):
            self.record_asked.emit(opens)
        elif opens in self._products:
            self.work_product_asked.emit(opens)
        elif isinstance(opens, str):
            self.task_asked.emit(opens)


def _product_line(product: WorkProductEvidence, known: dict[UUID, Entry]) -> list[QStandardItem]:
    name = _opening(f"{product.work_product.id}  {_(product.work_product.name)}", product.work_product.id)
    for record in product.records:
        if record in known:
            name.appendRow(_record_line(known[record]))
    rest = product.number - len(product.records)
    if rest > 0:
        more = ngettext("and {n} more", "and {n} more", rest).format(n=rest)
        name.appendRow([_opening(more, product.work_product.id), *_empty(2)])
    return [name, _state(product_mark(product.state)), QStandardItem(_product_note(product))]


def _product_note(product: WorkProductEvidence) -> str:
    if not product.met:
        return _("Has to be {state}").format(state=_(product.needed))
    if product.state == "not applicable":
        return ""
    return ngettext("{n} record", "{n} records", product.number).format(n=product.number)


def _record_line(entry: Entry) -> list[QStandardItem]:
    model = model_named(entry.model)
    version = _("Version {n}").format(n=entry.version) if model.versioned else ""
    return [
        _opening(name_of(entry), entry.opens),
        _state(mark_of(model, entry.state)),
        QStandardItem(version),
    ]


def _task_line(standing: TaskStanding) -> list[QStandardItem]:
    task = standing.task
    note = QStandardItem(worded(standing.detail))
    note.setToolTip(plain_tip(worded(standing.detail)))
    return [_opening(f"{task.id}  {_(task.name)}", task.id), _state(task_mark(standing.state)), note]


def _opening(text: str, opens: UUID | str) -> QStandardItem:
    item = QStandardItem(text)
    item.setData(opens, _OPENS_ROLE)
    item.setToolTip(plain_tip(text))
    return item


def _state(mark: StateMark) -> QStandardItem:
    item = QStandardItem(mark.word)
    item.setData(mark, STATE_MARK_ROLE)
    return item


def _empty(count: int) -> list[QStandardItem]:
    return [QStandardItem() for _each in range(count)]


def _texts(item: QStandardItem) -> list[str]:
    return [item.text(), *(text for row in range(item.rowCount()) for text in _texts(item.child(row)))]

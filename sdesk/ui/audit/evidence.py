"""What stands behind a requirement, as a tree: work products with their records, and tasks. Return opens a line."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView, QWidget

from sdesk.models import Record, model_named
from sdesk.packs.model import as_cited
from sdesk.practice.audit.statements import StatementLine
from sdesk.practice.audit.trace import Related
from sdesk.practice.lifecycle.lists import Entry, entries
from sdesk.practice.readiness.requirements import RequirementStanding, WorkProductEvidence
from sdesk.practice.readiness.rules.asked import Asked, Held, Layer, Shown
from sdesk.practice.readiness.tasks import TaskStanding
from sdesk.practice.workspaces import Workspace
from sdesk.translation import NOTHING_SAID, Message, ngettext
from sdesk.translation import gettext as _
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import name_of
from sdesk.ui.theme.look import GRID, LIST_ROW_HEIGHT, scaled_font
from sdesk.ui.theme.marks import STATE_MARK_ROLE, Shape, StateDelegate, StateMark
from sdesk.ui.wording import worded

_OPENS_ROLE = Qt.ItemDataRole.UserRole + 1
ROOMY_FROM = 560
"""Pixels; with less, the note stays in sight at the cost of what is noted on."""
LEAST_NOTE = 104
MOST = 200
"""So many records stand below a question, those that fail first; the rest are counted."""


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
        "waiting": StateMark(Shape.IN_PROGRESS, _("Waiting")),
        "overdue": StateMark(Shape.OVERDUE, _("Overdue")),
    }[state]


def held_mark(held: Held) -> StateMark:
    """How far what a rule asks holds."""
    return {
        Held.HOLDS: StateMark(Shape.APPROVED, _("Holds")),
        Held.PARTLY: StateMark(Shape.NEEDS_REVIEW, _("In part")),
        Held.FAILS: StateMark(Shape.OVERDUE, _("Fails")),
        Held.NOTHING_TO_JUDGE: StateMark(Shape.DRAFT, _("Nothing to judge")),
    }[held]


def carried_mark(number: int) -> StateMark:
    """Whether there are records to look at; whether they say enough, nobody has judged."""
    return (
        StateMark(Shape.IN_PROGRESS, _("Has records")) if number else StateMark(Shape.DRAFT, _("Nothing yet"))
    )


class _Wrapping(StateDelegate):
    """As high as the text needs in its column: a sentence with its figures is read to its end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        assert isinstance(view, QTreeView)
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        indent = depth * view.indentation() if index.column() == 0 else 0
        room = QRect(0, 0, max(40, view.columnWidth(index.column()) - indent - 3 * GRID), 10_000)
        text = str(index.data() or "")
        needed = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(LIST_ROW_HEIGHT, needed.height() + GRID))


class EvidenceTree(QTreeView):
    """Three columns: what it is, its state, and what to know about it."""

    record_asked = Signal(object)
    record_chosen = Signal(object)
    work_product_asked = Signal(str)
    task_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("audit.evidence")
        self.setAccessibleName(_("Evidence"))
        self._lines = QStandardItemModel(self)
        self._products: set[str] = set()
        self.setModel(self._lines)
        self.setItemDelegate(_Wrapping(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self.header().sectionResized.connect(lambda *_resized: self.scheduleDelayedItemsLayout())
        self.setIndentation(20)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._choose)

    def show_evidence(
        self, workspace: Workspace, standing: RequirementStanding, related: Sequence[Related] = ()
    ) -> None:
        """Show what is behind one requirement; work products that lack something are unfolded."""
        self._lines.clear()
        self._products = {product.work_product.id for product in standing.work_products}
        self._lines.setHorizontalHeaderLabels([_("Evidence"), _("State"), _("Note")])
        behind = [each for product in standing.work_products for each in product.records]
        shown = [each.record for asked in standing.asked for each in asked.records[:MOST]]
        known = entries(workspace, [*behind, *shown])
        questions = self._group(_("What is asked"))
        for asked in standing.asked:
            questions.appendRow(_asked_line(asked, known))
        products = self._group(_("Work products"))
        for product in standing.work_products:
            products.appendRow(_product_line(product, known))
        tasks = self._group(_("Tasks"))
        for task in standing.tasks:
            tasks.appendRow(_task_line(task))
        if related:
            others = self._group(_("In other standards"))
            for each in related:
                others.appendRow(_related_line(each))
        self._arrange(standing)

    def show_carrying(
        self, workspace: Workspace, line: StatementLine, products: Mapping[type[Record], str]
    ) -> None:
        """Show the kinds of record that carry something of a statement, how many count of each, and the newest."""
        self._lines.clear()
        self._products = set(products.values())
        self._lines.setHorizontalHeaderLabels([_("Where to look"), _("State"), _("Note")])
        group = self._group(_("Records"))
        known = entries(workspace, [key for _model, _number, newest in line.records for key in newest])
        for model, number, newest in line.records:
            note = ngettext("{n} record", "{n} records", number).format(n=number) if number else ""
            kind = _opening(_(model.plural), products.get(model, ""))
            group.appendRow([kind, _state(carried_mark(number)), QStandardItem(note)])
            for key in newest:
                if key in known:
                    kind.appendRow(_record_line(known[key]))
        related = self._group(_("In other standards")) if line.related else None
        for each in line.related:
            related.appendRow(_related_line(each))  # type: ignore[union-attr]
        self._size_columns()

    def show_records(self, workspace: Workspace, records: Sequence[Shown]) -> None:
        """Show records as they were counted, those that do not pass first."""
        self._lines.clear()
        self._products = set()
        self._lines.setHorizontalHeaderLabels([_("Record"), _("State"), _("Note")])
        known = entries(workspace, [each.record for each in records[:MOST]])
        behind = ngettext("{n} record behind it", "{n} records behind it", len(records))
        group = self._group(behind.format(n=len(records)) if records else _("No record is behind it"))
        for line in _counted_lines(records, known):
            group.appendRow(line)
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
        self._fit_columns()
        heads.setFixedHeight(LIST_ROW_HEIGHT + 2)
        for row in range(self._lines.rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
            self.expand(self._lines.index(row, 0))

    def _fit_columns(self) -> None:
        room, heads = self.viewport().width(), self.header()
        if heads.count() == 3:
            least, state = (300, 152) if room >= ROOMY_FROM else (200, 112)
            heads.resizeSection(0, max(least, min(int(room * 0.52), room - state - LEAST_NOTE)))
            heads.resizeSection(1, state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit_columns()
        super().resizeEvent(event)

    def _arrange(self, standing: RequirementStanding) -> None:
        self._size_columns()
        for at, asked in enumerate(standing.asked):
            if asked.held in (Held.FAILS, Held.PARTLY):
                self.expand(self._lines.index(at, 0, self._lines.index(0, 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        """Tell which record was chosen, or that it is none."""
        opens = index.siblingAtColumn(0).data(_OPENS_ROLE)
        self.record_chosen.emit(opens if isinstance(opens, UUID) else None)

    def _open(self, index: QModelIndex) -> None:
        opens = index.siblingAtColumn(0).data(_OPENS_ROLE)
        if isinstance(opens, UUID):
            self.record_asked.emit(opens)
        elif opens in self._products:
            self.work_product_asked.emit(opens)
        elif isinstance(opens, str):
            self.task_asked.emit(opens)


def _asked_line(asked: Asked, known: dict[UUID, Entry]) -> list[QStandardItem]:
    """The question with its figures; below it the records behind it, those that fail first."""
    said = worded(asked.sentence)
    line = QStandardItem(said)
    line.setToolTip(plain_tip(said))
    for below in _counted_lines(asked.records, known, besides=asked.sentence):
        line.appendRow(below)
    if asked.layer is Layer.ASKED_NEXT:
        mark = StateMark(Shape.IN_PROGRESS, _("Asked next"))
        return [line, _state(mark), QStandardItem(_("Changes no verdict"))]
    layer = _("Written") if asked.layer is Layer.WRITTEN else _("Used")
    return [line, _state(held_mark(asked.held)), QStandardItem(layer)]


def _counted_lines(
    records: Sequence[Shown], known: dict[UUID, Entry], besides: Message = NOTHING_SAID
) -> Iterator[list[QStandardItem]]:
    """Each with why it does not pass, where the line above does not say so; how many there are besides."""
    for each in records[:MOST]:
        if each.record in known:
            name, state, _version = _record_line(known[each.record])
            remark = "" if each.remark == besides else worded(each.remark)
            note = QStandardItem(remark)
            note.setToolTip(plain_tip(remark))
            yield [name, state, note]
    rest = len(records) - MOST
    if rest > 0:
        yield [QStandardItem(ngettext("and {n} more", "and {n} more", rest).format(n=rest)), *_empty(2)]


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
    task, mark, said = standing.task, task_mark(standing.state), worded(standing.detail)
    note = QStandardItem("" if said.rstrip(".") == mark.word else said)
    note.setToolTip(plain_tip(note.text()))
    return [_opening(f"{task.id}  {_(task.name)}", task.id), _state(mark), note]


def _related_line(related: Related) -> list[QStandardItem]:
    """A statement of another set, how it is related to this one, and what it says."""
    relation = {
        "same": _("Asks the same"),
        "wider": _("Asks for this and more"),
        "narrower": _("Asks for a part of this"),
        "touches": _("Touches it"),
    }[related.relation]
    said = QStandardItem(_(related.text) if related.text else "")
    said.setToolTip(plain_tip(said.text()))
    set_id, _slash, _key = related.full_id.partition("/")
    title = _(related.pack.asks.header.title) if related.pack else set_id
    name = QStandardItem(f"{title} {as_cited(related.full_id)}")
    name.setToolTip(plain_tip(name.text()))
    return [name, QStandardItem(relation), said]


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

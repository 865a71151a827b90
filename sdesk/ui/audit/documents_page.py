"""The register of documents: which version counts, when it is looked at again, who has to know it and who does."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHeaderView, QMenu, QSplitter, QTableView, QWidget

from sdesk.models import Document, ExternalDocument
from sdesk.practice.audit.documents import Registered, register
from sdesk.practice.exchange.list_files import ListTable
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.audit.document_details import DocumentDetails
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Aside,
    EmptyState,
    PageTitle,
    button,
    column_of,
    dress_table,
    row_of,
    tool_button,
)
from sdesk.ui.pieces.current import Current
from sdesk.ui.pieces.page_stack import PageStack
from sdesk.ui.records.list.saving import ListSaving
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import heading_of
from sdesk.ui.records.reading import plain_text
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID
from sdesk.ui.theme.marks import STATE_MARK_ROLE, Shape, StateMark

_ID = Qt.ItemDataRole.UserRole + 1
WIDE_FROM, NARROW_UNDER, CROWDED_UNDER = 860, 660, 560
_WIDTHS = (92, 0, 84, 104, 116, 96, 120)
"""Pixels of the columns; the name of the document takes what is over."""
_NAME, _VERSION, _STATE, _PLACE = 1, 2, 3, 6


class DocumentsPage(Current):
    """At the left the documents, at the right who has to know the chosen one, and what can be done with it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documents")
        self.setAccessibleName(_("Documents"))
        self._desk = desk
        self._lines: tuple[Registered, ...] = ()
        self._count = Aside("", self)
        self._count.setObjectName("documents.count")
        self._obsolete = QCheckBox(_("Obsolete versions too"), self)
        self._obsolete.setObjectName("documents.obsolete")
        self._obsolete.toggled.connect(self.refresh)
        self._model = QStandardItemModel(self)
        self.view = QTableView(self)
        self.view.setObjectName("documents.list")
        self.view.setAccessibleName(_("Documents"))
        self.view.setModel(self._model)
        dress_table(self.view)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.selectionModel().currentRowChanged.connect(self._moved)
        self.view.doubleClicked.connect(self._open)
        self._nothing = EmptyState(
            _("No documents yet"),
            _(
                "Documents and agreements stand here once they are approved, with who has to know them. An auditor asks "
                "which version counts, and who has read it."
            ),
            _("Write the first one") if desk.may_write else "",
            self,
        )
        self._nothing.started.connect(self._write_first)
        self.details = DocumentDetails(desk, self)
        self._assemble()
        self.follow(desk.changed)

    def refresh(self) -> None:
        """Read the register anew, keeping the chosen line."""
        self.is_stale = False
        chosen = self.chosen()
        self._lines = register(self._desk.workspace, with_obsolete=self._obsolete.isChecked())
        self._fill()
        late = sum(each.is_late for each in self._lines)
        said = [ngettext("{n} document", "{n} documents", len(self._lines)).format(n=len(self._lines))]
        if late:
            said.append(ngettext("{n} past its review", "{n} past their review", late).format(n=late))
        self._count.setText(" · ".join(said))
        self._pages.setCurrentWidget(self.view if self._lines else self._nothing)
        self.choose(chosen)

    def chosen(self) -> UUID | None:
        found: UUID | None = self.view.currentIndex().siblingAtColumn(0).data(_ID)
        return found

    def choose(self, record_id: UUID | None) -> None:
        """Put the cursor on a version, on the first line where it is not there."""
        at = next((at for at, each in enumerate(self._lines) if each.record.id == record_id), 0)
        self.view.setCurrentIndex(self._model.index(at, 0))
        self._moved()

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.view, self.details]

    def table(self) -> ListTable:
        """What is shown, for a file."""
        heads = (*self._heads()[:-2], _("Known by"), _("Have to know it"), _("Kept at"))
        lines = (
            (
                each.record.number,
                heading_of(each.record),
                each.edition,
                mark_of(type(each.record), each.record.state).word,
                each.next_review,
                each.known_by,
                len(each.readers),
                each.place,
            )
            for each in self._lines
        )
        return ListTable(_("Register of documents"), heads, tuple(lines))

    # what happens

    def _moved(self) -> None:
        at = self.view.currentIndex().row()
        self.details.show_line(self._lines[at] if 0 <= at < len(self._lines) else None)

    def _open(self) -> None:
        if (key := self.chosen()) is not None:
            self._desk.open_record(key)

    def _write_first(self) -> None:
        """The first document that the set asks for."""
        products = (each.id for each in self._desk.pack.asks.work_products)
        of_documents = (
            each for each in products if issubclass(self._desk.workspace.model_of(each), Document)
        )
        self._desk.open_work_product(next(of_documents))

    def _new_external(self) -> None:
        self._desk.new_record(ExternalDocument)

    def _print(self) -> None:
        self._desk.open_view("reports", "documents")

    # making

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.view if self._lines else self._nothing.button).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What stands at the right too goes first where the names have no room: place, version, state."""
        room = self.view.viewport().width()
        self.view.setColumnHidden(_PLACE, room < WIDE_FROM or not any(each.place for each in self._lines))
        shows_obsolete = self._obsolete.isChecked()
        self.view.setColumnHidden(_VERSION, room < NARROW_UNDER and not shows_obsolete)
        self.view.setColumnHidden(_STATE, room < CROWDED_UNDER and not shows_obsolete)

    def _heads(self) -> tuple[str, ...]:
        return (_("Number"), _("Document"), _("Version"), _("State"), _("Next review"), _("Known by"), _("Kept at"))  # fmt: skip

    def _fill(self) -> None:
        self.view.selectionModel().blockSignals(True)
        self._model.clear()
        self._model.setHorizontalHeaderLabels(self._heads())
        for each in self._lines:
            self._model.appendRow(self._cells(each))
        self.view.selectionModel().blockSignals(False)
        for at, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(at, width)
        heads = self.view.horizontalHeader()
        heads.setStretchLastSection(False)
        heads.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self._fit()

    def _cells(self, each: Registered) -> list[QStandardItem]:
        record = each.record
        number = QStandardItem(record.number)
        number.setData(record.id, _ID)
        return [
            number,
            QStandardItem(heading_of(record)),
            QStandardItem(each.edition),
            _marked(mark_of(type(record), record.state)),
            _marked(_review_mark(each)),
            _marked(known_mark(each)),
            QStandardItem(each.place),
        ]

    def _assemble(self) -> None:
        new = button(_("New external document"), self, icon_name="plus", name="documents.new")
        self._desk.writes(new).clicked.connect(self._new_external)
        menu = QMenu(self)
        prints = QAction(icon("printer"), _("Print the register…"), self)
        prints.setObjectName("action.print-register")
        prints.triggered.connect(self._print)
        menu.addAction(prints)
        ListSaving(self._desk, self.table, menu.addAction, self)
        more = tool_button("ellipsis", _("Print, save as a file"), self, name="documents.more")
        more.setMenu(menu)
        more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
        head = column_of(
            row_of(PageTitle(_("Documents"), self), STRETCH, new, more),
            row_of(self._obsolete, STRETCH, self._count),
            margins=(12, 12, 12, GRID),
        )
        left = QWidget(self)
        self._pages = PageStack(self)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._nothing)
        column_of(head, (self._pages, 1), inside=left, spacing=0)
        split = QSplitter(self)
        split.setObjectName("documents.split")
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([760, 320])
        column_of((split, 1), inside=self, spacing=0)


def _marked(mark: StateMark | None) -> QStandardItem:
    item = QStandardItem(mark.word if mark else "")
    if mark is not None:
        item.setData(mark, STATE_MARK_ROLE)
    return item


def _review_mark(each: Registered) -> StateMark | None:
    if each.next_review is None:
        return None
    return StateMark(Shape.OVERDUE if each.is_late else Shape.APPROVED, plain_text(each.next_review))


def known_mark(each: Registered) -> StateMark | None:
    """How many of those who have to know it do."""
    if not each.readers or not each.can_be_confirmed:
        return None
    known, all_ = each.known_by, len(each.readers)
    shape = Shape.APPROVED if known == all_ else Shape.IN_PROGRESS if known else Shape.DRAFT
    return StateMark(shape, _("{n} of {all}").format(n=known, all=all_))


__all__ = ["DocumentsPage", "known_mark"]

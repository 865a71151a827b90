"""The impact as a list: the same as the picture, for keys, for reading aloud and for copying."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from sdesk.practice.finding.impact import Impact, ItemHit, Way
from sdesk.translation import gettext as _
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.naming import called, heading_of
from sdesk.ui.theme.icons import icon

ID_ROLE = Qt.ItemDataRole.UserRole + 1
Row = tuple[UUID, str, str]
"""What it opens, what it is called, through what it is hit."""


class ImpactList(QTreeWidget):
    """Items, services, customers and agreements, each under its heading with their number."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("impact.list")
        self.setAccessibleName(_("What would be hit"))
        self.setHeaderLabels([_("What would be hit"), _("Because")])
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(16)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.currentItemChanged.connect(self._moved)
        self.itemActivated.connect(self._open)

    def show_impact(self, impact: Impact) -> None:
        """List it anew."""
        self.blockSignals(True)
        self.clear()
        names = {hit.item.id: heading_of(hit.item) for hit in impact.items}
        self._add(_("Items"), "server", [_item_row(hit, impact, names) for hit in impact.others])
        self._add(
            _("Services"),
            "layers",
            [
                (
                    hit.service.id,
                    _service_name(hit.service.name, hit.service.vital),
                    _called(hit.through, names),
                )
                for hit in impact.services
            ],
        )
        self._add(
            _("Customers"),
            "building",
            [(each.id, each.name, _why_customer(each.id, impact)) for each in impact.customers],
        )
        services = {hit.service.id: hit.service.name for hit in impact.services}
        self._add(
            _("Agreements"),
            "handshake",
            [(each.id, called(each), _called(each.services, services)) for each in impact.agreements],
        )
        self.expandAll()
        self.blockSignals(False)

    def choose(self, record: UUID) -> None:
        """Put the cursor on a line, saying nothing to who listens."""
        lines = QTreeWidgetItemIterator(self)
        while (line := lines.value()) is not None:
            if line.data(0, ID_ROLE) == record:
                self.blockSignals(True)
                self.setCurrentItem(line)
                self.blockSignals(False)
                return
            lines += 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self._open(line)
        else:
            super().keyPressEvent(event)

    def _add(self, title: str, picture: str, found: Sequence[Row]) -> None:
        heading = QTreeWidgetItem(self, [_("{title}: {n}").format(title=title, n=len(found))])
        heading.setIcon(0, icon(picture))
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        heading.setFirstColumnSpanned(True)
        for record, name, because in found:
            line = QTreeWidgetItem(heading, [name, because])
            line.setData(0, ID_ROLE, record)
            line.setToolTip(0, plain_tip(name))
            line.setToolTip(1, plain_tip(because))

    def _moved(self, line: QTreeWidgetItem | None, _before: object) -> None:
        if line is not None and line.data(0, ID_ROLE) is not None:
            self.chosen.emit(line.data(0, ID_ROLE))

    def _open(self, line: QTreeWidgetItem, _column: int = 0) -> None:
        if line.data(0, ID_ROLE) is not None:
            self.opened.emit(line.data(0, ID_ROLE))


def _item_row(hit: ItemHit, impact: Impact, names: dict[UUID, str]) -> Row:
    because = [
        _way_words(passage.way).format(item=names[passage.source])
        for passage in impact.passages
        if passage.target == hit.item.id
    ]
    return hit.item.id, called(hit.item), ", ".join(because)


def _way_words(way: Way) -> str:
    return {
        Way.DEPENDS_ON: _("depends on {item}"),
        Way.HAS_PART: _("has {item} as a part"),
        Way.PART_OF: _("is part of {item}"),
    }[way]


def _called(ids: Iterable[UUID], names: dict[UUID, str]) -> str:
    return ", ".join(names[each] for each in ids if each in names)


def _service_name(name: str, vital: bool) -> str:
    return _("{service} (vital)").format(service=name) if vital else name


def _why_customer(customer: UUID, impact: Impact) -> str:
    """The agreements with them, else the items that stand there."""
    agreed = [each.number for each in impact.agreements if each.customer == customer]
    return ", ".join(agreed or [hit.item.number for hit in impact.items if hit.item.customer == customer])

"""What would be hit if an item failed: a sentence, the picture and the list."""

from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from sdesk.models import ConfigurationItem, Record, ServiceChangeRequest, ServiceIncident
from sdesk.practice.finding.impact import Impact, impact_of
from sdesk.practice.lifecycle.lists import entries
from sdesk.translation import counted, message, sentences
from sdesk.translation import gettext as _
from sdesk.ui.control.impact.listing import ImpactList
from sdesk.ui.control.impact.picture import ImpactPicture
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import STRETCH, STYLE, Dialog, EmptyState, WrappedLabel, column_of, row_of, tool_button
from sdesk.ui.records.naming import called
from sdesk.ui.wording import worded

BESIDE_FROM = 900
TOO_LOW = 320
"""Under this height nothing fits below anything else."""


class ImpactPanel(QWidget):
    """Shows the impact of an item, or of the items of a change or an incident. Opening a line opens its record."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, alone: bool = False) -> None:
        """`alone`: in a window of its own, so that it does not offer one."""
        super().__init__(parent)
        self.setObjectName("record.impact")
        self._in_window = alone
        self._desk = desk
        self._record: Record | None = None
        self._said = WrappedLabel("", self)
        self._said.setObjectName("impact.sentence")
        self.picture = ImpactPicture(self)
        self.list = ImpactList(self)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.picture)
        self._split.addWidget(self.list)
        self._alone = EmptyState(
            _("Nothing else is known to be hit"),
            _("No item depends on it and no service in the catalogue needs it. Relations are kept with each item."),
            "",
            self,
            icon_name="shield-check",
        )  # fmt: skip
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._split)
        self._pages.addWidget(self._alone)
        self._assemble()
        self.picture.chosen.connect(self.list.choose)
        self.list.chosen.connect(self.picture.choose)
        self.picture.opened.connect(self._open)
        self.list.opened.connect(self._open)

    def show_record(self, record: Record | None) -> None:
        """Read the impact of what the record is, or of the items that it names."""
        self._record = record
        begin = items_named_by(record)
        impact = impact_of(self._desk.workspace, *begin)
        alone = not (impact.others or impact.services or impact.customers)
        self._pages.setCurrentWidget(self._alone if alone else self._split)
        for widget in (self._said, *self._tools):
            widget.setVisible(not alone)
        self._said.setText(sentence_of(impact))
        self.picture.show_impact(impact)
        self.list.show_impact(impact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= BESIDE_FROM or event.size().height() < TOO_LOW
        way = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._split.orientation() is not way:
            self._split.setOrientation(way)
        length = event.size().width() if beside else event.size().height()
        self._split.setSizes([length * 3 // 5, length * 2 // 5] if beside else [length // 2, length // 2])

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def _open(self, record_id: UUID) -> None:
        """A service opens the catalogue that it stands in."""
        found = entries(self._desk.workspace, (record_id,)).get(record_id)
        if found is not None:
            self._desk.open_record(found.opens)

    def _assemble(self) -> None:
        larger = tool_button("plus", _("Larger\t+"), self, name="impact.larger")
        smaller = tool_button("minus", _("Smaller\t−"), self, name="impact.smaller")
        whole = tool_button("search", _("Show all of it\t0"), self, name="impact.fit")
        larger.clicked.connect(self._larger)
        smaller.clicked.connect(self._smaller)
        whole.clicked.connect(self.picture.fit)
        apart = tool_button("external-link", _("In a window of its own"), self, name="impact.window")
        apart.clicked.connect(self._open_window)
        apart.setVisible(not self._in_window)
        self._tools = (larger, smaller, whole) if self._in_window else (larger, smaller, whole, apart)
        head = row_of((self._said, 100), STRETCH, margins=(16, 12, 16, 0), spacing=4)
        for tool in self._tools:
            head.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
        column_of(head, (self._pages, 1), inside=self)

    def _open_window(self) -> None:
        if self._record is not None:
            ImpactWindow(self._desk, self._record, self.window()).show()

    def _larger(self) -> None:
        self.picture.zoom(1.25)

    def _smaller(self) -> None:
        self.picture.zoom(0.8)


class ImpactWindow(Dialog):
    """The same with room for a large picture; the main window stays usable beside it."""

    def __init__(self, desk: Desk, record: Record, parent: QWidget | None = None) -> None:
        super().__init__(
            "impact.dialog",
            _("Impact of {record}").format(record=called(record)),
            parent,
        )
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        panel = ImpactPanel(desk, self, alone=True)
        column_of(panel, inside=self, spacing=STYLE)
        self.resize(1100, 640)
        panel.show_record(record)


def items_named_by(record: Record | None) -> tuple[UUID, ...]:
    """The item itself, or the items that a change touches or an incident suspects."""
    if isinstance(record, ConfigurationItem):
        return (record.id,)
    if isinstance(record, ServiceChangeRequest | ServiceIncident):
        return record.configuration_items
    return ()


def sentence_of(impact: Impact) -> str:
    """The impact in one sentence; vital services are named."""
    failing = tuple(message("“{item}”", item=item.heading) for item in impact.origin)
    said = message(
        "If {failing} failed: {items}, {services}, {customers}.",
        failing=failing,
        items=counted("{n} other item", "{n} other items", n=len(impact.others)),
        services=counted("{n} service", "{n} services", n=len(impact.services)),
        customers=counted("{n} customer", "{n} customers", n=len(impact.customers)),
    )
    names = ", ".join(service.name for service in impact.vital)
    vital = message("Vital to the customers' business: {services}.", services=names)
    return worded(sentences(said, vital) if names else said)

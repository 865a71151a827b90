"""Every customer and supplier at a glance: choose one at the left, see how things stand at the right."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from sdesk.models import Customer, Supplier
from sdesk.models.relationship.party import Party
from sdesk.practice.relationship.parties import parties
from sdesk.practice.relationship.reminders import reminders
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import STRETCH, STYLE, EmptyState, GroupTitle, PageTitle, column_of, quiet_button, row_of
from sdesk.ui.pieces.current import Current
from sdesk.ui.relationship.party_page import PartyPage
from sdesk.ui.theme.look import PAGE_MARGIN

LIST_WIDTH = 240
_ID = Qt.ItemDataRole.UserRole


class PartiesPage(Current):
    """A list of parties, those with something to be reminded of marked, and the page of the chosen one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("parties")
        self.setAccessibleName(_("Customers and suppliers"))
        self._desk = desk
        self._list = QListWidget(self)
        self._list.setObjectName("parties.list")
        self._list.setAccessibleName(_("Customers and suppliers"))
        self._list.setFixedWidth(LIST_WIDTH)
        self._list.currentItemChanged.connect(self._show_chosen)
        self._title = PageTitle("", self)
        self._edit = quiet_button(_("Open record"), self, icon_name="external-link", name="parties.open")
        self._edit.clicked.connect(self._open)
        self.page = PartyPage(desk, self)
        self._nothing = EmptyState(
            _("No customer or supplier yet"), _(Customer.why), _("New customer"), self, icon_name="handshake"
        )
        desk.writes(self._nothing.button)
        self._nothing.started.connect(self._begin)
        self._assemble()
        self.follow(desk.changed)

    def refresh(self) -> None:
        """Read the parties anew, keeping the chosen one."""
        self.is_stale = False
        chosen = self.chosen()
        found = parties(self._desk.workspace)
        waiting = {each.party for each in reminders(self._desk.workspace) if each.seen is None}
        self._list.blockSignals(True)
        self._list.clear()
        for kind, title in ((Customer, _("Customers")), (Supplier, _("Suppliers"))):
            self._fill(title, [each for each in found if isinstance(each, kind)], waiting)
        self._list.blockSignals(False)
        self._room.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self.choose(chosen or (found[0].id if found else None))

    def choose(self, party_id: UUID | None) -> None:
        """Show how things stand with this one."""
        self._list.blockSignals(True)
        for at in range(self._list.count()):
            if self._list.item(at).data(_ID) == party_id:
                self._list.setCurrentRow(at)
        self._list.blockSignals(False)
        self._show_chosen()

    def chosen(self) -> UUID | None:
        item = self._list.currentItem()
        found: UUID | None = item.data(_ID) if item else None
        return found

    def _fill(self, title: str, found: list[Party], waiting: set[str]) -> None:
        if not found:
            return
        head = QListWidgetItem(title)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        self._list.addItem(head)
        for party in found:
            said = _("{name}  ◆ date near").format(name=party.name) if party.name in waiting else party.name
            line = QListWidgetItem(said)
            line.setData(_ID, party.id)
            line.setToolTip(_("A date comes near that nobody has seen yet.") if party.name in waiting else "")
            self._list.addItem(line)

    def _show_chosen(self) -> None:
        party_id = self.chosen()
        workspace = self._desk.workspace
        party: Party | None = None
        if party_id is not None:
            party = workspace.get(Customer, party_id) or workspace.get(Supplier, party_id)
        self._title.setText(party.name if party else "")
        self.page.show_record(party)

    def _open(self) -> None:
        party_id = self.chosen()
        if party_id is not None:
            self._desk.open_record(party_id)

    def _begin(self) -> None:
        self._desk.new_record(Customer)

    def _assemble(self) -> None:
        left = column_of(
            GroupTitle(_("At a glance"), self), (self._list, 1), margins=(PAGE_MARGIN, 12, 0, PAGE_MARGIN)
        )
        head = row_of(
            self._title, self._edit, STRETCH, margins=(PAGE_MARGIN, 12, PAGE_MARGIN, 0), spacing=STYLE
        )
        right = column_of(head, (self.page, 1), spacing=0)
        self._room = QFrame(self)
        row_of(left, (right, 1), inside=self._room, spacing=0)
        column_of((self._room, 1), (self._nothing, 1), inside=self, spacing=STYLE)

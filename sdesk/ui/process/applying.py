"""Which work product records of a kind are, and saying that one does not apply here."""

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from sdesk.models import Record
from sdesk.translation import gettext as _
from sdesk.ui.audit.applicability import ApplicabilityDialog
from sdesk.ui.desk import Desk
from sdesk.ui.records.list.record_table import RecordTable


class Applying:
    def __init__(self, desk: Desk, over: QWidget) -> None:
        self._desk = desk
        self._over = over

    def product_of(self, model: type[Record]) -> str:
        """The work product that records of this kind are; "" where they are none."""
        return self._desk.workspace.packs.product_kept_in(model.__name__)

    def may_not_apply(self, model: type[Record]) -> bool:
        product = self.product_of(model)
        return bool(product) and self._desk.pack.bindings.work_products[product].may_not_apply

    def offer(self, table: RecordTable, model: type[Record]) -> None:
        """A line in the menu of the list, where that may be said."""
        if self.may_not_apply(model):
            action = QAction(_("Set to not applicable…"), table)
            action.setObjectName("action.not-applicable")
            self._desk.writes(action).triggered.connect(partial(self.ask, model))
            table.menu.add_extra(action)

    def ask(self, model: type[Record] | None, _checked: bool = False) -> None:
        product = self.product_of(model) if model is not None else ""
        if product:
            ApplicabilityDialog(self._desk, product, self._over.window()).open()

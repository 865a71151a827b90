"""Dialogs of those steps of a change that look at more than the change, or touch more than it."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from sdesk.models import Record, ServiceCatalogue, ServiceChangeRequest
from sdesk.models.control import ChangeKind
from sdesk.practice.control.clearance import clearance_of
from sdesk.practice.control.deployment import deploy
from sdesk.practice.lifecycle.versions import draft_of, newest_approved
from sdesk.translation import gettext as _
from sdesk.ui.control.clearance_view import ClearanceView
from sdesk.ui.control.deployment_panel import FollowedView
from sdesk.ui.control.items_after import ItemsAfter
from sdesk.ui.pieces import HelpText
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.records.panel_parts import group


class ClearDialog(StepDialog):
    """Approve deployment: what there is to decide on stands above the reason."""

    width_wanted: ClassVar[int] = 860

    def add_before(self, column: QVBoxLayout, parent: QWidget) -> None:
        if isinstance(self.record, ServiceChangeRequest):
            column.addWidget(ClearanceView(self.desk, clearance_of(self.desk.workspace, self.record), parent))


class DeployDialog(StepDialog):
    """Deployed: the items and the catalogue are brought up to date in the same act."""

    width_wanted: ClassVar[int] = 680

    def add_after(self, column: QVBoxLayout, parent: QWidget) -> None:
        self._items: ItemsAfter | None = None
        self._catalogue: QCheckBox | None = None
        if not isinstance(self.record, ServiceChangeRequest):
            return
        made, lines = group(_("What it made of the items"), parent)
        self._items = ItemsAfter(self.desk, self.record, made)
        if self._items.is_empty():
            made.hide()
        lines.addWidget(self._items)
        lines.addWidget(HelpText(_("Their date of service becomes the day of the deployment."), made))
        column.addWidget(made)
        if self.record.service is not None:
            self._ask_about_catalogue(column, parent)

    def _ask_about_catalogue(self, column: QVBoxLayout, parent: QWidget) -> None:
        workspace = self.desk.workspace
        if newest_approved(workspace, ServiceCatalogue) is None:
            return
        if draft_of(workspace, ServiceCatalogue) is not None:
            column.addWidget(
                HelpText(_("A new version of the catalogue is being written already: say there what changed."), parent)
            )  # fmt: skip
            return
        self._catalogue = QCheckBox(_("The service changed: start a new version of the catalogue"), parent)
        self._catalogue.setObjectName("deploy.catalogue")
        assert isinstance(self.record, ServiceChangeRequest)
        self._catalogue.setChecked(self.record.kind is not ChangeKind.PRE_APPROVED)
        column.addWidget(self._catalogue)

    def take(self) -> Record:
        assert isinstance(self.record, ServiceChangeRequest)
        return deploy(
            self.desk.workspace,
            self.record,
            self.values(),
            self._items.updates() if self._items is not None else (),
            new_catalogue=self._catalogue is not None and self._catalogue.isChecked(),
        )


class CloseDialog(StepDialog):
    """Close: which incidents followed stands above the result of the review."""

    width_wanted: ClassVar[int] = 640

    def add_before(self, column: QVBoxLayout, parent: QWidget) -> None:
        if isinstance(self.record, ServiceChangeRequest):
            column.addWidget(FollowedView(self.desk, self.record, parent))


CHANGE_DIALOGS: Mapping[str, type[StepDialog]] = {
    "clear": ClearDialog,
    "clear afterwards": ClearDialog,
    "clear after roll-back": ClearDialog,
    "deploy": DeployDialog,
    "deploy emergency": DeployDialog,
    "close": CloseDialog,
}
"""The steps of a change that have a dialog of their own."""

"""A pre-approved change in two clicks: the menu beside the *New* of the change requests."""

from uuid import UUID

from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from sdesk.errors import SdeskError
from sdesk.models import ChangeModel
from sdesk.practice.control.change_models import models_in_use, request_from_model
from sdesk.practice.control.light.writing import begin
from sdesk.translation import gettext as _
from sdesk.ui.control.light.page import LightPage
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import tool_button
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import icon
from sdesk.ui.wording import worded


def request(desk: Desk, model: ChangeModel) -> None:
    """Make the change that a model describes, and show it. Raises SdeskError."""
    change = request_from_model(desk.workspace, model)
    desk.open_record(change.id)
    said = (
        _("{number} is requested.") if change.state == "requested" else _("{number} still lacks something.")
    )
    desk.say(said.format(number=change.number))


def from_model_button(desk: Desk, parent: QWidget) -> QToolButton:
    """A button whose menu lists the approved models."""
    made = tool_button(
        "chevron-down", _("New small change, or from a change model"), parent, name="action.new-from-model"
    )
    made.setMenu(FromModelMenu(desk, made))
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return made


class FromModelMenu(QMenu):
    """Filled when it is opened."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """A small change first, one line a model, then the way to a new one."""
        self.clear()
        small = self.addAction(icon("plus"), _("New small change"))
        small.setObjectName("light.new")
        small.triggered.connect(self._begin_small)
        self.addSeparator()
        found = models_in_use(self._desk.workspace)
        for model in found:
            action = self.addAction(icon("copy"), model.name.replace("&", "&&"))
            action.setObjectName(f"model.{model.number}")
            action.setToolTip(plain_tip(model.when_to_use))
            action.setProperty("model", model.id)
            action.triggered.connect(self._request)
        if found:
            self.addSeparator()
        begin = self.addAction(icon("plus"), _("New change model"))
        begin.setObjectName("model.new")
        begin.triggered.connect(self._begin_model)

    def _request(self) -> None:
        key = self.sender().property("model")
        model = self._desk.workspace.get(ChangeModel, key) if isinstance(key, UUID) else None
        if model is None:
            return
        try:
            request(self._desk, model)
        except SdeskError as fault:
            self._desk.say(worded(fault))

    def _begin_small(self) -> None:
        try:
            change = begin(self._desk.workspace)
        except SdeskError as fault:
            self._desk.say(worded(fault))
            return
        self._desk.open_record(change.id)
        for window in QApplication.topLevelWidgets():
            for page in window.findChildren(LightPage):
                if page.isVisible():
                    page.edit()

    def _begin_model(self) -> None:
        self._desk.new_record(ChangeModel, {})

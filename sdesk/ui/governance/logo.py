"""Choosing the picture that stands on the head of reports."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.governance.first_run import set_logo
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.wording import worded


class LogoDialog(QFileDialog):
    """Asks for one PNG or JPEG picture."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Choose a logo"), "", _("Pictures (*.png *.jpg *.jpeg)"))
        self.setObjectName("file.logo")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFileMode(QFileDialog.FileMode.ExistingFile)


class OrganizationLogo(LogoDialog):
    """Keeps the chosen picture as the organization's logo, or says why it was not taken."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.fileSelected.connect(self._take)

    def _take(self, name: str) -> None:
        try:
            set_logo(self._desk.workspace, Path(name))
        except SdeskError as fault:
            self._desk.say(worded(fault))
        else:
            self._desk.say(_("{name} stands on the head of reports now.").format(name=Path(name).name))


def choose_logo(desk: Desk, record: Any, over: QWidget) -> None:
    """Ask for the picture; `record` is the organization, of which there is one."""
    OrganizationLogo(desk, over).open()

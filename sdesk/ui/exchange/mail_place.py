"""Where mails for this workspace are put on this laptop: a folder that is looked into, or none."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import ElidedLabel, HelpText, column_of, quiet_button, row_of
from sdesk.ui.settings import Settings
from sdesk.ui.theme.look import GRID


class MailPlace(QWidget):
    """Takes effect at once; `chosen` says so."""

    chosen = Signal()

    def __init__(self, settings: Settings, organization: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings, self._organization = settings, organization
        self._folder = ElidedLabel("", self)
        self._folder.setObjectName("mails.folder")
        choose = quiet_button(_("Choose the folder…"), self, name="action.choose-mails")
        choose.clicked.connect(self._ask)
        self._none = quiet_button(_("No folder"), self, name="action.no-mails")
        self._none.clicked.connect(self._choose_none)
        explanation = _(
            "Mails (.eml) that you put into this folder are offered as new calls; answers go into the story of their "
            "incident. The files stay where they are."
        )
        column_of(
            HelpText(explanation, self),
            row_of((self._folder, 1), self._none, choose),
            inside=self,
            spacing=GRID // 2,
        )
        self._show()

    def choose(self, folder: str) -> None:
        self._choose(Path(folder))

    def _show(self) -> None:
        folder = self._settings.mail_folder(self._organization)
        self._folder.setText(str(folder) if folder else _("No folder of mails is looked into."))
        self._none.setVisible(folder is not None)

    def _ask(self) -> None:
        known = self._settings.mail_folder(self._organization) or Path.home()
        dialog = QFileDialog(self.window(), _("Where mails are put"), str(known))
        dialog.setObjectName("file.mails")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.choose)
        dialog.open()

    def _choose_none(self) -> None:
        self._choose(None)

    def _choose(self, folder: Path | None) -> None:
        self._settings.remember_mail_folder(self._organization, folder)
        self._show()
        self.chosen.emit()


__all__ = ["MailPlace"]

"""The fields of the first run that no other form has: a picture, where a file goes; and what is proposed for them."""

import re
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from platformdirs import user_documents_path
from PySide6.QtCore import QLocale, QSize, Qt, QTimeZone
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from sdesk.file_names import safe_name
from sdesk.models.governance.organization import Paper
from sdesk.practice.governance.first_run import problems_of_logo
from sdesk.translation import gettext as _
from sdesk.ui.governance.logo import LogoDialog
from sdesk.ui.pieces import ElidedLabel, FieldWidget, TextField, button, quiet_button
from sdesk.ui.theme.look import GRID

LOGO_SIZE = QSize(96, 40)
REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def proposed_path(name: str, folder: Path | None = None) -> Path:
    """A file name after the organization's, in the documents of whoever is here, that is not taken yet."""
    words = safe_name(re.sub(r"[^\w]+", "-", name.strip().lower()).strip("-")[:60], "workspace")
    place = folder or next(
        (each for each in (user_documents_path(), Path.home()) if each.is_dir()), Path.cwd()
    )
    found = place / f"{words}.sdesk"
    number = 2
    while found.exists():
        found = place / f"{words}-{number}.sdesk"
        number += 1
    return found


def zones() -> list[str]:
    """Time zones as the world knows them, by place; the abbreviations and old names are left out."""
    return ["UTC", *sorted(zone for zone in available_timezones() if zone.partition("/")[0] in REGIONS)]


def system_zone() -> str:
    """The time zone of this computer, UTC if it says none that names a place."""
    found = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return found if found in available_timezones() and found.partition("/")[0] in REGIONS else "UTC"


def usual_paper() -> Paper:
    """Letter where inches are measured, A4 everywhere else."""
    american = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return Paper.LETTER if american else Paper.A4


class PictureField(FieldWidget):
    """A picture from a file: chosen, shown small, taken away again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        editor = QWidget(self)
        self._picture = QLabel(editor)
        self._picture.setFixedSize(LOGO_SIZE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = ElidedLabel("", editor)
        self._choose = button(_("Choose a picture…"), editor, icon_name="image")
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self._ask)
        self._remove = quiet_button(_("Remove"), editor, name="first-run.remove-logo")
        self._remove.setAutoDefault(False)
        self._remove.clicked.connect(self._take_away)
        line = QHBoxLayout(editor)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        for widget in (self._picture, self._choose, self._remove):
            line.addWidget(widget)
        line.addWidget(self._name, 1)
        self._install(editor, self._choose)
        self.setValue(None)

    def value(self) -> Path | None:
        return self.path

    def setValue(self, value: Any) -> None:
        self.path = value
        picture = QPixmap() if value is None or problems_of_logo(value) else QPixmap(str(value))
        self._picture.setVisible(not picture.isNull())
        if not picture.isNull():
            ratio = self.devicePixelRatioF()
            room = (QSize(LOGO_SIZE) * ratio).boundedTo(picture.size())
            shown = picture.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            shown.setDevicePixelRatio(ratio)
            self._picture.setPixmap(shown)
        self._name.setText(value.name if value else "")
        self._remove.setVisible(value is not None)

    def displayText(self) -> str:
        return self.path.name if self.path else ""

    def _ask(self) -> None:
        dialog = LogoDialog(self)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, name: str) -> None:
        self.setValue(Path(name))
        self._edited()

    def _take_away(self) -> None:
        self.setValue(None)
        self._edited()


class FileField(FieldWidget):
    """Where a new file goes. It follows what is proposed until somebody says otherwise."""

    CHOOSE = "first-run.choose-file"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = False
        editor = QWidget(self)
        self._text = TextField(editor)
        self._text.changed.connect(self._typed)
        choose = button(_("Choose…"), editor, icon_name="folder-open", name=self.CHOOSE)
        choose.setAutoDefault(False)
        choose.clicked.connect(self._ask)
        line = QHBoxLayout(editor)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(self._text, 1)
        line.addWidget(choose, 0, Qt.AlignmentFlag.AlignTop)
        self._install(editor, self._text)

    def value(self) -> str:
        return self._text.value().strip()

    def setValue(self, value: Any) -> None:
        self._own = True
        self._text.setValue(str(value))

    def propose(self, path: Path) -> None:
        if not self._own:
            self._text.setValue(str(path))

    def displayText(self) -> str:
        return self.value()

    def _typed(self) -> None:
        self._own = True
        self._edited()

    def _ask(self) -> None:
        dialog = QFileDialog(self, _("Where to keep the workspace"), self.value(), _("Workspaces (*.sdesk)"))
        dialog.setObjectName("file.workspace")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("sdesk")
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Keep it here"))
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, name: str) -> None:
        self.setValue(name)
        self._edited()


class FolderField(FileField):
    """Which folder is used."""

    CHOOSE = "first-run.choose-copies"

    def _ask(self) -> None:
        dialog = QFileDialog(self, _("Where to keep copies"), self.value())
        dialog.setObjectName("file.copies-first")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

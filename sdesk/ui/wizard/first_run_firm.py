"""The first page of the first run: whose workspace it is, and where it is kept."""

import re
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from platformdirs import user_documents_path
from PySide6.QtCore import QLocale, QSize, Qt, QTimeZone
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QWidget

from sdesk.file_names import safe_name
from sdesk.models.governance.organization import Paper
from sdesk.practice.governance.first_run import problems_of_logo
from sdesk.practice.lifecycle.problem import Problem
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.governance.logo import LogoDialog
from sdesk.ui.pieces import (
    ChoiceField,
    ElidedLabel,
    FieldWidget,
    LongTextField,
    TextField,
    button,
    quiet_button,
)
from sdesk.ui.safekeeping.shared_folders import SharedNote
from sdesk.ui.theme.look import GRID
from sdesk.ui.wizard.first_run_page import FirstRunPage

LOGO_SIZE = QSize(96, 40)
REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


class FirmPage(FirstRunPage):
    """Name, address, how to be reached, logo, time zone, paper; the file, and the folder for copies of it."""

    def __init__(self, parent: QWidget | None = None, *, copies: Path | None = None) -> None:
        """`copies` is the folder that is there for them; without one, none are made and none is asked for."""
        super().__init__(
            "firm",
            _("Your organization"),
            _("This stands at the head of everything you print and hand over. Only the name is needed now."),
            ("name", "logo", "file", "copies"),
            parent,
        )
        self.name = TextField(self)
        self.address = LongTextField(self)
        self.telephone = TextField(self)
        self.email = TextField(self)
        self.logo = PictureField(self)
        self.time_zone = ChoiceField([(zone, zone.replace("_", " ")) for zone in zones()], self, empty=None)
        self.time_zone.setValue(system_zone())
        self.paper = ChoiceField([(paper, paper.value) for paper in Paper], self, empty=None)
        self.paper.setValue(usual_paper())
        self.file = FileField(self)
        self.shared = SharedNote(self)
        self.shared.kept_here.connect(self._keep_in)
        self.file.changed.connect(self._look_where)
        self._usual_copies = copies
        self.copies = FolderField(self)
        self.name.changed.connect(self._propose_file)
        self._propose_file()
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(12)
        for row, column, across, block in (
            (0, 0, 2, self.labelled("name", _("Name"), self.name, required=True)),
            (1, 0, 1, self.labelled("address", _("Address"), self.address)),
            (1, 1, 1, self.labelled("logo", _("Logo"), self.logo, explanation=_("A PNG or JPEG for the head of reports."))),
            (2, 0, 1, self.labelled("telephone", _("Telephone"), self.telephone)),
            (2, 1, 1, self.labelled("email", _("E-mail"), self.email)),
            (3, 0, 1, self.labelled("time-zone", _("Time zone"), self.time_zone)),
            (3, 1, 1, self.labelled("paper", _("Paper"), self.paper)),
            (4, 0, 2, self.labelled("file", _("Where to keep the workspace"), self.file, required=True,
                                    explanation=_("One file holds everything. Keep it where your backups reach it."))),
        ):  # fmt: skip
            grid.addWidget(block, row, column, 1, across)
        kept = self.labelled("copies", _("Where copies of it are kept"), self.copies, required=True,
                             explanation=_("They are made by themselves and verified. Another disk survives the loss of this one."))  # fmt: skip
        grid.addWidget(kept, 5, 0, 1, 2)
        kept.setVisible(copies is not None)
        if copies is not None:
            self.copies.setValue(copies)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)
        self.column.addWidget(self.shared)
        self.column.addStretch(1)

    def path(self) -> Path:
        """Where the workspace will be."""
        return Path(self.file.value())

    def folder_for_copies(self) -> Path | None:
        """Where copies will be; None where none are made."""
        return Path(self.copies.value()) if self._usual_copies is not None else None

    def zone(self) -> str:
        return str(self.time_zone.value() or "UTC")

    def paper_size(self) -> Paper:
        return Paper(str(self.paper.value()))

    def problems(self) -> list[Problem]:
        path = self.path()
        if not str(self.file.value()).strip():
            return [
                Problem("file", message("There is no place for the workspace yet."), message("Choose one."))
            ]
        if path.exists():
            said = message("There is already a file {file} there.", file=path.name)
            return [Problem("file", said, message("Choose another name."))]
        if not path.parent.is_dir():
            said = message("There is no folder {folder}.", folder=str(path.parent))
            return [Problem("file", said, message("Choose a folder that exists."))]
        copies = self.folder_for_copies()
        if copies not in (None, self._usual_copies) and not (copies.is_absolute() and copies.is_dir()):
            said = message("There is no folder {folder}.", folder=str(copies))
            return [Problem("copies", said, message("Choose a folder that exists."))]
        return []

    def _propose_file(self) -> None:
        self.file.propose(proposed_path(self.name.value()))
        self._look_where()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_where()  # what was typed before the program ended stands here again

    def _look_where(self) -> None:
        self.shared.look(self.path())

    def _keep_in(self, folder: Path) -> None:
        self.file.setValue(proposed_path(self.path().stem, folder))
        self._look_where()


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

"""Where copies are kept on this laptop: a folder, and a second place that need not always be there."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.kept_copies import Places
from sdesk.translation import gettext as _
from sdesk.ui.pieces import ElidedLabel, HelpText, column_of, quiet_button, row_of
from sdesk.ui.settings import Settings
from sdesk.ui.theme.look import GRID
from sdesk.ui.window.problem_report import tell


class CopyPlaces(QWidget):
    """Takes effect with the next copy. Copies that were made stay where they are."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._first = ElidedLabel("", self)
        self._first.setObjectName("copies.first")
        self._second = ElidedLabel("", self)
        self._second.setObjectName("copies.second")
        choose = quiet_button(_("Choose the folder…"), self, name="action.choose-first")
        choose.clicked.connect(self._ask_first)
        other = quiet_button(_("Choose a second place…"), self, name="action.choose-second")
        other.clicked.connect(self._ask_second)
        self._none = quiet_button(_("No second place"), self, name="action.no-second")
        self._none.clicked.connect(self._choose_none)
        explanation = _(
            "Copies are made when you close, every half hour of work, and before an import or a restore. A second place, "
            "such as a stick, is used when it is there."
        )
        column_of(
            HelpText(explanation, self),
            row_of((self._first, 1), choose),
            row_of((self._second, 1), self._none, other),
            inside=self,
            spacing=GRID // 2,
        )
        self._show()

    def _show(self) -> None:
        places = self._settings.places
        second = places.second if places else None
        self._first.setText(str(places.first) if places else _("No folder is chosen, so no copies are made."))
        self._second.setText(str(second) if second else _("There is no second place."))
        self._none.setVisible(second is not None)

    def _ask_first(self) -> None:
        self._dialog(_("Where to keep copies"), "first").fileSelected.connect(self._choose_first)

    def _ask_second(self) -> None:
        self._dialog(_("Where to keep copies a second time"), "second").fileSelected.connect(
            self._choose_second
        )

    def _dialog(self, title: str, name: str) -> QFileDialog:
        places = self._settings.places
        dialog = QFileDialog(self.window(), title, str(places.first if places else Path.home()))
        dialog.setObjectName(f"file.copies-{name}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()
        return dialog

    def _choose_first(self, chosen: str) -> None:
        places = self._settings.places
        self._choose(Places(Path(chosen), places.second if places else None))

    def _choose_second(self, chosen: str) -> None:
        places = self._settings.places
        self._choose(Places(places.first, Path(chosen)) if places else Places(Path(chosen)))

    def _choose_none(self) -> None:
        places = self._settings.places
        if places is not None:
            self._choose(Places(places.first))

    def _choose(self, places: Places) -> None:
        try:
            self._settings.places = places
        except SdeskError as fault:
            tell(fault, self.window())
        self._show()

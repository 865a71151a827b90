"""The pages behind the tabs: each is made when it is first looked at, so that the window opens fast."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.settings import Settings
from sdesk.ui.window.places import PLACES, Place


def build_page(place: Place, desk: Desk, settings: Settings) -> QWidget:
    """The screen of a tab. Modules are imported here, when a tab needs them."""
    if place.name == "today":
        from sdesk.ui.today.today_tab import TodayTab

        return TodayTab(desk, settings)
    if place.name == "reports":
        from sdesk.ui.reporting.reports_tab import ReportsTab

        return ReportsTab(desk)
    from sdesk.ui.process.process_tab import ProcessTab

    return ProcessTab(desk, place.name)


class Pages(QStackedWidget):
    """One page a tab."""

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._built: dict[str, QWidget] = {}
        self._rooms: list[QVBoxLayout] = []
        for place in PLACES:
            room = QWidget(self)
            room.setObjectName(f"tab.{place.name}")
            room.setAccessibleName(_(place.title))
            column = QVBoxLayout(room)
            column.setContentsMargins(0, 0, 0, 0)
            self._rooms.append(column)
            self.addWidget(room)

    def page(self, at: int) -> QWidget:
        """The screen of the tab at that index, made if need be."""
        place = PLACES[at]
        if place.name not in self._built:
            made = build_page(place, self._desk, self._settings)
            self._rooms[at].addWidget(made)
            self._built[place.name] = made
        return self._built[place.name]

    def flush(self) -> None:
        """Keep what keeps itself: drafts."""
        for page in self._that("flush"):
            page.flush()

    def unsaved(self) -> list[str]:
        """The numbers of records with changes that only a person saves."""
        return [number for page in self._that("unsaved") for number in page.unsaved()]

    def save(self) -> bool:
        """Whether all is saved then; where not, its form says why."""
        for page in self._that("save"):
            page.save()
        return not self.unsaved()

    def _that(self, does: str) -> list[Any]:
        """The screens made so far that know how to."""
        return [page for page in self._built.values() if hasattr(page, does)]

    def show_page(self, at: int) -> QWidget:
        made = self.page(at)
        self.setCurrentIndex(at)
        return made

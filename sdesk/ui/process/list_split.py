"""List and form side by side, divided as they were left: in a wide tab, and in one whose panel is folded to a strip."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from sdesk.ui.records.remembered import remember_layout, remembered_layout

_SHARES = {(True, False): 0.48, (True, True): 0.26, (False, False): 0.31, (False, True): 0.31}
"""Of the list, by whether there is room for the panel and whether something stands beside the form."""


class ListSplit(QSplitter):
    def __init__(self, tab: str, list_side: QWidget, form_side: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._tab = tab
        self._name = ""
        self.addWidget(list_side)
        self.addWidget(form_side)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._remember)

    def lay_out(self, room: int, *, wide: bool, has_aside: bool) -> None:
        """Divide so many pixels beside the panel; the list gets less of them where something stands beside the form."""
        name = f"split/{self._tab}/{'Horizontal' if wide else 'narrow'}{'/aside' if has_aside else ''}"
        if name == self._name:
            return
        self._name = name
        if not self.restoreState(remembered_layout(name)):
            first = round(room * _SHARES[wide, has_aside])
            self.setSizes([first, room - first])

    def _remember(self) -> None:
        remember_layout(self._name, self.saveState())

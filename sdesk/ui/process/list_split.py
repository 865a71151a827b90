"""List and form: side by side where there is room, else one above the other; each as it was left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from sdesk.ui.records.remembered import remember_layout, remembered_layout

SIDE_BY_SIDE_FROM = 1150
_SHARES = {(True, False): 0.48, (True, True): 0.26, (False, False): 0.36, (False, True): 0.24}
"""Of the list, by whether they are side by side and whether something stands beside the form."""


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

    def lay_out(self, room: int, height: int, tab_width: int, *, has_aside: bool) -> None:
        """Divide so many pixels beside the panel; the list gets less of them where something stands beside the form."""
        wide = tab_width >= SIDE_BY_SIDE_FROM
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        name = f"split/{self._tab}/{wanted.name}{'/aside' if has_aside else ''}"
        if name == self._name:
            return
        self._name = name
        self.setOrientation(wanted)
        if not self.restoreState(remembered_layout(name)):
            whole = room if wide else height
            first = round(whole * _SHARES[wide, has_aside])
            self.setSizes([first, whole - first])

    def _remember(self) -> None:
        remember_layout(self._name, self.saveState())

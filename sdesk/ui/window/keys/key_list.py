"""The sheet of all keys, made of what the window, the records and the places on the screen declare."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from sdesk.models import ActionItem, Record, ServiceIncident
from sdesk.translation import gettext as _
from sdesk.ui.desk import Screens
from sdesk.ui.pieces import Dialog, GroupTitle, PageTitle, PlainLabel, button, column_of
from sdesk.ui.records.form.commands import all_commands
from sdesk.ui.theme.look import GRID, GROUP_GAP, PAGE_MARGIN
from sdesk.ui.window.keys.places import place_keys

Lines = list[tuple[str, str]]


def written(*keys: str) -> str:
    """Keys as they are written on this system."""
    return ", ".join(QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in keys)


def all_keys_told(actions: Iterable[QAction], screens: Screens) -> Mapping[str, Lines]:
    """What each key does, by the group or place in which it does so."""
    groups: dict[str, Lines] = {}
    for action in actions:
        keys = [each.toString(QKeySequence.SequenceFormat.PortableText) for each in action.shortcuts()]
        if any(keys):
            groups.setdefault(action.property("group"), []).append((action.text(), written(*keys)))
    for model in (ServiceIncident, ActionItem):
        _add_commands(groups, screens, model)
    for each in place_keys():
        groups.setdefault(each.place, []).append((each.text, written(*each.keys)))
    return groups


def _add_commands(groups: dict[str, Lines], screens: Screens, model: type[Record]) -> None:
    title = _("With {kind}").format(kind=_(model.singular).lower())
    known = {line for lines in groups.values() for line in lines}
    found = [(each.title(), written(each.keys)) for each in all_commands(screens, model)]
    groups[title] = [line for line in found if line not in known]


class KeyList(Dialog):
    """Every key there is, in groups."""

    def __init__(self, actions: Iterable[QAction], screens: Screens, parent: QWidget) -> None:
        super().__init__("keys", _("Keyboard shortcuts"), parent)
        page = self._page(all_keys_told(actions, screens))
        scroll = QScrollArea(self)
        scroll.setObjectName("keys.all")
        scroll.setAccessibleName(self.windowTitle())
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setProperty("ringed", True)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        close = button(_("Close"), self, name="action.close")
        close.clicked.connect(self.accept)
        column = column_of(
            PageTitle(self.windowTitle(), self),
            (scroll, 1),
            inside=self,
            margins=PAGE_MARGIN,
            spacing=GROUP_GAP,
        )
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        wanted = page.sizeHint()
        self.fit(wanted.width() + 4 * PAGE_MARGIN, wanted.height() + 160)

    def _page(self, groups: Mapping[str, Lines]) -> QWidget:
        """In as many columns as the screen has room for, so that no key is cut."""
        room = self.screen().availableSize().width() - 6 * PAGE_MARGIN
        for columns in (3, 2):
            page = QWidget(self)
            page.setLayout(self._columns(groups, page, columns))
            if page.sizeHint().width() <= room:
                return page
            page.setParent(None)
            page.deleteLater()
        page = QWidget(self)
        page.setLayout(self._columns(groups, page, 1))
        return page

    def _columns(self, groups: Mapping[str, Lines], page: QWidget, columns: int) -> QHBoxLayout:
        side_by_side = QHBoxLayout()
        side_by_side.setContentsMargins(0, 0, GRID, 0)
        side_by_side.setSpacing(2 * GROUP_GAP)
        total = sum(len(lines) + 2 for lines in groups.values())
        grids = [QGridLayout() for _column in range(columns)]
        used = 0
        for title, lines in groups.items():
            self._add(grids[min(columns - 1, used * columns // total)], title, lines, page)
            used += len(lines) + 2
        for grid in grids:
            grid.setHorizontalSpacing(GROUP_GAP)
            grid.setVerticalSpacing(GRID // 2)
            grid.setRowStretch(grid.rowCount(), 1)
            side_by_side.addLayout(grid)
        return side_by_side

    def _add(self, grid: QGridLayout, title: str, lines: Lines, page: QWidget) -> None:
        row = grid.rowCount()
        heading = GroupTitle(title, page)
        heading.setContentsMargins(0, GRID if row > 1 else 0, 0, GRID // 2)
        grid.addWidget(heading, row, 0, 1, 2)
        for at, (text, keys) in enumerate(lines, start=row + 1):
            grid.addWidget(PlainLabel(text, page), at, 0)
            grid.addWidget(PlainLabel(keys, page), at, 1)

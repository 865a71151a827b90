"""Beside the questions: what comes of the answers so far."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from sdesk.practice.starter.drafting import ComesOf
from sdesk.translation import gettext as _
from sdesk.ui.pieces import STRETCH, GroupTitle, HelpText, PlainLabel, SidePanel, column_of
from sdesk.ui.theme.look import GRID, PAGE_MARGIN, tabular
from sdesk.ui.wording import worded


class OutlookPanel(SidePanel):
    """A line for each kind of thing that will be drafted, with how many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("side", "right")
        self.setObjectName("questions.outlook")
        self.setAccessibleName(_("What comes of it"))
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(0, 1)
        self._lines: list[tuple[PlainLabel, PlainLabel]] = []
        column_of(
            GroupTitle(_("What comes of it"), self),
            self._grid,
            HelpText(_("Drafts, with your answers in them. Nothing counts until you have read it."), self),
            STRETCH,
            HelpText(_("All that you type is kept. What you leave open can be answered at any time."), self),
            inside=self,
            margins=PAGE_MARGIN,
            spacing=PAGE_MARGIN,
        )

    def show_outlook(self, found: Sequence[ComesOf]) -> None:
        while len(self._lines) < len(found):
            self._add()
        for at, (label, count) in enumerate(self._lines):
            is_there = at < len(found)
            label.setText(worded(found[at].label) if is_there else "")
            count.setText(str(found[at].count) if is_there else "")
            label.setVisible(is_there)
            count.setVisible(is_there)

    def _add(self) -> None:
        row = len(self._lines)
        label, count = PlainLabel("", self), PlainLabel("", self)
        label.setWordWrap(True)
        count.setFont(tabular(count.font()))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(count, row, 1, Qt.AlignmentFlag.AlignRight)
        self._lines.append((label, count))


__all__ = ["OutlookPanel"]

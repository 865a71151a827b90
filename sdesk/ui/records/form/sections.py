"""A section of a form: its title, and its fields in one column or two."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import Aside, GroupTitle, LabelledField, column_of, row_of, tool_button
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID

TWO_COLUMNS_FROM = 860
"""Width inside the margins of a form that is 900 wide."""
TWO_COLUMNS_TO_READ = 440


class SectionHead(QWidget):
    """The title of a section, with a line to the right edge; one that folds has a chevron."""

    def __init__(self, section: "FormSection", title: str) -> None:
        super().__init__(section)
        self._section = section
        self.fold = tool_button("chevron-right", _("Show"), self, name=f"fold.{title}")
        self.fold.clicked.connect(section.toggle)
        self.note = Aside("", self)
        rule = QFrame(self)
        rule.setFrameShape(QFrame.Shape.HLine)
        row_of(
            self.fold,
            GroupTitle(title, self),
            self.note,
            (rule, 1, Qt.AlignmentFlag.AlignVCenter),
            inside=self,
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._section.isFoldable():
            self._section.toggle()


class FormSection(QWidget):
    """Fields that belong together. Short ones stand in pairs where there is room."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._blocks: list[tuple[LabelledField, bool]] = []
        self._columns = 0
        self._head = SectionHead(self, title)
        self._head.setVisible(bool(title))
        self.body = QWidget(self)
        self._grid = QGridLayout(self.body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(2 * GRID)
        column_of(self._head, self.body, inside=self, spacing=12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(title)
        self.setFoldable(False)

    def addField(self, block: LabelledField, *, across: bool) -> None:
        self._blocks.append((block, across))
        self._columns = 0

    def blocks(self) -> list[LabelledField]:
        return [block for block, _across in self._blocks]

    def setFoldable(self, foldable: bool, note: str = "") -> None:
        """Whether it may be folded away, and what to say beside its title."""
        self._head.fold.setVisible(foldable)
        self._head.note.setText(note)
        self._head.note.setVisible(bool(note))
        if not foldable:
            self.setOpen(True)

    def isFoldable(self) -> bool:
        return not self._head.fold.isHidden()

    def isOpen(self) -> bool:
        return not self.body.isHidden()

    def setOpen(self, is_open: bool) -> None:
        self.body.setVisible(is_open)
        said = _("Hide {section}") if is_open else _("Show {section}")
        self._head.fold.setIcon(icon("chevron-down" if is_open else "chevron-right", "muted"))
        self._head.fold.setToolTip(plain_tip(said.format(section=self.title)))
        self._head.fold.setAccessibleName(self._head.fold.toolTip())

    def toggle(self) -> None:
        self.setOpen(not self.isOpen())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def rearrange(self) -> None:
        """Put the fields into their places anew: some are shown that were not, or the other way round."""
        self._columns = 0
        self.arrange()

    def arrange(self) -> None:
        """Put the fields into their places for the width there is."""
        dense = all(block.field.isReadOnly() for block, _across in self._blocks)
        columns = 2 if self.width() >= (TWO_COLUMNS_TO_READ if dense else TWO_COLUMNS_FROM) else 1
        if columns == self._columns:
            return
        self._columns = columns
        line, side = 0, 0
        for block, across in self._blocks:
            if block.isHidden():
                continue
            whole = across or columns == 1
            if whole and side:
                line, side = line + 1, 0
            self._grid.addWidget(block, line, side, 1, 2 if whole else 1)
            line, side = (line + 1, 0) if whole or side else (line, 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)

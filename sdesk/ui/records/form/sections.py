"""The sections of a form: each has a title, and its fields in one column or two; those in sight come first."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QSizePolicy, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    Aside,
    GroupTitle,
    LabelledField,
    column_of,
    row_of,
    tell_height,
    tool_button,
)
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID, GROUP_GAP

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

    def heightFor(self, width: int) -> int:
        """About as high as it will be in that width."""
        return self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()

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


class SectionsInSight(QWidget):
    """Sections one below the other. Those that are in sight come at once, the others when nothing else waits.

    Until then they are not seen: nothing that is seen says what was before. Whoever goes to one has it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections: list[FormSection] = []
        self._column = column_of(STRETCH, inside=self, margins=(14, 10, 14, 22), spacing=GROUP_GAP)
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._go_on)

    # for subclasses

    def count(self) -> int:
        """How many there are when all are there."""
        raise NotImplementedError

    def bring(self, place: int) -> FormSection:
        """The section at that place, made if need be, saying what it says by now."""
        raise NotImplementedError

    def is_stale(self, place: int) -> bool:
        """Whether what is there says what was before."""
        raise NotImplementedError

    def may_go_on(self) -> bool:
        """Whether there is still something to read."""
        raise NotImplementedError

    def add_section(self, section: FormSection) -> None:
        self._column.insertWidget(len(self.sections), section, 0, Qt.AlignmentFlag.AlignTop)
        self.sections.append(section)

    def is_behind(self, place: int) -> bool:
        """Whether it is still to come."""
        return place >= len(self.sections) or self.sections[place].isHidden() or self.is_stale(place)

    # for whoever looks

    def lay_out(self) -> None:
        """Make what is not there yet, and show in every section what it says by now."""
        self._rest.stop()
        while self._lay_out_next():
            pass

    def lay_out_in_sight(self) -> None:
        """As much of it as can be seen at once; what is below follows when nothing else waits."""
        if self._next() is None:
            return
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.lay_out()  # what is hidden would send the focus away
            return
        for place, section in enumerate(self.sections):
            section.setHidden(self.is_behind(place))
        high = self.window().height() - self.mapTo(self.window(), QPoint()).y()
        while self._height_so_far() < high:
            if not self._lay_out_next():
                return
        self._rest.start()

    def as_read(self) -> Sequence[QWidget]:
        """Tab goes through all of it, and scrolls to where it leads."""
        if self._next() is not None:
            self.lay_out()
            if (page := self.parentWidget()) is not None:
                page.adjustSize()
        return self.sections

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.lay_out_in_sight()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not there yet comes when somebody looks again."""
        super().hideEvent(event)
        self._rest.stop()

    def _go_on(self) -> None:
        """The next section, in its place before the next key: what that brings into view stays there."""
        if self.may_go_on() and self._lay_out_next():
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self._rest.start()

    def _next(self) -> int | None:
        return next((place for place in range(self.count()) if self.is_behind(place)), None)

    def _lay_out_next(self) -> bool:
        """Whether there was one more."""
        place = self._next()
        if place is None:
            return False
        section = self.bring(place)
        section.show()
        tell_height(section)
        return True

    def _height_so_far(self) -> int:
        shown = (section for section in self.sections if not section.isHidden())
        return sum(section.heightFor(self.width()) for section in shown)

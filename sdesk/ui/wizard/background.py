"""The right side of a wizard: why a task is done, and what it builds on, readable without leaving."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sdesk.practice.guidance.wizards import PageInput, WizardPage
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import GroupTitle, HelpText, WrappedLabel, quiet_button
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.naming import record_called
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GROUP_GAP, PAGE_MARGIN
from sdesk.ui.wizard.reading_card import ReadingCard


class InputFold(QWidget):
    """One work product to read: its name, and unfolded its records. They are read when it is unfolded."""

    opened = Signal(object)

    def __init__(self, desk: Desk, given: PageInput, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._given = given
        short = desk.pack.asks.work_product(given.work_product).short
        self._head = _fold_button(f"{given.work_product}  {_(short)}", self)
        self._head.setToolTip(plain_tip(_(given.name)))
        self._head.setObjectName(f"input.{given.work_product}")
        self._head.clicked.connect(self.toggle)
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        if not given.records:
            nothing = HelpText(_("Nothing there yet."), self)
            nothing.setContentsMargins(24, 0, 0, 6)
            self._column.addWidget(nothing)
            self._head.setEnabled(False)
        self._show_fold()

    def is_open(self) -> bool:
        return self._body is not None and not self._body.isHidden()

    def toggle(self) -> None:
        if self._body is None:
            self._body = self._read()
            self._column.addWidget(self._body)
        else:
            self._body.setVisible(self._body.isHidden())
        self._show_fold()

    def _read(self) -> QWidget:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 0, 0, 0)
        column.setSpacing(0)
        for record_id in self._given.records:
            record = record_called(self._desk.workspace, record_id)
            if record is not None:
                card = ReadingCard(self._desk, record, body)
                card.opened.connect(self.opened)
                column.addWidget(card)
        return body

    def _show_fold(self) -> None:
        self._head.setIcon(icon("chevron-down" if self.is_open() else "chevron-right", "muted"))
        said = _("Hide {name}") if self.is_open() else _("Show {name}")
        self._head.setAccessibleName(said.format(name=self._head.text().replace("&&", "&")))


def _fold_button(text: str, parent: QWidget) -> QPushButton:
    made = quiet_button(text.replace("&", "&&"), parent)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    made.setStyleSheet("text-align: left;")
    return made


class Background(QScrollArea):
    """Why, and what it builds on. `opened` carries the id of a record to be shown in its tab."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: tuple[str, Sequence[PageInput]] = ("", ())
        self.setObjectName("wizard.background")
        self.setAccessibleName(_("Why, and what it builds on"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._why = WrappedLabel("", self)
        self._why.setObjectName("wizard.why")
        self._inputs_title = GroupTitle(_("What it builds on"), self)
        self._inputs = QVBoxLayout()
        self._inputs.setSpacing(0)
        self._folds: list[InputFold] = []
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(8)
        column.addWidget(GroupTitle(_("Why"), inside))
        column.addWidget(self._why)
        column.addSpacing(GROUP_GAP - 16)
        column.addWidget(self._inputs_title)
        column.addLayout(self._inputs)
        column.addStretch(1)
        self.setWidget(inside)

    def show_page(self, page: WizardPage) -> None:
        if (page.key, page.inputs) == self._shown:
            return
        self._shown = (page.key, page.inputs)
        self._why.setText(_(page.why))
        for fold in self._folds:
            self._inputs.removeWidget(fold)
            fold.hide()
            fold.deleteLater()
        self._folds = [InputFold(self._desk, given, self.widget()) for given in page.inputs]
        self._inputs_title.setVisible(bool(self._folds))
        for fold in self._folds:
            fold.opened.connect(self.opened)
            self._inputs.addWidget(fold)
        first = next(
            (fold for fold, given in zip(self._folds, page.inputs, strict=True) if given.records), None
        )
        if first is not None and (page.task.cadence != "case" or page.case is not None):
            first.toggle()
        self.verticalScrollBar().setValue(0)

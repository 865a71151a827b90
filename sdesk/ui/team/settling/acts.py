"""The ways out of what met, each with its key on its button."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Step
from sdesk.practice.lifecycle.steps import missing, take_step
from sdesk.practice.team.settling import DRAFTS, Side, ToSettle, settle
from sdesk.practice.team.ways import Ways, delete_again, state_of, ways_of
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Dialog, FlowLayout, button, danger_button
from sdesk.ui.pieces.buttons import Unhurried
from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.form.step_dialog import StepDialog, asks_nothing
from sdesk.ui.team.settling.side_card import SideCard
from sdesk.ui.team.settling.words import staying
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded

MOST_SIDES = 9
KEYS_OF_STEP = ("Ctrl+Return", "Ctrl+Enter")


class Acts(QWidget):
    """`settled` says what was done; `record_asked` carries the record in which the rest is decided."""

    settled = Signal(str)
    record_asked = Signal(object)

    def __init__(self, desk: Desk, dialog: Dialog) -> None:
        super().__init__(dialog)
        self.setObjectName("settle.acts")
        self._desk, self._dialog = desk, dialog
        self._each: ToSettle | None = None
        self._cards: Sequence[SideCard] = ()
        self._step: Step | None = None
        line = FlowLayout(self, spacing=GRID)
        self._keeps = [
            self._add(line, f"keep-{at}", partial(self._keep, at), str(at + 1)) for at in range(MOST_SIDES)
        ]
        self._stays = self._add(line, "stays", self._let_stand, "0")
        self._again = self._add(line, "again", self._take_again, *KEYS_OF_STEP)
        self._delete = self._add(line, "delete", self._delete_again, "Del", makes=danger_button)
        self._open = button("", self, name="settle.open")
        self._open.setDefault(True)
        self._open.clicked.connect(self._open_record)
        line.addWidget(self._open)

    def _add(
        self,
        line: FlowLayout,
        name: str,
        act: Callable[[], object],
        *keys: str,
        makes: Callable[..., QPushButton] = button,
    ) -> QPushButton:
        made = makes("", self, name=f"settle.{name}")
        made.clicked.connect(act)
        self._desk.writes(made)
        Unhurried(made, self._dialog.pause)
        for each in keys:
            QShortcut(QKeySequence(each), self._dialog, partial(self._press, made)).setAutoRepeat(False)
        line.addWidget(made)
        return made

    def _press(self, made: QPushButton) -> None:
        """By its key. What is pressed in the moment after one was settled was meant for that one."""
        if not self._dialog.pause.isActive() and made.isVisibleTo(self) and made.isEnabled():
            made.click()

    # ------------------------------------------------------------ what is offered

    def offer(self, each: ToSettle | None, cards: Sequence[SideCard]) -> None:
        ways = ways_of(self._desk.workspace, each) if each is not None else Ways(stays=False)
        self._each, self._cards, self._step = each, cards, ways.again
        for at, keep in enumerate(self._keeps):
            is_offered = ways.sides and at < len(cards)
            keep.setVisible(is_offered)
            if is_offered:
                _call(keep, self._keeping(cards, at), str(at + 1))
        self._stays.setVisible(ways.stays)
        if each is not None:
            _call(self._stays, staying(each, state_of(self._desk.workspace, each)), "0")
        self._again.setVisible(ways.again is not None)
        if ways.again is not None:
            _call(self._again, _("“{step}” again").format(step=_(ways.again.label)), _shown(KEYS_OF_STEP[0]))
        self._delete.setVisible(ways.deletes)
        _call(self._delete, _("Delete it all the same"), _shown("Del"))
        self._open.setVisible(each is not None)
        _call(self._open, _("Open the record"), _shown("Return"))

    def _keeping(self, cards: Sequence[SideCard], at: int) -> str:
        card, is_draft = cards[at], self._each is not None and self._each.kind == DRAFTS
        if card.is_ours:
            return _("Go on with mine") if is_draft else _("Keep mine")
        if len(cards) == 2 and cards[1 - at].is_ours:
            return _("Go on with theirs") if is_draft else _("Keep theirs")
        said = _("Go on with that of {device}") if is_draft else _("Keep that of {device}")
        return said.format(device=card.where)

    # ------------------------------------------------------------ what happens

    def _keep(self, at: int) -> None:
        if self._each is not None and at < len(self._cards):
            side: Side = self._cards[at].side
            self._settle(partial(settle, self._desk.workspace, self._each, side))

    def _let_stand(self) -> None:
        if self._each is not None:
            self._settle(partial(settle, self._desk.workspace, self._each))

    def _delete_again(self) -> None:
        if self._each is not None:
            self._settle(partial(delete_again, self._desk.workspace, self._each))

    def _take_again(self) -> None:
        each, step = self._each, self._step
        record = self._desk.workspace.get(each.model, each.record) if each is not None else None
        if each is None or step is None or record is None:
            return
        lacking = missing(self._desk.workspace, record, step)
        if lacking:
            said = _("{number}: “{step}” needs more. Open the record: {missing}")
            listed = " ".join(worded(problem.text) for problem in lacking)
            self._dialog.complain(said.format(number=each.number, step=_(step.label), missing=listed))
        elif asks_nothing(self._desk, record, step):
            self._settle(partial(take_step, self._desk.workspace, record, step.name))
        else:
            asking = self._desk.screens.dialog_for(record, step, StepDialog)
            dialog = asking(self._desk, record, step, partial(open_create_dialog, self._desk), self._dialog)
            dialog.taken.connect(partial(self._tell, each))
            dialog.open()

    def _settle(self, act: Callable[[], object]) -> None:
        each = self._each
        assert each is not None
        try:
            act()
        except SdeskError as fault:
            self._dialog.complain(worded(fault))
        else:
            self._tell(each)

    def _tell(self, each: ToSettle, *_taken: object) -> None:
        self.settled.emit(_("{number}: settled.").format(number=each.number))

    def _open_record(self) -> None:
        if self._each is not None:
            self.record_asked.emit(self._each.record)


def _call(made: QPushButton, word: str, key: str) -> None:
    made.setText(f"{word}   {key}".replace("&", "&&"))
    made.setAccessibleName(f"{word}, {key}")


def _shown(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


__all__ = ["Acts"]

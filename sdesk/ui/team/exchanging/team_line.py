"""The place of the team in the status line: how far the exchange is, and what is to settle. Nothing where nobody shares it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import PlainLabel, quiet_button, row_of
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.team.exchanging.state import How, TeamState
from sdesk.ui.theme.look import GRID


class TeamLine(QWidget):
    """`team_asked` and `settle_asked` are presses on the two; `came_or_went` says that there is something to say, or nothing any more."""

    came_or_went = Signal()
    team_asked = Signal()
    settle_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status.of-team")
        self._dot = PlainLabel("·", self)
        self._state = quiet_button("", self, name="status.team")
        self._state.clicked.connect(self.team_asked)
        self._settle = quiet_button("", self, name="status.settle")
        self._settle.setToolTip(
            plain_tip(_("What somebody has to decide after the work of several laptops came together."))
        )
        self._settle.clicked.connect(self.settle_asked)
        row_of(self._dot, self._state, self._settle, inside=self, spacing=GRID // 2)
        self.show_state(TeamState(How.ALONE))

    def show_state(self, state: TeamState) -> None:
        self._state.setText(state.words.replace("&", "&&"))
        self._state.setAccessibleName(_("Laptops: {state}").format(state=state.words))
        self._state.setAccessibleDescription("\n".join((*state.details, *state.beside)))
        self._state.setToolTip(plain_tip(state.tip))
        self._settle.setText(state.settle_words.replace("&", "&&"))
        self._settle.setVisible(bool(state.settle_words))
        was = not self.isHidden()
        self.setVisible(bool(state.words))
        if was != bool(state.words):
            self.came_or_went.emit()


__all__ = ["TeamLine"]

"""The note below what a dialog asks: too few words may be saved, and are told before they are signed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sdesk.translation import Message
from sdesk.translation import gettext as _
from sdesk.ui.pieces import Callout, LabelledField, Tone, column_of
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded


class ThinNote(QWidget):
    """A labelled field and, while it says too little to count as evidence, a line that says so."""

    def __init__(
        self, block: LabelledField, judge: Callable[[str], Message | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._field = block.field
        self._judge = judge
        self._note = Callout(Tone.WARNING, "", self)
        self._note.setObjectName("step.thin")
        column_of(block, self._note, inside=self, spacing=GRID)
        self._field.changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        said = self._field.value()
        why = self._judge(said) if isinstance(said, str) else None
        if why:
            too_thin = _("It can be saved so, but is too thin to count as evidence: {why}.")
            self._note.say(Tone.WARNING, too_thin.format(why=worded(why)))
        self._note.setVisible(bool(why))


__all__ = ["ThinNote"]

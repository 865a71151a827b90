"""The note below what a dialog asks: too few words may be saved, and are told before they are signed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sdesk.translation import Message
from sdesk.translation import gettext as _
from sdesk.ui.pieces import ElidedLabel, LabelledField, column_of
from sdesk.ui.wording import worded


class ThinText(ElidedLabel):
    """A line below a field; it keeps its height where it says nothing."""


class ThinNote(QWidget):
    """A labelled field and, while it says too little to count as evidence, words in the line below that say so."""

    def __init__(
        self, block: LabelledField, judge: Callable[[str], Message | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._field = block.field
        self._judge = judge
        self._note = ThinText("", self)
        self._note.setObjectName("step.thin")
        column_of(block, self._note, inside=self, spacing=2)
        self._field.changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        said = self._field.value()
        why = self._judge(said) if isinstance(said, str) else None
        too_thin = _("It can be saved so, but is too thin to count as evidence: {why}.")
        self._note.setText(too_thin.format(why=worded(why)) if why else "")


__all__ = ["ThinNote", "ThinText"]

"""What is said of a whole record in one line: its days, who issues it, for whom it is. It can be changed in its place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sdesk.models import FieldSpec, Proposable
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import HelpText, quiet_button, row_of
from sdesk.ui.reading.card import PlaceFrame
from sdesk.ui.reading.content import NOTHING, words_of
from sdesk.ui.records.reading import Names
from sdesk.ui.theme.look import GRID, LIST_ROW_HEIGHT


class AboutLine(PlaceFrame):
    """`change_asked` says that somebody wants to change what it says."""

    change_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.specs: Sequence[FieldSpec] = ()
        self._text = HelpText("", self._reading)
        self._text.setObjectName("reading.about")
        self._change = quiet_button(
            _("Change"), self._reading, icon_name="pencil", name="reading.about.change"
        )
        self._change.setAccessibleName(_("Change what is said of all of it"))
        self._change.setFixedHeight(LIST_ROW_HEIGHT)
        desk.writes(self._change).clicked.connect(self.change_asked)
        beside = (
            self._change.sizeHint().width() + 3 * GRID
        )  # a layout asks for its height at the width of the page
        self._text.setMaximumWidth(min(self._text.maximumWidth(), self.maximumWidth() - beside))
        row_of((self._text, 1), (self._change, 0, Qt.AlignmentFlag.AlignTop), inside=self._reading)

    def show_record(self, record: Proposable, specs: Sequence[FieldSpec], names: Names) -> None:
        self.specs = specs
        said = (
            _("{field}: {value}").format(
                field=_(spec.label),
                value=" ".join(words_of(names, spec, getattr(record, spec.name)).split()) or NOTHING,
            )
            for spec in specs
        )
        self._text.setText(" · ".join(said))
        self.setVisible(bool(specs))


__all__ = ["AboutLine"]

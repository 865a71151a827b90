"""The prioritization matrix as a table: impact down, urgency across, a priority in each cell."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from sdesk.models.governance import Impact, MatrixCell, Priority, Urgency
from sdesk.translation import gettext as _
from sdesk.ui.pieces import ChoiceField, FieldTitle, FieldWidget, HelpText
from sdesk.ui.theme.look import GRID


class MatrixField(FieldWidget):
    """`value()` is a tuple of MatrixCell, one for each cell with a priority; cells keep their ids."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: dict[tuple[Impact, Urgency], MatrixCell] = {}
        self._cells: dict[tuple[Impact, Urgency], ChoiceField] = {}
        editor = QWidget(self)
        self._grid = QGridLayout(editor)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(4)
        self._make_heads(editor)
        for impact in Impact:
            for urgency in Urgency:
                self._make_cell(editor, impact, urgency)
        for column in range(1, 1 + len(Urgency)):
            self._grid.setColumnStretch(column, 1)
        self._install(editor, self._cells[Impact.HIGH, Urgency.HIGH])

    def value(self) -> tuple[MatrixCell, ...]:
        return tuple(
            self._cell(impact, urgency, priority)
            for (impact, urgency), field in self._cells.items()
            if isinstance(priority := field.value(), Priority)
        )

    def setValue(self, value: Iterable[MatrixCell] | None) -> None:
        self._given = {
            (cell.impact, cell.urgency): cell for cell in value or () if cell.impact and cell.urgency
        }
        for place, field in self._cells.items():
            field.setValue(self._given[place].priority if place in self._given else None)

    def displayText(self) -> str:
        return "\n".join(
            f"{impact.label} × {urgency.label}: {field.displayText()}"
            for (impact, urgency), field in self._cells.items()
            if field.displayText()
        )

    def setReadOnly(self, read_only: bool) -> None:
        """A table stays a table: only its cells become text."""
        self._read_only = read_only
        for field in self._cells.values():
            field.setReadOnly(read_only)

    def _cell(self, impact: Impact, urgency: Urgency, priority: Priority) -> MatrixCell:
        known = self._given.get((impact, urgency))
        if known is None:
            known = self._given[impact, urgency] = MatrixCell(impact=impact, urgency=urgency)
        return known.model_copy(update={"priority": priority})

    def _make_heads(self, editor: QWidget) -> None:
        self._grid.addWidget(HelpText(_("Impact ↓   Urgency →"), editor), 0, 0)
        for column, urgency in enumerate(Urgency, start=1):
            self._grid.addWidget(FieldTitle(_(urgency.label), editor), 0, column)
        for line, impact in enumerate(Impact, start=1):
            title = FieldTitle(_(impact.label), editor)
            self._grid.addWidget(title, line, 0, Qt.AlignmentFlag.AlignVCenter)

    def _make_cell(self, editor: QWidget, impact: Impact, urgency: Urgency) -> None:
        field = ChoiceField([(priority, _(priority.label)) for priority in Priority], editor)
        field.setObjectName(f"matrix.{impact.value}.{urgency.value}")
        field.setAccessibleName(
            _("Impact {impact}, urgency {urgency}").format(impact=_(impact.value), urgency=_(urgency.value))
        )
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        field.changed.connect(self._edited)
        self._cells[impact, urgency] = field
        self._grid.addWidget(field, 1 + list(Impact).index(impact), 1 + list(Urgency).index(urgency))

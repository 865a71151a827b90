"""Fields that stand for a while where text is read: those of one section, or of the line above them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.models import FieldSpec, Proposable
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import latest_operation
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    ErrorText,
    FieldWidget,
    LabelledField,
    RowsEditor,
    button,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.pieces.tab_order import stops_in
from sdesk.ui.records.fields import field_for
from sdesk.ui.records.fields.link_fields import Create, FieldContext
from sdesk.ui.theme.look import GRID
from sdesk.ui.unsaved.fields import OpenFields
from sdesk.ui.wording import worded

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlaceEditor(QWidget):
    """`kept_asked` says that somebody is done with it by key or button, `dropped_asked` that nothing shall come of it.

    `store` takes the values of its fields and the operation on which they were built; it raises SdeskError.
    """

    kept_asked = Signal()
    dropped_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        record: Proposable,
        specs: Sequence[FieldSpec],
        values: Mapping[str, Any],
        store: Callable[[Mapping[str, Any], UUID | None], object],
        create: Create,
        parent: QWidget,
        *,
        act: str,
        title: str,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._before = dict(values)
        self._base = latest_operation(desk.workspace)
        self.fields: dict[str, FieldWidget] = {}
        self._trouble = ErrorText("", self)
        self._trouble.hide()
        context = FieldContext(desk, create, self._value_in(record), type(record).__name__)
        column = column_of(inside=self, margins=(0, 4, 0, 4), spacing=GRID)
        for spec in specs:
            column.addWidget(self._block(spec, context, values.get(spec.name), alone=len(specs) == 1))
        column.addWidget(self._trouble)
        column.addLayout(self._buttons())
        self._open_fields = OpenFields(desk, self, act, title, self.fields, record)

    def goIn(self, name: str = "") -> None:
        """To a field, the first if none is named."""
        field = self.fields.get(name, next(iter(self.fields.values())))
        stops = stops_in(field) if isinstance(field, RowsEditor) and field.value() else []
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)  # what is there is to be changed
        else:
            field.goIn()

    def values(self) -> dict[str, Any]:
        return {name: field.value() for name, field in self.fields.items()}

    @property
    def is_changed(self) -> bool:
        """Whether somebody has typed something that is not what stood there."""
        return self.values() != self._before or self._unreadable() is not None

    def store(self) -> bool:
        """Save what is typed. False if it could not be; it then says why, and keeps it."""
        if (wrong := self._unreadable()) is not None:
            self.complain(wrong.typedProblem())
            return False
        self._open_fields.about_to_save()
        try:
            self._store(self.values(), self._base)
        except SdeskError as fault:
            problems = fault.problems if isinstance(fault, Refused) else ()
            self.complain(" ".join(map(worded, problems)) or worded(fault))
            return False
        self._open_fields.over()
        return True

    def give_up(self) -> None:
        """Nobody wants what is typed here."""
        self._open_fields.over()

    def complain(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    # keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _ends(event):
            event.accept()  # it ends the editor, and is no step of the window
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _ends(event):
            if not event.isAutoRepeat():
                self.kept_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped_asked.emit()
        else:
            event.ignore()

    # making

    def _value_in(self, record: Proposable) -> Callable[[str], Any]:
        def value_of(name: str) -> Any:
            return self.fields[name].value() if name in self.fields else getattr(record, name, None)

        return value_of

    def _block(self, spec: FieldSpec, context: FieldContext, value: Any, *, alone: bool) -> QWidget:
        field = field_for(spec, context)
        field.setObjectName(f"reading.{spec.name}")
        field.setValue(value)
        self.fields[spec.name] = field
        if not alone:
            return LabelledField(_(spec.label), field, self)
        field.setParent(self)
        field.setAccessibleName(_(spec.label))
        return field

    def _buttons(self) -> Any:
        """For the mouse: they take no focus, so that Tab leads out of the fields."""
        keep = button(_("Keep it  (Ctrl+Enter)"), self, name="reading.keep")
        keep.setAccessibleName(_("Keep it"))
        keep.clicked.connect(self.kept_asked)
        drop = quiet_button(_("Take it back  (Esc)"), self, name="reading.drop")
        drop.setAccessibleName(_("Take it back"))
        drop.clicked.connect(self.dropped_asked)
        for made in (keep, drop):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return row_of(keep, drop, STRETCH)

    def _unreadable(self) -> FieldWidget | None:
        return next((field for field in self.fields.values() if field.typedProblem()), None)


def _ends(event: QKeyEvent) -> bool:
    ctrl = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier
    return ctrl and event.key() in (*_ENTER, Qt.Key.Key_S)


__all__ = ["PlaceEditor"]

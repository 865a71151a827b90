"""The facts of a case in one column: text, of which one at a time is turned into the field of the form."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QScrollArea, QSizePolicy, QWidget

from sdesk.models import Kind, Record, field_of
from sdesk.practice.lifecycle.lists import entries
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import FieldTitle, FieldWidget, PopupFrame, column_of
from sdesk.ui.pieces.fields.row_cells import PLAIN, types
from sdesk.ui.records.case.fact import Fact, FactKind, Told
from sdesk.ui.records.form.sheet import RecordSheet
from sdesk.ui.records.reading import text_of
from sdesk.ui.unsaved.typing import OpenForm

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
OTHER = Qt.FocusReason.OtherFocusReason


class FactEditor(PopupFrame):
    """The field of one fact, over the facts: nothing below moves. The sheet keeps what is typed in it."""

    kept = Signal()
    taken_back = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("fact.editor")
        self.field: FieldWidget | None = None
        self._spoken_for = OpenForm(desk.typing, lambda: None, self)
        self._title = FieldTitle("", self)
        self._fact: Fact | None = None
        self._was = QSizePolicy()
        self._column = column_of(self._title, inside=self, margins=8, spacing=4)
        self.hide()

    def hold(self, fact: Fact, field: FieldWidget) -> None:
        self._fact, self.field = fact, field
        self._title.setText(fact.title())
        self._was = field.sizePolicy()
        field.setSizePolicy(
            self._was.horizontalPolicy(), QSizePolicy.Policy.Preferred
        )  # all of it, also in this width
        self._column.addWidget(field, 1)
        field.show()
        self.show()
        self.raise_()
        self.fit()

    def let_go(self) -> None:
        if self.field is not None:
            self.field.setSizePolicy(self._was)
        self.field = self._fact = None
        self.hide()

    def fit(self) -> None:
        """At its fact, as wide as the column; further up where there is no room below."""
        holder = self.parentWidget()
        if self._fact is None or holder is None:
            return
        self._column.activate()
        high = max(self.sizeHint().height(), self._column.totalHeightForWidth(holder.width()))
        top = max(0, min(self._fact.y(), holder.height() - high))
        self.setGeometry(0, top, holder.width(), high)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the field in which one types leaves over."""
        key = event.key() if event.modifiers() in PLAIN else 0
        if key in _ENDS:
            self.kept.emit()
        elif key == Qt.Key.Key_Escape:
            self.taken_back.emit()
        elif key != Qt.Key.Key_F2:
            super().keyPressEvent(event)


class _List(QWidget):
    """The facts, and over them the field of the one that is entered, which is read in its place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.facts: list[Fact] = []
        self.editor: FactEditor | None = None
        self.entered: Fact | None = None

    def as_read(self) -> list[QWidget]:
        return [self.editor if each is self.entered and self.editor else each for each in self.facts]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.editor is not None:
            self.editor.fit()


class FactsColumn(QScrollArea):
    """A click, F2, Return or typing enters a fact. Return and Tab keep what is typed, Esc takes it back.

    `kept` says that a fact was left in which something was typed, `changed` that something is being typed.
    """

    kept = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, kinds: Sequence[FactKind], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("case.facts")
        self.setAccessibleName(_("Facts"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._desk = desk
        self._sheet: RecordSheet | None = None
        self._record: Record | None = None
        self._before: Any = None
        self._list = _List(self)
        self._facts = {kind.name: Fact(kind, self, self._list) for kind in kinds}
        self._list.facts = list(self._facts.values())
        column = column_of(*self._list.facts, inside=self._list, margins=(0, 8, 8, 8), spacing=0)
        column.addStretch(1)
        self._editor = self._list.editor = FactEditor(desk, self._list)
        self._editor.kept.connect(self._keep)
        self._editor.taken_back.connect(self._take_back)
        self.setWidget(self._list)

    # what is shown

    def work_on(self, sheet: RecordSheet) -> None:
        """Whose fields are entered here, and which saves them."""
        if sheet is self._sheet:
            return
        self.end()
        self._sheet = sheet

    def show_record(self, record: Record, told: Mapping[str, Told], missing: Collection[str]) -> None:
        """The record with what is typed of it, and the fields that the next step lacks; `told` is more than a field says."""
        if self._record is not None and self._record.id != record.id:
            self.end()
        self._record = record
        names = self._names(record)
        for fact in self._facts.values():
            kind = fact.kind
            said = told[kind.name] if kind.name in told else self._value(kind.field, record, names)
            fact.say(
                said,
                missing=kind.field in missing,
                wrong=self._wrong(kind.field),
                can_be_entered=self._can_enter(kind),
            )

    def fact_of(self, field: str) -> Fact | None:
        """The fact that shows this field."""
        return next(
            (each for each in self._facts.values() if each.kind.field == field and not each.isHidden()), None
        )

    def texts(self) -> list[str]:
        """What is said of each fact, in order."""
        return [each.text() for each in self._facts.values() if not each.isHidden()]

    def go_to(self, fact: Fact) -> None:
        fact.setFocus(OTHER)
        self.ensureWidgetVisible(fact)

    def enter(self) -> None:
        """Come by key from somewhere else."""
        first = next((each for each in self._facts.values() if not each.isHidden()), None)
        if first is not None:
            self.go_to(first)

    # entered, and left

    def entered(self) -> Fact | None:
        return self._list.entered

    def edit(self, fact: Fact) -> FieldWidget | None:
        """Turn a fact into its field; None if it is not for a person to say."""
        if not fact.can_be_entered or self._sheet is None:
            return None
        self.end()
        if not fact.kind.field:
            assert fact.kind.opens is not None
            fact.setFocus(OTHER)
            fact.kind.opens(self._desk, self._sheet.record, self)
            return None
        field = self._sheet.body.fields[fact.kind.field]
        self._before = field.asItIs()
        self._list.entered = fact
        self._editor.hold(fact, field)
        self.ensureWidgetVisible(self._editor, 0, 0)
        field.setFocus(OTHER)
        field.changed.connect(self.changed)
        _app().focusChanged.connect(self._focus_went)
        return field

    def end(self, *, take_back: bool = False, stay: bool = False) -> None:
        """Text again; `stay` keeps the focus on the fact."""
        fact, field = self._list.entered, self._editor.field
        if fact is None or field is None or self._sheet is None:
            return
        self._list.entered = None
        _app().focusChanged.disconnect(self._focus_went)
        field.changed.disconnect(self.changed)
        if take_back:
            self._sheet.body.take_back(fact.kind.field, self._before)
        if stay or self._editor.isAncestorOf(self.window().focusWidget() or self.window()):
            fact.setFocus(OTHER)  # what hides with the focus would send it out of the column
        self._sheet.body.come_home(fact.kind.field)
        self._editor.let_go()
        self.changed.emit()
        if not take_back and fact.kind.field in self._sheet.body.changed_names:
            self.kept.emit()

    def _keep(self) -> None:
        """By Return. What is no value stays in its field, which says why."""
        field = self._editor.field
        if field is not None and field.typedProblem():
            field.setError("")
        else:
            self.end(stay=True)

    def _take_back(self) -> None:
        self.end(take_back=True, stay=True)

    def _focus_went(self, _before: QWidget | None, now: QWidget | None) -> None:
        """To another place of the window: a list or calendar that pops up is still the fact's."""
        if now is not None and now.window() is self.window() and not self._editor.isAncestorOf(now):
            self.end()

    # keys and clicks

    def fact_key(self, fact: Fact, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(fact.text())
        elif event.modifiers() in PLAIN and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(fact, 1 if key == Qt.Key.Key_Down else -1)
        elif event.modifiers() in PLAIN and key in (*_ENDS, Qt.Key.Key_F2):
            self.edit(fact)
        else:
            return self._type_into(fact, event)
        return True

    def fact_composed(self, fact: Fact, event: QInputMethodEvent) -> None:
        """The first letter of an input method, or one with an accent."""
        field = self.edit(fact)
        if field is not None:
            field.startOver()
            QApplication.sendEvent(self._focused(), event)

    def fact_clicked(self, fact: Fact) -> None:
        if self.edit(fact) is None:
            fact.setFocus(Qt.FocusReason.MouseFocusReason)

    def _type_into(self, fact: Fact, event: QKeyEvent) -> bool:
        """A letter enters the fact and takes the place of what stands in it; a space only enters it."""
        opens_list = event.key() == Qt.Key.Key_F4 or (
            event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
        )
        if not (opens_list or types(event)) or not fact.kind.field or (field := self.edit(fact)) is None:
            return False
        inner = self._focused()
        if event.text() == " " and not opens_list:
            return True
        if not isinstance(inner, QCheckBox | QComboBox) and not opens_list:
            field.startOver()
        QApplication.sendEvent(inner, event)
        return True

    def _step(self, fact: Fact, by: int) -> None:
        shown = [each for each in self._facts.values() if not each.isHidden()]
        at = shown.index(fact) + by
        if 0 <= at < len(shown):
            self.go_to(shown[at])

    def _focused(self) -> QWidget:
        return self.window().focusWidget() or self

    # what facts say

    def _can_enter(self, kind: FactKind) -> bool:
        if self._sheet is None or not self._desk.may_write:
            return False
        if kind.field or kind.opens is None:
            return bool(kind.field) and self._sheet.body.is_open(kind.field)
        return self._record is not None and not self._record.state_called(self._record.state).ended

    def _wrong(self, field: str) -> str:
        """Why what is typed in a field is not saved, if it was tried or cannot be read."""
        body = self._sheet.body if self._sheet is not None else None
        if body is None or not field or field not in body.changed_names:
            return ""
        return body.fields[field].error()

    def _names(self, record: Record) -> dict[UUID, str]:
        """What the records that facts link to are called."""
        linked: list[UUID] = []
        for fact in self._facts.values():
            spec = field_of(type(record), fact.kind.field) if fact.kind.field else None
            value = getattr(record, fact.kind.field) if spec is not None else None
            if spec is not None and spec.kind is Kind.LINK and isinstance(value, UUID):
                linked.append(value)
            elif spec is not None and spec.kind is Kind.LINKS:
                linked.extend(value or ())
        return {key: entry.title for key, entry in entries(self._desk.workspace, linked).items()}

    def _value(self, field: str, record: Record, names: dict[UUID, str]) -> Told:
        said = text_of(field_of(type(record), field), getattr(record, field), names)
        return Told((said,)) if said else Told()


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


__all__ = ["FactsColumn"]

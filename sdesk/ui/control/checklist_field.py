"""A checklist that is being done: each point with what came of it, a key for each."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from sdesk.models.control import JobCheck, PointResult
from sdesk.translation import gettext as _
from sdesk.ui.pieces import FieldWidget, HelpText, WrappedLabel, column_of, row_of
from sdesk.ui.pieces.tab_order import bring_into_view
from sdesk.ui.theme.look import GRID


class ResultButton(QRadioButton):
    """One answer to a point. Space chooses it and asks for the next point; Left and Right go to the other answers."""

    chosen = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.click()
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class PointLine(QWidget):
    """A point: what is done, what came of it, and what was seen."""

    changed = Signal()
    answered = Signal()

    def __init__(self, check: JobCheck, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._check = check
        self._group = QButtonGroup(self)
        self._buttons: dict[PointResult, ResultButton] = {}
        for result in PointResult:
            made = ResultButton(_(result.label), self)
            made.setObjectName(f"point.{place}.{result.value.replace(' ', '-')}")
            made.setAccessibleDescription(check.text)
            made.chosen.connect(self.answered)
            self._group.addButton(made)
            self._buttons[result] = made
        self._found = QLineEdit(self)
        self._found.setObjectName(f"point.{place}.found")
        self._found.setPlaceholderText(_("What was seen"))
        self._found.setAccessibleName(_("What was seen: {point}").format(point=check.text))
        self.show_check(check)
        self._group.buttonToggled.connect(lambda _button, _on: self.changed.emit())
        self._found.textEdited.connect(self.changed)
        answers = row_of(*self._buttons.values(), (self._found, 1), spacing=2 * GRID)
        column_of(WrappedLabel(check.text, self), answers, inside=self, spacing=GRID // 2)

    @property
    def first(self) -> QWidget:
        """Where the focus goes: to the answer that was given, else to the first."""
        return self._group.checkedButton() or self._buttons[PointResult.DONE]

    def check(self) -> JobCheck:
        result = next((each for each, made in self._buttons.items() if made.isChecked()), None)
        return self._check.model_copy(update={"result": result, "found": self._found.text()})

    def show_check(self, check: JobCheck) -> None:
        self._check = check
        self._group.setExclusive(False)
        for result, made in self._buttons.items():
            made.setChecked(result is check.result)
        self._group.setExclusive(True)
        if self._found.text() != check.found:
            self._found.setText(check.found)


class ChecklistField(FieldWidget):
    """`value()` is a tuple of JobCheck. The points come from the job: here they are answered, not written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        editor = QWidget(self)
        self._lines: list[PointLine] = []
        self._none = HelpText(_("The checklist comes with the job: choose one."), editor)
        self._rows = column_of(self._none, inside=editor, spacing=2 * GRID)
        self._install(editor)

    def value(self) -> tuple[JobCheck, ...]:
        return tuple(line.check() for line in self._lines)

    def setValue(self, value: Iterable[Any] | None) -> None:
        checks = tuple(value or ())
        if [(each.id, each.text) for each in checks] == [(each.id, each.text) for each in self.value()]:
            for line, check in zip(self._lines, checks, strict=True):
                line.show_check(check)
        else:
            self._make_lines(checks)
        self._refresh_reading()

    def displayText(self) -> str:
        return "\n".join(_as_read(check) for check in self.value())

    def isReadOnly(self) -> bool:
        """Without a point there is nothing to answer."""
        return super().isReadOnly() or not self._lines

    def goIn(self) -> QWidget:
        """To the first point that is not answered."""
        open_lines = [line for line in self._lines if line.check().result is None]
        target = (open_lines or self._lines)[0].first if self._lines else self
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return target

    def _make_lines(self, checks: tuple[JobCheck, ...]) -> None:
        for line in self._lines:
            self._rows.removeWidget(line)
            line.setParent(None)
            line.deleteLater()
        parent = self._editor
        self._lines = [PointLine(check, place, parent) for place, check in enumerate(checks, start=1)]
        for line in self._lines:
            self._rows.addWidget(line)
            line.changed.connect(self._edited)
            line.answered.connect(self._go_on)
        self._none.setVisible(not self._lines)
        if self._lines:
            self._focus = self._lines[0].first
            self.setFocusProxy(self._focus)
            self._name_editor(self.objectName())

    def _go_on(self) -> None:
        """From an answer to the next point; from the last to the line below it."""
        places = [place for place, line in enumerate(self._lines) if line is self.sender()]
        following = self._lines[places[0] + 1 :] if places else []
        if following:
            following[0].first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            bring_into_view(following[0])


def _as_read(check: JobCheck) -> str:
    result = _(check.result.label) if check.result else _("Not answered")
    return " · ".join(filter(None, (result, check.text, check.found)))

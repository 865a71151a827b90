"""What every field widget can do, so that a form needs to know only this."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.layouts import STRETCH, column_of, row_of
from sdesk.ui.pieces.tab_order import TabsAsRead
from sdesk.ui.pieces.texts import ErrorText, FieldTitle, HelpText, ItemMark, ReadText, repolish

LONG_TITLE = 40
"""From so many characters on, the name of a field takes a second line rather than make the form wider than its place."""


class FieldWidget(TabsAsRead, QWidget):
    """A value to fill in or to read, with its error below it.

    `changed` is emitted when a person changes the value, never by `setValue`. What cannot be read as a value is
    kept as typed; `value()` is then None and `error()` says what is wrong. Subclasses call `_install` once and
    `_edited` for each change, and implement `value`, `setValue`, `displayText` and, where typing can go wrong,
    `typedProblem`.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read_only = False
        self._given_error = ""
        self._error_text: ErrorText | None = None
        self._help: QWidget | None = None
        self._reading: ReadText | None = None
        self._description = ""
        self._is_in_line = False
        self._column = column_of(inside=self, spacing=4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.objectNameChanged.connect(self._name_editor)

    # what a form uses

    def value(self) -> Any:
        raise NotImplementedError

    def setValue(self, value: Any) -> None:
        raise NotImplementedError

    def displayText(self) -> str:
        """The value as text to read; empty if there is none."""
        raise NotImplementedError

    def whose_clock(self) -> str:
        """Of a time: whose clock shows it, where that of this computer shows another; "" of anything else."""
        return ""

    def typedText(self) -> str:
        """What stands in the field, also where it is no value."""
        words = self.typedWords()
        return "\n".join(dict.fromkeys(text for text in (self.displayText(), *words.values()) if text))

    def asRead(self, value: Any) -> tuple[Any, str]:
        """What it makes of a value: the one it gives back, and its text. For a field that is never shown."""
        self.setValue(value)
        return self.value(), self.displayText()

    def typedWords(self) -> dict[str, str]:
        """The words in it that are no value (yet), by their place in the field; "" is the place of a field that has one."""
        line = self._focus
        return {"": line.text()} if self.typedProblem() and isinstance(line, QLineEdit) else {}

    def typeWords(self, words: Mapping[str, str]) -> None:
        """Put words in their places as if a person typed them, whether they are a value or not."""
        if isinstance(self._focus, QLineEdit):
            self._focus.setText(words.get("", "").replace("\n", " "))
            self._edited()

    def readWords(self, text: str) -> bool:
        """Read words that come from elsewhere, such as a cell of a spreadsheet; whether they are a value of this field.

        Words that are none stay in the field where they can be typed in it.
        """
        self.typeWords({"": text})
        return not self.typedProblem()

    def asItIs(self) -> Any:
        """All that stands in it, for `putBack`."""
        return self.value(), self.typedWords()

    def putBack(self, was: Any) -> None:
        """Show again what stood in it, as if a person took back what they did since."""
        value, words = was
        self.setValue(value)
        if words:
            self.typeWords(words)
        self._edited()

    def startOver(self) -> None:
        """What is typed next takes the place of what stands in it."""
        if isinstance(self._focus, QLineEdit):
            self._focus.selectAll()

    def typedProblem(self) -> str:
        """What is wrong with what is typed now; empty if it can be read."""
        return ""

    def error(self) -> str:
        """What is wrong: first what was typed, then what the form said."""
        return self.typedProblem() or self._given_error

    def setError(self, text: str) -> None:
        """Say beside the field what is missing or wrong; empty to take it back."""
        self._given_error = text
        self._keep_error_line(False)
        self._show_error()

    def isReadOnly(self) -> bool:
        return self._read_only

    def canBeFilledIn(self) -> bool:
        """Whether a person can put something in it here and now."""
        return not self._read_only

    def goIn(self) -> QWidget:
        """Take the focus where something is to be filled in; what of it is to be brought into view."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return self

    def goTo(self, place: str) -> QWidget:
        """Take the focus at a place in it, such as "[2].measure" of rows."""
        return self.goIn()

    def setInLine(self, in_line: bool) -> None:
        """Stand in the line of a row: as low as that, and what is wrong is said below the line."""
        self._is_in_line = in_line
        self._show_error()

    def setReadOnly(self, read_only: bool) -> None:
        """Show the value as text to read and copy, or as a control."""
        self._read_only = read_only
        self._editor.setVisible(not read_only)
        if read_only and self._reading is None:
            self._add_reading()
        if self._reading is not None:
            self._reading.setVisible(read_only)
        self.setFocusProxy(self._reading if read_only and self._reading is not None else self._focus)
        self._refresh_reading()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._focus.setAccessibleName(name)
        if self._reading is not None:
            self._reading.setAccessibleName(self._spoken(self.displayText()))

    def setAccessibleDescription(self, text: str) -> None:
        super().setAccessibleDescription(text)
        self._description = text
        self._describe()

    def saysErrorsIn(self, text: QWidget | None) -> None:
        """Say what is wrong in the place of this help, so that what stands below stays where it is; None for below."""
        self._help = text

    def showsError(self) -> bool:
        """Whether what is wrong is said now; what is typed is not judged before it is left."""
        return self._error_text is not None and not self._error_text.isHidden()

    # what a subclass uses

    def _install(self, editor: QWidget, focus: QWidget | None = None) -> None:
        """Take the control to show, and the widget in it that gets the focus."""
        self._editor = editor
        self._focus = focus or editor
        self._column.insertWidget(0, editor)
        self.setFocusProxy(self._focus)
        self._name_editor(self.objectName())

    def _edited(self) -> None:
        """A person changed the value: what the form said about the old one no longer holds."""
        self._given_error = ""
        if self._error_text is not None and not self._error_text.isHidden():
            self._keep_error_line(True)
            self._show_error()
        self.changed.emit()

    def _add_reading(self) -> ReadText:
        self._reading = ReadText("", self)
        self._column.insertWidget(0, self._reading)
        return self._reading

    def _refresh_reading(self) -> None:
        if self._read_only and self._reading is not None:
            shown = self.displayText()
            self._reading.setValueText(shown)
            self._reading.setAccessibleName(self._spoken(shown))

    def _spoken(self, shown: str) -> str:
        """Text that is only read has no value of its own for who does not see it: its name says it."""
        name = self.accessibleName()
        return _("{field}: {chosen}").format(field=name, chosen=shown or ReadText.NOTHING) if name else shown

    def _mark_wrong(self, wrong: bool) -> None:
        if bool(self._focus.property("wrong")) != wrong:
            self._focus.setProperty("wrong", wrong)
            repolish(self._focus)

    def _show_error(self) -> None:
        text = self._shown_error()
        below = "" if self._is_in_line else text
        if below and self._error_text is None:
            self._error_text = ErrorText("", self)
            self._column.addWidget(self._error_text)
        if self._error_text is not None:
            self._error_text.setText(below)
            self._take_place_of_help(self._error_text, bool(below))
        self._mark_wrong(bool(text))
        self._describe()

    def _take_place_of_help(self, error: ErrorText, is_wrong: bool) -> None:
        if self._help is not None and is_wrong and self._help.isVisible():
            error.setMinimumHeight(self._help.height())
        if self._help is not None and not self._read_only:
            self._help.setVisible(not is_wrong)
        error.setVisible(is_wrong)

    def _keep_error_line(self, keeps: bool) -> None:
        """While somebody types, the line of an error that is no more stays empty."""
        if self._error_text is not None and self._help is None:
            policy = self._error_text.sizePolicy()
            policy.setRetainSizeWhenHidden(keeps)
            self._error_text.setSizePolicy(policy)

    def _shown_error(self) -> str:
        return self.error()

    def _describe(self) -> None:
        self._focus.setAccessibleDescription(
            " ".join(part for part in (self.error(), self._description) if part)
        )

    def _name_editor(self, name: str) -> None:
        if name and hasattr(self, "_focus"):
            self._focus.setObjectName(f"{name}.edit")


class LabelledField(QWidget):
    """A field under its name, with the content item it answers, and help below."""

    def __init__(
        self,
        title: str,
        field: FieldWidget | Callable[[QWidget], FieldWidget],
        parent: QWidget | None = None,
        *,
        required: bool = False,
        item: str = "",
        explanation: str = "",
        example: str = "",
        keeps_line: bool = False,
    ) -> None:
        """With `keeps_line` there is room for a line below a field in which typing can go wrong, help or not.

        A `field` that is made in its place is dressed by the style sheet once; one that moves there, with all in it, twice.
        """
        super().__init__(parent)
        self.field = field = field if isinstance(field, FieldWidget) else field(self)
        self.title = title
        self._name = FieldTitle("", self)
        self._name.setWordWrap(len(title) > LONG_TITLE)
        head = row_of((self._name, 1), ItemMark(item, self), spacing=8)
        self.explanation = said = _with_example(explanation, example)
        if keeps_line and not said and type(field).typedProblem is not FieldWidget.typedProblem:
            said = " "
        self._help = HelpText(said, self)
        self._help.setVisible(bool(said))
        if said:
            field.saysErrorsIn(self._help)
        self._column = column_of(head, field, self._help, STRETCH, inside=self, spacing=4)
        self.setRequired(required)
        field.setAccessibleDescription(said.strip())

    def put_back(self) -> None:
        """The field is in its place again, if it stood somewhere else meanwhile."""
        self._column.insertWidget(1, self.field)
        self.field.show()

    def setRequired(self, required: bool) -> None:
        """Whether what comes next needs this field."""
        self._name.setText(_("{field} *").format(field=self.title) if required else self.title)
        said = _("{field}, mandatory").format(field=self.title) if required else self.title
        self.field.setAccessibleName(said)

    def setHelpVisible(self, visible: bool) -> None:
        self._help.setVisible(visible and bool(self._help.text()) and not self.field.showsError())


def _with_example(explanation: str, example: str) -> str:
    shown = _("For example: {example}").format(example=example) if example else ""
    return " ".join(part for part in (explanation, shown) if part)

"""Whatever else people type in: each line and text for which no form speaks is kept by the same means.

A line can be typed in once it has the focus. So nothing has to be listed, and no dialog can be forgotten.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from sdesk.practice.unsaved import TypedField, TypedForm
from sdesk.ui.desk import Desk
from sdesk.ui.unsaved.typing import SPOKEN_FOR, OpenForm

LOOSE = "words "
"""Before the name of the dialog or line, in the `act` of what is kept of it."""


class LooseWords(QObject):
    """Listens to where the focus goes, in a window and in all that opens over it."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._went)

    def _went(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._is_ours(now):
            return
        if before is not None and (words := words_of(before)) is not None:
            words.over()  # a line of the window itself does what it is for once it is left
        owner = now.window() if isinstance(now.window(), QDialog) else now
        if owner is not now or takes_text(now):
            words = words_of(owner) or Words(self._desk, owner)
            words.take_over()
            if takes_text(now) and not is_spoken_for(now):
                words.watch(now)

    def _is_ours(self, widget: QWidget) -> bool:
        above: QWidget | None = widget
        while above is not None and above is not self._window:
            above = above.parentWidget()
        return above is not None and not isinstance(widget.window(), QFileDialog)


class Words(OpenForm):
    """What a person typed in the lines and texts of one dialog, or in one line of the window."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(desk.typing, self._read_words, owner)
        self._desk = desk
        self._owner = owner
        self._before: dict[QWidget, str] = {}
        self._typed_in: set[QWidget] = set()
        if isinstance(owner, QDialog):
            owner.finished.connect(self.over)

    def watch(self, edit: QWidget) -> None:
        if edit in self._before:
            return
        self._before[edit] = text_of(edit)
        changed = edit.textEdited if isinstance(edit, QLineEdit) else edit.textChanged  # type: ignore[attr-defined]
        changed.connect(lambda *_: self._note(edit))
        edit.destroyed.connect(lambda *_: self._lose(edit))

    def over(self) -> None:
        self._typed_in.clear()
        self._before = {edit: text_of(edit) for edit in self._before}
        super().over()

    def take_over(self) -> None:
        """Put what was kept where it was typed, if somebody asked for it; what has no place any more stays offered."""
        offer = self._desk.typing.claim(None, None, self._act())
        if offer is None or self._typed_in:
            return
        missed = [each for each in offer.kept.form.fields if not self._put(each)]
        if missed:
            self._desk.typing.not_all_taken(offer)
        else:
            self._desk.typing.taken(offer)

    def _put(self, kept: TypedField) -> bool:
        edit = next((each for name, each in loose_texts(self._owner) if name == kept.name), None)
        if edit is None:
            return False
        self.watch(edit)
        if isinstance(edit, QLineEdit):
            edit.setText(kept.said)
            edit.textEdited.emit(kept.said)
        else:
            edit.setPlainText(kept.said)  # type: ignore[attr-defined]
        return True

    def _act(self) -> str:
        return f"{LOOSE}{self._owner.objectName()}"

    def _note(self, edit: QWidget) -> None:
        self._typed_in.add(edit)
        self.typed()

    def _lose(self, edit: QWidget) -> None:
        self._before.pop(edit, None)
        self._typed_in.discard(edit)

    def _read_words(self) -> TypedForm | None:
        fields = tuple(
            TypedField(name, said_of(edit), text_of(edit), text_of(edit))
            for name, edit in loose_texts(self._owner)
            if edit in self._typed_in and text_of(edit) not in ("", self._before[edit])
        )
        title = self._owner.windowTitle() or said_of(self._owner)
        return TypedForm("", None, self._act(), title, fields) if fields else None


def words_of(owner: QWidget) -> Words | None:
    return next((each for each in owner.children() if isinstance(each, Words)), None)


def loose_texts(owner: QWidget) -> Iterator[tuple[str, QWidget]]:
    """The lines and texts in this widget for which no form speaks, by a name that is theirs alone in it."""
    seen: dict[str, int] = {}
    for edit in (owner, *owner.findChildren(QWidget)):
        if takes_text(edit):
            name = edit.objectName()
            seen[name] = seen.get(name, 0) + 1
            if not is_spoken_for(edit):
                yield (name if seen[name] == 1 else f"{name} {seen[name]}"), edit


def takes_text(widget: QWidget) -> bool:
    """Whether people can write in it what is to be kept: never a passphrase, nor words to find something by."""
    if widget.property(SPOKEN_FOR):
        return False
    if isinstance(widget, QLineEdit):
        return not widget.isReadOnly() and widget.echoMode() is QLineEdit.EchoMode.Normal
    return isinstance(widget, QPlainTextEdit | QTextEdit) and not widget.isReadOnly()


def is_spoken_for(edit: QWidget) -> bool:
    """Whether a form reads what is typed here."""
    above: QWidget | None = edit
    while above is not None:
        forms = (each for each in above.children() if isinstance(each, OpenForm))
        if any(not isinstance(form, Words) and form.covers(edit) for form in forms):
            return True
        above = None if above.isWindow() else above.parentWidget()
    return False


def text_of(edit: QWidget) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()  # type: ignore[attr-defined]


def said_of(widget: QWidget) -> str:
    """What a person calls it."""
    placeholder = getattr(widget, "placeholderText", str)()
    return widget.accessibleName().partition(",")[0] or placeholder or widget.objectName()


__all__ = ["LooseWords", "Words", "is_spoken_for", "loose_texts", "takes_text"]

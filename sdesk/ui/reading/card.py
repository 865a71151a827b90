"""One section on the page: how it stands, its title, its text, and what can be done with it."""

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    ErrorText,
    FlowLayout,
    HelpText,
    PlainLabel,
    StateLabel,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.pieces.texts import READING_WIDTH, WrappedLabel, repolish
from sdesk.ui.reading.answers import AnswerWords
from sdesk.ui.reading.content import Paragraph, Part
from sdesk.ui.reading.editor import PlaceEditor
from sdesk.ui.reading.listed import Listed
from sdesk.ui.theme.look import GRID
from sdesk.ui.theme.marks import SHAPE_GAP, SHAPE_SIZE, Shape, StateMark, paint_shape, shape_square

INDENT = SHAPE_SIZE + SHAPE_GAP


QWIDGETSIZE_MAX = 16_777_215


class SectionTitle(StateLabel):
    """What a section is about, behind the shape of how it stands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(StateMark(Shape.DRAFT, ""), parent)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shape stands at the first line, however many there are."""
        PlainLabel.paintEvent(self, event)
        first = self.rect()
        first.setHeight(self.fontMetrics().height())
        paint_shape(QPainter(self), self.mark().shape, shape_square(first))


class SectionText(WrappedLabel):
    """Text to be read and copied; what it shows is escaped by who gives it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a click on it is one on its section


def _says_now(otherwise: tuple[Part, ...]) -> str:
    if otherwise:
        return _("By what is answered and written now, this would be said:")
    return _("By what is answered and written now, this would not be here.")


class PlaceFrame(QFrame):
    """A place of the page where text is read and, for a while, fields stand in its stead."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor: PlaceEditor | None = None
        self._reading = QWidget(self)
        self._column = column_of(self._reading, inside=self, margins=(12, 6, 8, 6), spacing=4)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * (READING_WIDTH + 18) + 2 * INDENT)

    def open(self, editor: PlaceEditor) -> None:
        self.editor = editor
        self._reading.hide()
        self._column.addWidget(editor)
        editor.show()

    def close_editor(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            self._column.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self._reading.show()


class SectionCard(PlaceFrame):
    """`reached` says that it has the focus; the others that somebody pressed what their names say."""

    reached = Signal()
    confirm_asked = Signal()
    change_asked = Signal()
    answer_asked = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.listed: Listed | None = None
        self._is_current = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = SectionTitle(self)
        self._standing = HelpText("", self)
        self._standing.setObjectName("reading.standing")
        self._standing.setMaximumWidth(QWIDGETSIZE_MAX)
        self._answer = button("", self, name="reading.answer")
        self._answer.clicked.connect(self._ask_answer)
        self._text = SectionText(self._reading)
        self._otherwise = SectionText(self._reading)
        self._otherwise.setObjectName("reading.otherwise")
        self._trouble = ErrorText("", self)
        self._trouble.hide()
        self._confirm = primary_button("", self, icon_name="check", name="reading.confirm")
        self._confirm.clicked.connect(self.confirm_asked)
        self._change = button("", self, icon_name="pencil", name="reading.change")
        self._change.clicked.connect(self.change_asked)
        for made in (self._confirm, self._change, self._answer):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus with the section
        self._assemble()

    # what is shown

    def show_listed(self, listed: Listed, words: AnswerWords) -> None:
        self.listed = listed
        self._title.setMark(StateMark(listed.mark.shape, listed.title))
        self._standing.setText(" · ".join(filter(None, (listed.mark.word, listed.source))))
        markup = "".join(part.markup(words.underlined) for part in listed.parts)
        if self._text.text() != markup:
            self._text.setText(markup)
        self._text.setVisible(bool(listed.parts))
        self._show_otherwise(listed, words)
        self._answer.setVisible(bool(listed.questions))
        if listed.questions:
            said = _("Answer it") if len(listed.questions) == 1 else _("Answer question {n}")
            self._answer.setText(said.format(n=listed.questions[0]))
        self.setAccessibleName(listed.said)
        described = (*(part.plain() for part in listed.parts), *self._said_otherwise(listed))
        self.setAccessibleDescription("\n".join(described))
        self.setObjectName(f"section.{listed.place}")
        self._offer()
        self._arrange()

    def set_current(self, is_current: bool) -> None:
        """The one that keys act on has its buttons."""
        self._is_current = is_current
        self.setProperty("current", is_current)
        repolish(self)
        self._offer()
        if not is_current:
            self.complain("")

    def complain(self, text: str) -> None:
        """Say why something could not be done with it."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def _show_otherwise(self, listed: Listed, words: AnswerWords) -> None:
        """What would be said by now, below what stands there."""
        self._otherwise.setVisible(listed.otherwise is not None)
        if listed.otherwise is not None:
            intro = Paragraph(_says_now(listed.otherwise), is_title=True).markup(escape)
            said = (part.markup(words.underlined) for part in listed.otherwise)
            self._otherwise.setText("".join((intro, *said)))
        does = _("That is how we do it") if listed.otherwise is None else _("It stays as it is")
        self._confirm.setText(_("{does}  (Space)").format(does=does))
        self._confirm.setAccessibleName(does)

    def _said_otherwise(self, listed: Listed) -> Iterator[str]:
        if listed.otherwise is not None:
            yield _says_now(listed.otherwise)
            yield from (part.plain() for part in listed.otherwise)

    def end_of_text(self) -> int:
        """Where what is to be read ends, in pixels from its top."""
        shown = (each for each in (self._otherwise, self._text, self._title) if each.isVisible())
        last = next(shown, self._title)
        return last.mapTo(self, last.rect().bottomLeft()).y()

    def _offer(self) -> None:
        listed = self.listed
        unread = listed is not None and listed.is_to_be_confirmed
        self._confirm.setVisible(self._is_current and unread)
        self._change.setVisible(self._is_current)
        unwritten = listed is not None and listed.standing is None
        self._change.setText(_("Write it  (F2)") if unwritten else _("Change it  (F2)"))
        self._change.setAccessibleName(_("Write it") if unwritten else _("Change it"))
        self._buttons.setVisible(self._is_current)

    # what happens

    def _ask_answer(self) -> None:
        if self.listed is not None and self.listed.questions:
            self.answer_asked.emit(self.listed.questions[0])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """How it stands is said beside the title where both fit, else below it."""
        said = [self._standing.fontMetrics().horizontalAdvance(self._standing.text())]
        said += [self._answer.sizeHint().width()] if not self._answer.isHidden() else []
        title = INDENT + self._title.fontMetrics().horizontalAdvance(self._title.text())
        is_wide = title + sum(said) + 2 * GRID * len(said) <= self._head.geometry().width()
        directions = QBoxLayout.Direction
        self._head.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        self._beside.setContentsMargins(0 if is_wide else INDENT, 0, 0, 0)
        self._standing.setWordWrap(not is_wide)

    # making

    def _assemble(self) -> None:
        self._beside = row_of((self._standing, 1), self._answer, spacing=GRID)
        self._head = row_of((self._title, 1, Qt.AlignmentFlag.AlignVCenter), spacing=4)
        self._head.addLayout(self._beside)
        self._column.insertLayout(0, self._head)
        self._buttons = QWidget(self._reading)
        flow = FlowLayout(self._buttons, spacing=GRID)
        flow.setContentsMargins(0, 0, 0, 0)
        for made in (self._confirm, self._change):
            flow.addWidget(self._desk.writes(made))
        column_of(
            self._text,
            self._otherwise,
            self._trouble,
            self._buttons,
            inside=self._reading,
            margins=(INDENT, 0, 0, 0),
            spacing=4,
        )


__all__ = ["PlaceFrame", "SectionCard"]

"""What every field can do; text, choices and answers."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sdesk.ui.pieces import (
    AnswerField,
    ChoiceField,
    DateField,
    DateTimeField,
    DurationField,
    FieldWidget,
    LabelledField,
    LongTextField,
    NumberField,
    TextField,
    TimeField,
    YesNoField,
)
from sdesk.ui.pieces.texts import ErrorText, ReadText
from tests.ui.pieces.acts import line_of, put

Key = Qt.Key


MAKERS: dict[str, tuple[Callable[[], FieldWidget], object]] = {
    "text": (TextField, "a line"),
    "long text": (LongTextField, "one\ntwo"),
    "number": (NumberField, 42),
    "decimals": (lambda: NumberField(decimals=2), 1250.5),
    "duration": (DurationField, 90),
    "date": (DateField, date(2026, 3, 12)),
    "time": (TimeField, 570),
    "moment": (DateTimeField, datetime(2026, 3, 12, 9, 30, 15, tzinfo=UTC)),
    "choice": (lambda: ChoiceField((("a", "First"), ("b", "Second"))), "b"),
    "yes or no": (lambda: YesNoField("It was an outage"), True),
    "answer": (AnswerField, False),
}


@pytest.mark.parametrize(("make", "value"), MAKERS.values(), ids=MAKERS)
def test_a_field_gives_back_what_was_set_and_says_nothing_of_it(page: QWidget, qtbot: QtBot, make, value):
    field = put(page, make())
    with qtbot.assertNotEmitted(field.changed):
        field.setValue(value)
    assert field.value() == value
    assert field.error() == ""


@pytest.mark.parametrize(("make", "value"), MAKERS.values(), ids=MAKERS)
def test_a_read_only_field_is_text_that_can_be_selected(page: QWidget, make, value):
    field = put(page, make())
    field.setAccessibleName("Purpose")
    field.setValue(value)
    field.setReadOnly(True)
    reading = field.findChild(ReadText)
    assert reading.isVisible()
    assert reading.text() == field.displayText() != ""
    assert reading.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert reading.accessibleName() == f"Purpose: {reading.text()}"  # else what it says is not read aloud
    assert field.focusProxy() is reading
    field.setReadOnly(False)
    assert not reading.isVisible()
    assert field.value() == value


@pytest.mark.parametrize(("make", "value"), MAKERS.values(), ids=MAKERS)
def test_an_error_is_said_beside_the_field_and_to_screen_readers(page: QWidget, make, value):
    field = put(page, make())
    field.setError("Say what may go wrong.")
    assert field.findChild(ErrorText).text() == "Say what may go wrong."
    assert field.findChild(ErrorText).isVisible()
    assert "Say what may go wrong." in field.focusProxy().accessibleDescription()
    field.setError("")
    assert not field.findChild(ErrorText).isVisible()
    assert field.error() == ""


@pytest.mark.parametrize(("make", "value"), MAKERS.values(), ids=MAKERS)
def test_a_field_can_be_found_by_the_name_that_its_form_gives(page: QWidget, make, value):
    field = put(page, make())
    field.setObjectName("ServiceChangeRequest.purpose")
    field.setAccessibleName("Purpose")
    assert field.findChild(QWidget, "ServiceChangeRequest.purpose.edit") is field.focusProxy()
    assert "Purpose" in field.focusProxy().accessibleName()


def test_typing_takes_back_what_the_form_said_about_the_old_value(page: QWidget, qtbot: QtBot):
    field = put(page, TextField())
    field.setError("Say what it is for.")
    with qtbot.waitSignal(field.changed):
        qtbot.keyClicks(line_of(field), "x")
    assert field.error() == ""
    assert not field.findChild(ErrorText).isVisible()


def test_a_value_set_while_reading_is_shown(page: QWidget):
    field = put(page, TextField())
    field.setReadOnly(True)
    assert field.findChild(ReadText).text() == ReadText.NOTHING
    field.setValue("Router")
    assert field.findChild(ReadText).text() == "Router"


def test_a_labelled_field_tells_screen_readers_its_name_help_and_that_it_is_mandatory(page: QWidget):
    field = TextField()
    put(
        page,
        LabelledField(
            "Purpose", field, required=True, explanation="Why it is asked.", example="A new mailbox"
        ),
    )
    assert field.focusProxy().accessibleName() == "Purpose, mandatory"
    assert field.focusProxy().accessibleDescription() == "Why it is asked. For example: A new mailbox"


# text


def test_tab_leaves_a_long_text(page: QWidget, qtbot: QtBot):
    field, after = put(page, LongTextField()), put(page, QPushButton("Next"))
    edit = field.findChild(QPlainTextEdit)
    field.setFocus()
    qtbot.keyClicks(edit, "one")
    qtbot.keyClick(edit, Key.Key_Tab)
    assert after.hasFocus()
    assert field.value() == "one"


def test_a_long_text_grows_with_its_lines_from_3_to_14(page: QWidget, qtbot: QtBot):
    field = put(page, LongTextField())
    edit = field.findChild(QPlainTextEdit)
    line = edit.fontMetrics().lineSpacing()
    heights = {}
    for lines in (1, 3, 8, 14, 40):
        field.setValue("\n".join("x" for _ in range(lines)))
        heights[lines] = edit.height()
    assert heights[1] == heights[3]
    assert heights[8] - heights[3] == pytest.approx(5 * line, abs=3)
    assert heights[14] == heights[40]


def test_a_text_is_kept_letter_for_letter(page: QWidget, qtbot: QtBot):
    field = put(page, TextField())
    qtbot.keyClicks(line_of(field), " R&D <b> ")
    assert field.value() == " R&D <b> "


# choices


def choice_field(page: QWidget) -> tuple[ChoiceField, QComboBox]:
    field = put(page, ChoiceField((("low", "Low"), ("high", "High"))))
    combo = field.findChild(QComboBox)
    assert combo is not None
    return field, combo


def turn_wheel(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_scrolling_past_a_choice_does_not_change_it(page: QWidget):
    field, combo = choice_field(page)
    put(page, QPushButton("Elsewhere")).setFocus()
    field.setValue("low")
    turn_wheel(combo)
    assert field.value() == "low"
    combo.setFocus()
    turn_wheel(combo)
    assert field.value() == "high"


def test_a_choice_is_made_with_keys_and_can_be_taken_back(page: QWidget, qtbot: QtBot):
    field, combo = choice_field(page)
    assert field.value() is None
    with qtbot.waitSignal(field.changed):
        qtbot.keyClicks(combo, "h")
    assert field.value() == "high"
    qtbot.keyClick(combo, Key.Key_Home)
    assert field.value() is None


def test_a_value_that_is_no_choice_any_more_is_not_lost(page: QWidget):
    field, combo = choice_field(page)
    field.setValue("medium")
    assert field.value() == "medium"
    assert combo.currentText() == "medium"


def test_an_answer_is_yes_no_or_not_given(page: QWidget, qtbot: QtBot):
    field = put(page, AnswerField())
    assert field.value() is None
    yes = field.focusProxy()
    yes.setFocus()
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(yes, Key.Key_Space)
    assert field.value() is True
    qtbot.keyClick(yes, Key.Key_Delete)
    assert field.value() is None


def test_a_check_box_is_checked_with_the_space_bar(page: QWidget, qtbot: QtBot):
    field = put(page, YesNoField("Hardware & software"))
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(field.focusProxy(), Key.Key_Space)
    assert field.value() is True


@pytest.mark.parametrize(
    ("statement", "read"), [("Yes", "Yes"), ("It was an outage", "It was an outage: Yes")]
)
def test_a_check_box_that_says_only_yes_is_not_read_twice(page: QWidget, statement: str, read: str):
    field = put(page, YesNoField(statement))
    field.setValue(True)
    assert field.displayText() == read


def test_a_long_name_of_a_field_takes_a_second_line_and_no_more_width(page: QWidget) -> None:
    long = "Are policies and practices followed, and do they still suit what we do?"
    made = LabelledField(long, TextField(page), page)
    assert made.minimumSizeHint().width() < made.fontMetrics().horizontalAdvance(long) // 2

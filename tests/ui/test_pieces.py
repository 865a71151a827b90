"""The small widgets, used as people use them: by typing, clicking, and by keys alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sdesk.ui.pieces import (
    AnswerField,
    BusyLine,
    Callout,
    Candidate,
    ChoiceField,
    DateField,
    DateTimeField,
    DurationField,
    ElidedLabel,
    EmptyState,
    FieldWidget,
    FlowLayout,
    LabelledField,
    LinkPicker,
    LinksPicker,
    LongTextField,
    NumberField,
    StateLabel,
    TextField,
    TimeField,
    Tone,
    YesNoField,
    tool_button,
)
from sdesk.ui.pieces.calendar_popup import CalendarPopup, MonthGrid
from sdesk.ui.pieces.chip import Chip
from sdesk.ui.pieces.date_reading import read_date, read_time, written_date, written_time
from sdesk.ui.pieces.number_field import read_duration, read_number, written_duration
from sdesk.ui.pieces.texts import ErrorText, ReadText
from sdesk.ui.theme_marks import Shape, StateMark

Key = Qt.Key
BRITISH = QLocale("en_GB")
AMERICAN = QLocale("en_US")
GERMAN = QLocale("de_DE")
SWEDISH = QLocale("sv_SE")
TODAY = date(2026, 3, 12)


@pytest.fixture(autouse=True)
def british():
    before = QLocale()
    QLocale.setDefault(BRITISH)
    yield
    QLocale.setDefault(before)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A window to put fields on."""
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    window.activateWindow()
    return window


W = TypeVar("W", bound=QWidget)


def put(page: QWidget, widget: W) -> W:
    page.layout().addWidget(widget)
    widget.show()
    return widget


def line_of(field: FieldWidget) -> QLineEdit:
    found = field.focusProxy()
    assert isinstance(found, QLineEdit)
    return found


def type_in(qtbot: QtBot, field: FieldWidget, text: str, *, then: Key = Key.Key_Return) -> None:
    edit = line_of(field)
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClick(edit, Key.Key_Delete)
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, then)


# what all fields can do


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
    assert reading.accessibleName() == "Purpose"
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
    field.setObjectName("WP.11.purpose")
    field.setAccessibleName("Purpose")
    assert field.findChild(QWidget, "WP.11.purpose.edit") is field.focusProxy()
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


# numbers


@pytest.mark.parametrize(
    ("typed", "locale", "number"),
    [
        ("1250.5", BRITISH, 1250.5),
        ("1,250.5", BRITISH, 1250.5),
        ("1250,5", BRITISH, 1250.5),
        ("1.250,5", GERMAN, 1250.5),
        ("1 250,5", SWEDISH, 1250.5),
        ("-3", BRITISH, -3),
        ("three", BRITISH, None),
        ("1.2.3", BRITISH, None),
        ("", BRITISH, None),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, locale: QLocale, number: float | None):
    assert read_number(typed, locale) == number


def test_a_number_that_is_none_is_kept_and_explained(page: QWidget, qtbot: QtBot):
    field = put(page, NumberField())
    type_in(qtbot, field, "about ten")
    assert field.value() is None
    assert line_of(field).text() == "about ten"
    assert "not a number" in field.error()
    assert field.findChild(ErrorText).isVisible()
    type_in(qtbot, field, "10")
    assert field.value() == 10
    assert field.error() == ""


def test_a_number_outside_its_limits_is_explained(page: QWidget, qtbot: QtBot):
    field = put(page, NumberField(minimum=1, maximum=5))
    type_in(qtbot, field, "0")
    assert field.error() == "Type a number not below 1."
    type_in(qtbot, field, "6")
    assert field.error() == "Type a number not above 5."
    type_in(qtbot, field, "2.5")
    assert field.error() == "Type a whole number."
    type_in(qtbot, field, "")
    assert (field.value(), field.error()) == (None, "")


def test_the_number_0_is_a_number(page: QWidget):
    field = put(page, NumberField())
    field.setValue(0)
    assert field.value() == 0
    assert isinstance(field.value(), int)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("90", 90),
        ("4 h", 240),
        ("1 h 30 min", 90),
        ("1h30", 90),
        ("1:30", 90),
        ("1.5 h", 90),
        ("soon", None),
        ("", None),
    ],
)
def test_durations_are_read_as_people_write_them(typed: str, minutes: int | None):
    assert read_duration(typed) == minutes


@given(st.integers(0, 100_000))
def test_a_written_duration_is_read_back(minutes: int):
    assert read_duration(written_duration(minutes)) == minutes


# dates


@pytest.mark.parametrize(
    ("typed", "locale", "day"),
    [
        ("12/03/2026", BRITISH, date(2026, 3, 12)),
        ("3/12/2026", AMERICAN, date(2026, 3, 12)),
        ("12.3.26", GERMAN, date(2026, 3, 12)),
        ("12.3.", GERMAN, date(2026, 3, 12)),
        ("2026-03-12", AMERICAN, date(2026, 3, 12)),
        ("2026-03-12", SWEDISH, date(2026, 3, 12)),
        ("today", BRITISH, TODAY),
        ("Tomorrow", BRITISH, date(2026, 3, 13)),
        ("+7", BRITISH, date(2026, 3, 19)),
        ("-1", BRITISH, date(2026, 3, 11)),
        (" 12/3 ", BRITISH, date(2026, 3, 12)),
        ("31/02/2026", BRITISH, None),
        ("2026-02-30", BRITISH, None),
        ("soon", BRITISH, None),
        ("12", BRITISH, None),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, locale: QLocale, day: date | None):
    assert read_date(typed, locale, TODAY) == day


@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    st.sampled_from(["en_GB", "en_US", "de_DE", "sv_SE", "fr_CA", "ja_JP", "ar_EG", "C"]),
)
def test_a_written_date_is_read_back(day: date, name: str):
    locale = QLocale(name)
    assert read_date(written_date(day, locale), locale, TODAY) == day


def test_a_typed_date_is_written_out_when_the_field_is_left(page: QWidget, qtbot: QtBot):
    field, after = put(page, DateField()), put(page, QPushButton("Next"))
    with qtbot.waitSignal(field.changed):
        type_in(qtbot, field, "+7", then=Key.Key_Tab)
    assert after.hasFocus()
    in_a_week = date.today() + timedelta(days=7)
    assert field.value() == in_a_week
    assert line_of(field).text() == written_date(in_a_week, BRITISH)


def test_a_date_that_is_none_is_kept_and_explained(page: QWidget, qtbot: QtBot):
    field = put(page, DateField())
    type_in(qtbot, field, "31/02/2026")
    assert field.value() is None
    assert line_of(field).text() == "31/02/2026"
    assert field.findChild(ErrorText).text() == field.error() != ""


def test_nobody_is_told_of_an_error_in_the_middle_of_typing(page: QWidget, qtbot: QtBot):
    field = put(page, DateField())
    qtbot.keyClicks(line_of(field), "12/0")
    assert field.findChild(ErrorText) is None
    assert field.error() != ""


def test_a_date_may_be_left_empty(page: QWidget, qtbot: QtBot):
    field = put(page, DateField())
    field.setValue(TODAY)
    type_in(qtbot, field, "")
    assert (field.value(), field.error()) == (None, "")


@pytest.mark.parametrize("opens", [Key.Key_F4, Key.Key_Down])
def test_a_date_is_picked_from_the_calendar_with_keys_alone(page: QWidget, qtbot: QtBot, opens: Key):
    field = put(page, DateField())
    field.setValue(TODAY)
    field.setFocus()
    qtbot.keyClick(line_of(field), opens)
    popup = field.findChild(CalendarPopup)
    month = popup.findChild(MonthGrid)
    assert month.selectedDate() == QDate(2026, 3, 12)
    inside = month.findChild(QWidget, "qt_calendar_calendarview")
    qtbot.keyClick(inside, Key.Key_Right)
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(inside, Key.Key_Return)
    assert field.value() == date(2026, 3, 13)


def test_the_calendar_takes_a_date_away(page: QWidget, qtbot: QtBot):
    field = put(page, DateField())
    field.setValue(TODAY)
    field.openCalendar()
    popup = field.findChild(CalendarPopup)
    nothing = next(found for found in popup.findChildren(QPushButton) if found.text() == "No date")
    with qtbot.waitSignal(field.changed):
        qtbot.mouseClick(nothing, Qt.MouseButton.LeftButton)
    assert field.value() is None


def test_esc_closes_the_calendar_and_keeps_the_date(page: QWidget, qtbot: QtBot):
    field = put(page, DateField())
    field.setValue(TODAY)
    field.openCalendar()
    popup = field.findChild(CalendarPopup)
    qtbot.keyClick(popup, Key.Key_Escape)
    assert not popup.isVisible()
    assert field.value() == TODAY


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("9", 540),
        ("930", 570),
        ("0930", 570),
        ("9:30", 570),
        ("9.30", 570),
        ("9:30 pm", 1290),
        ("12 am", 0),
        ("24:00", None),
        ("9:75", None),
        ("noon", None),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, minutes: int | None):
    assert read_time(typed, BRITISH) == minutes


@given(st.integers(0, 1439), st.sampled_from(["en_GB", "en_US", "de_DE", "fr_CA", "ja_JP", "C"]))
def test_a_written_time_is_read_back(minutes: int, name: str):
    locale = QLocale(name)
    assert read_time(written_time(minutes, locale), locale) == minutes


# moments

VIENNA = ZoneInfo("Europe/Vienna")


def moment_field(page: QWidget) -> tuple[DateTimeField, QLineEdit, QLineEdit]:
    field = put(page, DateTimeField(zone=VIENNA))
    day, time = field.findChildren(QLineEdit)
    return field, day, time


def test_a_moment_is_typed_in_local_time_and_kept_in_utc(page: QWidget, qtbot: QtBot):
    field, day, time = moment_field(page)
    qtbot.keyClicks(day, "12/07/2026")
    qtbot.keyClicks(time, "9:30")
    assert field.value() == datetime(2026, 7, 12, 7, 30, tzinfo=UTC)
    assert field.value().tzinfo is UTC


def test_a_moment_is_shown_in_local_time(page: QWidget):
    field, day, time = moment_field(page)
    field.setValue(datetime(2026, 1, 12, 23, 30, tzinfo=UTC))
    assert (day.text(), time.text()) == ("13/01/2026", "00:30")


def test_a_moment_keeps_its_seconds_until_somebody_types(page: QWidget, qtbot: QtBot):
    field, _day, time = moment_field(page)
    field.setValue(datetime(2026, 1, 12, 8, 30, 17, tzinfo=UTC))
    assert field.value() == datetime(2026, 1, 12, 8, 30, 17, tzinfo=UTC)
    time.setFocus()
    time.selectAll()
    qtbot.keyClicks(time, "9:30")
    assert field.value() == datetime(2026, 1, 12, 8, 30, tzinfo=UTC)


def test_the_second_hour_of_a_night_with_two_is_kept(page: QWidget):
    field, _day, time = moment_field(page)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    field.setValue(second)
    assert time.text() == "02:30"
    assert field.value() == second


def test_a_time_that_the_clocks_skip_is_refused(page: QWidget, qtbot: QtBot):
    field, day, time = moment_field(page)
    qtbot.keyClicks(day, "29/03/2026")
    qtbot.keyClicks(time, "2:30")
    assert field.value() is None
    assert "clocks go forward" in field.error()


def test_a_date_without_a_time_is_no_moment_yet(page: QWidget, qtbot: QtBot):
    field, day, time = moment_field(page)
    after = put(page, QPushButton("Next"))
    field.setFocus()
    qtbot.keyClicks(day, "12/07/2026")
    qtbot.keyClick(day, Key.Key_Tab)
    assert time.hasFocus()
    assert field.findChild(ErrorText) is None
    after.setFocus()
    assert (field.value(), field.error()) == (None, "Type the time, too.")
    assert field.findChild(ErrorText).isVisible()


def test_now_is_a_click(page: QWidget, qtbot: QtBot):
    field, _day, _time = moment_field(page)
    now = next(found for found in field.findChildren(QWidget) if found.accessibleName() == "Now")
    before = datetime.now(UTC).replace(second=0, microsecond=0)
    with qtbot.waitSignal(field.changed):
        qtbot.mouseClick(now, Qt.MouseButton.LeftButton)
    assert before <= field.value() <= datetime.now(UTC)


# choices


def choice_field(page: QWidget) -> tuple[ChoiceField, QComboBox]:
    field = put(page, ChoiceField((("low", "Low"), ("high", "High"))))
    return field, field.findChild(QComboBox)


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


# links

SPACE = UUID("6f5f2a4e-1c55-4b3a-9a51-0c6d4c6f8a10")
ROUTER, MAIL, PHONES = (
    Candidate(uuid5(SPACE, name), name, "in service") for name in ("Backup router", "Mail server", "Phones")
)


def search(typed: str) -> list[Candidate]:
    return [found for found in (ROUTER, MAIL, PHONES) if typed.casefold() in found.text.casefold()]


def test_typing_part_of_a_name_offers_matches_and_return_takes_the_first(page: QWidget, qtbot: QtBot):
    field = put(page, LinksPicker(search))
    edit = line_of(field)
    qtbot.keyClicks(edit, "ma")
    assert field.suggestions().texts() == ["Mail server"]
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(field.suggestions().popup(), Key.Key_Return)
    assert field.value() == (MAIL.id,)
    assert edit.text() == ""
    assert field.error() == ""


def test_arrows_choose_among_all_when_nothing_is_typed(page: QWidget, qtbot: QtBot):
    field = put(page, LinksPicker(search))
    qtbot.keyClick(line_of(field), Key.Key_Down)
    assert field.suggestions().texts() == ["Backup router", "Mail server", "Phones"]
    popup = field.suggestions().popup()
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    assert field.value() == (MAIL.id,)


def test_what_is_picked_is_not_offered_again(page: QWidget):
    field = put(page, LinksPicker(search))
    field.setValue([ROUTER, MAIL])
    field.showMatches()
    assert field.suggestions().texts() == ["Phones"]


def test_chips_are_removed_with_the_keyboard(page: QWidget, qtbot: QtBot):
    field = put(page, LinksPicker(search))
    field.setValue([ROUTER, MAIL, PHONES])
    field.setFocus()
    qtbot.keyClick(line_of(field), Key.Key_Backspace)
    last = QApplication.focusWidget()
    assert isinstance(last, Chip)
    assert last.text() == "Phones"
    qtbot.keyClick(last, Key.Key_Left)
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Delete)
    assert field.value() == (ROUTER.id, PHONES.id)
    assert QApplication.focusWidget() is last
    qtbot.keyClick(last, Key.Key_Delete)
    assert field.value() == (ROUTER.id,)
    assert line_of(field).hasFocus()


def test_a_chip_is_removed_by_its_cross_and_opened_by_a_click(page: QWidget, qtbot: QtBot):
    field = put(page, LinksPicker(search))
    field.setValue([ROUTER, MAIL])
    first, second = field.findChildren(Chip)
    with qtbot.waitSignal(field.opened) as opened:
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert opened.args == [ROUTER.id]
    cross = next(
        found for found in second.findChildren(QWidget) if found.accessibleName() == "Remove Mail server"
    )
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert field.value() == (ROUTER.id,)


def test_a_name_typed_in_full_is_taken_on_leaving(page: QWidget, qtbot: QtBot):
    field, after = put(page, LinkPicker(search)), put(page, QPushButton("Next"))
    line_of(field).setFocus()
    qtbot.keyClicks(line_of(field), "mail SERVER")
    field.suggestions().close()
    after.setFocus()
    assert field.value() == MAIL.id


def test_a_name_that_nothing_has_is_kept_and_explained(page: QWidget, qtbot: QtBot):
    field, after = put(page, LinkPicker(search)), put(page, QPushButton("Next"))
    line_of(field).setFocus()
    qtbot.keyClicks(line_of(field), "fax")
    assert field.suggestions().texts() == ["Nothing found"]
    field.suggestions().close()
    after.setFocus()
    assert field.value() is None
    assert line_of(field).text() == "fax"
    assert "“fax” is not picked" in field.error()


def test_a_new_one_can_be_asked_for_by_name(page: QWidget, qtbot: QtBot):
    field = put(page, LinksPicker(search, can_create=True))
    qtbot.keyClicks(line_of(field), "Fax")
    assert field.suggestions().texts() == ["Create “Fax”…"]
    with qtbot.waitSignal(field.createRequested) as asked:
        qtbot.keyClick(field.suggestions().popup(), Key.Key_Return)
    assert asked.args == ["Fax"]
    made = Candidate(uuid5(SPACE, "Fax"), "Fax")
    field.add(made)
    assert field.value() == (made.id,)


def test_one_link_shows_as_a_chip_and_delete_makes_room_for_another(page: QWidget, qtbot: QtBot):
    field = put(page, LinkPicker(search))
    line_of(field).setFocus()
    qtbot.keyClicks(line_of(field), "ph")
    qtbot.keyClick(field.suggestions().popup(), Key.Key_Return)
    chip = QApplication.focusWidget()
    assert isinstance(chip, Chip)
    assert field.value() == PHONES.id
    qtbot.keyClick(chip, Key.Key_Delete)
    assert field.value() is None
    assert line_of(field).hasFocus()


@pytest.mark.parametrize("count", [0, 1])
def test_tab_comes_to_a_picked_link_where_it_is_seen(page: QWidget, qtbot: QtBot, count: int):
    before, field, after = (
        put(page, QPushButton("Before")),
        put(page, LinkPicker(search)),
        put(page, QPushButton("After")),
    )
    field.setValue(MAIL if count else None)
    before.setFocus()
    qtbot.keyClick(before, Key.Key_Tab)
    assert QApplication.focusWidget() is field.focusProxy()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert after.hasFocus()


def test_links_that_are_only_read_stay_chips_to_open(page: QWidget, qtbot: QtBot):
    field = put(page, LinksPicker(search))
    field.setValue([ROUTER])
    field.setReadOnly(True)
    chip = field.findChild(Chip)
    qtbot.keyClick(chip, Key.Key_Delete)
    assert field.value() == (ROUTER.id,)
    with qtbot.waitSignal(field.opened):
        qtbot.keyClick(chip, Key.Key_Return)
    field.setValue([])
    assert field.findChild(ReadText).isVisible()


# around fields


def test_a_flow_layout_wraps_like_words(page: QWidget):
    holder = QWidget()
    flow = FlowLayout(holder, spacing=4)
    for _ in range(3):
        block = QWidget()
        block.setFixedSize(100, 20)
        flow.addWidget(block)
    assert flow.heightForWidth(400) == 20
    assert flow.heightForWidth(210) == 44
    assert flow.heightForWidth(100) == 68


def test_a_line_without_room_is_cut_and_told_in_the_tooltip(page: QWidget, qtbot: QtBot):
    label = ElidedLabel("Replace the backup router before its support ends")
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert label.isElided()
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    assert not label.isElided()
    assert label.toolTip() == ""


def test_a_callout_says_its_tone_in_words_and_offers_its_step(page: QWidget, qtbot: QtBot):
    callout = put(page, Callout(Tone.WARNING, "You approve your own work.", action="Approve anyway"))
    assert callout.accessibleName() == "Warning: You approve your own work."
    with qtbot.waitSignal(callout.acted):
        qtbot.mouseClick(callout.findChild(QPushButton), Qt.MouseButton.LeftButton)
    callout.say(Tone.OK, "Approved.")
    assert not callout.findChild(QPushButton).isVisible()


def test_an_empty_list_offers_the_first_step(page: QWidget, qtbot: QtBot):
    empty = put(page, EmptyState("No changes yet", "An auditor asks to see them.", "Request a change"))
    with qtbot.waitSignal(empty.started):
        qtbot.keyClick(empty.button, Key.Key_Space)


def test_a_state_label_keeps_its_word_as_text(page: QWidget):
    label = put(page, StateLabel(StateMark(Shape.DRAFT, "Draft")))
    label.setMark(StateMark(Shape.APPROVED, "Approved"))
    assert label.text() == "Approved"
    assert label.mark().shape is Shape.APPROVED


def test_short_work_shows_nothing(page: QWidget, qtbot: QtBot):
    busy = put(page, BusyLine())
    busy.hide()
    busy.start("Making the report…")
    assert not busy.isVisible()
    busy.finish()
    assert not busy.isVisible()


def test_long_work_is_shown_and_can_be_cancelled(page: QWidget, qtbot: QtBot):
    busy = put(page, BusyLine())
    busy.hide()
    busy.start("Making the report…")
    qtbot.waitUntil(busy.isVisible, timeout=3000)
    busy.setProgress(3, 10)
    with qtbot.waitSignal(busy.cancelled):
        qtbot.mouseClick(busy.findChild(QPushButton), Qt.MouseButton.LeftButton)
    busy.finish()
    assert not busy.isVisible()


def test_a_tool_button_says_what_its_icon_means(qtbot: QtBot):
    made = tool_button("trash-2", "Remove this row\tDel")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Remove this row"
    assert made.toolTip() == "Remove this row  Del"

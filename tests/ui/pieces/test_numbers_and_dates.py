"""Numbers, durations, dates and moments: read as people write them, explained where they cannot be read."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sdesk.ui import wall
from sdesk.ui.pieces import (
    DateField,
    DateTimeField,
    NumberField,
)
from sdesk.ui.pieces.fields import number_field
from sdesk.ui.pieces.fields.calendar_popup import CalendarPopup, MonthGrid
from sdesk.ui.pieces.fields.date_reading import read_date, read_time, written_date, written_time
from sdesk.ui.pieces.fields.number_field import read_duration, read_number, written_duration
from sdesk.ui.pieces.texts import ErrorText
from tests.ui.pieces.acts import line_of, put, type_in

Key = Qt.Key
BRITISH = QLocale("en_GB")
AMERICAN = QLocale("en_US")
GERMAN = QLocale("de_DE")
SWEDISH = QLocale("sv_SE")
TODAY = date(2026, 3, 12)


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


def test_a_duration_is_read_back_in_the_words_of_another_language(monkeypatch: pytest.MonkeyPatch):
    said = {"{hours} h": "{hours} Std.", "{minutes} min": "{minutes} Min."}
    said["{hours} h {minutes} min"] = "{hours} Std. {minutes} Min."
    monkeypatch.setattr(number_field, "_", lambda text: said.get(text, text))
    assert written_duration(90) == "1 Std. 30 Min."
    assert [read_duration(written_duration(minutes)) for minutes in (45, 90, 120)] == [45, 90, 120]
    assert read_duration("1 h 30 min") == 90


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
        ("mon", BRITISH, date(2026, 3, 16)),
        ("Friday", BRITISH, date(2026, 3, 13)),
        ("thu", BRITISH, date(2026, 3, 19)),
        ("mo", GERMAN, date(2026, 3, 16)),
        ("Do.", GERMAN, date(2026, 3, 19)),
        ("fri", GERMAN, date(2026, 3, 13)),
        ("t", BRITISH, None),
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
    in_a_week = wall.today() + timedelta(days=7)
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
    chosen = field.value()
    assert chosen is not None
    assert before <= chosen <= datetime.now(UTC)

"""Answers in words: what reads wrongly once a name is a list, a window ends tomorrow or a firm never closes."""

import pytest

from sdesk.models.governance import PriorityTarget
from sdesk.models.governance.service_calendar import Weekday, WeeklyHours
from sdesk.practice.starter.firm import times_in_words
from sdesk.practice.starter.saying import and_list, hours_in_words, is_always, or_list, span
from sdesk.practice.starter.wording import Sentence, StarterText


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("Ana",), "Ana"),
        (("Ana", " ", "Ben", "Cleo "), "Ana, Ben and Cleo"),
        (("Mail", "Backup and recovery"), "Mail; Backup and recovery"),
        (("Port, 2 Hill Road", "Braga"), "Port, 2 Hill Road; Braga"),
        (("Anderland", "Sandy"), "Anderland and Sandy"),
        ((), ""),
    ],
)
def test_what_holds_an_and_itself_is_parted_otherwise(parts: tuple[str, ...], said: str) -> None:
    assert and_list(parts) == said


def test_one_way_or_two() -> None:
    assert (or_list(("a", "b")), or_list(("", "b"))) == ("a or b", "b")


@pytest.mark.parametrize(
    ("day", "start", "end", "said"),
    [
        (Weekday.TUESDAY, 540, 1200, "Tuesday from 09:00 to 20:00"),
        (Weekday.SUNDAY, 1320, 120, "Sunday from 22:00 to 02:00 on Monday"),
        (Weekday.FRIDAY, 1320, 1440, "Friday from 22:00 to 24:00"),
    ],
)
def test_a_window_over_midnight_says_on_which_day_it_ends(
    day: Weekday, start: int, end: int, said: str
) -> None:
    assert span(day, start, end) == said


def week(start: int, end: int, days: list[Weekday]) -> tuple[WeeklyHours, ...]:
    return tuple(WeeklyHours(weekday=each, start_minute=start, end_minute=end) for each in days)


def test_only_all_hours_of_all_days_are_always() -> None:
    assert is_always(week(0, 1440, list(Weekday)))
    assert not is_always(week(0, 1440, list(Weekday)[:6]))
    assert not is_always(week(0, 1439, list(Weekday)))
    assert hours_in_words(week(540, 1020, list(Weekday)[:5])) == "Monday to Friday from 09:00 to 17:00"


def test_news_comes_hourly_or_as_fast_as_somebody_begins() -> None:
    def news(respond: int) -> str:
        return times_in_words((PriorityTarget(respond_minutes=respond, restore_minutes=480),))["news_after"]

    assert (news(15), news(60), news(120)) == ("1 hour", "1 hour", "2 hours")


def test_a_name_that_ends_with_a_stop_ends_the_sentence_and_a_line_begins_a_line() -> None:
    said = StarterText(
        (Sentence("It is $firm."), Sentence("\nSo it is… or not..."), Sentence(""), Sentence("$firm ends."))
    )
    assert (
        said.worded({"firm": "Sol Ltd."}, frozenset())
        == "It is Sol Ltd.\nSo it is… or not...\n\nSol Ltd. ends."
    )

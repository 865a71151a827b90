"""Public holidays are proposed by the time zone: of the right country, for years to come, on a machine without a network."""

import subprocess
import sys
from datetime import date

import pytest

from sdesk.practice.calendar.public_holidays import (
    Place,
    countries,
    country_of,
    name_of,
    parts_of,
    place_of,
    proposed_at,
    public_holidays,
)

YEARS = (2027, 2028)


def days(place: Place, *years: int) -> list[date]:
    return [each.day for each in public_holidays(place, years or YEARS) if each.day]


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Lisbon", "PT"),
        ("Atlantic/Azores", "PT"),
        ("Europe/Oslo", "NO"),  # shares its clock with Berlin
        ("Asia/Calcutta", "IN"),  # as systems call it that know old names
        ("Europe/Kiev", "UA"),
        ("US/Eastern", "US"),
        ("UTC", ""),
        ("Etc/GMT+2", ""),
        ("CET", ""),  # many countries, and by no right Belgium
        ("Nowhere/Else", ""),
        ("", ""),
    ],
)
def test_a_time_zone_is_kept_by_a_country(zone: str, country: str) -> None:
    assert country_of(zone) == country


def test_those_of_a_country_are_known_years_ahead() -> None:
    found = {each.day: each.name for each in public_holidays(Place("PT"), YEARS) if each.day}
    assert found[date(2027, 1, 1)] == "New Year's Day"
    assert found[date(2028, 4, 14)] == "Good Friday"
    assert [*found] == sorted(found) and {day.year for day in found} == {*YEARS}


def test_a_part_has_its_own() -> None:
    assert ("SCT", "Scotland") in parts_of("GB", YEARS)
    assert date(2027, 11, 30) in days(Place("GB", "SCT")) and date(2027, 11, 30) not in days(Place("GB"))
    assert name_of(Place("GB", "SCT")) == "Britain (UK), Scotland"


def test_parts_without_holidays_of_their_own_are_no_choice() -> None:
    assert {code for code, _name in parts_of("DE", YEARS)} >= {"BY", "NW", "SN"}
    assert parts_of("JP", YEARS) == ()


def test_nowhere_has_none() -> None:
    assert public_holidays(Place(), YEARS) == () and parts_of("", YEARS) == () and name_of(Place()) == ""
    assert proposed_at("UTC", date(2026, 11, 23)) == ()


def test_any_country_can_be_chosen() -> None:
    """Of some nothing is known so far ahead, and then nothing is made up."""
    known = [code for code, _name in countries() if public_holidays(Place(code), YEARS)]
    assert len(known) > 240 and all(name for _code, name in countries())


def test_what_is_over_is_not_proposed() -> None:
    found = [each.day for each in proposed_at("Europe/Lisbon", date(2026, 12, 8)) if each.day]
    assert found[:2] == [date(2026, 12, 8), date(2026, 12, 25)]
    assert found[-1] == date(2028, 12, 25)


def test_whose_they_are_is_known_again() -> None:
    scottish = days(Place("GB", "SCT"))
    assert place_of("Europe/London", scottish[2:]) == Place("GB", "SCT")
    assert place_of("Europe/London", ()) == Place("GB")
    assert place_of("Europe/London", [date(2027, 7, 3)]) == Place("GB")
    assert place_of("UTC", scottish) == Place()


def test_a_language_that_nobody_here_speaks_gives_english_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdesk.practice.calendar.public_holidays.language_spoken", lambda: "is")
    assert public_holidays(Place("DE"), (2027,))[0].name == "New Year's Day"
    monkeypatch.setattr("sdesk.practice.calendar.public_holidays.language_spoken", lambda: "de")
    assert public_holidays(Place("DE"), (2027,))[0].name == "Neujahr"


OFFLINE = """
from tests.no_network import *
forbid()
from datetime import date
from sdesk.practice.calendar.public_holidays import countries, proposed_at
assert countries() and proposed_at("Europe/Lisbon", date(2026, 11, 23))
"""


def test_a_fresh_machine_without_a_network_knows_them() -> None:
    subprocess.run([sys.executable, "-c", OFFLINE], check=True)

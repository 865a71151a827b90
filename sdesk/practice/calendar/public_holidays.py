"""Public holidays of a country, or of one of its parts, as they are proposed: without a network, for years to come too.

Those of days that a calendar of the moon decides are computed, and called estimated.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from sdesk.models.governance.service_calendar import Holiday
from sdesk.translation.catalogues import language_spoken

AHEAD = 2
"""So many years after this one are proposed at first."""
_ENGLISH = "en"


@dataclass(frozen=True)
class Place:
    """A country, by its code of two letters, or the code of a part within it; "" is all of it, or nowhere."""

    country: str = ""
    part: str = ""


def country_of(zone: str) -> str:
    """The country that keeps that time zone, by its code; "" of none such as UTC."""
    found = _countries_by_zone()
    old_name = _old_names().get(zone, "") if "/" in zone else ""
    return found.get(zone) or found.get(old_name, "")


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """Code and name of each whose holidays are known, by name."""
    from holidays import list_supported_countries  # what knows a world of them is read by whoever asks

    names = dict(line.split("\t") for line in _table("iso3166.tab"))
    known = list_supported_countries(include_aliases=False)
    return tuple(sorted(((code, names[code]) for code in known if code in names), key=lambda each: each[1]))


def name_of(place: Place) -> str:
    """ "Portugal", or "Portugal, Madeira"."""
    part = dict(_parts_named(place.country)).get(place.part, place.part) if place.part else ""
    return ", ".join(each for each in (dict(countries()).get(place.country, place.country), part) if each)


def parts_of(country: str, years: Iterable[int]) -> tuple[tuple[str, str], ...]:
    """Code and name of each part that has other holidays in those years than all of the country."""
    asked = tuple(years)
    everywhere = _days(Place(country), asked)
    return tuple(
        each for each in _parts_named(country) if _days(Place(country, each[0]), asked) != everywhere
    )


@cache
def _parts_named(country: str) -> tuple[tuple[str, str], ...]:
    from holidays import country_holidays

    if country not in dict(countries()):
        return ()
    known = country_holidays(country)
    names: dict[str, str] = {}
    for name, code in known.subdivisions_aliases.items():
        names.setdefault(code, name)
    return tuple(
        sorted(((code, names.get(code, code)) for code in known.subdivisions), key=lambda each: each[1])
    )


def public_holidays(place: Place, years: Iterable[int]) -> tuple[Holiday, ...]:
    """Each day of those years on which most work rests, in order, in the language that is spoken or in English."""
    return tuple(Holiday(day=day, name=name) for day, name in _days(place, tuple(years), language_spoken()))


def proposed_at(zone: str, today: date) -> tuple[Holiday, ...]:
    """Those of the zone's country from today on: of this year and the next ones."""
    found = public_holidays(Place(country_of(zone)), range(today.year, today.year + AHEAD + 1))
    return tuple(each for each in found if each.day and each.day >= today)


def place_of(zone: str, days: Iterable[date]) -> Place:
    """Whose holidays these are: the zone's country or the part of it that has most of them. All of it, where none has more."""
    wanted = frozenset(days)
    years = sorted({each.year for each in wanted})
    everywhere = Place(country_of(zone))
    places = (
        everywhere,
        *(Place(everywhere.country, code) for code, _name in parts_of(everywhere.country, years)),
    )
    return max(
        places, key=lambda place: _likeness(wanted, {day for day, _name in _days(place, tuple(years))})
    )


def _likeness(wanted: Iterable[date], days: set[date]) -> int:
    """How many of them it has, less those that it has besides."""
    held = days.intersection(wanted)
    return len(held) - len(days - held)


@cache
def _days(place: Place, years: tuple[int, ...], spoken: str = _ENGLISH) -> tuple[tuple[date, str], ...]:
    from holidays import country_holidays

    if not years or place.country not in dict(countries()):
        return ()
    known = country_holidays(place.country)
    language = _language(spoken, known.supported_languages)
    found = country_holidays(place.country, subdiv=place.part or None, years=years, language=language)
    return tuple(sorted(found.items()))


def _language(spoken: str, known: Iterable[str]) -> str | None:
    """Of those in which the names are known; None where there is but one."""
    wanted, found = spoken.replace("-", "_"), tuple(known)
    short = wanted.partition("_")[0]
    nearest = (
        next((each for each in found if each == code or each.startswith(f"{code}_")), None)
        for code in (wanted, short, "en_US", _ENGLISH)
    )
    return next(filter(None, nearest), None)


# ---------------------------------------------------------------- the tables of time zones


@cache
def _countries_by_zone() -> dict[str, str]:
    return {cells[2]: cells[0] for cells in (line.split("\t") for line in _table("zone.tab"))}


@cache
def _old_names() -> dict[str, str]:
    """Zones that are called otherwise now."""
    links = (line.split(" ") for line in _table("tzdata.zi") if line.startswith("L "))
    return {old: new for _kind, new, old in links}


def _table(name: str) -> Iterator[str]:
    text = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


__all__ = [
    "AHEAD",
    "Place",
    "countries",
    "country_of",
    "name_of",
    "parts_of",
    "place_of",
    "proposed_at",
    "public_holidays",
]

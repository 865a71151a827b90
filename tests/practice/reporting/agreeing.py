"""Holds figures against what the slow oracle says of the same period: whatever the two say differently."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.practice.reporting.slow import Bare, Slow
from tests.practice.reporting.slow_figures import Counted, Days
from tests.practice.reporting.slow_report import OF_INCIDENTS, of_row, outages, tables
from tests.practice.reporting.slow_targets import Asks, Stated, agreed, asked_in_all, hours_for

Json = Any
DOCUMENTS = {"goals": "BusinessGoals", "objectives": "ServiceDeliveryPolicy", "quality": "ServiceCatalogue"}


def differences(expected: Any, found: Any, place: str = "") -> Iterator[str]:
    """Where the two are not the same. What the oracle does not know of is not looked at."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for name, each in expected.items():
            below = found.get(name)
            if name == "counts" and isinstance(below, list):
                below = {of: dict(below).get(of, 0) for of in each}
            if isinstance(each, set) and isinstance(below, list) and len(below) == len(set(below)):
                below = set(below)
            yield from differences(each, below, f"{place} / {name}")
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for nth, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from differences(one, other, f"{place} / {nth}")
    elif isinstance(expected, float) and isinstance(found, int | float):
        if found != pytest.approx(expected):
            yield f"{place}: {found} and not {expected}"
    elif expected != found:
        yield f"{place}: {found} and not {expected}"


def disagreements(slow: Slow, figures: Json) -> list[str]:
    """Of a report: every table, list, series and line."""
    days = Days(slow, *(date.fromisoformat(figures["period"][name]) for name in ("first", "last")))
    if "agreement" not in figures:
        everything = Counted(slow, days)
        found = list(_about(everything, days, figures))
        customers = []
        for told in (each for each in figures["agreements"] if each["kind"] == "customer"):
            one = Counted(slow, days, _version(slow, told))
            customers.append(one)
            found += [
                f"{told['number']}: {each}" for each in _lines(one, days, told["targets"], only_agreed=True)
            ]
        for table in ("goals", "objectives", "quality"):
            found += _stated(everything, customers, days, figures[table]["rows"], table)
        return found
    one = Counted(slow, days, _version(slow, figures["agreement"]))
    return [*_about(one, days, figures), *_lines(one, days, figures["targets"])]


def _version(slow: Slow, told: Json) -> Bare:
    [found] = [
        each
        for each in slow.rows["CustomerAgreement"]
        if (each["number"], each["version"]) == (told["number"], told["version"])
    ]
    return found


def _about(of: Counted, days: Days, figures: Json) -> Iterator[str]:
    yield from differences(tables(of, days), figures)
    expected, unknown = outages(of, days)
    told = {
        each["id"]: (_minute(of, each["start"]), _minute(of, each["end"]), each["minutes"])
        for each in figures["outages"]
    }
    yield from differences(
        {"outages": expected, "unknown": unknown}, {"outages": told, "unknown": figures["outages_unknown"]}
    )
    if told.keys() != expected.keys():
        yield f"outages: {told.keys() ^ expected.keys()}"


def _minute(of: Counted, moment: str) -> int | None:
    return of.slow.minute(datetime.fromisoformat(moment)) if moment else None


# ---------------------------------------------------------------- lines


def _lines(of: Counted, days: Days, rows: Json, *, only_agreed: bool = False) -> Iterator[str]:
    """Each day is spoken of by exactly what its version asks, and each line says what its days come to."""
    called = {name: key for key, name in of.services.items()}
    for day in days.each():
        if day in of.versions:
            asked = Counter(agreed(of, of.versions[day], only_agreed))
            if said := _not_so(day, rows, asked, called):
                yield said
                return
    before = days.before()
    for row in rows:
        spoken = _days_of(row, days)
        held = [of.versions[day] for day in spoken.each() if day in of.versions]
        earlier = [of.versions[day] for day in before.each() if day in of.versions]
        hours = hours_for(of, row["measure"], held[0]) if held else None
        asks = (
            {one for one in agreed(of, each) if hours_for(of, row["measure"], each) == hours}
            for each in earlier
        )
        one = _said(row, called)
        service = called[row["service"]] if row["service"] else None
        told = {**row, "counts": row["measure"]}
        known = bool(held) and asked_in_all(one, asks)
        yield from _line(told, service, of, [of], spoken, before, known)


def _not_so(day: date, rows: Json, asked: Counter[Asks], called: Mapping[str, UUID]) -> str:
    said = Counter(_said(row, called) for row in rows if _speaks_of(row, day))
    if asked == said:
        return ""
    return f"{day}: {sorted(map(str, said - asked))} and not {sorted(map(str, asked - said))}"


def _days_of(row: Json, days: Days) -> Days:
    first, last = row.get("days") or (str(days.first), str(days.last))
    return Days(days.slow, date.fromisoformat(first), date.fromisoformat(last))


def _line(
    row: Json,
    service: UUID | None,
    of: Counted,
    agreements: list[Counted],
    days: Days,
    before: Days,
    asked_before: bool,
) -> Iterator[str]:
    """Whether the days before held it is said only where the same was asked on all of them."""
    place = f"{row['measure']} {row['service']} {row['priority']} {row.get('days', '')}"
    if row["word"] == "in words":
        return
    told, word = of_row(row, service, of, agreements, days)
    earlier, was = of_row(row, service, of, agreements, before)
    yield from differences({"value": told, "word": word, "previous": earlier}, row, place)
    met = {"met": True, "not met": False}
    yield from differences(
        {"met": met.get(word), "previous_met": met.get(was) if asked_before else None}, row, place
    )


def _speaks_of(row: Json, day: date) -> bool:
    first, last = row.get("days") or ("0001-01-01", "9999-12-31")
    return bool(first <= day.isoformat() <= last)


def _said(row: Json, called: Mapping[str, UUID]) -> Asks:
    service = called[row["service"]] if row["service"] else None
    if row["word"] == "in words":
        return row["measure"], service, row["target"], row.get("detail", "")
    sense = row.get("sense") if row["target"] is not None else None
    priority, detail = row["priority"] or None, row.get("detail", "")
    return row["measure"], service, priority, row["target"], detail, sense, row.get("window")


def _stated(
    everything: Counted, customers: list[Counted], days: Days, rows: Json, table: str
) -> Iterator[str]:
    """Goals, objectives and quality measures: of all records, and of the services of all customers, by the version of each
    day of which anything is known."""
    document, before = Stated(everything, DOCUMENTS[table]), days.before()
    for day in document.known(days):
        if said := _not_so(day, rows, Counter(document.asks(day)), document.called):
            yield f"{table}: {said}"
            return
    earlier = [[*document.asks(day)] for day in document.known(before)]
    for row in rows:
        one = _said(row, document.called)
        service = one[1]
        of_service = row["measure"] not in ("trainings done in time", "actions done in time")
        assert of_service or service is None
        assert row["word"] == "in words" or row["measure"] in OF_INCIDENTS or not row["priority"]
        stated, spoken = {**row, "counts": row["measure"]}, _days_of(row, days)
        known = asked_in_all(one, earlier)
        for said in _line(stated, service, everything, customers, spoken, before, known):
            yield f"{table}: {said}"


__all__ = ["disagreements"]

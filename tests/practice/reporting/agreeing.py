"""Holds figures against what the slow oracle says of the same period: whatever the two say differently."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.practice.reporting.slow import Bare, Slow
from tests.practice.reporting.slow_figures import Counted, Days
from tests.practice.reporting.slow_report import ALWAYS_SHOWN, AT_MOST, OF_INCIDENTS, of_row, outages, tables

Json = Any


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
            asked = Counter(_asked(of, of.versions[day], only_agreed))
            said = Counter(_said(row, called) for row in rows if _speaks_of(row, day))
            if asked != said:
                yield f"{day}: {sorted(map(str, said - asked))} and not {sorted(map(str, asked - said))}"
                return
    for row in rows:
        first, last = (
            date.fromisoformat(each) for each in row.get("days") or (str(days.first), str(days.last))
        )
        spoken = Days(of.slow, first, last)
        service = called[row["service"]] if row["service"] else None
        yield from _line({**row, "counts": row["measure"]}, service, of, [of], spoken, days.before())


def _line(
    row: Json, service: UUID | None, of: Counted, agreements: list[Counted], days: Days, before: Days
) -> Iterator[str]:
    place = f"{row['measure']} {row['service']} {row['priority']} {row.get('days', '')}"
    if row["word"] == "in words":
        return
    told, word = of_row(row, service, of, agreements, days)
    earlier, was = of_row(row, service, of, agreements, before)
    yield from differences({"value": told, "word": word, "previous": earlier}, row, place)
    met = {"met": True, "not met": False}
    yield from differences({"met": met.get(word), "previous_met": met.get(was)}, row, place)


def _speaks_of(row: Json, day: date) -> bool:
    first, last = row.get("days") or ("0001-01-01", "9999-12-31")
    return bool(first <= day.isoformat() <= last)


def _said(row: Json, called: Mapping[str, UUID]) -> tuple[Any, ...]:
    service = called[row["service"]] if row["service"] else None
    if row["word"] == "in words":
        return row["measure"], service, row["target"], row["detail"]
    sense = row.get("sense") if row["target"] is not None else None
    return (
        row["measure"],
        service,
        row["priority"] or None,
        row["target"],
        row["detail"],
        sense,
        row.get("window"),
    )


def _asked(of: Counted, version: Bare, only_agreed: bool) -> Iterator[tuple[Any, ...]]:
    """The targets of a version for each service that they hold for, then what nobody agreed on."""
    mine = [key for key in of.services if key in version["services"]]
    held: set[UUID | None] = set()
    for each in version["service_targets"]:
        if each["measure"] == "other":
            yield each["measure"], each["service"], each["target"], each["detail"]
            continue
        of_it: list[UUID | None] = [each["service"]]
        if each["measure"] == "availability" and each["service"] is None:
            of_it = list(mine)
        held |= set(of_it) if each["measure"] == "availability" else set()
        sense = each["sense"] or ("at most" if each["measure"] in AT_MOST else "at least")
        for service in of_it:
            window = each["window"] or "the period"
            yield each["measure"], service, each["priority"], each["target"], each["detail"], sense, window
    agreed = {each["measure"] for each in version["service_targets"]}
    for measure in ALWAYS_SHOWN:
        if measure == "availability":
            for service in mine:
                if service not in held:
                    yield measure, service, None, None, "", None, "the period"
        elif measure not in agreed and not only_agreed:
            yield measure, None, None, None, "", None, "the period"


def _stated(
    everything: Counted, customers: list[Counted], days: Days, rows: Json, table: str
) -> Iterator[str]:
    """Goals, objectives and quality measures: of all records, and of the services of all customers."""
    for row in rows:
        names = {name: key for key, name in everything.services.items()}
        service = names.get(row["service"]) if row["service"] else None
        if row["word"] == "in words" or (row["service"] and service is None):
            continue
        of_service = row["measure"] not in ("trainings done in time", "actions done in time")
        assert of_service or service is None
        assert row["measure"] in OF_INCIDENTS or not row["priority"]
        stated = {**row, "counts": row["measure"]}
        for said in _line(stated, service, everything, customers, days, days.before()):
            yield f"{table}: {said}"


__all__ = ["disagreements"]

"""What the rows of agreements and documents ask, day by day, as the slow oracle reads them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sdesk.models.measures import Measure
from tests.practice.reporting.slow import Bare
from tests.practice.reporting.slow_figures import Counted, Days
from tests.practice.reporting.slow_report import ALWAYS_SHOWN, AT_MOST

Asks = tuple[Any, ...]
"""A measure, of which service, and what else is asked of it: equal where the same is asked."""
IN_HOURS = (
    "availability", "outage minutes", "number of outages", "response within target", "restoration within target",
    "mean time to restore", "median time to restore",
)  # fmt: skip
ROWS = {"BusinessGoals": "goals", "ServiceDeliveryPolicy": "objectives"}


def agreed(of: Counted, version: Bare, only_agreed: bool = False) -> Iterator[Asks]:
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
        for service in of_it:
            yield _counted(each, each["measure"], service, each["detail"])
    typed = {each["measure"] for each in version["service_targets"]}
    for measure in ALWAYS_SHOWN:
        if measure == "availability":
            for service in mine:
                if service not in held:
                    yield measure, service, None, None, "", None, "the period"
        elif measure not in typed and not only_agreed:
            yield measure, None, None, None, "", None, "the period"


def _counted(row: Bare, measure: str, service: UUID | None, detail: str = "") -> Asks:
    sense = row["sense"] or ("at most" if measure in AT_MOST else "at least")
    return measure, service, row["priority"], row["target"], detail, sense, row["window"] or "the period"


def hours_for(of: Counted, measure: str, version: Bare) -> Any:
    """What hours a version has, where the measure counts minutes of them: other hours ask something else."""
    if measure not in IN_HOURS or not version["service_hours"]:
        return None
    calendar = of.slow.by_id[version["service_hours"]]
    earlier = sorted((each["until"], _read(each)) for each in calendar["earlier"])
    return _read(calendar), str(earlier)


def _read(said: Bare) -> Any:
    spans = sorted(
        (each["weekday"], each["start_minute"], each["end_minute"]) for each in said["weekly_hours"]
    )
    return said["time_zone"], str(spans), str(sorted({each["day"] for each in said["holidays"]}))


def asked_in_all(one: Asks, days: Iterable[Iterable[Asks]]) -> bool:
    """Whether it was asked on each of the days, of which there is one at least."""
    found = [one in asks for asks in days]
    return bool(found) and all(found)


class Stated:
    """What one document of the organization asks, each day by the version in effect at its end, or now if that is to come."""

    def __init__(self, of: Counted, kind: str) -> None:
        self.of, self.kind = of, kind
        self.names = of.ever_offered()
        self.called = {name: key for key, name in self.names.items()}
        self.held = of.slow.held(kind, "date_of_issue", by=min(of.period.whole_end, of.slow.now + 1) - 1)
        drafts = [each for each in of.slow.rows[kind] if each["state"] == "draft"]
        self.draft = max(drafts, key=lambda each: int(each["version"]), default=None)

    def known(self, days: Days) -> list[date]:
        """Those of which anything is known; where nothing is, all of them."""
        known = [day for day in days.each() if self.of.begins <= day <= self.of.over]
        return known if known and self.of.known(days) else days.each()

    def _version(self, day: date) -> Bare | None:
        at = min(self.of.slow.ends(day) - 1, self.of.slow.now)
        found = [each for start, end, each in self.held if start <= at < end]
        return max(found, key=lambda each: each["version"], default=None) if self.held else self.draft

    def asks(self, day: date) -> Iterator[Asks]:
        version = self._version(day)
        if version is None:
            return
        if self.kind in ROWS:
            for row in version[ROWS[self.kind]]:
                yield self._asks(row, row["service"], row["measure"])
            return
        for service in version["services"]:
            for row in service["quality_measures"]:
                yield self._asks(row, service["id"], row["name"])

    @staticmethod
    def _asks(row: Bare, service: UUID | None, words: str) -> Asks:
        """Of what is only in words, or meant in another unit than the one it is counted in, a person judges."""
        counts = row["counts"]
        if counts in (None, "other") or row["unit"].strip() not in ("", Measure(counts).unit):
            return counts or words, service, row["target"], ""
        return _counted(row, counts, service)


__all__ = ["Asks", "Stated", "agreed", "asked_in_all", "hours_for"]

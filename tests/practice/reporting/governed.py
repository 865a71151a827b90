"""A provider by chance, and what governs it: agreements, hours, policies, goals, each renewed as time goes on."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sdesk.models import (
    BusinessGoals,
    Customer,
    CustomerAgreement,
    Organization,
    Record,
    ServiceCalendar,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    Supplier,
)
from sdesk.models.identity import uuid7
from sdesk.models.measures import Measure
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.versions import newest_approved
from tests.provider import Provider, next_version

R = TypeVar("R", bound=Record)
ZONES = ("Europe/Lisbon", "Australia/Sydney", "America/Santiago", "Asia/Beirut")
"""Clocks that go forward in March, back in April, and two where what is skipped or told twice touches midnight."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ELSEWHERE = (Measure.OTHER, Measure.ANSWERED, Measure.REVIEWS, Measure.BACKUPS)
"""What the oracle of this folder does not count: it stands in `test_in_time.py` and `test_copies_told.py`."""
_COUNTED_HERE = [each for each in Measure if each not in _ELSEWHERE]

NUMBERS = {"%": (50.0, 90.0, 99.0, 100.0), "minutes": (60.0, 600.0, 5_000.0), "count": (0.0, 2.0, 6.0)}


class Governed:
    """What is there, and what is still to come: `after` a while something happens, and brings about more."""

    def __init__(self, provider: Provider, chance: Random) -> None:
        self.provider, self.chance, self.workspace = provider, chance, provider.workspace
        self.zone = chance.choice(ZONES)
        self._to_come: list[tuple[datetime, int, Callable[[], object]]] = []
        self._nth = count()
        self.refused: list[str] = []
        ours = self.workspace.first(Organization)
        assert ours is not None
        provider.save(ours, time_zone=self.zone)
        self.services = [provider.extra["service"]]
        self._offer("Printing")
        self._offer("Telephony")
        self.customers = [provider.extra["customer"], provider.create(Customer, name="Harbour School")]
        self.calendars = [self._calendar(name) for name in ("Office", "Long", "Round the clock")]
        self.agreements: list[Any] = [
            self._agree(CustomerAgreement, customer=each.id) for each in self.customers
        ]
        supplier = provider.create(Supplier, name="Coast Telecom")
        self.item = provider.save(provider.extra["item"], supplier=supplier.id)
        provider.approved(BusinessGoals, goals=self._typed("statement", {"set_by": "The owner"}, 3))

    @property
    def now(self) -> datetime:
        return self.provider.clock.now

    def after(self, minutes: float, act: Callable[..., object], *given: Any) -> None:
        due = self.now + timedelta(minutes=int(minutes))
        heappush(self._to_come, (due, next(self._nth), lambda: act(*given)))

    def until(self, moment: datetime) -> None:
        """Go on to that moment. What a rule refuses does not happen."""
        while self._to_come and self._to_come[0][0] < moment:
            due, _nth, act = heappop(self._to_come)
            self.provider.clock.now = max(self.now, due)
            self.provider.works(self.provider.ana)
            try:
                act()
            except Refused as refused:
                self.refused.append(f"{refused} {refused.problems}")
        self.provider.clock.now = max(self.now, moment)

    def again(self, record: R) -> R:
        found = self.workspace.get(type(record), record.id)
        assert found is not None
        return found

    def some(self, *of: Any) -> Any:
        return self.chance.choice(of)

    # ------------------------------------------------------------ what governs

    def _calendar(self, name: str) -> ServiceCalendar:
        zone = self.some(self.zone, self.zone, "UTC")
        return self.provider.create(ServiceCalendar, name=name, time_zone=zone, **self._week())

    def _week(self) -> dict[str, Any]:
        days = DAYS[: self.some(5, 6, 7)]
        spans = self.some(((540, 1020),), ((0, 1440),), ((0, 120), (480, 720), (780, 1440)))
        week = ({"weekday": day, "start_minute": a, "end_minute": b} for day in days for a, b in spans)
        first = date(2026, 3, 1)
        closed = (first + timedelta(days=self.chance.randint(0, 120)) for _ in range(6))
        holidays = ({"day": day, "name": "Closed"} for day in {first, date(2026, 4, 1), *closed})
        return {"weekly_hours": tuple(week), "holidays": tuple(holidays)}

    def _typed(
        self, said_in: str, more: dict[str, Any], number: int, services: Sequence[Any] = ()
    ) -> tuple[dict[str, Any], ...]:
        field = "measure" if said_in == "detail" else "counts"
        rows = []
        for _ in range(number):
            measure = self.some(*_COUNTED_HERE)
            row = {
                said_in: f"So {measure}",
                field: measure,
                "window": self.some(None, None, "each month"),
                **more,
            }
            row["target"] = self.some(*NUMBERS.get(measure.unit, (3.0, 4.0)))
            row["sense"] = self.some(None, None, "at least", "at most")
            if measure.has_service and said_in != "name":
                row["service"] = self.some(None, None, *(services or self.services))
            if said_in == "name":
                row["unit"] = measure.unit
            if measure.has_priority:
                row["priority"] = self.some(None, None, "3 moderate")
            rows.append(row)
        return tuple(row for row in rows if said_in != "detail" or row[field].has_service)

    def _agree(self, model: type[R], **values: Any) -> R:
        start = self.some(date(2026, 1, 1), date(2026, 3, 5), date(2026, 3, 20))
        return self.provider.approved(
            model, name=f"Agreement {next(self._nth)}", start=start, review_date=start + timedelta(days=9),
            end=self.some(date(2026, 4, 20), date(2026, 12, 31), date(2026, 12, 31)), **self._terms(), **values,
        )  # fmt: skip

    def _terms(self) -> dict[str, Any]:
        hours = self.some(None, *self.calendars, *self.calendars)
        services = self.chance.sample(self.services, self.chance.randint(1, len(self.services)))
        return {
            "services": tuple(services),
            "service_targets": self._typed("detail", {}, self.chance.randint(0, 4), services),
            "service_hours": hours and hours.id,
        }

    def renew(self, agreement: Any) -> None:
        """From a day that is over, today's, or one to come; with other services, hours and targets."""
        newest = self.workspace.find(type(agreement), type(agreement).number == agreement.number)[-1]
        start = self.now.date() + timedelta(days=self.chance.randint(-20, 20))
        given = {"start": start, "review_date": start + timedelta(days=9), "end": date(2026, 12, 31)}
        draft = self.provider.save(next_version(self.provider, newest), **given, **self._terms())
        self.provider.take(draft, "approve")

    def end(self, agreement: Any) -> None:
        newest = self.workspace.find(type(agreement), type(agreement).number == agreement.number)[-1]
        self.provider.take(newest, "end", "They left")

    def renew_policy(self) -> None:
        policy = newest_approved(self.workspace, ServiceDeliveryPolicy)
        assert policy is not None
        share = self.some(2, 5, 20)
        times = tuple(
            each.model_copy(
                update={
                    name: max((getattr(each, name) or 0) // share, 1)
                    for name in ("respond_minutes", "restore_minutes")
                }
            )
            for each in policy.priority_targets
        )
        objectives = self._typed("statement", {}, 2)
        self._renew(policy, priority_targets=times, objectives=objectives)

    def renew_goals(self) -> None:
        goals = newest_approved(self.workspace, BusinessGoals)
        assert goals is not None
        self._renew(goals, goals=self._typed("statement", {"set_by": "The owner"}, 3))

    def rename_services(self) -> None:
        catalogue = newest_approved(self.workspace, ServiceCatalogue)
        assert catalogue is not None
        measures = self._typed("name", {}, 1)
        renamed = tuple(
            each.model_copy(update={"name": f"{each.name}'", "quality_measures": ()})
            for each in catalogue.services
        )
        rows = tuple({**each.model_dump(), "quality_measures": measures} for each in renamed)
        self._renew(catalogue, services=rows)

    def _offer(self, name: str) -> None:
        """A catalogue with one more service."""
        catalogue = newest_approved(self.workspace, ServiceCatalogue)
        assert catalogue is not None
        other = catalogue.services[0].model_copy(update={"id": uuid7(), "name": name})
        self._renew(catalogue, services=(*catalogue.services, other))
        self.services.append(other.id)

    def _renew(self, document: Any, **values: Any) -> None:
        issued = self.now.date() + timedelta(days=self.some(-9, 0, 0, 6))
        days = {"date_of_issue": issued, "next_review_date": issued + timedelta(days=300)}
        self.provider.take(
            self.provider.save(next_version(self.provider, document), **days, **values), "approve"
        )

    def change_hours(self) -> None:
        calendar = self.again(self.chance.choice(self.calendars))
        today = self.now.astimezone(ZoneInfo(self.zone)).date()
        day = self.some(None, today + timedelta(days=2), today + timedelta(days=9))
        self.provider.save(calendar, **self._week(), **({"valid_from": day} if day else {}))

    def item_changes_hands(self) -> None:
        self.provider.save(self.again(self.item), supplier=self.provider.create(Supplier, name="Other").id)

"""Counts the figures of a report once more: from the records that it names, and from all there are.

On purpose it knows nothing of how the program counts. Moments are seconds; what lasts is a set of minutes' pieces.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from statistics import mean, median
from typing import Any
from uuid import UUID

import pytest

from sdesk.models import (
    Agreement,
    ConfigurationItem,
    CustomerAgreement,
    FeedbackEntry,
    HistoryEntry,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceIncident,
    Supplier,
    SupplierAgreement,
    SurveyScore,
)
from sdesk.models.incident import Unknown
from sdesk.practice.calendar.agreed_hours import agreed_hours
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.lifecycle.versions import services, to_go_by
from sdesk.practice.measures.clocks import ALWAYS, open_intervals
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.counted import Counted, every_figure
from sdesk.practice.workspaces import Workspace
from sdesk.storage import col
from tests.practice.reporting.pieces import Piece, lasting, seconds, without
from tests.practice.reporting.recount_supplier import asked_of, is_theirs

Json = Any
KINDS = (ServiceIncident, ServiceChangeRequest, FeedbackEntry, SurveyScore)


class Recount:
    """Everything of one workspace and one report's figures, seen from outside."""

    def __init__(self, workspace: Workspace, figures: Json) -> None:
        self.workspace, self.figures = workspace, figures
        self.periods = [self._period(figures[name]) for name in ("period", "previous_period")]
        self.now = workspace.clock()
        self.records: dict[UUID, Any] = {each.id: each for kind in KINDS for each in workspace.find(kind)}
        self.names = {each.name: each.id for each in services(workspace)}
        self.ends: dict[UUID, tuple[datetime, str]] = {}
        ends = col(HistoryEntry.action).in_(("close", "reject", "refuse", "withdraw", "cancel"))
        for entry in workspace.find(HistoryEntry, ends, order_by=[col(HistoryEntry.at)]):
            self.ends[entry.record_id] = (entry.at, entry.action)
        self.items = workspace.find(ConfigurationItem)
        self.promises = Promises(workspace)
        self._known_hours: dict[UUID, Any] = {}
        self.checked: Counter[str] = Counter()

    @staticmethod
    def _period(stored: Json) -> Period:
        first, last = date.fromisoformat(stored["first"]), date.fromisoformat(stored["last"])
        return Period(first, last, stored["time_zone"])

    def check(self) -> Counter[str]:
        """Every figure and number, each against its cases and its cases against all records. How many of each kind."""
        for counted in every_figure(self.figures):
            self._check(counted)
        return self.checked

    # ------------------------------------------------------------ what a figure is about

    def _check(self, counted: Counted) -> None:
        place = counted.place
        self.part = place[0]
        earlier = any(each in ("previous", "previous_time") for each in place)
        self.period = self.periods[earlier]
        of_days = next(
            (each.split("/") for each in place if re.fullmatch(r"[\d-]{10}/[\d-]{10}", each)), None
        )
        if of_days and not earlier:
            first, last = map(date.fromisoformat, of_days)
            self.period = Period(first, last, self.period.time_zone)
        self.start, self.end = (
            seconds(self.period.start_utc),
            min(seconds(self.period.end_utc), seconds(self.now)),
        )
        self.agreement = self._agreement(place)
        self.priority = place[2] if place[1:2] == ("by_priority",) else None
        self.service = next((self.names[each] for each in place if each in self.names), None)
        assert len(set(counted.cases)) == len(counted.cases), place
        name, value = place[-1], counted.value
        if isinstance(self.agreement, SupplierAgreement) and self._is_of_escalations(place):
            self._escalations(counted)
        elif not isinstance(value, Mapping):
            assert value == len(counted.cases), place
            self._numbers(place, set(counted.cases))
        elif value["unit"] == "":
            assert not counted.cases
        elif value["unit"] == "of 5":
            self._scores(counted)
        elif value["unit"] == "minutes":
            self._times(counted, "elapsed" in name, median if name.startswith("median") else mean)
        elif value["unit"] == "complaints":
            self._complaints(counted)
        else:
            self._shares(counted)

    def _agreement(self, place: tuple[str, ...]) -> Agreement | None:
        """The one at the top, or of one of many; the goals and the tables are about everything."""
        listed = self.figures.get("agreements", ())
        of = [each for each in listed if place[:2] == ("agreements", each["number"])]
        named = of[0] if of else self.figures.get("agreement")
        if named is None:
            return None
        model: Any = CustomerAgreement if named["kind"] == "customer" else SupplierAgreement
        found: Agreement | None = self.workspace.first(
            model, col(model.number) == named["number"], col(model.version) == named["version"]
        )
        assert found
        return found

    def _about(self, record: Any) -> bool:
        agreement = self.agreement
        if self.service and record.service != self.service:
            return False
        if isinstance(agreement, SupplierAgreement):
            return self._is_theirs(record, agreement.supplier)
        if isinstance(record, FeedbackEntry):
            of_suppliers = record.about in ("a supplier", "a dispute")
            if of_suppliers != (self.part == "suppliers"):
                return False
        if agreement is None:
            return True
        assert isinstance(agreement, CustomerAgreement)
        covered = record.service in agreement.services
        if isinstance(record, ServiceChangeRequest) and record.customer is None:
            return covered
        return record.customer == agreement.customer and (covered or record.service is None)

    def _is_theirs(self, record: Any, supplier: UUID | None) -> bool:
        if isinstance(record, ServiceIncident):
            items = [each.id for each in self.items if each.supplier == supplier]
            return supplier is not None and is_theirs(record, supplier, items)
        if isinstance(record, FeedbackEntry):
            return record.supplier == supplier and record.about in ("a supplier", "a dispute")
        return isinstance(record, ServiceChangeRequest) and record.supplier == supplier

    @staticmethod
    def _is_of_escalations(place: tuple[str, ...]) -> bool:
        """Counted by looking: `recount_supplier.py`. Here, that nothing else is among them."""
        of_them = (
            "response within target",
            "restoration within target",
            "mean time to restore",
            "median time to restore",
        )
        return place[0] == "escalations" or any(each in of_them for each in place)

    def _escalations(self, counted: Counted) -> None:
        assert isinstance(self.agreement, SupplierAgreement) and self.agreement.supplier
        supplier = self.workspace.get(Supplier, self.agreement.supplier)
        assert supplier
        asked = {key: asked_of(self.records[key], supplier) for key in counted.cases}
        assert all(asked.values()), counted.place
        assert all(seconds(each[0]) < self.end for each in asked.values()), counted.place
        if counted.place[-1] == "escalated":
            every = [each for each in self.records.values() if isinstance(each, ServiceIncident)]
            first = {
                each.id: asked_of(each, supplier)[:1]
                for each in every
                if each.state not in ("draft", "cancelled")
            }
            assert set(counted.cases) == {key for key, at in first.items() if at and self._in(at[0])}
        self.checked["escalations"] += 1

    def _all(self, model: type[Any]) -> list[Any]:
        never = ("draft",) if model is ServiceChangeRequest else ("draft", "cancelled")
        return [
            each
            for each in self.records.values()
            if isinstance(each, model) and each.state not in never and self._about(each)
        ]

    def _incidents(self) -> list[ServiceIncident]:
        return [each for each in self._all(ServiceIncident) if each.recorded_at and self._of_priority(each)]

    def _of_priority(self, incident: ServiceIncident) -> bool:
        if self.priority is None:
            return True
        return (incident.priority.value if incident.priority else "not classified") == self.priority

    def _in(self, moment: datetime | None) -> bool:
        return moment is not None and self.start <= seconds(moment) < seconds(self.period.end_utc)

    def _ended(self, record: Any) -> bool:
        return record.id in self.ends and self._in(self.ends[record.id][0])

    # ------------------------------------------------------------ numbers

    def _numbers(self, place: tuple[str, ...], cases: set[UUID]) -> None:
        part, name = place[0], place[-1]
        if part == "incidents":
            name = "recorded" if self.priority and name == "previous" else name
            expected = {each.id for each in self._named_incidents(name)}
        elif part == "changes":
            expected = {each.id for each in self._all(ServiceChangeRequest) if self._is_change(each, name)}
        else:
            expected = {each.id for each in self._all(FeedbackEntry) if self._is_feedback(each, name)}
        assert cases == expected, (place, self._called(cases ^ expected))
        self.checked[f"{part} {name}"] += 1

    def _named_incidents(self, name: str) -> list[ServiceIncident]:
        if name == "outside":
            return [
                each
                for each in self.records.values()
                if isinstance(each, ServiceIncident)
                and each.state not in ("draft", "cancelled")
                and isinstance(self.agreement, CustomerAgreement)
                and each.customer == self.agreement.customer
                and self.agreement.services
                and each.service is not None
                and each.service not in self.agreement.services
                and self._in(each.recorded_at)
            ]
        rules = {
            "recorded": lambda each: self._in(each.recorded_at),
            "restored": self._was_restored,
            "closed": lambda each: each.state == "closed" and self._ended(each),
            "open": lambda each: seconds(each.recorded_at) < self.end and self._restored_at(each) is None,
        }
        return [each for each in self._incidents() if rules[name](each)]

    def _is_change(self, change: ServiceChangeRequest, name: str) -> bool:
        over = change.state in ("closed", "rejected", "withdrawn")
        if name == "asked_for":
            return self._in(change.created_at)
        if name == "open":
            ended = self.ends.get(change.id)
            late = ended is not None and seconds(ended[0]) >= self.end
            return (
                change.created_at is not None and seconds(change.created_at) < self.end and (not over or late)
            )
        if not over or not self._ended(change):
            return False
        if name in ("rejected", "withdrawn"):
            return change.state == name
        return change.state == "closed" and (change.rolled_back_at is not None) == (name == "rolled back")

    def _is_feedback(self, entry: FeedbackEntry, name: str) -> bool:
        if self._apart():
            dispute = entry.about == "a dispute"
            named = dispute if name == "dispute" else entry.kind == name and not dispute
            return named and self._in(entry.received_at)
        if name in ("compliment", "complaint", "comment"):
            return entry.kind is not None and entry.kind.value == name and self._in(entry.received_at)
        if entry.kind is None or entry.kind.value != "complaint" or entry.received_at is None:
            return False
        closed = entry.state == "closed"
        if name == "complaints_closed":
            return closed and self._ended(entry)
        late = entry.id in self.ends and seconds(self.ends[entry.id][0]) >= self.end
        return seconds(entry.received_at) < self.end and (not closed or late)

    def _apart(self) -> bool:
        """Whether it is the table of what was said about suppliers, in which disputes stand for themselves."""
        of_supplier = isinstance(self.agreement, SupplierAgreement)
        return self.part == "suppliers" or (of_supplier and self.part == "feedback")

    # ------------------------------------------------------------ times of an incident

    def _restorations(self, incident: ServiceIncident) -> list[Piece]:
        pieces = [
            (seconds(each.restored_at), seconds(each.reopened_at) if each.reopened_at else self.end)
            for each in incident.reopenings
            if each.restored_at
        ]
        return [*pieces, *([(seconds(incident.restored_at), float("inf"))] if incident.restored_at else [])]

    def _restored_at(self, incident: ServiceIncident, at: float | None = None) -> float | None:
        moment = self.end if at is None else at
        return next((a for a, b in self._restorations(incident) if a <= moment < b), None)

    def _was_restored(self, incident: ServiceIncident) -> bool:
        moment = self._restored_at(incident)
        return moment is not None and self.start <= moment < seconds(self.period.end_utc)

    def _down(self, incident: ServiceIncident, until: float) -> list[Piece]:
        started = seconds(incident.started_at or incident.recorded_at)  # type: ignore[arg-type]
        return without([(started, until)] if started < until else [], self._restorations(incident))

    def _within_hours(self, pieces: Iterable[Piece], hours: Any) -> list[Piece]:
        return [
            (seconds(a), seconds(b))
            for start, end in pieces
            for a, b in open_intervals(
                hours, datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC)
            )
        ]

    def _hours(self, incident: ServiceIncident) -> Any:
        agreed = self.agreement or self.promises.agreement(incident)
        if agreed is None:
            return ALWAYS
        if agreed.id not in self._known_hours:
            self._known_hours[agreed.id] = agreed_hours(self.workspace, agreed)
        return self._known_hours[agreed.id]

    def _used(self, incident: ServiceIncident, pieces: list[Piece], until: float) -> int:
        held = [
            (seconds(each.start), seconds(each.end) if each.end else until)
            for each in incident.holds
            if each.start
        ]
        return int(lasting(self._within_hours(without(pieces, held), self._hours(incident)))) // 60

    def _response(self, incident: ServiceIncident, until: float) -> tuple[int, bool]:
        """Minutes used, and whether somebody had answered by then."""
        answers = [seconds(incident.answered_at)] if incident.answered_at else []
        answers += [
            seconds(each.at)
            for each in incident.steps_taken
            if each.at and incident.assigned_to in (None, each.person)
        ]
        answers += [start for start, _end in self._restorations(incident)]
        answered = min((each for each in answers if each <= until), default=None)
        recorded, stop = seconds(incident.recorded_at), until if answered is None else answered  # type: ignore[arg-type]
        pieces = [(recorded, stop)] if recorded < stop else []
        return self._used(incident, pieces, until), answered is not None

    def _restoration(self, incident: ServiceIncident, until: float) -> tuple[int, bool]:
        return (
            self._used(incident, self._down(incident, until), until),
            self._restored_at(incident, until) is not None,
        )

    def _target(self, incident: ServiceIncident, name: str) -> int | None:
        policy = to_go_by(self.workspace, ServiceDeliveryPolicy, incident.recorded_at)
        rows = policy.priority_targets if policy else ()
        return next((getattr(each, name) for each in rows if each.priority == incident.priority), None)

    # ------------------------------------------------------------ figures

    def _times(self, counted: Counted, elapsed: bool, of: Any) -> None:
        expected = {each.id for each in self._incidents() if self._was_restored(each)}
        assert set(counted.cases) == expected, (counted.place, self._called(expected ^ set(counted.cases)))
        found = [self.records[each] for each in counted.cases]
        minutes = [
            int(lasting(self._down(each, self.end))) // 60
            if elapsed
            else self._restoration(each, self.end)[0]
            for each in found
        ]
        assert counted.value["value"] == (pytest.approx(of(minutes)) if minutes else None), counted.place
        self._counts(counted, {"incidents counted": len(found)})

    def _scores(self, counted: Counted) -> None:
        expected = {
            each.id
            for each in self._all(SurveyScore)
            if each.state == "recorded"
            and each.asked_on
            and self.period.first <= each.asked_on <= self.period.last
        }
        assert set(counted.cases) == expected, (counted.place, self._called(expected ^ set(counted.cases)))
        found = [self.records[each].score for each in counted.cases]
        assert counted.value["value"] == (pytest.approx(mean(found)) if found else None), counted.place
        self._counts(counted, {"survey scores": len(found)})

    def _complaints(self, counted: Counted) -> None:
        received = {each.id for each in self._all(FeedbackEntry) if self._is_feedback(each, "complaint")}
        assert set(counted.cases) == received, counted.place
        assert counted.value["value"] == len(received)
        self._counts(counted, {"received": len(received)})

    def _shares(self, counted: Counted) -> None:
        names = [name for name, _number in counted.value["counts"]]
        if "minutes of service hours" in names or "availability" in counted.place:
            self._availability(counted)
        elif names and names[0] == "closed changes deployed or rolled back":
            self._changes(counted)
        else:
            self._within_target(counted)

    def _changes(self, counted: Counted) -> None:
        tried = {
            each.id
            for each in self._all(ServiceChangeRequest)
            if each.state == "closed" and self._ended(each) and (each.deployed_at or each.rolled_back_at)
        }
        assert set(counted.cases) == tried, counted.place
        good = [each for each in counted.cases if self.records[each].rolled_back_at is None]
        self._percent(counted, len(good), len(tried))
        self._counts(counted, {"deployed with no roll-back": len(good)})

    def _within_target(self, counted: Counted) -> None:
        """Those that were answered, or restored, or went over their target, for the first time in the period."""
        worded = " ".join(counted.place).lower()
        responding = "respon" in worded
        spent = self._response if responding else self._restoration
        expected, good = set(), set()
        for each in self._incidents():
            target = self._target(each, "respond_minutes" if responding else "restore_minutes")
            recorded = seconds(each.recorded_at)  # type: ignore[arg-type]
            unknown = responding and any(mark.what is Unknown.RESPONSE for mark in each.not_known)
            if target is None or unknown or recorded >= self.end:
                continue
            before = spent(each, self.start) if recorded < self.start else (0, False)
            used, done = spent(each, self.end)
            if before[1] or before[0] > target or not (done or used > target):
                continue
            expected.add(each.id)
            good |= {each.id} if used <= target else set()
        assert set(counted.cases) == expected, (counted.place, self._called(expected ^ set(counted.cases)))
        self._percent(counted, len(good), len(expected))
        self._counts(counted, {"incidents counted": len(expected), "within target": len(good)})

    def _availability(self, counted: Counted) -> None:
        if counted.value["value"] is None or self.agreement is None:
            assert self.agreement is None or not counted.cases, counted.place
            return
        first, last = (date.fromisoformat(day) for day in counted.value["days"])
        days = Period(first, last, self.period.time_zone)
        whole = [(seconds(days.start_utc), min(seconds(days.end_utc), seconds(self.now)))]
        hours = agreed_hours(self.workspace, self.agreement)
        served = self._within_hours(whole, hours)
        down: dict[UUID, list[Piece]] = {}
        for each in self._incidents():
            if each.outage:
                inside = [
                    (max(a, whole[0][0]), min(b, whole[0][1]))
                    for a, b in self._down(each, self.end)
                    if min(b, whole[0][1]) > max(a, whole[0][0])
                ]
                pieces = self._within_hours(inside, hours)
                if lasting(pieces):
                    down[each.id] = pieces
        assert set(counted.cases) == down.keys(), counted.place
        lost = lasting(piece for each in counted.cases for piece in down[each])
        assert counted.value["value"] == pytest.approx(100 * (1 - lost / lasting(served))), counted.place
        self._counts(counted, {"minutes of downtime within them": int(lost) // 60})
        self.checked["availability"] += 1

    def _called(self, ids: Iterable[UUID]) -> list[str]:
        return [str(self.records[each].number) for each in ids]

    def _percent(self, counted: Counted, part: int, of: int) -> None:
        expected = 100 * part / of if of else None
        assert counted.value["value"] == (None if expected is None else pytest.approx(expected)), (
            counted.place
        )
        self.checked[" ".join(name for name, _ in counted.value["counts"][:1])] += 1

    def _counts(self, counted: Counted, expected: Mapping[str, int]) -> None:
        found = dict(counted.value["counts"])
        assert {name: found[name] for name in expected} == expected, (counted.place, found)
        self.checked[counted.value["unit"]] += 1

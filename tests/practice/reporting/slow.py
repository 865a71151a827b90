"""What the figures of a report should be, counted once more and slowly: minute after minute, day after day, from bare rows.

It shares nothing with the program but the rows themselves. A set of minutes is one long number, with a bit for each.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sdesk.models import (
    ActionItem,
    Approval,
    AssignedRoles,
    BusinessGoals,
    ConfigurationItem,
    CustomerAgreement,
    FeedbackEntry,
    HistoryEntry,
    Organization,
    ServiceCalendar,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceIncident,
    SupplierAgreement,
    SurveyScore,
)
from sdesk.storage import Workspace

Bare = dict[str, Any]
KINDS: tuple[Any, ...] = (
    ActionItem, AssignedRoles, BusinessGoals, ConfigurationItem, CustomerAgreement, FeedbackEntry, Organization,
    ServiceCalendar, ServiceCatalogue, ServiceChangeRequest, ServiceDeliveryPolicy, ServiceIncident,
    SupplierAgreement, SurveyScore,
)  # fmt: skip
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Slow:
    """The rows of a workspace at a moment, and the minutes between a first day and that moment."""

    def __init__(self, workspace: Workspace, since: date, now: datetime, zone: str = "") -> None:
        """Days are those of the time `zone` of then: of the organization, unless it has another by now."""
        self.rows: dict[str, list[Bare]] = {
            kind.__name__: [each.model_dump() for each in workspace.find(kind)] for kind in KINDS
        }
        self.by_id = {each["id"]: each for rows in self.rows.values() for each in rows}
        [ours] = self.rows["Organization"]
        self.zone = ZoneInfo(zone or ours["time_zone"])
        begins = datetime.combine(since - timedelta(days=2), datetime.min.time(), UTC)
        self.zero, self.now = int(begins.timestamp()) // 60, int(now.timestamp()) // 60
        self.days = self._days()
        self.states: dict[UUID, list[tuple[int, str]]] = defaultdict(list)
        self.fixed: dict[UUID, dict[str, int]] = defaultdict(dict)
        self.told: dict[str, dict[UUID, list[tuple[int, Any]]]] = {"due": defaultdict(list)}
        self.assigned: dict[UUID, str | None] = {}
        self.by_assignee: dict[UUID, set[str]] = defaultdict(set)
        for entry in workspace.find(HistoryEntry, order_by=["tick", "place"]):
            self._read(entry)
        self.approved: dict[UUID, int] = {}
        for approval in workspace.find(Approval):
            if approval.step == "approve":
                at = self.minute(approval.at)
                self.approved[approval.record_id] = max(at, self.approved.get(approval.record_id, at))
        self.hours: dict[Any, int] = {None: self.between(self.zero, self.now)}

    def _read(self, entry: HistoryEntry) -> None:
        """When each thing came into each state, whose an item was, and which steps were by whoever had the incident then."""
        at, told = self.minute(entry.at), entry.changes
        if "state" in told:  # what came in from elsewhere as closed came to its end nobody knows when
            was, state = told["state"]
            self.states[entry.record_id].append((at if was else -(10**9), state))
        if entry.model == "ServiceIncident":
            for name in ("customer", "service", "recorded_at"):
                if name in told:
                    self.fixed[entry.record_id]["agreement"] = at
            if "assigned_to" in told:
                self.assigned[entry.record_id] = told["assigned_to"][1]
            for key, step in told.get("steps_taken", {}).get("added", {}).items():
                if self.assigned.get(entry.record_id) in (None, step["person"]):
                    self.by_assignee[entry.record_id].add(key)
        if entry.model == "ActionItem" and "due" in told:
            self.told["due"][entry.record_id].append((at, told["due"][1]))

    # ------------------------------------------------------------ minutes and days

    def minute(self, moment: datetime) -> int:
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()) // 60

    def between(self, start: int, end: int) -> int:
        """These minutes, as a set."""
        start, end = max(start, self.zero), min(end, self.now)
        return ((1 << (end - start)) - 1) << (start - self.zero) if start < end else 0

    def day_of(self, minute: int, zone: ZoneInfo | None = None) -> date:
        return datetime.fromtimestamp(minute * 60, zone or self.zone).date()

    def _days(self) -> dict[date, int]:
        """The first minute of each day, until half a year after now: whatever the clocks do at midnight."""
        found: dict[date, int] = {}
        for minute in range(
            self.zero, self.now + 250 * 1440, 30
        ):  # no zone of today begins a day at another minute
            found.setdefault(self.day_of(minute), minute)
        del found[next(iter(found))]
        return found

    def begins(self, day: date) -> int:
        return self.days.get(day, -(10**9) if day < next(iter(self.days)) else 10**9)

    def ends(self, day: date) -> int:
        return self.begins(day + timedelta(days=1))

    # ------------------------------------------------------------ service hours

    def open(self, calendar: UUID | None) -> int:
        """The minutes in which the hours say that there is service."""
        if calendar not in self.hours:
            said = self.by_id[calendar]
            chain = [*sorted(said["earlier"], key=lambda each: each["until"]), {**said, "until": date.max}]
            bits = "".join(
                "1" if self._is_open(chain, minute) else "0"
                for minute in range(self.now - 1, self.zero - 1, -1)
            )
            self.hours[calendar] = int(bits, 2)
        return self.hours[calendar]

    def _is_open(self, chain: list[Bare], minute: int) -> bool:
        for said in chain:
            shown = datetime.fromtimestamp(minute * 60, ZoneInfo(said["time_zone"]))
            if shown.date() < said["until"]:
                if any(each["day"] == shown.date() for each in said["holidays"]):
                    return False
                at = shown.hour * 60 + shown.minute
                return any(
                    span["weekday"] == WEEK[shown.weekday()]
                    and span["start_minute"] <= at < span["end_minute"]
                    for span in said["weekly_hours"]
                )
        raise AssertionError(minute)

    # ------------------------------------------------------------ versions

    def held(self, kind: str, first: str, last: str = "", by: int = 10**10) -> list[tuple[int, int, Bare]]:
        """Each version with the minutes in which it held: from its day, or its approval where it is no first one, or where
        nobody had approved it by that minute, though there was a workspace to do so."""
        [ours] = self.rows["Organization"]
        found = []
        numbers = sorted({each["number"] for each in self.rows[kind]})
        for number in numbers:
            versions = sorted(
                (
                    each
                    for each in self.rows[kind]
                    if each["number"] == number and each["id"] in self.approved
                ),
                key=lambda each: each["version"],
            )
            told = [(each, self._stop(each, last)) for each in versions]
            told = [(each, stop) for each, stop in told if self.begins(each[first]) < stop]
            starts = [
                self.begins(each[first])
                if nth == 0 and (self.approved[each["id"]] <= by or by < self.minute(ours["created_at"]))
                else max(self.begins(each[first]), self.approved[each["id"]])
                for nth, (each, _stop) in enumerate(told)
            ]
            for nth, (each, stop) in enumerate(told):
                end = min([max(stop, starts[nth] + (nth == 0)), *starts[nth + 1 :]])
                if starts[nth] < end:
                    found.append((starts[nth], end, each))
        return found

    def _stop(self, version: Bare, last: str) -> int:
        stops = [at for at, state in self.states[version["id"]] if state in ("ended", "withdrawn")][-1:]
        if last and version[last]:
            stops.append(self.ends(version[last]))
        return min(stops, default=10**10)

    def in_effect(self, kind: str, at: int, first: str = "date_of_issue") -> Bare | None:
        found = [each for start, end, each in self.held(kind, first, by=at) if start <= at < end]
        return max(found, key=lambda each: each["version"], default=None)

    # ------------------------------------------------------------ what was promised to an incident

    def agreement_of(self, incident: Bare) -> Bare | None:
        """The version in effect when it was recorded: as it was known when customer or service were last said."""
        known_at = self.fixed[incident["id"]]["agreement"]
        at = self.minute(incident["recorded_at"])
        found = [
            each
            for start, end, each in self.held("CustomerAgreement", "start", "end")
            if start <= at < end
            and each["customer"] == incident["customer"]
            and self.approved[each["id"]] <= known_at
        ]
        covering = [each for each in found if incident["service"] in each["services"]]
        return next(iter(covering or found), None)

    def promised(self, incident: Bare, what: str) -> int | None:
        at = self.minute(incident["recorded_at"])
        policy = self.in_effect("ServiceDeliveryPolicy", at)
        if policy is None:  # before the first one everybody goes by that
            to_come = sorted(self.held("ServiceDeliveryPolicy", "date_of_issue"), key=lambda each: each[0])
            policy = next((each for start, _end, each in to_come if start > at), None)
        times = policy["priority_targets"] if policy else ()
        return next((each[what] for each in times if each["priority"] == incident["priority"]), None)

    # ------------------------------------------------------------ an incident as it stood at a minute

    def restorations(self, incident: Bare) -> list[tuple[int, int]]:
        """From when to when it was thought restored."""
        found = [
            (self.minute(each["restored_at"]), self.minute(each["reopened_at"]))
            for each in incident["reopenings"]
        ]
        return [
            *found,
            *([(self.minute(incident["restored_at"]), 10**10)] if incident["restored_at"] else []),
        ]

    def restored(self, incident: Bare, at: int) -> int | None:
        """Since when it was restored, if it was at that minute."""
        return next((start for start, end in self.restorations(incident) if start <= at < end), None)

    def down(self, incident: Bare, until: int) -> int:
        minutes = self.between(self.minute(incident["started_at"]), until)
        for start, end in self.restorations(incident):
            minutes &= ~self.between(start, min(end, until))
        return minutes

    def waiting(self, incident: Bare, until: int) -> int:
        found = 0
        for hold in incident["holds"]:
            found |= self.between(
                self.minute(hold["start"]), self.minute(hold["end"]) if hold["end"] else until
            )
        return found

    def answered(self, incident: Bare, until: int) -> int | None:
        moments = [start for start, _end in self.restorations(incident)]
        theirs = self.by_assignee[incident["id"]]
        moments += [self.minute(step["at"]) for step in incident["steps_taken"] if str(step["id"]) in theirs]
        return min((each for each in moments if each <= until), default=None)

    def response(self, incident: Bare, until: int, hours: int) -> tuple[int, bool]:
        """Minutes of service until somebody looked at it, and whether somebody had."""
        stop = self.answered(incident, until)
        minutes = self.between(self.minute(incident["recorded_at"]), until if stop is None else stop)
        return (minutes & hours & ~self.waiting(incident, until)).bit_count(), stop is not None

    def restoration(self, incident: Bare, until: int, hours: int) -> tuple[int, bool]:
        minutes = self.down(incident, until) & hours & ~self.waiting(incident, until)
        return minutes.bit_count(), self.restored(incident, until) is not None

    def not_known(self, incident: Bare, what: str, until: int = 10**10) -> bool:
        """What came about before that minute is known all the same."""
        again = [each for each in incident["reopenings"] if self.minute(each["reopened_at"]) < until]
        known = {"whether the service was out": incident["outage"], "whether it was reopened": again}
        return not known.get(what) and any(each["what"] == what for each in incident["not_known"])

    # ------------------------------------------------------------ cases that come to an end

    def over_since(self, case: Bare, at: int) -> int | None:
        """When it came to its end, if it was over just before that minute."""
        over = ("closed", "rejected", "withdrawn", "cancelled")
        before = [(minute, state) for minute, state in self.states[case["id"]] if minute < at]
        return before[-1][0] if before and before[-1][1] in over else None


def rows_in(found: Iterable[Bare]) -> set[str]:
    return {str(each["id"]) for each in found}

"""The figures of a period as they have to come out, by the slow oracle: of everything, or of one agreement."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from statistics import mean
from typing import Any
from uuid import UUID

from tests.practice.reporting.slow import Bare, Slow, rows_in

ALWAYS = None
PRIORITIES = ("1 critical", "2 high", "3 moderate", "4 low")
KINDS_OF_FEEDBACK = ("compliment", "complaint", "comment")


class Days:
    """The first day and the last, and their minutes; what is to come does not count."""

    def __init__(self, slow: Slow, first: date, last: date) -> None:
        self.slow, self.first, self.last = slow, first, last
        self.start, self.whole_end = slow.begins(first), slow.ends(last)
        self.end = min(self.whole_end, slow.now)

    def has(self, minute: int | None) -> bool:
        return minute is not None and self.start <= minute < self.whole_end

    def each(self) -> list[date]:
        return [self.first + timedelta(days=nth) for nth in range((self.last - self.first).days + 1)]

    def months(self) -> list["Days"]:
        """Cut at the ends of calendar months."""
        found: dict[tuple[int, int], list[date]] = {}
        for day in self.each():
            found.setdefault((day.year, day.month), []).append(day)
        return [Days(self.slow, days[0], days[-1]) for days in found.values()]

    def is_whole_month(self) -> bool:
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1 and len(self.each()) <= 31

    def before(self) -> "Days":
        """As many whole months, where these are, else as many days."""
        last = self.first - timedelta(days=1)
        if self.first.day == 1 and (self.last + timedelta(days=1)).day == 1:
            day = self.first
            for _month in self.months():
                day = (day - timedelta(days=1)).replace(day=1)
            return Days(self.slow, day, last)
        return Days(self.slow, self.first - timedelta(days=len(self.each())), last)

    def in_whole_months(self) -> list["Days"]:
        """At least six whole months up to the last one, or those of the period as they are."""
        months = self.months()
        while len(months) < 6:
            last = months[0].first.replace(day=1) - timedelta(days=1)
            months.insert(0, Days(self.slow, last.replace(day=1), last))
        return months


class Counted:
    """All that a report speaks of; `agreement`: of this one alone, as its versions stand on each day up to the last."""

    def __init__(self, slow: Slow, days: Days, agreement: Bare | None = None) -> None:
        self.slow, self.period, self.agreement = slow, days, agreement
        self.versions: dict[date, Bare] = {}
        self.outside: list[Bare] = []
        every = slow.rows
        self.incidents = [
            each
            for each in every["ServiceIncident"]
            if each["state"] not in ("draft", "cancelled")
            and slow.minute(each["started_at"]) < days.whole_end
        ]
        self.changes = [each for each in every["ServiceChangeRequest"] if each["state"] != "draft"]
        self.feedback = [
            each
            for each in every["FeedbackEntry"]
            if each["state"] not in ("draft", "cancelled") and each["about"] in (None, "us")
        ]
        self.scores = [each for each in every["SurveyScore"] if each["state"] == "recorded"]
        counting = [each for each in every["ServiceIncident"] if each["state"] not in ("draft", "cancelled")]
        began = [self._day(each["started_at"]) for each in counting]
        [ours] = every["Organization"]
        self.begins = min([slow.day_of(slow.minute(ours["created_at"])), *began])
        noted = [
            self._day(each["started_at"])
            for each in counting
            if not any(
                mark["what"] == "whether the service was out" and not each["outage"]
                for mark in each["not_known"]
            )
        ]
        self.outages_since = min([slow.day_of(slow.minute(ours["created_at"])), *noted])
        began_on = slow.day_of(slow.minute(ours["created_at"]))
        told = {
            "changes": [self._day(each["deployed_at"]) for each in self.changes if each["deployed_at"]],
            "feedback": [self._day(each["received_at"]) for each in self.feedback],
            "scores": [each["asked_on"] for each in self.scores],
        }
        self.noted = {of: min([began_on, *told[of]]) for of in told}
        self.over = date.max
        catalogue = slow.in_effect("ServiceCatalogue", min(days.whole_end, slow.now) - 1)
        self.services = {each["id"]: each["name"] for each in catalogue["services"]} if catalogue else {}
        if agreement is not None:
            self._narrow(agreement)

    def _day(self, moment: Any) -> date:
        return self.slow.day_of(self.slow.minute(moment))

    # ------------------------------------------------------------ one agreement

    def _narrow(self, agreement: Bare) -> None:
        slow = self.slow
        spans = [
            each
            for each in slow.held(
                "CustomerAgreement", "start", "end", min(self.period.whole_end, slow.now + 1) - 1
            )
            if each[2]["number"] == agreement["number"]
        ]
        spans = [each for nth, each in enumerate(spans) if each[0] < self.period.whole_end or nth == 0]
        for start, end, version in spans:  # a day is of the version that holds in its last part
            day = slow.day_of(start) if start > slow.zero else next(iter(slow.days))
            while slow.begins(day) < end and day in slow.days:
                self.versions[day] = version
                day += timedelta(days=1)
        self.begins, self.over = max(self.begins, min(self.versions)), max(self.versions)
        told = list({each["id"]: each for each in self._in_days(self.period)}.values()) or [spans[-1][2]]
        offered = self.ever_offered()
        wanted = dict.fromkeys(key for version in reversed(told) for key in version["services"])
        self.services = {key: offered[key] for key in wanted if key in offered}
        self._of_customer(agreement["customer"])

    def ever_offered(self) -> dict[UUID, str]:
        """By the last catalogue up to then; one that was not offered yet, by the first that does."""
        at = min(self.period.whole_end, self.slow.now) - 1
        names: dict[UUID, str] = {}
        held = sorted(self.slow.held("ServiceCatalogue", "date_of_issue"), key=lambda each: each[0])
        for start, _end, catalogue in held:
            for each in catalogue["services"]:
                if start <= at or each["id"] not in names:
                    names[each["id"]] = each["name"]
        return names

    def _in_days(self, days: Days) -> list[Bare]:
        return [self.versions[day] for day in days.each() if day in self.versions]

    def _at(self, first: date, last: date) -> list[Bare]:
        """The versions of these days; where none is of that time, the one before it, else the first."""
        found = [version for day, version in self.versions.items() if first <= day <= last]
        if found:
            return found
        before = [day for day in self.versions if day <= last]
        return [self.versions[max(before)] if before else self.versions[min(self.versions)]]

    def _covered(self, service: UUID | None, first: date, last: date) -> bool:
        return service is None or any(service in each["services"] for each in self._at(first, last))

    def _of_customer(self, customer: UUID) -> None:
        slow = self.slow

        def lasting(each: Bare) -> bool:
            first = min(self._day(each["started_at"]), self._day(each["recorded_at"]))
            restored = slow.restored(each, self.period.end - 1)
            last = date.max if restored is None else slow.day_of(restored)
            return self._covered(each["service"], first, max(first, last))

        def concerns(each: Bare) -> bool:
            moments = [each[name] for name in ("created_at", "deployed_at", "rolled_back_at")]
            since, ended = (
                min(self._day(moment) for moment in moments if moment),
                slow.over_since(each, slow.now + 1),
            )
            until = max(since, slow.day_of(ended)) if ended else date.max
            if each["customer"] is None:
                return each["service"] is not None and self._covered(each["service"], since, until)
            return bool(each["customer"] == customer) and self._covered(each["service"], since, until)

        def said(each: Bare, day: date) -> bool:
            return bool(each["customer"] == customer) and self._covered(each["service"], day, day)

        own = [each for each in self.incidents if each["customer"] == customer]
        self.incidents = [each for each in own if lasting(each)]
        self.outside = [each for each in own if not lasting(each)]
        self.changes = [each for each in self.changes if concerns(each)]
        self.feedback = [each for each in self.feedback if said(each, self._day(each["received_at"]))]
        self.scores = [each for each in self.scores if said(each, each["asked_on"])]

    def hours_of(self, incident: Bare) -> int:
        agreement = self.slow.agreement_of(incident)
        return self.slow.open(agreement["service_hours"] if agreement else ALWAYS)

    def about(self, service: UUID | None = None, priority: str | None = "") -> "Counted":
        """The same, of one service or one priority (None: not classified)."""
        narrowed = object.__new__(Counted)
        narrowed.__dict__.update(self.__dict__)
        if service is not None:
            for name in ("incidents", "changes", "feedback", "scores"):
                of_it = [each for each in getattr(self, name) if each["service"] == service]
                setattr(narrowed, name, of_it)
            narrowed.services = {key: name for key, name in self.services.items() if key == service}
        if priority != "":
            narrowed.incidents = [each for each in narrowed.incidents if each["priority"] == priority]
        return narrowed

    # ------------------------------------------------------------ what is known at all

    def known(self, days: Days, of: str = "incidents") -> bool:
        """Of what is no incident nothing is, where only a log of these was brought in."""
        lasts = max(days.first, self.begins) <= min(days.last, self.over) and days.start < self.slow.now
        return lasts and days.last >= self.noted.get(of, date.min)

    # ------------------------------------------------------------ which records

    def recorded(self, days: Days) -> list[Bare]:
        return [each for each in self.incidents if days.has(self.slow.minute(each["recorded_at"]))]

    def restored(self, days: Days) -> list[Bare]:
        return [each for each in self.incidents if days.has(self.slow.restored(each, days.end))]

    def open(self, days: Days) -> list[Bare]:
        return [
            each
            for each in self.incidents
            if self.slow.minute(each["recorded_at"]) < days.end and self.slow.restored(each, days.end) is None
        ]

    def ended(self, cases: Iterable[Bare], days: Days) -> list[Bare]:
        return [each for each in cases if days.has(self.slow.over_since(each, days.whole_end))]

    def not_over(self, cases: Iterable[Bare], days: Days, since: Callable[[Bare], int]) -> list[Bare]:
        return [
            each for each in cases if since(each) < days.end and self.slow.over_since(each, days.end) is None
        ]

    def asked_for(self, change: Bare) -> int:
        submitted = [at for at, state in self.slow.states[change["id"]] if state == "requested"]
        return submitted[-1] if submitted else self.slow.minute(change["created_at"])

    def received(self, days: Days, kind: str) -> list[Bare]:
        return [
            each
            for each in self.feedback
            if each["kind"] == kind and days.has(self.slow.minute(each["received_at"]))
        ]

    def complaints(self) -> list[Bare]:
        return [each for each in self.feedback if each["kind"] == "complaint"]

    def scored(self, days: Days) -> list[Bare]:
        return [each for each in self.scores if days.first <= each["asked_on"] <= days.last]

    # ------------------------------------------------------------ figures

    def within(self, days: Days, what: str) -> Bare:
        """Those that were answered (restored), or went over the minutes promised, for the first time in these days."""
        measure = self.slow.response if what == "response" else self.slow.restoration
        decided, good, undecided, unknown = [], [], 0, 0
        for each in self.incidents:
            recorded, hours = self.slow.minute(each["recorded_at"]), self.hours_of(each)
            target = self.slow.promised(each, "respond_minutes" if what == "response" else "restore_minutes")
            if recorded >= days.end or days.end <= days.start or target is None:
                continue
            if what == "response" and self.slow.not_known(each, "when it was answered"):
                unknown += recorded >= days.start
                continue
            if recorded < days.start:
                used, done = measure(each, days.start, hours)
                if done or used > target:
                    continue
            used, done = measure(each, days.end, hours)
            if done or used > target:
                decided.append(each)
                good += [each] if used <= target else []
            else:
                undecided += 1
        share = 100 * len(good) / len(decided) if decided else None
        counts = {"incidents counted": len(decided), "within target": len(good)}
        return figure(share, "%", decided, counts, len(decided), undecided, unknown)

    def minutes_to_restore(self, days: Days, elapsed: bool = False) -> list[int]:
        return [
            self.slow.down(each, days.end).bit_count()
            if elapsed
            else self.slow.restoration(each, days.end, self.hours_of(each))[0]
            for each in self.restored(days)
        ]

    def time(self, days: Days, of: Any, elapsed: bool = False) -> Bare:
        minutes = self.minutes_to_restore(days, elapsed)
        return figure(
            of(minutes) if minutes else None,
            "minutes",
            self.restored(days),
            {"incidents counted": len(minutes)},
        )

    def availability(self, days: Days) -> Bare:
        """Of one service, by the hours of the version of each day; of several, their minutes added up."""
        return together(self.available(days, each) for each in self.services) if self.known(days) else NOTHING

    def available(self, days: Days, service: UUID) -> Bare:
        slow, served, down, until = self.slow, 0, 0, min(days.end, self.slow.ends(min(days.last, self.over)))
        for day in days.each():
            if self.begins <= day <= self.over:
                minutes, version = (
                    slow.between(slow.begins(day), min(slow.ends(day), until)),
                    self.versions.get(day),
                )
                if self.agreement is None:
                    served |= minutes
                elif version is not None and service in version["services"]:
                    served |= minutes & slow.open(version["service_hours"])
        of_it = [each for each in self.incidents if each["service"] == service]
        of_it = [each for each in of_it if slow.down(each, until) & served]
        unknown = sum(slow.not_known(each, "whether the service was out") for each in of_it)
        known, outages = len(of_it) - unknown, [each for each in of_it if each["outage"]]
        for each in outages:
            down |= slow.down(each, until) & served
        if not known and (unknown or min(days.last, self.over) < self.outages_since):
            return figure(None, "%", [], {}, 0, 0, unknown)
        counts = dict(zip(DOWN, (served.bit_count(), down.bit_count(), len(outages)), strict=True))
        share = 100 * (served & ~down).bit_count() / served.bit_count() if served else None
        return figure(share, "%", outages, counts, known, 0, unknown)

    def changed(self, days: Days) -> Bare:
        tried = [
            each
            for each in self.ended(self.changes, days)
            if each["state"] == "closed" and (each["deployed_at"] or each["rolled_back_at"])
        ]
        good = [each for each in tried if each["rolled_back_at"] is None]
        share = 100 * len(good) / len(tried) if tried else None
        counts = {
            "closed changes deployed or rolled back": len(tried),
            "deployed with no roll-back": len(good),
        }
        return figure(share, "%", tried, counts)

    def satisfaction(self, days: Days) -> Bare:
        found = self.scored(days)
        value = mean(each["score"] for each in found) if found else None
        return figure(value, "of 5", found, {"survey scores": len(found)})


def together(figures: Iterable[Bare]) -> Bare:
    """Minutes of several services added up; those of which there is no data are left out."""
    found = list(figures)
    if len(found) < 2:
        return found[0] if found else NOTHING
    counted = [each for each in found if each["value"] is not None]
    counts = {name: sum(each["counts"][name] for each in counted) for name in DOWN}
    known, unknown = (sum(each[name] for each in found) for name in ("known", "unknown"))
    share = 100 * (counts[DOWN[0]] - counts[DOWN[1]]) / counts[DOWN[0]] if counts[DOWN[0]] else None
    share = None if unknown and not known else share
    cases = {key for each in counted for key in each["cases"]}
    return {**figure(share, "%", [], counts, known, 0, unknown), "cases": cases}


DOWN = ("minutes of service hours", "minutes of downtime within them", "outages")


def figure(
    value: float | None, unit: str, cases: Iterable[Bare], counts: dict[str, int] | None = None,
    known: int = 0, undecided: int = 0, unknown: int = 0,
) -> Bare:  # fmt: skip
    return {
        "value": value, "unit": unit, "cases": rows_in(cases), "counts": counts or {},
        "known": known, "undecided": undecided, "unknown": unknown,
    }  # fmt: skip


NOTHING = figure(None, "%", [])

__all__ = [
    "ALWAYS",
    "DOWN",
    "KINDS_OF_FEEDBACK",
    "NOTHING",
    "PRIORITIES",
    "Counted",
    "Days",
    "figure",
    "together",
]

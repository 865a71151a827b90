"""What reports say of a period as the slow oracle has it: each measure and table, and each target day by day."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from statistics import mean, median
from typing import Any
from uuid import UUID

from tests.practice.reporting.slow import Bare, Slow, rows_in
from tests.practice.reporting.slow_figures import (
    DOWN,
    KINDS_OF_FEEDBACK,
    NOTHING,
    PRIORITIES,
    Counted,
    Days,
    figure,
    together,
)

Json = Any
AT_MOST = (
    "outage minutes", "number of outages", "mean time to restore", "median time to restore", "incidents",
    "major incidents", "reopened incidents", "changes rolled back", "share of changes rolled back",
    "emergency changes", "complaints",
)  # fmt: skip
OF_INCIDENTS = (
    "response within target", "restoration within target", "mean time to restore", "median time to restore",
    "incidents", "major incidents", "reopened incidents", "fixed at the first call",
)  # fmt: skip
ALWAYS_SHOWN = (
    "availability", "response within target", "restoration within target", "change success rate", "satisfaction",
)  # fmt: skip


# ---------------------------------------------------------------- measures


def count_of(of: Counted, days: Days, found: list[Bare], what: str = "incidents") -> Bare:
    return figure(float(len(found)) if of.known(days, what) else None, "count", found)


def measured(name: str, of: Counted, agreements: list[Counted], days: Days) -> Bare:
    """One measure. Availability is of the services of the agreements; all else of the records."""
    slow = of.slow
    match name:
        case "availability" | "outage minutes" | "number of outages":
            whole = together(
                each.available(days, key) for each in agreements if each.known(days) for key in each.services
            )
            if name == "availability":
                return whole
            value = (
                None
                if whole["value"] is None
                else float(whole["counts"][DOWN[1 if "minutes" in name else 2]])
            )
            return {**whole, "value": value, "unit": "minutes" if "minutes" in name else "count"}
        case "response within target" | "restoration within target":
            return of.within(days, name.split()[0])
        case "mean time to restore":
            return of.time(days, mean)
        case "median time to restore":
            return of.time(days, median)
        case "incidents":
            return count_of(of, days, of.recorded(days))
        case "major incidents":
            return count_of(of, days, [each for each in of.recorded(days) if each["major"]])
        case "reopened incidents":
            again = [
                each
                for each in of.incidents
                if any(days.has(slow.minute(one["reopened_at"])) for one in each["reopenings"])
            ]
            recorded = of.recorded(days)
            unknown = [each for each in recorded if slow.not_known(each, "whether it was reopened", days.end)]
            told = count_of(of, days, again)
            if recorded and len(unknown) == len(recorded):
                told["value"] = None
            return {**told, "known": len(recorded) - len(unknown), "unknown": len(unknown)}
        case "fixed at the first call":
            restored = of.restored(days)
            known = [
                each for each in restored if not slow.not_known(each, "whether it was reopened", days.end)
            ]
            good = [
                each
                for each in known
                if not any(slow.minute(one["reopened_at"]) < days.end for one in each["reopenings"])
                and not any(slow.minute(one["at"]) < days.end for one in each["escalations"])
                and _waited(slow, each, days.end) <= 15
            ]  # fmt: skip
            share = 100 * len(good) / len(known) if known else None
            return figure(share, "%", known, {}, len(known), 0, len(restored) - len(known))
        case "changes deployed" | "changes rolled back":
            moment = "deployed_at" if "deployed" in name else "rolled_back_at"
            found = [each for each in of.changes if each[moment] and days.has(slow.minute(each[moment]))]
            return count_of(of, days, found, "changes")
        case "change success rate":
            return of.changed(days)
        case "share of changes rolled back":
            told = of.changed(days)
            return told if told["value"] is None else {**told, "value": 100 - told["value"]}
        case "emergency changes":
            asked = [each for each in of.changes if days.has(of.asked_for(each))]
            return count_of(of, days, [each for each in asked if each["kind"] == "emergency"], "changes")
        case "satisfaction":
            return of.satisfaction(days)
        case "survey answers":
            return {**count_of(of, days, of.scored(days), "scores"), "cases": set()}
        case "complaints":
            return count_of(of, days, of.received(days, "complaint"), "feedback")
        case "actions done in time" | "trainings done in time":
            return _in_time(name, of, days)
    raise AssertionError(name)


def _waited(slow: Slow, incident: Bare, end: int) -> int:
    """Since it was recorded; since it began, where it was written down when it was over."""
    restored = slow.restored(incident, end) or 0
    recorded = slow.minute(incident["recorded_at"])
    return restored - (slow.minute(incident["started_at"]) if recorded > restored else recorded)


def _in_time(name: str, of: Counted, days: Days) -> Bare:
    if of.agreement is not None:
        return NOTHING
    slow, over = of.slow, min(days.last, of.slow.day_of(of.slow.now) - timedelta(days=1))
    if name.startswith("trainings"):
        roles = slow.in_effect("AssignedRoles", min(of.period.whole_end, slow.now) - 1)
        needed = [each for each in (roles["competences"] if roles else ()) if each["needed_by"]]
        needed = [each for each in needed if days.first <= each["needed_by"] <= over]
        good = [each for each in needed if each["achieved_on"] and each["achieved_on"] <= each["needed_by"]]
        return figure(100 * len(good) / len(needed) if needed else None, "%", [])
    due, done = [], 0
    for each in slow.rows["ActionItem"]:
        until = min(of.period.whole_end, slow.now)
        turns = [(at, state) for at, state in slow.states[each["id"]] if at < until]
        if not turns:
            continue
        at, state = turns[-1]
        day = due_day(
            slow, each["id"], min(at, until) if state in ("done", "cancelled") else until - 1, until
        )
        if not days.first <= day <= over:
            continue
        in_time = slow.day_of(at) <= day
        if not (state == "cancelled" and in_time):
            due.append(each)
            done += state == "done" and in_time
    return figure(100 * done / len(due) if due else None, "%", due)


def due_day(slow: Slow, item: UUID, left: int, until: int) -> date:
    """The first due day that passed while it stood and the item was not at its end: night after night; else the last."""
    told = [(at, date.fromisoformat(day or "0001-01-01")) for at, day in slow.told["due"][item] if at < until]
    for nth, (since, day) in enumerate(told):
        then = told[nth + 1][0] if told[nth + 1 :] else left
        night = slow.day_of(since)
        while night < slow.day_of(then):
            if day.year > 1 and night >= day:
                return day
            night += timedelta(days=1)
    return told[-1][1] if told else date.min


GROWING = (
    "outage minutes", "number of outages", "incidents", "major incidents", "reopened incidents", "changes deployed",
    "changes rolled back", "emergency changes", "survey answers", "complaints",
)  # fmt: skip


def word_for(row: Json, told: Bare, days: Days) -> str:
    """Held or not, on its side of its number; never met while most is not known. While days are to come, only what they
    cannot take back."""
    if row["target"] is None:
        return "no target agreed"
    if told["value"] is None:
        return "no data"
    at_most = row["sense"] == "at most"
    missed = told["value"] > row["target"] if at_most else told["value"] < row["target"]
    if days.whole_end > days.slow.now:
        for_good = missed if at_most else not missed
        if row["counts"] not in GROWING or not for_good:
            return "so far"
    if missed:
        return "not met"
    return "undecided" if told["unknown"] + told["undecided"] > told["known"] else "met"


def of_row(
    row: Json, service: UUID | None, of: Counted, agreements: list[Counted], days: Days
) -> tuple[Bare, str]:
    """The figure that a line shows, the worst of its months where it asks for each, and its word."""
    priority = row["priority"] if row["priority"] else ""
    about = of.about(service, priority)
    each_of = [each.about(service, priority) for each in agreements]
    name = row["counts"]
    if row.get("window") != "each month":
        told = measured(name, about, each_of, days)
        return told, word_for(row, told, days)
    months = [each for each in days.months() if each.is_whole_month()]
    if not months:
        told = measured(name, about, each_of, days)
        return told, "no data" if told["value"] is None else "undecided"
    found = [measured(name, about, each_of, each) for each in months]
    words = [word_for(row, each, month) for each, month in zip(found, months, strict=True)]
    valued = [each for each in found if each["value"] is not None]
    side = max if row["sense"] == "at most" else min
    worst = side(valued, key=lambda each: each["value"]) if valued else found[0]
    if "not met" in words:
        return worst, "not met"
    if set(words) == {"no data"} or "no target agreed" in words:
        return worst, words[0] if set(words) == {"no data"} else "no target agreed"
    if "so far" in words:
        return worst, "so far"
    missing = "undecided" in words or words.count("no data") * 2 > len(words)
    return worst, "undecided" if missing else "met"


# ---------------------------------------------------------------- tables


def numbers(found: Mapping[str, list[Bare]]) -> Json:
    return {
        **{name: len(those) for name, those in found.items()},
        "cases": {n: rows_in(t) for n, t in found.items()},
    }


def incident_counts(of: Counted, days: Days) -> Json:
    closed = list(of.ended(of.incidents, days))
    outside = [each for each in of.outside if days.has(of.slow.minute(each["recorded_at"]))]
    return numbers(
        {
            "recorded": of.recorded(days), "restored": of.restored(days), "closed": closed,
            "open": of.open(days), "outside": outside,
        }
    )  # fmt: skip


def times(of: Counted, days: Days) -> Json:
    return {
        "mean_elapsed": of.time(days, mean, elapsed=True), "median_elapsed": of.time(days, median, elapsed=True),
        "mean_service": of.time(days, mean), "median_service": of.time(days, median),
    }  # fmt: skip


def by_priority(of: Counted, days: Days, before: Days) -> list[Json]:
    rows: list[Json] = []
    shown: list[str | None] = [*PRIORITIES]
    if any(each["priority"] is None for each in of.recorded(days)):
        shown.append(None)
    for priority in shown:
        some = of.about(priority=priority)
        found = {"recorded": some.recorded(days), "restored": some.restored(days), "open": some.open(days)}
        earlier = {"previous": some.recorded(before)} if of.known(before) else {}
        rows.append(
            {
                "priority": priority or "not classified",
                **({} if earlier else {"previous": None}),
                **numbers({**found, **earlier}),
                "response": some.within(days, "response"),
                "restoration": some.within(days, "restoration"),
                "median": some.time(days, median),
            }
        )
    return rows


def change_counts(of: Counted, days: Days) -> Json:
    over = of.ended(of.changes, days)
    closed = [each for each in over if each["state"] == "closed"]
    return numbers(
        {
            "asked_for": [each for each in of.changes if days.has(of.asked_for(each))],
            "deployed": [each for each in closed if not each["rolled_back_at"]],
            "rolled back": [each for each in closed if each["rolled_back_at"]],
            "rejected": [each for each in over if each["state"] == "rejected"],
            "withdrawn": [each for each in over if each["state"] == "withdrawn"],
            "open": of.not_over(of.changes, days, of.asked_for),
        }
    )


def feedback_counts(of: Counted, days: Days) -> Json:
    complaints, minute = of.complaints(), of.slow.minute
    still = of.not_over(complaints, days, lambda each: minute(each["received_at"]))
    received, closed = of.received(days, "complaint"), of.ended(complaints, days)
    counts = {"received": len(received), "closed in it": len(closed), "open at its end": len(still)}
    return {
        "kinds": numbers({kind: of.received(days, kind) for kind in KINDS_OF_FEEDBACK}),
        **numbers({"complaints_closed": closed, "complaints_open": still}),
        "complaints": figure(float(len(received)), "complaints", received, counts),
        "satisfaction": of.satisfaction(days),
    }


def outages(of: Counted, days: Days) -> Json:
    slow, found = of.slow, {}
    unknown = 0
    for each in of.incidents:
        down = slow.down(each, days.end)
        if not (down & slow.between(days.start, days.end) or days.has(slow.minute(each["started_at"]))):
            continue
        unknown += slow.not_known(each, "whether the service was out")
        if each["outage"]:
            minutes = (down & slow.between(days.start, days.end) & of.hours_of(each)).bit_count()
            back = slow.restored(each, days.end)
            found[str(each["id"])] = (slow.minute(each["started_at"]), back, minutes)
    return found, unknown


def months(of: Counted, days: Days) -> Json:
    shown = days.in_whole_months()

    def each_month(compute: Callable[[Days], Any], what: str = "incidents") -> list[Any]:
        return [compute(month) if of.known(month, what) else None for month in shown]

    def closed(month: Days, back: bool) -> int:
        return sum(
            bool(each["rolled_back_at"]) == back and each["state"] == "closed"
            for each in of.ended(of.changes, month)
        )

    def of_priority(month: Days, priority: str) -> int:
        return sum(each["priority"] == priority for each in of.recorded(month))

    return {
        "labels": [month.first.isoformat() for month in shown],
        "incidents": {
            priority: each_month(lambda month, priority=priority: of_priority(month, priority))  # type: ignore[misc]
            for priority in PRIORITIES
        },
        "response": each_month(lambda month: of.within(month, "response")["value"]),
        "restoration": each_month(lambda month: of.within(month, "restoration")["value"]),
        "satisfaction": each_month(lambda month: of.satisfaction(month)["value"]),
        "availability": {
            name: each_month(lambda month, key=key: of.about(key).availability(month)["value"])  # type: ignore[misc]
            for key, name in of.services.items()
        },
        "changes": {
            word: each_month(lambda month, back=back: closed(month, back), "changes")  # type: ignore[misc]
            for word, back in (("deployed", False), ("rolled back", True))
        },
        "complaints": each_month(lambda month: len(of.received(month, "complaint")), "feedback"),
    }


def tables(of: Counted, days: Days) -> Json:
    before = days.before()
    known = of.known(before)
    return {
        "incidents": {
            **incident_counts(of, days),
            "previous": incident_counts(of, before) if known else None,
            "by_priority": by_priority(of, days, before),
            "time": times(of, days),
            "previous_time": times(of, before),
        },
        "changes": {
            **change_counts(of, days),
            "previous": change_counts(of, before) if of.known(before, "changes") else None,
            "success": of.changed(days),
        },
        "feedback": {
            **feedback_counts(of, days),
            "previous": feedback_counts(of, before) if of.known(before, "feedback") else None,
        },
        "months": months(of, days),
        "counted": {
            "incidents": len(of.recorded(days)),
            "changes": len(of.ended(of.changes, days)),
            "feedback": sum(len(of.received(days, kind)) for kind in KINDS_OF_FEEDBACK),
            "scores": len(of.scored(days)),
        },
    }

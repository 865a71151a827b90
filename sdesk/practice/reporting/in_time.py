"""What was done by its day: complaints answered, documents and agreements reviewed. Pure, day by day."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sdesk.local_time import day_of, start_of
from sdesk.models import (
    RECORDS,
    Agreement,
    CustomerExperienceApproach,
    Document,
    FeedbackEntry,
    Record,
    TaskPerformance,
)
from sdesk.packs.dependencies import approved_by
from sdesk.practice.lifecycle.documents import EARLY_REVIEW
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.reviews import days_asked, reviews_without_change
from sdesk.practice.lifecycle.versions import Held, versions
from sdesk.practice.measures.clocks import find_zone, utc
from sdesk.practice.measures.figures import Count, Figure, all_counts, in_order
from sdesk.practice.measures.periods import Period
from sdesk.storage import col
from sdesk.storage.past import records_now

AnswerDays = Callable[[datetime], int | None]
"""Within how many days a complaint received at that moment had to have its first answer; None where nobody said so."""

_LONGEST = 36500
_DAY = timedelta(days=1)


# ---------------------------------------------------------------- complaints


def answer_days(workspace: Workspace, until: datetime) -> tuple[AnswerDays, timedelta]:
    """By the approach in effect when the complaint was received, as known at that moment; and the longest that any allowed."""
    known = versions(workspace, CustomerExperienceApproach).seen_at(until)

    def days(received: datetime) -> int | None:
        approach = max(known.at(received), key=lambda each: each.version, default=None)
        said = approach.answer_days if approach else None
        return None if said is None or said < 0 else min(said, _LONGEST)

    longest = max((days(each.start) or 0 for each in known.held), default=0)
    return days, timedelta(days=longest + 1)


@dataclass(frozen=True)
class Answer:
    """How a complaint stands in a period: the last day for its first answer, and the day of that answer."""

    complaint: FeedbackEntry
    standing: Literal["in time", "late", "undecided", "unknown"]
    last: date | None = None
    first: date | None = None


def answer_of(complaint: FeedbackEntry, days: AnswerDays, period: Period, now: datetime) -> Answer | None:
    """None where another period decides it, or where it was not received by the end of this one."""
    end, zone = min(period.end_utc, utc(now)), find_zone(period.time_zone)
    if complaint.received_at is None or utc(complaint.received_at) >= end:
        return None
    allowed = days(utc(complaint.received_at))
    if allowed is None:
        return Answer(complaint, "unknown") if period.contains(complaint.received_at) else None
    received = day_of(utc(complaint.received_at), zone)
    last = received + timedelta(days=allowed)
    moments = (utc(answer.at) for answer in complaint.answers if answer.at)
    answers = (day_of(moment, zone) for moment in moments if moment < end)
    first = min((day for day in answers if day >= received), default=None)
    in_time = first is not None and first <= last
    if not in_time and start_of(last + _DAY, zone) > end:
        return Answer(complaint, "undecided", last)
    if not period.first <= min(first or last, last) <= period.last:
        return None
    return Answer(complaint, "in time" if in_time else "late", last, first)


def answered_in_time(
    complaints: Iterable[FeedbackEntry],
    days: AnswerDays,
    period: Period,
    now: datetime,
    elsewhere: Collection[UUID] = (),
) -> Figure:
    """Those answered within their days / those decided in the period, in %.

    A complaint is decided on the day of its first answer, or on its last day where there was none by then. What was
    written before the complaint was received answers nothing. Of those that were dealt with `elsewhere` nobody knows.
    """
    complaints = list(complaints)
    standing = [answer_of(each, days, period, now) for each in complaints if each.id not in elsewhere]
    decided = [each for each in standing if each is not None and each.standing in ("in time", "late")]
    words = [each.standing for each in standing if each is not None]
    in_time, undecided, unknown = (words.count(each) for each in ("in time", "undecided", "unknown"))
    received = [each.received_at for each in complaints if each.id in elsewhere]
    not_told = sum(1 for each in received if each and period.contains(each))
    counts = all_counts(
        Count("complaints counted", len(decided)),
        Count("answered in time", in_time),
        left_out=[
            Count("open and in time still, not counted", undecided),
            Count("received while no days were set, not counted", unknown),
            Count("not known, not counted", not_told),
        ],
    )
    value = 100 * in_time / len(decided) if decided else None
    cases = in_order(each.complaint.id for each in decided)
    return Figure(
        value,
        "%",
        counts,
        period,
        known=len(decided),
        undecided=undecided,
        unknown=unknown + not_told,
        cases=cases,
    )


# ---------------------------------------------------------------- reviews


@dataclass(frozen=True)
class Review:
    """A version that is in effect from a day on and asks to be reviewed by another.

    `until` is the day on which it no longer was in effect. `next_on` and `next_due`: when the version after it was
    approved, and the day that this one asks for. `seen` are the days on which a task was recorded as done that reviews it.
    """

    record: UUID
    number: str
    due: date
    until: date | None = None
    next_on: date | None = None
    next_due: date | None = None
    seen: tuple[date, ...] = ()

    def held(self, since: date) -> bool | None:
        """Whether it was held by its day, seen from a period that begins then; None where another version asks, or none.

        What is looked at up to a month early is the review that was due. The next version holds it unless that asks for
        a review as soon: who leaves the day as it is has put nothing off.
        """
        if self.next_on is not None and self.next_on <= self.due:
            held = self.next_on >= since and (self.next_due is None or self.next_due > self.due)
            return True if held else None
        if self.until is not None and self.until <= self.due:
            return None
        return any(self.due - EARLY_REVIEW <= day <= self.due for day in self.seen)


def held_in_time(reviews: Sequence[Review], period: Period) -> Figure:
    """Documents and agreements whose review fell due in the days given: those reviewed by their day, in %. Each counts
    once; in time, if every review of it was."""
    asked = _asked(reviews, period)
    by_number: dict[str, list[tuple[UUID, bool]]] = {}
    for each, held in asked:
        if held is not None:
            by_number.setdefault(each.number, []).append((each.record, held))
    in_time = sum(1 for those in by_number.values() if all(held for _record, held in those))
    counts = (Count("reviews due", len(by_number)), Count("held in time", in_time))
    cases = in_order(those[-1][0] for those in by_number.values())
    value = 100 * in_time / len(by_number) if by_number else None
    return Figure(value, "%", counts, period, known=len(by_number), cases=cases)


def missed_reviews(reviews: Sequence[Review], period: Period) -> list[Review]:
    return [each for each, held in _asked(reviews, period) if held is False]


def _asked(reviews: Sequence[Review], period: Period) -> list[tuple[Review, bool | None]]:
    return [(each, each.held(period.first)) for each in reviews if period.first <= each.due <= period.last]


def reviews_of(workspace: Workspace, zone: ZoneInfo) -> tuple[Review, ...]:
    """Of every version of a document or an agreement that ever was in effect."""
    kinds = {
        each: versions(workspace, each).held for each in RECORDS if issubclass(each, Document | Agreement)
    }
    texts = records_now(workspace, {each.record: model for model, held in kinds.items() for each in held})
    seen = _seen(workspace)
    return tuple(
        review
        for model, versions_held in kinds.items()
        for _number, held in groupby(versions_held, key=lambda each: each.number)
        for review in _reviews(workspace, model, [*held], texts, seen, zone)
    )


def _reviews(
    workspace: Workspace,
    model: type[Record],
    held: Sequence[Held],
    texts: Mapping[UUID, Record],
    seen: Mapping[UUID, Sequence[tuple[str, date]]],
    zone: ZoneInfo,
) -> Iterator[Review]:
    moved = reviews_without_change(workspace)
    approved = [day_of(each.approved_at, zone) for each in held]
    asked = [_due(texts.get(each.record), each, zone) for each in held]
    done = tuple(
        sorted({day for each in held for kind, day in seen.get(each.record, ()) if kind == model.__name__})
    )
    for place, (each, due) in enumerate(zip(held, asked, strict=True)):
        until = day_of(each.end, zone) if each.end else None
        after = place + 1 < len(held)
        next_on, next_due = (approved[place + 1], asked[place + 1]) if after else (None, None)
        for day, since in days_asked(due, moved.get(each.record, ()), EARLY_REVIEW):
            later = tuple(one for one in done if since is None or one > since)
            yield Review(each.record, each.number, day, until, next_on, next_due, later)


def _due(version: Record | None, held: Held, zone: ZoneInfo) -> date | None:
    """The day that the version names; of one that was over before it began, its first."""
    day = getattr(version, "review_date" if isinstance(version, Agreement) else "next_review_date", None)
    return max(day, day_of(max(held.start, held.approved_at), zone)) if day else None


def _seen(workspace: Workspace) -> dict[UUID, list[tuple[str, date]]]:
    """By record that a performance names: of which kind its task reviews records, and the day on which it was done.

    A task that is recorded as done says of no record that it does not name that this was reviewed.
    """
    pack, found = workspace.packs.first, dict[UUID, list[tuple[str, date]]]()
    for each in workspace.find(TaskPerformance, col(TaskPerformance.state) == "recorded"):
        key = pack.key_of(each.task)
        kinds = (pack.bindings.record_of(made) for made in approved_by(pack.asks.task(key))) if key else ()
        for kind in kinds:
            for record in each.related if each.done_on else ():
                found.setdefault(record, []).append((kind, each.done_on))  # type: ignore[arg-type]
    moved = reviews_without_change(workspace)
    for version, entry in entries(workspace, moved).items():
        found.setdefault(version, []).extend((entry.model, done.on) for done in moved[version])
    return found


__all__ = ["AnswerDays", "Review", "answer_days", "answer_of", "answered_in_time", "held_in_time", "missed_reviews", "reviews_of"]  # fmt: skip

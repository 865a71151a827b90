"""Reporting and management's review: P04 and P05 of the profile. Both fall due a year after the first day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sdesk.models import (
    ActionItem,
    BusinessGoals,
    ChangeProcedure,
    CustomerAgreement,
    FeedbackEntry,
    ImprovementReport,
    Record,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceIncident,
    ServiceReport,
    SupplierAgreement,
)
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.reviews import next_review
from sdesk.practice.lifecycle.thin import says
from sdesk.practice.readiness.evidence.period import is_of_now
from sdesk.practice.readiness.evidence.reviews import MANAGEMENT, Review
from sdesk.practice.readiness.rules.advice import advised
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer, failures_first
from sdesk.practice.readiness.rules.grounds import Grounds, left_out, shown_as
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message, term
from sdesk.translation import message as _

UNTIL_SOMETHING_FOLLOWS = timedelta(days=60)
LATE = timedelta(days=60)
PUT_OFF_AT_MOST = timedelta(days=366)
"""After the report: an action that is put off until nobody remembers it has no day."""
RESULTS = (ServiceReport, FeedbackEntry, ServiceChangeRequest, ServiceIncident)
"""What a review may draw on: a report, feedback, the review of a deployment, an incident."""
ARE_REVIEWED: tuple[type[Record], ...] = (
    ServiceDeliveryPolicy,
    ServiceCatalogue,
    ChangeProcedure,
    CustomerAgreement,
    SupplierAgreement,
)


def results_are_reported(on: Grounds) -> Iterator[Asked]:
    """P04: a report on what was reached, and that something followed from it."""
    reports = [each for each in on.approved(ImprovementReport) if _reports_on(on, each)]
    if not reports:
        yield from not_reported_yet(
            on,
            _("No improvement report on a period of the last fifteen months is approved by management."),
            (BusinessGoals, ServiceDeliveryPolicy),
        )
        return
    newest = max(reports, key=lambda each: (each.period_end or on.since, each.version))
    said = _(
        "{number} reports on the period up to {day}.", number=newest.number, day=newest.period_end or on.today
    )
    yield Asked(Layer.WRITTEN, Held.HOLDS, said, (shown_as(newest),))
    yield _has_results(newest)
    yield from _actions_follow(on, newest)
    yield _plans_went_on(on, newest)


def not_reported_yet(on: Grounds, said: Message, stands_on: Sequence[type[Any]]) -> Iterator[Asked]:
    """Before it falls due, what it will be about has to be in force; afterwards it is missing."""
    if on.is_young:
        for model in stands_on:
            yield on.written(model)
        yield Asked(Layer.WRITTEN, Held.NOTHING_TO_JUDGE, said, (), (Lack(said, ImprovementReport),))
    else:
        yield Asked(Layer.WRITTEN, Held.FAILS, said, (), (Lack(said, ImprovementReport),))


def _reports_on(on: Grounds, report: ImprovementReport) -> bool:
    """Whether its period ended within fifteen months, and management approved it after that."""
    end = report.period_end
    if end is None or not is_of_now(report, on.today):
        return False
    return any(
        day_of(on.workspace, each.at) > end and on.signed.in_role(each, MANAGEMENT)
        for each in on.signed.of(report)
        if each.step == "approve"
    )


def _has_results(report: ImprovementReport) -> Asked:
    """Each goal and objective with what was reached, or why nothing was: what nothing counts, a person has judged."""
    tables = [report.figures.get(name, {}).get("rows", ()) for name in ("goals", "objectives")]
    rows = [row for table in tables for row in table]
    judged = [row for row in rows if row.get("word") != "in words"]
    said = _(
        "{number} gives the result of {passed} of {judged} goals and objectives.",
        number=report.number,
        passed=len(judged),
        judged=len(rows),
    )
    if all(tables) and len(judged) == len(rows):
        return Asked(Layer.WRITTEN, Held.HOLDS, said, (shown_as(report),))
    if not all(tables):
        said = _("{number} has no goals, or no objectives, to give results of.", number=report.number)
    return Asked(Layer.WRITTEN, Held.FAILS, said, (shown_as(report, said),), (Lack(said, ImprovementReport),))


def _actions_follow(on: Grounds, report: ImprovementReport) -> Iterator[Asked]:
    items = on.workspace.find(ActionItem, col(ActionItem.source) == report.id)
    last = day_of(on.workspace, _reported(on, report)) + PUT_OFF_AT_MOST
    bare = [each for each in items if not (each.owner and each.due and each.due <= last)]
    agreed = [each for each in report.improvement_actions if each.settled]
    if bare or len(items) < len(agreed):
        said = _("Not every action of {number} has an owner and a day within a year.", number=report.number)
        yield Asked(
            Layer.USED,
            Held.PARTLY,
            said,
            tuple(shown_as(each, said) for each in bare),
            (Lack(said, ActionItem),),
        )
    due = [each for each in items if each.due and each.due < on.today]
    shown = failures_first(shown_as(each, _not_done(each)) for each in due)
    done = sum(each.passes for each in shown)
    said = _(
        "{passed} of {judged} actions that are due are done, with an outcome.", passed=done, judged=len(due)
    )
    most = on.bounds.share(done, len(due)) in (Held.HOLDS, Held.PARTLY)
    held = Held.HOLDS if most else Held.FAILS if due else Held.NOTHING_TO_JUDGE
    yield Asked(Layer.USED, held, said, shown, (Lack(said, ActionItem),) if held is Held.FAILS else ())
    late = [
        each
        for each in due
        if each.state in ("open", "in progress") and each.due and each.due < on.today - LATE
    ]
    if late:
        why = _("It is more than 60 days late, and has no new day.")
        yield advised(
            _("{n} actions are more than 60 days late without a new day.", n=len(late)),
            [shown_as(each, why) for each in late],
        )


def _not_done(action: ActionItem) -> Message:
    if action.state != "done":
        return _("It is not done.")
    return (
        NOTHING_SAID if says(ActionItem, "outcome", action.outcome) else _("It does not say what came of it.")
    )


def _plans_went_on(on: Grounds, report: ImprovementReport) -> Asked:
    """Objectives or plan have a version, or a review that says what is decided on them, of after the report."""
    reported = _reported(on, report)
    day = day_of(on.workspace, reported)
    plans = (ServiceDeliveryPolicy, BusinessGoals)
    versions = [each for model in plans for each in _approved_after(on, model, reported)]
    looked = [each.performance for model in plans for each in on.reviews_of(model) if each.day >= day]
    if versions or looked:
        said = _("Something was decided on objectives or plan after it.")
        return Asked(Layer.USED, Held.HOLDS, said, tuple(map(shown_as, (*versions, *looked))))
    said = _("Nothing was decided on objectives or plan after {number}.", number=report.number)
    held = Held.NOTHING_TO_JUDGE if on.today - day < UNTIL_SOMETHING_FOLLOWS else Held.PARTLY
    return Asked(Layer.USED, held, said, (), (Lack(said, ServiceDeliveryPolicy),))


def _reported(on: Grounds, report: ImprovementReport) -> datetime:
    return max(each.at for each in on.signed.of(report) if each.step == "approve")


def _approved_after(on: Grounds, model: type[Record], moment: datetime) -> list[Record]:
    found = on.workspace.find(model, col(model.state).in_(("approved", "superseded")))
    return [each for each in found if any(signed.at > moment for signed in on.signed.of(each))]


def management_reviews(on: Grounds) -> Iterator[Asked]:
    """P05: management decided on a report, and took note of the reviews of what is due; each says what it rests on."""
    asked_for = [each for each in ARE_REVIEWED if not on.is_left_out(each)]
    yield from (left_out(each) for each in ARE_REVIEWED if on.is_left_out(each))
    decided = [
        each
        for each in on.approved(ImprovementReport)
        if any(
            on.falls_in(signed.at) and on.signed.in_role(signed, MANAGEMENT) for signed in on.signed.of(each)
        )
    ]
    if decided:
        said = _("Management decided on a report in the period.")
        yield Asked(Layer.WRITTEN, Held.HOLDS, said, tuple(map(shown_as, decided)))
    else:
        stands_on = [each for each in asked_for if each not in (CustomerAgreement, SupplierAgreement)]
        yield from not_reported_yet(on, _("Management decided on no report in the period."), stands_on)
    tasks = str(on.parameters["reviews"]).split()
    counting: dict[Any, Review] = {}
    for model in asked_for:
        found = on.reviews_of(model, *tasks)
        counting |= {each.performance.id: each for each in found}
        if model not in (CustomerAgreement, SupplierAgreement) or _is_due(on, model):
            yield _reviewed_and_noted(on, model, found)
    yield on.share(
        [each.performance for each in counting.values()],
        lambda each: _says_too_little(counting[each.id]),
        lambda passed, judged: _(
            "{passed} of {judged} reviews say whether it is followed, whether it fits and what changes, and on what result they rest.",
            passed=passed,
            judged=judged,
        ),
    )


def _is_due(on: Grounds, model: type[Any]) -> bool:
    """Whether an agreement of the kind came to its review in the period."""
    found: Iterable[Any] = on.workspace.find(model, col(model.state).in_(("approved", "superseded")))
    days = (
        day for each in found for day in (each.review_date, next_review(on.workspace, each, on.today)) if day
    )
    return any(map(on.falls_in, days))


def _reviewed_and_noted(on: Grounds, model: type[Record], found: Sequence[Review]) -> Asked:
    name = term(model.singular)
    if not found:
        said = _("Not reviewed in the period: {document}.", document=name)
        held = Held.NOTHING_TO_JUDGE if on.is_young else Held.FAILS
        return Asked(Layer.WRITTEN, held, said, (), (Lack(said, model),))
    shown = tuple(shown_as(each.performance) for each in found)
    if any(each.by_management or _noted_after(on, model, each) for each in found):
        said = _("Reviewed in the period, and management took note: {document}.", document=name)
        return Asked(Layer.WRITTEN, Held.HOLDS, said, shown)
    said = _("Reviewed in the period, but management has not taken note: {document}.", document=name)
    return Asked(Layer.WRITTEN, Held.PARTLY, said, shown, (Lack(said, ImprovementReport),))


def _noted_after(on: Grounds, model: type[Record], review: Review) -> bool:
    """By approving a report, or the next version of what was reviewed, on the day of the review or later."""
    return any(
        day_of(on.workspace, each.at) >= review.day and on.signed.in_role(each, MANAGEMENT)
        for each in on.signed.of_kind(ImprovementReport, model)
        if each.step == "approve"
    )


def _says_too_little(review: Review) -> Message:
    """Three things are to be said, and something that it draws on, whoever reviews."""
    if review.lacks or review.rests_on(*RESULTS):
        return review.lacks
    return _("It names no report, feedback, change or incident that it draws on.")


__all__ = ["management_reviews", "results_are_reported"]

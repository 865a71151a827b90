"""What a demanding auditor asks of any rule: who decides on their own work, what was written late, what was copied."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sdesk.models import (
    FeedbackEntry,
    Person,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    model_named,
)
from sdesk.models.control import ChangeKind
from sdesk.practice.lifecycle.approvals import DECIDED
from sdesk.practice.readiness.evidence.signatures import Signature
from sdesk.practice.readiness.rules.asked import Asked, Held, Layer, Shown, failures_first
from sdesk.practice.readiness.rules.grounds import Grounds, shown_as
from sdesk.practice.readiness.rules.guards import cases_behind
from sdesk.storage import col
from sdesk.translation import Message
from sdesk.translation import message as _

OWN_WORK, LATE, COPIED = 10, 20, 5
SOON, A_WEEK = timedelta(days=3), timedelta(days=7)
FEW = 5
"""Of fewer cases it says nothing that half of them were written in one week."""


def advice(on: Grounds, asked: Sequence[Asked]) -> Iterator[Asked]:
    """On what is behind the rule; nothing where there is nothing to ask."""
    cases = cases_behind(on, asked)
    yield from _own_work(on, asked, cases)
    yield from _written_late(cases)
    yield from _written_at_once(cases)
    yield from _copied(cases)


def advised(said: Message, shown: Sequence[Shown] = ()) -> Asked:
    return Asked(Layer.ASKED_NEXT, Held.FAILS, said, failures_first(shown))


def _own_work(on: Grounds, asked: Sequence[Asked], cases: Sequence[Record]) -> Iterator[Asked]:
    """Where there are two people or more, and among the kinds that the rule is about; clearing where that is changes alone."""
    kinds = {each.model for one in asked for each in one.records}
    models = [each for each in DECIDED if each in kinds]
    given = [each for each in on.signed.of_kind(*models) if each.step == "approve"]
    if cases and all(isinstance(each, ServiceChangeRequest) for each in cases):
        given += [each for each in on.signed.of_kind(ServiceChangeRequest) if each.step.startswith("clear")]
    given = [each for each in given if on.falls_in(each.at)]
    own = [each for each in given if each.own_work]
    if (
        len(own) * 100 > OWN_WORK * len(given)
        and on.workspace.count(Person, col(Person.state) == "in use") > 1
    ):
        said = _("Approvals of one's own work in the period: {n} of {all}.", n=len(own), all=len(given))
        why = _("Whoever wrote it approved it.")
        yield advised(said, [signed_as(each, why) for each in own])


def signed_as(signed: Signature, why: Message) -> Shown:
    """What was approved by it."""
    return Shown(signed.record, model_named(signed.model), signed.number, signed.version, why)


def _written_late(cases: Sequence[Record]) -> Iterator[Asked]:
    late = [
        each
        for each in cases
        if each.created_at and (happened := _happened_at(each)) and each.created_at - happened > SOON
    ]
    if len(late) * 100 > LATE * len(cases):
        said = _("{n} of {all} cases were written more than three days late.", n=len(late), all=len(cases))
        yield advised(said, [shown_as(each, said) for each in late])


def _happened_at(case: Record) -> datetime | None:
    match case:
        case (
            ServiceIncident(started_at=at)
            | ServiceChangeRequest(deployed_at=at)
            | FeedbackEntry(received_at=at)
        ):
            return at
    return None


def _written_at_once(cases: Sequence[Record]) -> Iterator[Asked]:
    moments = sorted(each.created_at for each in cases if each.created_at)
    most = max((sum(start <= at < start + A_WEEK for at in moments) for start in moments), default=0)
    if len(cases) >= FEW and most * 2 >= len(cases):
        yield advised(_("{n} of {all} cases were written within one week.", n=most, all=len(cases)))


def _copied(cases: Sequence[Record]) -> Iterator[Asked]:
    texts = {each.id: set(_texts(each)) for each in cases}
    often = {
        text for text, n in Counter(text for said in texts.values() for text in said).items() if n > COPIED
    }
    same = [each for each in cases if texts[each.id] & often]
    if same:
        said = _("The same text about steps or solution stands in more than {n} cases.", n=COPIED)
        yield advised(said, [shown_as(each, said) for each in same])


def _texts(case: Record) -> Iterator[str]:
    """What was done and what came of it, however it is spaced or capitalized; of a pre-approved change nothing."""
    match case:
        case ServiceIncident():
            said = [*(step.text for step in case.steps_taken), case.solution]
        case ServiceChangeRequest() if case.kind is not ChangeKind.PRE_APPROVED:
            said = [case.deployment_outcome, case.review]
        case FeedbackEntry():
            said = [case.outcome]
        case _:
            said = []
    yield from (plain for text in said if (plain := " ".join(text.split()).casefold()))


__all__ = ["advice", "advised", "signed_as"]

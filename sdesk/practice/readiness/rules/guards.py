"""What holds for every rule: nothing is used before there is a case, and cases that were written long after weigh less."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sdesk.models import FeedbackEntry, Operation, Record, ServiceChangeRequest, ServiceIncident
from sdesk.practice.readiness.evidence.reviews import WRITTEN_WITHIN, has_its_note
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer, Shown, failures_first
from sdesk.practice.readiness.rules.grounds import CASES, Grounds, shown_as
from sdesk.storage.replay.set_back import set_back
from sdesk.translation import counted
from sdesk.translation import message as _

AT_MOST = 20
"""Per cent of the cases that may lack it."""
A_MINUTE = timedelta(minutes=1)


def guarded(on: Grounds, asked: Sequence[Asked]) -> Iterator[Asked]:
    """The same, as far as it counts."""
    if is_at_work(on):
        yield from asked
        yield from _written_late(on, asked)
        return
    for each in asked:
        shows_use = each.layer is Layer.USED and each.held in (Held.HOLDS, Held.PARTLY)
        yield replace(each, held=Held.NOTHING_TO_JUDGE) if shows_use else each
    said = _("No case of the period was recorded when it happened, so nothing shows how work is done.")
    yield Asked(Layer.USED, Held.NOTHING_TO_JUDGE, said, (), (Lack(said, ServiceIncident),))


def is_at_work(on: Grounds) -> bool:
    """Whether the period has a case that was recorded when it happened, or with the note that was made then."""
    return on.workspace.kept(("at work", on.since, on.today), lambda: _is_at_work(on))


def _is_at_work(on: Grounds) -> bool:
    return any(
        on.falls_in(each.created_at) and not lacks_its_note(on, each)
        for model in CASES
        for each in on.cases(model)
    )


def _written_late(on: Grounds, asked: Sequence[Asked]) -> Iterator[Asked]:
    """That of the cases behind the rule too many were written long after they ended, without the note of then."""
    cases = cases_behind(on, asked)
    shown = failures_first(_with_its_note(on, each) for each in cases)
    late = [each for each in shown if not each.passes]
    if len(late) * 100 > AT_MOST * len(cases):
        said = counted(
            "{n} of {all} cases was recorded more than {days} days after it ended, without the note that was made then.",
            "{n} of {all} cases were recorded more than {days} days after they ended, without the notes that were made then.",
            n=len(late),
            all=len(cases),
            days=WRITTEN_WITHIN.days,
        )
        yield Asked(Layer.USED, Held.PARTLY, said, shown, (Lack(said, late[0].model),))


def _with_its_note(on: Grounds, case: Record) -> Shown:
    if not lacks_its_note(on, case):
        return shown_as(case)
    return shown_as(
        case, _("It was recorded long after it ended, and the note that was made then is not attached.")
    )


def cases_behind(on: Grounds, asked: Sequence[Asked]) -> list[Record]:
    """The cases that the rule itself judged, once each."""
    shown = {
        each.record: each.model for one in asked if one.layer is not Layer.ASKED_NEXT for each in one.records
    }
    return [
        each for model in CASES if model in shown.values() for each in on.cases(model) if each.id in shown
    ]


def lacks_its_note(on: Grounds, case: Record) -> bool:
    ended, told = ended_at(case), _told_at(on, case)
    is_late = ended is not None and told is not None and told - ended > WRITTEN_WITHIN
    return (is_late or case.id in set_back(on.workspace)) and not has_its_note(on.workspace, case)


def ended_at(case: Record) -> datetime | None:
    """When it was over: of feedback, when it was said."""
    match case:
        case (
            ServiceIncident(restored_at=at)
            | ServiceChangeRequest(deployed_at=at)
            | FeedbackEntry(received_at=at)
        ):
            return at
    return None


def _told_at(on: Grounds, case: Record) -> datetime | None:
    """When somebody first said here that it was over, after it was: a draft says nothing yet, and what was recorded in
    time may have ended long before anybody wrote that down. Of what is not over, when it was begun here."""
    model, ended = type(case), ended_at(case)
    known = on.workspace.kept(
        ("states of what was written late", model), lambda: _states_held(on, model), of=(model, Operation)
    )
    said = [
        at
        for at, state in known.get(case.id, ())
        if state not in _NOT_OVER[model] and (ended is None or at >= ended - A_MINUTE)
    ]
    return min(said, default=case.created_at)


def _states_held(on: Grounds, model: type[Record]) -> dict[UUID, list[tuple[datetime, str]]]:
    """Of those that may have been written late: what nobody has touched since is in time."""
    touched = (
        each
        for each in on.cases(model)
        if (ended := ended_at(each)) and each.changed_at and each.changed_at - ended > WRITTEN_WITHIN
    )
    return on.values_held(touched, "state")


_NOT_OVER: dict[type[Record], tuple[str, ...]] = {
    ServiceIncident: ("draft", "recorded", "classified", "investigated"),
    ServiceChangeRequest: tuple(
        state.name
        for state in ServiceChangeRequest.states
        if state.name not in ("deployed", "rolled back", "closed")
    ),
    FeedbackEntry: ("draft",),
}
"""The states in which nobody has said yet that it is over."""


__all__ = ["cases_behind", "ended_at", "guarded", "is_at_work", "lacks_its_note"]

"""When changes were asked for, when cases came to their end and were opened again, by the history: a period tells what was so at its own end."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sdesk.models import FeedbackEntry, HistoryEntry, Record, ServiceChangeRequest, ServiceIncident
from sdesk.practice.lifecycle.approvals import REDO_STEP, UNDO_STEP
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.clocks import utc
from sdesk.practice.measures.periods import Period
from sdesk.storage import col
from sdesk.storage.counts import largest_by

_CORRECT = "correct"
_ENDS = ("close", "reject", "refuse", "withdraw", "cancel")
_CASES: tuple[type[Record], ...] = (ServiceIncident, ServiceChangeRequest, FeedbackEntry)
_MODELS = {each.__name__: each for each in _CASES}


@dataclass(frozen=True)
class Turn:
    """A case came to its end, or was opened again (`over` is False), be it only to put something right."""

    at: datetime
    over: bool
    states: tuple[str | None, str] = (None, "")
    corrects: bool = False


@dataclass(frozen=True)
class Ends:
    """The turns of each case `since` a moment, in their order. One that was over before has none.

    To correct a closed case turns nothing: it stays closed, from when it was, until it is closed again and after.
    `over_before` are those that had been over when they were corrected first.
    """

    turns: Mapping[UUID, tuple[Turn, ...]]
    since: datetime | None = None
    over_before: frozenset[UUID] = frozenset()

    def ended_in(self, case: Record, period: Period) -> bool:
        """Whether it came to its end in the period and was not opened again before that was over."""
        last = self._last(case, period.end_utc)
        return last is not None and last.over and period.contains(last.at)

    def over_at(self, case: Record, moment: datetime) -> bool:
        """Whether it was over then, whatever became of it since."""
        last = self._last(case, moment)
        if last is not None:
            return last.over
        later = self.turns.get(case.id, ())
        return not later[0].over if later else self._is_over(case)

    def ended_at(self, case: Record) -> datetime | None:
        """When it came to its end, if that is known and it is over."""
        turns = self.turns.get(case.id, ())
        return turns[-1].at if turns and turns[-1].over else None

    def brought_in(self, case: Record) -> bool:
        """Whether it was over when it was entered: what was done with it elsewhere nobody knows."""
        ended = self._is_over(case) and case.id not in self.turns
        return bool(ended and self.since and case.created_at and utc(case.created_at) >= self.since)

    def _is_over(self, case: Record) -> bool:
        return case.id in self.over_before or case.state_called(case.state).ended

    def _last(self, case: Record, moment: datetime) -> Turn | None:
        before = [each for each in self.turns.get(case.id, ()) if utc(each.at) < utc(moment)]
        return before[-1] if before else None


def ends_of(workspace: Workspace, since: datetime, *told_by: Any) -> Ends:
    """What was taken back counts as not done, whenever it was taken back; `told_by` are conditions of the history."""
    entry = HistoryEntry
    told = workspace.find(
        entry,
        *told_by,
        col(entry.at) >= since,
        col(entry.action).in_((*_ENDS, _CORRECT, "reopen", UNDO_STEP, REDO_STEP)),
        col(entry.model).in_(_MODELS),
        order_by=[col(entry.tick), col(entry.operation), col(entry.place)],
    )
    turns: dict[UUID, list[Turn]] = {}
    undone: dict[UUID, list[Turn]] = {}
    for each in told:
        own, taken_back = turns.setdefault(each.record_id, []), undone.setdefault(each.record_id, [])
        turn = _turn_of(each)
        if turn is None:
            continue
        if each.action == UNDO_STEP:
            if own and own[-1].states == turn.states[::-1]:
                taken_back.append(own.pop())
        elif each.action == REDO_STEP:
            if taken_back and taken_back[-1].states == turn.states:
                own.append(taken_back.pop())
        else:
            own.append(turn)
    over_before = frozenset(key for key, own in turns.items() if own and own[0].corrects)
    kept = {key: tuple(_without_corrections(own)) for key, own in turns.items()}
    return Ends({key: own for key, own in kept.items() if own}, utc(since), over_before)


def _turn_of(entry: HistoryEntry) -> Turn | None:
    """None where it changed no state."""
    match entry.changes.get("state"):
        case [before, str(after)]:
            over = _MODELS[entry.model].state_called(after).ended
            return Turn(entry.at, over, (before, after), corrects=entry.action == _CORRECT)
    return None


def _without_corrections(turns: Iterable[Turn]) -> Iterator[Turn]:
    """Neither that it was taken up to be put right, nor that it was closed again after."""
    corrected = False
    for turn in turns:
        if not (turn.corrects or (corrected and turn.over)):
            yield turn
        corrected = turn.corrects


def asked_since(workspace: Workspace, since: datetime) -> Mapping[UUID, datetime]:
    """When changes were asked for, by the history; those not in it were asked for when they were made."""
    entry = HistoryEntry
    asked = (entry.model == ServiceChangeRequest.__name__, entry.action == "submit", col(entry.at) >= since)
    found = largest_by(workspace, col(entry.at), col(entry.record_id), where=asked)
    return {key[0]: moment for key, moment in found.items()}


__all__ = ["Ends", "Turn", "asked_since", "ends_of"]

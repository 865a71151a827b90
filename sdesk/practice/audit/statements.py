"""Another standard statement by statement: which records here carry it, what nothing carries, and what people answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sdesk.models import Record, StatementAnswer
from sdesk.models.audit.answers import StatementMet
from sdesk.packs import Pack, Requirement
from sdesk.practice.audit.adoption import carried_by_records
from sdesk.practice.audit.checklist.answers import answers_given, changed_since
from sdesk.practice.audit.trace import Related, related_to
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage.counts import newest_ids

SHOWN = 20
"""So many records of each kind are named, the newest; all are counted."""


class Answered(StrEnum):
    """How a statement stands: a person's word, or what there is to look at."""

    MET = "met"
    PARTLY = "partly met"
    NOT_MET = "not met"
    DOES_NOT_APPLY = "not applicable"
    APPLIES = "not judged yet"
    HAS_RECORDS = "has records"
    NOTHING_YET = "nothing yet"
    NOT_CARRIED = "not carried"


_OF_PERSON = {
    StatementMet.MET: Answered.MET,
    StatementMet.PARTLY: Answered.PARTLY,
    StatementMet.NOT_MET: Answered.NOT_MET,
}


@dataclass(frozen=True)
class StatementLine:
    """A statement with the kinds of record that carry something of it, the newest of each, and how many there are.

    That records are named says where to look; whether it is met, a person says.
    """

    requirement: Requirement
    records: tuple[tuple[type[Record], int, tuple[UUID, ...]], ...] = ()
    related: tuple[Related, ...] = ()
    answer: StatementAnswer | None = None
    changed: frozenset[UUID] = frozenset()

    @property
    def number(self) -> int:
        return sum(count for _model, count, _newest in self.records)

    @property
    def stands(self) -> Answered:
        """A person's word first; without one, nothing is judged."""
        if self.answer and self.answer.applies is False:
            return Answered.DOES_NOT_APPLY
        if self.answer and self.answer.met:
            return _OF_PERSON[self.answer.met]
        if self.answer and self.answer.applies:
            return Answered.APPLIES
        if not self.records:
            return Answered.NOT_CARRIED
        return Answered.HAS_RECORDS if self.number else Answered.NOTHING_YET


def statements(workspace: Workspace, pack: Pack, audit: UUID | None = None) -> tuple[StatementLine, ...]:
    """All statements of a set, in its order."""
    return workspace.kept(("statements", pack.id, audit), lambda: tuple(_lines(workspace, pack, audit)))


def _lines(workspace: Workspace, pack: Pack, audit: UUID | None) -> Iterator[StatementLine]:
    given = answers_given(workspace, StatementAnswer, audit)
    newest: dict[type[Record], tuple[UUID, ...]] = {}
    for carried in carried_by_records(workspace, pack):
        for model, count in carried.records:
            if model not in newest:
                counting = [state.name for state in model.states if state.level]
                newest[model] = tuple(newest_ids(workspace, model, counting, SHOWN)) if count else ()
        answer = given.get(pack.full_id(carried.requirement.id))
        models = [model for model, _count in carried.records]
        yield StatementLine(
            carried.requirement,
            tuple((model, count, newest[model]) for model, count in carried.records),
            related_to(workspace, pack, carried.requirement),
            answer,
            changed_since(workspace, answer, models) if answer else frozenset(),
        )


__all__ = ["Answered", "StatementLine", "statements"]

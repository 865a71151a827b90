"""The checklist of evidence points: what the program judges with its reason, what it lays out, what people answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from sdesk.models import ChecklistAnswer, Document
from sdesk.models.audit.answers import PointAnswer
from sdesk.packs.dependencies import products_of_variant
from sdesk.practice.audit.checklist.answers import answers_given, changed_since
from sdesk.practice.audit.checklist.points import CHECKS, Point, points_of
from sdesk.practice.audit.checklist.prepared import NOTHING_PREPARED, PREPARATIONS, Prepared, how_it_was_used
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.readiness.requirements import asked_of, grounds, variant_of
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer
from sdesk.practice.readiness.rules.grounds import Grounds
from sdesk.practice.readiness.rules.suppliers import does_not_apply
from sdesk.translation import Message
from sdesk.translation import message as _


class Said(StrEnum):
    """How a point stands in the end."""

    YES = "yes"
    IN_PART = "in part"
    NO = "no"
    NOT_SHOWN = "not shown yet"
    NOT_APPLICABLE = "not applicable"
    OPEN = "not answered"


_OF_PROGRAM = {
    Held.HOLDS: Said.YES,
    Held.PARTLY: Said.IN_PART,
    Held.FAILS: Said.NO,
    Held.NOTHING_TO_JUDGE: Said.NOT_SHOWN,
}
_OF_PERSON = {
    PointAnswer.YES: Said.YES,
    PointAnswer.NO: Said.NO,
    PointAnswer.NOT_APPLICABLE: Said.NOT_APPLICABLE,
}


@dataclass(frozen=True)
class Line:
    """A point with all that is known of it. `judged` is the program's, `answer` a person's; neither changes the other.

    `changed` are the records behind the answer to which something was done since. `applies` is false where
    management declared that the work product is not needed here.
    """

    point: Point
    judged: Asked | None = None
    prepared: Prepared = NOTHING_PREPARED
    answer: ChecklistAnswer | None = None
    changed: frozenset[UUID] = frozenset()
    applies: bool = True

    @property
    def stands(self) -> Said:
        """Of what the program judges its word, unless a person's no is stricter; of all else the person's word."""
        if not self.applies:
            return Said.NOT_APPLICABLE
        answered = self.answer.answer if self.answer else None
        if self.judged is None:
            return _OF_PERSON[answered] if answered else Said.OPEN
        return Said.NO if answered is PointAnswer.NO else _OF_PROGRAM[self.judged.held]

    @property
    def disagree(self) -> bool:
        """Whether a person says otherwise than the program."""
        answered = self.answer.answer if self.answer else None
        return bool(self.judged and answered and _OF_PERSON[answered] is not _OF_PROGRAM[self.judged.held])


@dataclass(frozen=True)
class Checklist:
    """All points of the chosen part of the set, on a day, in an audit or in none."""

    lines: tuple[Line, ...]
    variant: str
    today: date
    audit: UUID | None = None

    @cached_property
    def counts(self) -> Mapping[Said, int]:
        found = [line.stands for line in self.lines]
        return {said: found.count(said) for said in Said}

    @property
    def open(self) -> tuple[Line, ...]:
        """What waits for a person."""
        return tuple(line for line in self.lines if line.stands is Said.OPEN)

    def line(self, point: str) -> Line:
        return next(line for line in self.lines if line.point.id == point)


def checklist(
    workspace: Workspace, variant: str | None = None, today: date | None = None, audit: UUID | None = None
) -> Checklist:
    """The checklist of a part of the set: the workspace's own, if none is given."""
    chosen = variant or variant_of(workspace)
    day = today or days.today(workspace)
    return workspace.kept(
        ("checklist", chosen, day, audit),
        lambda: Checklist(tuple(_lines(workspace, chosen, day, audit)), chosen, day, audit),
    )


def _lines(workspace: Workspace, variant: str, day: date, audit: UUID | None) -> Iterator[Line]:
    pack = workspace.packs.first
    on = grounds(workspace, variant, day)
    given = answers_given(workspace, ChecklistAnswer, audit)
    asked_for = products_of_variant(pack.asks, variant)
    for point in points_of(pack):
        if point.product.id not in asked_for:
            continue
        applies = does_not_apply(on, point.model) is None
        found = _judged(on, point) if applies and point.judge == "program" else None
        prepared = NOTHING_PREPARED if point.judge == "program" or not applies else _prepared(on, point)
        answer = given.get(point.id)
        behind = {each.record for each in (found.records if found else prepared.records)}
        changed = changed_since(workspace, answer, (point.model,), behind) if answer else frozenset()
        yield Line(point, found, prepared, answer, changed, applies)


def _judged(on: Grounds, point: Point) -> Asked:
    if point.bound.check == "used":
        return _used(on, point, _asked(on, point))
    return CHECKS[point.bound.check](on, point)


def _asked(on: Grounds, point: Point) -> tuple[Asked, ...]:
    """What the rules ask of those requirements that are among the parts of a point."""
    bound = on.workspace.packs.first.bindings.requirements
    return tuple(asked for each in point.bound.parts if each in bound for asked in asked_of(on, each))


def _used(on: Grounds, point: Point, asked: Sequence[Asked]) -> Asked:
    """As its requirements judge the use, the worst of it; a document that is not in force is not used."""
    if issubclass(point.model, Document) and (written := on.written(point.model)).held is Held.FAILS:
        return written
    used = [each for each in asked if each.layer is Layer.USED]
    for held in (Held.FAILS, Held.PARTLY, Held.HOLDS):
        those = [each for each in used if each.held is held]
        if those:
            records = tuple(dict.fromkeys(record for each in those for record in each.records))
            lacks = () if held is Held.HOLDS else tuple(Lack(each.sentence, point.model) for each in those)
            said = those[0].sentence if held is not Held.HOLDS else _used_as_written(used)
            return Asked(Layer.USED, held, said, records, lacks)
    return Asked(Layer.USED, Held.NOTHING_TO_JUDGE, _("The period has no case by which to judge its use."))


def _used_as_written(used: Sequence[Asked]) -> Message:
    return _("{sentences}", sentences=tuple(each.sentence for each in used if each.held is Held.HOLDS))


def _prepared(on: Grounds, point: Point) -> Prepared:
    if point.bound.check == "use":
        return how_it_was_used(on, point, _asked(on, point))
    prepares = PREPARATIONS.get(point.bound.check)
    return prepares(on, point) if prepares else NOTHING_PREPARED


__all__ = ["Checklist", "Line", "Said", "checklist"]

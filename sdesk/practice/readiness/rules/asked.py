"""What a rule asks, how far that holds, and the verdict that follows: values, without a workspace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sdesk.models import Record
from sdesk.translation import NOTHING_SAID, Message


class Layer(StrEnum):
    """Where a question comes from: work product tables, requirement texts, good practice. The last decides nothing."""

    WRITTEN = "written"
    USED = "used"
    ASKED_NEXT = "asked next"


class Held(StrEnum):
    HOLDS = "holds"
    PARTLY = "partly"
    FAILS = "fails"
    NOTHING_TO_JUDGE = "nothing to judge"


class Verdict(StrEnum):
    MET = "met"
    PARTLY = "partly met"
    NOT_MET = "not met"
    NOT_SHOWN = "not shown yet"
    DOES_NOT_APPLY = "not applicable"


@dataclass(frozen=True)
class Shown:
    """A record behind an answer, in a version, and why it does not pass; nothing said where it does.

    One that did not and was put right passes, and is shown as `corrected`.
    """

    record: UUID
    model: type[Record]
    number: str
    version: int = 1
    why: Message = NOTHING_SAID
    corrected: Message = NOTHING_SAID

    @property
    def remark(self) -> Message:
        """What is to be said beside it."""
        return self.why or self.corrected

    @property
    def passes(self) -> bool:
        return not self.why


@dataclass(frozen=True)
class Lack:
    """Something that is missing, and the kind of record that would have it, by which its task is found."""

    text: Message
    model: type[Record] | None = None


@dataclass(frozen=True)
class Asked:
    """One thing that a rule asks: a sentence with its figures, how far it holds, and the records behind it.

    `records` are the rule's own population, those that fail first.
    """

    layer: Layer
    held: Held
    sentence: Message
    records: tuple[Shown, ...] = ()
    lacks: tuple[Lack, ...] = ()

    @property
    def counter_examples(self) -> tuple[Shown, ...]:
        return tuple(each for each in self.records if not each.passes)[:3]


def verdict_of(asked: Iterable[Asked]) -> Verdict:
    """From what is written and used alone; a rule that asks nothing shows nothing.

    Not met: something of either fails. Not shown yet: there was nothing by which to judge its use, or something that is
    to be written is not due yet. Partly met: something of either holds in part.
    """
    decides = [each for each in asked if each.layer is not Layer.ASKED_NEXT]
    held = {each.held for each in decides}
    if Held.FAILS in held:
        return Verdict.NOT_MET
    written, used = (
        {each.held for each in decides if each.layer is layer} for layer in (Layer.WRITTEN, Layer.USED)
    )
    if not used - {Held.NOTHING_TO_JUDGE} or Held.NOTHING_TO_JUDGE in written:
        return Verdict.NOT_SHOWN
    return Verdict.PARTLY if Held.PARTLY in held else Verdict.MET


def is_ready_to_start(asked: Sequence[Asked]) -> bool:
    """Whether all that is to be written by now is in force, cases or not."""
    written = {each.held for each in asked if each.layer is Layer.WRITTEN}
    return Held.HOLDS in written and written <= {Held.HOLDS, Held.NOTHING_TO_JUDGE}


def failures_first(records: Iterable[Shown]) -> tuple[Shown, ...]:
    return tuple(sorted(records, key=lambda each: each.passes))

"""What keeps a task from counting as done, item by item."""

from collections.abc import Callable, Mapping

from sdesk.packs import ProductState, Task
from sdesk.practice.readiness.progress import Progress
from sdesk.translation import NOTHING_SAID, Message, counted, sentences
from sdesk.translation import message as _


def lacking_products(task: Task, progress: Progress) -> tuple[ProductState, ...]:
    """What the task produces that is not there yet."""
    return tuple(made for made in task.produces if not progress.has(made, task))


def what_it_waits_for(task: Task, progress: Progress) -> Message:
    """What is not written yet, item by item, before the task can count as done; nothing said where only doing it is left."""
    lacks: list[Message] = []
    for made in lacking_products(task, progress):
        kind = progress.pack.bindings.record_of(made.work_product)
        lacks += progress.unwritten.get((task.id, kind), ())
        if task.cadence != "setup" and made in progress.unsaid:
            lacks.append(progress.unsaid[made])
    return (
        _("It does not count as done before this is mended: {what}", what=sentences(*lacks))
        if lacks
        else NOTHING_SAID
    )


# ---------------------------------------------------------------- conditions


def _overdue_training(progress: Progress) -> Message:
    missed = progress.training_missed
    if not missed:
        return NOTHING_SAID
    what = tuple(
        _("{person} ({subject}, by {day})", person=each.person, subject=each.subject, day=each.by)
        for each in missed
    )
    return counted(
        "{n} training is overdue: {what}.", "{n} trainings are overdue: {what}.", n=len(missed), what=what
    )


def _untrained(progress: Progress) -> Message:
    people = tuple(each.person for each in progress.untrained if not each.by)
    if not people:
        return NOTHING_SAID
    return _("Of some it is not said what they have learnt: {people}.", people=", ".join(people))


def _training_to_come(progress: Progress) -> Message:
    if not progress.untrained:
        return NOTHING_SAID
    planned = tuple(
        _("{person} (by {day})", person=each.person, day=each.by) for each in progress.untrained if each.by
    )
    return _("Training is planned: {what}. It is done once the list says what was achieved.", what=planned)


DONE_WHEN: Mapping[str, Callable[[Progress], Message]] = {"everybody is trained": _untrained}
"""What has to be so before a task that is set up is done, by the names that bindings use; each says nothing when it is."""

DONE_LATER: Mapping[str, Callable[[Progress], Message]] = {"everybody is trained": _training_to_come}
"""By the same names: what is still to come although nothing is left to be said today; each says nothing when all is there."""

CONDITIONS: Mapping[str, Callable[[Progress], Message]] = {"training is overdue": _overdue_training}
"""In which a task is due although it was done, by the names that bindings use; each says nothing while it is not so."""


__all__ = ["CONDITIONS", "DONE_LATER", "DONE_WHEN", "lacking_products", "what_it_waits_for"]

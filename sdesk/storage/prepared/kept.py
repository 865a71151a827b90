"""What a transaction keeps of answers that were computed in it, and when it gives them up."""

import threading
from collections.abc import Callable, Hashable
from typing import Any

from sqlmodel import Session, SQLModel

from sdesk.models import Approval

RestsOn = type[SQLModel] | tuple[type[SQLModel], str]
"""A kind of record, the `approvals_of` one, or `Operation`: what history tells."""


def approvals_of(model: type[SQLModel]) -> RestsOn:
    """What is `kept` of these rests on no approval of another kind of record."""
    return Approval, model.__name__


def is_about_to_write(session: Session) -> bool:
    return bool(session.new or session.dirty or session.deleted)


def forget_what_rests_on_it(session: Session, *_: object) -> None:
    things = (*session.new, *session.dirty, *session.deleted)
    written: set[RestsOn] = {type(each) for each in things}
    written |= {(Approval, each.model) for each in things if isinstance(each, Approval)}
    forget(session, lambda of: not (of and written.isdisjoint(of)))


def forget(session: Session, goes: Callable[[tuple[RestsOn, ...]], bool]) -> None:
    kept = session.info.get("kept", {})
    for key in [key for key, (of, _value) in kept.items() if goes(of)]:
        del kept[key]


class KeptBeside(threading.local):
    """What a thread beside that of the window keeps: for itself, and until something is written.

    It computes while others write, so that what it finds may be of before: nobody else is told of it.
    """

    written = -1

    def answers(self, written: int) -> dict[Hashable, Any]:
        """Its answers since so many times something was written."""
        if written != self.written:
            self.written, self.found = written, dict[Hashable, Any]()
        return self.found


__all__ = ["KeptBeside", "RestsOn", "approvals_of", "forget", "forget_what_rests_on_it", "is_about_to_write"]

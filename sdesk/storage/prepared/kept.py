"""What a transaction keeps of answers that were computed in it, and when it gives them up."""

import threading
from collections.abc import Callable, Hashable
from typing import Any

from sqlmodel import Session, SQLModel

from sdesk.models import Approval

RestsOn = type[SQLModel] | tuple[type[SQLModel], str]
"""A kind of record, the `approvals_of` one, or `Operation`: what history tells."""

Kept = dict[Hashable, tuple[tuple[RestsOn, ...], Any]]


def approvals_of(model: type[SQLModel]) -> RestsOn:
    """What is `kept` of these rests on no approval of another kind of record."""
    return Approval, model.__name__


def about_to_write(session: Session) -> set[RestsOn]:
    """What the next flush writes."""
    things = (*session.new, *session.dirty, *session.deleted)
    return {type(each) for each in things} | {
        (Approval, each.model) for each in things if isinstance(each, Approval)
    }


def forget_what_rests_on_it(session: Session, *_: object) -> None:
    written = about_to_write(session)
    _written(session).update(written)
    forget(session, lambda of: not (of and written.isdisjoint(of)))


def forget(session: Session, goes: Callable[[tuple[RestsOn, ...]], bool]) -> None:
    kept = session.info.get("kept", {})
    for key in [key for key, (of, _value) in kept.items() if goes(of)]:
        del kept[key]


class Lasting:
    """Answers that outlast transactions, as nothing else does: values without records, each of the kinds it rests on alone."""

    def __init__(self) -> None:
        self._found: Kept = {}

    def keep(self, key: Hashable, of: tuple[RestsOn, ...], value: Any, session: Session | None) -> None:
        """Unless the transaction has written something of these kinds: history does not tell of it yet, and it may be taken back."""
        if session is None or _written(session).isdisjoint(of):
            self._found[key] = of, value

    def beside(self, session: Session | None = None) -> Kept:
        """Those that rest on nothing that the transaction has written, or tried to."""
        written = _written(session) if session else set()
        return {key: kept for key, kept in self._found.items() if written.isdisjoint(kept[0])}

    def outlast(self, session: Session) -> None:
        self._found = self.beside(session)


def note_written(session: Session, kinds: set[RestsOn]) -> None:
    """What was written past the session."""
    _written(session).update(kinds)


def _written(session: Session) -> set[RestsOn]:
    found: set[RestsOn] = session.info.setdefault("written", set())
    return found


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


__all__ = [
    "Kept",
    "KeptBeside",
    "Lasting",
    "RestsOn",
    "about_to_write",
    "approvals_of",
    "forget",
    "forget_what_rests_on_it",
    "note_written",
]

"""What is asked of the rows of one kind of record, or of one table."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, column, func, inspect, select, table
from sqlmodel import Session, SQLModel

from sdesk.models import Approval, Record
from sdesk.storage.stored_rows import with_keys

AnyModel = TypeVar("AnyModel", bound=SQLModel)


_AT_ONCE = 10_000
SOME = 100
"""Records that are read in one go where others may wait for the file: some 30 ms of it."""

Key = TypeVar("Key")


def in_parts(keys: Sequence[Key], most: int = _AT_ONCE) -> Iterator[Sequence[Key]]:
    """A statement takes only so many parameters."""
    return (keys[start : start + most] for start in range(0, len(keys), most))


class Queries(ABC):
    """What can be asked of whoever has a session to read with."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[Session]: ...

    def get(self, model: type[AnyModel], key: object) -> AnyModel | None:
        with self.reading() as session:
            if session.identity_map or not _has_one_key(model):
                return session.get(model, key)
            return session.scalars(_row_of(model), {"key": key}).first()

    def find(
        self,
        model: type[AnyModel],
        *where: Any,
        order_by: Sequence[Any] = (),
        limit: int | None = None,
        offset: int | None = None,
        deleted: bool = False,
    ) -> list[AnyModel]:
        """The rows of `model` for which every condition holds; deleted drafts, and approvals that do
        not stand, only where asked for."""
        query = _rows_of(model, deleted)
        if where:
            query = query.where(*where)
        if order_by:
            query = query.order_by(*order_by)
        if limit is not None or offset is not None:
            query = query.limit(limit).offset(offset)
        with self.reading() as session:
            return with_keys(model, list(session.scalars(query)))

    def find_each(
        self, model: type[AnyModel], *where: Any, order_by: Sequence[Any] = ()
    ) -> Iterator[AnyModel]:
        """The same, some at a time: whoever waits for the file comes between. What is written there meanwhile is told as it is by then."""
        (key,) = inspect(model).primary_key
        keys = select(key).where(*where, *_kept(model, False)).order_by(*order_by)
        with self.reading() as session:
            chosen = list(session.scalars(keys))
        for some in in_parts(chosen, SOME):
            found = {getattr(each, key.name): each for each in self.find(model, key.in_(some))}
            yield from (found[each] for each in some if each in found)

    def first(self, model: type[AnyModel], *where: Any, order_by: Sequence[Any] = ()) -> AnyModel | None:
        return next(iter(self.find(model, *where, order_by=order_by, limit=1)), None)

    def count(self, model: type[AnyModel], *where: Any) -> int:
        query = select(func.count()).select_from(model).where(*where, *_kept(model, False))
        with self.reading() as session:
            return session.scalar(query) or 0


@cache
def _rows_of(model: type[AnyModel], deleted: bool) -> Select[AnyModel]:
    """Put together once: so SQLAlchemy knows it again without looking through it."""
    return select(model).where(*_kept(model, deleted))


@cache
def _row_of(model: type[AnyModel]) -> Select[AnyModel]:
    """Put together once, as a session does for each row that it has not read yet."""
    (key,) = inspect(model).primary_key
    return select(model).where(key == bindparam("key"))


@cache
def _has_one_key(model: type[SQLModel]) -> bool:
    return len(inspect(model).primary_key) == 1


_LOST: Any = select(column("approval")).select_from(table("lost"))


def standing() -> Any:
    """A condition: the approval counts, as nobody changed elsewhere what it is of, and no other step was taken meanwhile."""
    return Approval.id.not_in(_LOST)  # type: ignore[attr-defined]


def _kept(model: type[SQLModel], deleted: bool) -> tuple[Any, ...]:
    if model is Approval and not deleted:
        return (standing(),)
    return (model.deleted_at.is_(None),) if issubclass(model, Record) and not deleted else ()  # type: ignore[union-attr]

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

Key = TypeVar("Key")


def in_parts(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """A statement takes only so many parameters."""
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


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

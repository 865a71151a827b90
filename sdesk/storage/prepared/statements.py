"""Statements that go with every write: put together once, then said to the database as text."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, Any]
Convert = Callable[[Any], Any] | None


class Prepared:
    """One statement of SQLAlchemy without what it looks up at each run; what comes back is as the file has it.

    Its faults are those of SQLAlchemy, so that who names what a disk refuses need not know which way it was asked.
    """

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._text = ""
        self._order: tuple[tuple[str, Convert], ...] = ()
        self._said: dict[str, Any] = {}
        """What the statement itself says, such as the 1 that is added."""

    def run(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Within the transaction of the connection. The rows that it gives, if it gives any."""
        self._put_together(connection.dialect)
        asked = self._asked(values)
        try:
            rows: list[tuple[Any, ...]] = _cursor(connection).execute(self._text, asked).fetchall()
        except sqlcipher.Error as fault:
            raise DBAPIError.instance(
                self._text, asked, fault, sqlcipher.Error, dialect=connection.dialect
            ) from fault
        return rows

    def run_each(self, connection: Connection, lines: Iterable[Values]) -> None:
        """Once for each line; none of them gives rows."""
        if lines == []:
            return
        self._put_together(connection.dialect)
        asked = (self._asked(line) for line in lines)
        try:
            _cursor(connection).executemany(self._text, asked)
        except sqlcipher.Error as fault:
            raise DBAPIError.instance(
                self._text, None, fault, sqlcipher.Error, dialect=connection.dialect
            ) from fault

    def _asked(self, values: Values) -> tuple[Any, ...]:
        found = {**self._said, **values} if self._said else values
        return tuple(
            [found[name] if convert is None else convert(found[name]) for name, convert in self._order]
        )

    def _put_together(self, dialect: Dialect) -> None:
        if self._text:
            return
        compiled = self._statement.compile(dialect=dialect)
        kinds = {name: each.type for each, name in compiled.bind_names.items()}
        self._said = {name: each.value for each, name in compiled.bind_names.items() if not each.required}
        names = compiled.positiontup or ()
        self._order = tuple(
            (name, kinds[name].dialect_impl(dialect).bind_processor(dialect)) for name in names
        )
        self._text = str(compiled)


def run_text(connection: Connection, text: str) -> None:
    """A statement that gives no rows, within the transaction of the connection, to the letter."""
    try:
        _cursor(connection).execute(text)
    except sqlcipher.Error as fault:
        raise DBAPIError.instance(text, (), fault, sqlcipher.Error, dialect=connection.dialect) from fault


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


__all__ = ["Prepared", "run_text"]

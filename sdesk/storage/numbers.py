"""Numbers that people call records by. Never reused, never changed, and never given by two replicas."""

from typing import Any

from sqlalchemy import bindparam, column, insert, table, update
from sqlmodel import Session

from sdesk.models import Record
from sdesk.storage.prepared.statements import Prepared

_COUNTER: Any = table("counter", column("series"), column("last"))

_BEGIN = Prepared(insert(_COUNTER))
_COUNT_ON = Prepared(
    update(_COUNTER)
    .where(_COUNTER.c.series == bindparam("of"))
    .values(last=_COUNTER.c.last + 1)
    .returning(_COUNTER.c.last)
)


def next_number(session: Session, model: type[Record], year: int) -> str:
    """The next number of the model's series: "INC-2026-0042", or "CI-0001" where years do not count.

    Replicas other than the one that made the workspace count by themselves: "INC-2026-K7QF-0001".
    """
    parts = [model.prefix, *([str(year)] if model.yearly else []), session.info["code"]]
    series = "-".join(part for part in parts if part)
    return f"{series}-{_count(session, series):0{model.digits}}"


def _count(session: Session, series: str) -> int:
    connection = session.connection()
    counted = _COUNT_ON.run(connection, {"of": series})
    if not counted:
        _BEGIN.run(connection, {"series": series, "last": 1})
    return int(counted[0][0]) if counted else 1

"""Numbers that people call records by. Never reused, never changed."""

from sqlalchemy import text
from sqlmodel import Session

from sdesk.models import Record

_NEXT = text(
    "INSERT INTO counter (series, last) VALUES (:series, 1) "
    "ON CONFLICT (series) DO UPDATE SET last = last + 1 RETURNING last"
)


def next_number(session: Session, model: type[Record], year: int) -> str:
    """The next number of the model's series: "INC-2026-0042", or "CI-0001" where years do not count."""
    series = f"{model.prefix}-{year}" if model.yearly else model.prefix
    last = session.execute(_NEXT, {"series": series}).scalar_one()
    return f"{series}-{last:0{model.digits}}"

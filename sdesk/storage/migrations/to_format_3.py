"""From format 2 to 3: what was promised to an incident, what nobody knows of it, hours that were valid before others, and
what a person judged in a report. Columns only, empty: no record says anything that nobody said."""

from sqlalchemy import Connection

from sdesk.storage.migrations.add_column import add_column

_COLUMNS = (
    ("serviceincident", "promised_at DATETIME", "agreement", "NULL"),
    ("serviceincident", "policy CHAR(32)", "promised_at", "NULL"),
    ("serviceincident", "respond_minutes INTEGER", "policy", "NULL"),
    ("serviceincident", "restore_minutes INTEGER", "respond_minutes", "NULL"),
    ("serviceincident", "not_known TEXT NOT NULL", "restored_at", "'[]'"),
    ("servicecalendar", "valid_from DATE", "holidays", "NULL"),
    ("servicecalendar", "earlier TEXT NOT NULL", "valid_from", "'[]'"),
    ("performancereport", "judgements TEXT NOT NULL", "figures", "'[]'"),
    ("improvementreport", "judgements TEXT NOT NULL", "figures", "'[]'"),
)
"""Table, column, the one that it stands behind, and what the rows that are there get."""


def to_format_3(connection: Connection) -> None:
    for table, column, after, value in _COLUMNS:
        add_column(connection, table, column, after, value)


__all__ = ["to_format_3"]

"""From format 3 to 4: what concerns a supplier, in how many days a complaint is answered, and what a report says of itself.
Columns only, empty: no record says anything that nobody said."""

from sqlalchemy import Connection

from sdesk.storage.migrations.add_column import Constraint, add_column

_OF_EVERY_REPORT = (
    ("purpose VARCHAR NOT NULL", "period_end", "''"),
    ("contributors VARCHAR NOT NULL", "purpose", "''"),
    ("method VARCHAR NOT NULL", "contributors", "''"),
    ("given_to TEXT NOT NULL", "judgements", "'[]'"),
)

_SUPPLIER = "FOREIGN KEY(supplier) REFERENCES supplier (id)"
_CAUSED_BY = "FOREIGN KEY(caused_by) REFERENCES supplier (id)"
_ABOUT = "CONSTRAINT feedbackabout CHECK (about IN ('us', 'a supplier', 'a dispute'))"

_COLUMNS: tuple[tuple[str, str, str, str, Constraint | None], ...] = (
    ("feedbackentry", "about VARCHAR(10)", "service", "NULL", (_ABOUT, "FOREIGN KEY(customer)")),
    ("feedbackentry", "supplier CHAR(32)", "about", "NULL", (_SUPPLIER, "CONSTRAINT feedbackabout")),
    ("servicechangerequest", "supplier CHAR(32)", "service", "NULL", (_SUPPLIER, "CONSTRAINT priority")),
    (
        "serviceincident",
        "caused_by CHAR(32)",
        "root_cause",
        "NULL",
        (_CAUSED_BY, "FOREIGN KEY(duplicate_of)"),
    ),
    ("customerexperienceapproach", "answer_days INTEGER", "complaint", "NULL", None),
    *(("performancereport", *each, None) for each in _OF_EVERY_REPORT),
    *(("improvementreport", *each, None) for each in _OF_EVERY_REPORT),
    ("improvementreport", "recipients VARCHAR NOT NULL", "given_to", "''", None),
)
"""Table, column, the one that it stands behind, what the rows that are there get, and what holds for it."""

_LOOKED_UP = (
    ("feedbackentry", "supplier"),
    ("servicechangerequest", "supplier"),
    ("serviceincident", "caused_by"),
)


def to_format_4(connection: Connection) -> None:
    for column in _COLUMNS:
        add_column(connection, *column)
    for table, name in _LOOKED_UP:
        connection.exec_driver_sql(f"CREATE INDEX ix_{table}_{name} ON {table} ({name})")


__all__ = ["to_format_4"]

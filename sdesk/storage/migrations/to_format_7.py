"""From format 6 to 7: what comes of merging the work of several laptops. Empty tables: until then there was nothing to merge."""

from sqlalchemy import Connection

from sdesk.storage.schema import statements

_TABLES = """
CREATE TABLE counted (
    operation CHAR(32) NOT NULL,
    place INTEGER NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (operation, place)
) WITHOUT ROWID;
CREATE TABLE lost (approval CHAR(32) PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE met (
    record CHAR(32) NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    part TEXT NOT NULL,
    one CHAR(32) NOT NULL,
    other CHAR(32) NOT NULL,
    PRIMARY KEY (record, kind, field, part, one, other)
) WITHOUT ROWID;
"""


def to_format_7(connection: Connection) -> None:
    for statement in statements(_TABLES):
        connection.exec_driver_sql(statement)


__all__ = ["to_format_7"]

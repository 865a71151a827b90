"""From format 7 to 8: what was done for a change, line by line. Empty for those that are there: nobody noted it."""

from sqlalchemy import Connection

from sdesk.storage.migrations.add_column import add_column


def to_format_8(connection: Connection) -> None:
    add_column(connection, "servicechangerequest", "steps_taken TEXT NOT NULL", "assigned_to", "'[]'")


__all__ = ["to_format_8"]

"""A new column in its place among the others: SQLite's own ADD COLUMN puts it last, and asks NOT NULL for a default."""

import re

from sqlalchemy import Connection


def add_column(connection: Connection, table: str, column: str, after: str, value: str = "NULL") -> None:
    """Make `table` anew with the column behind `after`, as in a new file: the border holds the text against that.

    `column` is its definition as the model gives it, `value` what the rows that are there get, both in SQL.
    """
    made, *others = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type <> 'table'",
        (table,),
    ).scalars()
    names = ", ".join(row.name for row in connection.exec_driver_sql(f"PRAGMA table_info({table})"))
    with_it, found = re.subn(rf"(?m)^(\s*{after} .*,) *$", rf"\1\n\t{column}, ", made)
    if found != 1:
        raise LookupError(f"{table} has no column {after}.")
    connection.exec_driver_sql(f"CREATE TABLE kept_rows AS SELECT * FROM {table}")
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(with_it)
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({names}, {column.split()[0]}) SELECT {names}, {value} FROM kept_rows"
    )
    connection.exec_driver_sql("DROP TABLE kept_rows")
    for index in others:
        connection.exec_driver_sql(index)

"""A new column in its place among the others: SQLite's own ADD COLUMN puts it last, and asks NOT NULL for a default."""

from sqlalchemy import Connection

Constraint = tuple[str, str]
"""As the model gives it, in SQL, and how the line begins that it stands behind."""


def add_column(
    connection: Connection,
    table: str,
    column: str,
    after: str,
    value: str = "NULL",
    constraint: Constraint | None = None,
) -> None:
    """Make `table` anew with the column behind `after`, as in a new file: the border holds the text against that.

    `column` is its definition as the model gives it, `value` what the rows that are there get, both in SQL.
    """
    made, *others = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type <> 'table'",
        (table,),
    ).scalars()
    names = ", ".join(f'"{row.name}"' for row in connection.exec_driver_sql(f"PRAGMA table_info({table})"))
    with_it = _inserted(made, column, f"{after} ")
    if constraint:
        with_it = _inserted(with_it, *constraint)
    connection.exec_driver_sql(f"CREATE TABLE kept_rows AS SELECT * FROM {table}")
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(with_it)
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({names}, {column.split()[0]}) SELECT {names}, {value} FROM kept_rows"
    )
    connection.exec_driver_sql("DROP TABLE kept_rows")
    for index in others:
        connection.exec_driver_sql(index)


def _inserted(made: str, line: str, after: str) -> str:
    lines = [each.strip().rstrip(",") for each in made.strip().splitlines()]
    found = [place for place, each in enumerate(lines) if each.startswith(after)]
    if len(found) != 1:
        raise LookupError(f"{lines[0]} has no line {after}.")
    lines.insert(found[0] + 1, line)
    return f"{lines[0]}\n\t" + ", \n\t".join(lines[1:-1]) + f"\n{lines[-1]}"

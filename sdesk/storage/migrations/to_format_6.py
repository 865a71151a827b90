"""From format 5 to 6: what runs out and what comes round, views of lists, whole days, work that a price covers, and calls
that were no incident. Empty columns and empty tables: no record says anything that nobody said."""

from sqlalchemy import Connection

from sdesk.storage.migrations.add_column import add_column
from sdesk.storage.schema import statements

_COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("serviceincident", "turned_into CHAR(32)", "duplicate_of", "NULL"),
    ("configurationitem", "expires TEXT NOT NULL", "checks", "'[]'"),
    ("customeragreement", "included_minutes INTEGER", "consent_to_changes", "NULL"),
    ("scheduleentry", "first_day DATE", "ends_at", "NULL"),
    ("scheduleentry", "last_day DATE", "first_day", "NULL"),
)
"""Table, column, the one that it stands behind, and what the rows that are there get."""

_TABLES = """
CREATE TABLE recurringjob (
    id CHAR(32) NOT NULL,
    number VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    created_at DATETIME,
    created_by CHAR(32),
    changed_at DATETIME,
    changed_by CHAR(32),
    deleted_at DATETIME,
    notes VARCHAR NOT NULL,
    reference VARCHAR NOT NULL,
    related TEXT NOT NULL,
    name VARCHAR NOT NULL,
    every INTEGER,
    rhythm VARCHAR(6),
    first_on DATE,
    warn_days INTEGER,
    owner CHAR(32),
    customer CHAR(32),
    service CHAR(32),
    configuration_items TEXT NOT NULL,
    task VARCHAR NOT NULL,
    checklist TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT rhythm CHECK (rhythm IN ('days', 'weeks', 'months')),
    FOREIGN KEY(owner) REFERENCES person (id),
    FOREIGN KEY(customer) REFERENCES customer (id)
);
CREATE INDEX ix_recurringjob_customer ON recurringjob (customer);
CREATE INDEX ix_recurringjob_number ON recurringjob (number);
CREATE INDEX ix_recurringjob_owner ON recurringjob (owner);
CREATE INDEX ix_recurringjob_reference ON recurringjob (reference);
CREATE INDEX ix_recurringjob_state ON recurringjob (state);
CREATE INDEX recurringjob_number_version ON recurringjob (number, version);
CREATE TABLE savedview (
    id CHAR(32) NOT NULL,
    number VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    created_at DATETIME,
    created_by CHAR(32),
    changed_at DATETIME,
    changed_by CHAR(32),
    deleted_at DATETIME,
    notes VARCHAR NOT NULL,
    reference VARCHAR NOT NULL,
    related TEXT NOT NULL,
    name VARCHAR NOT NULL,
    shows VARCHAR NOT NULL,
    filter VARCHAR NOT NULL,
    sort VARCHAR NOT NULL,
    descending BOOLEAN NOT NULL,
    shown_columns VARCHAR NOT NULL,
    owner CHAR(32),
    PRIMARY KEY (id),
    FOREIGN KEY(owner) REFERENCES person (id)
);
CREATE INDEX ix_savedview_number ON savedview (number);
CREATE INDEX ix_savedview_owner ON savedview (owner);
CREATE INDEX ix_savedview_reference ON savedview (reference);
CREATE INDEX ix_savedview_shows ON savedview (shows);
CREATE INDEX ix_savedview_state ON savedview (state);
CREATE INDEX savedview_number_version ON savedview (number, version);
CREATE TABLE jobrun (
    id CHAR(32) NOT NULL,
    number VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    created_at DATETIME,
    created_by CHAR(32),
    changed_at DATETIME,
    changed_by CHAR(32),
    deleted_at DATETIME,
    notes VARCHAR NOT NULL,
    reference VARCHAR NOT NULL,
    related TEXT NOT NULL,
    job CHAR(32),
    name VARCHAR NOT NULL,
    due_on DATE,
    done_on DATE,
    done_by CHAR(32),
    checks TEXT NOT NULL,
    outcome VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(job) REFERENCES recurringjob (id),
    FOREIGN KEY(done_by) REFERENCES person (id)
);
CREATE INDEX ix_jobrun_done_by ON jobrun (done_by);
CREATE INDEX ix_jobrun_due_on ON jobrun (due_on);
CREATE INDEX ix_jobrun_job ON jobrun (job);
CREATE INDEX ix_jobrun_number ON jobrun (number);
CREATE INDEX ix_jobrun_reference ON jobrun (reference);
CREATE INDEX ix_jobrun_state ON jobrun (state);
CREATE INDEX jobrun_number_version ON jobrun (number, version);
"""
"""New tables and their indexes, as the models make them."""


def to_format_6(connection: Connection) -> None:
    for column in _COLUMNS:
        add_column(connection, *column)
    for statement in statements(_TABLES):
        connection.exec_driver_sql(statement)


__all__ = ["to_format_6"]

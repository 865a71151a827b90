"""From format 1 to 2: history by operations and replicas. The entries of format 1 stay as they are, byte for byte.

Nothing is written that two laptops would write differently: no replica is begun, and no record is touched but that an
action item says when it ended, which its history told before.
"""

from sqlalchemy import Connection

_RECORDS = (
    "businessgoals", "configurationitem", "customeragreement", "customerexperienceapproach", "documentprocedure",
    "feedbackentry", "improvementreport", "assignedroles", "securecomponentprocedure", "servicecatalogue",
    "servicechangerequest", "changeschedule", "servicebuild", "servicedeliverypolicy", "servicescope", "servicedesign",
    "changeprocedure", "serviceincident", "performancereport", "servicetestreport", "supplieragreement",
    "organization", "person", "customer", "supplier", "servicecalendar", "scheduleentry", "changemodel", "knownerror",
    "actionitem", "surveyscore", "notapplicable", "taskperformance", "taskinterval",
)  # fmt: skip

_SCHEMA = (
    """CREATE TABLE replica (
        id CHAR(32) NOT NULL,
        workspace CHAR(32) NOT NULL,
        code VARCHAR NOT NULL,
        device VARCHAR NOT NULL,
        public_key VARCHAR NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE operation (
        id CHAR(32) NOT NULL,
        replica CHAR(32) NOT NULL,
        number INTEGER NOT NULL,
        tick INTEGER NOT NULL,
        at DATETIME NOT NULL,
        person_id CHAR(32),
        person_name VARCHAR NOT NULL,
        action VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        undoes CHAR(32),
        previous_hash VARCHAR NOT NULL,
        hash VARCHAR NOT NULL,
        signature VARCHAR NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (replica, number),
        FOREIGN KEY(replica) REFERENCES replica (id)
    )""",
    "CREATE INDEX ix_operation_tick ON operation (tick)",
    """CREATE TABLE change (
        operation CHAR(32) NOT NULL,
        place INTEGER NOT NULL,
        record CHAR(32) NOT NULL,
        model VARCHAR NOT NULL,
        item CHAR(32) NOT NULL,
        action VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        changes TEXT NOT NULL,
        PRIMARY KEY (operation, place),
        FOREIGN KEY(operation) REFERENCES operation (id)
    )""",
    "CREATE INDEX ix_change_record ON change (record)",
    """CREATE TABLE adoptedpack (
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
        pack VARCHAR NOT NULL,
        adopted_on DATE,
        PRIMARY KEY (id)
    )""",
    "CREATE INDEX ix_adoptedpack_state ON adoptedpack (state)",
    "CREATE INDEX ix_adoptedpack_pack ON adoptedpack (pack)",
    "CREATE INDEX ix_adoptedpack_number ON adoptedpack (number)",
    "CREATE INDEX ix_adoptedpack_reference ON adoptedpack (reference)",
    "CREATE INDEX adoptedpack_number_version ON adoptedpack (number, version)",
    """CREATE TABLE order_key (
        record CHAR(32) NOT NULL,
        field TEXT NOT NULL,
        item TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (record, field, item)
    ) WITHOUT ROWID""",
    """CREATE VIEW history AS
    SELECT '' AS operation, id AS place, 0 AS tick, record_id, record_id AS item, model, number, at, device, person_id,
        person_name, action, reason, changes, previous_hash, hash
    FROM historyentry
    UNION ALL
    SELECT change.operation, change.place, operation.tick, change.record, change.item, change.model,
        coalesce(directory.number, ''), operation.at, replica.device, operation.person_id,
        operation.person_name, change.action, change.reason, change.changes, operation.previous_hash, operation.hash
    FROM change JOIN operation ON operation.id = change.operation JOIN replica ON replica.id = operation.replica
        LEFT JOIN directory ON directory.id = change.record""",
    """CREATE TRIGGER operation_is_not_changed BEFORE UPDATE ON operation
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    """CREATE TRIGGER operation_is_not_deleted BEFORE DELETE ON operation
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    """CREATE TRIGGER change_is_not_changed BEFORE UPDATE ON change
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    """CREATE TRIGGER change_is_not_deleted BEFORE DELETE ON change
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
)

_ENDED = """UPDATE actionitem SET ended_at = (
    SELECT entry.at FROM historyentry entry
    WHERE entry.record_id = actionitem.id AND entry.model = 'ActionItem'
        AND json_extract(entry.changes, '$.state[1]') IN ('done', 'cancelled')
    ORDER BY entry.id DESC LIMIT 1
) WHERE state IN ('done', 'cancelled')"""


def to_format_2(connection: Connection) -> None:
    for statement in _SCHEMA:
        connection.exec_driver_sql(statement)
    for name in _RECORDS:
        connection.exec_driver_sql(f"DROP INDEX {name}_number_version")
        connection.exec_driver_sql(f"CREATE INDEX {name}_number_version ON {name} (number, version)")
    connection.exec_driver_sql("ALTER TABLE actionitem ADD COLUMN ended_at DATETIME")
    connection.exec_driver_sql(_ENDED)


__all__ = ["to_format_2"]

"""From format 4 to 5: what the work products of the profile ask for besides, and the audit as records.
Empty columns and empty tables: no record says anything that nobody said."""

from sqlalchemy import Connection

from sdesk.storage.migrations.add_column import Constraint, add_column
from sdesk.storage.schema import statements

_WORDS, _ROWS = "VARCHAR NOT NULL", "TEXT NOT NULL"

_PROPOSABLE = (
    "businessgoals",
    "configurationitem",
    "customeragreement",
    "customerexperienceapproach",
    "documentprocedure",
    "assignedroles",
    "securecomponentprocedure",
    "servicecatalogue",
    "changeschedule",
    "servicedeliverypolicy",
    "servicescope",
    "changeprocedure",
    "supplieragreement",
)
"""Whose sections the program may propose."""

_COLUMNS: tuple[tuple[str, str, str, str, Constraint | None], ...] = (
    ("servicedeliverypolicy", f"plans {_ROWS}", "objectives", "'[]'", None),
    ("servicedeliverypolicy", f"risks {_ROWS}", "plans", "'[]'", None),
    ("servicedeliverypolicy", f"training {_WORDS}", "risks", "''", None),
    ("servicedeliverypolicy", f"ending {_WORDS}", "training", "''", None),
    ("servicedeliverypolicy", "objection_days INTEGER", "communication", "NULL", None),
    ("organization", "high_share INTEGER", "time_zone", "NULL", None),
    ("organization", "fair_share INTEGER", "high_share", "NULL", None),
    ("customeragreement", f"their_approvals {_ROWS}", "customer", "'[]'", None),
    ("supplieragreement", f"their_approvals {_ROWS}", "supplier", "'[]'", None),
    ("supplieragreement", f"conditions {_ROWS}", "their_approvals", "'[]'", None),
    ("supplieragreement", f"assurance {_WORDS}", "conditions", "''", None),
    ("servicecatalogue", f"given_to {_ROWS}", "feedback_handling", "'[]'", None),
    ("configurationitem", f"master_copies {_ROWS}", "master_copy", "'[]'", None),
    ("configurationitem", f"checks {_ROWS}", "master_copies", "'[]'", None),
    ("changeschedule", f"lines {_ROWS}", "scope", "'[]'", None),
    ("servicebuild", f"copy_checks {_ROWS}", "master_copies", "'[]'", None),
    ("servicetestreport", f"method {_WORDS}", "tests", "''", None),
    ("servicetestreport", f"contributors {_WORDS}", "validated_by", "''", None),
    ("servicetestreport", f"recipients {_WORDS}", "contributors", "''", None),
    ("servicetestreport", f"given_to {_ROWS}", "recipients", "'[]'", None),
    ("servicechangerequest", f"consents {_ROWS}", "customer_consent", "'[]'", None),
    ("serviceincident", f"impact_in_words {_WORDS}", "impact", "''", None),
    ("serviceincident", f"reporter_answers {_ROWS}", "review", "'[]'", None),
    ("serviceincident", f"solution_decisions {_ROWS}", "reporter_answers", "'[]'", None),
    ("serviceincident", f"effect_checks {_ROWS}", "solution_decisions", "'[]'", None),
    ("customeragreement", f"consulted {_ROWS}", "their_approvals", "'[]'", None),
    ("servicecatalogue", f"consulted {_ROWS}", "services", "'[]'", None),
    *((table, f"proposed {_ROWS}", "related", "'[]'", None) for table in _PROPOSABLE),
)
"""Table, column, the one that it stands behind, what the rows that are there get, and what holds for it."""

_TABLES = """
CREATE TABLE audit (
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
    subject VARCHAR NOT NULL,
    aim VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    criteria TEXT NOT NULL,
    auditors TEXT NOT NULL,
    starts_on DATE,
    ends_on DATE,
    samples TEXT NOT NULL,
    answers TEXT NOT NULL,
    conclusion VARCHAR NOT NULL,
    not_seen VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX audit_number_version ON audit (number, version);
CREATE INDEX ix_audit_number ON audit (number);
CREATE INDEX ix_audit_reference ON audit (reference);
CREATE INDEX ix_audit_starts_on ON audit (starts_on);
CREATE INDEX ix_audit_state ON audit (state);
CREATE TABLE checklistanswer (
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
    audit CHAR(32),
    note VARCHAR NOT NULL,
    evidence TEXT NOT NULL,
    answered_by CHAR(32),
    answered_at DATETIME,
    seen CHAR(32),
    point VARCHAR NOT NULL,
    answer VARCHAR(14),
    PRIMARY KEY (id),
    FOREIGN KEY(answered_by) REFERENCES person (id),
    CONSTRAINT pointanswer CHECK (answer IN ('yes', 'no', 'not applicable'))
);
CREATE INDEX checklistanswer_number_version ON checklistanswer (number, version);
CREATE INDEX ix_checklistanswer_answered_by ON checklistanswer (answered_by);
CREATE INDEX ix_checklistanswer_audit ON checklistanswer (audit);
CREATE INDEX ix_checklistanswer_number ON checklistanswer (number);
CREATE INDEX ix_checklistanswer_point ON checklistanswer (point);
CREATE INDEX ix_checklistanswer_reference ON checklistanswer (reference);
CREATE INDEX ix_checklistanswer_state ON checklistanswer (state);
CREATE TABLE documententry (
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
    subject VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    readers TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX documententry_number_version ON documententry (number, version);
CREATE INDEX ix_documententry_number ON documententry (number);
CREATE INDEX ix_documententry_reference ON documententry (reference);
CREATE INDEX ix_documententry_state ON documententry (state);
CREATE INDEX ix_documententry_subject ON documententry (subject);
CREATE TABLE documentreview (
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
    document CHAR(32),
    outcome VARCHAR NOT NULL,
    next_review DATE,
    done_on DATE,
    done_by CHAR(32),
    edition VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(done_by) REFERENCES person (id)
);
CREATE INDEX documentreview_number_version ON documentreview (number, version);
CREATE INDEX ix_documentreview_document ON documentreview (document);
CREATE INDEX ix_documentreview_done_by ON documentreview (done_by);
CREATE INDEX ix_documentreview_number ON documentreview (number);
CREATE INDEX ix_documentreview_reference ON documentreview (reference);
CREATE INDEX ix_documentreview_state ON documentreview (state);
CREATE TABLE externaldocument (
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
    kind VARCHAR(17),
    issuer VARCHAR NOT NULL,
    edition VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    concerns VARCHAR NOT NULL,
    keeper CHAR(32),
    next_check DATE,
    PRIMARY KEY (id),
    CONSTRAINT externalkind CHECK (kind IN ('law or regulation', 'contract', 'standard', 'manual', 'other')),
    FOREIGN KEY(keeper) REFERENCES person (id)
);
CREATE INDEX externaldocument_number_version ON externaldocument (number, version);
CREATE INDEX ix_externaldocument_keeper ON externaldocument (keeper);
CREATE INDEX ix_externaldocument_number ON externaldocument (number);
CREATE INDEX ix_externaldocument_reference ON externaldocument (reference);
CREATE INDEX ix_externaldocument_state ON externaldocument (state);
CREATE TABLE finding (
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
    summary VARCHAR NOT NULL,
    grade VARCHAR(11),
    statement VARCHAR NOT NULL,
    seen VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    cases TEXT NOT NULL,
    audit CHAR(32),
    owner CHAR(32),
    correction VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    corrective_action VARCHAR NOT NULL,
    due DATE,
    outcome VARCHAR NOT NULL,
    done_by CHAR(32),
    done_on DATE,
    effect VARCHAR NOT NULL,
    verified_by CHAR(32),
    verified_on DATE,
    PRIMARY KEY (id),
    CONSTRAINT grade CHECK (grade IN ('major', 'minor', 'observation', 'opportunity')),
    FOREIGN KEY(audit) REFERENCES audit (id),
    FOREIGN KEY(owner) REFERENCES person (id),
    FOREIGN KEY(done_by) REFERENCES person (id),
    FOREIGN KEY(verified_by) REFERENCES person (id)
);
CREATE INDEX finding_number_version ON finding (number, version);
CREATE INDEX ix_finding_audit ON finding (audit);
CREATE INDEX ix_finding_done_by ON finding (done_by);
CREATE INDEX ix_finding_due ON finding (due);
CREATE INDEX ix_finding_number ON finding (number);
CREATE INDEX ix_finding_owner ON finding (owner);
CREATE INDEX ix_finding_reference ON finding (reference);
CREATE INDEX ix_finding_state ON finding (state);
CREATE INDEX ix_finding_statement ON finding (statement);
CREATE INDEX ix_finding_verified_by ON finding (verified_by);
CREATE TABLE firmanswers (
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
    services TEXT NOT NULL,
    workers TEXT NOT NULL,
    weekly_hours TEXT NOT NULL,
    holidays TEXT NOT NULL,
    window_day VARCHAR(9),
    window_start INTEGER,
    window_end INTEGER,
    on_call CHAR(32),
    nobody_on_call BOOLEAN,
    customers TEXT NOT NULL,
    suppliers TEXT NOT NULL,
    no_supplier BOOLEAN,
    tools TEXT NOT NULL,
    copies VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    complaints_to CHAR(32),
    answer_days INTEGER,
    promise VARCHAR(7),
    targets TEXT NOT NULL,
    protected TEXT NOT NULL,
    no_data BOOLEAN,
    goals TEXT NOT NULL,
    later VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT weekday CHECK (window_day IN ('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')),
    FOREIGN KEY(on_call) REFERENCES person (id),
    FOREIGN KEY(complaints_to) REFERENCES person (id),
    CONSTRAINT promise CHECK (promise IN ('easy', 'usual', 'quick', 'our own'))
);
CREATE INDEX firmanswers_number_version ON firmanswers (number, version);
CREATE INDEX ix_firmanswers_complaints_to ON firmanswers (complaints_to);
CREATE INDEX ix_firmanswers_number ON firmanswers (number);
CREATE INDEX ix_firmanswers_on_call ON firmanswers (on_call);
CREATE INDEX ix_firmanswers_reference ON firmanswers (reference);
CREATE INDEX ix_firmanswers_state ON firmanswers (state);
CREATE TABLE managementreview (
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
    subject VARCHAR NOT NULL,
    held_on DATE,
    period_start DATE,
    period_end DATE,
    present TEXT NOT NULL,
    collected_at DATETIME,
    inputs TEXT NOT NULL,
    documents TEXT NOT NULL,
    decisions TEXT NOT NULL,
    agreed_actions TEXT NOT NULL,
    conclusions VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_managementreview_number ON managementreview (number);
CREATE INDEX ix_managementreview_reference ON managementreview (reference);
CREATE INDEX ix_managementreview_state ON managementreview (state);
CREATE INDEX managementreview_number_version ON managementreview (number, version);
CREATE TABLE readconfirmation (
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
    document CHAR(32),
    person CHAR(32),
    confirmed_at DATETIME,
    edition VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person) REFERENCES person (id)
);
CREATE INDEX ix_readconfirmation_document ON readconfirmation (document);
CREATE INDEX ix_readconfirmation_number ON readconfirmation (number);
CREATE INDEX ix_readconfirmation_person ON readconfirmation (person);
CREATE INDEX ix_readconfirmation_reference ON readconfirmation (reference);
CREATE INDEX ix_readconfirmation_state ON readconfirmation (state);
CREATE INDEX readconfirmation_number_version ON readconfirmation (number, version);
CREATE TABLE statementanswer (
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
    audit CHAR(32),
    note VARCHAR NOT NULL,
    evidence TEXT NOT NULL,
    answered_by CHAR(32),
    answered_at DATETIME,
    seen CHAR(32),
    statement VARCHAR NOT NULL,
    applies BOOLEAN,
    met VARCHAR(10),
    PRIMARY KEY (id),
    FOREIGN KEY(answered_by) REFERENCES person (id),
    CONSTRAINT statementmet CHECK (met IN ('met', 'partly met', 'not met'))
);
CREATE INDEX ix_statementanswer_answered_by ON statementanswer (answered_by);
CREATE INDEX ix_statementanswer_audit ON statementanswer (audit);
CREATE INDEX ix_statementanswer_number ON statementanswer (number);
CREATE INDEX ix_statementanswer_reference ON statementanswer (reference);
CREATE INDEX ix_statementanswer_state ON statementanswer (state);
CREATE INDEX ix_statementanswer_statement ON statementanswer (statement);
CREATE INDEX statementanswer_number_version ON statementanswer (number, version);
"""
"""New tables and their indexes, as the models make them."""


def to_format_5(connection: Connection) -> None:
    for column in _COLUMNS:
        add_column(connection, *column)
    for statement in statements(_TABLES):
        connection.exec_driver_sql(statement)


__all__ = ["to_format_5"]

-- The schema of format 7 as it was released. Never changed: files of that format are held against it.

CREATE TABLE adoptedpack (
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
);
CREATE TABLE assignedroles (
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
    proposed TEXT NOT NULL,
    date_of_issue DATE,
    next_review_date DATE,
    issuing_organization VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    assignments TEXT NOT NULL,
    competences TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE attachment (
    id CHAR(32) NOT NULL,
    record_id CHAR(32) NOT NULL,
    name VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    purpose VARCHAR NOT NULL,
    added_at DATETIME NOT NULL,
    added_by CHAR(32),
    removed_at DATETIME,
    PRIMARY KEY (id)
);
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
CREATE TABLE businessgoals (
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
    proposed TEXT NOT NULL,
    date_of_issue DATE,
    next_review_date DATE,
    issuing_organization VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    goals TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE changeprocedure (
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
    proposed TEXT NOT NULL,
    date_of_issue DATE,
    next_review_date DATE,
    issuing_organization VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    create_request VARCHAR NOT NULL,
    evaluation_criteria VARCHAR NOT NULL,
    update_schedule VARCHAR NOT NULL,
    design_build_test VARCHAR NOT NULL,
    emergency VARCHAR NOT NULL,
    emergency_days INTEGER,
    removal VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE changeschedule (
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
    proposed TEXT NOT NULL,
    date_of_issue DATE,
    next_review_date DATE,
    issuing_organization VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    lines TEXT NOT NULL,
    rules VARCHAR NOT NULL,
    quiet_times VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE customer (
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
    address VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    business VARCHAR NOT NULL,
    contacts TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE customerexperienceapproach (
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
    proposed TEXT NOT NULL,
    date_of_issue DATE,
    next_review_date DATE,
    issuing_organization VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    capture VARCHAR NOT NULL,
    complaint VARCHAR NOT NULL,
    answer_days INTEGER,
    point_of_contact VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
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
CREATE TABLE documentprocedure (
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
    proposed TEXT NOT NULL,
    date_of_issue DATE,
    next_review_date DATE,
    issuing_organization VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    identification VARCHAR NOT NULL,
    versioning VARCHAR NOT NULL,
    protection VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    retention VARCHAR NOT NULL,
    disposal VARCHAR NOT NULL,
    backup VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE historyentry (
    id INTEGER NOT NULL,
    record_id CHAR(32) NOT NULL,
    model VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    at DATETIME NOT NULL,
    device VARCHAR NOT NULL,
    person_id CHAR(32),
    person_name VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    changes TEXT NOT NULL,
    previous_hash VARCHAR NOT NULL,
    hash VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE improvementreport (
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
    period_start DATE,
    period_end DATE,
    purpose VARCHAR NOT NULL,
    contributors VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    figures TEXT NOT NULL,
    judgements TEXT NOT NULL,
    given_to TEXT NOT NULL,
    recipients VARCHAR NOT NULL,
    customer_view VARCHAR NOT NULL,
    customer_issues VARCHAR NOT NULL,
    practice_view VARCHAR NOT NULL,
    practice_issues VARCHAR NOT NULL,
    improvement_actions TEXT NOT NULL,
    review_schedule VARCHAR NOT NULL,
    conclusions VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE knownerror (
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
    symptom VARCHAR NOT NULL,
    service CHAR(32),
    configuration_items TEXT NOT NULL,
    cause VARCHAR NOT NULL,
    workaround VARCHAR NOT NULL,
    incidents TEXT NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (id)
);
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
CREATE TABLE notapplicable (
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
    reason VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE organization (
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
    address VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    website VARCHAR NOT NULL,
    variant VARCHAR(11),
    time_zone VARCHAR NOT NULL,
    high_share INTEGER,
    fair_share INTEGER,
    paper VARCHAR(6),
    logo CHAR(32),
    PRIMARY KEY (id),
    CONSTRAINT variant CHECK (variant IN ('governance', 'operational', 'full')),
    CONSTRAINT paper CHECK (paper IN ('A4', 'Letter'))
);
CREATE TABLE person (
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
    job_title VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE replica (
    id CHAR(32) NOT NULL,
    workspace CHAR(32) NOT NULL,
    code VARCHAR NOT NULL,
    device VARCHAR NOT NULL,
    public_key VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE securecomponentprocedure (
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
    proposed TEXT NOT NULL,
    date_of_issue DATE,
    next_review_date DATE,
    issuing_organization VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    storable VARCHAR NOT NULL,
    "add" VARCHAR NOT NULL,
    move VARCHAR NOT NULL,
    modify VARCHAR NOT NULL,
    remove VARCHAR NOT NULL,
    authorization VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE servicecalendar (
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
    time_zone VARCHAR NOT NULL,
    weekly_hours TEXT NOT NULL,
    holidays TEXT NOT NULL,
    valid_from DATE,
    earlier TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE servicecatalogue (
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
    proposed TEXT NOT NULL,
    date_of_issue DATE,
    next_review_date DATE,
    issuing_organization VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    services TEXT NOT NULL,
    consulted TEXT NOT NULL,
    feedback_handling VARCHAR NOT NULL,
    given_to TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE servicedeliverypolicy (
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
    proposed TEXT NOT NULL,
    date_of_issue DATE,
    next_review_date DATE,
    issuing_organization VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    catalogue_creation VARCHAR NOT NULL,
    objectives TEXT NOT NULL,
    plans TEXT NOT NULL,
    risks TEXT NOT NULL,
    training VARCHAR NOT NULL,
    ending VARCHAR NOT NULL,
    matrix TEXT NOT NULL,
    priority_targets TEXT NOT NULL,
    pre_approved_change VARCHAR NOT NULL,
    emergency_change VARCHAR NOT NULL,
    normal_change VARCHAR NOT NULL,
    communication VARCHAR NOT NULL,
    objection_days INTEGER,
    standard_messages TEXT NOT NULL,
    confidentiality VARCHAR NOT NULL,
    integrity VARCHAR NOT NULL,
    availability VARCHAR NOT NULL,
    annual_review VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE servicescope (
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
    proposed TEXT NOT NULL,
    date_of_issue DATE,
    next_review_date DATE,
    issuing_organization VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    services_offered VARCHAR NOT NULL,
    boundary_customers VARCHAR NOT NULL,
    boundary_locations VARCHAR NOT NULL,
    boundary_legal VARCHAR NOT NULL,
    technology VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE supplier (
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
    address VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    business VARCHAR NOT NULL,
    contacts TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE taskinterval (
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
    task VARCHAR NOT NULL,
    days INTEGER,
    PRIMARY KEY (id)
);
CREATE TABLE actionitem (
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
    description VARCHAR NOT NULL,
    owner CHAR(32),
    due DATE,
    source CHAR(32),
    outcome VARCHAR NOT NULL,
    ended_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(owner) REFERENCES person (id)
);
CREATE TABLE approval (
    id CHAR(32) NOT NULL,
    record_id CHAR(32) NOT NULL,
    model VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    step VARCHAR NOT NULL,
    person_id CHAR(32) NOT NULL,
    person_name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    at DATETIME NOT NULL,
    form VARCHAR(11) NOT NULL,
    evidence VARCHAR NOT NULL,
    own_work BOOLEAN NOT NULL,
    content VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT approvalform CHECK (form IN ('signed here', 'e-mail', 'paper'))
);
CREATE TABLE changemodel (
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
    when_to_use VARCHAR NOT NULL,
    standing_procedure VARCHAR NOT NULL,
    back_out_plan VARCHAR NOT NULL,
    configuration_items TEXT NOT NULL,
    service CHAR(32),
    customer CHAR(32),
    priority VARCHAR(10),
    minutes INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(customer) REFERENCES customer (id),
    CONSTRAINT priority CHECK (priority IN ('1 critical', '2 high', '3 moderate', '4 low'))
);
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
CREATE TABLE configurationitem (
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
    proposed TEXT NOT NULL,
    name VARCHAR NOT NULL,
    type VARCHAR(8),
    description VARCHAR NOT NULL,
    owner CHAR(32),
    location VARCHAR NOT NULL,
    customer CHAR(32),
    supplier CHAR(32),
    date_of_service DATE,
    release VARCHAR NOT NULL,
    serial VARCHAR NOT NULL,
    master_copy VARCHAR NOT NULL,
    master_copies TEXT NOT NULL,
    checks TEXT NOT NULL,
    expires TEXT NOT NULL,
    relations TEXT NOT NULL,
    services TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT itemtype CHECK (type IN ('hardware', 'software', 'document')),
    FOREIGN KEY(owner) REFERENCES person (id),
    FOREIGN KEY(customer) REFERENCES customer (id),
    FOREIGN KEY(supplier) REFERENCES supplier (id)
);
CREATE TABLE customeragreement (
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
    proposed TEXT NOT NULL,
    name VARCHAR NOT NULL,
    services TEXT NOT NULL,
    scope_detail VARCHAR NOT NULL,
    start DATE,
    review_date DATE,
    "end" DATE,
    our_owner CHAR(32),
    their_owner TEXT,
    form_of_approval VARCHAR(20),
    approval_evidence VARCHAR NOT NULL,
    service_targets TEXT NOT NULL,
    service_hours CHAR(32),
    acknowledgements TEXT NOT NULL,
    customer CHAR(32),
    their_approvals TEXT NOT NULL,
    consulted TEXT NOT NULL,
    change_definitions VARCHAR NOT NULL,
    complaint_definition VARCHAR NOT NULL,
    major_incident_definition VARCHAR NOT NULL,
    consent_to_changes BOOLEAN NOT NULL,
    included_minutes INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(our_owner) REFERENCES person (id),
    CONSTRAINT agreementform CHECK (form_of_approval IN ('signed paper', 'e-mail', 'part of a contract', 'minutes of a meeting')),
    FOREIGN KEY(service_hours) REFERENCES servicecalendar (id),
    FOREIGN KEY(customer) REFERENCES customer (id)
);
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
CREATE TABLE feedbackentry (
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
    kind VARCHAR(10),
    received_at DATETIME,
    description VARCHAR NOT NULL,
    customer CHAR(32),
    service CHAR(32),
    about VARCHAR(10),
    supplier CHAR(32),
    contact TEXT,
    escalated_to CHAR(32),
    outcome VARCHAR NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT feedbackkind CHECK (kind IN ('compliment', 'complaint', 'comment')),
    FOREIGN KEY(customer) REFERENCES customer (id),
    CONSTRAINT feedbackabout CHECK (about IN ('us', 'a supplier', 'a dispute')),
    FOREIGN KEY(supplier) REFERENCES supplier (id),
    FOREIGN KEY(escalated_to) REFERENCES person (id)
);
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
CREATE TABLE operation (
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
);
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
CREATE TABLE scheduleentry (
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
    kind VARCHAR(18),
    starts_at DATETIME,
    ends_at DATETIME,
    first_day DATE,
    last_day DATE,
    customer CHAR(32),
    configuration_items TEXT NOT NULL,
    description VARCHAR NOT NULL,
    series CHAR(32),
    PRIMARY KEY (id),
    CONSTRAINT entrykind CHECK (kind IN ('maintenance window', 'business event')),
    FOREIGN KEY(customer) REFERENCES customer (id)
);
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
CREATE TABLE supplieragreement (
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
    proposed TEXT NOT NULL,
    name VARCHAR NOT NULL,
    services TEXT NOT NULL,
    scope_detail VARCHAR NOT NULL,
    start DATE,
    review_date DATE,
    "end" DATE,
    our_owner CHAR(32),
    their_owner TEXT,
    form_of_approval VARCHAR(20),
    approval_evidence VARCHAR NOT NULL,
    service_targets TEXT NOT NULL,
    service_hours CHAR(32),
    acknowledgements TEXT NOT NULL,
    supplier CHAR(32),
    their_approvals TEXT NOT NULL,
    conditions TEXT NOT NULL,
    assurance VARCHAR NOT NULL,
    legal_requirements VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(our_owner) REFERENCES person (id),
    CONSTRAINT agreementform CHECK (form_of_approval IN ('signed paper', 'e-mail', 'part of a contract', 'minutes of a meeting')),
    FOREIGN KEY(service_hours) REFERENCES servicecalendar (id),
    FOREIGN KEY(supplier) REFERENCES supplier (id)
);
CREATE TABLE surveyscore (
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
    customer CHAR(32),
    score INTEGER,
    asked_on DATE,
    service CHAR(32),
    answered_by VARCHAR NOT NULL,
    comment VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(customer) REFERENCES customer (id)
);
CREATE TABLE taskperformance (
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
    task VARCHAR NOT NULL,
    done_on DATE,
    done_by CHAR(32),
    outcome VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(done_by) REFERENCES person (id)
);
CREATE TABLE change (
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
);
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
CREATE TABLE performancereport (
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
    period_start DATE,
    period_end DATE,
    purpose VARCHAR NOT NULL,
    contributors VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    figures TEXT NOT NULL,
    judgements TEXT NOT NULL,
    given_to TEXT NOT NULL,
    customer_agreement CHAR(32),
    supplier_agreement CHAR(32),
    recipients VARCHAR NOT NULL,
    performance VARCHAR NOT NULL,
    previous_actions VARCHAR NOT NULL,
    proposed_actions TEXT NOT NULL,
    conclusions VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_agreement) REFERENCES customeragreement (id),
    FOREIGN KEY(supplier_agreement) REFERENCES supplieragreement (id)
);
CREATE TABLE servicechangerequest (
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
    purpose VARCHAR NOT NULL,
    kind VARCHAR(12),
    priority VARCHAR(10),
    date_needed DATE,
    configuration_items TEXT NOT NULL,
    service CHAR(32),
    supplier CHAR(32),
    customer CHAR(32),
    requirement VARCHAR NOT NULL,
    requester TEXT,
    change_model CHAR(32),
    standing_procedure VARCHAR NOT NULL,
    business_impact VARCHAR NOT NULL,
    risk VARCHAR(6),
    evaluation TEXT NOT NULL,
    back_out_plan VARCHAR NOT NULL,
    decision VARCHAR(8),
    decision_reason VARCHAR NOT NULL,
    planned_start DATETIME,
    planned_end DATETIME,
    assigned_to CHAR(32),
    deployment_reason VARCHAR NOT NULL,
    cleared_at DATETIME,
    customer_consent VARCHAR NOT NULL,
    consents TEXT NOT NULL,
    deployed_at DATETIME,
    deployed_by CHAR(32),
    deployment_outcome VARCHAR NOT NULL,
    rolled_back_at DATETIME,
    roll_back_reason VARCHAR NOT NULL,
    review_result VARCHAR(17),
    review VARCHAR NOT NULL,
    improvement VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT changekind CHECK (kind IN ('pre-approved', 'normal', 'emergency')),
    CONSTRAINT priority CHECK (priority IN ('1 critical', '2 high', '3 moderate', '4 low')),
    FOREIGN KEY(supplier) REFERENCES supplier (id),
    FOREIGN KEY(customer) REFERENCES customer (id),
    FOREIGN KEY(change_model) REFERENCES changemodel (id),
    CONSTRAINT risk CHECK (risk IN ('low', 'medium', 'high')),
    CONSTRAINT decision CHECK (decision IN ('approved', 'rejected')),
    FOREIGN KEY(assigned_to) REFERENCES person (id),
    FOREIGN KEY(deployed_by) REFERENCES person (id),
    CONSTRAINT reviewresult CHECK (review_result IN ('worked as planned', 'worked in part', 'did not work'))
);
CREATE TABLE serviceincident (
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
    details VARCHAR NOT NULL,
    customer CHAR(32),
    service CHAR(32),
    reporter TEXT,
    started_at DATETIME,
    recorded_at DATETIME,
    outage BOOLEAN NOT NULL,
    impact VARCHAR(6),
    impact_in_words VARCHAR NOT NULL,
    urgency VARCHAR(6),
    priority VARCHAR(10),
    priority_chosen VARCHAR(10),
    priority_reason VARCHAR NOT NULL,
    major BOOLEAN NOT NULL,
    configuration_items TEXT NOT NULL,
    assigned_to CHAR(32),
    agreement CHAR(32),
    promised_at DATETIME,
    policy CHAR(32),
    respond_minutes INTEGER,
    restore_minutes INTEGER,
    steps_taken TEXT NOT NULL,
    answered_at DATETIME,
    parties_told TEXT NOT NULL,
    parties_to_tell TEXT NOT NULL,
    escalated_to CHAR(32),
    escalations TEXT NOT NULL,
    known_errors TEXT NOT NULL,
    changes TEXT NOT NULL,
    duplicate_of CHAR(32),
    turned_into CHAR(32),
    holds TEXT NOT NULL,
    reopenings TEXT NOT NULL,
    restored_at DATETIME,
    not_known TEXT NOT NULL,
    resolver TEXT,
    root_cause VARCHAR NOT NULL,
    caused_by CHAR(32),
    solution VARCHAR NOT NULL,
    review VARCHAR NOT NULL,
    reporter_answers TEXT NOT NULL,
    solution_decisions TEXT NOT NULL,
    effect_checks TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(customer) REFERENCES customer (id),
    CONSTRAINT impact CHECK (impact IN ('high', 'medium', 'low')),
    CONSTRAINT urgency CHECK (urgency IN ('high', 'medium', 'low')),
    CONSTRAINT priority CHECK (priority IN ('1 critical', '2 high', '3 moderate', '4 low')),
    CONSTRAINT priority CHECK (priority_chosen IN ('1 critical', '2 high', '3 moderate', '4 low')),
    FOREIGN KEY(assigned_to) REFERENCES person (id),
    FOREIGN KEY(agreement) REFERENCES customeragreement (id),
    FOREIGN KEY(duplicate_of) REFERENCES serviceincident (id),
    FOREIGN KEY(caused_by) REFERENCES supplier (id)
);
CREATE TABLE servicebuild (
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
    change CHAR(32),
    release VARCHAR NOT NULL,
    master_copies TEXT NOT NULL,
    copy_checks TEXT NOT NULL,
    build_procedure VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(change) REFERENCES servicechangerequest (id)
);
CREATE TABLE servicedesign (
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
    change CHAR(32),
    date_of_issue DATE,
    tools_and_methods VARCHAR NOT NULL,
    budget VARCHAR NOT NULL,
    resources VARCHAR NOT NULL,
    senior_responsible_owner CHAR(32),
    service_owner CHAR(32),
    risks TEXT NOT NULL,
    quality_measures VARCHAR NOT NULL,
    acceptance_criteria TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(change) REFERENCES servicechangerequest (id),
    FOREIGN KEY(senior_responsible_owner) REFERENCES person (id),
    FOREIGN KEY(service_owner) REFERENCES person (id)
);
CREATE TABLE servicetestreport (
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
    change CHAR(32),
    build CHAR(32),
    tests TEXT NOT NULL,
    method VARCHAR NOT NULL,
    interpretation VARCHAR NOT NULL,
    errors VARCHAR NOT NULL,
    performed_by CHAR(32),
    collected_at DATETIME,
    interpreted_by CHAR(32),
    validated_by CHAR(32),
    contributors VARCHAR NOT NULL,
    recipients VARCHAR NOT NULL,
    given_to TEXT NOT NULL,
    conclusion VARCHAR(19),
    conclusion_text VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(change) REFERENCES servicechangerequest (id),
    FOREIGN KEY(build) REFERENCES servicebuild (id),
    FOREIGN KEY(performed_by) REFERENCES person (id),
    FOREIGN KEY(interpreted_by) REFERENCES person (id),
    FOREIGN KEY(validated_by) REFERENCES person (id),
    CONSTRAINT testconclusion CHECK (conclusion IN ('passed', 'passed with remarks', 'failed'))
);
CREATE TABLE directory (
    place INTEGER PRIMARY KEY,
    id CHAR(32) NOT NULL UNIQUE,
    model TEXT NOT NULL,
    number TEXT NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    part_of CHAR(32)
);
CREATE TABLE record_link (
    source CHAR(32) NOT NULL,
    field TEXT NOT NULL,
    target CHAR(32) NOT NULL,
    PRIMARY KEY (source, field, target)
) WITHOUT ROWID;
CREATE TABLE order_key (
    record CHAR(32) NOT NULL,
    field TEXT NOT NULL,
    item TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (record, field, item)
) WITHOUT ROWID;
CREATE TABLE counter (series TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
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
CREATE TABLE content (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL);
CREATE VIRTUAL TABLE search USING fts5 (
    number, title, body, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE INDEX ix_adoptedpack_reference ON adoptedpack (reference);
CREATE INDEX ix_adoptedpack_number ON adoptedpack (number);
CREATE INDEX ix_adoptedpack_pack ON adoptedpack (pack);
CREATE INDEX ix_adoptedpack_state ON adoptedpack (state);
CREATE INDEX ix_assignedroles_number ON assignedroles (number);
CREATE INDEX ix_assignedroles_state ON assignedroles (state);
CREATE INDEX ix_assignedroles_reference ON assignedroles (reference);
CREATE INDEX ix_attachment_record_id ON attachment (record_id);
CREATE INDEX ix_attachment_sha256 ON attachment (sha256);
CREATE INDEX ix_audit_starts_on ON audit (starts_on);
CREATE INDEX ix_audit_number ON audit (number);
CREATE INDEX ix_audit_state ON audit (state);
CREATE INDEX ix_audit_reference ON audit (reference);
CREATE INDEX ix_businessgoals_number ON businessgoals (number);
CREATE INDEX ix_businessgoals_state ON businessgoals (state);
CREATE INDEX ix_businessgoals_reference ON businessgoals (reference);
CREATE INDEX ix_changeprocedure_state ON changeprocedure (state);
CREATE INDEX ix_changeprocedure_reference ON changeprocedure (reference);
CREATE INDEX ix_changeprocedure_number ON changeprocedure (number);
CREATE INDEX ix_changeschedule_state ON changeschedule (state);
CREATE INDEX ix_changeschedule_reference ON changeschedule (reference);
CREATE INDEX ix_changeschedule_number ON changeschedule (number);
CREATE INDEX ix_customer_number ON customer (number);
CREATE INDEX ix_customer_state ON customer (state);
CREATE INDEX ix_customer_reference ON customer (reference);
CREATE INDEX ix_customerexperienceapproach_number ON customerexperienceapproach (number);
CREATE INDEX ix_customerexperienceapproach_state ON customerexperienceapproach (state);
CREATE INDEX ix_customerexperienceapproach_reference ON customerexperienceapproach (reference);
CREATE INDEX ix_documententry_number ON documententry (number);
CREATE INDEX ix_documententry_state ON documententry (state);
CREATE INDEX ix_documententry_reference ON documententry (reference);
CREATE INDEX ix_documententry_subject ON documententry (subject);
CREATE INDEX ix_documentprocedure_state ON documentprocedure (state);
CREATE INDEX ix_documentprocedure_number ON documentprocedure (number);
CREATE INDEX ix_documentprocedure_reference ON documentprocedure (reference);
CREATE INDEX ix_historyentry_record_id ON historyentry (record_id);
CREATE INDEX ix_improvementreport_number ON improvementreport (number);
CREATE INDEX ix_improvementreport_reference ON improvementreport (reference);
CREATE INDEX ix_improvementreport_state ON improvementreport (state);
CREATE INDEX ix_knownerror_state ON knownerror (state);
CREATE INDEX ix_knownerror_service ON knownerror (service);
CREATE INDEX ix_knownerror_number ON knownerror (number);
CREATE INDEX ix_knownerror_reference ON knownerror (reference);
CREATE INDEX ix_managementreview_number ON managementreview (number);
CREATE INDEX ix_managementreview_state ON managementreview (state);
CREATE INDEX ix_managementreview_reference ON managementreview (reference);
CREATE INDEX ix_notapplicable_state ON notapplicable (state);
CREATE INDEX ix_notapplicable_reference ON notapplicable (reference);
CREATE INDEX ix_notapplicable_number ON notapplicable (number);
CREATE INDEX ix_organization_reference ON organization (reference);
CREATE INDEX ix_organization_state ON organization (state);
CREATE INDEX ix_organization_number ON organization (number);
CREATE INDEX ix_person_reference ON person (reference);
CREATE INDEX ix_person_state ON person (state);
CREATE INDEX ix_person_number ON person (number);
CREATE INDEX ix_securecomponentprocedure_reference ON securecomponentprocedure (reference);
CREATE INDEX ix_securecomponentprocedure_number ON securecomponentprocedure (number);
CREATE INDEX ix_securecomponentprocedure_state ON securecomponentprocedure (state);
CREATE INDEX ix_servicecalendar_state ON servicecalendar (state);
CREATE INDEX ix_servicecalendar_reference ON servicecalendar (reference);
CREATE INDEX ix_servicecalendar_number ON servicecalendar (number);
CREATE INDEX ix_servicecatalogue_number ON servicecatalogue (number);
CREATE INDEX ix_servicecatalogue_state ON servicecatalogue (state);
CREATE INDEX ix_servicecatalogue_reference ON servicecatalogue (reference);
CREATE INDEX ix_servicedeliverypolicy_number ON servicedeliverypolicy (number);
CREATE INDEX ix_servicedeliverypolicy_reference ON servicedeliverypolicy (reference);
CREATE INDEX ix_servicedeliverypolicy_state ON servicedeliverypolicy (state);
CREATE INDEX ix_servicescope_number ON servicescope (number);
CREATE INDEX ix_servicescope_state ON servicescope (state);
CREATE INDEX ix_servicescope_reference ON servicescope (reference);
CREATE INDEX ix_supplier_number ON supplier (number);
CREATE INDEX ix_supplier_state ON supplier (state);
CREATE INDEX ix_supplier_reference ON supplier (reference);
CREATE INDEX ix_taskinterval_task ON taskinterval (task);
CREATE INDEX ix_taskinterval_number ON taskinterval (number);
CREATE INDEX ix_taskinterval_state ON taskinterval (state);
CREATE INDEX ix_taskinterval_reference ON taskinterval (reference);
CREATE INDEX ix_actionitem_state ON actionitem (state);
CREATE INDEX ix_actionitem_reference ON actionitem (reference);
CREATE INDEX ix_actionitem_source ON actionitem (source);
CREATE INDEX ix_actionitem_number ON actionitem (number);
CREATE INDEX ix_actionitem_owner ON actionitem (owner);
CREATE INDEX ix_approval_record_id ON approval (record_id);
CREATE INDEX ix_changemodel_number ON changemodel (number);
CREATE INDEX ix_changemodel_state ON changemodel (state);
CREATE INDEX ix_changemodel_customer ON changemodel (customer);
CREATE INDEX ix_changemodel_reference ON changemodel (reference);
CREATE INDEX ix_checklistanswer_answered_by ON checklistanswer (answered_by);
CREATE INDEX ix_checklistanswer_point ON checklistanswer (point);
CREATE INDEX ix_checklistanswer_state ON checklistanswer (state);
CREATE INDEX ix_checklistanswer_reference ON checklistanswer (reference);
CREATE INDEX ix_checklistanswer_audit ON checklistanswer (audit);
CREATE INDEX ix_checklistanswer_number ON checklistanswer (number);
CREATE INDEX ix_configurationitem_number ON configurationitem (number);
CREATE INDEX ix_configurationitem_customer ON configurationitem (customer);
CREATE INDEX ix_configurationitem_owner ON configurationitem (owner);
CREATE INDEX ix_configurationitem_supplier ON configurationitem (supplier);
CREATE INDEX ix_configurationitem_state ON configurationitem (state);
CREATE INDEX ix_configurationitem_reference ON configurationitem (reference);
CREATE INDEX ix_customeragreement_state ON customeragreement (state);
CREATE INDEX ix_customeragreement_customer ON customeragreement (customer);
CREATE INDEX ix_customeragreement_number ON customeragreement (number);
CREATE INDEX ix_customeragreement_our_owner ON customeragreement (our_owner);
CREATE INDEX ix_customeragreement_service_hours ON customeragreement (service_hours);
CREATE INDEX ix_customeragreement_reference ON customeragreement (reference);
CREATE INDEX ix_documentreview_done_by ON documentreview (done_by);
CREATE INDEX ix_documentreview_document ON documentreview (document);
CREATE INDEX ix_documentreview_number ON documentreview (number);
CREATE INDEX ix_documentreview_state ON documentreview (state);
CREATE INDEX ix_documentreview_reference ON documentreview (reference);
CREATE INDEX ix_externaldocument_number ON externaldocument (number);
CREATE INDEX ix_externaldocument_state ON externaldocument (state);
CREATE INDEX ix_externaldocument_keeper ON externaldocument (keeper);
CREATE INDEX ix_externaldocument_reference ON externaldocument (reference);
CREATE INDEX ix_feedbackentry_state ON feedbackentry (state);
CREATE INDEX ix_feedbackentry_reference ON feedbackentry (reference);
CREATE INDEX ix_feedbackentry_escalated_to ON feedbackentry (escalated_to);
CREATE INDEX ix_feedbackentry_number ON feedbackentry (number);
CREATE INDEX ix_feedbackentry_supplier ON feedbackentry (supplier);
CREATE INDEX ix_feedbackentry_customer ON feedbackentry (customer);
CREATE INDEX ix_finding_owner ON finding (owner);
CREATE INDEX ix_finding_state ON finding (state);
CREATE INDEX ix_finding_statement ON finding (statement);
CREATE INDEX ix_finding_audit ON finding (audit);
CREATE INDEX ix_finding_reference ON finding (reference);
CREATE INDEX ix_finding_due ON finding (due);
CREATE INDEX ix_finding_done_by ON finding (done_by);
CREATE INDEX ix_finding_verified_by ON finding (verified_by);
CREATE INDEX ix_finding_number ON finding (number);
CREATE INDEX ix_firmanswers_reference ON firmanswers (reference);
CREATE INDEX ix_firmanswers_number ON firmanswers (number);
CREATE INDEX ix_firmanswers_on_call ON firmanswers (on_call);
CREATE INDEX ix_firmanswers_complaints_to ON firmanswers (complaints_to);
CREATE INDEX ix_firmanswers_state ON firmanswers (state);
CREATE INDEX ix_operation_tick ON operation (tick);
CREATE INDEX ix_readconfirmation_person ON readconfirmation (person);
CREATE INDEX ix_readconfirmation_document ON readconfirmation (document);
CREATE INDEX ix_readconfirmation_number ON readconfirmation (number);
CREATE INDEX ix_readconfirmation_state ON readconfirmation (state);
CREATE INDEX ix_readconfirmation_reference ON readconfirmation (reference);
CREATE INDEX ix_recurringjob_owner ON recurringjob (owner);
CREATE INDEX ix_recurringjob_reference ON recurringjob (reference);
CREATE INDEX ix_recurringjob_number ON recurringjob (number);
CREATE INDEX ix_recurringjob_customer ON recurringjob (customer);
CREATE INDEX ix_recurringjob_state ON recurringjob (state);
CREATE INDEX ix_savedview_shows ON savedview (shows);
CREATE INDEX ix_savedview_state ON savedview (state);
CREATE INDEX ix_savedview_reference ON savedview (reference);
CREATE INDEX ix_savedview_owner ON savedview (owner);
CREATE INDEX ix_savedview_number ON savedview (number);
CREATE INDEX ix_scheduleentry_series ON scheduleentry (series);
CREATE INDEX ix_scheduleentry_state ON scheduleentry (state);
CREATE INDEX ix_scheduleentry_starts_at ON scheduleentry (starts_at);
CREATE INDEX ix_scheduleentry_customer ON scheduleentry (customer);
CREATE INDEX ix_scheduleentry_reference ON scheduleentry (reference);
CREATE INDEX ix_scheduleentry_number ON scheduleentry (number);
CREATE INDEX ix_statementanswer_audit ON statementanswer (audit);
CREATE INDEX ix_statementanswer_number ON statementanswer (number);
CREATE INDEX ix_statementanswer_answered_by ON statementanswer (answered_by);
CREATE INDEX ix_statementanswer_statement ON statementanswer (statement);
CREATE INDEX ix_statementanswer_state ON statementanswer (state);
CREATE INDEX ix_statementanswer_reference ON statementanswer (reference);
CREATE INDEX ix_supplieragreement_supplier ON supplieragreement (supplier);
CREATE INDEX ix_supplieragreement_number ON supplieragreement (number);
CREATE INDEX ix_supplieragreement_service_hours ON supplieragreement (service_hours);
CREATE INDEX ix_supplieragreement_our_owner ON supplieragreement (our_owner);
CREATE INDEX ix_supplieragreement_reference ON supplieragreement (reference);
CREATE INDEX ix_supplieragreement_state ON supplieragreement (state);
CREATE INDEX ix_surveyscore_reference ON surveyscore (reference);
CREATE INDEX ix_surveyscore_number ON surveyscore (number);
CREATE INDEX ix_surveyscore_state ON surveyscore (state);
CREATE INDEX ix_surveyscore_customer ON surveyscore (customer);
CREATE INDEX ix_taskperformance_number ON taskperformance (number);
CREATE INDEX ix_taskperformance_task ON taskperformance (task);
CREATE INDEX ix_taskperformance_done_by ON taskperformance (done_by);
CREATE INDEX ix_taskperformance_state ON taskperformance (state);
CREATE INDEX ix_taskperformance_reference ON taskperformance (reference);
CREATE INDEX ix_change_record ON change (record);
CREATE INDEX ix_jobrun_state ON jobrun (state);
CREATE INDEX ix_jobrun_reference ON jobrun (reference);
CREATE INDEX ix_jobrun_due_on ON jobrun (due_on);
CREATE INDEX ix_jobrun_number ON jobrun (number);
CREATE INDEX ix_jobrun_job ON jobrun (job);
CREATE INDEX ix_jobrun_done_by ON jobrun (done_by);
CREATE INDEX ix_performancereport_state ON performancereport (state);
CREATE INDEX ix_performancereport_supplier_agreement ON performancereport (supplier_agreement);
CREATE INDEX ix_performancereport_number ON performancereport (number);
CREATE INDEX ix_performancereport_reference ON performancereport (reference);
CREATE INDEX ix_performancereport_customer_agreement ON performancereport (customer_agreement);
CREATE INDEX ix_servicechangerequest_state ON servicechangerequest (state);
CREATE INDEX ix_servicechangerequest_change_model ON servicechangerequest (change_model);
CREATE INDEX ix_servicechangerequest_service ON servicechangerequest (service);
CREATE INDEX ix_servicechangerequest_reference ON servicechangerequest (reference);
CREATE INDEX ix_servicechangerequest_deployed_by ON servicechangerequest (deployed_by);
CREATE INDEX ix_servicechangerequest_supplier ON servicechangerequest (supplier);
CREATE INDEX ix_servicechangerequest_number ON servicechangerequest (number);
CREATE INDEX ix_servicechangerequest_planned_start ON servicechangerequest (planned_start);
CREATE INDEX ix_servicechangerequest_assigned_to ON servicechangerequest (assigned_to);
CREATE INDEX ix_servicechangerequest_customer ON servicechangerequest (customer);
CREATE INDEX ix_serviceincident_assigned_to ON serviceincident (assigned_to);
CREATE INDEX ix_serviceincident_customer ON serviceincident (customer);
CREATE INDEX ix_serviceincident_state ON serviceincident (state);
CREATE INDEX ix_serviceincident_agreement ON serviceincident (agreement);
CREATE INDEX ix_serviceincident_reference ON serviceincident (reference);
CREATE INDEX ix_serviceincident_number ON serviceincident (number);
CREATE INDEX ix_serviceincident_service ON serviceincident (service);
CREATE INDEX ix_serviceincident_duplicate_of ON serviceincident (duplicate_of);
CREATE INDEX ix_serviceincident_caused_by ON serviceincident (caused_by);
CREATE INDEX ix_serviceincident_started_at ON serviceincident (started_at);
CREATE INDEX ix_servicebuild_state ON servicebuild (state);
CREATE INDEX ix_servicebuild_reference ON servicebuild (reference);
CREATE INDEX ix_servicebuild_number ON servicebuild (number);
CREATE INDEX ix_servicebuild_change ON servicebuild (change);
CREATE INDEX ix_servicedesign_number ON servicedesign (number);
CREATE INDEX ix_servicedesign_service_owner ON servicedesign (service_owner);
CREATE INDEX ix_servicedesign_change ON servicedesign (change);
CREATE INDEX ix_servicedesign_senior_responsible_owner ON servicedesign (senior_responsible_owner);
CREATE INDEX ix_servicedesign_state ON servicedesign (state);
CREATE INDEX ix_servicedesign_reference ON servicedesign (reference);
CREATE INDEX ix_servicetestreport_reference ON servicetestreport (reference);
CREATE INDEX ix_servicetestreport_number ON servicetestreport (number);
CREATE INDEX ix_servicetestreport_interpreted_by ON servicetestreport (interpreted_by);
CREATE INDEX ix_servicetestreport_performed_by ON servicetestreport (performed_by);
CREATE INDEX ix_servicetestreport_change ON servicetestreport (change);
CREATE INDEX ix_servicetestreport_validated_by ON servicetestreport (validated_by);
CREATE INDEX ix_servicetestreport_state ON servicetestreport (state);
CREATE INDEX ix_servicetestreport_build ON servicetestreport (build);
CREATE INDEX directory_number ON directory (number);
CREATE INDEX directory_part_of ON directory (part_of);
CREATE INDEX record_link_target ON record_link (target);
CREATE INDEX businessgoals_number_version ON businessgoals (number, version);
CREATE INDEX configurationitem_number_version ON configurationitem (number, version);
CREATE INDEX customeragreement_number_version ON customeragreement (number, version);
CREATE INDEX customerexperienceapproach_number_version ON customerexperienceapproach (number, version);
CREATE INDEX documentprocedure_number_version ON documentprocedure (number, version);
CREATE INDEX feedbackentry_number_version ON feedbackentry (number, version);
CREATE INDEX improvementreport_number_version ON improvementreport (number, version);
CREATE INDEX assignedroles_number_version ON assignedroles (number, version);
CREATE INDEX securecomponentprocedure_number_version ON securecomponentprocedure (number, version);
CREATE INDEX servicecatalogue_number_version ON servicecatalogue (number, version);
CREATE INDEX servicechangerequest_number_version ON servicechangerequest (number, version);
CREATE INDEX changeschedule_number_version ON changeschedule (number, version);
CREATE INDEX servicebuild_number_version ON servicebuild (number, version);
CREATE INDEX servicedeliverypolicy_number_version ON servicedeliverypolicy (number, version);
CREATE INDEX servicescope_number_version ON servicescope (number, version);
CREATE INDEX servicedesign_number_version ON servicedesign (number, version);
CREATE INDEX changeprocedure_number_version ON changeprocedure (number, version);
CREATE INDEX serviceincident_number_version ON serviceincident (number, version);
CREATE INDEX performancereport_number_version ON performancereport (number, version);
CREATE INDEX servicetestreport_number_version ON servicetestreport (number, version);
CREATE INDEX supplieragreement_number_version ON supplieragreement (number, version);
CREATE INDEX organization_number_version ON organization (number, version);
CREATE INDEX person_number_version ON person (number, version);
CREATE INDEX firmanswers_number_version ON firmanswers (number, version);
CREATE INDEX customer_number_version ON customer (number, version);
CREATE INDEX supplier_number_version ON supplier (number, version);
CREATE INDEX servicecalendar_number_version ON servicecalendar (number, version);
CREATE INDEX scheduleentry_number_version ON scheduleentry (number, version);
CREATE INDEX recurringjob_number_version ON recurringjob (number, version);
CREATE INDEX jobrun_number_version ON jobrun (number, version);
CREATE INDEX changemodel_number_version ON changemodel (number, version);
CREATE INDEX knownerror_number_version ON knownerror (number, version);
CREATE INDEX actionitem_number_version ON actionitem (number, version);
CREATE INDEX surveyscore_number_version ON surveyscore (number, version);
CREATE INDEX notapplicable_number_version ON notapplicable (number, version);
CREATE INDEX taskperformance_number_version ON taskperformance (number, version);
CREATE INDEX taskinterval_number_version ON taskinterval (number, version);
CREATE INDEX adoptedpack_number_version ON adoptedpack (number, version);
CREATE INDEX audit_number_version ON audit (number, version);
CREATE INDEX finding_number_version ON finding (number, version);
CREATE INDEX checklistanswer_number_version ON checklistanswer (number, version);
CREATE INDEX statementanswer_number_version ON statementanswer (number, version);
CREATE INDEX managementreview_number_version ON managementreview (number, version);
CREATE INDEX externaldocument_number_version ON externaldocument (number, version);
CREATE INDEX documentreview_number_version ON documentreview (number, version);
CREATE INDEX readconfirmation_number_version ON readconfirmation (number, version);
CREATE INDEX documententry_number_version ON documententry (number, version);
CREATE INDEX savedview_number_version ON savedview (number, version);
CREATE VIEW history AS
SELECT '' AS operation, id AS place, 0 AS tick, record_id, record_id AS item, model, number, at, device, person_id,
    person_name, action, reason, changes, previous_hash, hash
FROM historyentry
UNION ALL
SELECT change.operation, change.place, operation.tick, change.record, change.item, change.model,
    coalesce(directory.number, ''), operation.at, replica.device, operation.person_id,
    operation.person_name, change.action, change.reason, change.changes, operation.previous_hash, operation.hash
FROM change JOIN operation ON operation.id = change.operation JOIN replica ON replica.id = operation.replica
    LEFT JOIN directory ON directory.id = change.record;
CREATE TRIGGER operation_is_not_changed BEFORE UPDATE ON operation
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER operation_is_not_deleted BEFORE DELETE ON operation
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER change_is_not_changed BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER change_is_not_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON historyentry
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON historyentry
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER approval_is_not_changed BEFORE UPDATE ON approval
BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
CREATE TRIGGER approval_is_not_deleted BEFORE DELETE ON approval
BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;

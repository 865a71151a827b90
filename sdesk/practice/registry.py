"""All kinds of record, by process. The only file that knows every process; nothing is discovered."""

from sdesk.practice.audit import process as audit
from sdesk.practice.control import process as control
from sdesk.practice.finding import saved_views
from sdesk.practice.governance import process as governance
from sdesk.practice.incident import process as incident
from sdesk.practice.lifecycle.record_type import RecordTypes
from sdesk.practice.relationship import process as relationship
from sdesk.practice.reporting import process as reporting

RECORD_TYPES = RecordTypes(
    (
        *governance.RECORD_TYPES,
        *control.RECORD_TYPES,
        *relationship.RECORD_TYPES,
        *incident.RECORD_TYPES,
        *audit.RECORD_TYPES,
        *reporting.RECORD_TYPES,
        *saved_views.RECORD_TYPES,
    ),
    across=(*governance.EFFECTS, *audit.EFFECTS),
)

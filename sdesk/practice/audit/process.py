"""Evidence and audit: the kinds of record that say what was done and what does not apply, put together."""

from sdesk.models import AdoptedPack, NotApplicable, TaskInterval, TaskPerformance
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.record_type import RecordType

RECORD_TYPES = (
    RecordType(NotApplicable),
    RecordType(
        TaskPerformance,
        proposes=lambda workspace, given: {"done_on": today(workspace), "done_by": workspace.person_id},
    ),
    RecordType(TaskInterval),
    RecordType(AdoptedPack),
)

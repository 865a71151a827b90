"""Incidents (IN): its kinds of record, put together."""

from collections.abc import Mapping
from typing import Any

from sdesk.models import CustomerAgreement, KnownError, ServiceIncident
from sdesk.practice.incident import handling
from sdesk.practice.lifecycle.record_type import Effect, RecordType, Workspace
from sdesk.translation import message as _


def _proposed(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"started_at": workspace.clock(), "assigned_to": workspace.person_id}


RECORD_TYPES = (
    RecordType(
        ServiceIncident,
        rules=(
            handling.policy_has_matrix,
            handling.chosen_priority_has_reason,
            handling.times_are_in_order,
            handling.nothing_on_hold,
            handling.significant_has_cause,
        ),
        fills={
            "record": handling.note_time_recorded,
            "classify": handling.set_priority,
            "restore": handling.note_resolver,
            "reopen": handling.note_reopening,
        },
        proposes=_proposed,
        follows=handling.follow,
        warns=handling.somebody_is_still_to_tell,
        not_undone={"tell": _("Somebody was told.")},
    ),
    RecordType(KnownError),
)

EFFECTS = (Effect(CustomerAgreement, handling.follow_agreement),)

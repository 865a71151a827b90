"""Incidents (IN): its kinds of record, put together."""

from collections.abc import Iterator, Mapping
from typing import Any

from sdesk.models import KnownError, ServiceIncident, Step
from sdesk.practice.incident import handling, queue
from sdesk.practice.incident.escalation import what_suppliers_did
from sdesk.practice.incident.unknown import was_it_an_outage
from sdesk.practice.lifecycle.record_type import RecordType, Workspace
from sdesk.practice.lifecycle.records import time_spent_is_not_below_zero
from sdesk.translation import Message
from sdesk.translation import message as _


def _proposed(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"started_at": workspace.clock(), "assigned_to": workspace.person_id}


def _warns(workspace: Workspace, incident: ServiceIncident, step: Step) -> Iterator[Message]:
    yield from handling.somebody_is_still_to_tell(workspace, incident, step)
    yield from handling.solution_is_not_decided(workspace, incident, step)
    yield from was_it_an_outage(workspace, incident, step)
    yield from what_suppliers_did(workspace, incident, step)


RECORD_TYPES = (
    RecordType(
        ServiceIncident,
        rules=(
            handling.policy_has_matrix,
            handling.chosen_priority_has_reason,
            handling.times_are_in_order,
            time_spent_is_not_below_zero,
            handling.nothing_on_hold,
            handling.significant_has_cause,
        ),
        fills={
            "record": handling.note_time_recorded,
            "classify": handling.classify,
            "investigate": handling.catch_up_on_priority,
            "restore": handling.note_resolver,
            "reopen": handling.note_reopening,
        },
        not_yet=handling.nothing_to_choose_from,
        proposes=_proposed,
        follows=handling.follow,
        reckoned=handling.RECKONED,
        together=handling.follow_together,
        together_of=handling.TOGETHER_OF,
        warns=_warns,
        not_undone={"tell": _("Somebody was told.")},
        marks=queue.MARKS,
        views=queue.VIEWS,
    ),
    RecordType(KnownError),
)

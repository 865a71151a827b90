"""What nobody knows of an incident, and the question whether it was an outage."""

from collections.abc import Collection, Iterator

from sdesk.models import ServiceIncident, Step
from sdesk.models.governance import Impact
from sdesk.models.incident import NotKnown, Unknown
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import Message
from sdesk.translation import message as _


def is_unknown(incident: ServiceIncident, what: Unknown) -> bool:
    """Whether it is marked as not known. What is recorded all the same is known: an outage, a reopening."""
    recorded = {Unknown.OUTAGE: incident.outage, Unknown.REOPENING: bool(incident.reopenings)}
    return not recorded.get(what) and any(each.what is what for each in incident.not_known)


def mark_unknown(incident: ServiceIncident, what: Collection[Unknown]) -> None:
    """Nobody knows this of it."""
    marked = {each.what for each in incident.not_known}
    added = (NotKnown(what=each) for each in Unknown if each in what and each not in marked)
    incident.not_known = (*incident.not_known, *added)


def without_mark(incident: ServiceIncident, known: Collection[Unknown]) -> tuple[NotKnown, ...]:
    """Its marks, less those of what is known now."""
    return tuple(each for each in incident.not_known if each.what not in known)


def was_it_an_outage(workspace: Workspace, incident: ServiceIncident, step: Step) -> Iterator[Message]:
    """Asked while somebody remembers: what is not marked counts as available."""
    if step.to in ("restored", "closed") and incident.impact is Impact.HIGH and not incident.outage:
        yield _(
            "The impact is high, and it is not marked as an outage. Was the service out? Then say so in “The service was out”."
        )

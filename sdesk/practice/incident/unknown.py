"""What nobody knows of an incident, and the question whether it was an outage."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime

from sdesk.models import ServiceIncident, Step
from sdesk.models.governance import Impact
from sdesk.models.incident import NotKnown, Unknown
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.clocks import utc
from sdesk.translation import Message, word
from sdesk.translation import message as _


def is_unknown(incident: ServiceIncident, what: Unknown, by: datetime | None = None) -> bool:
    """Whether it is marked as not known. What is recorded all the same is known: an outage, a reopening before that moment."""
    if not any(each.what is what for each in incident.not_known):
        return False
    opened = (each.reopened_at for each in incident.reopenings)
    reopened = any(by is None or (at is not None and utc(at) < by) for at in opened)
    recorded = {Unknown.OUTAGE: incident.outage, Unknown.REOPENING: reopened}
    return not recorded.get(what)


def mark_unknown(incident: ServiceIncident, what: Collection[Unknown]) -> None:
    """Nobody knows this of it."""
    marked = {each.what for each in incident.not_known}
    added = (NotKnown(what=each) for each in Unknown if each in what and each not in marked)
    incident.not_known = (*incident.not_known, *added)


def without_mark(incident: ServiceIncident, known: Collection[Unknown]) -> tuple[NotKnown, ...]:
    """Its marks, less those of what is known now."""
    return tuple(each for each in incident.not_known if each.what not in known)


_SAYS_OUT = _(
    "unusable, unavailable, not available, unreachable, not reachable, out of order, outage, does not work, do not work, not working, nothing works, cannot work, cannot be used, cannot use, without internet, is down, are down, is out, are out, goes down, went down, down since, server down, offline, crashed, no connection, nobody can, inaccessible, not accessible, stopped working, does not respond, do not respond, not responding, doesn't work, don't work, isn't working, aren't working, can't work, can't use"
)
"""Words by which people say that something is out, between commas."""


def was_it_an_outage(workspace: Workspace, incident: ServiceIncident, step: Step) -> Iterator[Message]:
    """Asked while somebody remembers, where anything speaks for it: what is not marked counts as available."""
    if step.name not in ("restore", "close") or incident.outage:
        return
    said = out_in_words(incident)
    if incident.impact is Impact.HIGH:
        yield _(
            "The impact is high, and it is not marked as an outage. Was the service out? Then say so in “The service was out”."
        )
    elif incident.major:
        yield _(
            "It is a major incident, and it is not marked as an outage. Was the service out? Then say so in “The service was out”."
        )
    elif said:
        yield _(
            "“{words}” is written here, and it is not marked as an outage. Was the service out? Then say so in “The service was out”.",
            words=said,
        )


def out_in_words(incident: ServiceIncident) -> str:
    """The first words by which the incident itself says that something is out, in English or in the reader's language."""
    steps = (step.text for step in incident.steps_taken)
    written = " ".join(" ".join((incident.summary, incident.details, incident.root_cause, *steps)).split())
    written = written.replace("’", "'")
    for words in dict.fromkeys((*str(_SAYS_OUT).split(","), *word(_SAYS_OUT).split(","))):
        found = (
            re.search(rf"\b{re.escape(words.strip())}\b", written, re.IGNORECASE) if words.strip() else None
        )
        if found:
            return found[0]
    return ""

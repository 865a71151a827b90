"""What was read and would be said otherwise by now: a person sees both, and lets stand what they have read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sdesk.models import Proposable
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.proposed.reading import let_stand
from sdesk.practice.lifecycle.proposed.sections import Section, Standing
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.starter.bringing import differing_of, outdated_of
from sdesk.practice.starter.sections import proposals_for
from sdesk.practice.starter.taking_over import firm_or_none
from sdesk.translation import message as _

AnyProposable = TypeVar("AnyProposable", bound=Proposable)


@dataclass(frozen=True)
class Otherwise:
    """A section that somebody has read, and what would stand there by now; `value` None: it would not be there."""

    section: Section
    value: Any


def said_otherwise(workspace: Workspace, record: Proposable) -> tuple[Otherwise, ...]:
    """By the answers and documents of now, in the order of what is proposed."""
    return tuple(_otherwise(workspace, record)) if record.proposed else ()


def _otherwise(workspace: Workspace, record: Proposable) -> Iterator[Otherwise]:
    proposals = proposals_for(workspace, firm_or_none(workspace), record)
    for section in differing_of(record, proposals):
        if section.standing in (Standing.CONFIRMED, Standing.OWN):
            yield Otherwise(section, proposals[section.place].value)
    for section in outdated_of(record, proposals):
        if section.standing is not Standing.UNREAD and section.field.name not in proposals:
            yield Otherwise(section, None)


def stands_as_it_is(workspace: Workspace, record: AnyProposable, place: str) -> AnyProposable:
    """Whoever is working has read the section again, beside what would be proposed by now, and it stays as it is.

    It is listed again when something else yet would be proposed. Raises Refused where nothing differs, or content is
    approved.
    """
    found = next((each for each in said_otherwise(workspace, record) if each.section.place == place), None)
    if found is None:
        raise Refused(_("What stands there is what would be proposed by now."))
    return let_stand(workspace, record, place, found.value)


__all__ = ["Otherwise", "said_otherwise", "stands_as_it_is"]

"""What people do with what is proposed: confirm a section, or change it; and what the program does: propose it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sdesk.models import Proposable, Row
from sdesk.models.proposed import ProposedSection
from sdesk.models.record import content_fields
from sdesk.practice.lifecycle.actions import CONFIRM_SECTION
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.proposed.sections import (
    Section,
    Standing,
    digest_of_section,
    exact_digest,
    place_of,
    says_otherwise,
    section_at,
    sections_of,
)
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import write
from sdesk.practice.lifecycle.roles import somebody_here
from sdesk.translation import message as _

AnyProposable = TypeVar("AnyProposable", bound=Proposable)


@dataclass(frozen=True)
class Proposal:
    """What the program would write into a section, and from where its words come. `value` None: a question is open."""

    value: Any
    source: str


def confirm(workspace: Workspace, record: AnyProposable, place: str) -> AnyProposable:
    """Whoever is working has read the section and found that it is so. One section, never several at once (G2).

    `record` is what they had before them. Raises Refused where there is nothing to confirm (no proposal, an open question,
    content that is approved), and where something else stands there by now.
    """
    with workspace.transaction(CONFIRM_SECTION) as session:
        live = session.get_one(type(record), record.id)
        _refuse(live, section_at(live, place), section_at(record, place))
        _note_read(workspace, live, place)
    return live


def let_stand(workspace: Workspace, record: AnyProposable, place: str, otherwise: Any) -> AnyProposable:
    """As `confirm`, by somebody who has read beside it what would be proposed by now; None: nothing would be.

    Until something else yet would be proposed, the section does not differ any more.
    """
    with workspace.transaction(CONFIRM_SECTION) as session:
        live = session.get_one(type(record), record.id)
        here = section_at(live, place)
        _refuse(live, here, section_at(record, place))
        digest = "" if otherwise is None else digest_of_section(otherwise)
        if digest == digest_of_section(here.value):
            digest = exact_digest(otherwise)
        live.proposed = tuple(
            each.model_copy(update={"digest": digest}) if each.place == place else each
            for each in live.proposed
        )
        _note_read(workspace, live, place)
    return live


def write_section(
    workspace: Workspace, record: AnyProposable, place: str, value: Any, base: UUID | None = None
) -> AnyProposable:
    """Somebody has put the section in words of their own; `value` is that of the field, or the row. Raises Refused."""
    with workspace.transaction("save") as session:
        live = session.get_one(type(record), record.id)
        section = section_at(live, place)
        write(workspace, live, {section.field.name: _with(live, section, value)}, base)
        if any(each.place == place for each in live.proposed):
            _note_read(workspace, live, place)
    return live


def _with(live: Proposable, section: Section, value: Any) -> Any:
    if section.row is None:
        return value
    rows: tuple[Row, ...] = getattr(live, section.field.name)
    return tuple(value if each.id == section.row.id else each for each in rows)


def _refuse(live: Proposable, section: Section, seen: Section) -> None:
    if not live.is_draft and live.state_called(live.state).frozen:
        raise Refused(_("{number} is approved: there is nothing to confirm.", number=live.number))
    if section.standing is Standing.OPEN:
        raise Refused(
            _("“{section}” waits for an answer.", section=section.label), hint=_("Answer the question first.")
        )
    if section.proposal is None:
        raise Refused(_("“{section}” is in your own words already.", section=section.label))
    if exact_digest(section.value) != exact_digest(seen.value):
        said = _("“{section}” says something else by now.", section=section.label)
        raise Refused(said, hint=_("Read it again."))


def _note_read(workspace: Workspace, live: Proposable, place: str) -> None:
    section = section_at(live, place)
    read = {
        "read_by": somebody_here(workspace).id,
        "read_at": workspace.clock(),
        "read_digest": digest_of_section(section.value),
    }
    told = live.proposed
    if section.proposal is not None and section.proposal.place != place:  # a copy, which nobody proposes
        told = (*told, ProposedSection(place=place, source=section.proposal.source))
    live.proposed = tuple(each.model_copy(update=read) if each.place == place else each for each in told)


# ------------------------------------------------------------ the program's side


def propose(workspace: Workspace, live: Proposable, proposals: Mapping[str, Proposal]) -> tuple[Section, ...]:
    """Write what is proposed, by place, into a draft; inside a transaction of the caller.

    What is empty or not read yet is written anew. What somebody has read, or has put in words of their own, stays; of
    that come back the sections for which something else would be proposed now. Rows of a field of which each is a
    section carry their own ids: a row that is not there yet is added.
    """
    differing = []
    for place, proposal in proposals.items():
        here = _section_or_new(live, place)
        if _is_open_to(here):
            _put(workspace, live, here, place, proposal)
        elif proposal.value is not None and says_otherwise(here, proposal.value):
            differing.append(here)
    return tuple(differing)


def _section_or_new(live: Proposable, place: str) -> Section:
    found = next((each for each in sections_of(live) if each.place == place), None)
    if found is not None:
        return found
    name = place.partition("/")[0]
    spec = next(each for each in content_fields(live) if each.name == name)
    return Section(place, spec, None, None, None)


def _is_open_to(section: Section) -> bool:
    if section.proposal is None:
        return section.value is None or section.field.is_empty(section.value)
    return section.standing in (Standing.UNREAD, Standing.OPEN)


def _put(workspace: Workspace, live: Proposable, here: Section, place: str, proposal: Proposal) -> None:
    name = here.field.name
    value = here.field.default if proposal.value is None else proposal.value
    if isinstance(value, Row):
        rows: tuple[Row, ...] = getattr(live, name)
        there = any(place_of(name, each) == place for each in rows)
        value = (
            tuple(value if place_of(name, each) == place else each for each in rows)
            if there
            else (*rows, value)
        )
    write(workspace, live, {name: value})
    _note_proposed(live, place, proposal)


def _note_proposed(live: Proposable, place: str, proposal: Proposal) -> None:
    """Who read what stood there before says nothing of this one."""
    known = next((each for each in live.proposed if each.place == place), ProposedSection(place=place))
    digest = "" if proposal.value is None else digest_of_section(proposal.value)
    now = ProposedSection(id=known.id, place=place, source=proposal.source, digest=digest)
    live.proposed = (*(each for each in live.proposed if each.place != place), now)


__all__ = ["Proposal", "confirm", "let_stand", "propose", "write_section"]

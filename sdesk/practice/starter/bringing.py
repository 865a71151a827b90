"""A record is brought up to date with what is proposed: what nobody has read says it, of what was read it is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sdesk.models import AssignedRoles, Proposable, Record, Row
from sdesk.practice.lifecycle.proposed.reading import Proposal, propose
from sdesk.practice.lifecycle.proposed.sections import (
    Section,
    Standing,
    digest_of_section,
    exact_digest,
    says_otherwise,
    section_at,
    sections_of,
)
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import history_of, proposed, write
from sdesk.practice.starter.reviewed import not_read_since


def is_unwanted(workspace: Workspace, record: Record) -> bool:
    """Whether somebody has deleted the draft. One whose making was undone may be made again."""
    return record.deleted_at is not None and history_of(workspace, record)[0].action == "delete draft"


def is_untouched(workspace: Workspace, record: Record) -> bool:
    """Whether nobody has written or read anything in it: all of it is the program's."""
    return {each.action for each in history_of(workspace, record)} <= {"create", "propose", "undo"}


@dataclass(frozen=True)
class Brought:
    """The record, whether anything of it was written, and the sections that would be said otherwise now."""

    record: Proposable
    changed: bool
    differing: tuple[Section, ...]


def bring(
    workspace: Workspace, live: Proposable, proposals: Mapping[str, Proposal], made: bool = False
) -> Brought:
    """On a live record, inside a transaction of the caller."""
    if not live.is_draft:
        approved = not_read_since(workspace, live, differing_of(live, proposals))
        return Brought(live, made, tuple(approved))
    was = live.proposed
    with workspace.transaction("propose"):
        outdated = tuple(_without_outdated(workspace, live, proposals))
        _make_room(workspace, live, proposals)
        news = {place: each for place, each in proposals.items() if _is_news(live, place, each)}
        differing = propose(workspace, live, news)
    return Brought(live, made or live.proposed != was, (*outdated, *differing))


def differing_of(live: Proposable, proposals: Mapping[str, Proposal]) -> Iterator[Section]:
    """The sections that came from the program, and would be proposed in other words now."""
    known = {each.place: each for each in sections_of(live)}
    for place, proposal in proposals.items():
        section = known.get(place)
        if section is None or section.proposal is None or proposal.value is None:
            continue
        if says_otherwise(section, proposal.value):
            yield section


def outdated_of(live: Proposable, proposals: Mapping[str, Proposal]) -> Iterator[Section]:
    """Rows that would not be proposed any more, and of which nobody has said that they stay."""
    for section in sections_of(live):
        told = section.proposal if section.row is not None else None
        if told and told.place == section.place and told.digest and section.place not in proposals:
            yield section


def _without_outdated(
    workspace: Workspace, live: Proposable, proposals: Mapping[str, Proposal]
) -> Iterator[Section]:
    """Unread ones go, of others it is told; not where their question is open: then nothing else is known."""
    for section in outdated_of(live, proposals):
        if section.standing is Standing.UNREAD:
            _take_out(workspace, live, section)
        elif section.field.name not in proposals:
            yield section


def _take_out(workspace: Workspace, live: Proposable, section: Section) -> None:
    name = section.field.name
    rows: tuple[Row, ...] = getattr(live, name)
    write(workspace, live, {name: tuple(each for each in rows if each != section.row)})
    live.proposed = tuple(each for each in live.proposed if each.place != section.place)


def _make_room(workspace: Workspace, live: Proposable, proposals: Mapping[str, Proposal]) -> None:
    """What a new record is filled with, and nobody has touched, gives way to what is proposed out of answers."""
    filled = proposed(workspace, type(live), {})
    told = {each.place for each in live.proposed}
    for name, proposal in proposals.items():
        if "/" in name or name in told or proposal.value is None:
            continue
        value = getattr(live, name)
        usual = filled.get(name)
        if value and usual and digest_of_section(value) == digest_of_section(usual):
            write(workspace, live, {name: ()})
    asked = proposals.get("assignments")
    if isinstance(live, AssignedRoles) and asked and asked.value and _is_of_the_first_run(workspace, live):
        write(workspace, live, {"assignments": ()})


def _is_of_the_first_run(workspace: Workspace, roles: AssignedRoles) -> bool:
    """Nobody has touched it since the workspace began: who has which role is asked by question 2."""
    return (
        is_untouched(workspace, roles)
        and not roles.proposed
        and not roles.competences
        and not any(each.deputy or each.end for each in roles.assignments)
    )


def _is_news(live: Proposable, place: str, proposal: Proposal) -> bool:
    told = next((each for each in live.proposed if each.place == place), None)
    name, _slash, row = place.partition("/")
    if not row and proposal.value is None and name in live.by_row and getattr(live, name):
        return False
    if told is None:
        return True
    if row and all(each.id.hex != row for each in getattr(live, name)):
        return False  # somebody has taken the row out
    section = section_at(live, place)
    digest = "" if proposal.value is None else digest_of_section(proposal.value)
    same = told.digest == digest and (
        not digest or exact_digest(section.value) == exact_digest(proposal.value)
    )
    return not (same and told.source == proposal.source)


__all__ = ["Brought", "bring", "differing_of", "is_untouched", "is_unwanted", "outdated_of"]

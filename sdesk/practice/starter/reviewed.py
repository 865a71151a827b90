"""What is approved and was read again since an answer changed, and left as it is: that it differs is known."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sdesk.models import DocumentReview, Proposable, model_named
from sdesk.models.proposed import ProposedSection
from sdesk.practice.lifecycle.proposed.sections import Section, documents_of, questions_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import history_of
from sdesk.practice.lifecycle.reviews import reviews_without_change
from sdesk.practice.starter.answers import FIELDS, answers_of
from sdesk.practice.starter.proposing import newest_of


def not_read_since(workspace: Workspace, live: Proposable, differing: Iterable[Section]) -> Iterator[Section]:
    """Those of a version whose answer, or the document that they quote, changed after its last review without change."""
    reviewed = _last_review(workspace, live)
    for section in differing:
        told = section.proposal
        if reviewed is None or told is None or any(at > reviewed for at in _changes(workspace, told)):
            yield section


def _last_review(workspace: Workspace, live: Proposable) -> datetime | None:
    keys = [each.review for each in reviews_without_change(workspace).get(live.id, ())]
    reviews = (workspace.get(DocumentReview, key) for key in keys)
    return max((each.created_at for each in reviews if each and each.created_at), default=None)


def _changes(workspace: Workspace, told: ProposedSection) -> Iterator[datetime]:
    """When what its words come from was said."""
    said = answers_of(workspace)
    names = {name for number in questions_of(told) for name in FIELDS[number]}
    yield from (
        each.at for each in (history_of(workspace, said) if said else ()) if names & each.changes.keys()
    )
    for kind in documents_of(told):
        newest = newest_of(workspace, model_named(kind))
        if newest is not None and newest.changed_at:
            yield newest.changed_at


__all__ = ["not_read_since"]

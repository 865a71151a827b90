"""Incidents like one that somebody is telling: so that the same thing is not looked after twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from uuid import UUID

from sdesk.models import ServiceIncident
from sdesk.practice.finding.words import stem, telling_words, words_in_common
from sdesk.practice.lifecycle.lists import Listing, entries, linking_to, page
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import open_states
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import message as _

SHOWN = 5
LOOKED_AT = 40
"""Open incidents looked at for each word, item and service: enough to find the like, few enough to be quick."""


@dataclass(frozen=True)
class Likeness:
    """What two tellings have in common. Words weigh with their number, an item more than a service."""

    items: tuple[UUID, ...] = ()
    service: bool = False
    words: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        return 4 * len(self.items) + 2 * self.service + 3 * len(self.words)


def similar_open(
    workspace: Workspace,
    summary: str,
    service: UUID | None = None,
    items: Sequence[UUID] = (),
    *,
    besides: UUID | None = None,
    limit: int = SHOWN,
) -> list[tuple[ServiceIncident, Message]]:
    """Open incidents with the same item or service, or similar words, most alike first, each with why.

    `besides` is the incident that the question is about, if it is recorded already.
    """
    wanted = telling_words(summary)
    found = {each.id: each for each in _candidates(workspace, wanted, service, items) if each.id != besides}
    liked = [(each, likeness_of(each, wanted, service, items)) for each in found.values()]
    liked.sort(key=lambda pair: (pair[1].weight, pair[0].number), reverse=True)
    names = _names(workspace, (item for _, likeness in liked for item in likeness.items))
    return [(each, why(likeness, names)) for each, likeness in liked[:limit] if likeness.weight]


def likeness_of(
    incident: ServiceIncident, words: Iterable[str], service: UUID | None, items: Sequence[UUID]
) -> Likeness:
    return Likeness(
        items=tuple(item for item in items if item in incident.configuration_items),
        service=service is not None and incident.service == service,
        words=words_in_common(words, f"{incident.summary} {incident.details}"),
    )


def why(likeness: Likeness, names: dict[UUID, str]) -> Message:
    """The likeness as a person would say it."""
    reasons = []
    if likeness.items:
        items = ", ".join(names.get(item, "") for item in likeness.items)
        reasons.append(_("same item: {items}", items=items))
    if likeness.words:
        reasons.append(_("similar words: {words}", words=", ".join(likeness.words)))
    if likeness.service:
        reasons.append(_("same service"))
    return reduce(_both, reasons) if reasons else NOTHING_SAID


def _both(one: Message, other: Message) -> Message:
    return _("{one}; {other}", one=one, other=other)


def _candidates(
    workspace: Workspace, words: Iterable[str], service: UUID | None, items: Sequence[UUID]
) -> Iterator[ServiceIncident]:
    model = ServiceIncident
    is_open = col(model.state).in_(open_states(ServiceIncident))
    newest = col(model.number).desc()
    for word in words:
        yield from _with_word(workspace, stem(word))
    if service is not None:
        yield from workspace.find(
            model, col(model.service) == service, is_open, order_by=[newest], limit=LOOKED_AT
        )
    touching = {
        entry.id
        for item in items
        for entry, field in linking_to(workspace, item, (model.__name__,))
        if field == "configuration_items" and entry.state in open_states(ServiceIncident)
    }
    if touching:
        yield from workspace.find(model, col(model.id).in_(touching), order_by=[newest], limit=LOOKED_AT)


def _with_word(workspace: Workspace, word: str) -> Iterator[ServiceIncident]:
    listing = Listing(ServiceIncident.__name__, words=word, states=tuple(open_states(ServiceIncident)))
    for record in page(workspace, listing, limit=LOOKED_AT):
        if isinstance(record, ServiceIncident):
            yield record


def _names(workspace: Workspace, items: Iterable[UUID]) -> dict[UUID, str]:
    return {each: entry.label for each, entry in entries(workspace, items).items()}


__all__ = ["Likeness", "likeness_of", "similar_open", "why"]

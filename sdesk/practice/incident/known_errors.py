"""Known errors: kept from an incident in one step, and offered when the next one looks the same."""

from collections.abc import Iterator
from uuid import UUID

from sdesk.models import KnownError, ServiceIncident
from sdesk.practice.finding.similar import Likeness, why
from sdesk.practice.finding.words import stem, telling_words, words_in_common
from sdesk.practice.lifecycle.lists import Listing, linking_to, page
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, write
from sdesk.storage import col
from sdesk.translation import Message, word
from sdesk.translation import message as _

SHOWN = 3
LOOKED_AT = 20


def known_errors_like(
    workspace: Workspace, text: str, service: UUID | None = None, limit: int = SHOWN
) -> list[tuple[KnownError, Message]]:
    """Recorded known errors in similar words or of the same service, most alike first, each with why."""
    wanted = telling_words(text)
    found = {each.id: each for each in _candidates(workspace, wanted, service)}
    liked = [(each, _likeness(each, wanted, service)) for each in found.values()]
    liked.sort(key=lambda pair: (pair[1].weight, pair[0].number), reverse=True)
    return [(each, why(likeness, {})) for each, likeness in liked[:limit] if likeness.weight]


def _likeness(error: KnownError, words: tuple[str, ...], service: UUID | None) -> Likeness:
    return Likeness(
        service=service is not None and error.service == service,
        words=words_in_common(words, f"{error.symptom} {error.cause}"),
    )


def _candidates(workspace: Workspace, words: tuple[str, ...], service: UUID | None) -> Iterator[KnownError]:
    model = KnownError
    for each in words:
        listing = Listing(model.__name__, words=stem(each), states=("recorded",))
        for record in page(workspace, listing, limit=LOOKED_AT):
            if isinstance(record, KnownError):
                yield record
    if service is not None:
        yield from workspace.find(
            model, col(model.service) == service, col(model.state) == "recorded", limit=LOOKED_AT
        )


def known_error_from(workspace: Workspace, incident: ServiceIncident) -> KnownError:
    """A draft with what the incident knows: symptom, cause, what helped, service, items. Both name each other."""
    values = {
        "symptom": incident.summary,
        "service": incident.service,
        "configuration_items": incident.configuration_items,
        "cause": incident.root_cause,
        "workaround": _what_helped(incident),
        "changes": incident.changes,
    }
    reason = word(_("from {number}", number=incident.number))
    with workspace.transaction("record known error", reason):
        error = create(workspace, KnownError, values)
        apply_known_error(workspace, incident, error)
    return error


def _what_helped(incident: ServiceIncident) -> str:
    """The last step before the service worked again; without steps, the solution."""
    last = incident.steps_taken[-1].text if incident.steps_taken else ""
    return last or incident.solution


def apply_known_error(
    workspace: Workspace, incident: ServiceIncident, error: KnownError
) -> tuple[ServiceIncident, KnownError]:
    """Say that the incident is a case of this error. Raises Refused for an error that is retired."""
    if error.state == "retired":
        raise Refused(_("{number} is retired.", number=error.number), hint=_("Use it again first."))
    reason = _("{incident} is a case of {error}", incident=incident.number, error=error.number)
    with workspace.transaction("known error", word(reason)) as session:
        live = session.get_one(ServiceIncident, incident.id)
        known = session.get_one(KnownError, error.id)
        write(workspace, live, {"known_errors": with_link(live.known_errors, error.id)})
        write(workspace, known, {"incidents": with_link(known.incidents, incident.id)})
    return live, known


def cases_of(workspace: Workspace, error: KnownError) -> int:
    """How many incidents say that they are a case of it."""
    found = linking_to(workspace, error.id, (ServiceIncident.__name__,))
    return sum(field == "known_errors" for _, field in found)


def with_link(ids: tuple[UUID, ...], one: UUID) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys((*ids, one)))


__all__ = ["apply_known_error", "cases_of", "known_error_from", "known_errors_like", "with_link"]

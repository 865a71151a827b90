"""The people that a contact can be picked from: those at customers and suppliers, and our own."""

from collections.abc import Iterator
from uuid import UUID

from sdesk.models import Customer, Person, Supplier
from sdesk.models.content import Contact
from sdesk.practice.incidents import contact_of
from sdesk.storage import Workspace, col


def contacts(
    workspace: Workspace, words: str = "", party: UUID | None = None, limit: int = 20
) -> list[Contact]:
    """Contacts whose name or organization has all the words; those of `party` first, our own last."""
    wanted = words.casefold().split()
    fitting = [
        (owner, contact)
        for owner, contact in _known(workspace)
        if all(word in f"{contact.name} {contact.organization}".casefold() for word in wanted)
    ]
    fitting.sort(key=lambda each: each[0] != party)
    return [contact for _, contact in fitting[:limit]]


def _known(workspace: Workspace) -> Iterator[tuple[UUID, Contact]]:
    for model in (Customer, Supplier):
        for each in workspace.find(model, col(model.state) == "in use", order_by=[col(model.name)]):
            yield from ((each.id, each.contact(row)) for row in each.contacts if row.name.strip())
    for person in workspace.find(Person, col(Person.state) == "in use", order_by=[col(Person.name)]):
        yield person.id, contact_of(workspace, person)

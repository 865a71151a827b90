"""What a report has to know of many records is asked at once: twice as many take no more statements."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import event

from sdesk.models import ActionItem, Customer, Person, ServiceIncident
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.measures.clocks import find_zone
from sdesk.practice.reporting.in_time import reviews_of
from sdesk.practice.reporting.past import names_at
from sdesk.practice.workspaces import Workspace


def asked(workspace: Workspace, ask: Callable[[], object]) -> int:
    """How many statements it takes."""
    said: list[str] = []
    with workspace.reading() as session:
        bind = session.get_bind()

    def heard(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            said.append(statement)

    event.listen(bind, "before_cursor_execute", heard)
    try:
        ask()
    finally:
        event.remove(bind, "before_cursor_execute", heard)
    return len(said)


def test_names_take_as_many_statements_for_one_as_for_all(sample: Workspace) -> None:
    kinds = (Person, Customer, ServiceIncident, ActionItem)
    all_of: dict[type, list[UUID]] = {model: [each.id for each in sample.find(model)] for model in kinds}
    now = sample.clock()
    names = names_at(sample, [key for keys in all_of.values() for key in keys], now)
    assert all(names[key] for keys in all_of.values() for key in keys)
    one_each = [keys[0] for keys in all_of.values()]
    many = [key for keys in all_of.values() for key in keys[:40]]
    assert len(many) > 4 * len(one_each)
    few = asked(sample, lambda: names_at(sample, one_each, now))
    assert asked(sample, lambda: names_at(sample, many, now)) == few > 0


def test_versions_to_be_reviewed_are_read_kind_by_kind(sample: Workspace) -> None:
    zone = find_zone("Europe/Lisbon")
    found = reviews_of(sample, zone)  # which versions held is kept from here on
    kinds = {entry.model for entry in entries(sample, [each.record for each in found]).values()}
    assert len(found) > len(kinds) + 2
    assert 0 < asked(sample, lambda: reviews_of(sample, zone)) <= len(kinds) + 2

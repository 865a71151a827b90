"""What the head of a record says of it in words: kind and priority, whose it is, by when, and whom its step waits for."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sdesk.models import ConfigurationItem, Record, ServiceChangeRequest, ServiceIncident, Step, fields_of
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.lists import entries, linking_to
from sdesk.practice.lifecycle.roles import any_of, holders, roles_of
from sdesk.translation import gettext as _
from sdesk.translation import message, ngettext, term
from sdesk.ui.desk import Desk
from sdesk.ui.records.reading import plain_text
from sdesk.ui.wording import worded

_SAID_IN_HEAD = ("kind", "priority")
_WHOSE = ("assigned_to", "owner")
_BY_WHEN = ("due", "date_needed")


def about(desk: Desk, record: Record) -> list[str]:
    """What there is to say beside the state, the most telling first."""
    return [*_details(record), *_whose(desk, record), *_by_when(record), *_open_cases(desk, record)]


def who_acts(desk: Desk, step: Step) -> str:
    """Whom the step waits for, if it is not whoever works here now."""
    if not step.roles:
        return ""
    workspace = desk.workspace
    on = today(workspace)
    if set(step.roles) & set(roles_of(workspace, workspace.person_id, on)):
        return ""
    people = tuple(person.name for person in holders(workspace, step.roles, on)) or message("nobody yet")
    said = message(
        "“{step}” is for the {roles}: {people}.",
        step=term(step.label),
        roles=any_of(step.roles),
        people=people,
    )
    return worded(said)


def _details(record: Record) -> list[str]:
    specs = [spec for spec in fields_of(type(record)) if spec.name in _SAID_IN_HEAD]
    said = [
        _("priority {priority}").format(priority=plain_text(getattr(record, spec.name)))
        if spec.name == "priority"
        else plain_text(getattr(record, spec.name)).lower()
        for spec in specs
        if getattr(record, spec.name) is not None
    ]
    if getattr(record, "on_hold", False):
        said.append(_("on hold"))
    return said


def _whose(desk: Desk, record: Record) -> Iterator[str]:
    """Who has it in hand."""
    people = [who for name in _WHOSE if isinstance(who := getattr(record, name, None), UUID)]
    yield from (entry.title for entry in entries(desk.workspace, people[:1]).values())


def _by_when(record: Record) -> Iterator[str]:
    """By which day it is wanted, while it is not over."""
    if record.state_called(record.state).ended:
        return
    days = [day for name in _BY_WHEN if isinstance(day := getattr(record, name, None), date)]
    yield from (_("due {when}").format(when=plain_text(day)) for day in days[:1])


def _open_cases(desk: Desk, record: Record) -> list[str]:
    """WP.02 d: open changes and incidents are shown with the item, not typed."""
    if not isinstance(record, ConfigurationItem):
        return []
    incidents = _open_ones(desk, record, ServiceIncident)
    changes = _open_ones(desk, record, ServiceChangeRequest)
    said = []
    if incidents:
        said.append(ngettext("{n} open incident", "{n} open incidents", incidents).format(n=incidents))
    if changes:
        said.append(
            ngettext("{n} open change request", "{n} open change requests", changes).format(n=changes)
        )
    return said


def _open_ones(desk: Desk, item: ConfigurationItem, model: type[Record]) -> int:
    found = linking_to(desk.workspace, item.id, (model.__name__,))
    return len({entry.id for entry, _field in found if not model.state_called(entry.state).ended})


def no_step_words(record: Record) -> str:
    """Why the key of the next step does nothing with it."""
    if record.deleted_at is not None:
        return _("{number} is deleted.").format(number=record.number)
    return _("{number} is “{state}”: no step follows by itself.").format(
        number=record.number, state=_(record.state)
    )

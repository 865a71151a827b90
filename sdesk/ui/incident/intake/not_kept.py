"""What is typed in the small window and is in no draft yet, as it is kept against a crash and put back."""

from sdesk.models import ServiceIncident, field_of
from sdesk.practice.unsaved import TypedField, TypedForm, as_json
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.intake.call_fields import CallFields
from sdesk.ui.unsaved.fields import put_in
from sdesk.ui.unsaved.typing import typed_field

QUICK = "quick incident"
"""What was typed in this window is known by."""


def typed_form(fields: CallFields) -> TypedForm | None:
    """None where nothing is typed."""
    if not fields.has_words() and fields.who.reporter() is None:
        return None
    told = {name: value for name, value in fields.values().items() if name not in fields.call.values()}
    typed = [
        TypedField(name, _(field_of(ServiceIncident, name).label), as_json(value), str(value))
        for name, value in told.items()
        if value
    ]
    typed += [
        TypedField(name, each.accessibleName(), as_json(each.value()), each.displayText())
        for name, each in fields.call.fields().items()
        if each.value()
    ]
    typed += [typed_field(name, each.accessibleName(), each) for name, each in fields.unpicked().items()]
    return TypedForm("", None, QUICK, _("New incident"), tuple(typed))


def take_over(desk: Desk, fields: CallFields) -> None:
    """What was kept of this window, if somebody asked for it and nothing is typed in it now."""
    offer = desk.typing.claim(None, None, QUICK)
    if offer is None or typed_form(fields) is not None:
        return
    places = {**fields.pickers(), **fields.by_name(), **fields.who.fields_to_type()}
    for kept in offer.kept.form.fields:
        put_in(desk, places[kept.name], kept)
    desk.typing.taken(offer)


__all__ = ["QUICK", "take_over", "typed_form"]

"""What is typed in the small window and is in no draft yet, as it is kept against a crash and put back."""

from sdesk.models import ServiceIncident, field_of
from sdesk.practice.intake.kinds import CallKind
from sdesk.practice.unsaved import TypedField, TypedForm, as_json
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.intake.arrivals import Arrivals
from sdesk.ui.incident.intake.call_fields import CallFields
from sdesk.ui.unsaved.fields import put_in
from sdesk.ui.unsaved.typing import typed_field

QUICK = "quick incident"
"""What was typed in this window is known by."""


KIND, FILES = "kind of call", "files"
"""Both are kept as no text: what was recorded is known again by its texts, and these are written nowhere."""


def typed_form(fields: CallFields, arrivals: Arrivals) -> TypedForm | None:
    """None where nothing is typed, and nothing came."""
    if not fields.has_words() and fields.who.reporter() is None and not arrivals.all():
        return None
    of_call = fields.call.values()
    typed = [TypedField(KIND, _("What it is"), list(CallKind).index(fields.kind) + 1, fields.kinds.text())]
    typed += [
        TypedField(name, _(field_of(ServiceIncident, name).label), as_json(value), str(value))
        for name, value in fields.values().items()
        if value and name not in of_call and name != "started_at"
    ]
    besides = {**fields.call.fields(), **fields.chosen_besides(), "started_at": fields.when.at}
    typed += [
        typed_field(name, each.accessibleName(), each)
        for name, each in besides.items()
        if name not in fields.pickers() and fields.is_told(name) and (each.value() or each.typedProblem())
    ]
    if fields.call.item.value() and fields.is_told("item"):
        typed.append(typed_field("item", fields.call.item.accessibleName(), fields.call.item))
    typed += [typed_field(name, each.accessibleName(), each) for name, each in fields.unpicked().items()]
    if paths := arrivals.paths():
        typed.append(TypedField(FILES, _("Files"), dict.fromkeys(paths, True), "\n".join(paths)))
    return TypedForm("", None, QUICK, _title(fields), tuple(typed))


def _title(fields: CallFields) -> str:
    return fields.window().windowTitle()


def take_over(desk: Desk, fields: CallFields, arrivals: Arrivals) -> None:
    """What was kept of this window, if somebody asked for it and nothing is typed in it now."""
    offer = desk.typing.claim(None, None, QUICK)
    if offer is None or typed_form(fields, arrivals) is not None:
        return
    kept = {each.name: each for each in offer.kept.form.fields}
    kind, files = kept.pop(KIND, None), kept.pop(FILES, None)
    if kind is not None and kind.value in range(1, len(CallKind) + 1):
        fields.kinds.setValue(list(CallKind)[kind.value - 1])
    named = [name for name in kept if name in ("customer", "reporter")]
    whose = fields.who.fields_to_type() if named else {}
    places = {**fields.pickers(), **fields.by_name(), **whose}
    missed = [name for name in kept if name not in places]
    for name, each in kept.items():
        if name in places:
            put_in(desk, places[name], each)
    if files is not None and isinstance(files.value, dict):
        arrivals.take_files(files.value)
    if missed:
        desk.typing.not_all_taken(offer)
    else:
        desk.typing.taken(offer)


__all__ = ["QUICK", "take_over", "typed_form"]

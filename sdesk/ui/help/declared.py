"""What the declarations say of fields: of one, above the page of the guide; of all of a kind, as a page of their own."""

from collections.abc import Iterable, Iterator, Sequence

from sdesk.models import RECORDS, FieldSpec, Kind, Record
from sdesk.models.record import groups_of
from sdesk.translation import gettext as _
from sdesk.ui.help.pages import Page

FOLDER = "fields"


def address_of(model: type[Record], field: str = "") -> str:
    """Where all fields of the kind stand; at one of them, if it is named."""
    return f"{FOLDER}/{model.__name__}#{model.__name__}.{field}" if field else f"{FOLDER}/{model.__name__}"


def said_of(spec: FieldSpec, model: type[Record] | None = None) -> str:
    """All that a person needs to know of a field, in sentences; "" where its name says it all."""
    return " ".join(_sentences(spec, model))


def _sentences(spec: FieldSpec, model: type[Record] | None) -> Iterator[str]:
    content = spec.content
    if content.help:
        yield _(content.help)
    if content.unit:
        yield _("In {unit}.").format(unit=_(content.unit))
    if spec.choices:
        yield _("One of: {choices}.").format(choices=", ".join(_(each.label) for each in spec.choices))
    if spec.kind is Kind.CONTACT and content.in_full:
        yield _("Asked for in full: name, address, telephone, e-mail.")
    if content.example:
        yield _("For example: {example}").format(example=_(content.example))
    if content.computed:
        yield _("The program fills it in.")
    needed = content.needed_for
    if needed and model is not None and any(state.name == needed for state in model.states):
        yield _("Without it, it does not become “{state}”.").format(state=_(needed))
    if content.happened:
        yield _("Not later than now.")


def pages() -> Iterable[Page]:
    """A page for each kind of record, in the order in which they are declared."""
    return (Page(address_of(model), _page(model)) for model in RECORDS)


def _page(model: type[Record]) -> str:
    title = _("{kind}: all fields").format(kind=_(model.singular))
    lines = [f"# {title}", "", _(model.why) if model.why else "", ""]
    for group, specs in groups_of(model):
        lines += [f"## {_(group)}", ""] if group else []
        for spec in specs:
            lines += _lines(spec, model, f"{model.__name__}.{spec.name}", 0)
        lines.append("")
    return "\n".join(lines)


def _lines(spec: FieldSpec, model: type[Record] | None, name: str, depth: int) -> Sequence[str]:
    """The item of a field, and below it those of its columns."""
    said = said_of(spec, model)
    told = f"**{_(spec.label)}**: {said}" if said else f"**{_(spec.label)}**"
    below = [line for each in spec.columns for line in _lines(each, None, f"{name}.{each.name}", depth + 1)]
    return [f"{'   ' * depth}- {told} <!-- about: {name} -->", *below]

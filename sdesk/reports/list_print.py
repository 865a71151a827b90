"""The print of a list of records, as it stands on the screen."""

from typing import Any
from zoneinfo import ZoneInfo

from sdesk.models import FieldSpec, Kind, Record, fields_of
from sdesk.models.printout import ListPrintout
from sdesk.reports import blocks
from sdesk.reports.blocks import Column, Table
from sdesk.reports.sheet import paper_of
from sdesk.reports.words import day_at, moment, number, shown, state_mark
from sdesk.translation import gettext as _
from sdesk.translation import word

MOST_UPRIGHT = 5
"""Columns that have room side by side on upright paper."""


def list_document(printout: ListPrintout) -> blocks.Document:
    """One row a record, in the order of the list."""
    model, head = printout.model, printout.letterhead
    specs = {spec.name: spec for spec in fields_of(model)}
    at = moment(printout.printed_at, head.time_zone)
    said = word(printout.chosen_by, zone=ZoneInfo(head.time_zone))
    found = _found(model, len(printout.records))
    return blocks.Document(
        title=_(model.plural),
        blocks=(
            Table(
                tuple(_column(model, name, specs.get(name)) for name in printout.columns),
                tuple(_row(printout, record, specs) for record in printout.records),
                empty_text=_("There is none."),
            ),
        ),
        subtitle=_("{found}, {chosen_by}").format(found=found, chosen_by=said) if said else found,
        issuer=head.name,
        status=_("as of {moment}").format(moment=at),
        date=day_at(printout.printed_at, head.time_zone),
        paper=paper_of(head),
        landscape=len(printout.columns) > MOST_UPRIGHT,
        logo=head.logo,
        footer_note=_("As it stood on {moment}, {found}.").format(moment=at, found=found),
    )


def _found(model: type[Record], n: int) -> str:
    """As "7 incidents"."""
    kind = _(model.singular) if n == 1 else _(model.plural)
    return _("{n} {kind}").format(n=number(n), kind=kind.lower())


_WEIGHTS = {
    Kind.TEXT: 3.0,
    Kind.LONG_TEXT: 4.0,
    Kind.LINK: 2.5,
    Kind.LINKS: 3.0,
    Kind.CHOICE: 1.8,
    Kind.DATE: 2.0,
    Kind.DATE_TIME: 2.2,
}
"""How wide a column is beside others, by what stands in it; a number or a yes takes 1.2."""

_TITLE_WEIGHT, _NUMBER_WEIGHT, _STATE_WEIGHT = 11.0, 2.6, 2.6


def _column(model: type[Record], name: str, spec: FieldSpec | None) -> Column:
    """As wide as what stands in it asks for; what the record is called has the most room."""
    if name == model.title and spec is not None:
        return Column(_(spec.label), weight=_TITLE_WEIGHT)
    if spec is None:
        return Column(_head(name), weight=_STATE_WEIGHT if name == "state" else _NUMBER_WEIGHT)
    return Column(_(spec.label), weight=_WEIGHTS.get(spec.kind, 1.2), numeric=spec.kind is Kind.NUMBER)


def _head(name: str) -> str:
    return {"number": _("Number"), "state": _("State"), "version": _("Version")}[name]


def _row(printout: ListPrintout, record: Record, specs: dict[str, FieldSpec]) -> tuple[str, ...]:
    return tuple(_cell(printout, record, name, specs.get(name)) for name in printout.columns)


def _cell(printout: ListPrintout, record: Record, name: str, spec: FieldSpec | None) -> str:
    value: Any = getattr(record, name)
    if name == "state":
        return state_mark(record, record.state)
    if spec is None:
        return str(value)
    if spec.kind is Kind.CONTACT:
        return str(value or "")
    if spec.kind is Kind.ROWS:
        return str(len(value))
    return shown(spec, value, printout.labels, printout.letterhead.time_zone)

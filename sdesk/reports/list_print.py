"""The print of a list of records, as it stands on the screen."""

from typing import Any

from sdesk.models import FieldSpec, Kind, Record, fields_of
from sdesk.models.printout import ListPrintout
from sdesk.reports import blocks
from sdesk.reports.blocks import Column, Table
from sdesk.reports.sheet import paper_of
from sdesk.reports.words import count, moment, shown, state_mark
from sdesk.translation import gettext as _


def list_document(printout: ListPrintout) -> blocks.Document:
    """One row a record, in the order of the list."""
    model, head = printout.model, printout.letterhead
    specs = {spec.name: spec for spec in fields_of(model)}
    at = moment(printout.printed_at, head.time_zone)
    found = count(len(printout.records), model.singular.lower(), model.plural.lower())
    return blocks.Document(
        title=model.plural,
        blocks=(
            Table(
                tuple(_column(name, specs.get(name)) for name in printout.columns),
                tuple(_row(printout, record, specs) for record in printout.records),
                empty_text=_("There is none."),
            ),
        ),
        subtitle=", ".join(part for part in (found, printout.chosen_by) if part),
        issuer=head.name,
        status=_("as of {moment}").format(moment=at),
        date=at.partition(",")[0],
        paper=paper_of(head),
        logo=head.logo,
        footer_note=_("As it stood on {moment}, {found}.").format(moment=at, found=found),
    )


def _column(name: str, spec: FieldSpec | None) -> Column:
    """As wide as what stands in it asks for."""
    if spec is None:
        return Column(_head(name))
    return Column(spec.label, numeric=spec.kind is Kind.NUMBER)


def _head(name: str) -> str:
    return {"number": _("Number"), "state": _("State"), "version": _("Version")}.get(name, name.capitalize())


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

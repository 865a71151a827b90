"""The print of a list of records, as it stands on the screen."""

from typing import Any
from zoneinfo import ZoneInfo

from sdesk.local_time import local
from sdesk.models import FieldSpec, Kind, Record, fields_of
from sdesk.models.printout import ListPrintout
from sdesk.reports import blocks
from sdesk.reports.blocks import Column, Table
from sdesk.reports.sheet import paper_of
from sdesk.reports.words import day_at, moment, number, shown, state_mark
from sdesk.translation import gettext as _
from sdesk.translation import word


def list_document(printout: ListPrintout) -> blocks.Document:
    """One row a record, in the order of the list; every page says which were chosen."""
    model, head = printout.model, printout.letterhead
    specs = {spec.name: spec for spec in fields_of(model)}
    at = moment(printout.printed_at, head.time_zone)
    said = word(printout.chosen_by, zone=ZoneInfo(head.time_zone))
    found = _found(model, len(printout.records))
    if said:
        found = _("{found}, {chosen_by}").format(found=found, chosen_by=said)
    return blocks.Document(
        title=_(model.plural),
        blocks=(
            Table(
                tuple(_column(name, specs.get(name)) for name in printout.columns),
                tuple(_row(printout, record, specs) for record in printout.records),
                empty_text=_("There is none."),
            ).told(),
        ),
        subtitle=found,
        issuer=head.name,
        status=_("as of {moment}").format(moment=at),
        date=day_at(printout.printed_at, head.time_zone),
        paper=paper_of(head),
        landscape=None,
        logo=head.logo,
        footer_note=_("As it stood on {moment}, {found}.").format(moment=at, found=found),
        moment=local(printout.printed_at, ZoneInfo(head.time_zone)),
    )


def _found(model: type[Record], n: int) -> str:
    """As "7 incidents"."""
    kind = _(model.singular) if n == 1 else _(model.plural)
    return _("{n} {kind}").format(n=number(n), kind=kind.lower())


_WHOLE = frozenset({Kind.DATE, Kind.DATE_TIME, Kind.NUMBER, Kind.YES_NO, Kind.CHOICE})


def _column(name: str, spec: FieldSpec | None) -> Column:
    """As wide as what stands in it asks for."""
    if spec is None:
        return Column(_head(name), whole=True)
    return Column(_(spec.label), numeric=spec.kind is Kind.NUMBER, whole=spec.kind in _WHOLE)


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

"""A first map of columns to fields, from what the columns are called. People correct it."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from sdesk.models import Contact, Kind, Record, fields_of
from sdesk.practice.exchange.importing.mapping import ImportMap, Source
from sdesk.practice.exchange.importing.tables import ImportedTable, TableFormat

GOOD_ENOUGH = 0.75
_ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "reference": ("number", "id", "ticket", "ticket number", "key", "asset tag", "inventory number"),
    "summary": ("subject", "title", "short description"),
    "details": ("description", "long description", "text"),
    "started_at": ("opened at", "opened", "created", "created at", "reported at", "date"),
    "restored_at": ("resolved at", "resolved", "solved at"),
    "customer": ("company", "client", "account"),
    "service": ("business service",),
    "reporter": ("caller", "requester", "contact", "reported by", "caller id"),
    "assigned_to": ("assignee", "technician", "owner"),
    "configuration_items": ("ci", "asset", "device", "configuration item", "cmdb ci"),
    "name": ("hostname", "device name", "asset name"),
    "serial": ("serial number", "serial no"),
    "release": ("version", "model", "firmware"),
    "date_of_service": ("in service since", "purchase date", "installed on"),
    "state": ("status", "incident state", "phase"),
}


def guess_mapping(
    table: ImportedTable, model: type[Record], form: TableFormat, time_zone: str = "UTC"
) -> ImportMap:
    """Each column goes to the field that is called most like it, each field taken once; the rest is left out."""
    wanted = _names(model)
    pairs = sorted(
        (
            (_likeness(head, called), head, field)
            for head in table.heads
            for field, names in wanted
            for called in names
        ),
        key=lambda pair: -pair[0],
    )
    fields: dict[str, Source] = {}
    taken: set[str] = set()
    for likeness, head, field in pairs:
        if likeness >= GOOD_ENOUGH and field not in fields and head not in taken:
            fields[field] = Source(columns=(head,))
            taken.add(head)
    return ImportMap(
        model,
        "reference" if "reference" in fields else next(iter(fields), ""),
        fields,
        {},
        form,
        ("", "?"),
        time_zone,
    )


def _names(model: type[Record]) -> list[tuple[str, tuple[str, ...]]]:
    names = [("state", ("state", *_ALSO_CALLED["state"]))]
    for spec in fields_of(model):
        called = (spec.name, spec.label, *_ALSO_CALLED.get(spec.name, ()))
        if spec.kind is Kind.CONTACT:
            names.append((f"{spec.name}.name", called))
            names += [
                (f"{spec.name}.{part}", (f"{spec.name} {part}", part))
                for part in Contact.model_fields
                if part != "name"
            ]
        elif spec.kind is not Kind.ROWS:
            names.append((spec.name, called))
    return names


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _plain(one), _plain(other)).ratio()


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().lower()

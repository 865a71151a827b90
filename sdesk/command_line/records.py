"""`sdesk list` and `sdesk show`."""

from collections.abc import Sequence
from typing import Any

from sdesk.command_line.output import as_text, print_json, print_table
from sdesk.command_line.parser import Options
from sdesk.command_line.plain_output import exact_output
from sdesk.command_line.workspaces import opened
from sdesk.models import FieldSpec, Kind, Record, field_of
from sdesk.models.record import groups_of
from sdesk.practice.exchange.csv_files import cells, heads, write_table
from sdesk.practice.exchange.json_values import HEAD, record_as_json, records_as_json
from sdesk.practice.finding.search import find_record, matching, record_type
from sdesk.translation import gettext as _
from sdesk.translation import word


def list_records(options: Options) -> int:
    with opened(options.file) as workspace:
        model = record_type(workspace.packs, options.type)
        found = records_as_json(workspace, matching(workspace, model, options.where, options.words))
    if options.json:
        print_json(found)
    elif options.csv:
        write_table(exact_output(), heads(model), (cells(model, each) for each in found))
    else:
        columns = tuple(dict.fromkeys(("number", *model.columns)))
        lines = ([_cell(model, name, each[name]) for name in columns] for each in found)
        print_table([_title(model, name) for name in columns], lines)
    return 0


def _title(model: type[Record], name: str) -> str:
    heads = {"number": _("Number"), "version": _("Version"), "state": _("State")}
    return heads[name] if name in heads else _(field_of(model, name).label)


def _cell(model: type[Record], name: str, value: Any) -> str:
    if name in HEAD:
        return _(value) if name == "state" else as_text(value)
    return as_text(_worded(field_of(model, name), value))


def _worded(spec: FieldSpec, value: Any) -> Any:
    """A value, as `--json` has it, with the words of its declaration in the language spoken here."""
    if spec.kind is Kind.CHOICE:
        return _(value)
    if spec.kind is Kind.ROWS:
        return [{each.name: _worded(each, row[each.name]) for each in spec.columns} for row in value]
    return value


def show_record(options: Options) -> int:
    with opened(options.file) as workspace:
        record = find_record(workspace, options.number, options.version)
        values = record_as_json(workspace, record)
        called = workspace.packs.work_product_in(type(record).__name__)
    if options.json:
        print_json(values)
    else:
        _print_head(record, called)
        _print_fields(record, values)
        _print_belongings(values)
        _print_history(values["history"])
    return 0


def _print_head(record: Record, called: str) -> None:
    versioned = _("{number} version {version}").format(number=record.number, version=record.version)
    print(f"{versioned if record.versioned else record.number}  {word(record.heading)}".rstrip())
    said = _("{kind} ({product}), {state}") if called else _("{kind}, {state}")
    print(said.format(kind=_(record.singular), product=called, state=_(record.state)))


def _print_fields(record: Record, values: dict[str, Any]) -> None:
    for title, specs in groups_of(type(record)):
        filled = [spec for spec in specs if not spec.is_empty(getattr(record, spec.name))]
        if filled:
            print("\n" + _(title or record.singular))
        for spec in filled:
            _print_field(_(spec.label), _worded(spec, values[spec.name]))


def _print_field(label: str, value: Any) -> None:
    if isinstance(value, str) and "\n" in value:
        lines = value.splitlines()
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        lines = ["- " + " ".join(as_text(row).split()) for row in value]
    else:
        print(f"  {label}: {as_text(value)}")
        return
    print(f"  {label}:")
    for line in lines:
        print(f"    {line}".rstrip())


def _print_belongings(values: dict[str, Any]) -> None:
    signed = _("{at}  {step}: {person_name} as {role}, {form}, SHA-256 {sha256}")
    kept = _("{name}, {size} bytes, SHA-256 {sha256}")
    approvals = ({**each, "step": _(each["step"]), "form": _(each["form"])} for each in values["approvals"])
    _print_part(_("Approvals"), [signed.format_map(each) for each in approvals])
    _print_part(_("Attachments"), [kept.format_map(each) for each in values["attachments"]])
    _print_part(_("Linked from"), ["{number}, {field}".format_map(each) for each in values["linked_from"]])


def _print_part(title: str, lines: Sequence[str]) -> None:
    if lines:
        print(f"\n{title}")
    for line in lines:
        print(f"  {line}")


def _print_history(history: list[dict[str, Any]]) -> None:
    print("\n" + _("History"))
    for entry in history:
        who = f", {entry['person_name']}" if entry["person_name"] else ""
        why = f": {entry['reason']}" if entry["reason"] else ""
        done, changed = _action(entry["action"]), ", ".join(entry["changes"])
        print(f"  {entry['at']}  {done}{who}{why} ({changed})")


def _action(action: str) -> str:
    """The name of a step, or of what else is done to a record."""
    kind, colon, step = action.partition(": ")
    return _("{action}: {step}").format(action=_(kind), step=_(step)) if colon else _(action)

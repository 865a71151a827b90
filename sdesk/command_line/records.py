"""`sdesk list` and `sdesk show`."""

import sys
from typing import Any

from sdesk.command_line.output import as_text, print_json, print_table
from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import opened
from sdesk.models import Record, fields_of
from sdesk.models.record import groups_of
from sdesk.practice.exchange.csv_files import cells, heads, write_table
from sdesk.practice.exchange.json_values import record_as_json, records_as_json
from sdesk.practice.finding.search import find_record, matching, record_type


def list_records(options: Options) -> int:
    with opened(options.file) as workspace:
        model = record_type(workspace.packs, options.type)
        found = records_as_json(workspace, matching(workspace, model, options.where, options.words))
    if options.json:
        print_json(found)
    elif options.csv:
        write_table(sys.stdout, heads(model), (cells(model, each) for each in found))
    else:
        columns = tuple(dict.fromkeys(("number", *model.columns)))
        labels = {spec.name: spec.label for spec in fields_of(model)}
        titles = [labels.get(name, name.capitalize()) for name in columns]
        print_table(titles, ([as_text(each[name]) for name in columns] for each in found))
    return 0


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
    version = f" version {record.version}" if record.versioned else ""
    product = f" ({called})" if called else ""
    print(f"{record.number}{version}  {record.heading}".rstrip())
    print(f"{record.singular}{product}, {record.state}")


def _print_fields(record: Record, values: dict[str, Any]) -> None:
    for title, specs in groups_of(type(record)):
        filled = [spec for spec in specs if not spec.is_empty(getattr(record, spec.name))]
        if filled:
            print(f"\n{title or record.singular}")
        for spec in filled:
            _print_field(spec.label, values[spec.name])


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
    for title, key, line in (
        ("Approvals", "approvals", "{at}  {step}: {person_name} as {role}, {form}, SHA-256 {sha256}"),
        ("Attachments", "attachments", "{name}, {size} bytes, SHA-256 {sha256}"),
        ("Linked from", "linked_from", "{number}, {field}"),
    ):
        if values[key]:
            print(f"\n{title}")
        for each in values[key]:
            print("  " + line.format_map(each))


def _print_history(history: list[dict[str, Any]]) -> None:
    print("\nHistory")
    for entry in history:
        who = f", {entry['person_name']}" if entry["person_name"] else ""
        why = f": {entry['reason']}" if entry["reason"] else ""
        print(f"  {entry['at']}  {entry['action']}{who}{why} ({', '.join(entry['changes'])})")

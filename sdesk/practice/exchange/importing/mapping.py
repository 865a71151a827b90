"""Which column goes into which field: a TOML file that people write, or the wizard writes for them."""

import codecs
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Any

from sdesk.errors import SdeskError
from sdesk.models import Contact, Kind, Record, fields_of, model_named
from sdesk.packs import AdoptedPacks
from sdesk.practice.exchange.importing.files import read_text
from sdesk.practice.exchange.importing.tables import DATE_ORDERS, ENCODINGS, TableFormat
from sdesk.translation import Message, term
from sdesk.translation import message as _

_parse = Formatter().parse


@dataclass(frozen=True)
class Source:
    """Where the value of a field comes from: the first known of some columns, or a text with {columns} in it.

    `values` turns words of the file into words of the field, `default` stands in for what is unknown, and
    `create` makes the customer, supplier, person or item that is named, where there is none yet.
    """

    columns: tuple[str, ...] = ()
    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    create: bool = False

    @property
    def used_columns(self) -> tuple[str, ...]:
        return (*self.columns, *(name for _text, name, *_form in _parse(self.text) if name))

    def read(self, cells: Mapping[str, str], unknown: Sequence[str]) -> str:
        """The text for one line; "" when nothing is known."""
        if self.text:
            parts = ((text, cells[name].strip() if name else "") for text, name, *_ in _parse(self.text))
            found = "".join(part for pair in parts for part in pair)
        else:
            known = (cells[column].strip() for column in self.columns)
            found = next((cell for cell in known if cell and cell not in unknown), "")
        return self.values.get(found, found) or self.default


@dataclass(frozen=True)
class ImportMap:
    """How a table becomes records of one kind.

    `key` is the field by which a line finds the record it was imported to before. `fields` maps a field, a part of
    a contact ("reporter.name") or "state" to its source; `rows` gives the one row of a field of rows, by column.
    """

    model: type[Record]
    key: str
    fields: Mapping[str, Source]
    rows: Mapping[str, Mapping[str, Source]] = field(default_factory=dict)
    form: TableFormat | None = None
    unknown: tuple[str, ...] = ("", "?")
    time_zone: str = "UTC"

    def sources(self) -> Iterator[tuple[str, Source]]:
        yield from self.fields.items()
        for name, columns in self.rows.items():
            for column, source in columns.items():
                yield f"{name}.{column}", source

    def lacking_columns(self, heads: Sequence[str]) -> list[str]:
        used = dict.fromkeys(column for _name, source in self.sources() for column in source.used_columns)
        return [column for column in used if column not in heads]


LARGEST_MAP = 1024 * 1024
"""Bytes."""
_ENDLESS_KEY = re.compile(r"(?:[^\s.=\[\]]{1,50}[ \t]{0,9}\.[ \t]{0,9}){100}")
"""What takes the reader of TOML minutes."""


def load_map(path: Path, packs: AdoptedPacks) -> ImportMap:
    """The map in a TOML file. Raises SdeskError that names the file and the key."""
    text = read_text(path, LARGEST_MAP)
    if _ENDLESS_KEY.search(text):
        raise SdeskError(_("{file} has a key of more than a hundred parts.", file=path.name), _SEE)
    try:
        written = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:  # also a number that is too long
        said = _("{file} is not valid TOML: {fault}.", file=path.name, fault=str(fault))
        raise SdeskError(said, _("Correct that line.")) from fault
    try:
        return _map(written, packs)
    except _Fault as fault:
        raise SdeskError(_("{file}: {fault}", file=path.name, fault=fault.said), _SEE) from fault
    except (
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ) as fault:  # something of another type than asked for
        said = _("{file} is not a map: {fault}.", file=path.name, fault=str(fault))
        raise SdeskError(said, _SEE) from fault


_SEE = _("See the guide on importing.")


class _Fault(ValueError):
    """What is wrong in a map, without the name of the file."""

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.said = said


def _map(written: dict[str, Any], packs: AdoptedPacks) -> ImportMap:
    _only(written, _("the file"), {"work_product", "key", "file", "fields"})
    model = _model(written.get("work_product", ""), packs)
    file = written.get("file", {})
    _only(file, "file", {"separator", "encoding", "dates", "time_zone", "unknown"})
    fields: dict[str, Source] = {}
    rows: dict[str, dict[str, Source]] = {}
    for name, value in written.get("fields", {}).items():
        _known_field(model, name)
        if isinstance(value, list):
            rows[name] = {
                column: _source(f"{name}.{column}", each) for column, each in _one_row(name, value).items()
            }
            _known_columns(model, name, rows[name])
        else:
            fields[name] = _source(name, value)
    key = written.get("key", "reference")
    if key not in fields:
        raise _Fault(_("key is “{key}”, but fields does not say where that comes from.", key=str(key)))
    unknown = ("", *file.get("unknown", ["?"]))
    if not isinstance(file.get("time_zone", "UTC"), str):
        raise _Fault(_("file.time_zone must be a text."))
    return ImportMap(model, key, fields, rows, _form(file), unknown, file.get("time_zone", "UTC"))


def _only(table: Any, where: Message | str, known: set[str]) -> None:
    if not isinstance(table, dict):
        raise _Fault(_("{where} must be a table.", where=where))
    strange = sorted(set(table) - known)
    if strange:
        raise _Fault(
            _("{where} has “{what}”, which is not known there.", where=where, what=str(strange[0])[:60])
        )


def _model(name: str, packs: AdoptedPacks) -> type[Record]:
    """A work product, or a kind of record."""
    try:
        return model_named(packs.record_of(name))
    except KeyError:
        pass
    try:
        return model_named(name)
    except KeyError:
        raise _Fault(_("work_product is “{name}”, which is none.", name=str(name))) from None


def _form(file: Mapping[str, Any]) -> TableFormat | None:
    if not {"separator", "encoding", "dates"} & file.keys():
        return None
    dates = file.get("dates", "year-month-day")
    if dates not in DATE_ORDERS:
        raise _Fault(
            _(
                "file.dates is “{dates}”; it is one of {known}.",
                dates=str(dates),
                known=", ".join(DATE_ORDERS),
            )
        )
    separator, encoding = file.get("separator", ","), file.get("encoding", "utf-8-sig")
    if not isinstance(separator, str) or len(separator) != 1 or separator in '\r\n" ':
        raise _Fault(
            _("file.separator is “{separator}”; it is one sign, such as , or ;", separator=str(separator))
        )
    try:
        "".encode(encoding)
        if codecs.lookup(encoding).name in (
            "idna",
            "punycode",
        ):  # of names on the network: they take for ever
            raise LookupError(encoding)
    except (LookupError, TypeError):
        known = ", ".join(ENCODINGS)
        raise _Fault(
            _(
                "file.encoding is “{encoding}”; it is one such as {known}.",
                encoding=str(encoding),
                known=known,
            )
        ) from None
    return TableFormat(separator, encoding, dates)


def _known_field(model: type[Record], name: str) -> None:
    specs = {spec.name: spec for spec in fields_of(model)}
    field_name, _dot, part = name.partition(".")
    if name == "state":
        return
    if field_name not in specs:
        raise _Fault(_("fields.{name}: {kind} has no such field.", name=name, kind=term(model.singular)))
    if part and not (specs[field_name].kind is Kind.CONTACT and part in Contact.model_fields):
        label = term(specs[field_name].label)
        raise _Fault(_("fields.{name}: {field} has no part “{part}”.", name=name, field=label, part=part))


def _known_columns(model: type[Record], name: str, columns: Mapping[str, Source]) -> None:
    spec = next(spec for spec in fields_of(model) if spec.name == name)
    known = {column.name for column in spec.columns}
    strange = sorted(set(columns) - known)
    if strange:
        raise _Fault(_("fields.{name}: a line of it has no “{what}”.", name=name, what=strange[0]))


def _one_row(name: str, value: list[Any]) -> dict[str, Any]:
    if len(value) != 1 or not isinstance(value[0], dict):
        raise _Fault(_("fields.{name}: give one row, in [ {{ … }} ].", name=name))
    return value[0]


def _source(name: str, written: Any) -> Source:
    if isinstance(written, str):
        return Source(columns=(written,))
    _only(written, f"fields.{name}", {"column", "columns", "text", "values", "default", "create"})
    columns = (written["column"],) if "column" in written else tuple(written.get("columns", ()))
    if not all(isinstance(column, str) for column in columns):
        raise _Fault(_("fields.{name}: a column is called by a text.", name=name))
    _plain_text(name, written.get("text", ""))
    values = {str(word): str(meaning) for word, meaning in written.get("values", {}).items()}
    default = str(written.get("default", ""))
    return Source(columns, written.get("text", ""), values, default, bool(written.get("create")))


def _plain_text(name: str, text: str) -> None:
    """Names of columns in braces, and nothing that would be computed."""
    if any(form or how or column == "" for _text, column, form, how in _parse(text)):
        raise _Fault(_("fields.{name}: only the name of a column may stand in braces.", name=name))


def map_as_toml(import_map: ImportMap, packs: AdoptedPacks) -> str:
    """The map as a file that `load_map` reads back."""
    form = import_map.form or TableFormat()
    name = import_map.model.__name__
    lines = [
        f"work_product = {_quoted(packs.work_product_in(name) or name)}",
        f"key = {_quoted(import_map.key)}",
        "",
        "[file]",
        f"separator = {_quoted(form.separator)}",
        f"encoding = {_quoted(form.encoding)}",
        f"dates = {_quoted(form.dates)}",
        f"time_zone = {_quoted(import_map.time_zone)}",
        f"unknown = [{', '.join(_quoted(word) for word in import_map.unknown if word)}]",
        "",
        "[fields]",
        *(f"{_quoted(name)} = {_source_as_toml(source)}" for name, source in import_map.fields.items()),
    ]
    for name, columns in import_map.rows.items():
        inner = ", ".join(f"{column} = {_source_as_toml(source)}" for column, source in columns.items())
        lines.append(f"{_quoted(name)} = [ {{ {inner} }} ]")
    return "\n".join(lines) + "\n"


def _source_as_toml(source: Source) -> str:
    parts = []
    if source.columns:
        parts.append(f"columns = [{', '.join(_quoted(column) for column in source.columns)}]")
    if source.text:
        parts.append(f"text = {_quoted(source.text)}")
    if source.values:
        inner = ", ".join(f"{_quoted(word)} = {_quoted(meaning)}" for word, meaning in source.values.items())
        parts.append(f"values = {{ {inner} }}")
    if source.default:
        parts.append(f"default = {_quoted(source.default)}")
    if source.create:
        parts.append("create = true")
    return f"{{ {', '.join(parts)} }}"


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=True)

"""From what a person types to what they mean: kinds of records, records, and conditions on their fields."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar, cast

from sdesk.errors import SdeskError
from sdesk.models import (
    RECORDS,
    Document,
    FieldSpec,
    Kind,
    Person,
    Record,
    fields_of,
    model_named,
)
from sdesk.packs import AdoptedPacks
from sdesk.practice.calendar.days import zone_of
from sdesk.practice.lifecycle.lists import Entry, Listing, linking_to, numbered, page, search
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import latest
from sdesk.translation import Message, term
from sdesk.translation import message as _

R = TypeVar("R", bound=Record)


def record_type(packs: AdoptedPacks, name: str) -> type[Record]:
    """The kind of record called so: a work product, "INC", "incidents" or "ServiceIncident". Raises SdeskError."""
    kept_in = _work_products(packs)
    if model := kept_in.get(_plain(name)):
        return model
    wanted = name.strip().casefold()
    for model in RECORDS:
        if wanted in (
            each.casefold() for each in (model.prefix, model.__name__, model.singular, model.plural)
        ):
            return model
    products = [product.id for product in packs.first.asks.work_products]
    others = ", ".join(model.prefix for model in RECORDS if not packs.work_product_in(model.__name__))
    raise SdeskError(
        _("There is no kind of record called “{name}”.", name=name),
        _(
            "Give a work product, {first} to {last}, or one of: {others}.",
            first=products[0],
            last=products[-1],
            others=others,
        ),
    )


def _work_products(packs: AdoptedPacks) -> dict[str, type[Record]]:
    """The kinds of record by the work products that they carry, by their keys and in full, as people may type them."""
    found: dict[str, type[Record]] = {}
    for pack in packs.packs:
        for bound in pack.bindings.work_products.values():
            for name in (bound.id, pack.full_id(bound.id)):
                found.setdefault(_plain(name), model_named(bound.record))
    return found


def _plain(name: str) -> str:
    """Without dots, and zeros before a number: `wp1` for WP.01."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[.\s]", "", name)).casefold()


def find_record(workspace: Workspace, name: str, version: int | None = None) -> Record:
    """The record called so: its number, "number@version", or the work product of a document. Raises SdeskError."""
    number, _at, after = name.partition("@")
    if after and not after.isdecimal():
        raise SdeskError(
            _("“{version}” is not a version.", version=after),
            _("Versions are numbers: {number}@1.", number=number),
        )
    version = int(after) if after else version
    if model := _work_products(workspace.packs).get(_plain(number)):
        document = _document(workspace, model)
        if version is None:
            return document
        number = document.number
    entry = numbered(workspace, number, version)
    found = workspace.get(model_named(entry.model), entry.id) if entry else None
    if found is None:
        called = f"{number}@{version}" if version else number
        raise SdeskError(
            _("There is no record {number} in this workspace.", number=called),
            _("Check the number, such as CI-0001."),
        )
    return found


def _document(workspace: Workspace, model: type[Record]) -> Record:
    if not issubclass(model, Document):
        raise SdeskError(
            _(
                "There is more than one {kind} in {product}.",
                kind=term(model.singular.lower()),
                product=workspace.packs.work_product_in(model.__name__),
            ),
            _("Give a number, such as {prefix}-0001.", prefix=model.prefix),
        )
    found = latest(workspace, model)
    if found is None:
        raise SdeskError(
            _("There is no {kind} in this workspace yet.", kind=term(model.singular.lower())),
            _("It has not been started."),
        )
    return found


def matching(
    workspace: Workspace, model: type[R], conditions: Iterable[str] = (), words: str = ""
) -> list[R]:
    """The records for which every condition "field=value" holds, oldest number first. Raises SdeskError."""
    plain: list[tuple[str, Any]] = []
    linked: list[set[Any]] = []
    emptied: list[FieldSpec] = []
    for condition in conditions:
        name, sign, text = condition.partition("=")
        if not sign:
            raise SdeskError(_("“{text}” is not a condition.", text=condition), _("Write it as FIELD=VALUE."))
        spec = _field(model, name.strip())
        if spec is not None and spec.kind in _SEVERAL and not text.strip():
            emptied.append(spec)
        elif spec is not None and spec.kind is Kind.LINKS:
            linked.append(_linking(workspace, model, spec, text))
        else:
            plain.append((name.strip(), _compared(workspace, model, spec, name.strip(), text)))
    listing = Listing(model.__name__, words=words, where=tuple(plain), descending=False)
    found = page(workspace, listing, limit=-1)
    fitting = [
        record
        for record in found
        if all(record.id in ids for ids in linked)
        and all(spec.is_empty(getattr(record, spec.name)) for spec in emptied)
    ]
    return cast(list[R], fitting)


_SEVERAL = (Kind.LINKS, Kind.ROWS, Kind.CONTACT)
_HEAD = {"number": str, "version": int, "state": str, "created_by": Person, "changed_by": Person}


def _field(model: type[Record], name: str) -> FieldSpec | None:
    """The declared field, None for one that every record has. Raises SdeskError."""
    specs = {spec.name: spec for spec in fields_of(model)}
    if name not in specs and name not in _HEAD:
        raise SdeskError(
            _("{kind} have no field “{name}”.", kind=term(model.plural), name=name),
            _there_are((*_HEAD, *specs)),
        )
    return specs.get(name)


def _there_are(names: Iterable[str]) -> Message:
    return _("There are: {names}.", names=", ".join(names))


def _compared(workspace: Workspace, model: type[Record], spec: FieldSpec | None, name: str, text: str) -> Any:
    if spec is not None:
        return read_value(workspace, spec, text)
    if name == "state" and text not in (state.name for state in model.states):
        raise SdeskError(
            _("{kind} have no state “{name}”.", kind=term(model.plural), name=text),
            _there_are(state.name for state in model.states),
        )
    if name == "version":
        return _number(int, name, text)
    return _linked(workspace, Person.__name__, text).id if _HEAD[name] is Person else text


def _linking(workspace: Workspace, model: type[Record], spec: FieldSpec, text: str) -> set[Any]:
    target = _linked(workspace, spec.target, text)
    sources = linking_to(workspace, target.id, (model.__name__,))
    return {entry.id for entry, field in sources if field == spec.name}


def read_value(workspace: Workspace, spec: FieldSpec, text: str) -> Any:
    """The text as a value of the field: as `--json` prints it. Nothing typed is an empty field. Raises SdeskError."""
    if not text.strip():
        return "" if spec.kind in (Kind.TEXT, Kind.LONG_TEXT) else None
    match spec.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return text
        case Kind.NUMBER:
            return _number(spec.python_type, spec.label, text)
        case Kind.DATE:
            return _date(spec.label, text)
        case Kind.DATE_TIME:
            return _moment(workspace, spec.label, text)
        case Kind.YES_NO:
            return _yes_or_no(spec.label, text)
        case Kind.CHOICE:
            return _choice(spec, text)
        case Kind.LINK:
            return _linked(workspace, spec.target, text).id
        case _:
            raise SdeskError(
                _("{field} holds several values and cannot be compared with one.", field=term(spec.label))
            )


def _number(number_type: type[int] | type[float], label: str, text: str) -> int | float:
    try:
        return number_type(text)
    except ValueError:
        raise SdeskError(
            _("{field}: “{text}” is not a number.", field=term(label), text=text),
            _("Write it like 99.5."),
        ) from None


def _date(label: str, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise SdeskError(
            _("{field}: “{text}” is not a date.", field=term(label), text=text),
            _("Write it like 2026-07-13."),
        ) from None


def _moment(workspace: Workspace, label: str, text: str) -> datetime:
    """Without a time zone it is meant in the organization's."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone_of(workspace))).astimezone(UTC)
    except (ValueError, OverflowError):
        raise SdeskError(
            _("{field}: “{text}” is not a date and time.", field=term(label), text=text),
            _("Write it like 2026-07-13T09:00Z."),
        ) from None


def _yes_or_no(label: str, text: str) -> bool:
    word = text.strip().casefold()
    if word not in ("yes", "true", "1", "no", "false", "0"):
        raise SdeskError(_("{field}: “{text}” is neither yes nor no.", field=term(label), text=text))
    return word in ("yes", "true", "1")


def _choice(spec: FieldSpec, text: str) -> Any:
    word = text.strip().casefold()
    found = next(
        (each for each in spec.choices if word in (each.value.casefold(), each.label.casefold())), None
    )
    if found is None:
        words = ", ".join(each.value for each in spec.choices)
        raise SdeskError(
            _("{field}: “{text}” is not one of its words.", field=term(spec.label), text=text),
            _("They are: {words}.", words=words),
        )
    return found


def _linked(workspace: Workspace, target: str, text: str) -> Entry:
    """The record of that number, or the only one of that name. Raises SdeskError."""
    entry = numbered(workspace, text)
    if entry is not None and target in ("Record", entry.model):
        return entry
    models: Sequence[str] = () if target == "Record" else (target,)
    named = [
        each for each in search(workspace, text, models) if each.title.casefold() == text.strip().casefold()
    ]
    if len({each.id for each in named}) != 1:
        raise SdeskError(
            _("There are several called “{name}”.", name=text)
            if named
            else _("There is no record called “{name}” to look for.", name=text),
            _("Give its number."),
        )
    return named[0]


__all__ = ["find_record", "matching", "read_value", "record_type"]

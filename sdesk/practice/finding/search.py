"""From what a person types to what they mean: kinds of records, records, and conditions on their fields."""

import re
from collections.abc import Iterable
from typing import TypeVar, cast

from sdesk.errors import SdeskError
from sdesk.models import (
    RECORDS,
    Document,
    Record,
    model_named,
)
from sdesk.packs import AdoptedPacks
from sdesk.practice.finding.asked_values import Asked, condition_of, field_called
from sdesk.practice.finding.filtering import Filter, narrowed, read_filter
from sdesk.practice.finding.typed_values import read_value
from sdesk.practice.lifecycle.lists import Listing, numbered, page
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import latest
from sdesk.translation import message as _
from sdesk.translation import term

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
    """The records for which every condition holds, oldest number first: "field=value", or a filter line. Raises SdeskError."""
    listing = Listing(model.__name__, words=words, descending=False)
    for condition in conditions:
        if "=" not in condition and ":" not in condition:
            raise SdeskError(_("“{text}” is not a condition.", text=condition), _("Write it as FIELD=VALUE."))
        listing = narrowed(workspace, listing, _asked(workspace, model, condition))
    return cast(list[R], page(workspace, listing, limit=-1))


def _asked(workspace: Workspace, model: type[Record], condition: str) -> Filter:
    """A condition "field=value" as it stands, blanks and all; else what the line asks for, all of which has to be understood."""
    name, sign, text = condition.partition("=")
    if sign and ":" not in name:
        field, spec = field_called(model, name.strip())
        return Filter(
            model, conditions=(condition_of(workspace, Asked(model, field, spec), text, whole=True),)
        )
    asked = read_filter(workspace, model, condition)
    if asked.faults:
        raise SdeskError(*asked.faults[:1])
    return asked


__all__ = ["find_record", "matching", "read_value", "record_type"]

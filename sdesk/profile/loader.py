"""Reads a profile from its TOML file. A fault in the file is an SdeskError that names file and key."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar, get_args

from sdesk.errors import SdeskError
from sdesk.paths import resource
from sdesk.profile.elements import (
    STATES,
    Activity,
    Cadence,
    ContentItem,
    Process,
    Profile,
    Requirement,
    Role,
    Task,
    Variant,
    WorkProduct,
    WorkProductKind,
    WorkProductState,
)
from sdesk.profile.entry import Entry, fault
from sdesk.profile.references import check_references

Element = TypeVar("Element")

CADENCES: tuple[Cadence, ...] = get_args(Cadence)
KINDS: tuple[WorkProductKind, ...] = get_args(WorkProductKind)


@cache
def service_delivery() -> Profile:
    """The profile this program is built on, ISO/IEC 29110-4-3, as shipped."""
    return load_profile(resource("profile", "iso29110-4-3.toml"))


def load_profile(path: Path) -> Profile:
    """Read a profile and check it. Every section but `[profile]` may be absent."""
    file = _parse(path)
    header = file.entry("profile")
    profile = Profile(
        id=header.text("id"),
        title=header.text("title"),
        guide=header.optional_text("guide"),
        variants=_section(file, "variant", _variant),
        roles=_section(file, "role", _role),
        processes=_section(file, "process", _process),
        activities=_section(file, "activity", _activity),
        tasks=_section(file, "task", _task),
        requirements=_section(file, "requirement", _requirement),
        work_products=_section(file, "work_product", _work_product),
    )
    header.finish()
    file.finish()
    check_references(profile, path.name)
    return profile


def _parse(path: Path) -> Entry:
    try:
        return Entry(path.name, tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SdeskError(f"{path} cannot be read: {error.strerror}.", "Install the program again.") from error
    except ValueError as error:  # not TOML, or not UTF-8
        raise SdeskError(f"{path.name} is not valid TOML: {error}.", "Correct the profile file.") from error


def _section(file: Entry, key: str, read: Callable[[Entry], Element]) -> tuple[Element, ...]:
    return tuple(_whole(entry, read) for entry in file.entries(key, identified_by="id"))


def _whole(entry: Entry, read: Callable[[Entry], Element]) -> Element:
    """What `read` makes of the entry, which must leave no key of it unread."""
    element = read(entry)
    entry.finish()
    return element


def _variant(entry: Entry) -> Variant:
    return Variant(id=entry.text("id"), name=entry.text("name"), processes=entry.texts("processes"))


def _role(entry: Entry) -> Role:
    return Role(
        id=entry.text("id"),
        name=entry.text("name"),
        duty=entry.text("duty"),
        reports_to=entry.optional_text("reports_to"),
        mandatory=entry.flag("mandatory"),
        external=entry.flag("external"),
    )


def _process(entry: Entry) -> Process:
    return Process(id=entry.text("id"), name=entry.text("name"), purpose=entry.text("purpose"))


def _activity(entry: Entry) -> Activity:
    return Activity(id=entry.text("id"), name=entry.text("name"))


def _task(entry: Entry) -> Task:
    cadence = entry.word("cadence", CADENCES)
    is_case = cadence == "case"
    return Task(
        id=entry.text("id"),
        name=entry.text("name"),
        requirement=entry.text("requirement"),
        roles=entry.texts("roles"),
        cadence=cadence,
        needs=_states(entry, "needs"),
        produces=_states(entry, "produces"),
        case=entry.text("case") if is_case else "",
        from_state=entry.optional_text("from") if is_case else "",
        to_states=entry.texts("to") if is_case else (),
    )


def _states(entry: Entry, key: str) -> tuple[WorkProductState, ...]:
    """A list such as `["WP.14 approved", "WP.06 recorded"]`."""
    return tuple(_state(entry, key, text) for text in entry.texts(key))


def _state(entry: Entry, key: str, text: str) -> WorkProductState:
    work_product, _, state = text.partition(" ")
    if state not in STATES:
        raise fault(entry.place, key, f'has "{text}", but a state is one of {", ".join(STATES)}')
    return WorkProductState(work_product, state)


def _requirement(entry: Entry) -> Requirement:
    return Requirement(
        id=entry.text("id"),
        process=entry.text("process"),
        statement=entry.text("statement"),
        work_products=entry.texts("work_products"),
        iso20000=entry.optional_texts("iso20000"),
        source=entry.optional_text("source"),
    )


def _work_product(entry: Entry) -> WorkProduct:
    return WorkProduct(
        id=entry.text("id"),
        name=entry.text("name"),
        process=entry.text("process"),
        kind=entry.word("kind", KINDS),
        clause=entry.optional_text("clause"),
        content=tuple(_whole(item, _content_item) for item in entry.entries("content", identified_by="ref")),
        evidence=entry.texts("evidence"),
    )


def _content_item(entry: Entry) -> ContentItem:
    return ContentItem(ref=entry.text("ref"), text=entry.text("text"))

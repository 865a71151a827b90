"""A workspace with what nobody should write in every field of every kind of record."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from sdesk.models import RECORDS, Contact, FieldSpec, Kind, Record, Row, fields_of
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import create
from tests.nasty import NASTY
from tests.provider import PARTICULAR, Provider, value_for, values_for, working_provider


def _keepable(text: str) -> str:
    """Without what is refused when it is saved, in a clear sentence."""
    return "".join(each for each in text if each != "\0" and not "\ud800" <= each <= "\udfff")


DATED = {"planned_start", "planned_end", "starts_at", "ends_at", "review_date"}
"""What puts a record on the schedule."""
WORDS = [_keepable(each) for each in NASTY]
TURNS = len(WORDS)


@dataclass
class Filled:
    """One record of each kind, and how many of its fields took what nobody should write."""

    provider: Provider
    records: list[Record]
    turn: int
    fields: int = 0
    nasty: int = 0


def fill(path: Path, turn: int) -> Filled:
    """Each turn gives each field another string."""
    found = Filled(working_provider(path), [], turn)
    words = cycle(WORDS[turn:] + WORDS[:turn])
    for model in RECORDS:
        _add(found, model, words)
    for record in found.records[::5]:
        attach(found.provider.workspace, record, next(words), b"known")
    return found


def _add(found: Filled, model: type[Record], words: Iterator[str]) -> None:
    """A record with as much of it as may be; what a field refuses is left out, as a person would."""
    usual = values_for(found.provider, model, model.first_state().name)
    names = {spec.name for spec in fields_of(model) if not spec.content.computed}
    usual |= {name: value for name, value in PARTICULAR.items() if name in names & DATED}
    nasty: dict[str, Any] = {}
    for spec in fields_of(model):
        value = _nasty(found.provider, spec, words)
        if value is not None and not spec.content.computed:
            nasty[spec.name] = value
    found.fields += len(nasty)
    while True:
        try:
            record = create(found.provider.workspace, model, {**usual, **nasty})
        except Refused as refusal:
            refused = {problem.field.split(".")[0] for problem in refusal.problems} & nasty.keys()
            if not refused:
                assert str(refusal)
                return  # of which there may be only one
            for name in refused:
                del nasty[name]
            continue
        found.records.append(record)
        found.nasty += len(nasty)
        return


def _nasty(provider: Provider, spec: FieldSpec, words: Iterator[str]) -> Any:
    """None for what is no text."""
    if spec.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return next(words)
    if spec.kind is Kind.CONTACT:
        return Contact(**{part.name: next(words) for part in fields_of(Contact)})
    if spec.kind is Kind.ROWS and spec.row is not None:
        return (_nasty_row(provider, spec.row, words),)
    return None


def _plain(provider: Provider, spec: FieldSpec) -> Any:
    value = provider.ana.id if spec.target == "Record" else value_for(provider, spec)
    return (value,) if spec.kind is Kind.LINKS and not isinstance(value, tuple) else value


def _nasty_row(provider: Provider, row: type[Row], words: Iterator[str]) -> Any:
    usual = row(**{spec.name: _plain(provider, spec) for spec in fields_of(row) if spec.content.needed_for})
    texts = {
        spec.name: _nasty(provider, spec, words)
        for spec in fields_of(row)
        if spec.kind in (Kind.TEXT, Kind.LONG_TEXT)
    }
    try:
        return row(**{**{spec.name: getattr(usual, spec.name) for spec in fields_of(row)}, **texts})
    except ValueError:
        return usual

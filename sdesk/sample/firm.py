"""Harbour IT Services: what the stories know of it, and how the sample's texts become values of records."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sdesk.models import Contact, Customer, FieldSpec, Kind, Person, Record, Supplier, fields_of
from sdesk.models.content import Row
from sdesk.models.record import AnyRecord
from sdesk.models.relationship.party import Party, PartyContact
from sdesk.paths import resource
from sdesk.practice.calendar.service_hours import ServiceHours
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.workspaces import Workspace
from sdesk.sample.year import Turn, Year

Texts = Mapping[str, Any]


@cache
def texts(name: str) -> dict[str, Any]:
    """What `resources/sample/<name>.toml` says."""
    return tomllib.loads(resource("sample", f"{name}.toml").read_text(encoding="utf-8"))


@dataclass
class Clock:
    """The sample's clock: it says the moment that the year has come to."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Firm:
    """The workspace, the year, and every record that others refer to, by the key it has in the texts."""

    workspace: Workspace
    year: Year
    clock: Clock
    known: dict[str, UUID] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    hours: dict[str, ServiceHours] = field(default_factory=dict)
    kept: list[Record] = field(default_factory=list)

    def remember(self, key: str, record: Record) -> None:
        self.known[key] = record.id
        self.records[key] = record

    def keep(self, record: AnyRecord) -> AnyRecord:
        """Hold on to a record that use cases ask for again and again, so that it need not be read each time."""
        self.kept.append(record)
        return record

    def now(self, key: str) -> Any:
        """The record of that key as it is stored now."""
        return reload(self.workspace, self.records[key])

    def begin(self, turn: Turn) -> None:
        """From here on it is that moment, and that person works."""
        self.clock.at = turn.at
        self.workspace.person_id = self.known.get(turn.person)

    def contact(self, party_key: str, name: str) -> Contact:
        """Somebody at a customer or supplier, by their name."""
        party = self.records[party_key]
        assert isinstance(party, Party)
        return party.contact(next(row for row in party.contacts if row.name == name))

    def contact_named(self, name: str) -> Contact:
        """Somebody at any customer or supplier."""
        return next(
            party.contact(row) for party in self._parties() for row in party.contacts if row.name == name
        )

    def known_contact(self, name: str) -> PartyContact:
        """The same as they stand there, with the part they play."""
        return next(row for party in self._parties() for row in party.contacts if row.name == name)

    def _parties(self) -> list[Customer | Supplier]:
        return [each for each in self.records.values() if isinstance(each, Customer | Supplier)]

    def name_of(self, person_key: str) -> str:
        person = self.records[person_key]
        assert isinstance(person, Person)
        return person.name

    def values(self, model: type[Record], told: Texts) -> dict[str, Any]:
        """What the texts say of a record, as its fields take it: keys become links, counted days become dates."""
        specs = {spec.name: spec for spec in fields_of(model)}
        return {name: self._value(specs[name], value) for name, value in told.items() if name in specs}

    def _value(self, spec: FieldSpec, told: Any) -> Any:
        if spec.kind is Kind.LINK:
            return self.known[told]
        if spec.kind is Kind.LINKS:
            return tuple(self.known[key] for key in told)
        if spec.kind is Kind.DATE:
            return told if isinstance(told, date) else self.year.day(told)
        if spec.kind is Kind.CONTACT:
            return self.contact_named(told)
        if spec.row is not None:
            return tuple(self.row(spec.row, row) for row in told)
        return told

    def row(self, row: type[Row], told: Texts) -> dict[str, Any]:
        """A row to be: validated, and given its id, when the record is saved."""
        specs = {spec.name: spec for spec in fields_of(row)}
        rest = {name: value for name, value in told.items() if name not in specs}
        return {
            **rest,
            **{name: self._value(specs[name], value) for name, value in told.items() if name in specs},
        }


def consulted(firm: Firm, told: Texts) -> tuple[dict[str, Any], ...]:
    """Who was asked before it was written, and what they said."""
    return tuple(
        {"who": each["who"], "on": firm.year.working_day(each["day"]), "said": each["said"]}
        for each in told["asked"]
    )

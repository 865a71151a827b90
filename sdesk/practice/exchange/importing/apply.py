"""Making records of the lines of a table. The same check as everywhere else; bad lines stay out and are named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.models import (
    ActionItem,
    Contact,
    FieldSpec,
    Kind,
    Record,
    ServiceIncident,
    field_of,
    fields_of,
)
from sdesk.models.incident import Unknown
from sdesk.practice.exchange.importing.cells import MAKEABLE, CellFault, CellReader
from sdesk.practice.exchange.importing.mapping import ImportMap, Source
from sdesk.practice.exchange.importing.tables import ImportedTable
from sdesk.practice.incident.handling import fix_times, fix_versions, note_answer, set_priority
from sdesk.practice.incident.unknown import is_unknown, mark_unknown, without_mark
from sdesk.practice.lifecycle.completeness import checked_values, problems
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import refuse_second_document, register, save
from sdesk.storage import col
from sdesk.storage.counts import column_of
from sdesk.translation import Message, term
from sdesk.translation import message as _

Progress = Callable[[int, int], None]
AT_ONCE = 200
"""Lines after which what was made of them is written: one by one takes three times as long."""


@dataclass(frozen=True)
class CellProblem:
    """What keeps a line out: the line of the file, the field as the map names it ("" for the whole line), and why."""

    line: int
    field: str
    text: Message

    @property
    def whole(self) -> Message:
        """Where it stands, and what is wrong there."""
        if self.field:
            return _("line {line}, {field}: {fault}", line=self.line, field=self.field, fault=self.text)
        return _("line {line}: {fault}", line=self.line, fault=self.text)

    def __str__(self) -> str:
        return str(self.whole)


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did, or would do: records made and changed, lines that say nothing new, lines left out."""

    created: tuple[UUID, ...] = ()
    changed: tuple[UUID, ...] = ()
    unchanged: int = 0
    problems: tuple[CellProblem, ...] = ()
    operation: UUID | None = None
    """What was written: by it the import can be undone."""

    @property
    def left_out(self) -> int:
        return len({problem.line for problem in self.problems})


@dataclass(frozen=True)
class _Kept:
    """What a line became, or which record it changed."""

    id: UUID
    new: bool


class _LookedOnly(Exception):
    """Ends the transaction of a dry run, so that nothing of it is kept."""

    def __init__(self, outcome: ImportOutcome) -> None:
        super().__init__()
        self.outcome = outcome


def import_table(
    workspace: Workspace,
    table: ImportedTable,
    import_map: ImportMap,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportOutcome:
    """Make or update a record for each line; a line with a problem is left out and named. One transaction.

    A line finds the record it became before by the key, so that importing a file twice doubles nothing. A dry run
    does all of it and keeps none. Raises SdeskError when the table lacks a column that the map names.
    """
    lacking = import_map.lacking_columns(table.heads)
    if lacking:
        raise SdeskError(
            _("The table has no column “{name}”.", name=lacking[0]),
            _("Check the separator, or correct the map of the columns."),
        )
    try:
        with workspace.transaction("import") as session:
            outcome = _Import(workspace, import_map).run(table, progress or (lambda done, total: None))
            if dry_run:
                raise _LookedOnly(outcome)
    except _LookedOnly as looked:
        return looked.outcome
    return replace(outcome, operation=session.info.get("operation"))


class _LeftOut(SdeskError):
    """Takes back what was made for a line that is left out."""

    def __init__(self, problems: list[CellProblem]) -> None:
        super().__init__(_("The line was left out."))
        self.problems = problems


class _Import:
    """One run over the lines of a table."""

    def __init__(self, workspace: Workspace, import_map: ImportMap) -> None:
        self.workspace = workspace
        self.map = import_map
        self.model = import_map.model
        self.specs = {spec.name: spec for spec in fields_of(self.model)}
        form = import_map.form
        self.reader = CellReader(workspace, form.dates if form else "year-month-day", import_map.time_zone)
        self.makes = [(name, source) for name, source in import_map.sources() if source.create]
        self.seen: dict[str, int] = {}
        self.there = self._keys_there()

    def run(self, table: ImportedTable, progress: Progress) -> ImportOutcome:
        created: list[UUID] = []
        changed: list[UUID] = []
        found: list[CellProblem] = []
        unchanged = 0
        for place, (line, cells) in enumerate(table.cells()):
            progress(place, len(table.lines))
            done = self._whole_line(line, cells) if self._may_make(cells) else self._line(line, cells)
            if place % AT_ONCE == 0:
                self._write_down()
            if isinstance(done, _Kept):
                (created if done.new else changed).append(done.id)
            elif done:
                found.extend(done)
            else:
                unchanged += 1
        return ImportOutcome(
            created=tuple(created),
            changed=tuple(changed),
            unchanged=unchanged,
            problems=tuple(found),
        )

    def _keys_there(self) -> frozenset[Any] | None:
        """The keys of the records that are there; None where lines may make some of these on their way."""
        if self.makes and self.model in MAKEABLE:
            return None
        return frozenset(column_of(self.workspace, getattr(self.model, self.map.key)))

    def _may_make(self, cells: Mapping[str, str]) -> bool:
        """Whether something that the line leads to may have to be made first."""
        for name, source in self.makes:
            field, _dot, column = name.partition(".")
            spec = self.specs[field]
            if column and spec.row:
                spec = field_of(spec.row, column)
            if not self.reader.knows(spec, source.read(cells, self.map.unknown)):
                return True
        return False

    def _write_down(self) -> None:
        with self.workspace.reading() as session:
            session.flush()

    def _known(self, key: Any) -> Record | None:
        """The record that a line became before."""
        if self.there is not None and key not in self.there:
            return None
        return self.workspace.first(self.model, col(getattr(self.model, self.map.key)) == key)

    def _whole_line(self, line: int, cells: Mapping[str, str]) -> _Kept | list[CellProblem]:
        """As `_line`; where the line is left out, so is the customer or the item that was made for it."""
        try:
            with self.workspace.transaction("import"):
                done = self._line(line, cells)
                if isinstance(done, list) and done:
                    raise _LeftOut(done)
        except _LeftOut as left_out:
            self.reader.end_line(kept=False)
            return left_out.problems
        self.reader.end_line(kept=True)
        return done

    def _line(self, line: int, cells: Mapping[str, str]) -> _Kept | list[CellProblem]:
        values, found = self._values(line, cells)
        key = str(values.get(self.map.key) or "")
        if not found and not key:
            found = [CellProblem(line, self.map.key, _("The line has nothing to know it again by."))]
        if not found and key in self.seen:
            found = [CellProblem(line, self.map.key, self._stands_already(key))]
        if found:
            return found
        self.seen[key] = line
        state = values.pop("state", self.model.first_state().name)
        known = self._known(values[self.map.key])
        try:
            said = self._said(cells)
            return self._update(known, values, said) if known else self._make(state, values, said)
        except Refused as refusal:
            reasons = [CellProblem(line, problem.field, problem.whole) for problem in refusal.problems]
            return reasons or [CellProblem(line, "", refusal.whole)]

    def _stands_already(self, key: str) -> Message:
        return _("“{key}” stands in line {line} already.", key=key, line=self.seen[key])

    def _make(self, state: str, values: dict[str, Any], said: set[str]) -> _Kept:
        """A new record in its state, held to what that state asks for. Its approval was elsewhere: it has none here.

        Nothing is written before all of it is right, and incidents are written some at a time.
        """
        with self.workspace.reading() as session:
            refuse_second_document(self.workspace, self.model)
            fitting, faults = checked_values(self.workspace, self.model, values, self.reader.found)
            if faults:
                raise Refused(_("The line does not fit."), faults)
            record = self.model(state=state, **fitting)
            if isinstance(record, ServiceIncident):
                _complete_incident(self.workspace, record)
                if not record.is_draft:  # of one that is recorded here everything can be known
                    mark_unknown(record, set(Unknown) - _known_of(record, said))
                if not is_unknown(record, Unknown.RESPONSE):
                    note_answer(record)
            if isinstance(record, ActionItem) and record.state_called(state).ended:
                record.ended_at = record.ended_at or self.workspace.clock()
            lacking = [] if record.is_draft else problems(self.workspace, record, state)
            if lacking:
                raise Refused(_("It cannot be {state}.", state=term(state)), lacking)
            register(self.workspace, record)
            session.add(record)
            if not isinstance(record, ServiceIncident):
                session.flush()  # the next line may be held to what this one says
        return _Kept(record.id, new=True)

    def _said(self, cells: Mapping[str, str]) -> set[str]:
        """The fields of which the line says something: a cell that is empty or “?” says nothing."""
        return {name for name, source in self.map.fields.items() if source.read(cells, self.map.unknown)}

    def _update(self, known: Record, values: dict[str, Any], said: set[str]) -> _Kept | list[CellProblem]:
        """Only what the line says differently; rows and contacts made by the program itself are left alone."""
        plain = {name: value for name, value in values.items() if self.specs[name].kind is not Kind.ROWS}
        new = {name: value for name, value in plain.items() if getattr(known, name) != value}
        if (
            isinstance(known, ServiceIncident)
            and (left := without_mark(known, {_SAYS[name] for name in said & _SAYS.keys()}))
            != known.not_known
        ):
            new["not_known"] = left
        if not new:
            return []
        save(self.workspace, known, new, "import")
        return _Kept(known.id, new=False)

    def _values(self, line: int, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[CellProblem]]:
        values: dict[str, Any] = {}
        found: list[CellProblem] = []
        contacts: dict[str, dict[str, str]] = {}
        for name, source in self.map.fields.items():
            text = source.read(cells, self.map.unknown)
            target, _dot, part = name.partition(".")
            try:
                if name == "state":
                    values["state"] = self._state(text)
                elif part:
                    contacts.setdefault(target, {})[part] = text
                else:
                    values[name] = self.reader.value(self.specs[name], text, source.create)
            except CellFault as fault:
                found.append(CellProblem(line, name, fault.said))
        values.update({target: Contact(**parts) for target, parts in contacts.items()})
        for name, columns in self.map.rows.items():
            try:
                values[name] = (self._row(self.specs[name], columns, cells),)
            except CellFault as fault:
                found.append(CellProblem(line, name, fault.said))
        return values, found

    def _row(self, spec: FieldSpec, columns: Mapping[str, Source], cells: Mapping[str, str]) -> Any:
        kinds = {column.name: column for column in spec.columns}
        parts = {
            name: self.reader.value(kinds[name], source.read(cells, self.map.unknown), source.create)
            for name, source in columns.items()
        }
        assert spec.row is not None
        return spec.row(**parts)

    def _state(self, text: str) -> str:
        names = {state.name.lower(): state.name for state in self.model.states}
        if text.lower() not in names:
            known = ", ".join(names.values())
            raise CellFault(_("“{text}” is not one of the states: {known}.", text=text, known=known))
        return names[text.lower()]


def _complete_incident(workspace: Workspace, incident: ServiceIncident) -> None:
    """What recording and classifying would have filled in: when it was recorded, the priority of the matrix, the promise."""
    if not incident.is_draft:
        incident.recorded_at = incident.recorded_at or incident.started_at
        fix_versions(workspace, incident)
    if incident.impact and incident.urgency:
        set_priority(workspace, incident)
    if not incident.is_draft:
        fix_times(workspace, incident)


_SAYS: Mapping[str, Unknown] = {"answered_at": Unknown.RESPONSE, "outage": Unknown.OUTAGE}
"""What the fields of a line make known."""


def _known_of(incident: ServiceIncident, said: set[str]) -> set[Unknown]:
    """What is known of a line. A step at the moment of restoring, or later, does not tell when somebody answered."""
    found = {what for name, what in _SAYS.items() if name in said}
    steps = (step.at for step in incident.steps_taken if step.at)
    if incident.restored_at and any(at < incident.restored_at for at in steps):
        found.add(Unknown.RESPONSE)
    if incident.reopenings:
        found.add(Unknown.REOPENING)
    return found


def summary(outcome: ImportOutcome) -> Message:
    """What an import did or would do, in a line."""
    new, changed = len(outcome.created), len(outcome.changed)
    if not outcome.left_out:
        return _(
            "{new} new, {changed} changed, {same} as they were",
            new=new,
            changed=changed,
            same=outcome.unchanged,
        )
    return _(
        "{new} new, {changed} changed, {same} as they were, {left_out} left out",
        new=new,
        changed=changed,
        same=outcome.unchanged,
        left_out=outcome.left_out,
    )

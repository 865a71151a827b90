"""A small provider for tests: three people with their roles, what the profile has them write, and a clock of its own."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any, Protocol, TypeVar
from uuid import UUID

from platformdirs import user_state_path
from pytest import MonkeyPatch

from sdesk.models import (
    Agreement,
    AssignedRoles,
    ChangeProcedure,
    ConfigurationItem,
    Contact,
    Customer,
    FieldSpec,
    Kind,
    Person,
    Record,
    Row,
    ServiceBuild,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceDesign,
    ServiceIncident,
    ServiceTestReport,
    SupplierAgreement,
    TaskPerformance,
    fields_of,
    model_named,
)
from sdesk.models.control import MasterCopy
from sdesk.models.governance import ActionDecision, Competence, ImprovementAction
from sdesk.models.relationship import TheirApproval
from sdesk.packs.dependencies import approved_by
from sdesk.practice.control.changes import paper_of
from sdesk.practice.lifecycle import records, steps
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.lifecycle.roles import holders
from sdesk.practice.readiness.tasks import perform_task
from sdesk.practice.workspaces import Workspace, open_workspace, start_workspace, work_as

TEMPORARY = gettempdir()
"""Of the system: a test may have one of its own, which goes when that is over."""

R = TypeVar("R", bound=Record)
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CALLER = Contact(
    name="Dora Lind",
    organization="Pier Dental",
    address="1 Quay Street",
    telephone="+351 21 000 0001",
    email="dora@pier.example",
)


@dataclass
class TickingClock:
    """A clock that goes on by a minute whenever somebody looks at it."""

    now: datetime = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def pass_time(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Provider:
    """Ana is management, Service Manager and Control Manager; Ben looks after customers and incidents; Cleo practises."""

    workspace: Workspace
    clock: TickingClock
    ana: Person
    ben: Person
    cleo: Person
    extra: dict[str, Any] = field(default_factory=dict)

    def works(self, person: Person | None) -> None:
        work_as(self.workspace, person)

    def create(self, model: type[R], **values: Any) -> R:
        return records.create(self.workspace, model, values)

    def save(self, record: R, **values: Any) -> R:
        return records.save(self.workspace, record, values)

    def take(self, record: R, step: str, reason: str = "", **values: Any) -> R:
        return steps.take_step(self.workspace, record, step, values, reason=reason)

    def complete(self, model: type[R], state: str, **values: Any) -> R:
        """A record in its first state, with all that `state` asks for."""
        return self.create(model, **{**values_for(self, model, state), **values})

    def approved(self, model: type[R], **values: Any) -> R:
        return self.take(self.complete(model, "approved", **values), "approve")


class Make(Protocol):
    def __call__(self, path: Path, passphrase: str = "") -> Provider: ...


def made_once(make: Make) -> Make:
    """Make it for the first that asks, and give every one a copy of its own: as if it had just been made."""

    @cache
    def original(passphrase: str) -> tuple[TemporaryDirectory[str], Provider]:
        folder = TemporaryDirectory(dir=TEMPORARY)
        with MonkeyPatch.context() as patch:
            patch.setenv("XDG_STATE_HOME", folder.name)
            made = make(Path(folder.name) / "original.sdesk", passphrase)
            made.workspace.close()
        return folder, made

    @wraps(make)
    def copy_of_it(path: Path, passphrase: str = "") -> Provider:
        folder, made = original(passphrase)
        clock = TickingClock()
        memory = user_state_path(
            "sdesk", appauthor=False
        )  # the copy is gone on with as the one that was made
        shutil.copytree(Path(folder.name) / memory.name, memory, dirs_exist_ok=True)
        shutil.copy(made.workspace.path, path)
        workspace = open_workspace(path, passphrase, device="desk-1", clock=clock)
        clock.now = made.clock.now

        def again(value: Any) -> Any:
            if isinstance(value, tuple):
                return tuple(map(again, value))
            return workspace.get(type(value), value.id) if isinstance(value, Record) else value

        ana, ben, cleo = map(again, (made.ana, made.ben, made.cleo))
        extra = {name: again(value) for name, value in made.extra.items()}
        provider = Provider(workspace, clock, ana, ben, cleo, extra)
        provider.works(provider.ana)
        return provider

    return copy_of_it


@made_once
def new_provider(path: Path, passphrase: str = "") -> Provider:
    """Somebody has begun: an organization and three people, no roles yet. Ana is working."""
    clock = TickingClock()
    workspace = start_workspace(
        path, "Harbour IT", time_zone="Europe/Lisbon", passphrase=passphrase, device="desk-1", clock=clock
    )
    ana, ben, cleo = (
        records.create(workspace, Person, {"name": name, "email": f"{name[:3].lower()}@harbour.example"})
        for name in ("Ana Reyes", "Ben Okafor", "Cleo Sand")
    )
    provider = Provider(workspace, clock, ana, ben, cleo)
    provider.works(ana)
    return provider


@made_once
def working_provider(path: Path, passphrase: str = "") -> Provider:
    """Everything that changes and incidents stand on is approved: roles, policy, catalogue, procedures, one item."""
    provider = new_provider(path, passphrase)
    assign_roles(provider)
    provider.approved(ServiceDeliveryPolicy)
    provider.approved(ChangeProcedure)
    provider.extra["customer"] = provider.create(Customer, name="Pier Dental")
    provider.extra["catalogue"] = provider.approved(ServiceCatalogue)
    provider.extra["service"] = provider.extra["catalogue"].services[0].id
    item = provider.complete(ConfigurationItem, "in service")
    provider.extra["item"] = provider.take(item, "put in service")
    return provider


def assign_roles(provider: Provider, **values: Any) -> AssignedRoles:
    held = {
        "MGT": provider.ana,
        "SM": provider.ana,
        "CM": provider.ana,
        "RM": provider.ben,
        "IM": provider.ben,
        "PT": provider.cleo,
    }
    since = date(2026, 1, 1)
    return provider.approved(
        AssignedRoles,
        assignments=tuple({"role": role, "person": person.id, "start": since} for role, person in held.items()),
        competences=tuple(
            {"person": provider.ana.id, "subject": subject, "achieved_on": since}
            for subject in ("service management", "ISO/IEC 29110")
        ),
        **values,
    )  # fmt: skip


def performed(
    provider: Provider,
    task: str,
    outcome: str = "Read as a whole; nothing has to change.",
    records: Sequence[UUID] = (),
    done_on: date | None = None,
) -> TaskPerformance:
    """Recorded as done by somebody who may, with what they looked at: what it is about, else whoever did it."""
    if done_on:
        provider.clock.now = max(provider.clock.now, datetime.combine(done_on, time(12), UTC))
    workspace, before = provider.workspace, provider.workspace.person_id
    pack, its = workspace.packs.task(task)
    found = holders(workspace, pack.our_roles(its.roles), done_on or provider.clock.now.date())
    by = next(iter(found), provider.ana)
    kinds = (model_named(pack.bindings.record_of(each)) for each in approved_by(its))
    about = [each.id for kind in kinds for each in workspace.find(kind) if not each.is_draft]
    provider.works(by)
    made = perform_task(workspace, task, outcome, records or about or (by.id,), done_on)
    work_as(workspace, workspace.get(Person, before) if before else None)
    return made


def next_version(provider: Provider, record: R) -> R:
    """The next version as a draft; the other side has agreed to it where it is an agreement."""
    draft = new_version(provider.workspace, record)
    if not isinstance(draft, Agreement):
        return draft
    return provider.save(draft, their_approvals=(row_for(provider, TheirApproval),))


def change(provider: Provider, state: str = "requested", **values: Any) -> ServiceChangeRequest:
    return provider.complete(ServiceChangeRequest, state, **{"kind": "normal", **values})


def decided(provider: Provider) -> ServiceChangeRequest:
    """A normal change that the Control Manager has approved."""
    request = provider.take(change(provider, "approved"), "submit")
    return provider.take(request, "approve", decision_reason="Worth it.")


def incident(provider: Provider, state: str = "closed", **values: Any) -> ServiceIncident:
    fitting = {"impact": "low", "urgency": "low", "restored_at": None, "started_at": provider.clock.now}
    return provider.complete(ServiceIncident, state, **{**fitting, **values})


def papers(provider: Provider, request: ServiceChangeRequest, *models: type[Record]) -> None:
    """Design, build and test report of a change, as far as asked for, in the state that the change needs."""
    for model in models or (ServiceDesign, ServiceBuild, ServiceTestReport):
        step = "build" if model is ServiceBuild else "approve"
        provider.take(paper(provider, model, request), step)


def paper(provider: Provider, model: type[R], request: ServiceChangeRequest, **values: Any) -> R:
    state = "built" if model is ServiceBuild else "approved"
    build = paper_of(provider.workspace, request, ServiceBuild) if model is ServiceTestReport else None
    of = {"change": request.id, **({"build": build.id} if build else {})}
    return provider.complete(model, state, **{**of, **values})


def values_for(provider: Provider, model: type[Record], state: str) -> dict[str, Any]:
    """Plausible values for all that the state asks for and the program does not propose."""
    record = model(state=state)
    held = record.states_to_hold(state)
    needed = [
        spec for spec in fields_of(model) if spec.content.needed_for in held and not spec.content.computed
    ]
    known = {
        "next_review_date",
        "next_review",
        "date_of_issue",
        "issuing_organization",
        "matrix",
        "priority_targets",
        "evaluation_criteria",
    }
    values = {spec.name: value_for(provider, spec) for spec in needed if spec.name not in known}
    if model is ServiceIncident and "classified" in held:
        values["impact_in_words"] = "One person works more slowly"
    if model is SupplierAgreement and "approved" in held:
        values["their_approvals"] = (row_for(provider, TheirApproval),)
    return {**values, **{name: value for name, value in PARTICULAR.items() if name in values}}


PARTICULAR: dict[str, Any] = {
    "score": 4,
    "time_zone": "Europe/Lisbon",
    "planned_start": START + timedelta(days=7),
    "planned_end": START + timedelta(days=7, hours=2),
    "starts_at": START + timedelta(days=7),
    "ends_at": START + timedelta(days=7, hours=2),
    "start": date(2026, 1, 1),
    "review_date": date(2026, 7, 1),
    "end": date(2026, 12, 31),
    "period_start": date(2025, 12, 1),
    "period_end": date(2026, 2, 28),
    "conclusion": "passed",
    "task": "GO.3.1",
    "shows": "ServiceIncident",
    "statement": "29110-4-3/P17",
    "point": "29110-4-3/WP.01/2",
    "answer": "yes",
}  # fmt: skip


def value_for(provider: Provider, spec: FieldSpec) -> Any:
    if spec.name == "kind":
        return spec.choices[-1]
    if spec.name == "sha256":
        return "a1" * 32
    if spec.name in ("criterion", "expected"):  # each acceptance criterion of the design is tested
        return "It works as it was asked for"
    match spec.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return f"{spec.label} in words"
        case Kind.NUMBER:
            return 1020 if spec.name == "end_minute" else 5
        case Kind.DATE:
            return date(2026, 3, 2)
        case Kind.DATE_TIME:
            return provider.clock() if spec.content.happened else START
        case Kind.YES_NO:
            return True
        case Kind.CHOICE:
            return spec.choices[0]
        case Kind.CONTACT:
            return CALLER
        case Kind.LINK:
            return target_of(provider, spec)
        case Kind.LINKS:
            return (target_of(provider, spec),)
        case Kind.ROWS:
            assert spec.row
            return (row_for(provider, spec.row),)


def row_for(provider: Provider, row: type[Row]) -> Row:
    needed = {spec.name: value_for(provider, spec) for spec in fields_of(row) if spec.content.needed_for}
    return row(**needed, **_besides(provider, row))


def _besides(provider: Provider, row: type[Row]) -> dict[str, Any]:
    """What a rule asks of a line, beside its columns."""
    if row is ImprovementAction:
        return agreed(provider)
    if row is MasterCopy:
        return {
            "reached_by": "The practitioners",
            "checked_on": START.date(),
            "checked_by": provider.cleo.id,
        }
    return {"person": provider.ana.id} if row is Competence else {}


def agreed(provider: Provider) -> dict[str, Any]:
    """Of a line of an improvement report: management's decision."""
    return {
        "decision": ActionDecision.AGREED,
        "decided_by": provider.ana.id,
        "decided_on": START.date(),
    }


def target_of(provider: Provider, spec: FieldSpec) -> UUID:
    """Something of the kind that the field links to, made if there is none yet."""
    if spec.target == "Service":
        return provider.extra["service"]
    known: dict[str, Any] = {"Person": provider.ana}
    if spec.name == "related":
        return next(iter(provider.workspace.find(AssignedRoles))).id
    if spec.target == "Record":
        known["Record"] = provider.workspace.first(ServiceDeliveryPolicy) or provider.ana
    if spec.target not in known:
        known[spec.target] = next(_made(provider, spec.target))
    return known[spec.target].id


def _made(provider: Provider, name: str) -> Iterator[Any]:
    model = model_named(name)
    found = provider.workspace.first(model)
    if found is None:
        first = model.first_state().name
        found = provider.create(model, **values_for(provider, model, first))
        if isinstance(found, ServiceBuild):  # what is tested was built before
            found = provider.take(provider.save(found, **values_for(provider, model, "built")), "build")
    yield found

"""A provider who did everything, for thirteen months, in the order and by the people that it takes: what must be met.

Made once and copied. It writes on 2 March 2026, works until April 2027, renews what is due in between, and stands on
5 April 2027. To take something away, change the copy.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from sdesk.models import (
    RECORDS,
    ActionItem,
    Agreement,
    AssignedRoles,
    BusinessGoals,
    ChangeProcedure,
    ConfigurationItem,
    Contact,
    Customer,
    CustomerAgreement,
    FeedbackEntry,
    ImprovementReport,
    PerformanceReport,
    Person,
    Record,
    ScheduleEntry,
    ServiceBuild,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceDesign,
    ServiceIncident,
    ServiceScope,
    ServiceTestReport,
    Supplier,
    SupplierAgreement,
    SurveyScore,
)
from sdesk.models.control import CopyHolder, EntryKind, ItemCheck, ItemCopy, ItemType, Score
from sdesk.models.governance import (
    ActionDecision,
    DeliveryRisk,
    Goal,
    Handover,
    ImprovementAction,
    ServiceRole,
    Subject,
)
from sdesk.models.record import Document
from sdesk.models.relationship import (
    AgreementForm,
    CatalogueGiven,
    Measure,
    Service,
    ServiceTarget,
    TheirApproval,
)
from sdesk.practice.audit.reviewing import confirm_read
from sdesk.practice.control.changes import criteria
from sdesk.practice.incident.handling import tell_party
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.readiness.tasks import perform_task
from sdesk.practice.reporting.judging import to_judge
from sdesk.practice.reporting.reports import figures_of
from sdesk.storage import col
from tests.practice.readiness.rules.cheats import honest, said
from tests.provider import Provider, made_once, new_provider, paper, values_for

R = TypeVar("R", bound=Record)
BEGUN, RENEWED, STANDS_ON = date(2026, 3, 2), date(2027, 1, 25), date(2027, 4, 5)
INCIDENTS = [date(2026, month, 12) for month in (3, 5, 6, 8, 9, 10, 11)] + [
    date(2027, month, 12) for month in (1, 2, 3)
]
CHANGES = [date(2026, 5, 4), date(2026, 8, 3), date(2026, 11, 2), date(2027, 2, 8)]
FEEDBACK = [date(2026, 6, 8), date(2026, 9, 7), date(2026, 12, 7), date(2027, 1, 11)]
DORA = Contact(name="Dora Lind", organization="Pier Dental", address="1 Quay Street",
               telephone="+351 21 000 0001", email="dora@pier.example")  # fmt: skip
RUI = Contact(name="Rui Costa", organization="Atlantic Net", address="9 Mole Road",
              telephone="+351 21 000 0002", email="rui@atlantic.example")  # fmt: skip


@made_once
def complete_provider(path: Path, passphrase: str = "") -> Provider:
    """Everything that the rules ask, as far as a workspace can say it. Ben writes, Ana approves, Cleo practises."""
    provider = new_provider(path, passphrase)
    _begins(provider)
    days: list[tuple[date, str]] = [
        (date(2026, 9, 21), "trends"),
        (date(2026, 9, 28), "copies"),
        (date(2026, 10, 5), "asked"),
        (date(2027, 1, 18), "report"),
        (RENEWED, "renew"),
    ]
    for what, when in (("incident", INCIDENTS), ("change", CHANGES), ("feedback", FEEDBACK)):
        days += [(day, what) for day in when]
    for day, what in sorted(days):
        it_is(provider, day)
        DOES[what](provider, day)
    _actions_done(provider, date(2027, 3, 1))
    it_is(provider, STANDS_ON)
    return provider


@made_once
def set_up_provider(path: Path, passphrase: str = "") -> Provider:
    """The same on its first day: all is written and approved, nothing has happened yet."""
    provider = new_provider(path, passphrase)
    _begins(provider)
    return provider


def it_is(provider: Provider, day: date, hour: int = 9) -> None:
    """It is that day."""
    provider.clock.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def written(
    provider: Provider, model: type[R], state: str = "approved", by: Person | None = None, **values: Any
) -> R:
    """A record with all that the state asks for, in words that say something; by Ben."""
    provider.works(by or provider.ben)
    whole = said(model, values_for(provider, model, state), honest)
    return provider.create(model, **{**whole, **values})


def approved(provider: Provider, model: type[R], **values: Any) -> R:
    made = written(provider, model, **values)
    provider.works(provider.ana)
    return provider.take(made, "approve")


def _begins(provider: Provider) -> None:
    it_is(provider, BEGUN, hour=8)
    ours = organization(provider.workspace)
    assert ours
    provider.save(ours, address="3 Dock Road", telephone="+351 21 000 0003", email="desk@harbour.example")
    approved(provider, AssignedRoles, **_roles(provider))
    provider.works(provider.ben)
    customer = provider.create(
        Customer, name="Pier Dental", address="1 Quay Street", email="desk@pier.example"
    )
    supplier = provider.create(Supplier, name="Atlantic Net", address="9 Mole Road")
    catalogue = approved(provider, ServiceCatalogue, services=_services(provider))
    provider.extra.update(
        customer=customer, supplier=supplier, catalogue=catalogue, service=catalogue.services[0].id
    )
    approved(provider, BusinessGoals, goals=(_goal(),))
    for model in documents():
        approved(provider, model, **_in_particular(provider).get(model, {}))
    _give_catalogue(provider, BEGUN)
    for entry in EntryKind:
        written(provider, ScheduleEntry, ScheduleEntry.states[-1].name, kind=entry)
    provider.extra["item"] = _item(provider, ItemType.HARDWARE, "Backup router", supplier=supplier.id)
    provider.extra["software"] = _item(provider, ItemType.SOFTWARE, "Mail gateway")
    target = ServiceTarget(
        measure=Measure.OTHER, target=95, unit="%", detail="Calls answered within the hour"
    )
    dates = {"start": BEGUN, "review_date": date(2027, 3, 1), "end": date(2028, 3, 1)}
    both = {**dates, "service_targets": (target,), "services": (provider.extra["service"],)}
    approved(
        provider,
        CustomerAgreement,
        customer=customer.id,
        their_owner=DORA,
        their_approvals=(_agreed(DORA),),
        **both,
    )
    approved(provider, SupplierAgreement, supplier=supplier.id, their_owner=RUI, their_approvals=(_agreed(RUI),),
             assurance="Certified for networks each year; their engineers are trained by the maker.", **both)  # fmt: skip


def _services(provider: Provider) -> tuple[Service, ...]:
    row = next(
        iter(said(ServiceCatalogue, values_for(provider, ServiceCatalogue, "approved"), honest)["services"])
    )
    return (
        row.model_copy(
            update={"name": "Support of workplaces", "costs": "40 euro a month for each workplace"}
        ),
    )


def _goal() -> Goal:
    return Goal(statement="Customers can work without interruption all year long.", set_by="Owner of Harbour IT",
                measure="Hours without work, as the customers count them", target=8, due=date(2027, 12, 31))  # fmt: skip


def _in_particular(provider: Provider) -> dict[type[Record], dict[str, Any]]:
    """What a scope and a policy say that no text for any field would."""
    risk = DeliveryRisk(
        risk="Ana is ill for a month", answer="Ben knows all that she does", owner=provider.ana.id
    )
    return {
        ServiceScope: {
            "services_offered": "Support of workplaces, by telephone and at the customers' places.",
            "boundary_customers": "Pier Dental and whoever else comes to us from the harbour.",
        },
        ServiceDeliveryPolicy: {"risks": (risk,), "objection_days": 5},
    }


def _agreed(contact: Contact) -> TheirApproval:
    return TheirApproval(person=contact.name, role="Office manager", on=BEGUN, form=AgreementForm.SIGNED)


def _give_catalogue(provider: Provider, day: date) -> None:
    catalogue = provider.workspace.first(ServiceCatalogue, col(ServiceCatalogue.state) == "approved")
    assert catalogue
    row = CatalogueGiven(on=day, customer=provider.extra["customer"].id, who="Dora Lind", how="As a PDF")
    provider.save(catalogue, given_to=(row,))


def documents() -> Iterator[type[Document]]:
    """Those that nothing else is made of before they are there."""
    first = (AssignedRoles, BusinessGoals, ServiceCatalogue, ServiceScope)
    yield ServiceScope
    yield from (each for each in RECORDS if issubclass(each, Document) and each not in first)


def _roles(provider: Provider) -> dict[str, Any]:
    ana, ben, cleo = provider.ana.id, provider.ben.id, provider.cleo.id
    held = {ServiceRole.MGT: (ana, cleo), ServiceRole.SM: (ana, ben), ServiceRole.CM: (ana, cleo),
            ServiceRole.RM: (ben, ana), ServiceRole.IM: (ben, ana), ServiceRole.PT: (cleo, ben)}  # fmt: skip
    learnt = {"achieved_on": date(2026, 2, 2), "evidence": "Certificate 2026-118 of the harbour school"}
    return {
        "assignments": tuple(
            {"role": role, "person": who, "deputy": deputy, "start": date(2026, 1, 1)}
            for role, (who, deputy) in held.items()
        ),
        "competences": tuple(
            {"person": who, "subject": subject, **learnt} for who in (ana, ben, cleo) for subject in Subject
        ),
    }


def _item(provider: Provider, kind: ItemType, name: str, **values: Any) -> ConfigurationItem:
    of = {"type": kind, "name": name, "services": (provider.extra["service"],), **values}
    item = written(provider, ConfigurationItem, "in service", release="2.1", master_copies=(), **of)
    provider.save(item, master_copies=(a_copy(provider.cleo, BEGUN),))
    return provider.take(item, "put in service", date_of_service=BEGUN)


def a_copy(who: Person, day: date) -> ItemCopy:
    return ItemCopy(
        held=CopyHolder.US,
        what="Settings, exported after each change",
        place="Safe at 1 Quay Street",
        sha256="4f" * 32,
        **looked_at_by(who, day),
    )


def looked_at_by(who: Person, day: date) -> dict[str, Any]:
    return {"reached_by": "Control Manager and practitioners", "checked_on": day, "checked_by": who.id}


def copies_checked(provider: Provider, day: date) -> None:
    """The master copies were seen to be there, and the items held against the things."""
    provider.works(provider.cleo)
    found = "Serial number, version and place are as they are written."
    for item in provider.workspace.find(ConfigurationItem):
        look = ItemCheck(on=day, by=provider.cleo.id, found=found)
        provider.save(item, master_copies=(a_copy(provider.cleo, day),), checks=(look,))


def an_incident(
    provider: Provider,
    day: date,
    until: str = "closed",
    *,
    significant: bool = False,
    agrees: bool | None = True,
    decided: bool = True,
    **values: Any,
) -> ServiceIncident:
    """Recorded by Cleo, mended within two hours, told, closed by Ben; or left where it is `until`."""
    item, now = provider.extra["item"], provider.clock.now
    how_bad = "high" if significant else "low"
    typed: dict[str, Any] = {
        "impact": how_bad, "urgency": how_bad, "major": significant, "restored_at": None, "resolver": None,
        "started_at": now - timedelta(minutes=5), "reporter": DORA, "customer": provider.extra["customer"].id,
        "configuration_items": (item.id,), "assigned_to": provider.cleo.id, "steps_taken": (),
        "impact_in_words": "Nobody could make an appointment; treatment went on with paper.",
        "summary": f"No connection at the front desk on {day}",
        "details": f"Since the morning of {day} nobody at the front desk could open the patients' calendar.", **values,
    }  # fmt: skip
    broken = written(provider, ServiceIncident, "classified", by=provider.cleo, **typed)
    for step in ("record", "classify", "investigate"):
        broken = provider.take(broken, step)
        if broken.state == until:
            return broken
    done = {"at": provider.clock.now + timedelta(minutes=20), "person": provider.cleo.id,
            "text": f"Looked at the line, took the router off and on again, noted its log of {day}."}  # fmt: skip
    provider.clock.pass_time(hours=1)
    broken = provider.save(broken, steps_taken=(done,))
    found = {
        "root_cause": "The firmware of the router lost its routes whenever the lease was renewed.",
        "solution": "The supplier's newer firmware was agreed with Dora Lind and put in the same week.",
        "review": "The customer noticed before we did, so the line is watched from now on.",
    }
    broken = provider.save(broken, **(found if significant else {}))
    broken = provider.take(broken, "restore", restored_at=provider.clock())
    broken = tell_party(provider.workspace, broken, str(DORA), "It works again; she tried it.")
    answer = {"at": provider.clock.now, "who": DORA.name, "agreed": agrees, "how": "On the telephone"}
    broken = provider.save(broken, reporter_answers=(answer,) if agrees is not None else ())
    provider.works(provider.ben)
    if significant and decided:
        decide_on_solution(provider, broken)
    return broken if until == "restored" else provider.take(broken, "close")


def decide_on_solution(provider: Provider, broken: ServiceIncident) -> None:
    """Approved, and somebody carries it out."""
    day = provider.clock.now.date()
    why = "Small, known and tried by the supplier at two other places."
    row = {"decision": "approved", "by": provider.ben.id, "on": day, "why": why}
    provider.save(broken, solution_decisions=(row,))
    due = day + timedelta(days=30)
    what = f"Put in the newer firmware after {broken.number}"
    provider.create(ActionItem, description=what, owner=provider.cleo.id, due=due, source=broken.id)


Before = Mapping[str, Callable[[ServiceChangeRequest], object]]
"""What happens before a step of a change, by the name of the step."""


def a_change(
    provider: Provider, day: date, before: Before = MappingProxyType({}), **values: Any
) -> ServiceChangeRequest:
    """A normal one, from request to review, asked by Dora, decided and cleared by Ana, carried out by Cleo."""

    def comes(step: str) -> None:
        before.get(step, lambda change: None)(asked)

    start = provider.clock.now + timedelta(days=7)
    of = {"kind": "normal", "customer": provider.extra["customer"].id, "service": provider.extra["service"],
          "configuration_items": (provider.extra["item"].id,), "requester": DORA, "planned_start": start,
          "planned_end": start + timedelta(hours=2), "date_needed": day + timedelta(days=20),
          "purpose": f"Newer firmware for the backup router of {day}", **values}  # fmt: skip
    scores = tuple(
        row.model_copy(
            update={"score": Score.GOOD, "finding": f"{row.criterion}: known, small and back in minutes."}
        )
        for row in criteria(provider.workspace)
    )
    asked = written(provider, ServiceChangeRequest, "approved", by=provider.cleo, evaluation=scores, **of)
    provider.take(asked, "submit")
    comes("approve")
    provider.works(provider.ana)
    provider.take(asked, "approve")
    comes("schedule")
    provider.take(asked, "schedule", planned_start=start, planned_end=start + timedelta(hours=2))
    for model, state, step, after in (
        (ServiceDesign, "approved", "approve", "design"),
        (ServiceBuild, "built", "build", "build"),
        (ServiceTestReport, "approved", "approve", "test"),
    ):
        provider.clock.pass_time(hours=2)
        _paper(provider, asked, model, state, step)
        comes(after)
        provider.take(asked, after)
    reason = "All tests passed, the criteria are held, the customer agreed and the evening is free."
    provider.works(provider.cleo)
    asked = provider.save(asked, customer_consent="Dora Lind, office manager, agreed by e-mail on that day.")
    comes("clear")
    provider.works(provider.ana)
    provider.take(asked, "clear", deployment_reason=reason)
    provider.take(asked, "confirm", planned_start=start, planned_end=start + timedelta(hours=2))
    provider.clock.now = start + timedelta(hours=1)
    provider.works(provider.cleo)
    went: dict[str, Any] = {"deployed_at": provider.clock.now, "deployed_by": provider.cleo.id,
            "deployment_outcome": "The router came back in four minutes and kept its routes all evening."}  # fmt: skip
    comes("deploy")
    provider.take(asked, "deploy", **went)
    provider.save(provider.extra["item"], release=f"2.{day:%y%m}")
    provider.clock.pass_time(days=3)
    comes("close")
    provider.works(provider.ana)
    judged: dict[str, Any] = {
        "review_result": "worked as planned",
        "review": "The line held for three days; nothing followed.",
    }
    return provider.take(asked, "close", **judged)


def _paper(provider: Provider, asked: ServiceChangeRequest, model: type[Any], state: str, step: str) -> None:
    provider.works(provider.cleo)
    made = paper(provider, model, asked)
    provider.save(made, **said(model, values_for(provider, model, state), honest) | _of_paper(provider, made))
    provider.works(provider.ana if step == "approve" else provider.cleo)
    provider.take(made, step)


def _of_paper(provider: Provider, made: Record) -> dict[str, Any]:
    match made:
        case ServiceBuild(change=change):
            copy = {"component": "Firmware 2.1", "kept_at": "Safe at 1 Quay Street", "sha256": "4f" * 32,
                    **looked_at_by(provider.cleo, provider.clock.now.date())}  # fmt: skip
            return {"change": change, "master_copies": (copy,)}
        case ServiceTestReport(change=change, build=build):
            design = provider.workspace.first(ServiceDesign, col(ServiceDesign.change) == change)
            assert design
            tests = tuple(
                {"name": f"Acceptance {place}", "level": "System", "type": "Acceptance", "passed": True,
                 "expected": each.criterion, "result": "Seen on the bench, as asked for"}
                for place, each in enumerate(design.acceptance_criteria, start=1)
            )  # fmt: skip
            return {"change": change, "build": build, "tests": tests, "errors": "none",
                    "collected_at": provider.clock.now}  # fmt: skip
        case ServiceDesign(change=change):
            return {"change": change, "date_of_issue": provider.clock.now.date()}
    raise TypeError(made)


def a_feedback(provider: Provider, day: date) -> FeedbackEntry:
    """Somebody of the customer said something; Ben investigates and closes it a week later."""
    told = written(provider, FeedbackEntry, "recorded", kind="complaint", contact=DORA, received_at=provider.clock.now,
                   customer=provider.extra["customer"].id,
                   description=f"On {day} the front desk waited an hour for an answer.", outcome="")  # fmt: skip
    for step in ("record", "investigate"):
        provider.take(told, step)
    provider.clock.pass_time(days=7)
    outcome = f"Nobody had the telephone on the morning of {day}; Cleo has it now, and Dora Lind was told."
    return provider.take(told, "close", outcome=outcome)


def _reports(provider: Provider, day: date) -> None:
    """On 2026: one on each agreement, and one to management, who decides on what is proposed."""
    year = {"period_start": BEGUN, "period_end": date(2026, 12, 31)}
    for field, model in (
        ("customer_agreement", CustomerAgreement),
        ("supplier_agreement", SupplierAgreement),
    ):
        agreement = provider.workspace.first(model)
        assert agreement
        proposed = ({"description": "Put a second line into the front desk", "owner": provider.cleo.id,
                     "due": day + timedelta(days=30)},)  # fmt: skip
        of = {field: agreement.id, _other(field): None, "proposed_actions": proposed, **year}
        report = _judged(provider, PerformanceReport, previous_actions="first report", **of)
        provider.save(report, given_to=(Handover(on=day, who="Dora Lind, Pier Dental", how="e-mail"),))
    action = ImprovementAction(
        description="Watch the line of the front desk from our side", owner=provider.ben.id,
        due=day + timedelta(days=30), decision=ActionDecision.AGREED, decided_by=provider.ana.id, decided_on=day,
    )  # fmt: skip
    _judged(provider, ImprovementReport, improvement_actions=(action,), **year)


def _judged(provider: Provider, model: type[Any], **values: Any) -> Any:
    """Written by Ben, with what nobody counts judged by him; approved by Ana."""
    report = written(provider, model, **values)
    how = {"reached": "As asked for", "met": True, "judged_by": provider.ben.id,
           "grounds": "The customers' own list of the year shows it, and Dora Lind agrees."}  # fmt: skip
    rows = to_judge(figures_of(provider.workspace, report))
    provider.save(report, judgements=tuple(row.model_copy(update=how) for row in rows))
    provider.works(provider.ana)
    return provider.take(report, "approve")


def _other(field: str) -> str:
    return "supplier_agreement" if field == "customer_agreement" else "customer_agreement"


def _renew(provider: Provider, day: date) -> None:
    """What was written is read again and issued for another year; what recurs was done and is recorded."""
    newest = {model: provider.workspace.first(model, col(model.state) == "approved") for model in kept()}
    for task in LOOKS_AT:
        review(provider, task)
    for record in newest.values():
        assert record
        provider.works(provider.ben)
        draft = new_version(provider.workspace, record)
        later = (
            {"review_date": date(2027, 12, 1), **agreed_again(provider, record)}
            if isinstance(record, Agreement)
            else {}
        )
        provider.save(draft, notes="Read as a whole; the telephone of the front desk was added.", **later)
        provider.works(provider.ana)
        provider.take(draft, "approve")
    _give_catalogue(provider, day)
    policy = provider.workspace.first(ServiceDeliveryPolicy, col(ServiceDeliveryPolicy.state) == "approved")
    assert policy
    for person in (provider.ben, provider.cleo):
        provider.works(person)
        confirm_read(provider.workspace, policy)


def agreed_again(provider: Provider, agreement: Agreement) -> dict[str, Any]:
    """The same people over there agree to the next version as well."""
    today = provider.clock.now.date()
    return {
        "their_approvals": tuple(each.model_copy(update={"on": today}) for each in agreement.their_approvals)
    }


def kept() -> Sequence[type[Record]]:
    """The kinds of what is renewed."""
    return (
        AssignedRoles,
        BusinessGoals,
        ServiceCatalogue,
        *documents(),
        CustomerAgreement,
        SupplierAgreement,
    )


LOOKS_AT: dict[str, tuple[type[Record], ...]] = {
    "GO.2.4": (ServiceDeliveryPolicy, ChangeProcedure, ImprovementReport),
    "GO.3.1": (AssignedRoles, ImprovementReport),
    "RE.1.3": (ServiceCatalogue, ImprovementReport),
    "RE.2.5": (CustomerAgreement, SupplierAgreement, PerformanceReport, FeedbackEntry),
    "IN.1.2": (AssignedRoles,),
    "IN.1.3": (ServiceIncident,),
}
"""What each review is of, and what it draws on."""


def review(provider: Provider, task: str) -> None:
    """Done by a holder of the task's role, who says what was found."""
    found = (
        provider.workspace.first(each, col(each.state) != "draft", order_by=[col(each.version).desc()])
        for each in LOOKS_AT[task]
    )
    provider.works(provider.ben if task.startswith(("RE", "IN")) else provider.ana)
    outcome = (
        "It is followed: ten incidents, four changes and the report of January show it. It still fits, only the "
        "telephone of the front desk changes."
    )
    perform_task(provider.workspace, task, outcome, [each.id for each in found if each])


def _actions_done(provider: Provider, day: date) -> None:
    it_is(provider, day)
    provider.works(provider.ben)
    for action in provider.workspace.find(ActionItem):
        outcome = "Done, tried with the front desk, and it has held since."
        provider.take(action, "finish", outcome=outcome)


DOES: dict[str, Callable[[Provider, date], object]] = {
    "incident": lambda provider, day: an_incident(provider, day, significant=day.month in (9, 2)),
    "change": a_change,
    "feedback": a_feedback,
    "copies": copies_checked,
    "report": _reports,
    "asked": lambda provider, day: provider.take(
        written(
            provider, SurveyScore, "recorded", customer=provider.extra["customer"].id, asked_on=day, score=4
        ),
        "record",
    ),
    "trends": lambda provider, day: review(provider, "IN.1.3"),
    "renew": _renew,
}

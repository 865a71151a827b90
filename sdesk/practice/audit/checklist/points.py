"""The points of evidence that the program judges itself: a check for each kind, by the names that bindings use.

Each says yes only by records that count: approved, unchanged since, current, adopted where they were imported, and with
words that say something.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sdesk.models import (
    Agreement,
    AssignedRoles,
    CustomerAgreement,
    Document,
    ImprovementReport,
    Record,
    ServiceChangeRequest,
    ServiceReport,
    SupplierAgreement,
    field_of,
    model_named,
)
from sdesk.models.control import ChangeKind
from sdesk.models.governance import ProposedAction
from sdesk.models.governance.reports import ImprovementAction
from sdesk.packs import Pack, WorkProduct
from sdesk.packs.bindings import Judge, PointBinding
from sdesk.practice.audit.checklist.population import Judged, is_asked_of, lack_of, population
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.thin import says, thin_items
from sdesk.practice.readiness.evidence.signatures import Signature
from sdesk.practice.readiness.rules.agreements import they_agreed
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer, failures_first
from sdesk.practice.readiness.rules.governance import not_planned
from sdesk.practice.readiness.rules.grounds import CASES, Grounds, is_proven, shown_as
from sdesk.practice.readiness.rules.way import decision_on
from sdesk.translation import NOTHING_SAID, Message, counted, term
from sdesk.translation import message as _

Why = Callable[[Record], Message]


@dataclass(frozen=True)
class Point:
    """A point of evidence: `place` is which of its work product it is, from 1; `id` names it from outside the set."""

    id: str
    product: WorkProduct
    place: int
    bound: PointBinding
    model: type[Record]

    @property
    def text(self) -> str:
        return self.product.evidence[self.place - 1]

    @property
    def short(self) -> str:
        return f"{self.product.id}.{self.place}"

    @property
    def judge(self) -> Judge:
        return self.bound.judge


def points_of(pack: Pack) -> tuple[Point, ...]:
    """All points of a set, in its order."""
    return tuple(
        Point(f"{pack.full_id(product.id)}/{place}", product, place, point, model_named(bound.record))
        for product in pack.asks.work_products
        if (bound := pack.bindings.work_products.get(product.id))
        for place, point in enumerate(bound.evidence, start=1)
    )


Check = Callable[[Grounds, Point], Asked]


def _answered(held: Held, said: Message, point: Point, *judged: Judged) -> Asked:
    lacks = () if held in (Held.HOLDS, Held.NOTHING_TO_JUDGE) else (Lack(said, point.model),)
    shown = failures_first(shown_as(each.record, each.why) for each in judged)
    return Asked(Layer.WRITTEN, held, said, shown, lacks)


def _nothing(on: Grounds, point: Point) -> Asked:
    """Nothing counts: of what waits for a case, or for the end of the first year, that says nothing yet."""
    model = point.model
    said = _("There is no {record} that counts.", record=term(model.singular))
    waits = issubclass(model, CASES) or (issubclass(model, ServiceReport) and on.is_young)
    waits = waits or any(spec in model.model_fields for spec in ("change", "build"))
    return _answered(Held.NOTHING_TO_JUDGE if waits else Held.FAILS, said, point)


def _share(
    on: Grounds, point: Point, judged: list[Judged], why: Why, said: Callable[[int, int, Message], Message]
) -> Asked:
    """How many of them pass. Of documents and agreements each one has to."""
    found = [Judged(each.record, each.why or why(each.record)) for each in judged]
    passed = sum(not each.why for each in found)
    sentence = said(passed, len(found), term(type(judged[0].record).plural))
    standing = issubclass(point.model, (Document, Agreement))
    held = on.bounds.share(passed, len(found))
    if standing and passed < len(found):
        held = Held.FAILS
    return _answered(held, sentence, point, *found)


def _complete(passed: int, judged: int, records: Message) -> Message:
    return _("{records}: {passed} of {judged} are complete.", records=records, passed=passed, judged=judged)


def is_in_force(on: Grounds, point: Point) -> Asked:
    """The document is in force, and says something in the fields named."""
    assert issubclass(point.model, Document)
    written = on.written(point.model)
    if written.held is Held.FAILS or not point.bound.parts:
        return written
    filled = is_filled(on, point)
    return written if filled.held is Held.HOLDS else filled


def exists(on: Grounds, point: Point) -> Asked:
    """There are records, complete for the state that they are in, and not thin."""
    judged = population(on, point.model)
    if not judged:
        return _nothing(on, point)
    return _share(on, point, judged, lambda each: _incomplete(on, each), _complete)


def _incomplete(on: Grounds, record: Record) -> Message:
    found = (*problems(on.workspace, record, record.state), *thin_items(on.workspace, record))
    return next((each.text for each in found), NOTHING_SAID)


def is_filled(on: Grounds, point: Point) -> Asked:
    """Each record that has come so far says something in all the fields named."""
    parts = point.bound.parts
    judged = [
        each for each in population(on, point.model) if any(is_asked_of(each.record, part) for part in parts)
    ]
    if not judged:
        return on.written(point.model) if issubclass(point.model, Document) else _nothing(on, point)

    def why(record: Record) -> Message:
        lacks = (lack_of(record, part) for part in parts if is_asked_of(record, part))
        return next(filter(None, lacks), NOTHING_SAID)

    labels = tuple(dict.fromkeys(term(_label(point.model, part)) for part in parts))
    return _share(
        on,
        point,
        judged,
        why,
        lambda passed, all_, records: _(
            "{records}: {passed} of {judged} say this: {fields}.",
            records=records,
            passed=passed,
            judged=all_,
            fields=labels,
        ),
    )


def _label(model: type[Record], part: str) -> str:
    name, _dot, column = part.partition(".")
    spec = field_of(model, name)
    return next((each.label for each in spec.columns if each.name == column), spec.label)


def other_side_agreed(on: Grounds, point: Point) -> Asked:
    """Each agreement in force says who agreed on the other side, in which role there, on which day and how."""
    judged = population(on, point.model)
    if not judged:
        return _nothing(on, point)

    def why(record: Record) -> Message:
        agreed = isinstance(record, CustomerAgreement | SupplierAgreement) and they_agreed(on, record)
        said = _("It does not say who agreed on the other side, in which role there, when and how.")
        return NOTHING_SAID if agreed else said

    return _share(
        on,
        point,
        judged,
        why,
        lambda passed, all_, records: _(
            "{records}: {passed} of {judged} say who agreed on the other side.",
            records=records,
            passed=passed,
            judged=all_,
        ),
    )


def is_made_yearly(on: Grounds, point: Point) -> Asked:
    """One on a period that was over was approved within the last twelve months."""
    judged = [
        Judged(
            each.record,
            next(iter(each.wanting), NOTHING_SAID) or _still_running(on, each.record, each.approval),
        )
        for each in on.in_force(point.model)
        if each.approval is None or on.falls_in(each.approval.at)
    ]
    if not any(not each.why for each in judged):
        said = _("None was approved in the last twelve months on a period that was over.")
        held = Held.NOTHING_TO_JUDGE if on.is_young and not judged else Held.FAILS
        return _answered(held, said, point, *judged)
    good = [each for each in judged if not each.why]
    said = counted(
        "{n} was approved in the last twelve months.",
        "{n} were approved in the last twelve months.",
        n=len(good),
    )
    return _answered(Held.HOLDS, said, point, *good)


def _still_running(on: Grounds, report: Record, approval: Signature | None) -> Message:
    end = getattr(report, "period_end", None)
    if approval is None or end is None or day_of(on.workspace, approval.at) <= end:
        return _("It was approved before its period was over.")
    return NOTHING_SAID


def actions_are_agreed(on: Grounds, point: Point) -> Asked:
    """Each action of the newest report says what, who and by when, and what management decided on it."""
    reports = [each for each in population(on, ImprovementReport) if not each.why]
    if not reports:
        return _nothing(on, point)
    newest = max((each.record for each in reports), key=_ends)
    lines: tuple[ImprovementAction, ...] = newest.improvement_actions  # type: ignore[attr-defined]
    open_ = [each for each in lines if not _is_agreed(each)]
    if open_ or not lines:
        said = _("{number}: {n} of {all} actions are not decided on, or lack what, who or when.",
                 number=newest.number, n=len(open_), all=len(lines))  # fmt: skip
        return _answered(Held.FAILS, said, point, Judged(newest, said))
    said = counted("{number}: {n} action, defined and decided on.", "{number}: {n} actions, defined and decided on.",
                   n=len(lines), number=newest.number)  # fmt: skip
    return _answered(Held.HOLDS, said, point, Judged(newest))


def _ends(report: Record) -> date:
    return getattr(report, "period_end", None) or date.min


def _is_agreed(action: ImprovementAction) -> bool:
    agreed = action.owner and action.due and action.decision and action.decided_by and action.decided_on
    return bool(agreed) and says(ProposedAction, "description", action.description)


def _list_of_roles(on: Grounds) -> tuple[Asked, AssignedRoles | None]:
    written = on.written(AssignedRoles)
    return written, next(iter(on.approved(AssignedRoles)), None)


def no_authority_twice(on: Grounds, point: Point) -> Asked:
    """A list that gives a role to two people at a time is not in force: a rule of its own keeps it from that."""
    written, listed = _list_of_roles(on)
    if listed is None:
        return written
    return _answered(Held.HOLDS, _("No role is held by two people at a time."), point, Judged(listed))


def training_is_listed(on: Grounds, point: Point) -> Asked:
    """Of each who manages services, both subjects are needed by a day, or were achieved."""
    written, listed = _list_of_roles(on)
    if listed is None:
        return written
    if open_ := not_planned(on, listed):
        said = _("Neither a need nor a training is listed of the Service Manager for: {subjects}.",
                 subjects=tuple(term(each.label) for each in open_))  # fmt: skip
        return _answered(Held.FAILS, said, point, Judged(listed, said))
    said = counted("{n} line says what is needed, or was learnt.", "{n} lines say what is needed, or was learnt.",
                   n=len(listed.competences))  # fmt: skip
    return _answered(Held.HOLDS, said, point, Judged(listed))


def training_is_achieved(on: Grounds, point: Point) -> Asked:
    """What is listed as achieved has its day and a proof."""
    written, listed = _list_of_roles(on)
    if listed is None:
        return written
    claimed = [each for each in listed.competences if each.achieved_on]
    proven = [each for each in claimed if is_proven(each, on.today)]
    said = _("{n} of {all} trainings that are listed as achieved have a day and a proof.",
             n=len(proven), all=len(claimed))  # fmt: skip
    held = on.bounds.share(len(proven), len(claimed)) if claimed else Held.FAILS
    return _answered(held, said, point, Judged(listed, NOTHING_SAID if held is Held.HOLDS else said))


def is_decided(on: Grounds, point: Point) -> Asked:
    """Each change past its request carries a decision whose reason, role or day, as named, is clear."""
    judged = [
        each
        for each in population(on, ServiceChangeRequest)
        if isinstance(each.record, ServiceChangeRequest) and each.record.state != "requested"
    ]
    if not judged:
        return _answered(Held.NOTHING_TO_JUDGE, _("No change was decided on in the period."), point)
    (part,) = point.bound.parts
    return _share(
        on,
        point,
        judged,
        lambda each: DECISION[part](on, each),
        lambda passed, all_, records: _(
            "{records}: in {passed} of {judged} it is clear who decided, why and when.",
            records=records,
            passed=passed,
            judged=all_,
        ),
    )


def _by_model(change: Record) -> bool:
    """Whether it was approved before it was asked for."""
    return (
        isinstance(change, ServiceChangeRequest)
        and change.kind is ChangeKind.PRE_APPROVED
        and bool(change.change_model or change.standing_procedure.strip())
    )


def _no_reason(on: Grounds, change: Record) -> Message:
    if _by_model(change):
        return NOTHING_SAID
    if decision_on(on, change) is None:
        return _("Nobody decided on it.")
    return lack_of(change, "decision_reason")


def _no_role(on: Grounds, change: Record) -> Message:
    if _by_model(change):
        return NOTHING_SAID
    decided = decision_on(on, change)
    if decided is None:
        return _("Nobody decided on it.")
    roles = type(change).step_called(decided.step).roles
    return (
        NOTHING_SAID if on.signed.in_role(decided, roles) else _("Who decided held no role for it that day.")
    )


def _no_day(on: Grounds, change: Record) -> Message:
    if _by_model(change):
        return NOTHING_SAID
    decided = decision_on(on, change)
    if decided is None:
        return _("Nobody decided on it.")
    if day_of(on.workspace, decided.at) > on.today:
        return _("Its decision is dated later than today.")
    assert isinstance(change, ServiceChangeRequest)
    late = change.deployed_at is not None and change.deployed_at < decided.at
    return (
        _("It was deployed before it was decided.")
        if late and change.kind is not ChangeKind.EMERGENCY
        else NOTHING_SAID
    )


DECISION: Mapping[str, Callable[[Grounds, Record], Message]] = {
    "reason": _no_reason,
    "role": _no_role,
    "day": _no_day,
}

CHECKS: Mapping[str, Check] = {
    "in force": is_in_force,
    "exist": exists,
    "complete": exists,
    "filled": is_filled,
    "other side agreed": other_side_agreed,
    "made yearly": is_made_yearly,
    "actions agreed": actions_are_agreed,
    "authority once": no_authority_twice,
    "training listed": training_is_listed,
    "training achieved": training_is_achieved,
    "decided": is_decided,
}
"""By the names that bindings use; "used" is asked of the rule of a requirement, by `checklist`."""

__all__ = ["CHECKS", "DECISION", "Check", "Point", "points_of"]

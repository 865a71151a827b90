"""What is typed in the bands, kept in the records behind them before anybody signs: drafts, whoever wrote them."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from sdesk.models import (
    ConfigurationItem,
    Customer,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
)
from sdesk.models.control import (
    AcceptanceCriterion,
    ChangeKind,
    CriterionScore,
    DesignRisk,
    MasterCopy,
    TestCase,
)
from sdesk.models.priorities import Priority
from sdesk.practice.calendar.days import today
from sdesk.practice.control.changes import Paper, paper_of
from sdesk.practice.control.light import texts
from sdesk.practice.control.light.answers import Decide, Do, LookBack, Passed, Tried
from sdesk.practice.control.light.bands import BEGINS, LEAVES, WRITES, Band, open_band
from sdesk.practice.lifecycle.attachments import MASTER_COPY, attach, attach_file, attachments_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, reload, write
from sdesk.practice.lifecycle.roles import holders
from sdesk.translation import message as _
from sdesk.translation import word

Said = Mapping[str, Any] | Decide | Do | LookBack
"""Of the first band the fields of the request by name."""


def begin(workspace: Workspace, values: Mapping[str, Any] | None = None) -> ServiceChangeRequest:
    """A draft of a normal change, to go the light way."""
    with workspace.transaction(BEGINS):
        change = create(workspace, ServiceChangeRequest, values)
        usual = {"kind": ChangeKind.NORMAL, "priority": Priority.LOW}
        write(workspace, change, {**usual, **(values or {})})
    return change


def keep(workspace: Workspace, change: ServiceChangeRequest, said: Said) -> ServiceChangeRequest:
    """Store what stands in a band that is open. Raises Refused where it is not, or a value does not fit."""
    with workspace.transaction(WRITES):
        live = reload(workspace, change)
        _refuse_unless_open(live, said)
        match said:
            case Decide():
                _keep_decision(workspace, live, said)
            case Do():
                _keep_work(workspace, live, said)
            case LookBack():
                write(workspace, live, {"review_result": said.result, "review": said.learnt})
            case _:
                write(workspace, live, {**said, **_follows(workspace, live, said)})
    return live


def keep_outcome(workspace: Workspace, change: ServiceChangeRequest, said: str) -> ServiceChangeRequest:
    """Store how deployment goes, before it is said that it is in place."""
    with workspace.transaction(WRITES):
        live = reload(workspace, change)
        write(workspace, live, {"deployment_outcome": said})
    return live


def leave(workspace: Workspace, change: ServiceChangeRequest) -> ServiceChangeRequest:
    """Make a full change of it, and note so with the change; what is written in the bands after that takes it back there."""
    said = word(_("A full change since {day}.", day=today(workspace)))
    with workspace.transaction(LEAVES):
        live = reload(workspace, change)
        write(workspace, live, {"notes": f"{live.notes}\n{said}".strip()})
    return live


def _follows(workspace: Workspace, change: ServiceChangeRequest, said: Mapping[str, Any]) -> dict[str, UUID]:
    """What nobody has to say twice: the customer of whoever asks, the service that the items are of."""
    found: dict[str, UUID] = {}
    requester = said.get("requester", change.requester)
    if requester and not said.get("customer", change.customer):
        called = requester.organization.strip().casefold()
        customers = workspace.find(Customer)
        known = [each.id for each in customers if called and each.name.strip().casefold() == called]
        found.update(zip(("customer",), known, strict=False))
    items = said.get("configuration_items", change.configuration_items)
    if items and not said.get("service", change.service):
        of = (workspace.get(ConfigurationItem, each) for each in items)
        services = [service for item in of if item for service in item.services]
        found.update(zip(("service",), services, strict=False))
    return found


def band_of(said: Said) -> Band:
    match said:
        case Decide():
            return Band.DECIDE
        case Do():
            return Band.DO
        case LookBack():
            return Band.LOOK_BACK
        case _:
            return Band.ASK


def merged(then: Said, now: Said, fresh: Said) -> Said:
    """`fresh`, with what differs between `then` and `now`: of one band, what somebody else has written since stays."""
    if isinstance(now, Mapping):
        assert isinstance(then, Mapping) and isinstance(fresh, Mapping)
        return {**fresh, **{name: value for name, value in now.items() if then.get(name) != value}}
    assert not isinstance(fresh, Mapping)
    typed = {each.name: getattr(now, each.name) for each in fields(now)}
    return replace(fresh, **{name: value for name, value in typed.items() if getattr(then, name) != value})


def _refuse_unless_open(change: ServiceChangeRequest, said: Said) -> None:
    if open_band(change) is not band_of(said):
        raise Refused(
            _("{number} does not wait for this band.", number=change.number),
            hint=_("One opens when the one above is signed."),
        )


# ---------------------------------------------------------------- decide


def _keep_decision(workspace: Workspace, change: ServiceChangeRequest, said: Decide) -> None:
    decided = {
        "evaluation": _evaluation(change, said),
        "risk": said.risk,
        "decision_reason": said.remark,
        "business_impact": said.impact,
    }
    planned = {
        "back_out_plan": said.way_back,
        "assigned_to": said.who,
        "planned_start": said.start,
        "planned_end": said.end,
    }
    write(workspace, change, planned if change.decision else {**decided, **planned})
    design = _paper(workspace, change, ServiceDesign)
    if design.is_draft:
        write(workspace, design, _design(workspace, change, design, said))


def _evaluation(change: ServiceChangeRequest, said: Decide) -> tuple[CriterionScore, ...]:
    """A line a criterion; the one remark is what was found by each."""
    known = {row.criterion: row for row in change.evaluation}
    return tuple(
        known.get(each.criterion, CriterionScore(criterion=each.criterion)).model_copy(
            update={"score": each.score, "finding": said.remark if each.score else ""}
        )
        for each in said.scores
    )


def _design(
    workspace: Workspace, change: ServiceChangeRequest, design: ServiceDesign, said: Decide
) -> dict[str, Any]:
    managers = holders(workspace, ("MGT", "SM"), today(workspace))
    risk = {"risk": said.danger, "assessment": said.risk, "mitigation": said.way_back}
    return {
        "name": change.purpose,
        "tools_and_methods": said.how,
        "budget": said.cost,
        "resources": texts.resources(workspace, change, said),
        "senior_responsible_owner": managers[0].id if managers else None,
        "service_owner": _service_owner(workspace, change) or said.who,
        "risks": (next(iter(design.risks), DesignRisk()).model_copy(update=risk),),
        "quality_measures": texts.quality(said),
        "acceptance_criteria": _criteria(design, said.done_when),
    }


def _service_owner(workspace: Workspace, change: ServiceChangeRequest) -> UUID | None:
    """Who looks after what is changed."""
    found = (workspace.get(ConfigurationItem, each) for each in change.configuration_items)
    return next((item.owner for item in found if item and item.owner), None)


def _criteria(design: ServiceDesign, said: tuple[str, ...]) -> tuple[AcceptanceCriterion, ...]:
    wanted = list(dict.fromkeys(each.strip() for each in said if each.strip()))
    known = {row.criterion: row for row in design.acceptance_criteria}
    return tuple(known.get(each, AcceptanceCriterion(criterion=each)) for each in wanted)


# ---------------------------------------------------------------- do


def _keep_work(workspace: Workspace, change: ServiceChangeRequest, said: Do) -> None:
    design = _paper(workspace, change, ServiceDesign)
    build = _paper(workspace, change, ServiceBuild)
    if build.is_draft:
        done = said.otherwise.strip() or texts.as_planned(design)
        write(workspace, build, {"name": change.purpose, "build_procedure": done})
        if said.settings.strip():
            _keep_settings(workspace, change, build, said.settings)
    report = _paper(workspace, change, ServiceTestReport)
    if report.is_draft:
        write(workspace, report, _results(workspace, change, build, report, said))
    if change.cleared_at is None:
        consents = (said.consent,) if said.consent else ()
        write(workspace, change, {"deployment_reason": said.remark, "consents": consents})


def _results(
    workspace: Workspace,
    change: ServiceChangeRequest,
    build: ServiceBuild,
    report: ServiceTestReport,
    said: Do,
) -> dict[str, Any]:
    tested_by = said.by or change.assigned_to or workspace.person_id
    return {
        "name": change.purpose,
        "build": build.id,
        "tests": tuple(_test(report, place, each) for place, each in enumerate(said.tried, start=1)),
        "interpretation": texts.interpretation(workspace, change),
        "errors": texts.errors(said.tried),
        "performed_by": tested_by,
        "interpreted_by": report.interpreted_by or workspace.person_id or tested_by,
    }


def _test(report: ServiceTestReport, place: int, tried: Tried) -> TestCase:
    known = {row.expected: row for row in report.tests}
    name, level = word(_("Acceptance {n}", n=place)), word(_("System"))
    test = known.get(tried.criterion) or TestCase(
        name=name, level=level, type=word(_("Acceptance")), expected=tried.criterion
    )
    passed = None if tried.passed is None else tried.passed is Passed.YES
    error = tried.seen if tried.passed is Passed.ACCEPTED else ""
    return test.model_copy(update={"passed": passed, "result": tried.seen, "error": error})


def add_file(workspace: Workspace, change: ServiceChangeRequest, path: Any) -> None:
    """Keep a photo or a file with what was built; the program computes its SHA-256. Raises SdeskError."""
    with workspace.transaction(WRITES):
        live = reload(workspace, change)
        _refuse_unless_open(live, Do())
        attach_file(workspace, _paper(workspace, live, ServiceBuild), path)


def _keep_settings(
    workspace: Workspace, change: ServiceChangeRequest, build: ServiceBuild, settings: str
) -> None:
    """Settings in words are a file of their own, so that what was approved has its SHA-256."""
    content = f"{settings.strip()}\n".encode()
    kept = attachments_of(workspace, build)
    name = texts.settings_name(change, len(kept) + 1)
    file = attach(workspace, build, name, content, MASTER_COPY)
    if file.sha256 not in {copy.sha256 for copy in build.master_copies}:
        copy = MasterCopy(component=file.name, kept_at=word(_("In this workspace")), sha256=file.sha256)
        write(workspace, build, {"master_copies": (*build.master_copies, copy)})


def _paper(workspace: Workspace, change: ServiceChangeRequest, model: type[Paper]) -> Paper:
    """The one there is, or a draft begun now."""
    return paper_of(workspace, change, model) or create(workspace, model, {"change": change.id})


__all__ = ["Said", "add_file", "band_of", "begin", "keep", "keep_outcome", "leave", "merged"]

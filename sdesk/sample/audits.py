"""The internal audit: planned, samples drawn and gone through, findings raised and followed up."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sdesk.models import ActionItem, Audit, Finding
from sdesk.models.audit.audit import Answer, Population, Sample
from sdesk.practice.audit.questions import questions
from sdesk.practice.audit.samples import MODELS, answer, draw_sample
from sdesk.practice.lifecycle.records import create, reload, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.sample.firm import Firm, Texts, texts
from sdesk.sample.year import Story, Turn, about
from sdesk.storage import col


def audit_stories(firm: Firm) -> Iterator[Story]:
    told = texts("audits")
    yield _audit(firm, told["audit"])
    for finding in told["finding"]:
        yield _finding(firm, finding)


def _begun(firm: Firm) -> datetime:
    return firm.year.at(texts("audits")["audit"]["begun"]["day"], "9:05")


def _turn(firm: Firm, told: Texts, clock: str) -> Turn:
    """On a day, or so many working days after the audit began."""
    if "after" in told:
        at = firm.year.working_days_later(_begun(firm), told["after"], about(clock, f"{told}"))
    else:
        at = firm.year.at(told["day"], about(clock, f"{told}"))
    return Turn(at, told["by"])


def _audit(firm: Firm, told: Texts) -> Story:
    begun = _begun(firm)
    yield _turn(firm, told["planned"], "10:20")
    named = ("subject", "aim", "scope", "auditors")
    values = firm.values(Audit, {name: told[name] for name in named})
    last = firm.year.working_days_later(begun, 3)
    days = {"starts_on": firm.year.day_of(begun), "ends_on": firm.year.day_of(last)}
    firm.remember("audit", create(firm.workspace, Audit, {**values, **days}))
    yield Turn(begun, told["begun"]["by"])
    audit = take_step(firm.workspace, firm.now("audit"), "begin")
    for hour, drawn in enumerate(told["samples"], start=10):
        yield Turn(firm.year.moment(firm.year.day_of(begun), f"{hour}:40"), drawn["by"])
        audit = _draw(firm, drawn)
    for hour, (drawn, sample) in enumerate(zip(told["samples"], audit.samples, strict=True), start=14):
        yield Turn(firm.year.working_days_later(begun, 2, f"{hour}:20"), drawn["by"])
        _go_through(firm, sample, told["missing"])
    yield _turn(firm, told["reported"], "16:10")
    audit = save(firm.workspace, firm.now("audit"), {"not_seen": told["not_seen"]})
    take_step(firm.workspace, audit, "report", {"conclusion": told["conclusion"]})


def _draw(firm: Firm, told: Texts) -> Audit:
    first, last = (
        firm.year.day(told["first"]),
        min(firm.year.day(told["last"]), firm.year.day_of(_begun(firm))),
    )
    audit: Audit = firm.now("audit")
    population = Population(told["population"])
    return draw_sample(firm.workspace, audit, population, first, last, told["wanted"], told["seed"])


def _go_through(firm: Firm, sample: Sample, missing: Texts) -> None:
    """Each case: by its record it is in order, but in some of them those who were asked say otherwise."""
    assert sample.population is not None
    asked_of = sample.population == missing["population"]
    statement = firm.workspace.packs.full_id(missing["statement"])
    for place, key in enumerate(sample.cases, start=1):
        for question in questions(firm.workspace.packs, MODELS[sample.population]):
            lacks = asked_of and place in missing["places"] and question.id == statement
            said, note = (Answer.NO, missing["note"]) if lacks else (Answer.YES, "")
            answer(firm.workspace, firm.now("audit"), key, question.id, said, note)


def _finding(firm: Firm, told: Texts) -> Story:
    yield _turn(firm, told["raised"], "16:00")
    audit: Audit = firm.now("audit")
    wanted = ("summary", "grade", "statement", "owner", "seen", "evidence")
    values = firm.values(Finding, {name: told[name] for name in wanted})
    cases = _answered_no(audit) if told.get("from_sample") else ()
    finding = create(firm.workspace, Finding, {**values, "audit": audit.id, "cases": cases})
    if "declined" in told:
        yield _turn(firm, told["declined"], "9:40")
        take_step(firm.workspace, finding, "decline", reason=told["declined"]["reason"])
        return
    yield _turn(firm, told["planned"], "14:10")
    done = ("correction", "cause")
    save(firm.workspace, finding, {name: told[name] for name in done if name in told})
    action = firm.values(Finding, {name: told[name] for name in ("corrective_action", "due")})
    take_step(firm.workspace, finding, "plan", action)
    for item, outcome in (("finished", "outcome"), ("carried_out", "outcome"), ("verified", "effect")):
        if item not in told:
            return
        yield _turn(firm, told[item], {"finished": "15:20", "carried_out": "16:50"}.get(item, "10:30"))
        said = {outcome: told[item][outcome]}
        if item == "finished":
            (agreed,) = firm.workspace.find(ActionItem, col(ActionItem.source) == finding.id)
            take_step(firm.workspace, agreed, "finish", said)
        else:
            step = "carry out" if item == "carried_out" else "verify"
            take_step(firm.workspace, reload(firm.workspace, finding), step, said)


def _answered_no(audit: Audit) -> tuple[UUID, ...]:
    """The cases in which something was missing."""
    return tuple(dict.fromkeys(each.case for each in audit.answers if each.answer is Answer.NO and each.case))

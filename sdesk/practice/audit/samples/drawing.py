"""How samples are drawn from what there was, kept, drawn again, set aside, and gone through case by case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sdesk.models import Audit, FeedbackEntry, Record, ServiceChangeRequest, ServiceIncident
from sdesk.models.audit.audit import Answer, CaseAnswer, Population, Sample
from sdesk.models.content import Depth
from sdesk.models.identity import uuid7
from sdesk.practice.audit.questions import questions
from sdesk.practice.audit.samples.sampling import Stratum, draw, fingerprint
from sdesk.practice.calendar.days import day_of, today
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import write
from sdesk.practice.lifecycle.thin import says
from sdesk.practice.readiness.rules.grounds import NOT_A_CASE
from sdesk.storage import col
from sdesk.storage.past import records_at
from sdesk.translation import NOTHING_SAID, term
from sdesk.translation import message as _

MODELS: Mapping[Population, type[Record]] = {
    Population.INCIDENTS: ServiceIncident,
    Population.CHANGES: ServiceChangeRequest,
    Population.FEEDBACK: FeedbackEntry,
}
_BEGINS: Mapping[type[Record], str] = {ServiceIncident: "recorded_at", FeedbackEntry: "received_at"}
_WEIGHS: Mapping[type[Record], str] = {
    ServiceIncident: "priority",
    ServiceChangeRequest: "priority",
    FeedbackEntry: "kind",
}


@dataclass(frozen=True)
class DrawnAgain:
    """What came of drawing a sample once more: `same` says that population and cases are what they were."""

    sample: Sample
    of: int
    cases: tuple[UUID, ...]
    fingerprint: str

    @property
    def same(self) -> bool:
        return self.cases == self.sample.cases and self.fingerprint == self.sample.fingerprint


def population_at(
    workspace: Workspace, population: Population, first: date, last: date, moment: datetime
) -> dict[UUID, Stratum]:
    """The cases that began in these days, each with its state and priority, as they stood at the moment."""
    model = MODELS[population]
    were = records_at(workspace, workspace.find(model, deleted=True), moment)
    return {
        each.id: (each.state, str(getattr(each, _WEIGHS[model]) or ""))
        for each in were
        if each.state not in NOT_A_CASE and first <= _begun(workspace, each) <= last
    }


def _begun(workspace: Workspace, case: Record) -> date:
    at = getattr(case, _BEGINS.get(type(case), "created_at")) or case.created_at
    return day_of(workspace, at) if at else date.max


def draw_sample(
    workspace: Workspace,
    audit: Audit,
    population: Population,
    first: date,
    last: date,
    wanted: int,
    seed: str = "",
) -> Audit:
    """Draw so many of the cases that began in these days, and keep how. Without a seed one is made by chance.

    Raises Refused where there is nothing to draw from, the days are wrong, or the audit is not under way: a plan can be
    deleted, and with it what somebody did not like.
    """
    _refuse_unless_under_way(audit)
    now, seed = workspace.clock(), seed.strip() or uuid7().hex[-10:]
    if first > last or last > today(workspace):
        raise Refused(_("From the first day to the last, and not later than today."))
    if wanted < 1:
        raise Refused(_("At least one case has to be drawn."))
    cases = population_at(workspace, population, first, last, now)
    if not cases:
        raise Refused(_("There is nothing to draw from: no {cases} in these days.", cases=term(population)))
    made = Sample(
        population=population,
        first=first,
        last=last,
        wanted=wanted,
        seed=seed,
        of=len(cases),
        cases=draw(cases, wanted, seed),
        drawn_at=now,
        drawn_by=workspace.person_id,
        fingerprint=fingerprint(cases),
    )
    with workspace.transaction("draw sample") as session:
        live = session.get_one(Audit, audit.id)
        write(workspace, live, {"samples": (*live.samples, made)})
    return live


def draw_again(workspace: Workspace, sample: Sample) -> DrawnAgain:
    """From what was there when it was drawn, by the same seed."""
    assert sample.population and sample.first and sample.last and sample.drawn_at and sample.wanted
    cases = population_at(workspace, sample.population, sample.first, sample.last, sample.drawn_at)
    drawn = draw(cases, sample.wanted, sample.seed)
    return DrawnAgain(sample, len(cases), drawn, fingerprint(cases))


def set_aside(workspace: Workspace, audit: Audit, sample: UUID, reason: str) -> Audit:
    """Go on without a sample, which stays and is printed with the reason: nobody draws until they like what they see."""
    if _says_nothing(reason):
        raise Refused(_("Say why this sample is set aside: it is printed."))
    with workspace.transaction("set aside sample", reason) as session:
        live = session.get_one(Audit, audit.id)
        rows = (
            each.model_copy(update={"set_aside": reason.strip()}) if each.id == sample else each
            for each in live.samples
        )
        write(workspace, live, {"samples": tuple(rows)})
    return live


def audits(workspace: Workspace) -> list[Audit]:
    """All of them, by number."""
    return workspace.find(Audit, order_by=[col(Audit.number)])


def samples_in_use(audit: Audit) -> tuple[Sample, ...]:
    return tuple(each for each in audit.samples if not each.set_aside)


def cases_of(audit: Audit) -> tuple[UUID, ...]:
    """The cases to go through, once each, sample by sample."""
    return tuple(dict.fromkeys(case for sample in samples_in_use(audit) for case in sample.cases))


# ---------------------------------------------------------------- case by case


def answer(
    workspace: Workspace, audit: Audit, case: UUID, question: str, said: Answer | None, note: str = ""
) -> Audit:
    """Keep what is said of a case to one question, by whoever works now; None takes it back. History keeps each.

    Raises Refused for a case that was not drawn, an audit that is not under way, or a "no" that does not say what is
    missing.
    """
    if case not in cases_of(audit):
        raise Refused(_("This case is in no sample of {audit}.", audit=audit.number))
    _refuse_unless_under_way(audit)
    if workspace.person_id is None:
        raise Refused(_("An answer says who gave it."), hint=_("Choose first who you are."))
    if said is Answer.NO and _says_nothing(note):
        raise Refused(_("Say what is missing: a “no” alone tells nobody anything."))
    with workspace.transaction("answer question") as session:
        live = session.get_one(Audit, audit.id)
        kept = tuple(each for each in live.answers if (each.case, each.question) != (case, question))
        made = CaseAnswer(
            case=case,
            question=question,
            answer=said,
            note=note.strip(),
            by=workspace.person_id,
            at=workspace.clock(),
        )
        write(workspace, live, {"answers": (*kept, made) if said else kept})
    return live


def _says_nothing(text: str) -> bool:
    return not says(CaseAnswer, "note", text, Depth.STEPS)


def _refuse_unless_under_way(audit: Audit) -> None:
    if audit.state != "under way":
        raise Refused(
            _("{audit} is {state}: it is not under way.", audit=audit.number, state=term(audit.state)),
            hint=_("Begin it first.") if audit.is_draft else NOTHING_SAID,
        )


def answers_to(audit: Audit, case: UUID) -> dict[str, CaseAnswer]:
    """What was said of a case, by question."""
    return {each.question: each for each in audit.answers if each.case == case}


def unanswered(workspace: Workspace, audit: Audit) -> tuple[UUID, ...]:
    """The drawn cases to which something is not answered yet, in the order in which they were drawn."""
    asked = {
        sample.population: {each.id for each in questions(workspace.packs, MODELS[sample.population])}
        for sample in samples_in_use(audit)
        if sample.population
    }
    return tuple(
        dict.fromkeys(
            case
            for sample in samples_in_use(audit)
            if sample.population
            for case in sample.cases
            if asked[sample.population] - answers_to(audit, case).keys()
        )
    )


__all__ = [
    "MODELS",
    "DrawnAgain",
    "answer",
    "answers_to",
    "audits",
    "cases_of",
    "draw_again",
    "draw_sample",
    "population_at",
    "samples_in_use",
    "set_aside",
    "unanswered",
]

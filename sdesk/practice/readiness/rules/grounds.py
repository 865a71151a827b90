"""What rules judge by: the period, the versions in force, the cases and the reviews of a workspace."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sdesk.models import (
    FeedbackEntry,
    HistoryEntry,
    NotApplicable,
    Person,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    TaskPerformance,
)
from sdesk.models.governance import Competence, RoleAssignment, ServiceRole
from sdesk.models.record import Document
from sdesk.practice.audit.corrected import Corrections, Mended, corrections, happened_on, mended
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.claimed import claimed
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.reviews import reviews_without_change
from sdesk.practice.lifecycle.roles import counts_on
from sdesk.practice.lifecycle.thin import says, thin_items, thin_reason
from sdesk.practice.readiness.evidence.exempt import exemptions
from sdesk.practice.readiness.evidence.in_force import Force, force_of
from sdesk.practice.readiness.evidence.period import first_day, months_after
from sdesk.practice.readiness.evidence.reviews import WRITTEN_WITHIN, Review, reviews
from sdesk.practice.readiness.evidence.signatures import Signatures, signatures
from sdesk.practice.readiness.progress import USED_IN_ANY
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer, Shown, failures_first
from sdesk.practice.readiness.rules.bounds import Bounds
from sdesk.storage import col
from sdesk.storage.past import values_held
from sdesk.translation import NOTHING_SAID, Message, term
from sdesk.translation import message as _

AnyRecord = TypeVar("AnyRecord", bound=Record)
AnyValue = TypeVar("AnyValue")
Why = Callable[[AnyRecord], Message]
"""Why a case does not pass; nothing said where it does."""

CASES = (ServiceIncident, ServiceChangeRequest, FeedbackEntry)
GIVEN_UP = ("cancelled", "withdrawn")
NOT_A_CASE = ("draft", *GIVEN_UP)
MAY_GIVE_UP: Mapping[type[Record], tuple[str, ...]] = {
    ServiceIncident: (ServiceRole.IM.value,),
    FeedbackEntry: (ServiceRole.RM.value, ServiceRole.SM.value),
}
"""Whose reason it takes to cancel what was taken up. A change may be withdrawn by whoever asked for it."""


@dataclass(frozen=True)
class Grounds:
    """A workspace on a day, as a rule with these parameters looks at it. `since` is the first day of the period.

    The period are the 12 months up to today; a younger provider is judged from its first day.
    """

    workspace: Workspace
    today: date
    since: date
    roles: tuple[ServiceRole, ...] = tuple(ServiceRole)
    leaves_out: frozenset[type[Record]] = frozenset()
    bounds: Bounds = field(default_factory=Bounds)
    parameters: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    requirement: str = ""
    """The requirement that is judged, by its full id."""
    begun: date | None = None
    """The first day: of the first incident, change or agreement recorded by hand or, with none, the first approval."""
    _read: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was read of the workspace: the rules look at the same records, each once."""

    def once(self, key: object, read: Callable[[], AnyValue]) -> AnyValue:
        if key not in self._read:
            self._read[key] = read()
        value: AnyValue = self._read[key]
        return value

    def get(self, model: type[AnyRecord], key: UUID) -> AnyRecord | None:
        """A record by its id, in whatever state; None where there is none."""
        return self.once(("all", model), lambda: {each.id: each for each in self.workspace.find(model)}).get(
            key
        )

    # the period

    def falls_in(self, when: date | datetime | None) -> bool:
        day = days.day_of(self.workspace, when) if isinstance(when, datetime) else when
        return day is not None and self.since <= day <= self.today

    @property
    def is_young(self) -> bool:
        """Whether what falls due after a year is not due yet."""
        return self.is_younger_than(12)

    def is_younger_than(self, months: int) -> bool:
        return self.begun is None or self.today < months_after(self.begun, months)

    @property
    def signed(self) -> Signatures:
        return signatures(self.workspace)

    def is_held(self, assignment: RoleAssignment) -> bool:
        """Whether somebody who works here has the role today, as its holder or, where that one has left, as the deputy."""
        named = (self.get(Person, key) for key in (assignment.person, assignment.deputy) if key)
        here = any(each is not None and each.state == "in use" for each in named)
        return bool(assignment.person) and here and counts_on(assignment, self.today)

    # what is written

    def in_force(self, model: type[AnyRecord]) -> tuple[Force[AnyRecord], ...]:
        """How the version of each record in state approved stands, by number."""
        return self.once(("in force", model), lambda: tuple(self._in_force(model)))

    def _in_force(self, model: type[AnyRecord]) -> Iterator[Force[AnyRecord]]:
        for each in self.workspace.find(model, col(model.state) == "approved", order_by=[col(model.number)]):
            yield force_of(self.workspace, each, self.today)

    def approved(self, model: type[AnyRecord]) -> list[AnyRecord]:
        """Those in force, by number."""
        return [each.record for each in self.in_force(model) if each.holds]

    def written(self, model: type[Document]) -> Asked:
        """That the document is in force; in part while it is late. One of the other variant is not asked for."""
        name = term(model.singular)
        if self.is_left_out(model):
            return left_out(model)
        forces = self.in_force(model)
        lack = Lack(_("Not in force: {document}.", document=name), model)
        if not forces:
            return Asked(Layer.WRITTEN, Held.FAILS, lack.text, (), (lack,))
        shown = tuple(
            shown_as(each.record, each.wanting[0] if each.wanting else NOTHING_SAID) for each in forces
        )
        good = next((each for each in forces if each.holds), None)
        if good is None:
            lacks = tuple(Lack(text, model) for each in forces for text in each.wanting)
            return Asked(Layer.WRITTEN, Held.FAILS, lack.text, shown, lacks)
        if good.late:
            said = _("In force, with its review late: {document}.", document=name)
            return Asked(Layer.WRITTEN, Held.PARTLY, said, shown, (Lack(said, model),))
        said = _("In force: {document}, version {version}.", document=name, version=good.record.version)
        return Asked(Layer.WRITTEN, Held.HOLDS, said, shown)

    def is_left_out(self, model: type[Record]) -> bool:
        """Whether it belongs to the other variant. Roles, competence and priorities that a rule uses do in none."""
        return model in self.leaves_out and model not in USED_IN_ANY

    def looked_at(self, model: type[Record]) -> tuple[Shown, ...]:
        """The versions approved or read again and left as they are, and the reviews recorded, within the period; none where nobody looked at it."""
        found = self.workspace.find(model, col(model.state).in_(("approved", "superseded")))
        given = tuple(
            shown_as(each)
            for each in found
            if any(signed.step == "approve" and self.falls_in(signed.at) for signed in self.signed.of(each))
        )
        left = reviews_without_change(self.workspace)
        read = tuple(
            shown_as(each) for each in found if any(self.falls_in(done.on) for done in left.get(each.id, ()))
        )
        return given + read + tuple(shown_as(each.performance) for each in self.reviews_of(model))

    # what is used

    def cases(self, model: type[AnyRecord]) -> tuple[AnyRecord, ...]:
        """The cases that count, whenever they were: no drafts, no mistakes, nothing imported that nobody adopted."""
        return self.once(("cases", model), lambda: tuple(self._cases(model)))

    def _cases(self, model: type[AnyRecord]) -> Iterator[AnyRecord]:
        brought_in = claimed(self.workspace)
        counting = col(model.state).not_in(NOT_A_CASE)
        for each in self.workspace.find_each(model, counting, order_by=[col(model.number)]):
            if each.id not in brought_in:
                yield each

    def population(self, model: type[AnyRecord]) -> list[AnyRecord]:
        """The cases that are judged: those that count and, failing, those that were given up and are no mistake."""
        return [*self.cases(model), *(each for each in self._given_up(model) if self.why_given_up(each))]

    def _given_up(self, model: type[AnyRecord]) -> list[AnyRecord]:
        brought_in = claimed(self.workspace)
        found = self.workspace.find(model, col(model.state).in_(GIVEN_UP), order_by=[col(model.number)])
        return [each for each in found if each.id not in brought_in]

    def why_given_up(self, record: Record) -> Message:
        """Why a cancelled or withdrawn case is judged all the same: nobody says why, or not who may. Nothing said where it is
        a mistake, or goes on as another."""
        if record.state not in GIVEN_UP or getattr(record, "duplicate_of", None):
            return NOTHING_SAID
        model = type(record)
        told = self.once(("given up", model), lambda: _giving_up(self.workspace, model)).get(record.id)
        reason = told.reason if told else ""
        if not reason.strip():
            return _("It is {state}, and nobody says why.", state=term(record.state))
        if why := thin_reason(reason):
            return _("It is {state}, and the reason is too thin: {why}.", state=term(record.state), why=why)
        if told and self._was_taken_up(record, told) and not self._by_who_may(model, told):
            return _(
                "It was taken up and is {state} now, and nobody with a role for that said why.",
                state=term(record.state),
            )
        return NOTHING_SAID

    def _was_taken_up(self, record: Record, told: HistoryEntry) -> bool:
        """More than recorded, or there for two weeks."""
        was_there = told.at - record.created_at if record.created_at else timedelta()
        return told.changes["state"][0] != "recorded" or was_there > WRITTEN_WITHIN

    def _by_who_may(self, model: type[Record], told: HistoryEntry) -> bool:
        roles = MAY_GIVE_UP.get(model)
        day = days.day_of(self.workspace, told.at)
        return roles is None or bool(told.person_id and self.signed.held(told.person_id, roles, day))

    def share(
        self, cases: Iterable[AnyRecord], why: Why[AnyRecord], sentence: Callable[[int, int], Message]
    ) -> Asked:
        """How far the cases pass: `sentence` says how many of how many."""
        shown, verified = self._put_right(
            (each, shown_as(each, self.why_given_up(each) or why(each))) for each in cases
        )
        passed = sum(each.passes for each in shown)
        said, held = sentence(passed, len(shown)), self.bounds.share(passed, len(shown))
        if held is Held.FAILS and self.bounds.share(passed + verified, len(shown)) is not Held.FAILS:
            held = Held.PARTLY
        lacks = (Lack(said, shown[0].model),) if held in (Held.PARTLY, Held.FAILS) else ()
        return Asked(Layer.USED, held, said, shown, lacks)

    def broken(
        self, cases: Iterable[AnyRecord], why: Why[AnyRecord], sentence: Callable[[int], Message]
    ) -> Iterator[Asked]:
        """What its rule calls not met, however few the cases are of which `why` says something; nothing where none is left."""
        found = ((each, shown_as(each, said)) for each in cases if (said := why(each)))
        shown, verified = self._put_right(found)
        left = sum(not each.passes for each in shown)
        if left:
            said, held = sentence(left), Held.FAILS if left > verified else Held.PARTLY
            yield Asked(Layer.USED, held, said, shown, (Lack(said, shown[0].model),))

    def _put_right(self, judged: Iterable[tuple[Record, Shown]]) -> tuple[tuple[Shown, ...], int]:
        known = self.once(("mended", self.requirement), self._corrections)
        return put_right(self.workspace, judged, known, self.today)

    def _corrections(self) -> Corrections:
        return corrections(self.workspace, self.requirement, self.today) if self.requirement else {}

    def every(
        self,
        cases: Iterable[AnyRecord],
        why: Why[AnyRecord],
        sentence: Callable[[int, int], Message],
        missing: type[Record] | None = None,
    ) -> Asked:
        """The same where all are asked for: one that fails keeps it from holding. `missing` is what would mend it."""
        asked = self.share(cases, why, sentence)
        slipped = asked.held is Held.HOLDS and bool(asked.counter_examples)
        if slipped or (missing and asked.lacks):
            model = missing or asked.records[0].model
            held = Held.PARTLY if slipped else asked.held
            return replace(asked, held=held, lacks=(Lack(asked.sentence, model),))
        return asked

    def reviews(self, task: str) -> tuple[TaskPerformance, ...]:
        """The recorded performances of a task that count: by a holder of its role, not later than today, with an
        outcome that is not thin and the record that was looked at, within the period."""
        wanted = self.workspace.packs.task(task)[1].id
        return tuple(
            each.performance
            for each in reviews(self.workspace)
            if isinstance(each.performance, TaskPerformance)
            if each.task == wanted and self.falls_in(each.day)
        )

    def reviews_of(self, model: type[Record], *tasks: str) -> tuple[Review, ...]:
        """Those within the period that looked at a record of the kind; of these tasks, if any are given, or management's."""
        keys = {self.workspace.packs.task(each)[1].id for each in tasks}
        return tuple(
            each
            for each in reviews(self.workspace)
            if self.falls_in(each.day) and each.looks_at(model) and (not keys or each.task in {*keys, ""})
        )

    def reviewed(self, model: type[Record]) -> Asked:
        """That the review that the set names for it was recorded in the period; due only after a year."""
        name = term(model.singular)
        found = self.reviews_of(model, str(self.parameters["review"]))
        if found:
            said = _("Reviewed in the period: {document}.", document=name)
            return Asked(Layer.USED, Held.HOLDS, said, tuple(shown_as(each.performance) for each in found))
        said = _("No review of {document} was recorded in the period.", document=name)
        held = Held.NOTHING_TO_JUDGE if self.is_young else Held.FAILS
        return Asked(Layer.USED, held, said, (), (Lack(said, model),))

    def values_held(self, records: Iterable[AnyRecord], name: str) -> dict[UUID, list[tuple[datetime, Any]]]:
        """What a field of each ever held, by history."""
        return values_held(self.workspace, records, name, self.workspace.clock())

    # what is left out

    def exempts(self, model: type[Record]) -> NotApplicable | None:
        """The statement that counts, by which what is kept in this kind of record does not apply, whatever the data say."""
        said = exemptions(self.workspace, self.signed, self.today)
        return next(
            (each for each in said if self.workspace.packs.record_of(each.subject) == model.__name__), None
        )


def left_out(model: type[Record]) -> Asked:
    """Said, and not asked for."""
    said = _(
        "Left out, as it belongs to the other part of the profile: {document}.", document=term(model.plural)
    )
    return Asked(Layer.ASKED_NEXT, Held.NOTHING_TO_JUDGE, said)


def _giving_up(workspace: Workspace, model: type[Record]) -> dict[UUID, HistoryEntry]:
    """What history tells of the last time that each was cancelled or withdrawn here."""
    steps = [step.name for step in model.steps if step.to in GIVEN_UP]
    told = workspace.find(
        HistoryEntry,
        col(HistoryEntry.model) == model.__name__,
        col(HistoryEntry.action).in_(steps),
        order_by=[col(HistoryEntry.tick)],
    )
    return {each.record_id: each for each in told if "state" in each.changes}


def shown_as(record: Record, why: Message = NOTHING_SAID) -> Shown:
    return Shown(record.id, type(record), record.number, record.version, why)


def thin_of(on: Grounds, record: Record) -> Message:
    """The first content item of a case that is thin; nothing said where none is."""
    return next((each.text for each in thin_items(on.workspace, record)), NOTHING_SAID)


def is_proven(competence: Competence, today: date) -> bool:
    """Achieved by today, with a proof that says something."""
    proven = says(Competence, "evidence", competence.evidence)
    return bool(proven and competence.achieved_on and competence.achieved_on <= today)


def grounds_of(
    workspace: Workspace,
    today: date,
    leaves_out: frozenset[type[Record]],
    roles: tuple[ServiceRole, ...],
    since: date | None = None,
) -> Grounds:
    """For the 12 months up to today, or since the day asked for."""
    begun = first_day(workspace)
    first = since or months_after(today, -12) + timedelta(days=1)
    return Grounds(workspace, today, max(first, min(begun or today, today)), roles, leaves_out, begun=begun)


def put_right(
    workspace: Workspace, judged: Iterable[tuple[Record, Shown]], known: Corrections, today: date
) -> tuple[tuple[Shown, ...], int]:
    """The cases, those that fail first, corrected ones passing as such; and how many failed ones are verified only."""
    pairs = list(judged)
    failed = {
        each.id: on for each, shown in pairs if not shown.passes and (on := happened_on(workspace, each))
    }
    how = mended(failed, known, today) if known else {}
    told = (
        replace(shown, why=NOTHING_SAID, corrected=_corrected(shown, known[each.id].number))
        if how.get(each.id) is Mended.CORRECTED
        else shown
        for each, shown in pairs
    )
    return failures_first(told), sum(each is Mended.VERIFIED for each in how.values())


def _corrected(shown: Shown, finding: str) -> Message:
    return _("Corrected, as {finding} shows: {why}", finding=finding, why=shown.why)


Rule = Callable[[Grounds], Iterator[Asked]]
"""Judges one requirement: what it asks, one after the other."""

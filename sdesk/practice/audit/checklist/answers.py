"""A person answers: a point of evidence, or a statement of another standard. The program never changes an answer; it
tells what was done since to the records behind it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sdesk.models import Audit, ChecklistAnswer, Record, StatementAnswer, field_of
from sdesk.models.audit.answers import Answer, PointAnswer, StatementMet
from sdesk.practice.audit.checklist.points import points_of
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, latest_operation, write
from sdesk.practice.lifecycle.thin import what_is_thin
from sdesk.storage import col
from sdesk.storage.history import BEGINNING, records_changed_since
from sdesk.translation import message as _

AnyAnswer = TypeVar("AnyAnswer", bound=Answer)


def answer_point(
    workspace: Workspace,
    point: str,
    answer: PointAnswer | str,
    note: str = "",
    evidence: Sequence[UUID] = (),
    audit: UUID | None = None,
) -> ChecklistAnswer:
    """Answer a point of evidence, or answer it anew. Raises Refused: nobody works here, or why not is not said."""
    said = {"answer": answer, "note": note, "evidence": tuple(evidence)}
    return _answer(workspace, ChecklistAnswer, {"point": point, "audit": audit}, said)


def answer_statement(
    workspace: Workspace,
    statement: str,
    applies: bool,
    met: StatementMet | str | None = None,
    note: str = "",
    evidence: Sequence[UUID] = (),
    audit: UUID | None = None,
) -> StatementAnswer:
    """Say whether a statement of a standard applies here, and is met. Raises Refused as `answer_point` does."""
    named = {"statement": workspace.packs.full_id(statement), "audit": audit}
    said = {"applies": applies, "met": met, "note": note, "evidence": tuple(evidence)}
    return _answer(workspace, StatementAnswer, named, said)


def _answer(
    workspace: Workspace, model: type[AnyAnswer], named: Mapping[str, Any], said: Mapping[str, Any]
) -> AnyAnswer:
    if workspace.person_id is None:
        raise Refused(_("An answer says who gave it."), hint=_("Choose first who you are."))
    _refuse_what_is_over(workspace, named["audit"])
    same = [col(getattr(model, name)) == value for name, value in named.items()]
    with workspace.transaction("answer") as session:
        seen = latest_operation(workspace)
        found = workspace.first(model, *same, col(model.state) == "given")
        if found is None:
            live = create(workspace, model, {**named, **said})
        else:
            live = session.get_one(model, found.id)
            write(workspace, live, said)
            _sign(workspace, live)
        live.seen = seen
    return live


def _refuse_what_is_over(workspace: Workspace, key: UUID | None) -> None:
    """In an audit that was reported nothing is answered any more; in what is no audit, nothing at all."""
    audit = workspace.get(Audit, key) if key else None
    if key and (audit is None or audit.state_called(audit.state).frozen):
        number = audit.number if audit else str(key)
        raise Refused(_("{number} is no audit that goes on: nothing is answered in it.", number=number))


def audits_asked(workspace: Workspace) -> list[Audit]:
    """The audits in which something may have been answered, the newest first."""
    return workspace.find(Audit, col(Audit.state) != "cancelled", order_by=[col(Audit.number).desc()])


def answers_given(
    workspace: Workspace, model: type[AnyAnswer], audit: UUID | None = None
) -> dict[str, AnyAnswer]:
    """What was answered in an audit, or in none: by point, or by statement."""
    about = "point" if model is ChecklistAnswer else "statement"
    found = workspace.find(
        model, col(model.audit) == audit, col(model.state) == "given", order_by=[col(model.answered_at)]
    )
    return {getattr(each, about): each for each in found}


def changed_since(
    workspace: Workspace,
    answer: Answer,
    models: Collection[type[Record]] = (),
    records: Collection[UUID] = (),
) -> frozenset[UUID]:
    """The records that were made, changed or deleted since it was answered: of these kinds, these themselves, and those
    that it names as its evidence."""
    kinds = frozenset(each.__name__ for each in models)
    named = frozenset((*answer.evidence, *records))
    return records_changed_since(workspace, answer.seen or BEGINNING, kinds, named)


# ---------------------------------------------------------------- what holds for every answer


def who_and_when(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"answered_by": workspace.person_id, "answered_at": workspace.clock()}


def answered_again(workspace: Workspace, live: Answer, was: Mapping[str, Any]) -> None:
    """Whoever changes what is said says it from now on."""
    if was.keys() & {"point", "statement", "answer", "applies", "met", "note", "evidence"}:
        _refuse_what_is_over(workspace, live.audit)
        _sign(workspace, live)


def _sign(workspace: Workspace, live: Answer) -> None:
    live.answered_by, live.answered_at = workspace.person_id, workspace.clock()
    live.seen = latest_operation(workspace)


def says_why(workspace: Workspace, answer: Answer, state: str) -> Iterator[Problem]:
    """A no, or that it does not apply, has its reason in words that say something."""
    if state != "given" or not _needs_reason(answer):
        return
    spec = field_of(type(answer), "note")
    if not answer.note.strip():
        yield Problem("note", _("The note is missing that says why."), is_gap=True)
    elif why := what_is_thin(spec, answer.note):
        yield Problem("note", _("The note says too little: {why}.", why=why))


def _needs_reason(answer: Answer) -> bool:
    if isinstance(answer, ChecklistAnswer):
        return answer.answer in (PointAnswer.NO, PointAnswer.NOT_APPLICABLE)
    if isinstance(answer, StatementAnswer):
        return answer.applies is False or answer.met in (StatementMet.PARTLY, StatementMet.NOT_MET)
    return False


def point_is_known(workspace: Workspace, answer: ChecklistAnswer, state: str) -> Iterator[Problem]:
    if answer.point and not any(
        each.id == answer.point for pack in workspace.packs.packs for each in points_of(pack)
    ):
        yield Problem("point", _("No standard here has a point of evidence {point}.", point=answer.point))


def statement_is_known(workspace: Workspace, answer: StatementAnswer, state: str) -> Iterator[Problem]:
    if not answer.statement:
        return
    try:
        pack, key = workspace.packs.find(answer.statement)
        pack.asks.requirement(key)
    except KeyError:
        yield Problem("statement", _("No standard here has a statement {id}.", id=answer.statement))
    if answer.applies is False and answer.met is not None:
        yield Problem("met", _("What does not apply is not judged."), _("Leave it empty."))


__all__ = [
    "answer_point",
    "answer_statement",
    "answered_again",
    "answers_given",
    "audits_asked",
    "changed_since",
    "point_is_known",
    "says_why",
    "statement_is_known",
    "who_and_when",
]

"""What the checklist, and the way through another standard, are printed from."""

from collections.abc import Iterable
from uuid import UUID

from sdesk.models import Person
from sdesk.models.audit.answers import Answer
from sdesk.models.printout_of_answers import (
    AnswerLine,
    ChecklistPrintout,
    PointLine,
    StatementPrintLine,
    StatementsPrintout,
)
from sdesk.packs import Pack
from sdesk.packs.model import as_cited
from sdesk.practice.audit.checklist.lines import Checklist, Line, checklist
from sdesk.practice.audit.statements import StatementLine, statements
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.reporting.printing import letterhead
from sdesk.practice.team.counted import laptops_counted
from sdesk.translation import Message, term
from sdesk.translation import message as _


def checklist_printout(
    workspace: Workspace, variant: str | None = None, audit: UUID | None = None
) -> ChecklistPrintout:
    """The points of a part of the set as they stand now, in an audit or in none."""
    found = checklist(workspace, variant, audit=audit)
    asks = workspace.packs.first.asks
    subject = entries(workspace, [audit]).get(audit) if audit else None
    return ChecklistPrintout(
        profile=asks.header.title,
        variant=asks.variant(found.variant).name,
        audit=subject.label if subject else "",
        lines=point_lines(workspace, found),
        letterhead=letterhead(workspace),
        printed_at=workspace.clock(),
        laptops=laptops_counted(workspace),
    )


def point_lines(workspace: Workspace, found: Checklist) -> tuple[PointLine, ...]:
    return tuple(_point_line(workspace, each) for each in found.lines)


def _point_line(workspace: Workspace, line: Line) -> PointLine:
    judged = line.judged
    return PointLine(
        id=line.point.short,
        work_product=line.point.product.name,
        text=line.point.text,
        judge=line.point.judge,
        stands=line.stands.value,
        sentence=judged.sentence if judged else None,
        failing=tuple((each.number, each.why) for each in judged.counter_examples) if judged else (),
        prepared=line.prepared.lines,
        answer=_answer(workspace, line.answer, line.changed) if line.answer else None,
    )


def _answer(workspace: Workspace, answer: Answer, changed: Iterable[UUID]) -> AnswerLine:
    person = workspace.get(Person, answer.answered_by) if answer.answered_by else None
    known = entries(workspace, [*answer.evidence, *changed])
    return AnswerLine(
        said=_said(answer),
        by=person.name if person else "",
        at=answer.answered_at,
        note=answer.note,
        evidence=tuple(known[each].number for each in answer.evidence if each in known),
        changed=tuple(sorted(known[each].number for each in changed if each in known)),
    )


def _said(answer: Answer) -> Message:
    given = getattr(answer, "answer", None) or getattr(answer, "met", None)
    if getattr(answer, "applies", None) is False:
        return _("Not applicable")
    return term(given.label) if given else _("Applies, not judged yet")


def statements_printout(workspace: Workspace, pack: Pack) -> StatementsPrintout:
    """Where the provider stands if it goes on to another standard."""
    return StatementsPrintout(
        standard=pack.asks.header.title,
        lines=tuple(_statement_line(workspace, pack, each) for each in statements(workspace, pack)),
        letterhead=letterhead(workspace),
        printed_at=workspace.clock(),
    )


def _statement_line(workspace: Workspace, pack: Pack, line: StatementLine) -> StatementPrintLine:
    asked = line.requirement
    clause = pack.asks.clause(asked.clause).name if asked.clause else pack.asks.process(asked.process).name
    return StatementPrintLine(
        id=asked.id,
        part=f"{asked.clause or asked.process} {clause}",
        statement=asked.statement,
        stands=line.stands.value,
        records=tuple((model.plural, count) for model, count, _newest in line.records),
        related=tuple((each.relation, as_cited(each.full_id)) for each in line.related),
        answer=_answer(workspace, line.answer, line.changed) if line.answer else None,
    )


__all__ = ["checklist_printout", "point_lines", "statements_printout"]

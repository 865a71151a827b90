"""What the print of an audit shows besides its fields, and all findings for a list of them."""

from collections.abc import Iterable

from sdesk.models import Audit, Finding, Record
from sdesk.models.printout import AuditLines, FindingLine
from sdesk.practice.audit.findings import actions_of, findings_of, is_alone
from sdesk.practice.audit.own_work import own_work
from sdesk.practice.audit.questions import questions, statement_called
from sdesk.practice.audit.samples import MODELS, draw_again
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID

ENDED = ("verified", "declined")


def audit_lines(workspace: Workspace, record: Record) -> AuditLines:
    """Nothing for what is neither audit nor finding."""
    if isinstance(record, Finding):
        return AuditLines(findings=tuple(_lines(workspace, [record])))
    if not isinstance(record, Audit):
        return AuditLines()
    asked = {
        each.id: each.text
        for population in {sample.population for sample in record.samples if sample.population}
        for each in questions(workspace.packs, MODELS[population])
    }
    return AuditLines(
        same=tuple(draw_again(workspace, each).same for each in record.samples),
        questions=asked,
        own_work=tuple(own_work(workspace, record)),
        findings=tuple(_lines(workspace, findings_of(workspace, record))),
    )


def finding_lines(workspace: Workspace) -> tuple[FindingLine, ...]:
    """All findings, those under way first."""
    found = workspace.find(Finding, order_by=[col(Finding.number)])
    return tuple(_lines(workspace, sorted(found, key=lambda each: each.state in ENDED)))


def _lines(workspace: Workspace, findings: Iterable[Finding]) -> Iterable[FindingLine]:
    for each in findings:
        known = statement_called(workspace.packs, each.statement)
        yield FindingLine(
            each,
            known.text if known else NOTHING_SAID,
            tuple(actions_of(workspace, each)),
            is_alone(workspace, each),
        )


def records_in(lines: AuditLines) -> list[Record]:
    """What is printed besides the record, for the names in it."""
    return [record for line in lines.findings for record in (line.finding, *line.actions)]


__all__ = ["audit_lines", "finding_lines", "records_in"]

"""The audit overview as values: each requirement with its verdict, what is asked for it, and the evidence there is."""

from sdesk.models.printout import AskedLine, AuditPrintout, EvidenceLine, RequirementLine
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.readiness.requirements import RequirementStanding, requirements, variant_of
from sdesk.practice.readiness.rules.asked import Asked
from sdesk.practice.readiness.rules.bounds import bounds_of
from sdesk.practice.reporting.printing import letterhead
from sdesk.practice.team.counted import laptops_counted


def audit_printout(workspace: Workspace, variant: str | None = None) -> AuditPrintout:
    """Every requirement with the evidence behind it, as it stands today."""
    chosen = variant or variant_of(workspace)
    asks, bounds = workspace.packs.first.asks, bounds_of(organization(workspace))
    return AuditPrintout(
        profile=asks.header.title,
        variant=asks.variant(chosen).name,
        requirements=tuple(_requirement_line(each) for each in requirements(workspace, chosen)),
        letterhead=letterhead(workspace),
        printed_at=workspace.clock(),
        high=bounds.high,
        fair=bounds.fair,
        laptops=laptops_counted(workspace),
    )


def _asked_line(asked: Asked) -> AskedLine:
    failing = tuple((each.number, each.why) for each in asked.counter_examples)
    fail = sum(not each.passes for each in asked.records)
    return AskedLine(asked.layer, asked.held, asked.sentence, failing, fail)


def _requirement_line(standing: RequirementStanding) -> RequirementLine:
    return RequirementLine(
        id=standing.requirement.id,
        statement=standing.requirement.statement,
        verdict=standing.verdict,
        ready=standing.is_ready,
        asked=tuple(map(_asked_line, standing.asked)),
        work_products=tuple(
            EvidenceLine(each.name, each.state, str(each.number or ""), each.met)
            for each in standing.work_products
        ),
        tasks=tuple(
            EvidenceLine(each.name, each.state, each.detail, each.state == "done") for each in standing.tasks
        ),
        missing=standing.missing,
        overdue=standing.overdue,
    )

"""`sdesk tasks` and `sdesk check`: how far the provider has come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sdesk.command_line.output import print_json, print_table
from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import opened, say
from sdesk.practice.calendar.days import zone_of
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.readiness.requirements import RequirementStanding, WorkProductEvidence, requirements
from sdesk.practice.readiness.rules.asked import Asked, Verdict
from sdesk.practice.readiness.tasks import TaskStanding, task_states
from sdesk.practice.team.counted import laptops_counted
from sdesk.practice.workspaces import Workspace
from sdesk.reports.marks import MARKS
from sdesk.translation import gettext as _
from sdesk.translation import word


def tasks(options: Options) -> int:
    with opened(options.file) as workspace:
        standings = task_states(workspace)
        if options.json:
            print_json(_tasks(workspace, standings))
            return 0
    print_table(
        (_("Task"), _("State"), _("Name"), _("Where it stands")),
        ((each.task.id, _(each.state), _(each.task.name), word(each.detail)) for each in standings),
    )
    return 0


def _tasks(workspace: Workspace, standings: Sequence[TaskStanding]) -> list[dict[str, Any]]:
    numbers = _numbers(workspace, (key for standing in standings for key in standing.cases))
    return [_task(standing, numbers) for standing in standings]


def _task(standing: TaskStanding, numbers: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": standing.task.id,
        "name": standing.task.name,
        "state": standing.state,
        "detail": str(standing.detail),
        "blocked_by": [
            {
                "work_product": each.work_product,
                "state": each.state,
                "text": str(each.text),
                "made_by": list(each.made_by),
            }
            for each in standing.blocked_by
        ],
        "cases": [numbers[key] for key in standing.cases if key in numbers],
        "last_done": standing.last_done.isoformat() if standing.last_done else None,
        "next_due": standing.next_due.isoformat() if standing.next_due else None,
    }


def check(options: Options) -> int:
    with opened(options.file) as workspace:
        standings = requirements(workspace, options.variant)
        keys = (key for each in standings for product in each.work_products for key in product.records)
        numbers = _numbers(workspace, keys) if options.json else {}
        laptops, zone = laptops_counted(workspace), zone_of(workspace)
    if options.json:
        print_json([_requirement(standing, numbers) for standing in standings])
        say(laptops)
    else:
        _print_requirements(standings)
        if laptops:
            print(word(laptops, zone=zone))
    return 0 if all(standing.met for standing in standings) else 1


def _requirement(standing: RequirementStanding, numbers: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": standing.requirement.id,
        "statement": standing.requirement.statement,
        "met": standing.met,
        "verdict": standing.verdict,
        "asked": [_asked(each) for each in standing.asked],
        "missing": [str(each) for each in standing.missing],
        "overdue": [str(each) for each in standing.overdue],
        "tasks": [{"id": each.task.id, "state": each.state} for each in standing.tasks],
        "work_products": [_product(product, numbers) for product in standing.work_products],
    }


def _asked(asked: Asked) -> dict[str, Any]:
    return {
        "layer": asked.layer,
        "held": asked.held,
        "sentence": str(asked.sentence),
        "records": [
            {
                "number": each.number,
                "version": each.version,
                "why": str(each.why),
                "corrected": str(each.corrected),
            }
            for each in asked.records
        ],
    }


def _product(product: WorkProductEvidence, numbers: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": product.work_product.id,
        "name": product.work_product.name,
        "needed": product.needed,
        "state": product.state,
        "met": product.met,
        "number_of_records": product.number,
        "newest": [numbers[key] for key in product.records if key in numbers],
    }


def _print_requirements(standings: Sequence[RequirementStanding]) -> None:
    width = max(len(_(verdict)) for verdict in Verdict)
    for standing in standings:
        asked = standing.requirement
        print(f"{asked.id}  {_(standing.verdict):<{width}}  {_(asked.statement)}")
        for each in standing.asked:
            print(f"     {MARKS[each.held]} {word(each.sentence)}")
            for case in each.counter_examples:
                print("         " + _("{number}: {why}").format(number=case.number, why=word(case.why)))
        for text in standing.missing:
            print("     " + _("missing: {what}").format(what=word(text)))
        for text in standing.overdue:
            print("     " + _("overdue: {what}").format(what=word(text)))
    numbers = Counter(each.verdict for each in standings)
    print(
        "\n" + _("{met} of {all} requirements are met.").format(met=numbers[Verdict.MET], all=len(standings))
    )
    others = [f"{_(each)}: {numbers[each]}" for each in Verdict if each is not Verdict.MET and numbers[each]]
    ready = sum(each.waits_to_start for each in standings)
    said = [_("ready to start: {n}").format(n=ready)] if ready else []
    print(", ".join([*others, *said]))


def _numbers(workspace: Workspace, keys: Iterable[UUID]) -> dict[UUID, str]:
    return {key: entry.number for key, entry in entries(workspace, keys).items()}

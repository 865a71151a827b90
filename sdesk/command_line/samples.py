"""`sdesk samples`: the samples of all audits, drawn again by their seeds."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sdesk.command_line.output import print_json, print_table
from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import opened
from sdesk.models import Audit
from sdesk.practice.audit.samples import DrawnAgain, audits, draw_again
from sdesk.practice.lifecycle.lists import Entry, entries
from sdesk.translation import gettext as _


def samples(options: Options) -> int:
    """1 where one comes out otherwise than it was drawn."""
    with opened(options.file) as workspace:
        drawn = [
            (audit, draw_again(workspace, each)) for audit in audits(workspace) for each in audit.samples
        ]
        named = entries(workspace, {case for _audit, again in drawn for case in again.cases})
    if options.json:
        print_json([_values(audit, again, named) for audit, again in drawn])
    else:
        heads = (_("audit"), _("drawn from"), _("of"), _("seed"), _("again"), _("cases"))
        print_table(heads, (_line(audit, again, named) for audit, again in drawn))
    return 0 if all(again.same for _audit, again in drawn) else 1


def _values(audit: Audit, again: DrawnAgain, named: Mapping[UUID, Entry]) -> dict[str, Any]:
    sample = again.sample
    return {
        "audit": audit.number,
        "population": sample.population,
        "from": str(sample.first),
        "to": str(sample.last),
        "of": again.of,
        "seed": sample.seed,
        "cases": _numbers(again, named),
        "set_aside": sample.set_aside,
        "same": again.same,
    }


def _line(audit: Audit, again: DrawnAgain, named: Mapping[UUID, Entry]) -> tuple[str, ...]:
    sample = again.sample
    drawn_from = _("{cases}, {first} to {last}").format(
        cases=_(str(sample.population)), first=sample.first, last=sample.last
    )
    same = _("the same") if again.same else _("not the same")
    return audit.number, drawn_from, str(again.of), sample.seed, same, " ".join(_numbers(again, named))


def _numbers(again: DrawnAgain, named: Mapping[UUID, Entry]) -> list[str]:
    return [named[each].number for each in again.cases if each in named]

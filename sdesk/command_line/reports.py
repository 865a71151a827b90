"""`sdesk report`: a report over a period, as PDF; `sdesk figures`: what it says in figures, with the records counted."""

from collections.abc import Iterator, Sequence
from typing import Any

from sdesk.command_line.output import print_json
from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import opened, opened_to_write
from sdesk.errors import SdeskError
from sdesk.models import (
    Agreement,
    BusinessGoals,
    CustomerAgreement,
    ImprovementReport,
    PerformanceReport,
    Record,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    SupplierAgreement,
)
from sdesk.practice.calendar.days import day_of
from sdesk.practice.exchange.handouts import hand_out
from sdesk.practice.finding.search import find_record
from sdesk.practice.lifecycle.versions import versions
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.counted import Counted, every_figure, records_counted
from sdesk.practice.reporting.printing import improvement_preview, performance_preview, printed, printout_of
from sdesk.practice.reporting.reports import (
    improvement_figures,
    performance_figures,
    report_on,
    report_period,
    version_for,
)
from sdesk.practice.workspaces import Workspace
from sdesk.reports.paper import pdf_of
from sdesk.reports.period.figure_blocks import computed_from, longest_of, value_text
from sdesk.translation import gettext as _
from sdesk.translation import message

Json = Any


def report(options: Options) -> int:
    with opened_to_write(options) as workspace:
        period = report_period(workspace, options.first, options.last)
        performance = options.kind == "performance"
        agreement = _agreement(workspace, options.agreement) if performance else None
        model = PerformanceReport if performance else ImprovementReport
        approved = report_on(workspace, model, period, agreement, ("approved",))
        draft = None if approved else report_on(workspace, model, period, agreement, ("draft",))
        if approved is not None:
            content, went_by = printed(workspace, approved, pdf_of), approved.figures
        else:
            if draft is not None:
                printout = printout_of(workspace, draft)
            elif agreement is not None:
                printout = performance_preview(workspace, agreement, period)
            else:
                printout = improvement_preview(workspace, period)
            content, went_by = pdf_of(printout), dict(printout.figures)
        there = approved or draft
        hand_out(workspace, options.output, content, there.id if there else None)
        lines = list(_measured_by(workspace, went_by, period))
    if approved is not None:
        said = _("{file} is written ({number}, as it was approved).")
    elif draft is not None:
        said = _("{file} is written ({number}, a draft, with the figures of now).")
    else:
        said = _("{file} is written (a draft: the workspace holds no such report).")
    print(said.format(file=options.output, number=there.number if there else ""))
    print("\n".join(lines))
    return 0


def figures(options: Options) -> int:
    with opened(options.file) as workspace:
        period = report_period(workspace, options.first, options.last)
        if options.agreement is None:
            found = improvement_figures(workspace, period)
        else:
            agreement = version_for(workspace, _agreement(workspace, options.agreement), period)
            found = performance_figures(workspace, agreement, period)
        numbers = records_counted(workspace, found)
        lines = list(_measured_by(workspace, found, period))
    if not found["over"]:
        lines.append(_("The period is not over: figures say what was so far."))
    if options.json:
        print_json({**found, "records": {str(key): number for key, number in numbers.items()}})
    else:
        print("\n".join(lines))
        for each in every_figure(found):
            _print_figure(each, [numbers.get(key, str(key)) for key in each.cases])
    return 0


def _print_figure(counted: Counted, numbers: Sequence[str]) -> None:
    """By its place, as it is called in JSON, whatever language is spoken here."""
    figure = counted.value if isinstance(counted.value, dict) else None
    print(
        f"\n{' / '.join(counted.place)}: {value_text(figure, longest_of(counted.place[-1])) if figure else counted.value}"
    )
    for line in (computed_from(figure) if figure else "", " ".join(numbers)):
        if line:
            print(f"  {line}")


def _measured_by(workspace: Workspace, figures: Json, period: Period) -> Iterator[str]:
    """By which version of what the figures were measured, whether in effect on the last day counted, and by which before."""
    moment = min(period.last_moment, workspace.clock())
    day = day_of(workspace, moment)
    for model, number, told in _went_by(figures):
        version = told["version"]
        held = (each for each in versions(workspace, model).seen_at(moment).held if each.holds(moment))
        if (number, version) in ((each.number, each.version) for each in held):
            said = _("Measured by {number} version {version}, in effect on {day}.")
        else:
            said = _("Measured by {number} version {version}, which was not in effect on {day}.")
        yield said.format(number=number, version=version, day=day)
        for each in told.get("versions", ()):
            if each["version"] != version:
                said = _("Measured by {number} version {version} from {first} to {last}.")
                first, last = each["days"]
                yield said.format(number=number, version=each["version"], first=first, last=last)


def _went_by(figures: Json) -> Iterator[tuple[type[Record], str, Json]]:
    """Documents of which something is asked, then agreements; older reports name fewer versions, or none."""
    agreed: dict[str, type[Agreement]] = {"customer": CustomerAgreement, "supplier": SupplierAgreement}
    asking: dict[str, type[Record]] = {
        "goals": BusinessGoals,
        "objectives": ServiceDeliveryPolicy,
        "quality": ServiceCatalogue,
    }
    for name, model in asking.items():
        told = figures.get(name, {})
        if told.get("document") and "version" in told and told.get("rows"):
            yield model, told["document"], told
    for each in (*figures.get("agreements", ()), *([figures["agreement"]] if "agreement" in figures else [])):
        if "version" in each:
            yield agreed[each["kind"]], each["number"], each


def _agreement(workspace: Workspace, number: str) -> CustomerAgreement | SupplierAgreement:
    found = find_record(workspace, number)
    if not isinstance(found, (CustomerAgreement, SupplierAgreement)):
        said = message("{number} is not an agreement.", number=found.number)
        raise SdeskError(said, message("Give one, such as AGR-0001 or SUP-0001."))
    return found

"""`sdesk report`: a report over a period, as PDF."""

from pathlib import Path

from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import opened
from sdesk.errors import SdeskError
from sdesk.models import CustomerAgreement, SupplierAgreement
from sdesk.practice.finding import find_record
from sdesk.practice.printing import improvement_preview, performance_preview
from sdesk.practice.reporting import report_period
from sdesk.practice.workspaces import Workspace
from sdesk.reports.paper import pdf_of


def report(options: Options) -> int:
    with opened(options.file) as workspace:
        period = report_period(workspace, options.first, options.last)
        if options.kind == "performance":
            printout = performance_preview(workspace, _agreement(workspace, options.agreement), period)
        else:
            printout = improvement_preview(workspace, period)
        _write(options.output, pdf_of(printout))
    print(f"{options.output} is written.")
    return 0


def _agreement(workspace: Workspace, number: str) -> CustomerAgreement | SupplierAgreement:
    found = find_record(workspace, number)
    if not isinstance(found, (CustomerAgreement, SupplierAgreement)):
        raise SdeskError(f"{found.number} is not an agreement.", "Give one, such as AGR-0001 or SUP-0001.")
    return found


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise SdeskError(
            f"The report could not be written to {path}: {fault.strerror}.", "Choose another place."
        ) from fault

"""What people and programs are shown of the sample workspace: name of a text -> text."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

from sdesk.__main__ import main
from sdesk.models import (
    RECORDS,
    CustomerAgreement,
    ServiceCatalogue,
    ServiceIncident,
    SupplierAgreement,
)
from sdesk.models.governance import ServiceReport
from sdesk.practice.audit.overview import audit_printout
from sdesk.practice.calendar.icalendar import calendar_of
from sdesk.practice.calendar.schedule import slots
from sdesk.practice.finding.search import find_record
from sdesk.practice.lifecycle.lists import Listing, entries
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import reports as reporting
from sdesk.practice.reporting.printing import (
    improvement_preview,
    list_printout,
    performance_preview,
    printout_of,
    schedule_printout,
)
from sdesk.practice.workspaces import Workspace
from sdesk.reports.audit_overview import audit_document
from sdesk.reports.blocks import Document
from sdesk.reports.catalogue import catalogue_document
from sdesk.reports.html import render_html
from sdesk.reports.list_print import list_document
from sdesk.reports.paper import document_of
from sdesk.reports.pdf import render_pdf
from sdesk.reports.schedule import schedule_document
from tests.references.outline import ANCHOR, document_outline, filled, outline, without_ids
from tests.reports.reading import pdf_text

Texts = Iterator[tuple[str, str]]

ONE_OF_EACH = (
    "GOAL-0001@1", "CI-0010@1", "AGR-0001@2", "CXA-0001@1", "DMP-0001@2", "FB-2025-0015@1", "IMP-2026-01@1",
    "ROL-0001@3", "SCP-0001@2", "CAT-0001@2", "CHG-2026-0011@1", "SCH-0001@2", "BLD-2026-0012@1", "POL-0001@2",
    "SCO-0001@2", "DES-2026-0011@1", "PRC-0001@2", "INC-2026-0007@1", "SPR-2026-02@1", "TST-2025-0009@1",
    "SUP-0001@2", "ORG-0001@1", "PER-0002@1", "CUS-0002@1", "SPL-0001@1", "CAL-0003@1", "EVT-0016@1", "MOD-0003@1",
    "KE-0003@1", "ACT-2026-0012@1", "SUR-2025-0007@1", "TSK-2025-0011@1", "AUD-2026-0001@1", "FND-2026-0001@1",
    "ANS-2026-0003@1", "MRV-2026-01@1", "EXT-0001@1", "DRV-2026-0001@1", "CNF-2026-0003@1", "REG-0001@1",
    "JOB-0001@1", "RUN-2026-0001@1",
)  # fmt: skip
"""Of each kind the record in which most is filled in. Of three kinds the sample has none: NA, IVL and STD."""

NONE_IN_THE_SAMPLE = ("NA", "IVL", "STD", "STA", "FIRM", "VIEW")

REPORTS = ("SPR-2026-01", "SPR-2026-02", "SPR-2026-03", "IMP-2026-01")

ZONE = "Europe/Lisbon"
SPRING = Period.quarter(2026, 2, ZONE)


def named(workspace: Workspace, lines: Iterator[str]) -> str:
    """The lines with the numbers of records in the place of their ids."""

    def name_of(key: str) -> str:
        found = entries(workspace, [UUID(key)]).values()
        return next((entry.number or entry.title for entry in found), "")

    return without_ids("\n".join(lines) + "\n", name_of)


# ---------------------------------------------------------------- what the command line answers


def answer(*arguments: object) -> Any:
    """What the command prints as JSON, and its exit status where that says something."""
    said = StringIO()
    with redirect_stdout(said):
        status = main([*map(str, arguments), "--json"])
    assert status in (0, 1), said.getvalue()
    return json.loads(said.getvalue())


def answers(path: Path, workspace: Workspace) -> Texts:
    """The tasks, the requirements and the profile with its fields."""
    yield "tasks.txt", named(workspace, outline(filled(answer("tasks", path))))
    yield "check.txt", named(workspace, outline(filled(answer("check", path))))
    yield "profile.txt", named(workspace, outline(filled(answer("profile"))))


def lists(path: Path, workspace: Workspace) -> Texts:
    """Every record of every kind: first the names of the fields, then what is filled in."""
    for model in RECORDS:
        found = answer("list", path, model.prefix)
        heads = [f"{len(found)} records", *([", ".join(found[0])] if found else [])]
        lines = (*heads, *outline([filled(each) for each in found]))
        yield f"lists/{model.prefix}.txt", named(workspace, iter(lines))


def shown(path: Path, workspace: Workspace) -> Texts:
    """One record of each kind with its history, as people see that: hashes, ids and places of rows left out."""
    for number in ONE_OF_EACH:
        values = answer("show", path, number)
        values["history"] = [_told(entry) for entry in values["history"]]
        yield f"shown/{number.partition('@')[0]}.txt", named(workspace, outline(values))


_ABOUT_ITSELF = ("id", "number", "version")
_FIGURES = "(see the references of reports)"


def _told(entry: dict[str, Any]) -> dict[str, Any]:
    """Who did what when and why, and each field before and after; of approvals and files only what they are."""
    said = {name: entry[name] for name in ("at", "person_name", "action", "reason") if entry[name]}
    changes = entry["changes"]
    if "sha256" in changes:
        said |= {name: changes[name][1] for name in ("name", "step", "role", "form") if name in changes}
        return said
    for field, change in changes.items():
        if field not in _ABOUT_ITSELF:
            said[field] = _FIGURES if field == "figures" else filled(_change(change))
    return said


def _change(change: Any) -> dict[str, Any]:
    """A field before and after; of rows and links, what was added, removed and changed."""
    if isinstance(change, list):
        return {"before": _seen(change[0]), "after": _seen(change[1])}
    return {how: _seen(list(rows.values())) for how, rows in change.items() if isinstance(rows, dict)}


def _seen(value: Any) -> Any:
    if isinstance(value, list):
        return [_seen(each) for each in value]
    if isinstance(value, dict):
        return filled({name: _seen(each) for name, each in value.items() if name not in ("id", "place")})
    return value


# ---------------------------------------------------------------- figures and print-outs


def reports(path: Path, workspace: Workspace) -> Texts:
    """Figures and blocks of the stored reports, and of those that would be made of this spring."""
    for number in REPORTS:
        record = find_record(workspace, number)
        assert isinstance(record, ServiceReport)
        figures = reporting.figures_of(workspace, record)
        yield f"reports/{number}-figures.txt", named(workspace, outline(figures))
        document = document_of(printout_of(workspace, record))
        yield f"reports/{number}.txt", named(workspace, document_outline(document))
    for model in (CustomerAgreement, SupplierAgreement):
        for agreement in reporting.agreements(workspace, model):
            document = document_of(performance_preview(workspace, agreement, SPRING))
            yield f"reports/spring-{agreement.number}.txt", named(workspace, document_outline(document))
    document = document_of(improvement_preview(workspace, SPRING))
    yield "reports/spring.txt", named(workspace, document_outline(document))


def prints(path: Path, workspace: Workspace) -> Texts:
    """One record of each kind as it is printed; reports are elsewhere."""
    for number in ONE_OF_EACH:
        record = find_record(workspace, number)
        if not isinstance(record, ServiceReport):
            document = document_of(printout_of(workspace, record))
            name = number.partition("@")[0]
            yield f"prints/{name}.txt", named(workspace, document_outline(document))


def overviews(path: Path, workspace: Workspace) -> Texts:
    """Catalogue, schedule, audit overview and lists: as blocks, as a page, as a calendar."""
    for name, document in _overviews(workspace).items():
        yield f"overviews/{name}.txt", named(workspace, document_outline(document))
    page = re.sub(r"(?s)<style>.*</style>", "", render_html(_overviews(workspace)["catalogue"]))
    yield "overviews/catalogue.html", re.sub(ANCHOR, "(hash)", re.sub(r"base64,[\w+/=]+", "base64,", page))
    found = slots(workspace, SPRING.start_utc, SPRING.end_utc)
    calendar = calendar_of(found, "Harbour", workspace.clock()).decode().replace("\r\n", "\n")
    yield "overviews/schedule.ics", named(workspace, iter(calendar.splitlines()))


def _overviews(workspace: Workspace) -> dict[str, Document]:
    catalogue = in_effect(workspace, ServiceCatalogue)
    assert catalogue is not None
    under_way = tuple(
        state.name for state in ServiceIncident.states if not state.ended and state.name != "draft"
    )
    listing = Listing(ServiceIncident.__name__, states=under_way, sort="priority")
    return {
        "catalogue": catalogue_document(printout_of(workspace, catalogue)),
        "schedule": schedule_document(schedule_printout(workspace, SPRING)),
        "audit": audit_document(audit_printout(workspace)),
        "incidents": list_document(list_printout(workspace, listing)),
    }


PAGES: Sequence[str] = (
    "SPR-2026-02",
    "IMP-2026-01",
    "POL-0001@1",
    "AGR-0001@2",
    "SCP-0001@2",
    "INC-2026-0007",
)


def pages(path: Path, workspace: Workspace) -> Texts:
    """What a reader of the PDF reads: reports, a document superseded and one in draft, an agreement, an incident."""
    documents = {
        number.partition("@")[0]: document_of(printout_of(workspace, find_record(workspace, number)))
        for number in PAGES
    }
    for name, document in (documents | _overviews(workspace)).items():
        text = re.sub(rf"\b[0-9a-f]{{8,64}}\b…?|{ANCHOR}", "(hash)", pdf_text(render_pdf(document)))
        yield f"pages/{name}.txt", named(workspace, (line.rstrip() for line in text.splitlines()))

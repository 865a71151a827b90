"""The papers of a change: its design, what was built with its master copies, and the test report."""

from collections.abc import Generator
from datetime import datetime, timedelta

from sdesk.models import ServiceBuild, ServiceChangeRequest, ServiceDesign, ServiceTestReport
from sdesk.paths import resource
from sdesk.practice.control.changes import paper_of
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.sample.firm import Firm, Texts
from sdesk.sample.year import Turn

METHOD = "On the bench in the workshop, with a copy of the customer's settings; by the list of the design, one after the other."

Going = Generator[Turn, None, ServiceChangeRequest]


def design(
    firm: Firm, told: Texts, change: ServiceChangeRequest, at: datetime, afterwards: bool = False
) -> Going:
    """Written by the technician, approved by the Control Manager. `afterwards`: the change is deployed already."""
    yield Turn(at, "julia")
    values = {
        **firm.values(ServiceDesign, told),
        "change": change.id,
        "senior_responsible_owner": firm.known["ana"],
        "service_owner": firm.known[told.get("owner", "julia")],
        "acceptance_criteria": [{"criterion": each} for each in told["acceptance"]],
    }
    paper = firm.keep(create(firm.workspace, ServiceDesign, values))
    yield Turn(at + timedelta(minutes=95), "ana")
    take_step(firm.workspace, paper, "approve")
    return change if afterwards else take_step(firm.workspace, change, "design")


def build(
    firm: Firm, told: Texts, change: ServiceChangeRequest, at: datetime, afterwards: bool = False
) -> Going:
    """The components as they will be deployed: each file is attached, and named with its SHA-256."""
    yield Turn(at, "julia")
    values = {
        "change": change.id,
        "build_procedure": told["procedure"],
        "release": told.get("release", "1.0"),
    }
    paper = firm.keep(create(firm.workspace, ServiceBuild, values))
    copies = []
    for name in told["files"]:
        content = resource("sample", "files", name).read_bytes()
        kept = attach(firm.workspace, paper, name, content, "Master copy")
        place = "In this workspace, attached to this build"
        copies.append({"component": name, "kept_at": place, "sha256": kept.sha256})
    seen = {"checked_on": firm.year.day_of(at), "checked_by": firm.known["julia"]}
    for elsewhere in told.get("elsewhere", ()):
        copies.append({**elsewhere, **seen})
    paper = save(firm.workspace, paper, {"master_copies": copies})
    yield Turn(at + timedelta(minutes=140), "julia")
    take_step(firm.workspace, paper, "build")
    return change if afterwards else take_step(firm.workspace, change, "build")


def report_tests(
    firm: Firm, told: Texts, change: ServiceChangeRequest, at: datetime, afterwards: bool = False
) -> Going:
    """Each acceptance criterion of the design is a test. Who tests does not validate."""
    report, criteria = told["test"], told["design"]["acceptance"]
    tests = [
        {"name": f"Acceptance {place}", "level": "System", "type": "Acceptance", "expected": expected,
         "result": result.removeprefix("FAILED: "), "passed": not result.startswith("FAILED: "),
         "error": result.removeprefix("FAILED: ") if result.startswith("FAILED: ") else ""}
        for place, (expected, result) in enumerate(zip(criteria, report["results"], strict=True), start=1)
    ]  # fmt: skip
    yield Turn(at, "julia")
    made = paper_of(firm.workspace, change, ServiceBuild)
    values = {
        "change": change.id,
        "build": made.id if made else None,
        "tests": tests,
        "method": report.get("method", METHOD),
        "recipients": "Control Manager; the customer's contact, where they asked for the change",
        "performed_by": firm.known["julia"],
        "collected_at": at,
        "interpreted_by": firm.known["julia"],
        "validated_by": firm.known["ana"],
        **{name: report[name] for name in ("interpretation", "errors", "conclusion", "conclusion_text")},
    }
    paper = firm.keep(create(firm.workspace, ServiceTestReport, values))
    yield Turn(at + timedelta(minutes=50), "ana")
    paper = take_step(firm.workspace, paper, "approve")
    handed = {"on": firm.year.day_of(firm.clock.at), "who": told["requester"], "how": "By e-mail"}
    save(firm.workspace, paper, {"given_to": (handed,)})
    return change if afterwards else take_step(firm.workspace, change, "test")

"""The first reports: prepared, completed, approved and saved."""

from datetime import timedelta
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QComboBox, QPushButton

from tests.journeys.forms import Form
from tests.journeys.story import Journey


def a_month_begins(ana: Journey) -> None:
    """Reports are approved once their period is over."""
    clock = ana.workspace.clock
    today = clock()
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=2)
    ana.workspace.clock = lambda: clock() + (next_month - today)


def reports_to_the_customer(ana: Journey) -> Path:
    """The service performance report of the month in which all began, approved and saved."""
    ana.goes_to_tab("Reports")
    ana.chooses_report("performance")
    Form(ana.hands, ana.window).choose(ana.hands.see("reports.period", QComboBox), "Last month")
    ana.hands.picture("performance-preview")
    ana.prepares_the_report()
    ana.record_form().fill(
        performance="One outage, solved within the hour.",
        conclusions="Agreed with Dora Lind.",
        proposed_actions=[{"description": "Check all fuses", "owner": "Ben", "due": "+30"}],
    )
    return approves_and_saves(ana, "performance.pdf")


def reports_to_management(ana: Journey) -> Path:
    """The improvement report of the month in which all began, approved and saved."""
    ana.goes_to_tab("Reports")
    ana.chooses_report("improvement")
    Form(ana.hands, ana.window).choose(ana.hands.see("reports.period", QComboBox), "Last month")
    ana.prepares_the_report()
    ana.record_form().fill(
        customer_view="Content, but for one complaint.",
        customer_issues="An answer took too long.",
        practice_view="Followed, and still right.",
        practice_issues="None.",
        improvement_actions=[
            {
                "description": "Answer within a day",
                "owner": "Ana",
                "due": "+60",
                "decision": "agreed",
                "decided_by": "Ana",
                "decided_on": "today",
            }
        ],
        review_schedule="Every quarter.",
        conclusions="Go on like this.",
    )
    return approves_and_saves(ana, "improvement.pdf")


def approves_and_saves(ana: Journey, name: str) -> Path:
    ana.hands.picture("report-form")
    ana.takes_step("approve")
    assert ana.record.state == "approved"
    ana.goes_to_tab("Reports")
    saves = ana.hands.see("action.save-pdf", QPushButton)
    ana.hands.wait(saves.isEnabled, "the report can be saved", timeout=20_000)
    ana.hands.picture("report")
    ana.hands.press("action.save-pdf")
    ana.hands.choose_file(ana.folder / name)
    return ana.folder / name


def read(pdf: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(pdf).pages)

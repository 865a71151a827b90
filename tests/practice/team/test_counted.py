"""Which laptops are counted in what is judged: said where several have the workspace, the same on all of them."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from sdesk.command_line.run import run
from sdesk.models import ServiceIncident
from sdesk.practice.audit.binder.collecting import collect
from sdesk.practice.audit.checklist.printing import checklist_printout
from sdesk.practice.audit.overview import audit_printout
from sdesk.practice.team.counted import laptops_counted
from sdesk.practice.team.laptops import invite, take_out
from sdesk.reports.audit_overview import audit_document
from sdesk.reports.binder import binder_document
from sdesk.reports.blocks import Document, Paragraph
from sdesk.reports.checklist import checklist_document
from sdesk.translation import word
from sdesk.ui.audit.requirements_page import RequirementsPage
from sdesk.ui.registry import open_desk
from tests.provider import Provider
from tests.ui.shell import inside
from tests.ui.team.firm import Firm, firm_of


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Firm]:
    firm = firm_of(tmp_path, "office", "site", "home")
    yield firm
    for each in firm:
        each.workspace.close()


def paragraphs(document: Document) -> list[str]:
    return [each.text for each in document.blocks if isinstance(each, Paragraph)]


def test_nothing_is_said_where_one_laptop_has_it(qtbot, provider: Provider) -> None:
    assert not laptops_counted(provider.workspace)
    page = RequirementsPage(open_desk(provider.workspace))
    qtbot.addWidget(page)
    page.show()
    assert not inside(page, "audit.laptops").isVisible()
    assert not any(
        "laptop" in each for each in paragraphs(audit_document(audit_printout(provider.workspace)))
    )


def test_all_that_were_heard_of_are_named_with_since_when_and_the_same_on_all(three: Firm) -> None:
    office, site, _home = three
    office.clock.pass_time(days=20)
    site.create(ServiceIncident, summary="At the site")
    three.exchange()
    said = str(laptops_counted(office.workspace))
    assert "what 3 laptops wrote" in said
    assert all(
        name in said for name in ("desk-1 up to", "site up to 22 March 2026", "home up to 2 March 2026")
    )
    assert {str(laptops_counted(each.workspace)) for each in three} == {said}


def test_what_has_not_come_is_not_said_to_be_counted(three: Firm) -> None:
    office, site, _home = three
    office.clock.pass_time(days=20)
    site.create(ServiceIncident, summary="At the site")
    site.exchange()
    assert "site up to 2 March 2026" in str(laptops_counted(office.workspace))
    office.exchange()
    assert "site up to 22 March 2026" in str(laptops_counted(office.workspace))


def test_who_was_invited_and_who_was_taken_out_are_said(three: Firm, tmp_path: Path) -> None:
    office = three[0]
    invite(office.workspace, "late one", tmp_path / "late.invitation")
    take_out(office.workspace, "home")
    said = str(laptops_counted(office.workspace))
    assert "not heard of at all: late one" in said
    assert "home, taken out, up to" in said
    assert "what 3 laptops" in said


def test_it_stands_in_audit_on_paper_and_on_the_command_line(
    qtbot, three: Firm, capsys: pytest.CaptureFixture[str]
) -> None:
    office = three[0]
    office.clock.pass_time(days=1)
    page = RequirementsPage(open_desk(office.workspace))
    qtbot.addWidget(page)
    page.show()
    shown = inside(page, "audit.laptops")
    assert shown.isVisible()
    assert "what 3 laptops wrote" in shown.text()
    for document in (
        audit_document(audit_printout(office.workspace)),
        checklist_document(checklist_printout(office.workspace)),
    ):
        assert len([each for each in paragraphs(document) if "what 3 laptops wrote" in each]) == 1
    office.workspace.close()
    assert run(["check", str(office.workspace.path)], lambda _path: 2) == 1
    assert "what 3 laptops wrote" in capsys.readouterr().out


def test_a_binder_names_them_beside_what_it_declares(three: Firm, provider: Provider) -> None:
    binder = collect(three[0].workspace).binder
    said = word(laptops_counted(three[0].workspace), zone=UTC)
    assert [each for each in paragraphs(binder_document(binder)) if "laptops" in each] == [said]
    alone = binder_document(collect(provider.workspace).binder)
    assert not [each for each in paragraphs(alone) if "laptops wrote" in each]

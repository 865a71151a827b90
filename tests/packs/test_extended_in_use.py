"""A pack changed in data alone works everywhere: tasks, wizards, Today, Audit, command line and print."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sdesk.models import KnownError, ServiceScope
from sdesk.packs import load, shipped_packs
from sdesk.practice import workspaces
from sdesk.practice.audit.overview import audit_printout
from sdesk.practice.calendar.days import today
from sdesk.practice.guidance.today import to_do
from sdesk.practice.guidance.wizards import activity_pages, page_of
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.tasks import TaskStanding, interval_here, task_states
from sdesk.practice.readiness.work_products import standings
from sdesk.practice.reporting.printing import printout_of
from sdesk.practice.workspaces import packs_in
from sdesk.reports.record_print import record_document
from tests.packs.test_extended import extended
from tests.provider import Provider, incident, performed, working_provider

NEW = "IN.1.4"


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    """A provider whose pack has one more task, one more work product, and a Service Manager with another name."""
    made = working_provider(tmp_path / "busy.sdesk")
    made.workspace.known_packs = packs_in(extended(tmp_path / "packs"))
    yield made
    made.workspace.close()


def task(workspace: Workspace) -> TaskStanding:
    return next(each for each in task_states(workspace) if each.task.id == NEW)


def known_error(provider: Provider) -> KnownError:
    return provider.take(provider.complete(KnownError, "recorded"), "record")


def test_the_task_is_blocked_ready_done_and_due(provider: Provider) -> None:
    workspace = provider.workspace
    assert task(workspace).state == "blocked"
    assert str(task(workspace).detail) == "WP.18 Service incident record is not recorded yet."
    provider.take(incident(provider, "recorded"), "record")
    assert task(workspace).state == "ready"
    known_error(provider)
    performed(provider, NEW, "Looked through, nothing to retire.")
    assert (task(workspace).state, interval_here(workspace, NEW)) == ("done", 14)
    later = today(workspace) + timedelta(days=15)
    assert [each.state for each in task_states(workspace, later) if each.task.id == NEW] == ["overdue"]


def test_it_has_its_page_in_the_wizard_of_its_activity(provider: Provider) -> None:
    assert [page.key for page in activity_pages(provider.workspace, "IN.1")][-1] == NEW
    page = page_of(provider.workspace, NEW)
    assert [(each.work_product, each.model) for each in page.products] == [("WP.22", KnownError)]
    assert page.why == "What was got round once comes back."
    assert str(page.outcome) == "Looked through; two retired."


def test_the_role_has_its_new_name_and_the_same_holder(provider: Provider) -> None:
    page = page_of(provider.workspace, "GO.2.1")
    assert [(doer.role, doer.people) for doer in page.doers] == [("Head of Service", ("Ana Reyes",))]
    assert provider.workspace.packs.first.role_called("SM") == "Head of Service"


def test_today_offers_it(provider: Provider) -> None:
    provider.take(incident(provider, "recorded"), "record")
    [thing] = [each for each in to_do(provider.workspace).things if each.task == NEW]
    assert (str(thing.title), thing.roles) == ("Look through known errors", ("IM", "PT"))


def test_panel_and_audit_show_it(provider: Provider) -> None:
    workspace = provider.workspace
    assert (standings(workspace)["WP.22"].state, standings(workspace)["WP.22"].count) == ("missing", 0)
    create(workspace, KnownError, {"symptom": "Spooler stops"})
    assert standings(workspace)["WP.22"].state == "draft"
    [asked] = [each for each in requirements(workspace) if each.requirement.id == "P17"]
    assert NEW in [each.task.id for each in asked.tasks]


def test_it_is_printed(provider: Provider) -> None:
    printout = printout_of(provider.workspace, known_error(provider))
    assert printout.work_product == "WP.22"
    assert "WP.22" in str(record_document(printout))
    said = audit_printout(provider.workspace).requirements
    assert any(str(line.name).startswith(NEW) for each in said for line in each.tasks)


def test_an_approval_says_what_the_first_pack_calls_its_record(provider: Provider) -> None:
    scope = provider.approved(ServiceScope)
    assert '"work_product":"WP.15"' in approvals_of(provider.workspace, scope)[0].content


def test_the_command_line_knows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = working_provider(tmp_path / "busy.sdesk")
    number = take_step(made.workspace, made.complete(KnownError, "recorded"), "record").number
    made.workspace.close()
    folder = extended(tmp_path / "packs")
    monkeypatch.setattr(load, "resource", lambda *parts: folder)
    for cached in (shipped_packs, workspaces.known_packs):
        cached.cache_clear()
    try:
        from sdesk.__main__ import main

        said = {}
        for command in (["tasks"], ["list", "WP.22"], ["show", number], ["check"]):
            main([command[0], str(tmp_path / "busy.sdesk"), *command[1:]])
            said[command[0]] = capsys.readouterr().out
        main(["profile"])
        said["profile"] = capsys.readouterr().out
    finally:
        monkeypatch.undo()
        for cached in (shipped_packs, workspaces.known_packs):
            cached.cache_clear()
    assert "Look through known errors" in said["tasks"]
    assert number in said["list"]
    assert "(WP.22)" in said["show"]
    assert "Head of Service" in said["profile"] and "WP.22  Known errors" in said["profile"]

"""`sdesk tasks` and `sdesk check`."""

from pathlib import Path

from tests.command_line.asking import Sdesk, as_json

COUNTED = "sdesk: Counted is what 2 laptops wrote"


class TestTasksAndCheck:
    def test_an_empty_workspace_begins_with_its_scope(self, sdesk: Sdesk, tmp_path: Path) -> None:
        path = tmp_path / "harbour.sdesk"
        sdesk("new", path, "--organization", "Harbour")
        tasks = as_json(sdesk, "tasks", path)
        assert len(tasks) == 40
        assert (tasks[0]["id"], tasks[0]["state"]) == ("GO.1.1", "ready")
        assert {task["state"] for task in tasks} <= {"done", "ready", "blocked", "waiting", "overdue"}
        blocked = next(task for task in tasks if task["id"] == "GO.1.2")
        assert blocked["blocked_by"][0]["work_product"] == "WP.15"
        assert blocked["blocked_by"][0]["made_by"] == ["GO.1.1"]

    def test_gaps_are_an_answer(self, sdesk: Sdesk, harbour: Path) -> None:
        requirements = as_json(sdesk, "check", harbour, status=1, aside=COUNTED)
        assert len(requirements) == 17
        assert 0 < sum(not each["met"] for each in requirements) < 17
        assert all(each["met"] != bool(each["missing"]) for each in requirements)
        status, out, _ = sdesk("check", harbour)
        assert status == 1
        assert f"{sum(each['met'] for each in requirements)} of 17" in out

    def test_a_variant_has_its_own_requirements(self, sdesk: Sdesk, harbour: Path) -> None:
        ids = [
            each["id"]
            for each in as_json(sdesk, "check", harbour, "--variant", "governance", status=1, aside=COUNTED)
        ]
        assert ids == ["P01", "P02", "P03", "P04", "P05"]

    def test_people_can_read_the_tasks(self, sdesk: Sdesk, harbour: Path) -> None:
        status, out, _ = sdesk("tasks", harbour)
        assert status == 0
        assert len(out.splitlines()) == 41

"""The command line: what it prints, how it ends, and that an error is one line that says what to do."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdesk.__main__ import main
from sdesk.command_line.run import run
from sdesk.models import fields_of, model_of
from sdesk.practice.safekeeping import verify
from sdesk.profile import service_delivery
from sdesk.storage import Workspace

Sdesk = Callable[..., tuple[int, str, str]]


@pytest.fixture
def sdesk(capsys: pytest.CaptureFixture[str]) -> Sdesk:
    """Carries out one command line: exit status, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main([str(each) for each in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def harbour(sample_path: Path, tmp_path: Path) -> Path:
    """A copy of the sample workspace that nobody has open."""
    return Path(shutil.copy(sample_path, tmp_path / "harbour.sdesk"))


def as_json(sdesk: Sdesk, *arguments: object, status: int = 0) -> Any:
    ended, out, err = sdesk(*arguments, "--json")
    assert (ended, err) == (status, "")
    return json.loads(out)


def one_line(err: str) -> bool:
    return err.startswith("sdesk: ") and err.count("\n") == 1 and "Traceback" not in err


class TestWindow:
    @pytest.mark.parametrize(
        ("arguments", "path"), [([], None), (["my.sdesk"], Path("my.sdesk")), (["./new"], Path("./new"))]
    )
    def test_a_file_or_nothing_opens_the_window(self, arguments: list[str], path: Path | None) -> None:
        asked: list[Path | None] = []

        def window(path: Path | None) -> int:
            asked.append(path)
            return 0

        assert run(arguments, window) == 0
        assert asked == [path]


class TestProfile:
    def test_it_prints_the_whole_standard(self, sdesk: Sdesk) -> None:
        profile = as_json(sdesk, "profile")
        counts = {
            name: len(profile[name])
            for name in (
                "variants",
                "roles",
                "processes",
                "activities",
                "tasks",
                "requirements",
                "work_products",
            )
        }
        assert counts == {
            "variants": 3,
            "roles": 8,
            "processes": 4,
            "activities": 11,
            "tasks": 40,
            "requirements": 17,
            "work_products": 21,
        }
        assert sum(len(product["content"]) for product in profile["work_products"]) == 112

    def test_tasks_come_when_they_can_be_done(self, sdesk: Sdesk) -> None:
        have = {("WP.01", "given")}
        for task in as_json(sdesk, "profile")["tasks"]:
            for need in task["needs"]:
                states = {"draft": ("draft", "approved"), "recorded": ("recorded", "approved")}.get(
                    need["state"], (need["state"],)
                )
                assert any((need["work_product"], state) in have for state in states), task["id"]
            have |= {(made["work_product"], made["state"]) for made in task["produces"]}

    def test_every_content_item_says_what_covers_it(self, sdesk: Sdesk) -> None:
        for product in as_json(sdesk, "profile")["work_products"]:
            names = {field["name"] for field in product["fields"]}
            columns = {
                f"{field['name']}.{column['name']}"
                for field in product["fields"]
                for column in field.get("columns", [])
            }
            for item in product["content"]:
                assert item["fields"] or item["guaranteed"], (product["id"], item["item"])
                assert set(item["fields"]) <= names | columns

    def test_every_field_says_what_it_is(self, sdesk: Sdesk) -> None:
        for product in as_json(sdesk, "profile")["work_products"]:
            specs = {spec.name: spec for spec in fields_of(model_of(product["id"]))}
            assert [field["name"] for field in product["fields"]] == list(specs)
            for field in product["fields"]:
                spec = specs[field["name"]]
                assert (field["kind"], field["label"], field["help"]) == (
                    spec.kind.value,
                    spec.label,
                    spec.content.help,
                )
                assert (field["needed_for"] or "") == spec.content.needed_for
                assert field["choices"] == [choice.value for choice in spec.choices]
                assert bool(field.get("columns")) is (spec.kind.value == "rows")

    def test_people_can_read_it_too(self, sdesk: Sdesk) -> None:
        status, out, _ = sdesk("profile")
        assert status == 0
        for product in service_delivery().work_products:
            assert product.name in out

    def test_it_needs_neither_qt_nor_reportlab(self) -> None:
        code = "import sys; from sdesk.__main__ import main; main(['profile']); print([name for name in ('PySide6', 'reportlab', 'openpyxl') if name in sys.modules], file=sys.stderr)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stderr.strip() == "[]"


class TestNew:
    def test_a_new_workspace_is_empty_and_whole(self, sdesk: Sdesk, tmp_path: Path) -> None:
        path = tmp_path / "harbour.sdesk"
        assert (
            sdesk(
                "new",
                path,
                "--organization",
                "Hafen IT ⚓",
                "--variant",
                "operational",
                "--time-zone",
                "Europe/Lisbon",
            )[0]
            == 0
        )
        (ours,) = as_json(sdesk, "list", path, "ORG")
        assert (ours["name"], ours["variant"], ours["time_zone"]) == (
            "Hafen IT ⚓",
            "operational",
            "Europe/Lisbon",
        )
        assert as_json(sdesk, "list", path, "WP.18") == []
        assert sdesk("verify", path)[0] == 0

    def test_nothing_is_written_over(self, sdesk: Sdesk, tmp_path: Path) -> None:
        path = tmp_path / "harbour.sdesk"
        path.write_text("mine")
        status, _, err = sdesk("new", path, "--organization", "Harbour")
        assert (status, one_line(err)) == (2, True)
        assert "already a file" in err
        assert path.read_text() == "mine"

    def test_an_unknown_time_zone_leaves_nothing(self, sdesk: Sdesk, tmp_path: Path) -> None:
        status, _, err = sdesk(
            "new", tmp_path / "h.sdesk", "--organization", "H", "--time-zone", "Mars/Olympus"
        )
        assert (status, one_line(err)) == (2, True)
        assert list(tmp_path.iterdir()) == []


class TestTasksAndCheck:
    def test_an_empty_workspace_begins_with_its_scope(self, sdesk: Sdesk, tmp_path: Path) -> None:
        path = tmp_path / "harbour.sdesk"
        sdesk("new", path, "--organization", "Harbour")
        tasks = as_json(sdesk, "tasks", path)
        assert len(tasks) == 40
        assert (tasks[0]["id"], tasks[0]["state"]) == ("GO.1.1", "ready")
        assert {task["state"] for task in tasks} <= {"done", "ready", "blocked", "due"}
        blocked = next(task for task in tasks if task["id"] == "GO.1.2")
        assert blocked["blocked_by"][0]["work_product"] == "WP.15"
        assert blocked["blocked_by"][0]["made_by"] == ["GO.1.1"]

    def test_gaps_are_an_answer(self, sdesk: Sdesk, harbour: Path) -> None:
        requirements = as_json(sdesk, "check", harbour, status=1)
        assert len(requirements) == 17
        assert 0 < sum(not each["met"] for each in requirements) < 17
        assert all(each["met"] != bool(each["missing"]) for each in requirements)
        status, out, _ = sdesk("check", harbour)
        assert status == 1
        assert f"{sum(each['met'] for each in requirements)} of 17" in out

    def test_a_variant_has_its_own_requirements(self, sdesk: Sdesk, harbour: Path) -> None:
        ids = [each["id"] for each in as_json(sdesk, "check", harbour, "--variant", "governance", status=1)]
        assert ids == ["P01", "P02", "P03", "P04", "P05"]

    def test_people_can_read_the_tasks(self, sdesk: Sdesk, harbour: Path) -> None:
        status, out, _ = sdesk("tasks", harbour)
        assert status == 0
        assert len(out.splitlines()) == 41


class TestList:
    def test_records_have_the_field_names_of_their_model(self, sdesk: Sdesk, harbour: Path) -> None:
        incidents = as_json(sdesk, "list", harbour, "WP.18")
        names = [spec.name for spec in fields_of(model_of("WP.18"))]
        assert list(incidents[0])[7:] == names
        one = incidents[0]
        assert one["number"].startswith("INC-")
        assert one["customer"].startswith("CUS-")
        assert one["created_by"].startswith("PER-")
        assert one["started_at"].endswith("Z")
        assert set(one["reporter"]) == {"name", "organization", "address", "telephone", "email"}

    @pytest.mark.parametrize(
        ("condition", "holds"),
        [
            ("state=closed", lambda each: each["state"] == "closed"),
            ("priority=1 critical", lambda each: each["priority"] == "1 critical"),
            ("priority=1 Critical", lambda each: each["priority"] == "1 critical"),
            ("customer=CUS-0002", lambda each: each["customer"] == "CUS-0002"),
            ("outage=yes", lambda each: each["outage"] is True),
            ("solution=", lambda each: not each["solution"]),
            ("parties_told=", lambda each: not each["parties_told"]),
            ("configuration_items=CI-0003", lambda each: "CI-0003" in each["configuration_items"]),
        ],
    )
    def test_conditions_choose(
        self, sdesk: Sdesk, harbour: Path, condition: str, holds: Callable[[dict[str, Any]], bool]
    ) -> None:
        everything = as_json(sdesk, "list", harbour, "WP.18")
        chosen = as_json(sdesk, "list", harbour, "WP.18", "--where", condition)
        assert chosen == [each for each in everything if holds(each)]
        assert len(chosen) < len(everything)

    def test_conditions_hold_together(self, sdesk: Sdesk, harbour: Path) -> None:
        chosen = as_json(
            sdesk, "list", harbour, "WP.18", "--where", "state=closed", "--where", "customer=CUS-0001"
        )
        assert chosen
        assert {(each["state"], each["customer"]) for each in chosen} == {("closed", "CUS-0001")}

    def test_a_link_may_be_named(self, sdesk: Sdesk, harbour: Path) -> None:
        people = {each["name"]: each["number"] for each in as_json(sdesk, "list", harbour, "people")}
        by_name = as_json(sdesk, "list", harbour, "WP.18", "--where", "assigned_to=Ana Reyes")
        by_number = as_json(sdesk, "list", harbour, "WP.18", "--where", f"assigned_to={people['Ana Reyes']}")
        assert by_name == by_number

    def test_words_search(self, sdesk: Sdesk, harbour: Path) -> None:
        everything = as_json(sdesk, "list", harbour, "WP.18")
        word = everything[0]["summary"].split()[0]
        found = as_json(sdesk, "list", harbour, "WP.18", "--words", word)
        assert everything[0]["number"] in [each["number"] for each in found]
        assert len(found) < len(everything)

    def test_comma_separated_values_hold_the_same(self, sdesk: Sdesk, harbour: Path) -> None:
        everything = as_json(sdesk, "list", harbour, "WP.18")
        status, out, _ = sdesk("list", harbour, "WP.18", "--csv")
        assert status == 0
        lines = list(csv.DictReader(io.StringIO(out)))
        assert [line["number"] for line in lines] == [each["number"] for each in everything]
        assert [line["reporter.email"] for line in lines] == [
            (each["reporter"] or {"email": ""})["email"] for each in everything
        ]
        assert [json.loads(line["steps_taken"] or "[]") for line in lines] == [
            each["steps_taken"] for each in everything
        ]

    @pytest.mark.parametrize("name", ["WP.18", "wp18", "INC", "incidents", "ServiceIncident"])
    def test_a_kind_of_record_has_several_names(self, sdesk: Sdesk, harbour: Path, name: str) -> None:
        status, out, _ = sdesk("list", harbour, name)
        assert status == 0
        assert out.splitlines()[0].startswith("Number")

    @pytest.mark.parametrize("product", [product.id for product in service_delivery().work_products])
    def test_every_work_product_lists(self, sdesk: Sdesk, harbour: Path, product: str) -> None:
        assert (
            len(sdesk("list", harbour, product)[1].splitlines())
            == len(as_json(sdesk, "list", harbour, product)) + 1
        )


class TestShow:
    def test_one_record_with_its_history(self, sdesk: Sdesk, harbour: Path) -> None:
        number = as_json(sdesk, "list", harbour, "WP.18", "--where", "state=closed")[0]["number"]
        record = as_json(sdesk, "show", harbour, number)
        assert record["number"] == number
        assert record["approvals"][0]["step"] == "close"
        assert len(record["approvals"][0]["sha256"]) == 64
        moves = [entry["changes"]["state"] for entry in record["history"] if "state" in entry["changes"]]
        assert moves[-1] == [None, "draft"]
        assert moves[0][1] == "closed"
        created = record["history"][-1]["changes"]
        assert created["customer"][1] == record["customer"]

    def test_a_document_is_shown_by_its_work_product_or_version(self, sdesk: Sdesk, harbour: Path) -> None:
        number = as_json(sdesk, "show", harbour, "WP.14")["number"]
        versions = [each["version"] for each in as_json(sdesk, "list", harbour, "WP.14")]
        first = as_json(sdesk, "show", harbour, f"{number}@1")
        assert first == as_json(sdesk, "show", harbour, number, "--version", 1)
        assert first == as_json(sdesk, "show", harbour, "wp.14", "--version", 1)
        assert as_json(sdesk, "show", harbour, number)["version"] == max(versions)

    def test_what_links_to_it_is_said(self, sdesk: Sdesk, harbour: Path) -> None:
        incident = next(
            each for each in as_json(sdesk, "list", harbour, "WP.18") if each["configuration_items"]
        )
        item = as_json(sdesk, "show", harbour, incident["configuration_items"][0])
        assert {"number": incident["number"], "field": "configuration_items"} in item["linked_from"]

    def test_people_can_read_it_too(self, sdesk: Sdesk, harbour: Path) -> None:
        status, out, _ = sdesk("show", harbour, "WP.10")
        assert status == 0
        assert "Services:" in out
        assert "History" in out
        assert "SHA-256" in out


class TestReport:
    @pytest.mark.parametrize("report", [["performance", "--agreement", "AGR-0001"], ["improvement"]])
    def test_a_period_becomes_a_pdf(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path, report: list[str]
    ) -> None:
        before = harbour.read_bytes()
        out = tmp_path / "out.pdf"
        status, said, err = sdesk(
            "report", harbour, *report, "--from", "2026-04-01", "--to", "2026-06-30", "-o", out
        )
        assert (status, err) == (0, "")
        assert out.read_bytes().startswith(b"%PDF")
        assert str(out) in said
        if "draft" in said:
            assert harbour.read_bytes() == before

    def test_an_approved_report_is_printed_as_it_was_approved(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        approved = as_json(sdesk, "list", harbour, "WP.07", "--where", "state=approved")[0]
        period = ["--from", approved["period_start"], "--to", approved["period_end"]]
        prints = []
        for name in ("one.pdf", "two.pdf"):
            status, said, _ = sdesk("report", harbour, "improvement", *period, "-o", tmp_path / name)
            assert status == 0
            assert approved["number"] in said
            prints.append((tmp_path / name).read_bytes())
        assert prints[0] == prints[1]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (
                ["improvement", "--from", "2026-06-30", "--to", "2026-04-01"],
                "ends (2026-04-01) before it starts",
            ),
            (
                ["performance", "--agreement", "AGR-0099", "--from", "2026-04-01", "--to", "2026-06-30"],
                "no record AGR-0099",
            ),
            (
                ["performance", "--agreement", "CI-0001", "--from", "2026-04-01", "--to", "2026-06-30"],
                "CI-0001 is not an agreement",
            ),
            (["improvement", "--from", "soon", "--to", "2026-04-01"], "write it like 2026-07-13"),
            (["performance", "--from", "2026-04-01", "--to", "2026-06-30"], "--agreement"),
        ],
    )
    def test_what_cannot_be_reported_is_said(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path, arguments: list[str], said: str
    ) -> None:
        status, _, err = sdesk("report", harbour, *arguments, "-o", tmp_path / "out.pdf")
        assert (status, one_line(err)) == (2, True)
        assert said in err
        assert not (tmp_path / "out.pdf").exists()

    def test_a_place_that_cannot_be_written_is_said(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        place = tmp_path / "nowhere" / "out.pdf"
        status, _, err = sdesk(
            "report", harbour, "improvement", "--from", "2026-04-01", "--to", "2026-06-30", "-o", place
        )
        assert (status, one_line(err)) == (2, True)
        assert "could not be written" in err


class TestWholeWorkspaces:
    def test_a_backup_is_restored_and_verified(self, sdesk: Sdesk, harbour: Path, tmp_path: Path) -> None:
        copy, back = tmp_path / "copy.sdesk", tmp_path / "back.sdesk"
        assert sdesk("backup", harbour, "-o", copy)[0] == 0
        assert sdesk("restore", copy, back)[0] == 0
        assert sdesk("verify", back)[:2] == (0, f"{back} is whole.\n")
        status, _, err = sdesk("restore", copy, back)
        assert (status, one_line(err)) == (2, True)
        status, out, _ = sdesk("restore", copy, back, "--force")
        assert status == 0
        assert "replaced" in out

    def test_a_backup_without_a_name_lies_beside_it(self, sdesk: Sdesk, harbour: Path) -> None:
        assert sdesk("backup", harbour)[0] == 0
        assert len(list(harbour.parent.glob("harbour-*.sdesk"))) == 1

    def test_damage_is_an_answer(self, sdesk: Sdesk, harbour: Path) -> None:
        with Workspace.open(harbour) as workspace, workspace.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE serviceincident SET summary = 'Nothing' WHERE number LIKE '%-0003'"
            )
        status, out, err = sdesk("verify", harbour)
        assert (status, err) == (1, "")
        assert "-0003: “summary” is not what its history says" in out

    def test_an_export_holds_every_record(self, sdesk: Sdesk, harbour: Path, tmp_path: Path) -> None:
        folder = tmp_path / "all"
        assert sdesk("export", harbour, folder)[0] == 0
        everything = as_json(sdesk, "list", harbour, "WP.18")
        with (folder / "WP.18-incidents.csv").open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
        assert [line["number"] for line in lines] == [each["number"] for each in everything]
        with (folder / "WP.18-incidents.steps_taken.csv").open(encoding="utf-8-sig", newline="") as file:
            steps = list(csv.DictReader(file))
        assert len(steps) == sum(len(each["steps_taken"]) for each in everything)
        status, _, err = sdesk("export", harbour, folder)
        assert (status, one_line(err)) == (2, True)

    def test_what_was_attached_lies_beside_it(self, sdesk: Sdesk, harbour: Path, tmp_path: Path) -> None:
        from sdesk.models import Person
        from sdesk.practice.attachments import attach

        with Workspace.open(harbour) as workspace:
            person = workspace.first(Person)
            assert person is not None
            for content in (b"one", b"two"):
                attach(workspace, person, "cert.pdf", content)
        sdesk("export", harbour, tmp_path / "all")
        kept = tmp_path / "all" / "attachments" / person.number
        assert (kept / "cert.pdf").read_bytes() + (kept / "cert (2).pdf").read_bytes() == b"onetwo"

    def test_the_sample_is_the_same_every_time(self, sdesk: Sdesk, tmp_path: Path, sample_path: Path) -> None:
        assert sdesk("sample", tmp_path / "s.sdesk", "--today", "2026-07-15")[0] == 0
        assert as_json(sdesk, "list", tmp_path / "s.sdesk", "WP.11") == as_json(
            sdesk, "list", sample_path, "WP.11"
        )
        with Workspace.open(tmp_path / "s.sdesk") as workspace:
            assert verify(workspace) == []


class TestErrors:
    def test_commands_that_read_say_what_they_cannot_read(self, sdesk: Sdesk, tmp_path: Path) -> None:
        (tmp_path / "notes.sdesk").write_text("just notes")
        for path, said in (
            (tmp_path / "none.sdesk", "There is no workspace"),
            (tmp_path / "notes.sdesk", "not a workspace"),
            (tmp_path, "There is no workspace"),
        ):
            for command in (
                ["list", path, "WP.18"],
                ["show", path, "WP.14"],
                ["tasks", path],
                ["check", path],
                ["verify", path],
                ["backup", path],
            ):
                status, out, err = sdesk(*command)
                assert (status, out, one_line(err)) == (2, "", True), command
                assert said in err

    def test_a_locked_workspace_says_by_whom(self, sdesk: Sdesk, harbour: Path) -> None:
        with Workspace.open(harbour):
            status, _, err = sdesk("list", harbour, "WP.18")
        assert (status, one_line(err)) == (2, True)
        assert f"process {os.getpid()}" in err

    def test_a_newer_workspace_is_not_touched(self, sdesk: Sdesk, harbour: Path) -> None:
        with Workspace.open(harbour) as workspace, workspace.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA user_version = 99")
        before = harbour.read_bytes()
        status, _, err = sdesk("tasks", harbour)
        assert (status, one_line(err)) == (2, True)
        assert "newer sdesk" in err
        assert harbour.read_bytes() == before

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["list", "WP.22"], "no kind of record"),
            (["list", "WP.18", "--where", "colour=blue"], "no field “colour”"),
            (["list", "WP.18", "--where", "state=asleep"], "no state “asleep”"),
            (["list", "WP.18", "--where", "priority=urgent"], "“urgent” is not one of its words"),
            (["list", "WP.18", "--where", "started_at=soon"], "not a date and time"),
            (["list", "WP.18", "--where", "customer=CUS-0099"], "no record called"),
            (["list", "WP.18", "--where", "summary"], "FIELD=VALUE"),
            (["list", "WP.18", "--where", "steps_taken=x"], "cannot be compared"),
            (["show", "INC-1999-0001"], "no record INC-1999-0001"),
            (["show", "WP.14@9"], "@9"),
            (["show", "WP.14@x"], "not a version"),
            (["show", "WP.18"], "more than one"),
        ],
    )  # fmt: skip
    def test_what_is_not_there_is_said(
        self, sdesk: Sdesk, harbour: Path, arguments: list[str], said: str
    ) -> None:
        status, out, err = sdesk(arguments[0], harbour, *arguments[1:])
        assert (status, out, one_line(err)) == (2, "", True)
        assert said in err

    @pytest.mark.parametrize(
        "arguments",
        [
            ["list"],
            ["list", "x.sdesk"],
            ["new", "x.sdesk"],
            ["--colour"],
            ["report", "x.sdesk"],
            ["fly", "x"],
        ],
    )
    def test_wrong_use_is_one_line(
        self, sdesk: Sdesk, arguments: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        status, _, err = sdesk(*arguments)
        assert (status, one_line(err)) == (2, True)

    def test_an_encrypted_workspace_takes_its_passphrase_from_the_environment(
        self, sdesk: Sdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Workspace.create(tmp_path / "secret.sdesk", "open sesame").close()
        assert sdesk("list", tmp_path / "secret.sdesk", "WP.18")[0] == 2
        monkeypatch.setenv("SDESK_PASSPHRASE", "open sesame")
        assert sdesk("list", tmp_path / "secret.sdesk", "WP.18")[0] == 0

    def test_whoever_stops_reading_hears_no_complaint(self, harbour: Path) -> None:
        command = [sys.executable, "-m", "sdesk", "list", str(harbour), "WP.18", "--json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0

    def test_output_is_utf8_whatever_the_system_speaks(self, tmp_path: Path) -> None:
        path = tmp_path / "h.sdesk"
        assert main(["new", str(path), "--organization", "Łódź ⚓"]) == 0
        done = subprocess.run(
            [sys.executable, "-m", "sdesk", "list", str(path), "ORG"],
            capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        )  # fmt: skip
        assert "Łódź ⚓" in done.stdout.decode("utf-8")


class TestImport:
    """`sdesk import`: what a table becomes is held by tests/practice/test_importing.py."""

    MAP = """
    work_product = "Customer"
    key = "reference"
    [fields]
    reference = "No"
    name = "Name"
    state = { text = "in use" }
    """

    def test_a_line_left_out_is_named_and_is_a_no(self, sdesk: Sdesk, harbour: Path, tmp_path: Path) -> None:
        (tmp_path / "map.toml").write_text(self.MAP, encoding="utf-8")
        (tmp_path / "new.csv").write_text("No,Name\n1,Bakery\n2,\n", encoding="utf-8")
        arguments = (
            harbour,
            "Customer",
            tmp_path / "new.csv",
            "--map",
            tmp_path / "map.toml",
            "--as",
            "Ana Reyes",
        )
        looked = as_json(sdesk, "import", *arguments, "--dry-run", "--json", status=1)
        assert (looked["created"], looked["left_out"], looked["kept"]) == (1, 1, False)
        status, out, _ = sdesk("import", *arguments)
        assert status == 1
        assert "line 3, name: Name is missing." in out
        assert "1 new, 0 changed, 0 as they were, 1 left out." in out
        assert "Bakery" in sdesk("list", harbour, "Customer")[1]

    def test_somebody_has_to_bring_it_in(self, sdesk: Sdesk, harbour: Path, tmp_path: Path) -> None:
        (tmp_path / "map.toml").write_text(self.MAP, encoding="utf-8")
        (tmp_path / "new.csv").write_text("No,Name\n1,Bakery\n", encoding="utf-8")
        status, _, err = sdesk(
            "import", harbour, "Customer", tmp_path / "new.csv", "--map", tmp_path / "map.toml"
        )
        assert status == 2
        assert one_line(err)
        assert "--as" in err

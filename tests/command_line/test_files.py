"""`sdesk new`, `sample`, `backup`, `restore`, `verify`, `export`: whole workspaces."""

import csv
import os
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sdesk.models import Person
from sdesk.practice.chosen_places import folder_for_copies
from sdesk.practice.kept_copies import Places, keep_copies
from sdesk.practice.lifecycle.records import create
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import open_workspace, start_workspace
from sdesk.storage import Workspace
from tests.command_line.asking import Sdesk, as_json, one_line
from tests.conftest import SAMPLE_TODAY
from tests.forging import forge, places


def contents(path: Path) -> dict[str, set[tuple[object, ...]]]:
    """Every row of every table, as stored."""
    with sqlcipher.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: set(connection.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names}


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


class TestWholeWorkspaces:
    @pytest.mark.torture
    def test_a_backup_is_restored_and_verified(self, sdesk: Sdesk, harbour: Path, tmp_path: Path) -> None:
        copy, back = tmp_path / "copy.sdesk", tmp_path / "back.sdesk"
        assert sdesk("backup", harbour, "-o", copy)[0] == 0
        assert sdesk("restore", copy, back)[0] == 0
        status, out, err = sdesk("verify", back)
        assert (status, err) == (0, "")
        assert f"{back} is whole.\n" in out
        status, _, err = sdesk("restore", copy, back)
        assert (status, one_line(err)) == (2, True)
        status, out, _ = sdesk("restore", copy, back, "--force")
        assert status == 0
        assert "replaced" in out

    @pytest.mark.torture
    def test_a_damaged_backup_is_called_by_its_own_name(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        copy = tmp_path / "copy.sdesk"
        assert sdesk("backup", harbour, "-o", copy)[0] == 0
        copy.write_bytes(copy.read_bytes()[:50_000])
        status, out, err = sdesk("restore", copy, harbour, "--force")
        assert (status, out, one_line(err)) == (2, "", True)
        assert err.startswith("sdesk: copy.sdesk was not restored") and harbour.name not in err
        assert sdesk("verify", harbour)[0] == 0

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

    def test_a_history_that_this_computer_remembers_otherwise_is_damage(
        self, sdesk: Sdesk, tmp_path: Path
    ) -> None:
        path = tmp_path / "harbour.sdesk"
        sdesk("new", path, "--organization", "Harbour IT")
        older = path.read_bytes()
        with open_workspace(path) as workspace:
            create(workspace, Person, {"name": "Ana Reyes"})
        written = path.read_bytes()
        path.write_bytes(older)
        status, out, _ = sdesk("verify", path)  # a copy that was restored
        assert status == 0 and "older copy, or its end was cut off" in out and "is whole" in out
        path.write_bytes(written)
        forge(path, places(path)[0], keys=True)
        status, out, err = sdesk("verify", path)
        assert (status, err) == (1, "") and "is not the one that this computer has written" in out
        assert "is whole" not in out and "Anchor" not in out

    def test_verify_says_who_wrote_and_what_to_keep_elsewhere(self, sdesk: Sdesk, harbour: Path) -> None:
        status, out, _ = sdesk("verify", harbour)
        *wrote, whole, anchor = out.splitlines()
        assert status == 0 and len(wrote) == 2
        for each, laptop in zip(wrote, ("office server", "laptop for visits"), strict=True):
            assert re.fullmatch(rf"{laptop} wrote \d+ operations, signed with the key [0-9a-f]{{16}}\.", each)
        assert whole == f"{harbour} is whole."
        assert re.fullmatch(r"Anchor of its history up to now: ([0-9A-Z]{5}-){4}[0-9A-Z]{5}", anchor)

    @pytest.mark.torture
    def test_an_anchor_that_was_kept_is_held_against_the_history(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        anchor = sdesk("verify", harbour)[1].split()[-1]
        new = tmp_path / "new.sdesk"
        assert sdesk("new", new, "--organization", "Another")[0] == 0
        status, out, _ = sdesk("verify", harbour, "--anchor", anchor.lower().replace("-", " "))
        assert status == 0
        assert "the history is the one that the anchor was given for" in out.splitlines()[-1]
        status, out, _ = sdesk("verify", new, "--anchor", anchor)
        assert status == 1
        assert out.splitlines()[-1].startswith("The anchor stands for nothing in this history")
        assert sdesk("verify", harbour, "--anchor", "")[0] == 2  # of a variable that nobody set
        status, _, err = sdesk(
            "verify", harbour, "--anchor", anchor[:-1] + ("0" if anchor[-1] != "0" else "1")
        )
        assert (status, one_line(err)) == (2, True)
        assert "a letter or digit of it is missing or wrong" in err

    @pytest.mark.torture
    def test_a_copy_that_may_not_be_written_to_is_verified_as_it_is(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        anchor = sdesk("verify", harbour)[1].split()[-1]
        (tmp_path / "copies").mkdir()
        copy = tmp_path / "copies" / "copy.sdesk"
        assert sdesk("backup", harbour, "-o", copy)[0] == 0
        copy.chmod(0o400)
        before = copy.read_bytes()
        status, out, _ = sdesk("verify", copy, "--anchor", anchor)
        assert status == 0
        assert f"Anchor of its history up to now: {anchor}" in out
        assert copy.read_bytes() == before
        assert list(copy.parent.iterdir()) == [copy]

    @pytest.mark.torture
    def test_an_anchor_is_not_believed_in_a_damaged_workspace(self, sdesk: Sdesk, harbour: Path) -> None:
        anchor = sdesk("verify", harbour)[1].split()[-1]
        with Workspace.open(harbour) as workspace, workspace.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE person SET notes = 'Never written'")
        status, out, _ = sdesk("verify", harbour, "--anchor", anchor)
        assert status == 1
        assert "the one that the anchor was given for" not in out
        assert out.splitlines()[-1] == "An anchor says nothing of a workspace that is damaged."

    def test_a_backup_of_damage_says_so_and_names_it(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path
    ) -> None:
        with Workspace.open(harbour) as workspace, workspace.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE serviceincident SET summary = 'Nothing' WHERE number LIKE '%-0003'"
            )
        status, out, err = sdesk("backup", harbour, "-o", tmp_path / "copy.sdesk")
        assert (status, err) == (1, "")
        assert "-0003: “summary” is not what its history says" in out
        assert "is a verified copy" not in out
        assert not (tmp_path / "copy.sdesk").exists()
        kept = tmp_path / "copy not verified.sdesk"
        assert str(kept) in out
        assert sdesk("restore", kept, tmp_path / "back.sdesk")[0] == 2

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
        from sdesk.practice.lifecycle.attachments import attach

        with Workspace.open(harbour) as workspace:
            person = workspace.first(Person)
            assert person is not None
            for content in (b"one", b"two"):
                attach(workspace, person, "cert.pdf", content)
        sdesk("export", harbour, tmp_path / "all")
        kept = tmp_path / "all" / "attachments" / person.number
        assert (kept / "cert.pdf").read_bytes() + (kept / "cert (2).pdf").read_bytes() == b"onetwo"

    @pytest.mark.torture
    def test_the_sample_is_the_same_every_time(self, sdesk: Sdesk, tmp_path: Path, sample_path: Path) -> None:
        assert sdesk("sample", tmp_path / "s.sdesk", "--today", SAMPLE_TODAY)[0] == 0
        first, again = contents(sample_path), contents(tmp_path / "s.sdesk")
        assert all(rows <= again[name] for name, rows in first.items())
        prints = {name: again[name] - rows for name, rows in first.items() if again[name] != rows}
        assert prints.keys() == {"attachment", "change", "content", "operation"}
        # The prints of what is approved are made at that moment, for whoever asked.
        assert {row[7] for row in prints["operation"]} == {"keep print"}
        with Workspace.open(tmp_path / "s.sdesk") as workspace:
            assert verify(workspace) == []

    @pytest.mark.a_few(2)
    @pytest.mark.parametrize("nasty", ["../../evil", "/evil", "..\\..\\CON", "x" * 400])
    def test_crafted_names_and_numbers_stay_inside(
        self, sdesk: Sdesk, harbour: Path, tmp_path: Path, nasty: str
    ) -> None:
        with Workspace.open(harbour) as workspace, workspace.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE attachment SET name = ?", (nasty,))
            connection.exec_driver_sql("UPDATE person SET number = ? WHERE name = 'Ana Reyes'", (nasty,))
            connection.exec_driver_sql("UPDATE attachment SET record_id = (SELECT id FROM person WHERE number = ?) "
                                       "WHERE rowid % 2", (nasty,))  # fmt: skip
        before = {each.name for each in tmp_path.iterdir()}
        status, _, err = sdesk("export", harbour, tmp_path / "deep" / "all")
        assert (status, err) == (0, "")
        assert {each.name for each in tmp_path.iterdir()} == before | {"deep"}
        assert [each.name for each in (tmp_path / "deep").iterdir()] == ["all"]
        kept = [each for each in (tmp_path / "deep" / "all" / "attachments").rglob("*") if each.is_file()]
        assert len(kept) > 5
        assert all(len(each.relative_to(tmp_path).parts) == 5 for each in kept)


def test_where_somebody_has_it_the_latest_copy_is_named(
    sdesk: Sdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("sdesk.command_line.run.this_computers_zone", lambda: ZoneInfo("Asia/Kathmandu"))
    path = tmp_path / "harbour.sdesk"
    with start_workspace(path, "Harbour IT", clock=lambda: datetime(2026, 7, 15, 20, 30, tzinfo=UTC)) as held:
        place = folder_for_copies()
        status, _out, said = sdesk("verify", path)
        assert (status, said.count("\n")) == (2, 1)
        assert said.endswith("Close it there first.\n")
        (copy,) = keep_copies(held, Places(place)).good
        status, _out, said = sdesk("verify", path)
    assert f"(process {os.getpid()}) since " in said
    assert "To read the copy of 16 July 2026, 02:15: " in said
    command = shlex.split(said.rpartition(": sdesk ")[2])
    assert command == ["restore", str(copy.path), "NEW-FILE"]
    assert sdesk(*command[:2], tmp_path / "to read.sdesk")[0] == 0
    assert sdesk("verify", path)[0] == 0


def test_where_a_program_synchronises_it_is_said_and_made(sdesk: Sdesk, tmp_path: Path) -> None:
    (tmp_path / "team" / ".stfolder").mkdir(parents=True)
    path = tmp_path / "team" / "harbour.sdesk"
    status, out, said = sdesk("new", path, "--organization", "Harbour IT")
    assert (status, out.count("\n"), said.count("\n")) == (0, 2, 1)
    assert said.startswith("sdesk: harbour.sdesk lies in a folder that Syncthing synchronises (")
    status, _out, said = sdesk("restore", path, tmp_path / "team" / "again.sdesk")
    assert status == 0
    assert "Syncthing" in said
    assert sdesk("backup", path, "-o", tmp_path / "team" / "copy.sdesk")[2] == ""  # a good place for copies


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("command", [["verify"], ["list", "WP.18"], ["backup"]])
def test_of_a_file_that_may_not_be_read_it_is_said(sdesk: Sdesk, harbour: Path, command: list[str]) -> None:
    harbour.chmod(0)
    status, out, err = sdesk(command[0], harbour, *command[1:])
    assert (status, out, one_line(err)) == (2, "", True)
    assert str(harbour.name) in err
    assert "written to. Choose another place" not in err

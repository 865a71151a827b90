"""`sdesk import`."""

from pathlib import Path

from tests.command_line.asking import Sdesk, as_json, one_line


class TestImport:
    """`sdesk import`: what a table becomes is held by tests/practice/exchange/test_importing.py."""

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

    PEOPLE = """
    work_product = "Person"
    key = "email"
    [fields]
    email = "Mail"
    name = "Name"
    """
    CALLS = """
    work_product = "WP.18"
    key = "reference"
    [file]
    time_zone = "UTC"
    [fields]
    reference = "No"
    state = { column = "State", values = { R = "recorded", C = "classified" } }
    summary = "What"
    details = { text = "{What}, since this morning." }
    customer = { text = "Pier Dental", create = true }
    "reporter.name" = { text = "Dora Lind" }
    started_at = "When"
    impact = { text = "high" }
    urgency = { text = "high" }
    impact_in_words = { text = "Nobody can make an appointment." }
    configuration_items = { text = "Router", create = true }
    assigned_to = { text = "@me" }
    """

    def test_incidents_wait_for_no_document(self, sdesk: Sdesk, tmp_path: Path) -> None:
        """A name and a person are enough to bring in what was recorded, and what was classified."""
        file, at = tmp_path / "new.sdesk", "2026-03-02T08:00:00Z"
        sdesk("new", file, "--organization", "Harbour IT")
        tables = {
            "Person": (self.PEOPLE, "Mail,Name\nana@harbour.example,Ana Reyes\n"),
            "WP.18": (self.CALLS, f"No,State,What,When\n7,R,No e-mail,{at}\n8,C,No internet,{at}\n"),
        }
        for name, (fields, lines) in tables.items():
            (tmp_path / "map.toml").write_text(fields, encoding="utf-8")
            (tmp_path / "lines.csv").write_text(lines, encoding="utf-8")
            status, out, err = sdesk(
                "import", file, name, tmp_path / "lines.csv", "--map", tmp_path / "map.toml"
            )
            assert status == 0, out + err
        found = as_json(sdesk, "list", file, "WP.18", "--json")
        assert {(each["state"], each["priority"], each["service"]) for each in found} == {
            ("recorded", None, None),
            ("classified", None, None),
        }
        tasks = {each["id"]: each["state"] for each in as_json(sdesk, "tasks", file, "--json")}
        assert "blocked" not in (tasks["IN.2.1"], tasks["IN.2.2"])

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

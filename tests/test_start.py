"""What a start of the program imports before Today is painted, and in which order. Each in a process of its own."""

import subprocess
import sys

UNTIL_TODAY = "import sdesk.app, sdesk.ui.today.today_tab"
"""All that `window` and the page that it shows first import; what else is imported waits until it is asked for."""
PAPER = ("reportlab", "openpyxl", "pypdf", "zxcvbn", "holidays", "sdesk.reports", "sdesk.models.printout")


def modules_after(code: str) -> set[str]:
    said = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(said.stdout.split())


def test_what_knows_no_qt_is_imported_before_it() -> None:
    plainly = "from sdesk.__main__ import import_before_qt; import_before_qt()"
    before = modules_after(plainly)
    after = modules_after(f"{plainly}\n{UNTIL_TODAY}")
    assert not [each for each in before if each.startswith("PySide6")]
    assert "PySide6.QtWidgets" in after
    rooms = tuple(f"sdesk.{room}" for room in ("models", "packs", "storage", "practice"))
    assert sorted(each for each in after - before if each.startswith(rooms)) == []


def test_nothing_is_imported_before_it_that_today_does_not_need() -> None:
    plainly = modules_after("from sdesk.__main__ import import_before_qt; import_before_qt()")
    needed = modules_after(f"import sdesk.__main__\n{UNTIL_TODAY}")
    assert sorted(each for each in plainly - needed if each.startswith("sdesk.")) == []


def test_no_start_waits_for_paper_or_tables() -> None:
    assert sorted(each for each in modules_after(UNTIL_TODAY) if each.startswith(PAPER)) == []


def test_no_model_of_a_table_is_built_to_validate() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sdesk.models\nfrom sqlmodel import SQLModel\n"
         "from sdesk.models.record import Table\n"
         "def all_of(kind):\n    return {kind, *(each for one in kind.__subclasses__() for each in all_of(one))}\n"
         "tables = all_of(SQLModel) - {SQLModel}\n"
         "assert len(tables) > 50 and tables == all_of(Table)\n"
         "print(*(each.__name__ for each in tables if each.__pydantic_complete__))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.split() == []

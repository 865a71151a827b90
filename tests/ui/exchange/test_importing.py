"""The import window: choose, try, import, take back; nothing is kept before."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QListWidget, QPushButton

from sdesk.errors import SdeskError
from sdesk.models import Customer
from sdesk.practice.workspaces import start_workspace
from sdesk.storage import col
from sdesk.translation import message
from sdesk.ui.exchange import ImportWindow
from sdesk.ui.pieces import ChoiceField
from sdesk.ui.registry import open_desk
from sdesk.ui.worker import Worker


@pytest.fixture
def desk(tmp_path: Path):
    with start_workspace(tmp_path / "firm.sdesk", "Firm") as workspace:
        yield open_desk(workspace)


@pytest.fixture
def window(qtbot, desk, monkeypatch):
    monkeypatch.setattr(Worker, "at_once", True)
    window = ImportWindow(desk)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(
        "Number;Name;Town;Phase\n7;Bakery;Lisbon;active\n8;Florist;Porto;active\n9;;Faro;active\n"
    )
    return path


def press(qtbot, window, name: str) -> None:
    qtbot.mouseClick(window.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def choose(window, name: str, text: str) -> None:
    combo = window.findChild(ChoiceField, name).findChild(QComboBox)
    combo.setCurrentText(text)
    combo.activated.emit(combo.currentIndex())


def in_use(desk) -> list[str]:
    return [
        each.name for each in desk.workspace.find(Customer, col(Customer.reference) != "", order_by=["name"])
    ]


def prepared(qtbot, window, customers: Path) -> None:
    window.open_table(customers)
    choose(window, "import.kind", "Customers")
    choose(window, "import.state", "not from the table")
    otherwise = window.findChild(QLineEdit, "import.state.otherwise.edit")
    otherwise.clear()
    qtbot.keyClicks(otherwise, "in use")


def test_columns_are_proposed_and_trying_keeps_nothing(qtbot, window, desk, customers):
    prepared(qtbot, window, customers)
    assert window.findChild(ChoiceField, "import.name").value() == "Name"
    assert window.findChild(ChoiceField, "import.reference").value() == "Number"
    press(qtbot, window, "import.try")
    assert "2 new" in window._said.text()
    assert [window.findChild(QListWidget).item(0).text()] == ["line 4, name: Name is missing."]
    assert in_use(desk) == []


def test_it_imports_and_takes_back(qtbot, window, desk, customers):
    prepared(qtbot, window, customers)
    press(qtbot, window, "import.go")
    assert in_use(desk) == ["Bakery", "Florist"]
    press(qtbot, window, "import.undo")
    assert in_use(desk) == []
    assert "taken back" in window._said.text()


def test_a_column_for_the_number_is_asked_for(qtbot, window, desk, customers):
    prepared(qtbot, window, customers)
    choose(window, "import.reference", "not from the table")
    press(qtbot, window, "import.go")
    assert "known again" in window._said.text()
    assert in_use(desk) == []


def test_a_file_that_is_no_table_is_named(window, tmp_path):
    (tmp_path / "empty.csv").write_text("")
    window.open_table(tmp_path / "empty.csv")
    assert "empty.csv is empty" in window._said.text()


def test_the_words_of_a_column_are_given_a_meaning(qtbot, window, desk, customers):
    window.open_table(customers)
    choose(window, "import.kind", "Customers")
    choose(window, "import.state", "Phase")
    press(qtbot, window, "import.state.words")
    dialog = window.findChild(QDialog, "import.words")
    choose(dialog, "import.word.0", "In use")
    press(qtbot, dialog, "dialog.confirm")
    press(qtbot, window, "import.go")
    assert in_use(desk) == ["Bakery", "Florist"]


def test_a_map_is_kept_and_used_again(qtbot, window, desk, customers, tmp_path):
    prepared(qtbot, window, customers)
    window._keep_map(str(tmp_path / "map.toml"))
    window.open_table(customers)
    window.open_map(tmp_path / "map.toml")
    press(qtbot, window, "import.go")
    assert in_use(desk) == ["Bakery", "Florist"]


def test_a_copy_comes_first_and_nothing_is_kept_without_it(qtbot, desk, customers, monkeypatch):
    monkeypatch.setattr(Worker, "at_once", True)
    faults = [SdeskError(message("The folder for copies is not there."))]
    made = []

    def copy():
        if faults:
            raise faults.pop()
        made.append(in_use(desk))

    window = ImportWindow(desk, first=copy)
    qtbot.addWidget(window)
    window.show()
    prepared(qtbot, window, customers)
    press(qtbot, window, "import.try")
    assert faults
    press(qtbot, window, "import.go")
    assert "is not there" in window._said.text()
    assert in_use(desk) == []
    press(qtbot, window, "import.go")
    assert made == [[]]
    assert in_use(desk) == ["Bakery", "Florist"]

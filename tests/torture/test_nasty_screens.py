"""What nobody should write, on every screen: shown as it was written."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from sdesk.ui.window.places import PLACES
from sdesk.ui.window.search_box import SearchBox
from tests.nasty import NASTY
from tests.torture.nasty_provider import TURNS, fill
from tests.ui.pieces.test_plain_text import MARKUP, drawn_as_markup
from tests.ui.shell import inside, shown_window


@pytest.mark.parametrize(
    "turn", [0, *(pytest.param(turn, marks=pytest.mark.torture) for turn in range(1, TURNS))]
)
def test_screens_draw_none_of_it(qtbot, tmp_path: Path, turn: int) -> None:
    filled = fill(tmp_path / "harbour.sdesk", turn)
    drawn: dict[str, list[str]] = {}
    with shown_window(qtbot, filled.provider.workspace, tmp_path) as window:
        for at, place in enumerate(PLACES):
            window.show_tab(at)
            QApplication.processEvents()
            drawn[place.name] = drawn_as_markup(window)
        search = inside(window, "search", SearchBox)
        for words in NASTY if turn == 0 else ():
            search.setText(words)
            search.textEdited.emit(words)
            window.desk.say(words)
            if words in MARKUP:
                drawn[f"looking for {words[:20]}"] = drawn_as_markup(window)
        search.clear()
        for record in filled.records if turn else filled.records[::4]:
            window.show_record(record.id)
            QApplication.processEvents()
            drawn[type(record).__name__] = drawn_as_markup(window)
    filled.provider.workspace.close()
    assert {name: texts for name, texts in drawn.items() if texts} == {}

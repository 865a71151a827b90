"""What nobody should write, in every field of every kind of record at once, through every way out of the program."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from sdesk.models import RECORDS, Contact, FieldSpec, Kind, Record, Row, fields_of
from sdesk.practice.exchange.csv_files import export
from sdesk.practice.exchange.inert_cells import inert
from sdesk.practice.exchange.json_values import record_as_json
from sdesk.practice.lifecycle.lists import Listing, search
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import create
from sdesk.practice.reporting.printing import list_printout, printout_of
from sdesk.practice.safekeeping import verify
from sdesk.reports.html import render_html
from sdesk.reports.list_print import list_document
from sdesk.reports.paper import document_of, pdf_of
from tests.nasty import NASTY
from tests.practice.exchange.test_nasty_strings import Page
from tests.provider import Provider, value_for, values_for, working_provider
from tests.ui.pieces.test_plain_text import drawn_as_markup
from tests.ui.shell import shown_window

WORDS = [each.replace("\N{GRINNING FACE}", "\N{GREEK CAPITAL LETTER OMEGA}") for each in NASTY]
"""What no bundled font has is refused on paper, and has a trial of its own."""


@dataclass
class Filled:
    """One record of each kind, and which of its fields took what nobody should write."""

    provider: Provider
    records: list[Record]
    fields: int = 0
    nasty: int = 0


def fill(path: Path, turn: int) -> Filled:
    """Each turn gives each field another string."""
    found = Filled(working_provider(path), [])
    words = cycle(WORDS[turn:] + WORDS[:turn])
    for model in RECORDS:
        _add(found, model, words)
    return found


TURNS = [0, *(pytest.param(turn, marks=pytest.mark.torture) for turn in range(1, len(WORDS)))]


@pytest.fixture(params=TURNS, scope="module")
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    found = fill(tmp_path_factory.mktemp("nasty") / "harbour.sdesk", request.param)
    yield found
    found.provider.workspace.close()


def _add(found: Filled, model: type[Record], words: Iterator[str]) -> None:
    """A record with as much of it as may be; what a field refuses is left out, as a person would."""
    usual = values_for(found.provider, model, model.first_state().name)
    nasty: dict[str, Any] = {}
    for spec in fields_of(model):
        value = _nasty(found.provider, spec, words)
        if value is not None and not spec.content.computed:
            nasty[spec.name] = value
    found.fields += len(nasty)
    while True:
        try:
            record = create(found.provider.workspace, model, {**usual, **nasty})
        except Refused as refusal:
            refused = {problem.field.split(".")[0] for problem in refusal.problems} & nasty.keys()
            if not refused:
                assert str(refusal)
                return  # of which there may be only one
            for name in refused:
                del nasty[name]
            continue
        found.records.append(record)
        found.nasty += len(nasty)
        return


def _nasty(provider: Provider, spec: FieldSpec, words: Iterator[str]) -> Any:
    """None for what is no text."""
    if spec.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return _keepable(next(words))
    if spec.kind is Kind.CONTACT:
        return Contact(**{part.name: _keepable(next(words)) for part in fields_of(Contact)})
    if spec.kind is Kind.ROWS and spec.row is not None:
        return (_nasty_row(provider, spec.row, words),)
    return None


def _keepable(text: str) -> str:
    """Without what is refused when it is saved, or before it is printed, in a clear sentence each."""
    return text.replace("\0", "").replace("漢", "")


def _nasty_row(provider: Provider, row: type[Row], words: Iterator[str]) -> Any:
    usual = row(
        **{
            spec.name: provider.ana.id if spec.target == "Record" else value_for(provider, spec)
            for spec in fields_of(row)
            if spec.content.needed_for
        }
    )
    texts = {
        spec.name: _nasty(provider, spec, words)
        for spec in fields_of(row)
        if spec.kind in (Kind.TEXT, Kind.LONG_TEXT)
    }
    try:
        return row(**{**{spec.name: getattr(usual, spec.name) for spec in fields_of(row)}, **texts})
    except ValueError:
        return usual


def test_nearly_every_field_takes_it(filled: Filled) -> None:
    assert len(filled.records) > len(RECORDS) - 5
    assert filled.nasty > filled.fields * 0.8
    assert verify(filled.provider.workspace) == []


def test_paper_has_nothing_of_theirs_but_text(filled: Filled) -> None:
    for record in filled.records:
        paper = pdf_of(printout_of(filled.provider.workspace, record))
        for active in (b"/URI", b"/Launch", b"/JavaScript", b"/EmbeddedFile", b"/GoToR"):
            assert active not in paper, f"{type(record).__name__}: {active!r}"


def test_pages_have_no_tag_of_theirs(filled: Filled) -> None:
    workspace = filled.provider.workspace
    for record in filled.records:
        listed = list_document(list_printout(workspace, Listing(type(record).__name__)))
        for document in (document_of(printout_of(workspace, record)), listed):
            page = Page()
            page.feed(render_html(document))
            assert not page.tags & {"script", "img", "iframe", "object", "form"}, type(record).__name__


def test_tables_have_no_formula_and_no_line_of_theirs(filled: Filled, tmp_path: Path) -> None:
    export(filled.provider.workspace, tmp_path / "all")
    files = list((tmp_path / "all").rglob("*.csv"))
    assert len(files) > len(RECORDS)
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as text:
            heads, *lines = csv.reader(text, strict=True)
        assert {len(line) for line in lines} == {len(heads)}, file.name
        assert [cell for line in lines for cell in line if cell != inert(cell) and cell[0] != "'"] == []


def test_what_other_programs_read_is_whole(filled: Filled) -> None:
    for record in filled.records:
        said = record_as_json(filled.provider.workspace, record)
        assert json.loads(json.dumps(said)) == said


def test_it_is_searched_for(filled: Filled) -> None:
    for words in WORDS:
        search(filled.provider.workspace, words)


@pytest.mark.parametrize("turn", TURNS)
def test_screens_draw_none_of_it(qtbot, tmp_path: Path, turn: int) -> None:
    filled = fill(tmp_path / "harbour.sdesk", turn)
    drawn = {}
    with shown_window(qtbot, filled.provider.workspace, tmp_path) as window:
        for record in filled.records if turn else filled.records[::4]:
            window.show_record(record.id)
            QApplication.processEvents()
            drawn[type(record).__name__] = drawn_as_markup(window)
    filled.provider.workspace.close()
    assert {name: texts for name, texts in drawn.items() if texts} == {}

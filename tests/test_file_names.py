"""Names of files made of what people wrote: taken by every system, and never outside of their folder."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sdesk import file_names
from sdesk.file_names import place_in, safe_name

NASTY = some.text(some.sampled_from("/\\.:~ \t\n\x00\x7f\u202e\u200b\u2028aCONnul1¹é😀\ud800"), max_size=300)


@given(NASTY | some.text(max_size=400))
def test_every_system_takes_the_name_and_nothing_in_it_leads_elsewhere(name: str) -> None:
    kept = safe_name(name)
    assert kept == safe_name(kept), "a safe name is left as it is"
    assert not set('/\\<>:"|?*') & set(kept)
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in kept)
    assert kept == kept.strip().strip(".")
    assert kept.split(".")[0].casefold() not in ("", "con", "nul", "com1", "com¹", "lpt9", "aux", "prn")
    assert len(kept) <= 151
    assert len(kept.encode()) <= 201


@given(some.lists(NASTY, min_size=1, max_size=4))
def test_a_place_is_in_its_folder_and_taken_once(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("places")
    for name in names:
        place = place_in(folder, name)
        assert place.parent == folder
        place.touch(exist_ok=False)
    assert len({each.name.casefold() for each in folder.iterdir()}) == len(names)


def test_upper_and_lower_case_are_one_name(tmp_path: Path) -> None:
    (tmp_path / "Offer.PDF").touch()
    assert place_in(tmp_path, "offer.pdf").name == "offer (2).pdf"


@pytest.mark.skipif(os.name != "posix", reason="anybody may make links there")
def test_a_link_is_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "folder", tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "note.txt").symlink_to(elsewhere)
    assert place_in(folder, "note.txt").name == "note (2).txt"
    assert not elsewhere.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ana\\offer.docx", "offer.docx"),
        ('what?*<>|":.txt', "what_______.txt"),
        ("line\nbreak\x00\u202egpj.exe", "line_break__gpj.exe"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("  . ", "file"),
        ("", "file"),
        ("..", "file"),
        ("a" * 300, "a" * 150),
        ("Angebot für Müller.pdf", "Angebot für Müller.pdf"),
        ("u\u0308ber.txt", "über.txt"),
    ],
)
def test_names_are_cleaned(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("x" * 300 + ".pdf").endswith(".pdf")


def test_names_that_differ_in_how_an_accent_is_written_are_one(tmp_path: Path) -> None:
    """As a Mac wrote them, or somebody from one."""
    (tmp_path / unicodedata.normalize("NFD", "Müller.pdf")).touch()
    assert place_in(tmp_path, "MÜLLER.pdf").name == "MÜLLER (2).pdf"


def test_a_path_that_is_too_long_for_the_system_is_cut_at_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_names, "LONGEST_PATH", len(str(tmp_path)) + 1 + 60)
    places = []
    for _each in range(12):
        places.append(place_in(tmp_path, f"{'long ' * 30}.pdf"))
        places[-1].touch()
    assert len({each.name.casefold() for each in places}) == 12
    assert all(len(str(each)) <= file_names.LONGEST_PATH and each.suffix == ".pdf" for each in places)
    assert place_in(tmp_path, "INC-2026-0001.pdf").name == "INC-2026-0001.pdf"


def test_in_a_folder_that_leaves_no_room_a_name_is_known_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_names, "LONGEST_PATH", 10)
    assert place_in(tmp_path, "x" * 100 + ".pdf").name == "x" * 36 + ".pdf"

"""The template for translators, and a language that is data alone."""

from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from scripts.messages import compile_language, faults_of
from sdesk.translation import catalogues, counted, message, word
from tests.pseudo import whole_template


@pytest.fixture(scope="module")
def made() -> Catalog:
    return whole_template()


@pytest.mark.parametrize(
    "text",
    [
        "That did not work",  # the window
        "{field} is missing.",  # a rule of practice
        "Service Control",  # a process of a pack
        "Number elsewhere",  # a field
        "What it is called in another program, or by the customer. An import knows it again by this.",  # its help
        "Notes and links",  # a group
        "recorded",  # a state inside a sentence
        "Recorded",  # the same as a word of its own
        "Close incident",  # a step
        "Incident",  # a kind of record
        "March",
        "make complaint",  # what the history says was done
        "setup",  # a cadence of tasks
        "usage: ",  # what argparse says
    ],
)
def test_what_people_read_is_in_the_template(made: Catalog, text: str) -> None:
    assert text in made


def test_a_sentence_about_numbers_is_there_once_with_its_plural(made: Catalog) -> None:
    assert made["{n} of the links leads to nothing."].id == (
        "{n} of the links leads to nothing.",
        "{n} of the links lead to nothing.",
    )


def translated(folder: Path, made: Catalog, said: dict[str, str | tuple[str, ...]]) -> Path:
    """The file of language "xx" below the folder, with these translations."""
    catalogue = Catalog(locale="de")
    for each in made:
        catalogue.add(each.id, said.get(each.id if isinstance(each.id, str) else each.id[0], ""))
    path = folder / "messages" / "xx" / "LC_MESSAGES" / "sdesk.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalogue)
    return path


def test_a_language_is_data_alone(
    tmp_path: Path, made: Catalog, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    path = translated(tmp_path, made, {"{field} is missing.": "Es fehlt: {field}."})
    assert compile_language(path, made) == 0
    monkeypatch.setattr(catalogues, "resource", lambda *parts: tmp_path.joinpath(*parts))
    catalogues.catalogue.cache_clear()
    request.addfinalizer(catalogues.catalogue.cache_clear)
    said = message("{field} is missing.", field="X")
    assert (word(said, "xx"), word(said, "en"), str(said)) == (
        "Es fehlt: X.",
        "X is missing.",
        "X is missing.",
    )
    assert (
        word(counted("{n} case.", "{n} cases.", n=2), "xx") == "2 cases."
    )  # what nobody has translated is English


def test_a_translation_with_other_places_is_not_compiled(
    tmp_path: Path, made: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    path = translated(tmp_path, made, {"{field} is missing.": "Es fehlt: {feld}."})
    assert compile_language(path, made) == 1
    assert "'{field} is missing.'" in capsys.readouterr().err
    assert not path.with_suffix(".mo").exists()
    with path.open("rb") as file:
        assert faults_of(read_po(file)) == [
            "'{field} is missing.': the translation has other places in braces."
        ]


@pytest.mark.parametrize(
    ("id", "said", "is_right"),
    [
        (("{n} case", "{n} cases"), ("ein Fall", "{n} Fälle"), True),
        (("One {what}", "{n} {what}"), ("Ein {what}", "{n} {what}"), True),
        (("One {what}", "{n} {what}"), ("Ein Ding", "{n} {what}"), False),
        (("{n} case", "{n} cases"), ("ein Fall", "{x} Fälle"), False),
    ],
)
def test_the_number_may_be_said_in_words(id: tuple[str, str], said: tuple[str, str], is_right: bool) -> None:
    catalogue = Catalog(locale="de")
    catalogue.add(id, said)
    assert (faults_of(catalogue) == []) is is_right

"""The pages of the guide: no dead link, anchor or picture, none that nobody comes to; what is found in them."""

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QImageReader

from sdesk.ui.help.pages import FIRST_PAGE, Guide, Page, as_read, resolved
from sdesk.ui.help.window import open_guide

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
GUIDE = open_guide()
PICTURES_MAY_HAVE = 800_000
"""Bytes of all pictures of the documentation together."""


def test_every_link_leads_to_a_page_and_to_a_place_on_it() -> None:
    dead = []
    for page in GUIDE.pages.values():
        for link in page.links():
            address, _hash, anchor = link.partition("#")
            if address not in GUIDE.pages:
                is_file = not address.endswith(".md") and (DOCS / address).is_file()
                dead += [] if is_file and not anchor else [f"{page.address}: {link}"]
            elif anchor and GUIDE.pages[address].block_at(anchor) is None:
                dead.append(f"{page.address}: {link}")
    assert dead == []


def test_every_page_of_the_guide_is_come_to() -> None:
    assert {path.relative_to(DOCS).as_posix() for path in (DOCS / "guide").rglob("*.md")} <= set(GUIDE.pages)


def test_every_page_is_in_the_package() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    inside = build["targets"]["wheel"]["only-include"]
    for page in GUIDE.pages:
        assert page.startswith("fields/") or any(f"docs/{page}".startswith(each) for each in inside), page


def test_every_picture_is_there_and_shown_and_small() -> None:
    shown = {picture for page in GUIDE.pages.values() for picture in page.pictures()}
    shown |= {
        f"pictures/{name}"
        for name in re.findall(r"docs/pictures/([\w-]+\.png)", (ROOT / "README.md").read_text())
    }
    there = {path.relative_to(DOCS).as_posix(): path for path in (DOCS / "pictures").iterdir()}
    assert shown == set(there)
    assert all(QImageReader(str(path)).canRead() for path in there.values())
    assert sum(path.stat().st_size for path in there.values()) < PICTURES_MAY_HAVE


def test_whatever_a_comment_says_belongs_to_a_block() -> None:
    for page in GUIDE.pages.values():
        said = [
            name.strip()
            for each in re.findall(r"<!-- about: (.*?) -->", page.source)
            for name in each.split(",")
        ]
        assert said == [
            name
            for block in page.blocks
            for name in block.about
            if not re.fullmatch(r"[A-Z]{2}\.\d\.\d", name)
        ]
        assert page.source.count("<!--") == page.source.count("<!-- about: ")


def test_no_topic_has_two_places() -> None:
    told = [name for page in GUIDE.pages.values() if not page.address.startswith("fields/")
            for block in page.blocks for name in block.about]  # fmt: skip
    assert sorted(told) == sorted(set(told))


PAGE = Page(
    "guide/a.md",
    """# Apples
<!-- about: Apple -->

Red ones and
green ones. See [pears](b.md#what-they-are). <!-- about: Red, Green -->

| kind | colour |
|---|---|
| *Rome* | **red** <!-- about: Rome --> |

1. **GO.1.1 Pick** one.
   ![A tree](../pictures/tree.png)
- an item
  that goes on <!-- about: Item -->

    code that stays
""",
)


def test_blocks_are_what_is_read_as_one() -> None:
    assert [(each.text, each.is_heading, each.about) for each in PAGE.blocks] == [
        ("Apples", True, ("Apple",)),
        ("Red ones and green ones. See pears.", False, ("Red", "Green")),
        ("kind colour", False, ()),
        ("Rome red", False, ("Rome",)),
        ("GO.1.1 Pick one. A tree", False, ("GO.1.1",)),
        ("an item that goes on", False, ("Item",)),
    ]
    assert list(PAGE.links()) == ["guide/b.md#what-they-are"]
    assert list(PAGE.pictures()) == ["pictures/tree.png"]
    assert "about:" not in PAGE.marked and "    code that stays" in PAGE.marked


@pytest.mark.parametrize(
    ("anchor", "number"), [("apples", 0), ("Green", 1), ("Rome", 3), ("4", 4), ("99", None)]
)
def test_a_block_is_found_by_slug_topic_or_number(anchor: str, number: int | None) -> None:
    found = PAGE.block_at(anchor)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("b.md", "guide/b.md"),
        ("../team.md#exchange", "team.md#exchange"),
        ("#here", "guide/a.md#here"),
        ("wizards/x.md", "guide/wizards/x.md"),
        ("../../../etc/passwd", "etc/passwd"),
    ],
)
def test_a_link_is_resolved_within_the_documentation(target: str, address: str) -> None:
    assert resolved("guide/a.md", target) == address


def test_headings_and_whole_phrases_are_found_first() -> None:
    found = GUIDE.find("change schedule")
    assert found and all("change" in f"{each.text} {each.heading} {each.page}".casefold() for each in found)
    assert GUIDE.find("  ") == [] and GUIDE.find("qxqx") == []
    [first, *_more] = GUIDE.find("the lock")
    assert first.address.startswith("guide/passphrase.md#") and first.text == "The lock"


def test_words_may_stand_in_the_heading() -> None:
    assert any(
        each.page == "Incidents" and each.heading == "Clocks" for each in GUIDE.find("clocks restoration")
    )


def test_marks_are_no_text() -> None:
    assert (
        as_read("- **Put on hold** asks `why`, *always* <!-- about: A -->") == "Put on hold asks why, always"
    )


def test_without_a_guide_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdesk.ui.help.pages.guide", tmp_path.joinpath)
    assert not Guide().is_there and Guide().page_for(["Apple"]) == FIRST_PAGE

"""What is inside is said whole: each part with its licence and the text of it, the same in About and in the list."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scripts.parts import not_as_locked, write
from sdesk.parts import declared, needed, parts, told_in
from sdesk.paths import resource

LOCK = Path(__file__).parents[2] / "requirements.lock"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("parts")
    write(made)
    return made


@pytest.fixture(scope="module")
def told(folder: Path) -> Any:
    return json.loads((folder / "sbom.json").read_text("utf-8"))


def all_in(components: list[Any]) -> list[Any]:
    return [each for one in components for each in (one, *all_in(one.get("components", [])))]


def test_it_is_cyclonedx(told: Any) -> None:
    assert (told["bomFormat"], told["specVersion"], told["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", told["serialNumber"])
    everything = [told["metadata"]["component"], *all_in(told["components"])]
    assert all(each["name"] and each["type"] in ("application", "library", "file") for each in everything)
    refs = [each["bom-ref"] for each in everything]
    assert len(refs) == len(set(refs))
    of = [each["ref"] for each in told["dependencies"]]
    on = [ref for each in told["dependencies"] for ref in each["dependsOn"]]
    assert len(of) == len(set(of)) and {*of, *on} <= set(refs)
    top = {each["bom-ref"] for each in told["components"]}
    assert top <= {*of, *on}, "nothing hangs in the air"
    assert all(len(each["hashes"][0]["content"]) == 64 for each in everything if each["type"] == "file")


def test_each_part_has_a_licence_and_its_text_lies_there(folder: Path, told: Any) -> None:
    for each in told["components"]:
        assert re.fullmatch(r"[\w.()-]+( (AND|OR|WITH) [\w.()-]+)*", each["licenses"][0]["expression"]), each[
            "name"
        ]
        texts = [other["value"] for other in each["properties"]]
        assert texts, each["name"]
        for text in texts:
            assert len((folder / "licences" / text).read_text("utf-8")) > 50, text
    files = {each.relative_to(folder / "licences").as_posix() for each in (folder / "licences").rglob("*.*")}
    assert {"LGPL-3.0-only.txt", "GPL-3.0-only.txt", "Qt.txt", "OFL.txt", "Apache-2.0.txt"} <= files
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (folder / "licences" / "LGPL-3.0-only.txt").read_text(
        "utf-8"
    )


def test_all_that_is_locked_is_in_it_and_nothing_else(told: Any) -> None:
    locked = set(re.findall(r"^([\w.-]+)==", LOCK.read_text("utf-8"), re.MULTILINE))
    purls = {each["purl"] for each in told["components"] if "purl" in each}
    assert {re.sub(r"pkg:pypi/(.*)@.*", r"\1", each) for each in purls} == locked == set(needed()) - {"sdesk"}
    named = {each["name"] for each in told["components"]}
    assert {"Python", "Qt", "SQLite", "SQLCipher", "OpenSSL", "Noto fonts", "PyInstaller (starter)"} <= named
    inside = {each["name"] for each in all_in(told["components"])}
    assert {each.name for each in resource("fonts").glob("*.ttf")} <= inside
    versions = ("Python", "Qt", "SQLite", "SQLCipher", "OpenSSL")
    assert all("version" in each for each in told["components"] if each["name"] in versions)


def test_what_is_not_locked_is_refused() -> None:
    assert not_as_locked(LOCK.read_text("utf-8")) == []
    [said] = not_as_locked(re.sub(r"^six==\S+", "six==0.1", LOCK.read_text("utf-8"), flags=re.MULTILINE))
    assert "six" in said and "0.1" in said


def test_the_same_environment_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path)  # in the place of what was there
    first, second = (
        {each.relative_to(top): each.read_bytes() for each in top.rglob("*") if each.is_file()}
        for top in (folder, tmp_path)
    )
    assert first == second


def test_a_bundle_says_what_a_checkout_says(folder: Path) -> None:
    here, there = parts(), told_in(folder / "licences")
    starter = {each.title for each in declared(bundled=True)} - {each.title for each in declared()}
    assert {each.title for each in there} - {each.title for each in here} == starter
    told = {each.title: each for each in there}
    for each in here:
        if each.title == "OpenSSL (Python)":  # the program may not ask for its version
            assert not each.version and told[each.title].version
            continue
        assert (told[each.title].version, told[each.title].licence, told[each.title].text()) == (
            each.version, each.licence, each.text()), each.title  # fmt: skip

"""What is made of what people wrote has names that Windows, macOS and Linux take, and is all there on each of them."""

import re
import zipfile
from pathlib import Path

import pytest

from sdesk import file_names
from sdesk.models import ServiceIncident
from sdesk.practice.audit.binder.packing import make_binder
from sdesk.practice.backups import back_up
from sdesk.practice.exchange.csv_files import export
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.workspaces import open_workspace
from sdesk.storage.file.files import place_apart
from tests.provider import Provider

NAMES = (
    "CON", "nul.txt", "com1.log", "LPT9 .cfg", "aux.tar.gz", "trailing. . ", "what: is? it*.txt", "a|b<c>\"d\".txt",
    "A.txt", "a.txt", "Müller.pdf", "Mu\u0308ller.pdf", "日本.txt", "tab\there.txt", ".hidden", f"{'long ' * 40}.pdf",
)  # fmt: skip
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\..*| *)", re.IGNORECASE)


def refused_by_windows(path: str) -> bool:
    """By what its makers write about names of files; a name of ours is no path of theirs."""
    return any(
        bool(_DEVICE.fullmatch(part) or re.search(r'[<>:"|?*\\\x00-\x1f]', part)) or part.endswith((" ", "."))
        for part in path.split("/")
    )


def test_what_windows_refuses_is_known_here() -> None:
    assert [
        each for each in ("CON", "nul.txt", "LPT9 .cfg", "x. ", "a:b", "com¹") if not refused_by_windows(each)
    ] == []
    assert not any(map(refused_by_windows, ("console.txt", "attachments/INC-2026-0001/a (2).txt", "com10")))


@pytest.fixture
def case(provider: Provider) -> ServiceIncident:
    made = provider.create(ServiceIncident, summary="Files with names from everywhere")
    for each in NAMES:
        attach(provider.workspace, made, each, each.encode())
    return made


def fit_everywhere(paths: list[str]) -> bool:
    assert [each for each in paths if refused_by_windows(each)] == []
    return len({file_names.same_name(each) for each in paths}) == len(paths)


@pytest.mark.usefixtures("case")
def test_an_export(provider: Provider, tmp_path: Path) -> None:
    export(provider.workspace, tmp_path / "all")
    paths = [
        each.relative_to(tmp_path).as_posix() for each in (tmp_path / "all").rglob("*") if each.is_file()
    ]
    assert fit_everywhere(paths)
    kept = [each.read_bytes() for each in (tmp_path / "all" / "attachments").rglob("*") if each.is_file()]
    assert {each.encode() for each in NAMES} <= set(kept)


@pytest.mark.usefixtures("case")
def test_an_export_into_a_deep_folder(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No path is longer than Windows takes; each file has its number by its folder still."""
    deep = tmp_path / ("d" * (150 - len(str(tmp_path))))
    monkeypatch.setattr(file_names, "LONGEST_PATH", 259)
    export(provider.workspace, deep)
    assert max(len(str(each)) for each in deep.rglob("*")) <= 259
    assert len(list((deep / "attachments").rglob("*.pdf"))) == 3


@pytest.mark.usefixtures("case")
def test_a_binder(provider: Provider, tmp_path: Path) -> None:
    make_binder(provider.workspace, tmp_path / "binder.zip", lambda _binder, _heard: b"%PDF-1.7\n%%EOF\n")
    with zipfile.ZipFile(tmp_path / "binder.zip") as binder:
        paths = binder.namelist()
    assert fit_everywhere(paths)
    assert max(map(len, paths)) <= 160


def test_a_place_apart_is_no_longer_than_the_system_takes(tmp_path: Path) -> None:
    """In it the file has its name a second time, and SQLite puts its journal beside it."""
    name = f"{'firm ' * 26}.sdesk"
    with place_apart(tmp_path / name) as part:
        assert part.name == name
        assert len(str(part)) - len(str(tmp_path)) - len(name) < 70
    assert list(tmp_path.iterdir()) == []
    with place_apart(tmp_path / f"{'é' * 120}.sdesk") as part:  # as long as a name may be
        part.touch()


def test_a_copy_of_a_workspace_with_a_long_name(provider: Provider, tmp_path: Path) -> None:
    place = tmp_path / f"{'é' * 120}.sdesk"
    back_up(provider.workspace, place)
    with open_workspace(place) as there:
        assert there.find(ServiceIncident) is not None

"""A file that another program has open, as Windows tells of it: waited for a moment, then said, and nothing is lost."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest

from sdesk import whole_files
from sdesk.errors import SdeskError
from sdesk.practice.backups import back_up
from sdesk.practice.chosen_places import choose_in
from sdesk.practice.exchange.csv_files import export
from sdesk.practice.exchange.handouts import write_file
from sdesk.practice.kept_copies import Places
from sdesk.practice.safekeeping import restore
from sdesk.storage.bundles.folder import put
from sdesk.storage.file.files import journal_of, settle
from sdesk.whole_files import write_whole
from tests.provider import Provider


@dataclass
class Scanner:
    """Another program that has files open whose names end so, at so many of the attempts to replace them."""

    ending: str = ""
    lets_go_after: int = 0
    winerror: int = 32
    asked: list[str] = field(default_factory=list)

    def replace(self, part: str | Path, place: str | Path) -> None:
        name = os.fspath(place)
        if self.ending and name.endswith(self.ending):
            self.asked.append(name)
            if len(self.asked) <= self.lets_go_after:
                fault = PermissionError(13, "The process cannot access the file", os.fspath(part))
                fault.winerror = self.winerror  # type: ignore[attr-defined,unused-ignore]
                raise fault
        os.rename(part, place)  # noqa: PTH104


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Scanner:
    made = Scanner()
    monkeypatch.setattr(os, "replace", made.replace)
    monkeypatch.setattr(whole_files, "PATIENCE", (0.0,) * len(whole_files.PATIENCE))
    return made


FOREVER = 1_000
REPORT = b"a report"
LAPTOP = UUID(int=7)


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_is_let_go_of_in_a_moment_is_replaced(
    tmp_path: Path, scanner: Scanner, winerror: int
) -> None:
    (tmp_path / "report.pdf").write_bytes(b"the one before")
    scanner.ending, scanner.lets_go_after, scanner.winerror = "report.pdf", 3, winerror
    write_whole(tmp_path / "report.pdf", REPORT)
    assert (tmp_path / "report.pdf").read_bytes() == REPORT
    assert len(scanner.asked) == 4


def test_nobody_waits_where_only_a_right_is_missing(tmp_path: Path, scanner: Scanner) -> None:
    """Elsewhere than on Windows that is what it means, and waiting mends nothing."""
    scanner.ending, scanner.lets_go_after, scanner.winerror = "report.pdf", FOREVER, 0
    with pytest.raises(SdeskError, match=r"may not be written to.*Choose another place"):
        write_file(tmp_path / "report.pdf", REPORT)
    assert len(scanner.asked) == 1


@pytest.mark.parametrize(
    ("winerror", "said"), [(5, "has it open, or it may not be written"), (32, "another program has it open")]
)
def test_one_that_stays_open_is_said_with_what_to_do(
    tmp_path: Path, scanner: Scanner, winerror: int, said: str
) -> None:
    (tmp_path / "report.pdf").write_bytes(b"the one before")
    scanner.ending, scanner.lets_go_after, scanner.winerror = "report.pdf", FOREVER, winerror
    with pytest.raises(SdeskError, match=said) as fault:
        write_file(tmp_path / "report.pdf", REPORT)
    assert "Close the other program and try again" in str(fault.value)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [
        ("report.pdf", b"the one before")
    ]


def _back_up(provider: Provider, place: Path) -> object:
    return back_up(provider.workspace, place)


def _put_back(provider: Provider, place: Path) -> object:
    copy = place.with_name("older.sdesk")
    back_up(provider.workspace, copy)
    return restore(copy, place, force=True)


def _export(provider: Provider, place: Path) -> object:
    return export(provider.workspace, place)


def _write_report(_provider: Provider, place: Path) -> None:
    write_file(place, REPORT)


def _put_bundle(_provider: Provider, place: Path) -> object:
    return put(place.parent, LAPTOP, LAPTOP, 1, 2, REPORT)


def _choose_where_copies_lie(_provider: Provider, place: Path) -> None:
    choose_in(place.parent, Places(place.with_name("copies")))


@pytest.mark.parametrize(
    ("name", "deed"),
    [
        ("copy.sdesk", _back_up),
        ("firm.sdesk", _put_back),
        ("all", _export),
        ("report.pdf", _write_report),
        (".sdx", _put_bundle),
        ("copies.json", _choose_where_copies_lie),
    ],
)
def test_whatever_is_written_what_was_there_stays_and_it_goes_the_next_time(
    provider: Provider, tmp_path: Path, scanner: Scanner, name: str, deed: Callable[[Provider, Path], object]
) -> None:
    place = tmp_path / "there" / name
    place.parent.mkdir()
    if name == "all":
        place.mkdir()
    elif name != ".sdx":
        place.write_bytes(b"the one before")
    before = contents(place.parent)
    scanner.ending, scanner.lets_go_after = name, FOREVER
    with pytest.raises(SdeskError, match="another program has it open"):
        deed(provider, place)
    assert contents(place.parent).items() >= before.items()
    assert not [each for each in place.parent.rglob("*") if each.name.endswith(".part")]
    scanner.ending = ""
    for each in set(contents(place.parent)) - set(before):
        (place.parent / each).unlink()
    deed(provider, place)
    assert contents(place.parent) != before


def contents(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()
    }


def test_the_journal_of_a_database_that_is_not_replaced_lies_beside_it_still(
    tmp_path: Path, scanner: Scanner
) -> None:
    """Half a transaction is in the file: without its journal nobody would ever read it again."""
    place, part = tmp_path / "firm.sdesk", tmp_path / "part.sdesk"
    place.write_bytes(b"half of it")
    journal_of(place).write_bytes(b"\xd9\xd5 the other half")
    part.write_bytes(b"new")
    before = {name: what for name, what in contents(tmp_path).items() if name != part.name}
    scanner.ending, scanner.lets_go_after = "firm.sdesk", FOREVER
    with pytest.raises(PermissionError):
        settle(part, place)
    assert contents(tmp_path) == {**before, part.name: b"new"}
    scanner.ending = ""
    settle(part, place)
    assert contents(tmp_path) == {"firm.sdesk": b"new"}

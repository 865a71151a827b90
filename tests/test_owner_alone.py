"""What the program makes its owner alone may read, whatever the umask: the whole tree is walked after a day's work."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from sdesk.practice.exchange.csv_files import export
from sdesk.practice.lifecycle.attachments import attach
from sdesk.storage.installation import Installation
from sdesk.storage.signing import Key
from sdesk.ui.settings import Settings
from sdesk.whole_files import write_whole
from tests.provider import incident, working_provider
from tests.ui.a_day import open_to_others

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs rights of files")


class Account:
    """A home nobody worked in, open to all, where each program starts with that umask."""

    def __init__(self, home: Path, umask: int) -> None:
        self.home, self._umask = home, umask
        there = (
            "tmp",
            "run",
            "copies",
            "stick",
            ".cache",
            ".cache/fontconfig",
        )  # the last opens its folders itself
        self.given = [home / name for name in there]
        for folder in (home, *self.given):
            folder.mkdir()
            folder.chmod(0o755)
        (home / "run").chmod(0o700)

    def run(self, *command: object, module: str = "sdesk") -> str:
        names = {
            "HOME": self.home, "TMPDIR": self.home / "tmp", "XDG_RUNTIME_DIR": self.home / "run",
            "GIVEN": os.pathsep.join(map(str, self.given)), "QT_QPA_PLATFORM": "offscreen",
        }  # fmt: skip
        bare = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        done = subprocess.run(
            [sys.executable, "-m", module, *map(str, command)], umask=self._umask, check=False,
            env={**bare, **{name: str(value) for name, value in names.items()}}, capture_output=True, text=True,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def open_to_others(self) -> list[str]:
        return open_to_others(self.home, self.given)


@pytest.mark.torture
def test_nothing_of_a_day_is_open_to_others(tmp_path: Path, sample_path: Path) -> None:
    account = Account(tmp_path / "home", umask=0)
    own, sample = account.home / "own.sdesk", account.home / "harbour.sdesk"
    account.run("new", own, "--organization", "Quay Dental")
    account.run("export", own, account.home / "lists" / "of own")
    account.run("rescue", own, account.home / "rescued.sdesk")
    shutil.copyfile(sample_path, sample)
    sample.chmod(0o600)
    quarter = ("--from", "2026-04-01", "--to", "2026-06-30")
    account.run("report", sample, "improvement", *quarter, "-o", account.home / "r.pdf")
    assert account.open_to_others() == []
    assert account.run(sample, module="tests.ui.a_day").split("\n") == ["", ""]
    assert account.open_to_others() == []
    made = {each.name for each in account.home.rglob("*")}
    assert made >= {
        "sdesk.ini",
        "sdesk.log",
        "replicas",
        "copies.json",
        "report.pdf",
        "exported",
        "history.csv",
    }


@pytest.fixture
def nothing_masked() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_nor_of_what_the_functions_write_by_themselves(tmp_path: Path, nothing_masked: None) -> None:
    """For whoever uses them in a program of their own."""
    tmp_path.chmod(0o755)
    provider = working_provider(tmp_path / "office.sdesk")
    attach(provider.workspace, incident(provider, "recorded"), "photo.txt", b"a photo")
    export(provider.workspace, tmp_path / "new")
    (tmp_path / "empty").mkdir()
    export(provider.workspace, tmp_path / "empty")
    write_whole(tmp_path / "report.pdf", b"%PDF")
    settings = Settings(tmp_path / "settings" / "sdesk.ini")
    settings.remember(provider.workspace.path)
    settings.save()
    assert settings.recent() == [provider.workspace.path]
    Installation(tmp_path / "state" / "replicas").begin(uuid4(), Key.made())
    assert open_to_others(tmp_path, {tmp_path / "empty"}) == []


def test_what_an_earlier_version_left_open_is_closed(tmp_path: Path) -> None:
    installation, replica = Installation(tmp_path / "replicas"), uuid4()
    note = installation.begin(replica, Key.made())
    assert note is not None
    note.release()
    settings = tmp_path / "settings" / "sdesk.ini"
    settings.parent.mkdir()
    settings.write_text("[General]\ntheme=dark\n")
    for each in tmp_path.rglob("*"):
        each.chmod(0o777)
    again = installation.begin(replica, Key.made())
    assert again is not None
    assert Settings(settings).theme == "dark"
    assert open_to_others(tmp_path, set()) == []


def test_what_somebody_opened_to_others_stays_so(tmp_path: Path) -> None:
    """A file that is written over is read by whom its owner let."""
    report = tmp_path / "report.pdf"
    report.write_bytes(b"old")
    report.chmod(0o644)
    write_whole(report, b"%PDF")
    assert stat.S_IMODE(report.stat().st_mode) == 0o644

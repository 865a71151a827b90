"""Tries out the bundle, not the checkout, as somebody has it who just installed it: `make bundle-test`.

SDESK_BUNDLE names the program. Each test has an empty home and no LANG.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from sdesk.command_line.parser import command_names
from sdesk.parts import told_in

ROOT = Path(__file__).parents[1]
PROGRAM = Path(os.environ.get("SDESK_BUNDLE", "dist/sdesk/sdesk")).absolute()
QUARTER = ("--from", "2026-07-01", "--to", "2026-09-30")
KEPT = ("SYSTEMROOT", "TEMP", "TMP", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "USERNAME")
"""Without these, nothing starts on Windows."""


class Desk:
    """A home, and the program in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environment = {
            **kept,
            "HOME": str(home),
            "PATH": os.environ["PATH"] if kept else "/usr/bin:/bin",
        }

    def run(self, *arguments: str, status: int = 0, **environment: str) -> str:
        ended = subprocess.run(
            [PROGRAM, *arguments], cwd=self.home, env={**self.environment, **environment},
            capture_output=True, encoding="utf-8", timeout=300, check=False,
        )  # fmt: skip
        assert ended.returncode == status, (arguments, ended.stdout[-500:], ended.stderr)
        assert "Traceback" not in ended.stderr, ended.stderr
        return ended.stdout + ended.stderr

    def begin(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([PROGRAM, *arguments], cwd=self.home, env={**self.environment, **environment})

    def log(self) -> str:
        """What the program noted of itself."""
        return "".join(
            each.read_text("utf-8", "replace")
            for each in self.home.rglob("*")
            if each.is_file()
            and "log" in each.relative_to(self.home).parts
            and each.stat().st_size < 1_000_000
        )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = Desk(tmp_path_factory.mktemp("made"))
    desk.run("sample", "Prüfung.sdesk", "--today", "2026-11-20")
    return desk.home / "Prüfung.sdesk"


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    shutil.copy(made, tmp_path / "harbour.sdesk")
    return Desk(tmp_path)


def text_of(pdf: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(pdf).pages)


def until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "that did not come"
        time.sleep(0.2)


def test_it_says_its_version_and_what_each_command_takes(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.run("--version").startswith("sdesk ")
    for name in command_names():
        assert f"sdesk {name}" in desk.run(name, "--help")


def test_both_reports_are_pdfs_with_text(desk: Desk) -> None:
    desk.run(
        "report", "harbour.sdesk", "performance", "--agreement", "AGR-0001", *QUARTER, "-o", "leistung-ü.pdf"
    )
    desk.run("report", "harbour.sdesk", "improvement", *QUARTER, "-o", "improvement.pdf")
    assert "AGR-0001" in text_of(desk.home / "leistung-ü.pdf")
    assert "Harbour IT Services" in text_of(desk.home / "improvement.pdf")


@pytest.mark.parametrize(
    ("status", "arguments"),
    [
        (0, ("new", "new.sdesk", "--organization", "Zoë & Søn", "--time-zone", "Europe/Lisbon")),
        (0, ("adopt", "harbour.sdesk", "29110-4-2-2021", "--from", "2026-07-01")),
        (0, ("profile", "--json")),
        (0, ("tasks", "harbour.sdesk")),
        (1, ("check", "harbour.sdesk")),
        (0, ("list", "harbour.sdesk", "WP.18", "--csv")),
        (0, ("show", "harbour.sdesk", "AGR-0001")),
        (0, ("figures", "harbour.sdesk", "--agreement", "AGR-0001", *QUARTER)),
        (0, ("samples", "harbour.sdesk")),
        (0, ("claims", "harbour.sdesk", "WP.18")),
        (0, ("export", "harbour.sdesk", "exported")),
        (0, ("backup", "harbour.sdesk", "-o", "copy.sdesk")),
        (0, ("verify", "harbour.sdesk")),
        (0, ("rescue", "harbour.sdesk", "rescued.sdesk")),
        (0, ("passphrase", "harbour.sdesk", "--sheet", "sheet.pdf")),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_a_command_does_its_work(desk: Desk, status: int, arguments: tuple[str, ...]) -> None:
    desk.run(*arguments, status=status, SDESK_NEW_PASSPHRASE="vexing otter pumps")


def test_a_copy_is_restored_and_a_binder_verified(desk: Desk) -> None:
    desk.run("backup", "harbour.sdesk", "-o", "copy.sdesk")
    desk.run("restore", "copy.sdesk", "restored.sdesk")
    desk.run("binder", "harbour.sdesk", "-o", "binder.zip")
    desk.run("verify-binder", "binder.zip")


def test_a_log_of_another_program_comes_in(desk: Desk) -> None:
    words = (ROOT / "docs" / "import" / "incidents.toml").read_text("utf-8")
    (desk.home / "map.toml").write_text(words.replace("Imported service", "Websites"), "utf-8")
    lines = (ROOT / "tests" / "fixtures" / "incident_log.csv").read_text("utf-8").splitlines(keepends=True)
    (desk.home / "log.csv").write_text("".join(lines[:4]), "utf-8")
    said = desk.run("import", "harbour.sdesk", "WP.18", "log.csv", "--map", "map.toml", "--as", "Ana Reyes")
    assert "3" in said
    assert (
        "INC0000045" in desk.run("list", "harbour.sdesk", "WP.18", "--csv", "--words", "INC0000045")
        or "INC-2016" in said
    )


def test_two_laptops_exchange(desk: Desk, tmp_path: Path) -> None:
    """A workspace of this home: the key of an exchange folder stays on the laptop that made it."""
    desk.run("new", "own.sdesk", "--organization", "Zoë")
    other = Desk(tmp_path / "other")
    other.home.mkdir()
    (tmp_path / "folder").mkdir()
    words = desk.run("invite", "own.sdesk", "-o", "site.invitation", "--for", "site").splitlines()[-1]
    other.run("join", str(tmp_path / "site.invitation"), "site.sdesk", SDESK_INVITATION_WORDS=words)
    other.run("exchange", "site.sdesk", "--folder", str(tmp_path / "folder"))
    desk.run("exchange", "own.sdesk", "--folder", str(tmp_path / "folder"))
    assert "site" in desk.run("laptops", "own.sdesk")


def test_a_window_comes_without_a_screen_and_ends_when_it_is_told_to(desk: Desk) -> None:
    program = desk.begin("harbour.sdesk", QT_QPA_PLATFORM="offscreen")
    try:
        until(lambda: "opened" in desk.log().lower())
        assert program.poll() is None
        if os.name == "posix":
            program.send_signal(signal.SIGTERM)
            assert program.wait(30) == 0
            assert "closed" in desk.log().lower()
    finally:
        program.kill()
        program.wait()


def test_it_holds_the_list_of_its_parts_and_the_text_of_each_licence() -> None:
    [folder] = [
        each.parent for each in PROGRAM.resolve().parents[1].rglob("licences/sbom.json") if each.is_file()
    ]
    told = told_in(folder)
    assert {"Python", "Qt", "SQLCipher", "PyInstaller (starter)", "sdesk"} <= {each.name for each in told}
    assert [each.title for each in told if len(each.text()) < 50] == []
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in next(each.text() for each in told if each.name == "Qt")


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("Xvfb") or not shutil.which("xdotool"),
    reason="needs Xvfb and xdotool",
)
def test_a_real_window_shows_the_guide_and_the_licences_and_ends_when_it_is_told_to(
    desk: Desk, tmp_path: Path
) -> None:
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as said:
        display = f":{said.readline().strip()}"

    def do(*arguments: str) -> str:
        there = {**os.environ, "DISPLAY": display}
        return subprocess.run(
            ["xdotool", *arguments], env=there, capture_output=True, text=True, check=False
        ).stdout

    def windows() -> list[str]:
        return do("search", "--onlyvisible", "--class", "sdesk", "getwindowname", "%@").splitlines()

    def is_there(title: str) -> bool:
        assert program.poll() is None, "it ended"
        return any(title in each for each in windows())

    def type_into(title: str, *keys: str) -> None:
        """Nobody manages windows here, so that the keys are sent on to the one meant."""
        do("search", "--onlyvisible", "--name", title, "windowfocus", "--sync", *keys)

    desk.run("new", "new.sdesk", "--organization", "Zoë")
    program = desk.begin("new.sdesk", DISPLAY=display)
    try:
        until(lambda: is_there("Zoë"))
        until(lambda: "opened" in desk.log().lower())
        assert not is_there("user guide")
        type_into("Zoë", "key", "F1")
        until(lambda: is_there("user guide") or is_there("User guide"))
        type_into("ser guide", "key", "Escape")
        until(lambda: not is_there("ser guide"))
        type_into("Zoë", "key", "--delay", "300", "F10", "Up", "Up", "Up", "Right", "Up", "Return")
        until(lambda: is_there("About sdesk"))
        program.send_signal(signal.SIGTERM)
        assert program.wait(30) == 0
    finally:
        program.kill()
        program.wait()
        screen.terminate()
        screen.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings what it needs")
def test_a_screen_that_does_not_answer_is_said_in_one_line(tmp_path: Path) -> None:
    said = Desk(tmp_path).run(status=2, DISPLAY=":nowhere")
    assert said.startswith("sdesk: No window can be opened") and len(said.splitlines()) == 1

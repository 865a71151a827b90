"""How a command line ends: the window, wrong use, errors of one line, output that anything can read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdesk.__main__ import main
from sdesk.command_line.run import TROUBLE, run
from sdesk.storage import Workspace
from tests.command_line.asking import Sdesk, one_line


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in: with a file whose name has no ending, and a folder."""
    (tmp_path / "kept").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestWindow:
    @pytest.mark.parametrize(
        "word", [None, "my.sdesk", "MY.SDESK", "./new", "./frobnicate", "folder/report", "kept", "./list"]
    )
    def test_a_path_a_file_or_nothing_opens_the_window(self, beside: Path, word: str | None) -> None:
        asked: list[Path | None] = []

        def window(path: Path | None) -> int:
            asked.append(path)
            return 0

        assert run([word] if word else [], window) == 0
        assert asked == [Path(word) if word else None]

    @pytest.mark.parametrize(
        "words",
        [
            ["frobnicate"],
            ["folder"],  # there is a folder of that name
            ["frobnicate.py"],
            ["raport.pdf"],
            ["Report"],
            ["rep"],
            [""],
            [" list"],
            ["frobnicate", "my.sdesk"],
            ["my.sdesk", "list"],
            ["kept", "--json"],
        ],
    )
    def test_a_word_that_is_no_command_is_refused_and_opens_nothing(
        self, beside: Path, capsys: pytest.CaptureFixture[str], words: list[str]
    ) -> None:
        def window(path: Path | None) -> int:
            raise AssertionError(f"opened on {path}")

        assert run(words, window) == TROUBLE
        said = capsys.readouterr()
        called = " ".join(words[0].split())
        assert said.out == ""
        assert one_line(said.err)
        assert f"{called}” is not a command. See: sdesk --help" in said.err

    @pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
    def test_without_a_screen_the_window_is_refused_in_one_line(self) -> None:
        bare = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        }
        done = subprocess.run(
            [sys.executable, "-m", "sdesk"], env=bare, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout, one_line(done.stderr)) == (2, "", True)
        assert "no screen" in done.stderr


class TestErrors:
    def test_commands_that_read_say_what_they_cannot_read(self, sdesk: Sdesk, tmp_path: Path) -> None:
        (tmp_path / "notes.sdesk").write_text("just notes")
        for path, said in (
            (tmp_path / "none.sdesk", "There is no workspace"),
            (tmp_path / "notes.sdesk", "not a workspace"),
            (tmp_path, "is not a file"),
        ):
            for command in (
                ["list", path, "WP.18"],
                ["show", path, "WP.14"],
                ["tasks", path],
                ["check", path],
                ["verify", path],
                ["backup", path],
            ):
                status, out, err = sdesk(*command)
                assert (status, out, one_line(err)) == (2, "", True), command
                assert said in err

    def test_a_locked_workspace_says_by_whom(self, sdesk: Sdesk, harbour: Path) -> None:
        with Workspace.open(harbour):
            status, _, err = sdesk("list", harbour, "WP.18")
        assert (status, one_line(err)) == (2, True)
        assert f"process {os.getpid()}" in err

    def test_a_newer_workspace_is_not_touched(self, sdesk: Sdesk, harbour: Path) -> None:
        with Workspace.open(harbour) as workspace, workspace.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA user_version = 99")
        before = harbour.read_bytes()
        status, _, err = sdesk("tasks", harbour)
        assert (status, one_line(err)) == (2, True)
        assert "newer sdesk" in err
        assert harbour.read_bytes() == before

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["list", "WP.22"], "no kind of record"),
            (["list", "WP.18", "--where", "colour=blue"], "no field “colour”"),
            (["list", "WP.18", "--where", "state=asleep"], "no state “asleep”"),
            (["list", "WP.18", "--where", "priority=urgent"], "“urgent” is not one of its words"),
            (["list", "WP.18", "--where", "started_at=soon"], "not a date and time"),
            (["list", "WP.18", "--where", "customer=CUS-0099"], "no record called"),
            (["list", "WP.18", "--where", "summary"], "FIELD=VALUE"),
            (["list", "WP.18", "--where", "steps_taken=x"], "cannot be compared"),
            (["show", "INC-1999-0001"], "no record INC-1999-0001"),
            (["show", "WP.14@9"], "@9"),
            (["show", "WP.14@x"], "not a version"),
            (["show", "WP.18"], "more than one"),
        ],
    )  # fmt: skip
    def test_what_is_not_there_is_said(
        self, sdesk: Sdesk, harbour: Path, arguments: list[str], said: str
    ) -> None:
        status, out, err = sdesk(arguments[0], harbour, *arguments[1:])
        assert (status, out, one_line(err)) == (2, "", True)
        assert said in err

    @pytest.mark.parametrize(
        "arguments",
        [
            ["list"],
            ["list", "x.sdesk"],
            ["new", "x.sdesk"],
            ["--colour"],
            ["report", "x.sdesk"],
            ["fly", "x"],
        ],
    )
    def test_wrong_use_is_one_line(
        self, sdesk: Sdesk, arguments: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        status, _, err = sdesk(*arguments)
        assert (status, one_line(err)) == (2, True)

    def test_an_encrypted_workspace_takes_its_passphrase_from_the_environment(
        self, sdesk: Sdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Workspace.create(tmp_path / "secret.sdesk", "open sesame").close()
        assert sdesk("list", tmp_path / "secret.sdesk", "WP.18")[0] == 2
        monkeypatch.setenv("SDESK_PASSPHRASE", "open sesame")
        assert sdesk("list", tmp_path / "secret.sdesk", "WP.18")[0] == 0

    def test_another_passphrase_is_refused_in_one_line(self, tmp_path: Path) -> None:
        path = tmp_path / "secret.sdesk"
        Workspace.create(path, "open sesame").close()
        done = subprocess.run(
            [sys.executable, "-m", "sdesk", "list", str(path), "WP.18"],
            env={**os.environ, "SDESK_PASSPHRASE": "open barley"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout, one_line(done.stderr)) == (2, "", True)

    def test_whoever_stops_reading_hears_no_complaint(self, harbour: Path) -> None:
        command = [sys.executable, "-m", "sdesk", "list", str(harbour), "WP.18", "--json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0

    def test_output_is_utf8_whatever_the_system_speaks(self, tmp_path: Path) -> None:
        path = tmp_path / "h.sdesk"
        assert main(["new", str(path), "--organization", "Łódź ⚓"]) == 0
        done = subprocess.run(
            [sys.executable, "-m", "sdesk", "list", str(path), "ORG"],
            capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        )  # fmt: skip
        assert "Łódź ⚓" in done.stdout.decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize("arguments", [["--help"], ["list", "FILE", "INC", "--csv"]])
def test_a_disk_that_is_full_is_told_where_output_goes_to_it(harbour: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sdesk", *(str(harbour) if each == "FILE" else each for each in arguments)],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.stderr == (
        "sdesk: What was to be printed could not be written: the disk is full. Print it somewhere else.\n"
    )
    assert done.returncode == TROUBLE


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("0001-01-01", "1 January 1"),
        ("1971-12-31", "31 December 1971"),
        ("2998-01-01", "1 January 2998"),
        ("9999-12-31", "31 December 9999"),
    ],
)
def test_a_sample_of_no_year_is_refused(sdesk: Sdesk, tmp_path: Path, day: str, said: str) -> None:
    assert sdesk("sample", tmp_path / "x.sdesk", "--today", day)[::2] == (
        2, f"sdesk: The sample cannot end on {said}. Give a day of the years 1972 to 2997.\n",
    )  # fmt: skip
    assert not (tmp_path / "x.sdesk").exists()

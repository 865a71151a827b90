"""What README and the guide tell people to do can be done, word by word."""

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence

from sdesk import __version__
from sdesk.command_line.parser import build_parser, command_names
from sdesk.command_line.run import run
from tests.provider import working_provider
from tests.ui.shell import shown_window

ROOT = Path(__file__).parents[1]
PAGES = {
    path.relative_to(ROOT).as_posix(): re.sub(r"\s*<!-- about: .*? -->", "", path.read_text("utf-8"))
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
}
LINES = [line.strip() for line in PAGES["README.md"].splitlines() if line.startswith("    sdesk ")]

STANDS_FOR = {
    "FILE.sdesk": "harbour.sdesk", "FILE": "harbour.sdesk", "NAME": "'Ana Reyes'", "V": "operational",
    "--where …": "--where state=closed", "FOLDER": "folder", "COPY": "copy.sdesk", "DAMAGED": "copy.sdesk",
    "PACK": "29110-4-2-2021", "DAY": "2026-07-01",
    "INVITATION": "site.invitation",
    "LAPTOP": "site",
    "CODE": "-".join(["00000"] * 5),
}  # fmt: skip
"""Word of the documentation -> what somebody would write."""

MAKES_ITS_FILE = ("new", "sample", "restore", "rescue", "join")
MAY_SAY_NO = ("check", "import", "incident", "verify")
"""Commands that end with 1 where the sample has gaps, no service that the log or a mail is about, nothing that an anchor
stands for."""


def said_in_full(line: str) -> Iterator[str]:
    """What a line of the documentation stands for: without its options, and with each of them."""
    command = re.split(r"\s{2,}", line)[0]
    for word, given in STANDS_FOR.items():
        command = re.sub(rf"(?<![\w-]){re.escape(word)}(?!\w)", given, command)
    if command.split()[1] in MAKES_ITS_FILE:
        command = command.replace("harbour.sdesk", "made.sdesk")
    options = re.findall(r" \[([^]]*)\]", command)
    yield re.sub(r" \[[^]]*\]", "", command)
    for choice in options:
        for option in choice.split("|"):
            with_it = command.replace(f"[{choice}]", option)
            yield re.sub(r" \[[^]]*\]", "", with_it)


def commands_of(text: str) -> Iterator[str]:
    """The commands that stand in the text of a page."""
    return (command for found in re.findall(r"`(sdesk [^`]+)`", text) for command in said_in_full(found))


COMMANDS = [
    *(command for line in LINES for command in said_in_full(line)),
    *(command for name, text in PAGES.items() if name != "README.md" for command in commands_of(text)),
]


@pytest.fixture
def desk(sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the documentation speaks of: a workspace, a copy of it, a log and its map, a mail."""
    for name in ("harbour.sdesk", "copy.sdesk"):
        shutil.copy(sample_path, tmp_path / name)
    log = (ROOT / "tests" / "fixtures" / "incident_log.csv").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "log.csv").write_text("".join(log[:4]), "utf-8")
    for name in ("map.toml", "incidents.toml"):
        shutil.copy(ROOT / "docs" / "import" / "incidents.toml", tmp_path / name)
    (tmp_path / "mail.eml").write_text("From: a@b.example\nSubject: No e-mail\n\nSince nine.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SDESK_NEW_PASSPHRASE", "vexing otter pumps")
    return tmp_path


def shared_with_another(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A laptop called "site" has joined, and was heard of."""
    (desk / "folder").mkdir()
    (desk / "site").mkdir()

    def done(*arguments: str) -> None:
        assert run(arguments, lambda _path: 2) in (0, 1)

    done("invite", "harbour.sdesk", "-o", "site.invitation")
    monkeypatch.setenv("SDESK_INVITATION_WORDS", capsys.readouterr().out.splitlines()[-1])
    with monkeypatch.context() as there:
        there.setenv("XDG_STATE_HOME", str(desk / "site"))
        there.delenv("SDESK_NEW_PASSPHRASE")
        done("join", "site.invitation", "site/site.sdesk")
        done("exchange", "site/site.sdesk", "--folder", "folder")
    done("exchange", "harbour.sdesk", "--folder", "folder")
    capsys.readouterr()


@pytest.mark.a_few(6)
@pytest.mark.parametrize("command", dict.fromkeys(COMMANDS))
def test_a_command_does_what_it_says(
    desk: Path, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = shlex.split(command)[1:]
    name = arguments[0] if arguments else ""
    if name == "sample":  # takes seconds: tests/command_line/test_files.py
        assert build_parser().parse_args(arguments)
        return
    if name == "verify-binder":
        assert run(["binder", "harbour.sdesk", "-o", arguments[1]], lambda _path: 2) == 0
    if name == "laptops":
        shared_with_another(desk, monkeypatch, capsys)
    if name in ("join", "exchange"):
        assert run(["invite", "harbour.sdesk", "-o", "site.invitation"], lambda _path: 2) == 0
        monkeypatch.setenv("SDESK_INVITATION_WORDS", capsys.readouterr().out.splitlines()[-1])
        (desk / "folder").mkdir()
    if name == "backup" and "-o" in arguments:
        (desk / "copy.sdesk").unlink()
    opened: list[Path | None] = []
    status = run(arguments, lambda path: opened.append(path) or 0)  # type: ignore[func-returns-value]
    out, err = capsys.readouterr()
    beside = [
        line for line in err.splitlines() if not line.startswith("sdesk: Counted is what 2 laptops wrote")
    ]
    assert (beside, status in ((0, 1) if name in MAY_SAY_NO else (0,))) == ([], True)
    assert out or opened in ([None], [Path("harbour.sdesk")])


def test_the_script_of_the_readme_runs(desk: Path) -> None:
    """As cron starts it: with nothing but the program on its way."""
    [script] = re.findall(r"```sh\n(.*?)```", PAGES["README.md"], re.DOTALL)
    (desk / "copies").mkdir()
    program = desk / "bin" / "sdesk"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sdesk "$@"\n', "utf-8")
    program.chmod(0o755)
    way = f"{program.parent}:/usr/bin:/bin"
    done = subprocess.run(
        ["sh", "-c", script], cwd=desk, env={**os.environ, "PATH": way, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )  # fmt: skip
    told = [line for line in done.stderr.splitlines() if "Counted is what" not in line]
    assert (done.returncode, told) == (0, [])
    assert len(list((desk / "copies").iterdir())) == 1
    assert {task["state"] for task in json.loads((desk / "tasks.json").read_text("utf-8"))} >= {"done"}
    assert (desk / "late.csv").read_text("utf-8").startswith("number,")
    assert "of 17 requirements are met" in (desk / "readiness.txt").read_text("utf-8")


def test_readme_has_every_command() -> None:
    assert [line.split()[1] for line in LINES[1:] if line.split()[1] != "report"] == [
        name for name in command_names() if name != "report"
    ]


def test_make_has_what_the_pages_tell_people_to_make() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = {
        found
        for text in PAGES.values()
        for found in re.findall(r"(?:^    |`)make ([a-z]+)", text, re.MULTILINE)
    }
    assert told >= {"run", "test"}
    assert told <= targets


def test_what_is_installed_by_hand_is_named_by_files_that_are_there() -> None:
    named = [
        found for text in PAGES.values() for found in re.findall(r"pip install .*?-[cr] ([\w.-]+)", text)
    ]
    assert named and all((ROOT / each).is_file() for each in named)


def test_links_lead_somewhere() -> None:
    for name, text in PAGES.items():
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert ((ROOT / name).parent / link).exists(), f"{name}: {link}"


# ---------------------------------------------------------------- the guide, at the window


def test_the_keys_of_the_guide_are_those_of_the_window(qtbot, tmp_path: Path) -> None:
    """All but those that belong to what is on the screen: saving, editing, reading, leaving a field."""
    [table] = re.findall(r"## Keys\n\n.*?\n\|---\|---\|\n(.*?)\n\n", PAGES["docs/guide/README.md"], re.DOTALL)
    told = {key.strip() for row in table.splitlines() for key in row.split("|")[1].split(", ")}
    assert told >= {"Ctrl+S", "F2", "Esc", "Alt+1 … Alt+7"}
    on_the_screen = {"Ctrl+S", "Ctrl+Enter", "F2", "Esc", "Space", "Alt+1 … Alt+7"}
    of_rows = {"Ctrl+Shift+Up", "Ctrl+Shift+Down", "Ctrl+-"}
    told = told - on_the_screen - of_rows | {f"Alt+{digit}" for digit in range(1, 8)}
    provider = working_provider(tmp_path / "harbour.sdesk")
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        keys = {
            keys.toString(QKeySequence.SequenceFormat.PortableText)
            for each in window.findChildren(QAction)
            for keys in each.shortcuts()
        }
        assert told <= keys
    provider.workspace.close()


STRESSED = ("the prioritization matrix",)
"""What is printed bold without being the name of anything."""


def test_what_the_guide_names_is_called_so_in_the_program() -> None:
    """Buttons, menus, tabs and sections; of the pages of a wizard (**GO.1.1 …**) the guide speaks in its own words."""
    texts = [
        node.value.casefold()
        for path in (ROOT / "sdesk").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    unknown = [
        f"{name}: {named}"
        for name, text in PAGES.items()
        if name.startswith("docs/guide/")
        for named in re.findall(r"\*\*([^*]+)\*\*", text)
        for part in re.sub(r"^≡ →|\s+", " ", named).casefold().split("→")
        if not re.match(r"[a-z]{2}\.\d\.\d ", part)
        and part.strip() not in STRESSED
        and not any(known.startswith(part.strip()) for known in texts)
    ]
    assert not unknown


def test_the_number_of_the_version_is_said_once_and_told_on_top_of_the_changelog(
    capsys: pytest.CaptureFixture[str],
) -> None:
    top = re.search(r"^## (\S+?)[,\s]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    with pytest.raises(SystemExit):
        run(["--version"], lambda _path: 0)
    assert top and capsys.readouterr().out.strip() == f"sdesk {top[1]}" == f"sdesk {__version__}"
    assert __version__ not in (ROOT / "pyproject.toml").read_text("utf-8")

"""Where the system says no language, or one that is not there: cron, a container, a service."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from sdesk.models import Person
from sdesk.practice.lifecycle.records import create
from sdesk.practice.workspaces import open_workspace

NAME = "Müller & Söhne – 日本.sdesk"
PERSON = "Jürgen Ødegård 山田 ישראל"


def said(arguments: list[object], **more: str) -> str:
    """What a program of its own writes into a pipe."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    run = subprocess.run(
        [sys.executable, "-m", "sdesk", *map(str, arguments)], env={**bare, **more}, capture_output=True, check=False
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode("utf-8")
    assert run.stderr == b""
    return run.stdout.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.a_few(2)
@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LANG": "POSIX"},
        {"LC_ALL": "xx_YY.ISO-8859-1"},
        {},
        {"PYTHONIOENCODING": "cp1252"},  # as output into a file has it on Windows
    ],
)
def test_names_and_output_are_as_everywhere(tmp_path: Path, locale: dict[str, str]) -> None:
    path = tmp_path / NAME
    assert NAME in said(["new", path, "--organization", "Müller 日本"], **locale)
    assert path.is_file()
    with open_workspace(path) as workspace:
        create(workspace, Person, {"name": PERSON})
    assert PERSON in said(["list", path, "Person"], **locale)
    assert said(["export", path, tmp_path / "Ausfuhr ü"], **locale)
    people = [each.read_text("utf-8-sig") for each in (tmp_path / "Ausfuhr ü").glob("*[Pp]*.csv")]
    assert any(PERSON in text for text in people)


def test_paper_in_any_script_is_there(tmp_path: Path) -> None:
    file, paper = tmp_path / NAME, tmp_path / "Blätter.pdf"
    said(["new", file, "--organization", PERSON], LC_ALL="C")
    said(
        ["report", file, "improvement", "--from", "2026-04-01", "--to", "2026-06-30", "-o", paper], LC_ALL="C"
    )
    text = PdfReader(paper).pages[0].extract_text()
    assert all(word in text for word in ("Jürgen", "Ødegård", "山田"))

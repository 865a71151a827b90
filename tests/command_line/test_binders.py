"""`sdesk binder` and `sdesk verify-binder`."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from sdesk.practice.audit.binder.packing import MANIFEST, SEAL, seal_of, write_zip
from tests.command_line.asking import Sdesk, as_json, one_line
from tests.provider import Provider


@pytest.fixture
def closed(provider: Provider) -> Path:
    provider.workspace.close()
    return provider.workspace.path


def test_a_binder_is_written_checked_and_told(sdesk: Sdesk, closed: Path, tmp_path: Path) -> None:
    out = tmp_path / "binder.zip"
    assert sdesk("binder", closed, "-o", out) == (0, f"{out} is written.\n", "")
    status, said, err = sdesk("verify-binder", out)
    assert (status, err) == (0, "")
    first, made, seal, anchor, anew = said.splitlines()
    assert first.startswith(f"{out} is whole: ")
    assert made.startswith("Made by Harbour IT on ")
    assert len(seal.rpartition(" ")[2]) == 64
    assert "--made-of" in anew
    assert sdesk("verify", closed, "--anchor", anchor.rpartition(" ")[2])[0] == 0
    history = as_json(sdesk, "show", closed, "ORG-0001")["history"]
    assert (history[0]["action"], history[0]["changes"]["name"][1]) == ("make binder", "binder.zip")
    assert history[0]["changes"]["sha256"][1] == seal.rpartition(" ")[2]


def test_what_was_changed_is_said_and_the_answer_is_no(sdesk: Sdesk, closed: Path, tmp_path: Path) -> None:
    out = tmp_path / "binder.zip"
    sdesk("binder", closed, "-o", out)
    content = bytearray(out.read_bytes())
    content[content.index(b"Harbour IT")] ^= 1
    out.write_bytes(content)
    status, said, err = sdesk("verify-binder", out)
    assert (status, err) == (1, "")
    assert "was changed" in said and "whole" not in said


def test_as_pdf_of_another_part_of_the_profile(sdesk: Sdesk, closed: Path, tmp_path: Path) -> None:
    out = tmp_path / "binder.pdf"
    assert sdesk("binder", closed, "--variant", "governance", "-o", out)[0] == 0
    text = "\n".join(page.extract_text() for page in PdfReader(out).pages)
    assert "Governance" in text and "P05" in text and "P06" not in text


def test_what_cannot_be_done_is_said_in_a_line(sdesk: Sdesk, closed: Path, tmp_path: Path) -> None:
    for arguments in (
        ("binder", closed, "-o", tmp_path / "binder.doc"),
        ("binder", closed, "-o", tmp_path / "nowhere" / "b.zip"),
        ("binder", tmp_path / "none.sdesk", "-o", tmp_path / "b.zip"),
        ("verify-binder", tmp_path / "none.zip"),
        ("verify-binder", tmp_path),
    ):
        status, said, err = sdesk(*arguments)
        assert (status, said) == (2, "") and one_line(err), arguments
    assert [each.name for each in tmp_path.iterdir() if each.suffix in (".zip", ".pdf", ".part")] == []


def test_a_file_that_is_none_is_not_whole(sdesk: Sdesk, closed: Path) -> None:
    status, said, err = sdesk("verify-binder", closed)
    assert (status, err) == (1, "")
    assert "is no ZIP file" in said


def made_anew(content: bytes) -> bytes:
    """By somebody who says that all is met, and seals it as the program would."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    listed = json.loads(files[MANIFEST])
    listed["verdicts"] = dict.fromkeys(listed["verdicts"], "met")
    files[MANIFEST] = (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode()
    files[SEAL] = seal_of(files[MANIFEST])
    out = BytesIO()
    write_zip(out, ((path, lambda path=path: BytesIO(files[path])) for path in sorted(files)))  # type: ignore[misc]
    return out.getvalue()


def test_one_made_anew_is_not_what_the_history_tells_of(sdesk: Sdesk, closed: Path, tmp_path: Path) -> None:
    out = tmp_path / "binder.zip"
    sdesk("binder", closed, "-o", out)
    status, said, err = sdesk("verify-binder", out, "--made-of", closed)
    assert (status, err) == (0, "")
    assert "tells of it: binder.zip" in said.splitlines()[-1]
    out.write_bytes(made_anew(out.read_bytes()))
    assert sdesk("verify-binder", out)[0] == 0
    status, said, err = sdesk("verify-binder", out, "--made-of", closed)
    assert (status, err) == (1, "")
    assert "tells of no binder with this list" in said


@pytest.mark.torture
def test_of_another_workspace_it_was_not_made(sdesk: Sdesk, closed: Path, tmp_path: Path) -> None:
    out = tmp_path / "binder.zip"
    sdesk("binder", closed, "-o", out)
    sdesk("new", tmp_path / "other.sdesk", "--organization", "Harbour IT")
    status, said, _err = sdesk("verify-binder", out, "--made-of", tmp_path / "other.sdesk")
    assert status == 1 and "stands for nothing in this history" in said

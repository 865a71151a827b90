"""`sdesk invite`, `join` and `exchange`, as scripts call them."""

import json
import shutil
from pathlib import Path

import pytest

from sdesk.command_line.run import run
from sdesk.models import Operation, ServiceIncident
from sdesk.practice.lifecycle.records import create
from sdesk.practice.workspaces import open_workspace
from tests.provider import Provider


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run([*arguments], lambda _path: 2) == status
    out, err = capsys.readouterr()
    assert err == "" or status == 2
    return out or err


@pytest.fixture
def office(provider: Provider, tmp_path: Path) -> Path:
    provider.workspace.close()
    (tmp_path / "folder").mkdir()
    return provider.workspace.path


def test_two_laptops_by_script(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, site = str(tmp_path / "folder"), tmp_path / "site" / "site.sdesk"
    words = said(
        capsys, "invite", str(office), "-o", str(tmp_path / "site.invitation"), "--for", "site"
    ).splitlines()[-1]
    home = tmp_path / "home of the site"
    home.mkdir()
    site.parent.mkdir()
    monkeypatch.setenv("SDESK_INVITATION_WORDS", words.upper())
    with monkeypatch.context() as there:
        there.setenv("XDG_STATE_HOME", str(home))
        said(capsys, "join", str(tmp_path / "site.invitation"), str(site))
        with open_workspace(site) as workspace:
            create(workspace, ServiceIncident, {"summary": "At the site"})
        found = json.loads(said(capsys, "exchange", str(site), "--folder", folder, "--json"))
        assert (found["came"], found["missing"], found["to_settle"]) == ([], [], [])
        assert found["went"] >= 2
    heard = json.loads(said(capsys, "exchange", str(office), "--folder", folder, "--json"))
    assert [each["laptop"] for each in heard["came"]] == ["site"]
    assert [(each["laptop"], each["out"]) for each in heard["laptops"]] == [("site", False)]
    assert heard["laptops"][0]["behind"] == 1  # that a copy was made after the invitation
    text = said(capsys, "exchange", str(office), "--folder", folder)
    assert "Nothing came." in text and "Content: " in text
    assert "At the site" in said(capsys, "list", str(office), "WP.18")
    with monkeypatch.context() as there:
        there.setenv("XDG_STATE_HOME", str(home))
        again = json.loads(said(capsys, "exchange", str(site), "--folder", folder, "--json"))
    assert (
        again["content"]
        == json.loads(said(capsys, "exchange", str(office), "--folder", folder, "--json"))["content"]
    )


def test_a_second_exchange_with_nothing_to_do_writes_nothing(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither here nor there, whatever the first one had to tell of the copy that it made."""
    folder, site = tmp_path / "folder", tmp_path / "site.sdesk"
    words = said(capsys, "invite", str(office), "-o", str(tmp_path / "inv"), "--for", "site").splitlines()[-1]
    monkeypatch.setenv("SDESK_INVITATION_WORDS", words)
    homes = {office: "", site: str(tmp_path / "home of the site")}

    def exchanged(path: Path) -> tuple[str, dict[Path, bytes], bytes]:
        with monkeypatch.context() as there:
            if homes[path]:
                there.setenv("XDG_STATE_HOME", homes[path])
            if not path.exists():
                said(capsys, "join", str(tmp_path / "inv"), str(path))
            text = said(capsys, "exchange", str(path), "--folder", str(folder))
        with open_workspace(path) as workspace:
            told = "".join(each.hash for each in workspace.find(Operation)).encode()
        return text, {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}, told

    for path in (site, office, site, office):
        first, *written = exchanged(path)
        again, *after = exchanged(path)
        assert " went." in first
        assert "Nothing came." in again and "Nothing went." in again
        assert after == written


def test_what_is_wrong_is_one_line(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Nobody else" in said(
        capsys, "exchange", str(office), "--folder", str(tmp_path / "folder"), status=2
    )
    invitation = tmp_path / "x.invitation"
    said(capsys, "invite", str(office), "-o", str(invitation))
    assert "already" in said(capsys, "invite", str(office), "-o", str(invitation), status=2)
    assert "cannot be read" in said(
        capsys, "exchange", str(office), "--folder", str(tmp_path / "none"), status=2
    )
    assert "words" in said(capsys, "join", str(invitation), str(tmp_path / "y.sdesk"), status=2)


def test_an_encrypted_workspace_stays_so(
    provider: Provider, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from sdesk.storage.file.passphrase import change_passphrase

    change_passphrase(provider.workspace, "vexing otter pumps")
    provider.workspace.close()
    monkeypatch.setenv("SDESK_PASSPHRASE", "vexing otter pumps")
    invitation, there = tmp_path / "x.invitation", tmp_path / "there.sdesk"
    words = said(capsys, "invite", str(provider.workspace.path), "-o", str(invitation)).splitlines()[-1]
    monkeypatch.setenv("SDESK_INVITATION_WORDS", words)
    assert "passphrase" in said(capsys, "join", str(invitation), str(there), status=2)
    assert not there.exists()
    monkeypatch.setenv("SDESK_NEW_PASSPHRASE", "another otter swims")
    said(capsys, "join", str(invitation), str(there))
    assert b"Ana Reyes" not in there.read_bytes()
    open_workspace(there, "another otter swims").close()


def test_the_sample_is_whole_where_two_exchanged_it(
    sample_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a year of work nothing met besides what it tells of, whatever was created and approved in one operation of it."""
    folder, office, site = tmp_path / "folder", tmp_path / "office.sdesk", tmp_path / "site.sdesk"
    folder.mkdir()
    shutil.copy(sample_path, office)
    words = said(capsys, "invite", str(office), "-o", str(tmp_path / "inv"), "--for", "site").splitlines()[-1]
    monkeypatch.setenv("SDESK_INVITATION_WORDS", words)
    with monkeypatch.context() as there:
        there.setenv("XDG_STATE_HOME", str(tmp_path / "home"))
        said(capsys, "join", str(tmp_path / "inv"), str(site))
        said(capsys, "exchange", str(site), "--folder", str(folder))
    heard = json.loads(said(capsys, "exchange", str(office), "--folder", str(folder), "--json"))
    assert len(heard["came"]) == 1 and [each["field"] for each in heard["to_settle"]] == ["urgency"]
    assert "office.sdesk is whole." in said(capsys, "verify", str(office))


def test_laptops_by_script(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "this laptop alone" in said(capsys, "laptops", str(office))
    assert json.loads(said(capsys, "laptops", str(office), "--json")) == {"laptops": [], "missing": []}
    words = said(capsys, "invite", str(office), "-o", str(tmp_path / "inv"), "--for", "site").splitlines()[-1]
    assert "site: invited, and not heard of yet" in said(capsys, "laptops", str(office))
    folder, site = str(tmp_path / "folder"), tmp_path / "site.sdesk"
    (tmp_path / "home of the site").mkdir()
    monkeypatch.setenv("SDESK_INVITATION_WORDS", words)
    with monkeypatch.context() as there:
        there.setenv("XDG_STATE_HOME", str(tmp_path / "home of the site"))
        said(capsys, "join", str(tmp_path / "inv"), str(site))
        said(capsys, "exchange", str(site), "--folder", folder)
    said(capsys, "exchange", str(office), "--folder", folder)
    found = json.loads(said(capsys, "laptops", str(office), "--json", "--folder", folder))["laptops"]
    assert [(each["laptop"], each["this"], each["out"]) for each in found] == [
        ("desk-1", True, False), ("site", False, False),
    ]  # fmt: skip
    assert found[1]["same_content"] in (None, True)
    assert "site: wrote last" in said(capsys, "laptops", str(office), "--folder", folder)
    assert "no laptop called home" in said(capsys, "laptops", str(office), "--take-out", "home", status=2)
    assert "laptop on which you work" in said(
        capsys, "laptops", str(office), "--take-out", "desk-1", status=2
    )
    assert "site: taken out" in said(capsys, "laptops", str(office), "--take-out", "site")
    assert "taken out already" in said(capsys, "laptops", str(office), "--take-out", "site", status=2)
    assert "only laptop" in said(capsys, "laptops", str(office), "--take-out", "desk-1", status=2)

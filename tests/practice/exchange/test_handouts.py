"""What leaves the workspace is told in its history, changes nothing in it, and is written whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Record, ServiceIncident
from sdesk.practice.exchange.csv_files import export
from sdesk.practice.exchange.handouts import EXPORT, PASSPHRASE, PRINT, hand_out, tell, write_file
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of, save
from sdesk.practice.lifecycle.undo import last_done, undo, why_not
from sdesk.practice.lifecycle.versions import organization
from sdesk.storage.history import BEGINNING, latest_operation
from sdesk.storage.verify.damages import verify
from tests.provider import Provider, incident


@pytest.fixture
def recorded(provider: Provider) -> ServiceIncident:
    provider.works(provider.ben)
    return provider.take(incident(provider, "recorded"), "record")


def told(provider: Provider, record: Record) -> list[tuple[str, str, str]]:
    """What left, newest first: the action, how it was called, who did it."""
    return [
        (each.action, each.changes["name"][1], each.person_name)
        for each in history_of(provider.workspace, record)
        if each.model == "Handout"
    ]


def test_a_file_made_of_a_record_is_told_in_its_history(
    provider: Provider, recorded: ServiceIncident, tmp_path: Path
) -> None:
    hand_out(provider.workspace, tmp_path / "for the customer.pdf", b"%PDF", recorded.id)
    tell(provider.workspace, PRINT, "INC-1", recorded.id)
    who = provider.ben.name
    assert told(provider, recorded) == [(PRINT, "INC-1", who), ("save file", "for the customer.pdf", who)]
    assert (tmp_path / "for the customer.pdf").read_bytes() == b"%PDF"
    assert verify(provider.workspace) == []


def test_what_is_made_of_the_whole_is_told_with_the_organization(provider: Provider, tmp_path: Path) -> None:
    hand_out(provider.workspace, tmp_path / "schedule.ics", b"BEGIN:VCALENDAR")
    export(provider.workspace, tmp_path / "records")
    ours = organization(provider.workspace)
    assert ours is not None
    assert [each[:2] for each in told(provider, ours)] == [
        (EXPORT, "records"),
        ("save file", "schedule.ics"),
    ]
    assert verify(provider.workspace) == []


def test_what_was_not_written_is_not_told(
    provider: Provider, recorded: ServiceIncident, tmp_path: Path
) -> None:
    with pytest.raises(SdeskError, match="could not be written"):
        hand_out(provider.workspace, tmp_path / "nowhere" / "a.pdf", b"%PDF", recorded.id)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a").touch()
    with pytest.raises(SdeskError, match="is not empty"):
        export(provider.workspace, tmp_path / "there")
    assert told(provider, recorded) == []


def test_a_folder_that_was_there_and_empty_is_filled_and_one_that_cannot_be_exchanged_is_refused(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (there := tmp_path / "there").mkdir()
    there.chmod(0o750)  # whatever the umask is
    (link := tmp_path / "link").symlink_to(there)
    export(provider.workspace, link)
    assert (there / "history.csv").exists() and link.is_symlink() and there.stat().st_mode & 0o777 == 0o750
    (here := tmp_path / "here").mkdir()
    monkeypatch.chdir(here)
    with pytest.raises(SdeskError, match="a folder in it"):
        export(provider.workspace, Path())
    assert list(here.iterdir()) == []
    assert not [each.name for each in tmp_path.iterdir() if each.name.endswith(".part")]


def test_it_changes_nothing(provider: Provider, recorded: ServiceIncident) -> None:
    """Neither who changed the record last, nor what a form may save that was open meanwhile, nor what is undone."""
    workspace, base = provider.workspace, latest_operation(provider.workspace)
    done = last_done(workspace, BEGINNING)
    provider.clock.pass_time(hours=1)
    tell(workspace, PRINT, "INC-1", recorded.id)
    now = workspace.get(ServiceIncident, recorded.id)
    assert now is not None and (now.changed_at, now.changed_by) == (recorded.changed_at, recorded.changed_by)
    assert last_done(workspace, BEGINNING) == done
    saved = save(workspace, now, {"summary": "Nobody can print"}, base=base)
    assert saved.summary == "Nobody can print"


def test_it_is_not_undone_and_keeps_nothing_from_being_undone(
    provider: Provider, recorded: ServiceIncident
) -> None:
    workspace = provider.workspace
    provider.save(recorded, summary="Nobody can print")
    changed = latest_operation(workspace)
    tell(workspace, PRINT, "INC-1", recorded.id)
    with pytest.raises(Refused, match="cannot be taken back"):
        undo(workspace, latest_operation(workspace))
    assert why_not(workspace, changed) is None
    undo(workspace, changed)
    now = workspace.get(ServiceIncident, recorded.id)
    assert now is not None and now.summary == recorded.summary
    assert verify(workspace) == []


@pytest.mark.parametrize("called", ["{}", "link", "{}-journal", ".{}.in-use", "sub/../{}"])
def test_nothing_is_written_over_the_workspace_and_what_belongs_to_it(
    provider: Provider, tmp_path: Path, called: str
) -> None:
    own = provider.workspace.path
    (own.parent / "link").symlink_to(own)
    (own.parent / "sub").mkdir()
    before = own.read_bytes()
    with pytest.raises(SdeskError, match="Nothing was written"):
        hand_out(provider.workspace, own.parent / called.format(own.name), b"%PDF")
    assert own.read_bytes() == before and verify(provider.workspace) == []


# ---------------------------------------------------------------- written whole


def test_a_disk_that_is_full_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "report.pdf"
    place.write_bytes(b"the last one")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched, pytest.raises(SdeskError, match="the disk is full"):
        patched.setattr(os, "fsync", full)
        write_file(place, b"the new one")
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"report.pdf": b"the last one"}
    write_file(place, b"the new one")
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"report.pdf": b"the new one"}


def test_a_link_stays_one_and_a_device_too(tmp_path: Path) -> None:
    (tmp_path / "real.pdf").touch()
    link = tmp_path / "link.pdf"
    link.symlink_to("real.pdf")
    write_file(link, b"%PDF")
    assert link.is_symlink() and (tmp_path / "real.pdf").read_bytes() == b"%PDF"
    write_file(Path(os.devnull), b"%PDF")
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(os.name != "posix", reason="who may read a file is asked otherwise there")
def test_what_is_handed_out_is_its_owners_until_somebody_opens_it_to_others(
    provider: Provider, tmp_path: Path
) -> None:
    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    given, own, open_before = (tmp_path / name for name in ("report.pdf", "sheet.pdf", "open.pdf"))
    hand_out(provider.workspace, given, b"%PDF")
    assert mode(given) == 0o600
    given.chmod(0o640)
    hand_out(provider.workspace, given, b"%PDF again")
    assert mode(given) == 0o640
    open_before.touch(mode=0o644)
    for place in (own, open_before):
        hand_out(provider.workspace, place, b"%PDF", action=PASSPHRASE)
        assert mode(place) == 0o600

"""What leaves the program lies at its place whole, or what lay there does."""

import errno
import os
from pathlib import Path

import pytest

from sdesk.whole_files import write_whole, writing_whole


def test_it_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        write_whole(tmp_path / "report.pdf", content)
        assert (tmp_path / "report.pdf").read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["report.pdf"]


@pytest.mark.parametrize("refusing", ["fsync", "replace"])
@pytest.mark.parametrize("before", [None, b"what was there"])
def test_a_disk_that_refuses_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: str, before: bytes | None
) -> None:
    def refuse(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "report.pdf"
    if before is not None:
        path.write_bytes(before)
    monkeypatch.setattr(os, refusing, refuse)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"x" * 100_000)
    assert (path.read_bytes() if path.exists() else None) == before
    assert len(list(tmp_path.iterdir())) == (before is not None)


@pytest.mark.skipif(os.name != "posix", reason="needs links and devices")
def test_a_link_stays_and_a_device_takes_it(tmp_path: Path) -> None:
    (tmp_path / "link.pdf").symlink_to(tmp_path / "report.pdf")
    write_whole(tmp_path / "link.pdf", b"one")
    assert (tmp_path / "link.pdf").is_symlink()
    assert (tmp_path / "report.pdf").read_bytes() == b"one"
    write_whole(Path(os.devnull), b"one")
    assert not Path(os.devnull).is_file()


def test_a_long_name_is_written_too(tmp_path: Path) -> None:
    write_whole(tmp_path / f"{'é' * 120}.pdf", b"one")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("before", [None, b"what was there"])
def test_what_is_called_off_half_way_leaves_what_was_there(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "binder.zip"
    if before is not None:
        path.write_bytes(before)
    with pytest.raises(KeyboardInterrupt), writing_whole(path) as file:
        file.write(b"half of it")
        raise KeyboardInterrupt
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == (
        [("binder.zip", before)] if before is not None else []
    )

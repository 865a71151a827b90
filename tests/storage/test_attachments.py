"""Files kept with records: once by their SHA-256, untouched, under names that every system accepts."""

import hashlib
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle.attachments import attach, attach_file, attachments_of, content_of_attachment
from sdesk.storage import attachments as storage_attachments
from sdesk.storage.verify.damages import verify
from tests.provider import Provider


def contents(provider: Provider) -> int:
    with provider.workspace.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM content").scalar_one())


def test_a_file_is_kept_as_it_was(provider: Provider, tmp_path: Path) -> None:
    original = tmp_path / "Foto vom Schrank.JPG"
    original.write_bytes(b"\xff\xd8 not really \x00")
    record = provider.create(ServiceIncident)
    attach_file(provider.workspace, record, original, purpose="evidence")
    (kept,) = attachments_of(provider.workspace, record)
    assert content_of_attachment(provider.workspace, kept) == original.read_bytes()
    assert (kept.name, kept.media_type, kept.size) == ("Foto vom Schrank.JPG", "image/jpeg", 15)
    assert kept.sha256 == hashlib.sha256(original.read_bytes()).hexdigest()
    assert (kept.purpose, kept.added_by) == ("evidence", provider.ana.id)


def test_the_same_bytes_are_kept_once(provider: Provider) -> None:
    for name in ("one.txt", "two.txt"):
        attach(provider.workspace, provider.create(ServiceIncident), name, b"the same")
    assert contents(provider) == 1


@pytest.mark.parametrize("put", ["x'00'", "'as it was'", "cast(x'7365637265745fff' as text)"])
def test_damage_is_found_when_it_is_read(provider: Provider, put: str) -> None:
    attachment = attach(provider.workspace, provider.create(ServiceIncident), "a.txt", b"as it was")
    with provider.workspace.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE content SET bytes = {put}")
    with pytest.raises(SdeskError, match=r"a\.txt is damaged"):
        content_of_attachment(provider.workspace, attachment)
    assert [str(each) for each in verify(provider.workspace)] == [
        "attachment a.txt: its content is not what was attached"
    ]


def test_what_cannot_be_read_or_is_too_large_is_refused(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = provider.create(ServiceIncident)
    with pytest.raises(SdeskError, match="could not be read"):
        attach_file(provider.workspace, record, tmp_path / "nothing.txt")
    with pytest.raises(SdeskError, match="could not be read"):
        attach_file(provider.workspace, record, tmp_path)
    monkeypatch.setattr(storage_attachments, "LARGEST", 3)
    (tmp_path / "large.bin").write_bytes(b"1234")
    with pytest.raises(SdeskError, match="larger than"):
        attach_file(provider.workspace, record, tmp_path / "large.bin")
    assert attachments_of(provider.workspace, record) == []

"""Files that come with records, and what they mean there."""

import hashlib
from pathlib import Path

from sdesk.models import ServiceBuild, ServiceChangeRequest
from sdesk.practice.lifecycle.attachments import attach_file, attachments_of
from sdesk.practice.lifecycle.records import reload, save
from tests.provider import Provider, new_provider


def begun(folder: Path) -> tuple[Provider, ServiceBuild, Path]:
    provider = new_provider(folder / "harbour.sdesk")
    file = folder / "restore.sh"
    file.write_text("restore --all\n")
    return provider, provider.create(ServiceBuild, name="More room"), file


def test_a_file_attached_to_a_build_is_one_of_its_master_copies(tmp_path: Path):
    provider, build, file = begun(tmp_path)
    kept = attach_file(provider.workspace, build, file)
    [copy] = reload(provider.workspace, build).master_copies
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert (copy.component, copy.sha256, kept.sha256) == ("restore.sh", digest, digest)
    assert [each.purpose for each in attachments_of(provider.workspace, build)] == ["Master copy"]
    provider.workspace.close()


def test_the_same_file_is_listed_once_and_beside_what_was_written(tmp_path: Path):
    provider, build, file = begun(tmp_path)
    build = save(
        provider.workspace,
        build,
        {"master_copies": ({"component": "Disk", "kept_at": "Safe", "sha256": "a" * 64},)},
    )
    for _time in range(2):
        attach_file(provider.workspace, build, file)
    assert [each.component for each in reload(provider.workspace, build).master_copies] == [
        "Disk",
        "restore.sh",
    ]
    provider.workspace.close()


def test_a_file_attached_to_anything_else_is_only_a_file(tmp_path: Path):
    provider, _build, file = begun(tmp_path)
    change = provider.create(ServiceChangeRequest, purpose="More room")
    assert attach_file(provider.workspace, change, file).purpose == ""
    provider.workspace.close()

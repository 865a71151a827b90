"""Where a program synchronises, or the disk is elsewhere, is known by what lies there; an ordinary folder is left in peace."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sdesk.practice import shared_folders
from sdesk.practice.shared_folders import (
    SharedFolder,
    behind_mount,
    mounts_in,
    mounts_said,
    shared_folder,
    unshared_folder,
    warning,
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path.resolve()


def a_folder(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).mkdir()


def a_file(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(b"")


@pytest.mark.parametrize(
    ("mark", "program"),
    [
        (a_folder(".stfolder"), "Syncthing"),
        (a_file(".stfolder"), "Syncthing"),
        (a_file(".csync_journal.db"), "Nextcloud or ownCloud"),
        (a_folder(".shortcut-targets-by-id"), "Google Drive"),
        (a_folder(".seafile-data"), "Seafile"),
        (a_file(".megaignore"), "MEGA"),
        (a_file(".dropbox"), "Dropbox"),
        (a_folder(".dropbox.cache"), "Dropbox"),
        (a_file(".sync_0a1b2c3d4e5f.db"), "Nextcloud or ownCloud"),
        (a_file("._sync_0a1b2c3d4e5f.db"), "Nextcloud or ownCloud"),
        (a_folder(".tmp.driveupload"), "Google Drive"),
        (a_folder(".tmp.drivedownload"), "Google Drive"),
    ],
)
def test_a_mark_in_any_folder_above_tells_the_program(
    home: Path, mark: Callable[[Path], object], program: str
) -> None:
    root = home / "Team"
    (root / "2026" / "office").mkdir(parents=True)
    file = root / "2026" / "office" / "harbour.sdesk"
    assert shared_folder(file, home) is None
    mark(root)
    assert shared_folder(file, home) == SharedFolder(root, program)
    assert shared_folder(root / "harbour.sdesk", home) == SharedFolder(root, program)
    assert shared_folder(home / "harbour.sdesk", home) is None


@pytest.mark.parametrize(
    ("below_home", "program"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Harbour IT", "OneDrive"),
        ("Dropbox (Harbour IT)", "Dropbox"),
        ("Harbour IT Dropbox", "Dropbox"),
        ("Nextcloud", "Nextcloud"),
        ("Nextcloud2", "Nextcloud"),
        ("ownCloud (6)", "ownCloud"),
        ("GoogleDrive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("Meine Ablage (ana@example.org)", "Google Drive"),
        ("pCloudDrive", "pCloud"),
        ("Box Sync", "Box"),
        ("backup/com~apple~CloudDocs", "iCloud"),
        ("Google Drive", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-ana@example.org", "Google Drive"),
        ("Library/CloudStorage/OneDrive-HarbourIT", "OneDrive"),
        ("Library/CloudStorage/Dropbox", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
    ],
)
def test_by_the_place_that_a_program_uses(home: Path, below_home: str, program: str) -> None:
    (home / below_home / "office").mkdir(parents=True)
    found = shared_folder(home / below_home / "office" / "harbour.sdesk", home)
    assert found is not None
    assert found.program == program
    assert (home / below_home).is_relative_to(found.root)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere links need an administrator")
def test_documents_that_icloud_takes_along(home: Path) -> None:
    (home / "Documents").mkdir()
    assert shared_folder(home / "Documents" / "harbour.sdesk", home) is None
    cloud = home / "Library" / "Mobile Documents" / "com~apple~CloudDocs"
    cloud.mkdir(parents=True)
    (cloud / "Documents").symlink_to(home / "Documents")
    assert shared_folder(home / "Documents" / "harbour.sdesk", home) == SharedFolder(
        home / "Documents", "iCloud"
    )


@pytest.mark.skipif(os.name != "posix", reason="elsewhere links need an administrator")
def test_a_link_into_a_synchronised_folder_does_not_hide_it(home: Path) -> None:
    (home / "Dropbox").mkdir()
    (home / "work").symlink_to(home / "Dropbox")
    assert shared_folder(home / "work" / "harbour.sdesk", home) == SharedFolder(home / "Dropbox", "Dropbox")


def test_an_ordinary_folder_is_left_in_peace(home: Path) -> None:
    """The settings of Dropbox in the home folder, and folders that only sound like one."""
    (home / ".dropbox").mkdir()
    for name in (
        "Documents",
        "Dropbox-free",
        "my-dropbox-notes",
        "Notes on Dropbox, old",
        "NextcloudPlans",
        "Boxes",
        "work/OneDrive",
        "work/Harbour IT Dropbox",
        "sync_notes.db",
        ".sync",
    ):
        (home / name).mkdir(parents=True)
        assert shared_folder(home / name / "harbour.sdesk", home) is None, name


@pytest.mark.parametrize(
    ("file", "content", "program"),
    [
        (".dropbox/info.json", '{"business": {"path": "{firm}", "host": 7}}', "Dropbox"),
        (
            "AppData/Local/Dropbox/info.json",
            '{"personal": {"path": "/x"}, "business": {"path": "{json}"}}',
            "Dropbox",
        ),
        (".config/Nextcloud/nextcloud.cfg", "[Accounts]\n0\\Folders\\1\\localPath={firm}/\n", "Nextcloud"),
        (".config/Nextcloud/nextcloud.cfg", "[Accounts]\n0\\Folders\\1\\localPath={qt}/\n", "Nextcloud"),
        (".config/ownCloud/owncloud.cfg", "[Accounts]\n0\\Folders\\1\\localPath={firm}\n", "ownCloud"),
        (".config/onedrive/config", '# sync_dir = "~/a"\nsync_dir = "~/Büro & Co"\n', "OneDrive"),
        (".config/onedrive-firm/config", 'sync_dir = "{firm}"\n', "OneDrive"),
        (".config/syncthing/config.xml", '<folder id="a" label="b" path="{xml}" type="c">', "Syncthing"),
        (".local/state/syncthing/config.xml", '<folder id="a" path="~/Büro &amp; Co"/>', "Syncthing"),
    ],
)
def test_what_a_program_says_that_it_synchronises(home: Path, file: str, content: str, program: str) -> None:
    """A folder of any name without a mark."""
    firm = home / "Büro & Co"
    for folder in (firm / "office", (home / file).parent):
        folder.mkdir(parents=True)
    place = firm / "office" / "harbour.sdesk"
    assert shared_folder(place, home) is None
    said = firm.as_posix()
    ways = {
        "firm": said,
        "json": json.dumps(said)[1:-1],
        "qt": said.replace("ü", "\\xfc"),
        "xml": said.replace("&", "&amp;"),
    }
    for way, text in ways.items():
        content = content.replace("{" + way + "}", text)
    (home / file).write_text(content, encoding="utf-8")
    assert shared_folder(place, home) == SharedFolder(firm, program)
    assert shared_folder(home / "Büro" / "harbour.sdesk", home) is None


@pytest.mark.parametrize(
    "content", ["", "localPath=", "localPath=.", "localPath=../..", "localPath=a\0b", "\xff" * 9, "[" * 9999]
)
def test_settings_that_say_nothing_raise_no_alarm(home: Path, content: str) -> None:
    (home / ".config" / "Nextcloud").mkdir(parents=True)
    (home / ".config" / "Nextcloud" / "nextcloud.cfg").write_text(content, encoding="utf-8")
    assert shared_folder(home / "harbour.sdesk", home) is None


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="Linux alone says it so")
@pytest.mark.parametrize(
    "kind",
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "fuse.sshfs",
        "9p",
        "davfs",
        "fuse.rclone",
        "afpfs",
        "fuse.google-drive-ocamlfuse",
    ],
)
def test_a_link_into_a_disk_of_another_computer(
    home: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (home / "mounted").mkdir()
    (home / "work").symlink_to(home / "mounted")
    monkeypatch.setattr(
        shared_folders, "_mounts_of_linux", lambda: [(Path("/"), "ext4"), (home / "mounted", kind)]
    )
    assert shared_folder(home / "work" / "harbour.sdesk", home) == SharedFolder(home / "mounted")
    assert shared_folder(home / "harbour.sdesk", home) is None


@pytest.mark.parametrize("path", ["a\0b", "x" * 5000, "/nowhere/at/all.sdesk"])
def test_where_nobody_can_look_nothing_is_said(home: Path, path: str) -> None:
    assert shared_folder(Path(path), home) is None


MOUNTINFO = r"""
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:25 / /mnt/office rw,relatime - cifs //nas/office rw,vers=3.1.1
31 30 254:9 / /mnt/office/local rw - ext4 /dev/vdb1 rw
32 22 0:26 / /mnt/with\040space rw - fuse.sshfs ana@example.org: rw
33 22 0:27 / /home rw shared:3 master:1 - nfs4 server:/home rw
34 22 0:28 / /media/stick rw - vfat /dev/sda1 rw
35 22 0:29 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
36 22 0:30 / /mnt/veracrypt rw - fuse.veracrypt veracrypt rw
broken line
"""
MOUNT = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//ana@nas._smb._tcp.local/office on /Volumes/office (one) (smbfs, nodev, nosuid, mounted by ana)
server:/export on /Volumes/export (nfs, nodev, nosuid, mounted by ana)
https://dav.example.org/ on /Volumes/dav (webdav, nodev, noexec, nosuid)
"""


@pytest.mark.skipif(os.name != "posix", reason="paths of another system")
@pytest.mark.parametrize(
    ("file", "where"),
    [
        ("/mnt/office/harbour.sdesk", "/mnt/office"),
        ("/mnt/office/local/harbour.sdesk", None),
        ("/mnt/officer/harbour.sdesk", None),
        ("/mnt/with space/a/harbour.sdesk", "/mnt/with space"),
        ("/home/ana/harbour.sdesk", "/home"),
        ("/media/stick/harbour.sdesk", None),
        ("/run/user/1000/gvfs/smb-share:server=nas/harbour.sdesk", "/run/user/1000/gvfs"),
        ("/mnt/veracrypt/harbour.sdesk", None),
        ("/srv/harbour.sdesk", None),
    ],
)
def test_a_file_system_of_another_computer(file: str, where: str | None) -> None:
    assert behind_mount(Path(file), mounts_in(MOUNTINFO)) == (SharedFolder(Path(where)) if where else None)


@pytest.mark.skipif(os.name != "posix", reason="paths of another system")
@pytest.mark.parametrize(
    ("file", "where"),
    [
        ("/Volumes/office (one)/harbour.sdesk", "/Volumes/office (one)"),
        ("/Volumes/export/harbour.sdesk", "/Volumes/export"),
        ("/Volumes/dav/harbour.sdesk", "/Volumes/dav"),
        ("/Users/ana/harbour.sdesk", None),
    ],
)
def test_as_a_mac_says_it(file: str, where: str | None) -> None:
    assert behind_mount(Path(file), mounts_said(MOUNT)) == (SharedFolder(Path(where)) if where else None)


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="Linux alone says it so")
def test_what_this_computer_says_of_itself_can_be_read() -> None:
    mounts = shared_folders._mounts_of_linux()
    assert (Path("/proc"), "proc") in mounts


def test_a_folder_that_is_proposed_is_on_this_disk(home: Path) -> None:
    (home / "Documents" / ".stfolder").mkdir(parents=True)
    assert unshared_folder([home / "gone", home / "Documents", home]) == home
    assert unshared_folder([home / "Documents"]) is None


def test_what_is_said_names_the_program_and_what_is_better() -> None:
    said = str(warning("harbour.sdesk", SharedFolder(Path("Team"), "Syncthing")))
    assert "Syncthing synchronises (Team)" in said
    assert "Better: keep the workspace on the disk of this laptop" in said
    said = str(warning("harbour.sdesk", SharedFolder(Path("share"))))
    assert "on another computer (share)" in said
    assert "Better: keep the workspace on the disk of this laptop" in said

"""Folders that programs synchronise, and those of other computers: no place for an open workspace, a good one for copies.

A program that synchronises knows nothing of the lock: it carries half a save away, or puts another version in the place of
the open file. How each program's folder is known is said beside it; where one is not known, nothing is said.
"""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from itertools import chain
from pathlib import Path

from platformdirs import user_data_path, user_documents_path, user_state_path

from sdesk.practice.workspaces import Workspace
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import message as _
from sdesk.whole_files import own_folder


@dataclass(frozen=True)
class SharedFolder:
    """`program` synchronises what is below `root`; without one it is a folder of another computer."""

    root: Path
    program: str = ""


def shared_folder(path: Path, home: Path | None = None) -> SharedFolder | None:
    """What a file at `path` would lie in; None for an ordinary folder of this computer, and where nobody can say."""
    try:
        place = path.resolve()
        home = (home or Path.home()).resolve()
    except (OSError, ValueError, RuntimeError):
        return None
    return _synchronised(place, home, os.environ) or _of_another_computer(place)


def unshared_folder(wanted: Iterable[Path] | None = None) -> Path | None:
    """A folder on the disk of this computer that nobody synchronises, to propose for a workspace."""
    documents = (user_documents_path(), Path.home(), user_data_path("sdesk", appauthor=False))
    for each in wanted or documents:
        with suppress(OSError):
            if each.is_dir() and shared_folder(each / "x") is None:
                return each
    return None


def warning(file: str, folder: SharedFolder) -> Message:
    """What may happen there, and what is better."""
    if folder.program:
        return _(
            "{file} lies in a folder that {program} synchronises ({folder}). That may put another version in its place "
            "while you work, and then nothing can be saved; and two laptops may work in it at once without knowing. "
            "Better: keep the workspace on the disk of this laptop, and copies of it there.",
            file=file,
            program=folder.program,
            folder=str(folder.root),
        )
    return _(
        "{file} lies on another computer ({folder}). Nothing can be saved when the connection breaks, and not every "
        "network keeps two laptops from working in it at once. Better: keep the workspace on the disk of this laptop, "
        "and copies of it there.",
        file=file,
        folder=str(folder.root),
    )


def who_may_have_it(workspace: Workspace) -> Message:
    """Whom the note beside it names on another computer, although nobody held the lock here; nothing if there is none."""
    owner = workspace.owner_elsewhere
    if owner is None:
        return NOTHING_SAID
    return _(
        "By the note that lies beside it, {user} on {computer} opened it on {since} and did not close it. If it is open "
        "there still, only one of you can go on.",
        user=owner.user,
        computer=owner.computer,
        since=owner.since,
    )


def warning_once(path: Path) -> Message:
    """The same of a file that is opened, once on this computer; nothing where it was said, or there is nothing to say."""
    found = shared_folder(path)
    return warning(path.name, found) if found is not None and _is_first_time(path) else NOTHING_SAID


def _is_first_time(path: Path) -> bool:
    """Also where that cannot be noted."""
    told = user_state_path("sdesk", appauthor=False) / "told"
    mark = hashlib.sha256(str(path.resolve()).encode(errors="replace")).hexdigest()[:16]
    with suppress(OSError):
        own_folder(told)
        try:
            (told / mark).touch(exist_ok=False)
        except FileExistsError:
            return False
    return True


# ---------------------------------------------------------------- synchronised

_MARKERS = {
    ".stfolder": "Syncthing",  # docs.syncthing.net/users/config: markerName; a folder or a file
    ".dropbox.cache": "Dropbox",  # never synchronised, as .dropbox: changelog of SamSchott/maestral
    ".tmp.driveupload": "Google Drive",  # what it leaves in a folder that it mirrors
    ".tmp.drivedownload": "Google Drive",
    ".shortcut-targets-by-id": "Google Drive",  # in the root of its drive, in every language
    ".seafile-data": "Seafile",  # in the folder that has the libraries
    ".megaignore": "MEGA",  # in the root of each sync: help.mega.io
}
_JOURNAL = re.compile(r"\._?sync_.+\.db|\.csync_journal\.db")
"""In the root of a folder that Nextcloud or ownCloud synchronises: numberOfSyncJournals in owncloud/client, folderman.cpp."""
_USUAL = (
    (r"OneDrive(?: - .+)?", "OneDrive"),  # "OneDrive - Harbour IT"
    (r"Dropbox(?: ?\(.+\))?|.+ Dropbox", "Dropbox"),  # "Dropbox (Harbour IT)", "Harbour IT Dropbox"
    (r"Nextcloud ?(?:\d+|\(\d+\))?", "Nextcloud"),
    (r"ownCloud ?(?:\d+|\(\d+\))?", "ownCloud"),
    (r"Google ?Drive(?: - .+| \(.+\))?", "Google Drive"),
    (
        r"(?:My Drive|Meine Ablage|Mon Drive|Mi unidad|Il mio Drive|Meu Drive|Mijn Drive)(?: \(.+\))?",
        "Google Drive",
    ),
    (r"iCloud ?(?:Drive)?(?: - .+| \(.+\))?", "iCloud"),
    (r"pCloud ?Drive", "pCloud"),
    (r"MEGA|MEGAsync", "MEGA"),
    (r"Seafile", "Seafile"),
    (r"Box Sync|Box", "Box"),
)
"""How their folders are called in the home folder or on a drive of their own, unless somebody chose another name."""
_QT = r"^[^=\n]*localPath=(.+)$"
_SETTINGS = (
    (".dropbox/info.json", r'"(?:root_)?path"\s*:\s*"((?:[^"\\]|\\.)+)"', "Dropbox"),
    ("AppData/*/Dropbox/info.json", r'"(?:root_)?path"\s*:\s*"((?:[^"\\]|\\.)+)"', "Dropbox"),
    (".config/Nextcloud/nextcloud.cfg", _QT, "Nextcloud"),  # docs.nextcloud.com/desktop: conffile.html
    ("AppData/Roaming/Nextcloud/nextcloud.cfg", _QT, "Nextcloud"),
    ("Library/Preferences/Nextcloud/nextcloud.cfg", _QT, "Nextcloud"),
    (".config/ownCloud/owncloud.cfg", _QT, "ownCloud"),
    ("AppData/Roaming/ownCloud/owncloud.cfg", _QT, "ownCloud"),
    ("Library/Preferences/ownCloud/owncloud.cfg", _QT, "ownCloud"),
    (".config/onedrive*/config", r'^\s*sync_dir\s*=\s*"(.+)"', "OneDrive"),  # abraunegg/onedrive: usage.md
    (".config/syncthing/config.xml", r'<folder\b[^>]*\spath="([^"]+)"', "Syncthing"),
    (".local/state/syncthing/config.xml", r'<folder\b[^>]*\spath="([^"]+)"', "Syncthing"),
    ("AppData/Local/Syncthing/config.xml", r'<folder\b[^>]*\spath="([^"]+)"', "Syncthing"),
    ("Library/Application Support/Syncthing/config.xml", r'<folder\b[^>]*\spath="([^"]+)"', "Syncthing"),
)
"""Below the home folder, where a program keeps which folders it synchronises, and how they stand there."""
_LARGEST = 1 << 20
"""Bytes of such a file that are looked at."""
_ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""Variables in which Windows names the folders of OneDrive: onmsft.com, "How to set an environment variable"."""


def _synchronised(place: Path, home: Path, variables: Mapping[str, str]) -> SharedFolder | None:
    roots = [Path(variables[name]) for name in _ONEDRIVE if variables.get(name)] if os.name == "nt" else []
    for root in roots:
        if place.is_relative_to(root):
            return SharedFolder(root, "OneDrive")
    return _of_a_mac(place, home) or next(chain(_marked(place, home), _in_settings(place, home)), None)


def _marked(place: Path, home: Path) -> Iterator[SharedFolder]:
    for folder in place.parents:
        for name, program in _MARKERS.items():
            with suppress(OSError):
                if (folder / name).exists():
                    yield SharedFolder(folder, program)
        with suppress(OSError):
            if (folder / ".dropbox").is_file():  # a folder of that name in the home folder is its settings
                yield SharedFolder(folder, "Dropbox")
        with suppress(OSError):
            if any(_JOURNAL.fullmatch(each.name) for each in folder.iterdir()):
                yield SharedFolder(folder, "Nextcloud or ownCloud")
        if folder.name == "com~apple~CloudDocs":
            yield SharedFolder(folder, "iCloud")
        if folder.parent in (home, Path(folder.anchor)) and folder.name:
            yield from (
                SharedFolder(folder, program) for name, program in _USUAL if re.fullmatch(name, folder.name)
            )


def _in_settings(place: Path, home: Path) -> Iterator[SharedFolder]:
    """Where a program says itself that it synchronises a folder, however that is called."""
    for where, wanted, program in _SETTINGS:
        for file in home.glob(where):
            with suppress(OSError, ValueError, RuntimeError):
                with file.open(encoding="utf-8", errors="replace") as opened:
                    said = re.findall(wanted, opened.read(_LARGEST), re.MULTILINE)
                for root in (_as_path(each, home) for each in said):
                    if root.is_absolute() and place.is_relative_to(root.resolve()):
                        yield SharedFolder(root.resolve(), program)


def _as_path(said: str, home: Path) -> Path:
    """As JSON, XML, or Qt writes it: quoted, with letters as numbers."""
    plain = re.sub(
        r"\\(?:x|u)([0-9a-fA-F]{1,4})",
        lambda found: chr(int(found[1], 16)),
        unescape(said.strip().strip('"')),
    )
    plain = plain.replace("\\\\", "\\").replace("$HOME", "~")
    return home / plain[2:] if plain.startswith("~/") else Path(plain)


def _of_a_mac(place: Path, home: Path) -> SharedFolder | None:
    """bombich.com, "Backing up the content of cloud storage volumes": Mobile Documents is iCloud's, CloudStorage others'.

    Where iCloud takes Documents and Desktop along, they lie in there too, however they are reached.
    """
    cloud = home / "Library" / "Mobile Documents"
    if place.is_relative_to(cloud):
        return SharedFolder(cloud, "iCloud")
    others = home / "Library" / "CloudStorage"
    if place.is_relative_to(others) and place != others:
        root = others / place.relative_to(others).parts[0]
        program = root.name.partition("-")[0]
        return SharedFolder(root, {"GoogleDrive": "Google Drive"}.get(program, program))
    for name in ("Documents", "Desktop"):
        with suppress(OSError):
            if place.is_relative_to(home / name) and (cloud / "com~apple~CloudDocs" / name).samefile(
                home / name
            ):
                return SharedFolder(home / name, "iCloud")
    return None


# ---------------------------------------------------------------- of another computer

_NETWORK = re.compile(
    r"nfs4?|cifs|smb\d?|smbfs|afp|afpfs|webdav|davfs2?|9p|afs|ceph|ncpfs|"
    r"fuse\.(sshfs|davfs2?|rclone|gvfsd-fuse|s3fs|glusterfs|cifs|google-drive-ocamlfuse|onedriver|kio-fuse|curlftpfs|smbnetfs)"
)
"""Types of file systems whose disk is elsewhere: man 5 proc_pid_mountinfo; on a Mac what `mount` says."""


def _of_another_computer(place: Path) -> SharedFolder | None:
    if os.name == "nt":
        return _share_of_windows(place)
    return behind_mount(place, _mounts_of_a_mac() if sys.platform == "darwin" else _mounts_of_linux())


def behind_mount(place: Path, mounts: Iterable[tuple[Path, str]]) -> SharedFolder | None:
    """The innermost mount is the one; of two at one place the later."""
    where, kind = Path("/"), ""
    for point, type_ in mounts:
        if place.is_relative_to(point) and len(point.parts) >= len(where.parts):
            where, kind = point, type_
    return SharedFolder(where) if _NETWORK.fullmatch(kind) else None


def _mounts_of_linux() -> list[tuple[Path, str]]:
    try:
        return mounts_in(Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return []


def mounts_in(mountinfo: str) -> list[tuple[Path, str]]:
    """Mount points and their types; spaces and such stand as octal numbers there."""
    found = []
    for line in mountinfo.splitlines():
        before, dash, after = line.partition(" - ")
        fields = before.split(" ")
        if dash and len(fields) > 4:
            point = re.sub(r"\\([0-7]{3})", lambda said: chr(int(said[1], 8)), fields[4])
            found.append((Path(point), after.split(" ")[0]))
    return found


def _mounts_of_a_mac() -> list[tuple[Path, str]]:
    try:
        done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return []
    return mounts_said(done.stdout)


def mounts_said(said: str) -> list[tuple[Path, str]]:
    """As `//ana@nas/share on /Volumes/share (smbfs, nodev, nosuid, mounted by ana)`."""
    lines = (re.fullmatch(r".+? on (/.*) \(([^,)]+).*\)", line) for line in said.splitlines())
    return [(Path(line[1]), line[2]) for line in lines if line]


if sys.platform == "win32":
    import ctypes

    _REMOTE = 4

    def _share_of_windows(place: Path) -> SharedFolder | None:
        """A path of the network, or a drive letter that stands for one (GetDriveTypeW)."""
        root = place.anchor
        is_one = root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOTE
        return SharedFolder(Path(root)) if is_one else None

else:

    def _share_of_windows(place: Path) -> SharedFolder | None:
        return None


__all__ = ["SharedFolder", "shared_folder", "unshared_folder", "warning", "warning_once", "who_may_have_it"]

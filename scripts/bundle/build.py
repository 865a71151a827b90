"""Makes the bundle of this system in `dist/`, by the Python that has PyInstaller: `make bundle`.

    python -m scripts.bundle.build [--only-folder]

On Linux an archive and a Debian package come of it, on macOS the .app beside the folder; on Windows Inno Setup goes on from the folder.
"""

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from sdesk import __version__

ROOT = Path(__file__).parents[2]
DIST = ROOT / "dist"
WORK = ROOT / "build" / "bundle"
LINUX = ROOT / "packaging" / "linux"
ICONS = ROOT / "packaging" / "icons"
MAINTAINER = "The sdesk project <sdesk@example.invalid>"
"""Whoever publishes packages puts another into SDESK_MAINTAINER."""
MOST_UNPACKED, MOST_PACKED = 180_000_000, 70_000_000
"""Bytes that are promised for Linux: the sum of all files, and the archive."""


def main(arguments: list[str]) -> int:
    moment = source_date()
    environment = {**os.environ, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(moment)}
    for stale in ("PYTHONPATH", "QT_PLUGIN_PATH"):
        environment.pop(stale, None)
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", "--distpath", DIST, "--workpath", WORK,
         ROOT / "packaging" / "sdesk.spec"],
        env=environment, check=True,
    )  # fmt: skip
    bundle = DIST / "sdesk"
    if sys.platform != "linux":
        return 0
    for each in bundle.rglob("*"):
        if not each.is_symlink():
            os.utime(each, (moment, moment))
    unpacked = sum(each.lstat().st_size for each in bundle.rglob("*") if not each.is_dir())
    print(f"{bundle.relative_to(ROOT)}: {in_megabytes(unpacked)}")
    if unpacked > MOST_UNPACKED:
        print(f"That is more than {in_megabytes(MOST_UNPACKED)}.", file=sys.stderr)
        return 1
    return 0 if "--only-folder" in arguments else packages(bundle, moment)


def packages(bundle: Path, moment: int) -> int:
    """The archive and the Debian package of a folder that is there."""
    from scripts.bundle.debian import ARCHITECTURES, files_in, packed, write_package

    machine = platform.machine()
    desktop = desktop_files(moment)
    archive = DIST / f"sdesk-{__version__}-linux-{machine}.tar.xz"
    inside = {f"{each.relative_to(bundle).as_posix()}": each for each in files_in(bundle)}
    beside = {
        name: text
        for name, text in desktop.items()
        if name.startswith("usr/share/") and "/doc/" not in name and "lintian" not in name
    }
    shared = {name.removeprefix("usr/"): text for name, text in beside.items()}
    top = f"sdesk-{__version__}/"
    archive.write_bytes(packed({**inside, **shared}, {}, moment, top))
    package = DIST / f"sdesk_{__version__}_{ARCHITECTURES.get(machine, machine)}.deb"
    write_package(
        package, bundle, desktop, version=os.environ.get("SDESK_PACKAGE_VERSION", __version__), machine=machine,
        maintainer=os.environ.get("SDESK_MAINTAINER", MAINTAINER), moment=moment,
    )  # fmt: skip
    for each in (archive, package):
        print(f"{each.relative_to(ROOT)}: {in_megabytes(each.stat().st_size)}")
    return int(max(archive.stat().st_size, package.stat().st_size) > MOST_PACKED)


def desktop_files(moment: int) -> dict[str, Path | bytes]:
    """What makes a program of the menu of it, a type of its file, and a page of the manual of its commands."""
    from scripts.bundle.debian import zipped
    from scripts.bundle.manual import manual

    day = datetime.fromtimestamp(moment, UTC)
    about = (LINUX / "sdesk.metainfo.xml").read_text("utf-8").replace("@VERSION@", __version__)
    log = (
        f"sdesk ({__version__}) unstable; urgency=medium\n\n  * CHANGELOG.md in the source says what is new.\n\n"
        f" -- {os.environ.get('SDESK_MAINTAINER', MAINTAINER)}  {format_datetime(day)}\n"
    )
    icons = "usr/share/icons/hicolor"
    drawing = ROOT / "resources" / "icons" / "sdesk.svg"
    files: dict[str, Path | bytes] = {
        "usr/share/applications/sdesk.desktop": LINUX / "sdesk.desktop",
        "usr/share/mime/packages/sdesk.xml": LINUX / "sdesk-mime.xml",
        "usr/share/metainfo/sdesk.metainfo.xml": about.replace("@DATE@", f"{day:%Y-%m-%d}").encode(),
        "usr/share/man/man1/sdesk.1.gz": zipped(manual(day.date())),
        "usr/share/doc/sdesk/copyright": LINUX / "copyright",
        "usr/share/doc/sdesk/sbom.json": WORK / "sdesk" / "parts" / "sbom.json",
        "usr/share/doc/sdesk/changelog.gz": zipped(log),
        "usr/share/lintian/overrides/sdesk": LINUX / "lintian-overrides",
        f"{icons}/scalable/apps/sdesk.svg": drawing,
        f"{icons}/scalable/mimetypes/application-x-sdesk.svg": drawing,
    }
    for each in sorted(ICONS.glob("sdesk-*.png")):
        size = each.stem.removeprefix("sdesk-")
        files[f"{icons}/{size}x{size}/apps/sdesk.png"] = each
        files[f"{icons}/{size}x{size}/mimetypes/application-x-sdesk.png"] = each
    return files


def source_date() -> int:
    """The moment of the source, so that it gives the same bytes whenever it is built."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given:
        return int(given)
    try:
        said = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return int(said.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return int((ROOT / "pyproject.toml").stat().st_mtime)


def in_megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB ({size / 2**20:.1f} MiB)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

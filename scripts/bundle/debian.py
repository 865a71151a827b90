"""The bundle as a Debian package, written in plain Python: the same input gives the same bytes, and no root is needed.

It has no scripts of its own. What the desktop keeps of menus, types, icons and manuals is brought up to date by the triggers of
the packages that keep it.
"""

import gzip
import io
import lzma
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from scripts.bundle.libraries import glibc_of, needed_of
from sdesk.system_libraries import PACKAGES

HOME = "usr/lib/sdesk"
ONLY_TO_PRINT = "libcups.so.2"
"""Qt goes on without it, and then knows no printer but a PDF."""
OF_LIBC = ("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "libresolv.so.2",
           "librt.so.1", "libutil.so.1")  # fmt: skip
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
ABOUT = """Service delivery for very small IT service providers
 sdesk runs the daily work of IT service providers of one to twenty-five people
 (incidents, changes, agreements, feedback) and, from the same records, keeps
 them ready for an audit against ISO/IEC 29110-4-3.
 .
 One program and one file, the workspace: no server, no account, no network."""

PRESET = 6
"""Of xz: 9 takes thrice as long for a few megabytes."""

Files = Mapping[str, Path | bytes]
"""Where it goes, without the slash in front -> the file, or what stands in it."""


def write_package(
    target: Path, bundle: Path, desktop: Files, *, version: str, machine: str, maintainer: str, moment: int
) -> None:
    """`desktop` is what goes beside the bundle. `moment` (seconds since 1970) is the age of all files."""
    content: dict[str, Path | bytes] = {
        f"{HOME}/{each.relative_to(bundle).as_posix()}": each for each in files_in(bundle)
    }
    content.update(desktop)
    links = {"usr/bin/sdesk": "../lib/sdesk/sdesk"}
    size = sum(-(-_size(each) // 1024) for each in content.values())
    fields = {
        "Package": "sdesk", "Version": version, "Architecture": ARCHITECTURES[machine], "Maintainer": maintainer,
        "Installed-Size": str(size), "Depends": ", ".join(depends(bundle)), "Recommends": f"{PACKAGES[ONLY_TO_PRINT][0]}, xdg-utils",
        "Section": "misc", "Priority": "optional", "Description": ABOUT,
    }  # fmt: skip
    control = {
        "control": "".join(f"{name}: {value}\n" for name, value in fields.items()).encode(),
        "md5sums": _sums({name: each for name, each in content.items() if not _is_link(each)}),
    }
    parts = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": packed(control, {}, moment),
        "data.tar.xz": packed(content, links, moment),
    }
    target.write_bytes(b"!<arch>\n" + b"".join(_member(name, part, moment) for name, part in parts.items()))


def depends(bundle: Path) -> Iterable[str]:
    """The packages with the libraries that the bundle does not carry. KeyError for one that no package is known of."""
    wanted = needed_of(bundle) - {ONLY_TO_PRINT, *OF_LIBC}
    return [f"libc6 (>= {glibc_of(bundle)})", *sorted({PACKAGES[name][0] for name in wanted})]


def files_in(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.is_symlink() or each.is_file())


def packed(content: Files, links: Mapping[str, str], moment: int, top: str = "./") -> bytes:
    """A tar.xz with every folder on the way, owned by root, for everybody to read."""
    held = io.BytesIO()
    with (
        lzma.open(held, "wb", preset=PRESET) as packing,
        tarfile.open(fileobj=packing, mode="w", format=tarfile.GNU_FORMAT) as tar,
    ):
        names = {*content, *links}
        folders = {f"{parent}/" for name in names for parent in Path(name).parents if parent != Path()} | {""}
        for name in sorted(names | folders):
            entry = tarfile.TarInfo(f"{top}{name}".rstrip("/") or ".")
            entry.mtime, entry.uname, entry.gname, entry.mode = moment, "root", "root", 0o755
            source = content.get(name)
            link = links.get(name) or (
                str(source.readlink()) if isinstance(source, Path) and source.is_symlink() else ""
            )
            if name in folders:
                entry.type = tarfile.DIRTYPE
                tar.addfile(entry)
            elif link:
                entry.type, entry.linkname, entry.mode = tarfile.SYMTYPE, link, 0o777
                tar.addfile(entry)
            elif source is not None:
                data = source if isinstance(source, bytes) else source.read_bytes()
                entry.size, entry.mode = len(data), 0o755 if _runs(name, source) else 0o644
                tar.addfile(entry, io.BytesIO(data))
    return held.getvalue()


def zipped(text: str | bytes) -> bytes:
    """As manuals and changelogs are kept; of no moment."""
    return gzip.compress(text.encode() if isinstance(text, str) else text, 9, mtime=0)


def _runs(name: str, source: Path | bytes) -> bool:
    """The programs; a library need not be executable."""
    return isinstance(source, Path) and bool(source.stat().st_mode & 0o100) and ".so" not in Path(name).name


def _sums(content: Files) -> bytes:
    from hashlib import md5

    def read(each: Path | bytes) -> bytes:
        return each if isinstance(each, bytes) else each.read_bytes()

    return "".join(
        f"{md5(read(each), usedforsecurity=False).hexdigest()}  {name}\n"
        for name, each in sorted(content.items())
    ).encode()


def _is_link(each: Path | bytes) -> bool:
    return isinstance(each, Path) and each.is_symlink()


def _size(each: Path | bytes) -> int:
    return len(each) if isinstance(each, bytes) else each.lstat().st_size


def _member(name: str, part: bytes, moment: int) -> bytes:
    head = f"{name:<16}{moment:<12}{0:<6}{0:<6}{'100644':<8}{len(part):<10}`\n".encode()
    return head + part + b"\n" * (len(part) % 2)

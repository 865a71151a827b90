"""Which libraries of a Linux system Qt loads, in which packages they are, and what to say where one is missing. Knows no Qt."""

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.translation import NOTHING_SAID, sentences
from sdesk.translation import message as _

PACKAGES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libGLX.so.0": ("libgl1", "libglvnd-glx"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libbrotlidec.so.1": ("libbrotli1", "libbrotli"),
    "libbrotlicommon.so.1": ("libbrotli1", "libbrotli"),
    "libcups.so.2": ("libcups2", "cups-libs"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libgcc_s.so.1": ("libgcc-s1", "libgcc"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2", "krb5-libs"),
    "libstdc++.so.6": ("libstdc++6", "libstdc++"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libzstd.so.1": ("libzstd1", "libzstd"),
}
"""The system libraries that Qt loads, with their packages in Debian (Ubuntu, Mint) and in Fedora."""


def qt_files(screen: Mapping[str, str]) -> list[Path]:
    """The parts of Qt that sdesk loads; with the plugin for the screen that the environment names, if any."""
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        return []
    qt = Path(spec.origin).parent
    patterns = ["QtWidgets.*.so", "QtPdf.*.so"]
    if screen.get("WAYLAND_DISPLAY"):
        patterns.append("Qt/plugins/platforms/libqwayland*.so")
    elif screen.get("DISPLAY"):
        patterns.append("Qt/plugins/platforms/libqxcb.so")
    return [file for pattern in patterns for file in sorted(qt.glob(pattern))]


def missing_libraries(files: Iterable[Path]) -> list[str]:
    """The names of the libraries that the dynamic linker does not find for these files."""
    names: set[str] = set()
    for file in files:
        try:
            linked = subprocess.run(["ldd", file], capture_output=True, text=True, check=False).stdout
        except OSError:  # a system without ldd: importing Qt will tell
            return []
        names.update(not_found(linked))
    return sorted(names)


def not_found(linked: str) -> list[str]:
    """The libraries that a listing of `ldd` calls not found."""
    return re.findall(r"^\s*(\S+) => not found", linked, flags=re.MULTILINE)


def lacking(missing: Iterable[str]) -> SdeskError:
    """These libraries, and the commands that bring them."""
    missing = tuple(missing)
    known = [PACKAGES[name] for name in missing if name in PACKAGES]
    unknown = tuple(name for name in missing if name not in PACKAGES)
    hint = NOTHING_SAID
    if known:
        debian, fedora = (" ".join(sorted(set(packages))) for packages in zip(*known, strict=True))
        hint = _(
            "Debian, Ubuntu: sudo apt install {debian}; Fedora: sudo dnf install {fedora}.",
            debian=debian, fedora=fedora,
        )  # fmt: skip
    if unknown:
        hint = sentences(
            hint, _("Install the packages of your system that hold {libraries}.", libraries=unknown)
        )
    return SdeskError(_("No window can be opened: this system lacks {libraries}.", libraries=missing), hint)


def lacking_here() -> SdeskError | None:
    """What this system lacks for a window on its screen, if anything."""
    missing = missing_libraries(qt_files(os.environ))
    return lacking(missing) if missing else None


def no_window_here() -> SdeskError:
    """Why Qt could not begin: what the system lacks, else its screen."""
    asked = (os.environ.get(name) for name in ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM"))
    screen = next(filter(None, asked), "")
    return lacking_here() or SdeskError(
        _("No window can be opened: the screen “{name}” does not answer.", name=screen),
        _("The commands work without one: sdesk --help"),
    )

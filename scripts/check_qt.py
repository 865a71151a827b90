"""Says whether Qt can start on this machine and, if not, which system packages are missing.

    python scripts/check_qt.py            what the tests need
    python scripts/check_qt.py --window   what a window on this screen needs as well

Exit status 0 if Qt can start, 1 if not.
"""

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

PACKAGES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libGLX.so.0": ("libgl1", "libglvnd-glx"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2", "krb5-libs"),
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
}
"""The system libraries that Qt loads, with their packages in Debian (Ubuntu, Mint) and in Fedora."""


def main(arguments: list[str]) -> int:
    wanted = qt_files(os.environ if "--window" in arguments else {})
    missing = missing_libraries(wanted) if sys.platform == "linux" else []
    if missing:
        print(explanation(missing), file=sys.stderr)
        return 1
    try:
        import PySide6.QtPdf
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        print(f"Qt cannot start: {error}", file=sys.stderr)
        return 1
    return 0


def qt_files(screen: Mapping[str, str]) -> list[Path]:
    """The parts of Qt that sdesk loads; with the plugin for the screen that the environment names, if any."""
    spec = importlib.util.find_spec("PySide6")
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


def explanation(missing: Iterable[str]) -> str:
    """What to tell a person about these libraries: their names, and the commands that bring them."""
    missing = list(missing)
    known = [PACKAGES[name] for name in missing if name in PACKAGES]
    lines = [f"Qt cannot start: this system lacks {', '.join(missing)}."]
    if known:
        debian, fedora = (" ".join(sorted(set(packages))) for packages in zip(*known, strict=True))
        lines.append(f"  Debian, Ubuntu:  sudo apt install {debian}")
        lines.append(f"  Fedora:          sudo dnf install {fedora}")
    unknown = [name for name in missing if name not in PACKAGES]
    if unknown:
        lines.append(f"  Install the packages of your system that hold {', '.join(unknown)}.")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

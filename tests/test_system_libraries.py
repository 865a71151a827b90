"""Where Qt cannot start, a person is told which package to install."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdesk.__main__ import window
from sdesk.errors import SdeskError
from sdesk.system_libraries import lacking, not_found, qt_files

LISTING = """
\tlinux-vdso.so.1 (0x00007ffd)
\tlibEGL.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1c)
\tlibxcb-cursor.so.0 => not found
"""
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings what it needs")


def test_what_the_linker_does_not_find_is_read_from_its_listing() -> None:
    assert not_found(LISTING) == ["libEGL.so.1", "libxcb-cursor.so.0"]


def test_the_packages_of_both_families_are_named() -> None:
    text = str(lacking(["libEGL.so.1", "libxcb-cursor.so.0"]))
    assert "lacks libEGL.so.1 and libxcb-cursor.so.0" in text
    assert "sudo apt install libegl1 libxcb-cursor0" in text
    assert "sudo dnf install libglvnd-egl xcb-util-cursor" in text


def test_a_library_nobody_has_listed_is_named_all_the_same() -> None:
    text = str(lacking(["libnew.so.7"]))
    assert "hold libnew.so.7" in text
    assert "apt" not in text
    both = str(lacking(["libEGL.so.1", "libnew.so.7"]))
    assert "libegl1" in both and "hold libnew.so.7" in both


def test_a_window_needs_the_plugin_of_its_screen() -> None:
    def plugins(screen: dict[str, str]) -> set[str]:
        return {file.stem for file in qt_files(screen) if "platforms" in file.parts}

    assert plugins({}) == set()
    assert plugins({"DISPLAY": ":0"}) <= {"libqxcb"}
    assert "libqxcb" not in plugins({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    assert all(isinstance(file, Path) for file in qt_files({}))


def a_linker_that_says(listing: str, folder: Path) -> Path:
    """In place of the system's `ldd`."""
    program = folder / "ldd"
    program.write_text(f"#!/bin/sh\ncat <<'END'{listing}END\n", "utf-8")
    program.chmod(0o755)
    return folder


@on_linux
def test_where_the_screen_cannot_be_had_the_missing_package_is_said_and_nothing_of_qt(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{a_linker_that_says(LISTING, tmp_path)}:{os.environ['PATH']}",
        "QT_QPA_PLATFORM": "xcb", "DISPLAY": ":nowhere", "XDG_CONFIG_HOME": str(tmp_path),
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-m", "sdesk"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )  # fmt: skip
    assert ended.returncode == 2
    said = ended.stderr.splitlines()
    assert len(said) == 1 and said[0].startswith(
        "sdesk: No window can be opened: this system lacks libEGL.so.1"
    )
    assert "sudo apt install libegl1 libxcb-cursor0" in said[0]


@on_linux
def test_a_screen_that_does_not_answer_is_said_in_one_line_without_a_core_dump(tmp_path: Path) -> None:
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": ":nowhere", "XDG_CONFIG_HOME": str(tmp_path),
        "PATH": f"{a_linker_that_says('', tmp_path)}:{os.environ['PATH']}",
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-m", "sdesk"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr.startswith("sdesk: No window can be opened: the screen “:nowhere” does not answer.")
    assert len(ended.stderr.splitlines()) == 1


@on_linux
def test_a_library_that_the_window_is_imported_with_and_that_is_missing_has_its_package_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{a_linker_that_says(LISTING, tmp_path)}:{os.environ['PATH']}")
    monkeypatch.setitem(sys.modules, "sdesk.app", None)
    monkeypatch.setattr("gc.disable", lambda: None)
    with pytest.raises(SdeskError, match="sudo apt install libegl1"):
        window(None)

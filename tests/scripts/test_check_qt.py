"""Where Qt cannot start, a person is told which package to install."""

from pathlib import Path

from scripts.check_qt import explanation, not_found, qt_files

LISTING = """
\tlinux-vdso.so.1 (0x00007ffd)
\tlibEGL.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1c)
\tlibxcb-cursor.so.0 => not found
"""


def test_what_the_linker_does_not_find_is_read_from_its_listing() -> None:
    assert not_found(LISTING) == ["libEGL.so.1", "libxcb-cursor.so.0"]


def test_the_packages_of_both_families_are_named() -> None:
    text = explanation(["libEGL.so.1", "libxcb-cursor.so.0"])
    assert "sudo apt install libegl1 libxcb-cursor0" in text
    assert "sudo dnf install libglvnd-egl xcb-util-cursor" in text


def test_a_library_nobody_has_listed_is_named_all_the_same() -> None:
    text = explanation(["libnew.so.7"])
    assert "hold libnew.so.7" in text
    assert "apt" not in text


def test_a_window_needs_the_plugin_of_its_screen() -> None:
    def plugins(screen: dict[str, str]) -> set[str]:
        return {file.stem for file in qt_files(screen) if "platforms" in file.parts}

    assert plugins({}) == set()
    assert plugins({"DISPLAY": ":0"}) <= {"libqxcb"}
    assert "libqxcb" not in plugins({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    assert all(isinstance(file, Path) for file in qt_files({}))

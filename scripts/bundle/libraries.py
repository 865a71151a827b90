"""What the programs and libraries of a bundle ask of the Linux system that they run on, as `objdump` reads it."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_ELF = b"\x7fELF"


def needed_of(bundle: Path) -> set[str]:
    """The names of the libraries that are linked and not carried."""
    carried = {each.name for each in bundle.rglob("*")}
    return {name for said in _headers(bundle) for name in re.findall(r"NEEDED\s+(\S+)", said)} - carried


def glibc_of(bundle: Path) -> str:
    """The lowest version of glibc that it starts with: "2.34"."""
    found = {
        tuple(map(int, each.split(".")))
        for said in _headers(bundle)
        for each in re.findall(r"\bGLIBC_(2\.\d+)", said)
    }
    return ".".join(map(str, max(found)))


@cache
def _headers(bundle: Path) -> tuple[str, ...]:
    return tuple(
        subprocess.run(["objdump", "-p", each], capture_output=True, text=True, check=True).stdout
        for each in _linked(bundle)
    )


def _linked(bundle: Path) -> Iterator[Path]:
    for each in sorted(bundle.rglob("*")):
        if each.is_file() and not each.is_symlink():
            with each.open("rb") as file:
                if file.read(4) == _ELF:
                    yield each

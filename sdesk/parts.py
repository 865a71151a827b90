"""What the program is made of, each with its version, its licence and the text of that: for About, and for the list of the bundle.

A bundle carries that list, as no package says anything of itself there any more. Elsewhere packages are asked.
"""

import json
import platform
import pyexpat
import re
import sys
import sysconfig
import tomllib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from sdesk import __version__
from sdesk.paths import resource
from sdesk.storage.file.versions import library_versions
from sdesk.storage.schema import SCHEMA_VERSION as FORMAT

TOLD = Path(__file__).resolve().parent / "licences"
"""In a bundle: sbom.json, and the texts that it names."""
TEXT_OF = "sdesk:text"
"""The property of a component that names a text of its licence."""
_PROGRAM = "sdesk"
_TEXT = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """`within` names the part that brings it; `licence` is an SPDX expression; `texts` are files to read."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]
    within: str = ""

    @property
    def title(self) -> str:
        return f"{self.name} ({self.within})" if self.within else self.name

    def text(self) -> str:
        return "\n\n\n".join(each.read_text("utf-8", "replace").strip("\n") for each in self.texts)


def parts() -> list[Part]:
    """The program, what is declared, and the packages that it needs, by name."""
    found = told_in(TOLD) if TOLD.is_dir() else [program(), *declared(), *packages()]
    return sorted(found, key=lambda each: (each.name != _PROGRAM, each.title.casefold()))


def told_in(folder: Path) -> list[Part]:
    """What the list in a folder says, with the texts that lie beside it."""
    told = json.loads((folder / "sbom.json").read_text("utf-8"))
    refs = {each["bom-ref"]: each["name"] for each in told["components"]}
    within = {ref: refs.get(each["ref"], "") for each in told["dependencies"] for ref in each["dependsOn"]
              if ref.startswith("part:")}  # fmt: skip
    return [
        Part(
            each["name"],
            each.get("version", ""),
            each["licenses"][0]["expression"],
            tuple(folder / other["value"] for other in each["properties"] if other["name"] == TEXT_OF),
            within.get(each["bom-ref"], ""),
        )
        for each in (told["metadata"]["component"], *told["components"])
    ]


def program() -> Part:
    text = resource("fonts", "Apache-2.0.txt")
    return Part(_PROGRAM, __version__, "Apache-2.0", (text,))


@cache
def declarations() -> Mapping[str, Any]:
    """`resources/licences/parts.toml`: what no package says of itself."""
    return tomllib.loads(resource("licences", "parts.toml").read_text("utf-8"))


def declared(*, bundled: bool = False) -> list[Part]:
    """`bundled`: with what only a bundle holds."""
    known = {(within, name): version for (within, name), version in _versions().items()}
    return [
        Part(
            each["name"],
            known.get((each.get("within", ""), each["name"]), ""),
            each["licence"],
            _texts_of_python()
            if each["name"] == "Python"
            else tuple(resource(*text.split("/")) for text in each["texts"]),
            each.get("within", ""),
        )
        for each in declarations()["part"]
        if bundled or not each.get("bundled")
    ]


def _versions() -> Mapping[tuple[str, str], str]:
    """By what brings it and its name, as far as it says so itself."""
    asked: dict[tuple[str, str], Callable[[], str]] = {
        ("", "Python"): platform.python_version,
        ("Python", "Expat"): lambda: pyexpat.EXPAT_VERSION.removeprefix("expat_"),
        ("Python", "zlib"): lambda: zlib.ZLIB_RUNTIME_VERSION,
        ("PySide6_Essentials", "Qt"): lambda: metadata.version("PySide6_Essentials"),
        ("PySide6_Essentials", "ICU"): _icu,
        ("cryptography", "OpenSSL"): _openssl_of_cryptography,
        ("uharfbuzz", "HarfBuzz"): _harfbuzz,
    }
    found = {("sqlcipher3", name): version for name, version in library_versions().items()}
    for name, ask in asked.items():
        try:
            found[name] = ask()
        except (ImportError, AttributeError):  # another build of it has none
            continue
    return found


def _openssl_of_cryptography() -> str:
    from cryptography.hazmat.backends.openssl import backend

    return backend.openssl_version_text().split()[1]


def _harfbuzz() -> str:
    import uharfbuzz

    return str(uharfbuzz.version_string())


def _icu() -> str:
    """By the name of its file; Qt brings it on Linux alone."""
    files = metadata.files("PySide6_Essentials") or ()
    named = (re.search(r"libicudata\.so\.(\d+)", each.name) for each in files)
    return next((each[1] for each in named if each), "")


def _texts_of_python() -> tuple[Path, ...]:
    """Where it lies depends on the system; the same text goes with typing_extensions."""
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    found = [place / "LICENSE.txt" for place in places if (place / "LICENSE.txt").is_file()]
    return tuple(found[:1]) or texts_of(metadata.distribution("typing_extensions"))


def packages() -> list[Part]:
    """The Python packages that it needs, and those that they need, as far as this system needs them."""
    return [
        Part(each.name, each.version, licence_of(each), texts_of(each) or _texts_beside(each))
        for name, each in needed().items()
        if name != _PROGRAM
    ]


@cache
def needed() -> Mapping[str, metadata.Distribution]:
    """By their plain names, ours among them; empty where the program is not installed."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [_PROGRAM]
    while waiting:
        name = waiting.pop()
        try:
            each = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another system
            continue
        if name not in found:
            found[name] = each
            waiting += needs(each)
    return found


def needs(package: metadata.Distribution) -> Iterator[str]:
    """The plain names of what a package asks for, without its extras."""
    for asked in package.requires or ():
        found = re.match(r"[\w.-]+", asked)
        if found and "extra ==" not in asked:
            yield plain(found[0])


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(package: metadata.Distribution) -> str:
    """SPDX: as it says itself, else as declared."""
    known = {plain(name): licence for name, licence in declarations()["spdx"].items()}
    said = _said(package, "License-Expression") or known.get(plain(package.name))
    return said or _said(package, "License")


def _said(package: metadata.Distribution, name: str) -> str:
    return str(package.metadata[name]) if name in package.metadata else ""


def texts_of(package: metadata.Distribution) -> tuple[Path, ...]:
    return tuple(
        Path(str(each.locate()))
        for each in package.files or ()
        if each.parts[0].endswith(".dist-info") and "sboms" not in each.parts and _TEXT.search(each.name)
        and each.suffix != ".pyc"
    )  # fmt: skip


def _texts_beside(package: metadata.Distribution) -> tuple[Path, ...]:
    """Those of Qt for Python, whose wheels have none: as Qt's own."""
    is_qt = plain(package.name).startswith(("pyside6", "shiboken6"))
    return next((each.texts for each in declared() if is_qt and each.name == "Qt"), ())


__all__ = [
    "FORMAT",
    "TEXT_OF",
    "Part",
    "declarations",
    "declared",
    "library_versions",
    "needed",
    "needs",
    "packages",
    "parts",
    "plain",
    "program",
    "told_in",
]

"""Reads packs from their folders. A fault in a file is an SdeskError that names file, key and what was expected.

A pack is a folder of `requirements.toml`, `bindings.toml` and `words-<language>.toml`; the last two may be absent.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.packs.bindings import Bindings
from sdesk.packs.entry import Entry, fault
from sdesk.packs.load_bindings import read_bindings
from sdesk.packs.load_set import read_set
from sdesk.packs.model import RequirementSet
from sdesk.packs.pack import Pack
from sdesk.packs.words import Words, read_words, worded
from sdesk.paths import resource
from sdesk.translation import message as _

SERVICE_DELIVERY = "29110-4-3"
"""The set that is always adopted, and names things first."""


@cache
def shipped_packs() -> tuple[Pack, ...]:
    """The packs of this program."""
    return load_packs(resource("packs"))


LARGEST_FILE = 4 * 1024 * 1024
"""Bytes; one that is large has a tenth of that."""


def load_packs(folder: Path) -> tuple[Pack, ...]:
    """Every pack below a folder, service delivery first, and checked against each other."""
    packs = tuple(load_pack(each) for each in _folders(folder))
    check_relations(packs)
    return tuple(sorted(packs, key=lambda pack: (pack.id != SERVICE_DELIVERY, pack.id)))


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))
    except OSError as error:
        said = _("{place} cannot be read: {cause}.", place=str(folder), cause=str(error.strerror))
        raise SdeskError(said, _("Install the program again.")) from error


def load_pack(folder: Path) -> Pack:
    """One pack, checked in itself. What its bindings name of ours is not looked at."""
    asks = read_set(_parse(folder / "requirements.toml"))
    if asks.id != folder.name:
        raise fault(
            f"{folder.name}/requirements.toml: set",
            "id",
            _("is {id}, but must be {folder}, its folder", id=asks.id, folder=folder.name),
        )
    words: dict[str, Words] = {}
    for file in sorted(folder.glob("*.toml")):
        if named := re.fullmatch(r"words-([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.toml", file.name):
            words[named[1]] = read_words(_parse(file), named[1], asks)
        elif file.name not in ("requirements.toml", "bindings.toml"):
            said = _("is no file of a pack, but must be requirements.toml, bindings.toml or words-en.toml")
            raise fault(folder.name, file.name, said)
    own = words.get(asks.header.language)
    return Pack(worded(asks, own) if own else asks, _bindings(folder, asks), words)


def _bindings(folder: Path, asks: RequirementSet) -> Bindings:
    """Without a file nothing is bound, which is a fault only where the set has tasks."""
    file = folder / "bindings.toml"
    return read_bindings(_parse(file) if file.exists() else Entry(f"{folder.name}/{file.name}", {}), asks)


def _parse(path: Path) -> Entry:
    place = f"{path.parent.name}/{path.name}"
    try:
        if (path.exists() and not path.is_file()) or path.stat().st_size > LARGEST_FILE:  # a pipe never ends
            said = _("{place} is not a file, or too large for one of a pack.", place=place)
            raise SdeskError(said, _("Install the pack again."))
        return Entry(place, tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        said = _("{place} cannot be read: {cause}.", place=place, cause=str(error.strerror))
        raise SdeskError(said, _("Install the pack again.")) from error
    except (ValueError, RecursionError) as error:  # not TOML, or not UTF-8
        said = _("{place} is not valid TOML: {cause}.", place=place, cause=str(error))
        raise SdeskError(said, _("Correct the file of the pack.")) from error


def check_relations(packs: tuple[Pack, ...]) -> None:
    """What one set relates to in another must be there, where the other is there."""
    known = {pack.id: pack.ids for pack in packs}
    for pack in packs:
        for requirement in pack.asks.requirements:
            for related in requirement.related:
                other, _slash, key = related.partition("/")
                if not key or (other in known and key not in known[other]):
                    entry = f"{pack.id}/requirements.toml: requirement {requirement.id}"
                    said = _("names {id}, but must name an element as {set}/its id", id=related, set=other)
                    raise fault(entry, "related", said)

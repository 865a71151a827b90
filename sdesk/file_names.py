"""Files named after what people wrote: names that every system takes, and places that stay inside their folder."""

import os
import re
import unicodedata
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.translation import message as _

MOST_CHARACTERS, MOST_BYTES = 150, 200
"""Of a name in UTF-8. File systems end at 255 bytes, and a count may come after it."""

LONGEST_PATH = 259 if os.name == "nt" else 4000
"""Characters of a whole path. Windows takes longer ones where somebody allowed it, and its Explorer not even then."""
_LEAST, _COUNT = 40, len(" (999)")
"""Characters of a name that are kept in however deep a folder: it may be said by the system then, but is known again."""

_RESERVED = {
    "con", "prn", "aux", "nul", "conin$", "conout$",
    *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"),
}  # fmt: skip


def safe_name(name: str, otherwise: str = "file", *, most: int = MOST_CHARACTERS) -> str:
    """The last part of `name` as a name of a file on every system.

    No folder, control or direction character, nothing hidden or reserved, no dot or space at either end, not more
    characters than `most`; `otherwise` where nothing is left.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join("_" if char in '<>:"|?*' or _is_unseen(char) else char for char in last)
    kept = _shortened(_trimmed(kept), most) or otherwise
    return f"_{kept}" if kept.split(".")[0].strip().casefold() in _RESERVED else kept


def _is_unseen(char: str) -> bool:
    """Control, direction and other format characters, halves of pairs, line and paragraph separators."""
    return unicodedata.category(char)[0] == "C" or unicodedata.category(char) in ("Zl", "Zp")


def _trimmed(name: str) -> str:
    return re.sub(r"^[\s.]+|[\s.]+$", "", name)


def _shortened(name: str, most: int) -> str:
    """The ending is kept: it says what opens the file."""
    ending = _trimmed_ending(Path(name).suffix)
    stem = name.removesuffix(ending)
    while stem and (len(stem + ending) > most or len((stem + ending).encode()) > MOST_BYTES):
        stem = stem[:-1]
    return _trimmed(_trimmed(stem) + ending)


def _trimmed_ending(ending: str) -> str:
    """A longer one opens nothing: it is cut like the rest."""
    return ending if len(ending) <= 20 else ""


def same_name(path: str) -> str:
    """Equal for paths that are one and the same on some system: by upper and lower case, or by how accents are written."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def place_in(folder: Path, name: str) -> Path:
    """A place for a new file called `name` in `folder`, whatever that name says; told apart by a count, and cut where the
    whole path would be too long for the system.

    Names that differ in upper and lower case only are one on some systems. Raises SdeskError when the place would
    be outside of the folder.
    """
    room = LONGEST_PATH - len(str(folder.resolve())) - 1 - _COUNT
    kept = safe_name(name, most=min(MOST_CHARACTERS, max(_LEAST, room)))
    taken = {same_name(each.name) for each in folder.iterdir()} if folder.is_dir() else set()
    free, count = kept, 1
    while same_name(free) in taken:
        count += 1
        free = f"{Path(kept).stem} ({count}){Path(kept).suffix}"
    place = folder / free
    if place.resolve().parent != folder.resolve():
        said = _("{file} would be written outside of {folder}.", file=free, folder=str(folder))
        raise SdeskError(said, _("Choose another folder."))
    return place

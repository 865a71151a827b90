"""Where copies are kept on this computer, as window and command line both know it."""

import json
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

from sdesk.errors import SdeskError
from sdesk.paths import settings_folder
from sdesk.practice.kept_copies import Places, are_apart
from sdesk.storage.file.faults import reason
from sdesk.translation import message as _
from sdesk.whole_files import own_folder, write_whole

NAME = "copies.json"


def folder_for_copies() -> Path:
    """Beside what the program keeps of its own, on the disk of this laptop; its owner alone may look into it."""
    folder = user_data_path("sdesk", appauthor=False) / "copies"
    with suppress(OSError):  # said where a copy cannot be made
        own_folder(folder)
    return folder


def places_here() -> Places:
    """Those that were chosen on this computer, else the folder that the program has for it."""
    return chosen_in(settings_folder()) or Places(folder_for_copies())


def chosen_in(folder: Path) -> Places | None:
    """What was chosen, as it is noted in this folder; None where nothing was, or it cannot be read."""
    try:
        said = json.loads((folder / NAME).read_text(encoding="utf-8"))
        second = Path(said["second"]) if said["second"] else None
        return Places(Path(said["first"]), second, said.get("is_apart") is True)
    except (OSError, ValueError, LookupError, TypeError):
        return None


def choose_in(folder: Path, places: Places) -> None:
    """Note it, whole or not at all. Raises SdeskError."""
    try:
        own_folder(folder)
        said = {
            "first": str(places.first),
            "second": str(places.second or ""),
            "is_apart": _lies_apart(places, chosen_in(folder)),
        }
        write_whole(folder / NAME, json.dumps(said).encode())
    except OSError as fault:
        where = _("Where copies are kept could not be noted: {cause}.", cause=reason(fault))
        raise SdeskError(where, _("Make room on the disk, and choose again.")) from fault


def _lies_apart(places: Places, before: Places | None) -> bool:
    """By what is there now, or as it was when the same place was chosen: the stick may be out."""
    if places.second is None:
        return False
    was = before is not None and before.second == places.second and before.is_apart
    return was or are_apart(places.second, places.first) is True


__all__ = ["choose_in", "chosen_in", "folder_for_copies", "places_here", "settings_folder"]

"""What this laptop remembers: look, windows, workspaces opened lately, who worked in them, when they were backed up."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args
from uuid import UUID, uuid4

from PySide6.QtCore import QByteArray, QSettings

from sdesk.ui.theme.look import Choice
from sdesk.whole_files import own_file, own_folder

if TYPE_CHECKING:  # a picture of Today is looked for in here before practice is imported
    from sdesk.practice.kept_copies import Copy, Places

MOST_RECENT = 10
SETTINGS_FILE = "sdesk.ini"


class Settings:
    """One INI file in the user's own configuration folder. Workspaces are told apart by their organization's id.

    `copies` is where copies are kept until another folder is chosen; without one, none are made by themselves.
    """

    def __init__(self, file: Path, copies: Path | None = None) -> None:
        with suppress(OSError):  # a home that may not be written to: then nothing is remembered
            own_folder(file.parent)
            own_file(file)  # Qt would make one that all may read
        self._kept = QSettings(str(file), QSettings.Format.IniFormat)
        self._copies = copies

    @property
    def folder(self) -> Path:
        """Where the settings lie."""
        return Path(self._kept.fileName()).parent

    @property
    def device(self) -> str:
        """What history entries call this laptop: made once, at random, so that two laptops never share it."""
        known = self._text("device")
        if not known:
            known = uuid4().hex[:12]
            self._kept.setValue("device", known)
        return known

    @property
    def theme(self) -> Choice:
        known = self._text("theme")
        return cast(Choice, known) if known in get_args(Choice) else "system"

    @theme.setter
    def theme(self, choice: Choice) -> None:
        self._kept.setValue("theme", choice)

    @property
    def compact(self) -> bool:
        """Whether lists have low lines."""
        return self._text("compact") == "yes"

    @compact.setter
    def compact(self, on: bool) -> None:
        self._kept.setValue("compact", "yes" if on else "")

    @property
    def keeps_pictures(self) -> bool:
        """Whether Today is shown as it was while a workspace is opened, for which a picture of it is kept."""
        return self._text("pictures") != "no"

    @keeps_pictures.setter
    def keeps_pictures(self, on: bool) -> None:
        self._kept.setValue("pictures", "" if on else "no")

    @property
    def lock_after(self) -> int:
        """Minutes without a key or a mouse after which an encrypted workspace is locked; 0 for never."""
        known = self._text("lock_after")
        return int(known) if known.isdecimal() and len(known) < 4 else 10

    @lock_after.setter
    def lock_after(self, minutes: int) -> None:
        self._kept.setValue("lock_after", str(minutes))

    def recent(self) -> list[Path]:
        """Workspaces opened lately that are still there, the latest first. What is in them is not kept here."""
        count = self._kept.beginReadArray("recent")
        found = []
        for at in range(min(count, MOST_RECENT)):
            self._kept.setArrayIndex(at)
            found.append(Path(self._text("path")))
        self._kept.endArray()
        return [path for path in found if _is_there(path) and path.is_file()]

    def remember(self, path: Path) -> None:
        """This workspace was opened just now."""
        path = path.resolve()
        self._write_recent([path, *(each for each in self.recent() if each != path)][:MOST_RECENT])
        self._kept.setValue("last", str(path))

    def forget(self, path: Path) -> None:
        """Take a workspace off the list of those opened lately; the file stays."""
        self._write_recent([each for each in self.recent() if each != path])

    @property
    def last(self) -> Path | None:
        """The workspace that was open when the program ended, if something is still there, whatever it is."""
        known = self._text("last")
        return Path(known) if known and _is_there(Path(known)) else None

    def leave_closed(self) -> None:
        """Start with the welcome screen next time."""
        self._kept.remove("last")

    def person(self, organization: UUID) -> UUID | None:
        """Who worked in this workspace on this laptop last."""
        return _id(self.person_said(organization.hex))

    def person_said(self, organization: str) -> str:
        """The same as it stands there, of the organization's id as it stands there; empty where nobody is known."""
        return self._text(f"workspaces/{organization}/person")

    def remember_person(self, organization: UUID, person: UUID | None) -> None:
        self._kept.setValue(f"workspaces/{organization.hex}/person", person.hex if person else "")

    def backup(self, organization: UUID) -> "Copy | None":
        """The last backup that was made on this laptop: where it was put, when, and what it held."""
        from sdesk.practice.kept_copies import Copy

        parts = ("at", "path", "mark")
        at, path, mark = (self._text(f"workspaces/{organization.hex}/backup_{part}") for part in parts)
        try:
            return Copy(Path(path), datetime.fromisoformat(at).astimezone(UTC), mark) if at else None
        except (ValueError, OverflowError):
            return None

    def remember_backup(self, organization: UUID, made: "Copy") -> None:
        said = {"at": made.moment.isoformat(), "path": str(made.path), "mark": made.mark}
        for part, value in said.items():
            self._kept.setValue(f"workspaces/{organization.hex}/backup_{part}", value)

    def restored(self, organization: UUID) -> str:
        """When a copy last took the place of the workspace on this laptop, which one, and where is what was there."""
        return self._text(f"workspaces/{organization.hex}/restored")

    def remember_restored(self, organization: UUID, said: str) -> None:
        self._kept.setValue(f"workspaces/{organization.hex}/restored", said)

    def mail_folder(self, organization: UUID) -> Path | None:
        """Where mails for this workspace are put on this laptop, if somebody chose a folder for them."""
        known = self._text(f"workspaces/{organization.hex}/mails")
        return Path(known) if known else None

    def remember_mail_folder(self, organization: UUID, folder: Path | None) -> None:
        self._kept.setValue(f"workspaces/{organization.hex}/mails", str(folder) if folder else "")

    def mails_left(self, organization: UUID) -> frozenset[str]:
        """The keys of mails in that folder that somebody left out."""
        return frozenset(self._text(f"workspaces/{organization.hex}/mails_left").split())

    def remember_mails_left(self, organization: UUID, keys: Iterable[str]) -> None:
        self._kept.setValue(f"workspaces/{organization.hex}/mails_left", " ".join(sorted(keys)))

    def exchange_folder(self, organization: UUID) -> Path | None:
        """Through which this laptop exchanges with the others that have the workspace, if somebody chose a folder for it."""
        known = self._text(f"workspaces/{organization.hex}/exchange")
        return Path(known) if known else None

    def remember_exchange_folder(self, organization: UUID, folder: Path | None) -> None:
        self._kept.setValue(f"workspaces/{organization.hex}/exchange", str(folder) if folder else "")

    def news_seen(self, organization: UUID) -> UUID | None:
        """The operation up to which somebody at this laptop has seen what came from others."""
        return _id(self._text(f"workspaces/{organization.hex}/news_seen"))

    def remember_news_seen(self, organization: UUID, operation: UUID) -> None:
        self._kept.setValue(f"workspaces/{organization.hex}/news_seen", operation.hex)

    @property
    def places(self) -> "Places | None":
        """Where copies are kept, the second place too if one was chosen; the command line knows it as well."""
        from sdesk.practice.chosen_places import chosen_in
        from sdesk.practice.kept_copies import Places

        return chosen_in(self.folder) or (Places(self._copies) if self._copies else None)

    @places.setter
    def places(self, chosen: "Places") -> None:
        from sdesk.practice.chosen_places import choose_in

        choose_in(self.folder, chosen)

    def layout(self, of: str) -> QByteArray:
        """The size, place or split that a window was left with; empty at first."""
        known = self._kept.value(f"layout/{of}")
        return known if isinstance(known, QByteArray) else QByteArray()

    def remember_layout(self, of: str, layout: QByteArray) -> None:
        self._kept.setValue(f"layout/{of}", layout)

    def word(self, name: str, otherwise: str = "") -> str:
        """A choice of a screen, such as the variant that the audit was looked at with."""
        return self._text(f"screens/{name}") or otherwise

    def remember_word(self, name: str, word: str) -> None:
        self._kept.setValue(f"screens/{name}", word)

    def save(self) -> None:
        self._kept.sync()

    def _write_recent(self, kept: list[Path]) -> None:
        self._kept.remove("recent")
        self._kept.beginWriteArray("recent", len(kept))
        for at, path in enumerate(kept):
            self._kept.setArrayIndex(at)
            self._kept.setValue("path", str(path))
        self._kept.endArray()

    def _text(self, key: str) -> str:
        return str(self._kept.value(key) or "")


def _is_there(path: Path) -> bool:
    """False also where nobody may look, or where no file can be."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

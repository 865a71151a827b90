"""An invitation: a copy of the workspace for one more laptop, which words open that are read out by telephone."""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.storage.bundles.laptops import (
    INVITE,
    JOIN,
    TAKE_OUT,
    Laptops,
    box_of,
    keys_of,
    laptops_in,
    new_key,
    note,
    pledge,
    sealed_for_all,
)
from sdesk.storage.bundles.membership import as_a_laptop, brings_in
from sdesk.storage.bundles.sealing import KEY, NotSealed, decrypted, encrypted, name_of, stretched
from sdesk.storage.file.copies import NotWhole, damages_in, in_words
from sdesk.storage.file.files import place_apart, refuse_existing, settle
from sdesk.storage.file.passphrase import write_anew
from sdesk.storage.merging.pasts import ends_in
from sdesk.storage.signing import Key
from sdesk.storage.workspace import Workspace
from sdesk.translation import message as _
from sdesk.whole_files import writing_whole

MAGIC = b"sdesk invitation 1\n"
_SALT = 16
_MOST_SAID = 1 << 20
_CHUNK = 1 << 20
_SYLLABLES = [first + vowel for first in "bdfghjklmnprstvz" for vowel in "aeiou"]
_WORDS, _LONG = 5, 3


@dataclass(frozen=True)
class Joining:
    """What an invitation says to whoever has its words."""

    secret: str
    public: str
    name: str
    passphrase: str
    keys: Mapping[str, str]
    current: str
    encrypted: bool


def new_words() -> str:
    """Five words that mean nothing and can be read out: nobody guesses them (90 bits)."""
    return " ".join("".join(secrets.choice(_SYLLABLES) for _each in range(_LONG)) for _word in range(_WORDS))


def invite(workspace: Workspace, name: str, place: Path, words: str) -> None:
    """Write an invitation for a laptop called `name` to the new file `place`. Raises SdeskError: then nobody has one that
    could be used."""
    refuse_existing(place)
    _write(workspace, place, words, invited(workspace, name))


def invited(workspace: Workspace, name: str) -> Joining:
    """What a laptop called `name` needs to join with a copy of this workspace as it is from now on. Raises SdeskError."""
    invitation = Key.made()
    if (there := _laptops(workspace)) is not None and there.begun is not None:
        as_a_laptop(workspace)  # a copy that was restored says first as which it goes on: then it has the key
    with workspace.transaction(INVITE):
        own, key = workspace.about_to_sign()
        laptops = _laptops(workspace)
        known = keys_of(laptops, own, key) if laptops else {}
        current = laptops.key if laptops else ""
        if not current:
            raw = new_key()
            current, known = name_of(raw), {name_of(raw): raw}
            note(workspace, own, box=box_of(key.secret))
            boxes = laptops or Laptops(workspace.id)
            note(
                workspace, own, key=current, sealed=sealed_for_all(boxes, raw, also={own: box_of(key.secret)})
            )
        elif current not in known:
            raise SdeskError(
                _("This laptop has not got the key of the exchange folder, so it cannot invite another one."),
                _(
                    "Exchange first, or invite from another laptop; where no other is left, take them out here, and all begins anew."
                ),
            )
        note(workspace, own, invitation=invitation.public, **{"for": name})
    keys = {each: raw.hex() for each, raw in known.items()}
    return Joining(
        invitation.secret, invitation.public, name, "", keys, current, encrypted=bool(workspace.passphrase)
    )


def _laptops(workspace: Workspace) -> Laptops | None:
    with workspace.reading() as session:
        return laptops_in(session.connection())


def _write(workspace: Workspace, place: Path, words: str, joining: Joining) -> None:
    passphrase = f"x'{secrets.token_hex(32)}'"  # SQLCipher takes this for the key itself: it is one, and needs no stretching
    with in_words(place), place_apart(place.resolve()) as part:
        copy = part.with_name("copy.sdesk")
        with workspace.reading():
            write_anew(workspace.engine, copy, passphrase)
        damages = damages_in(copy, passphrase)
        if damages:
            raise NotWhole(
                _("The workspace is damaged, so nobody was invited."),
                _("All that is damaged says: sdesk verify"),
                damages,
            )
        said = {**asdict(joining), "passphrase": passphrase, "sha256": _digest_of(copy)}
        salt = os.urandom(_SALT)
        sealed = encrypted(stretched(words, salt), json.dumps(said, sort_keys=True).encode(), MAGIC + salt)
        with writing_whole(part, private=True) as file, copy.open("rb") as content:
            file.write(MAGIC + salt + len(sealed).to_bytes(4) + sealed)
            while chunk := content.read(_CHUNK):
                file.write(chunk)
        settle(part, place)


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_out(invitation: Path, words: str) -> tuple[Joining, int, str]:
    """What it says, where the copy begins in it, and the SHA-256 of that. Raises SdeskError where the words are others."""
    try:
        with invitation.open("rb") as file:
            begin = file.read(len(MAGIC) + _SALT + 4)
            length = int.from_bytes(begin[-4:])
            if not begin.startswith(MAGIC) or not 0 < length < _MOST_SAID:
                raise _no_invitation(invitation)
            sealed = file.read(length)
    except OSError as fault:
        raise SdeskError(
            _("{file} cannot be read.", file=invitation.name), _("Choose another file.")
        ) from fault
    try:
        said = _read(decrypted(stretched(words, begin[len(MAGIC) : -4]), sealed, begin[:-4]))
    except NotSealed as fault:
        raise SdeskError(
            _("These are not the words of this invitation, or the file was changed."),
            _("Have them read out again."),
        ) from fault
    digest = said.pop("sha256", None) if isinstance(said, dict) else None
    if not isinstance(digest, str) or not _is_whole(said):
        raise _no_invitation(invitation)
    return Joining(**said), len(begin) + length, digest


def _read(text: bytes) -> Any:
    """None where it is nothing that can be read."""
    try:
        return json.loads(text)
    except (RecursionError, ValueError):
        return None


def _no_invitation(place: Path) -> SdeskError:
    return SdeskError(_("{file} is no invitation.", file=place.name), _("Choose another file."))


def _is_whole(said: Any) -> bool:
    """Words may have been read out by anybody, for a file of their own."""
    texts = ("secret", "public", "name", "passphrase", "current")
    try:
        is_key = Key.read(f"{said['secret']} {said['public']}") is not None
        keys = {name: len(bytes.fromhex(raw)) for name, raw in said["keys"].items()}
        return (
            said.keys() == {*texts, "keys", "encrypted"}
            and all(isinstance(said[name], str) for name in texts)
            and is_key
            and set(keys.values()) <= {KEY}
        )
    except (AttributeError, LookupError, TypeError, ValueError):
        return False


def unpack(invitation: Path, place: Path, words: str, passphrase: str) -> Joining:
    """The copy that is in it, at the new file `place` and under a passphrase of its own. Raises SdeskError; no file is left then."""
    refuse_existing(place)
    said, begin, digest = read_out(invitation, words)
    if said.encrypted and not passphrase:
        raise SdeskError(
            _("This workspace is encrypted with a passphrase, and has to be so on this laptop too."),
            _("Give the passphrase that it is to have here."),
        )
    with in_words(place), place_apart(place.resolve()) as part:
        _copy_out(invitation, begin, part)
        if _digest_of(part) != digest:
            raise SdeskError(_("{file} is not whole.", file=invitation.name), _("Have it sent again."))
        final = part.with_name(f"own {part.name}")
        with Workspace.open(part, said.passphrase) as there:
            write_anew(there.engine, final, passphrase)
        damages = damages_in(final, passphrase)
        if damages:
            raise NotWhole(_("The invitation is damaged."), _("Have it sent again."), damages)
        settle(final, place)
    return said


def _copy_out(invitation: Path, begin: int, part: Path) -> None:
    with invitation.open("rb") as file, writing_whole(part, private=True) as copy:
        file.seek(begin)
        while chunk := file.read(_CHUNK):
            copy.write(chunk)


def begin(workspace: Workspace, said: Joining) -> None:
    """The unpacked workspace goes on as a laptop of its own, which the others know by what the invitation carries."""
    laptops = _laptops(workspace)
    assert laptops is not None
    with workspace.transaction(JOIN):
        replica, own = workspace.about_to_sign()
        signature = Key(said.secret, said.public).sign(pledge(laptops.workspace, replica, own.public))
        keys = {name: bytes.fromhex(raw) for name, raw in said.keys.items()}
        brings_in(workspace, replica, own, said.public, signature, keys, said.current)


def take_out(workspace: Workspace, device: str, replica: UUID | None = None) -> None:
    """From now on nothing of the laptop of that name is taken in, and the folder has another key; of several of one name, of that
    which writes as `replica`. Raises SdeskError."""
    laptops = _laptops(workspace)
    with workspace.transaction(TAKE_OUT):
        own, key = workspace.about_to_sign()
        found = _to_take_out(laptops or Laptops(workspace.id), own, device, replica)
        assert laptops
        with workspace.reading() as session:
            ends = {end.replica: end.number for end in ends_in(session.connection())}
        for each in found:
            laptops.out[each] = ends.get(each, 0)
            note(workspace, each, out=each.hex, last=ends.get(each, 0))
        raw = new_key()
        sealed = sealed_for_all(laptops, raw, also={own: box_of(key.secret)})
        note(workspace, own, key=name_of(raw), sealed=sealed, box=box_of(key.secret))


def _to_take_out(laptops: Laptops, own: UUID, device: str, replica: UUID | None) -> list[UUID]:
    """All as which it wrote that are not out yet."""
    if replica is not None:
        first = laptops.first_of(replica)
        found = [each for each in laptops.devices if laptops.first_of(each) == first]
    else:
        found = [each for each, name in laptops.devices.items() if name == device]
    others = [each for each in found if laptops.first_of(each) != laptops.first_of(own)]
    if own in laptops.out:
        raise SdeskError(
            _("This laptop was taken out itself, so it can take out no other."),
            _("Do it on one that still exchanges."),
        )
    if found and not others:
        raise _is_this_one(laptops, own, device)
    if not found:
        raise SdeskError(_("There is no laptop called {device}.", device=device))
    if all(each in laptops.out for each in others):
        raise SdeskError(_("{device} was taken out already.", device=device))
    left = [each for each in others if each not in laptops.out]
    if len({laptops.first_of(each) for each in left}) > 1:
        raise SdeskError(
            _("More than one laptop is called {device}, so none was taken out.", device=device),
            _("Have the others join again under names of their own."),
        )
    return left


def _is_this_one(laptops: Laptops, own: UUID, device: str) -> SdeskError:
    belong = {laptops.first_of(each) for each in laptops.devices if each not in laptops.out}
    if belong - {laptops.first_of(own)}:
        return SdeskError(
            _("{device} is the laptop on which you work, and is not taken out here.", device=device),
            _("Take it out on one of the others."),
        )
    return SdeskError(
        _("{device} is the only laptop that has this workspace, and is not taken out.", device=device),
        _("Add another one first, and take this one out there."),
    )


__all__ = ["Joining", "begin", "invite", "invited", "new_words", "read_out", "take_out", "unpack"]

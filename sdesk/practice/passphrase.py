"""The passphrase of a workspace: how strong one is, whether it is the right one, and another in its place."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sdesk.kept_pictures import forget_picture
from sdesk.models import Person
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import organization
from sdesk.storage.file.passphrase import change_passphrase as exchange_passphrase
from sdesk.storage.file.passphrase import readable_beside
from sdesk.translation import Message
from sdesk.translation import message as _

if TYPE_CHECKING:
    from sdesk.models.printout import PassphrasePrintout

SHORTEST = 8
"""Characters."""
STRONGEST = 4
_LOOKED_AT = 72
"""Characters that are weighed; those behind them make it no weaker."""

_CALLED = (
    _("Very weak: it is among the first that anybody tries."),
    _("Very weak: a computer finds it within minutes."),
    _("Weak: a computer finds it within days."),
    _("Fair: somebody with many computers can find it. Another word or two make it strong."),
    _("Strong: it is not found by trying."),
)


@dataclass(frozen=True)
class Strength:
    """How hard a passphrase is to find by trying, `score` from 0 to STRONGEST, and what that means."""

    score: int
    said: Message


def strength(passphrase: str, known: tuple[str, ...] = ()) -> Strength:
    """An estimate; `known` are words that whoever tries will think of, such as the name of the firm."""
    from zxcvbn import zxcvbn  # brings long lists of words: only who sets a passphrase waits for them

    score = int(zxcvbn(passphrase[:_LOOKED_AT], known)["score"]) if passphrase else 0
    return Strength(score, _CALLED[score])


def known_words(workspace: Workspace) -> tuple[str, ...]:
    """Names of the firm, of its file and of those who work there, and their parts."""
    ours = organization(workspace)
    names = [ours.name if ours else "", workspace.path.stem, *(each.name for each in workspace.find(Person))]
    return tuple({word for name in names for word in (name, *name.split()) if len(word) > 2})


def problems_of(passphrase: str, again: str) -> list[Problem]:
    """What keeps a passphrase that was typed twice from being taken."""
    return list(_problems(passphrase, again))


def _problems(passphrase: str, again: str) -> Iterator[Problem]:
    if len(passphrase) < SHORTEST:
        said = _("The passphrase is shorter than {n} characters.", n=SHORTEST)
        yield Problem("passphrase", said, _("Make it longer."))
    elif not passphrase.isprintable() or passphrase != passphrase.strip():
        said = _("The passphrase begins or ends with a space, or has a character that nobody can type.")
        yield Problem("passphrase", said, _("Leave it out."))
    elif passphrase != again:
        yield Problem("again", _("The two passphrases differ."), _("Type them again."))


def is_passphrase(workspace: Workspace, words: str) -> bool:
    """Whether these words open the workspace."""
    return hmac.compare_digest(words.encode(errors="replace"), workspace.passphrase.encode())


def is_encrypted(workspace: Workspace) -> bool:
    return bool(workspace.passphrase)


def change_passphrase(workspace: Workspace, passphrase: str, again: str) -> list[Path]:
    """Encrypt the workspace with another passphrase from now on, and what is kept and copied of it.

    Copies made before keep the passphrase that they have. Returns those beside it that anybody can read. Raises
    Refused for what is wrong with the passphrase, SdeskError where it was not changed.
    """
    lacking = problems_of(passphrase, again)
    if lacking:
        raise Refused(_("The passphrase was not changed."), lacking)
    exchange_passphrase(workspace, passphrase)
    forget_picture(workspace.path)
    return readable_beside(workspace)


def remove_passphrase(workspace: Workspace) -> None:
    """From now on anybody can read the workspace who can read the file. Raises SdeskError where it was not changed."""
    exchange_passphrase(workspace, "")


def to_lock_away(workspace: Workspace) -> "PassphrasePrintout":
    """The passphrase as it is now, for a page to be printed."""
    # of each start of the program, a window asks here whether it can be locked, and nobody for paper
    from sdesk.models.printout import PassphrasePrintout
    from sdesk.practice.reporting.printing import letterhead

    return PassphrasePrintout(
        workspace.passphrase, workspace.path.name, letterhead(workspace), workspace.clock()
    )


__all__ = [
    "SHORTEST", "STRONGEST", "Strength", "change_passphrase", "is_encrypted", "is_passphrase", "known_words",
    "problems_of", "remove_passphrase", "strength", "to_lock_away",
]  # fmt: skip

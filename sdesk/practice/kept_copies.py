"""Copies that the program makes by itself: verified when they get their names, thinned as they grow old.

The name of a copy says when it was made (UTC) and up to where its history goes. It lies in a folder of its workspace,
called by its id, so that workspaces of one name never meet.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from sdesk.errors import SdeskError
from sdesk.file_names import safe_name
from sdesk.local_time import utc_now
from sdesk.practice.thinning import superfluous
from sdesk.practice.told_copies import Place, tell_of_copy, tell_of_failure
from sdesk.practice.workspaces import Workspace, now
from sdesk.storage.file.backup import Progress, unheard
from sdesk.storage.file.copies import NotWhole, Verified, back_up_whole, copy_whole
from sdesk.storage.file.faults import reason
from sdesk.storage.file.held import identity_of
from sdesk.storage.file.old_format import OldFile, keep_old, keep_old_beside, leave_old
from sdesk.storage.file.opening import BeforeMigrating
from sdesk.storage.file.whole import has_all_its_pages, holds, note_size, noted_sizes
from sdesk.storage.head import MARK, first_written_after, mark_of_head, ticks_of
from sdesk.translation import message as _

A_DAY = timedelta(days=1)
"""Work that is in no copy for longer than that is too much to lose."""

_MOMENT = "%Y-%m-%d %H-%M-%SZ"
_NAME = re.compile(r".+ (\d{4}-\d\d-\d\d \d\d-\d\d-\d\dZ) ([0-9a-f]{12})( in format \d+)?\.sdesk")
_WHEN = re.compile(r"\d{4}-\d\d-\d\d \d\d-\d\d-\d\dZ(?= [0-9a-f]{12}[^/]{0,30}$)")
NEVER = datetime.min.replace(tzinfo=UTC)
_UNVERIFIED = "* not verified*.sdesk"
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Places:
    """Where copies are kept. The second one may be absent: a stick, a share.

    `is_apart`: the second one lay on another disk when it was chosen. Where it lies on that of the first one now, there is no
    more than the empty folder that the stick is mounted in.
    """

    first: Path
    second: Path | None = None
    is_apart: bool = field(default=False, compare=False)

    def __iter__(self) -> Iterator[Path]:
        yield self.first
        if self.second and identity_of(self.second) != identity_of(self.first):  # however it is called
            yield self.second

    def has(self, place: Path) -> bool:
        """Whether one of them is there."""
        is_out = self.is_apart and place != self.first and are_apart(place, self.first) is False
        return not is_out and _is_there(place)


def are_apart(one: Path, other: Path) -> bool | None:
    """Whether two folders lie on disks of their own; None where one is not there."""
    try:
        return one.stat().st_dev != other.stat().st_dev
    except OSError:
        return None


@dataclass(frozen=True)
class Copy:
    """A file that was a verified copy when it got its name, and has all its pages still."""

    path: Path
    moment: datetime
    mark: str
    is_old: bool = False
    """In the format that the workspace had before it was brought to today's. To open it is to bring it there too."""


@dataclass(frozen=True)
class Outcome:
    """Where a good copy of what is in the workspace lies now, the places that are not there, and what went wrong."""

    good: tuple[Copy, ...] = ()
    absent: tuple[Path, ...] = ()
    faults: tuple[Exception, ...] = ()


# ---------------------------------------------------------------- what there is


def folder_for(workspace: Workspace, place: Path) -> Path:
    return place / str(workspace.id)


def copies_of(workspace: Workspace, place: Path) -> list[Copy]:
    """The good copies of what this workspace was, in the order of its history: the last one holds most.

    Not those of what it never was: of a file that went on elsewhere, or of what was left behind by restoring.
    """
    found = good_copies_in(folder_for(workspace, place))
    ticks = ticks_of(workspace, {copy.mark for copy in found})
    ours = [copy for copy in found if copy.mark in ticks]
    return sorted(ours, key=lambda copy: (ticks[copy.mark], copy.moment))


def newest_copy(workspace: Workspace, places: Iterable[Path], backup: Copy | None = None) -> Copy | None:
    """The good copy that holds most; if there are two, that in the first place. A `backup` that somebody put elsewhere
    counts, as long as it is there and is what it was."""
    kept = [copies_of(workspace, place) for place in reversed([*places])]
    found = (_last_that_opens(workspace, copies) for copies in ([backup] if backup else [], *kept))
    newest = {copy.mark: copy for copy in found if copy is not None}
    ticks = ticks_of(workspace, newest)
    ours = (copy for copy in newest.values() if copy.mark in ticks)
    return max(ours, key=lambda copy: ticks[copy.mark], default=None)


def latest_copy(workspace: UUID, places: Places) -> Copy | None:
    """Of a workspace that cannot be opened now: the copy that was made last, by the clock of who made it."""
    found = (copy for place in places for copy in good_copies_in(place / str(workspace)))
    return max(found, key=lambda copy: copy.moment, default=None)


def _last_that_opens(workspace: Workspace, copies: list[Copy]) -> Copy | None:
    """What is whole by its pages may be another file by now, or scrambled: that is known only by whoever opens it.

    Never the workspace itself, whose lock would be given away.
    """
    for copy in reversed(copies):
        if identity_of(copy.path) == identity_of(workspace.path) or not has_all_its_pages(copy.path):
            continue
        with suppress(OSError):
            found = copy.path.stat()
            what = (copy.path, found.st_size, found.st_mtime_ns, workspace.passphrase)
            known = _KNOWN.setdefault(workspace, set())
            if what in known or holds(*what[::3], copy.mark):
                known.add(what)
                return copy
    return None


_KNOWN: WeakKeyDictionary[Workspace, set[tuple[Path, int, int, str]]] = WeakKeyDictionary()
"""The copies that were opened, as long as they are what they were: it takes a while to derive a key."""


def in_no_copy_since(workspace: Workspace, newest: Copy | None) -> datetime | None:
    """When the first of what no copy holds was written, by the clock of who wrote it. None: all is."""
    tick = ticks_of(workspace, [newest.mark]).get(newest.mark, 0) if newest else 0
    return first_written_after(workspace, tick)


def good_copies_in(folder: Path) -> list[Copy]:
    """Of whatever workspace; not those that were cut, or are under way."""
    try:
        files = list(folder.iterdir())
    except OSError:
        return []
    sizes = noted_sizes(folder)
    found = (_as_copy(path) for path in files if sizes.get(path.name) in (None, _size_of(path)))
    return [copy for copy in found if copy is not None]


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _as_copy(path: Path) -> Copy | None:
    named = _NAME.fullmatch(path.name)
    if named is None or not has_all_its_pages(path):
        return None
    moment = moment_in(path.name)
    return Copy(path, moment, named[2], is_old=bool(named[3])) if moment != NEVER else None


def moment_in(name: str) -> datetime:
    """When a file was made, by its name; the beginning of time if that does not say."""
    said = _WHEN.search(name)
    try:
        return datetime.strptime(said[0], _MOMENT).replace(tzinfo=UTC) if said else NEVER
    except ValueError:
        return NEVER


# ---------------------------------------------------------------- making them


def keep_copies(
    workspace: Workspace, places: Places, wanted: Path | None = None, progress: Progress = unheard
) -> Outcome:
    """See that there is a good copy of what is in the workspace in each place, under its passphrase; none is made where
    there is one. The `wanted` one, that is about to be restored, is not thinned.

    What goes wrong is in what is returned. A damaged workspace is copied once, under a name that says so.
    """
    mark = mark_of_head(workspace)
    if mark is None:
        return Outcome()
    good: list[Copy] = []
    absent: list[Path] = []
    faults: list[Exception] = []
    made: _Made | None = None
    for place in places:
        if place != places.first and not places.has(place):
            absent.append(place)
            continue
        last = next(reversed(copies_of(workspace, place)), None)
        if last is not None and last.mark == mark and holds(last.path, workspace.passphrase, mark):
            good.append(last)
            continue
        try:
            made = _made(workspace, place, mark, made, progress)
            tell_of_copy(workspace, made.verified, kind_of(place, places))
            _thin(workspace, place, made.copy, wanted)
            good.append(made.copy)
        except SdeskError as fault:
            faults.append(fault)
            if isinstance(fault, NotWhole):
                tell_of_failure(workspace, workspace.path.name, fault, kind_of(place, places))
                break
    return Outcome(tuple(good), tuple(absent), tuple(faults))


def kind_of(place: Path, places: Places) -> Place:
    return {places.first: Place.FIRST, places.second: Place.SECOND}.get(place, Place.ELSEWHERE)


class _Made(NamedTuple):
    """A copy that has just been made, and what it was when it was verified."""

    copy: Copy
    verified: Verified


def _made(workspace: Workspace, place: Path, mark: str, source: _Made | None, progress: Progress) -> _Made:
    """A copy in `place`: of `source`, if one was just made elsewhere. Raises SdeskError.

    It holds all up to `mark`, and perhaps what was written while it was made.
    """
    folder = _folder_made(workspace, place)
    moment = source.copy.moment if source else now(workspace).replace(microsecond=0)
    copy = _free_in(folder, workspace, moment, mark)
    try:
        if source is None:
            verified = back_up_whole(workspace, copy.path, progress)
        else:
            verified = copy_whole(source.verified, copy.path, workspace.passphrase)
    finally:
        _forget_but_the_last(folder)
    note_size(copy.path)
    with suppress(OSError):  # not to be worked in by mistake
        copy.path.chmod(0o400)
    return _Made(copy, verified)


def _free_in(folder: Path, workspace: Workspace, moment: datetime, mark: str) -> Copy:
    """By a name that nothing has: of the same second there may be one under another passphrase."""
    path = folder / _named(workspace.path, moment, mark)
    if path.exists():
        return _free_in(folder, workspace, moment + timedelta(seconds=1), mark)
    return Copy(path, moment, mark)


def _named(path: Path, moment: datetime, mark: str, what: str = "") -> str:
    stem = safe_name(path.stem)[:_LONGEST_NAME].strip()
    return safe_name(f"{stem} {moment:{_MOMENT}} {mark}{what}.sdesk")


def _is_there(place: Path) -> bool:
    try:
        return place.is_dir()
    except OSError:  # it may not even be looked for, or cannot be by such a name
        return False


def _folder_made(workspace: Workspace, place: Path) -> Path:
    """The folder of the workspace in a place that is there, without what killed programs left. Raises SdeskError."""
    if not _is_there(place):
        said = _("The folder for copies, {folder}, is not there. No copy was made.", folder=str(place))
        raise SdeskError(said, _("Bring it back, or choose another one in the preferences."))
    folder = folder_for(workspace, place)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as fault:
        said = _("No copy could be made in {folder}: {cause}.", folder=str(place), cause=reason(fault))
        raise SdeskError(said, _("Choose another folder in the preferences.")) from fault
    for left in folder.glob(".*.part"):
        if _is_old(left):
            shutil.rmtree(left, ignore_errors=True)
    return folder


def _is_old(left: Path) -> bool:
    """Whoever began to write it has ended since."""
    try:
        return abs(utc_now().timestamp() - left.stat().st_mtime) > A_DAY.total_seconds()
    except OSError:
        return False


def before_migrating(
    places: Places | None, *, leave: bool = False, progress: Progress = unheard
) -> BeforeMigrating:
    """What opens a workspace of an older format keeps a verified copy of it, as it is, before it is brought to today's.

    In the first place that takes it; in the folder of the file, where none does. It is never thinned. With `leave` it is
    not brought there: LeftAsItIs is raised when it is kept.
    """

    def keep(old: OldFile) -> None:
        _keep_somewhere(old, places, progress)
        if leave:
            leave_old(old)

    return keep


def _keep_somewhere(old: OldFile, places: Places | None, progress: Progress) -> None:
    for place in filter(places.has, places) if places else ():
        try:
            return keep_old(old, place, partial(_place_of_old, place, old), progress)
        except NotWhole:
            raise
        except SdeskError:
            continue  # perhaps there is room elsewhere
    try:
        keep_old_beside(old, progress)
    except NotWhole:
        raise
    except SdeskError as fault:
        said = _(
            "{file} has an older format and was left as it is, because no copy could be made of it first. {why}",
            file=old.path.name,
            why=fault.message,
        )
        raise SdeskError(said, _("Make room on the disk, or choose another folder for copies.")) from fault


def _place_of_old(place: Path, old: OldFile, workspace: Workspace, what: str) -> Path | None:
    """None where an attempt before this one has kept it already."""
    mark = mark_of_head(workspace) or "0" * MARK
    for copy in copies_of(workspace, place):
        if copy.is_old and copy.mark == mark and holds(copy.path, old.passphrase, mark):
            return None
    return _folder_made(workspace, place) / _named(
        old.path, now(workspace).replace(microsecond=0), mark, what
    )


# ---------------------------------------------------------------- letting them go


def _thin(workspace: Workspace, place: Path, newest: Copy, wanted: Path | None) -> None:
    """Of the copies of this workspace's past alone: what it never was, nothing else may hold."""
    ours = [each for each in copies_of(workspace, place) if not each.is_old and each.path != newest.path]
    too_many = superfluous([*(copy.moment for copy in ours), newest.moment])
    for at, copy in enumerate(ours):
        is_wanted = wanted is not None and identity_of(copy.path) == identity_of(wanted)
        if at in too_many and not is_wanted:
            _remove(copy.path)


def _forget_but_the_last(folder: Path) -> None:
    """Of the copies of a damaged workspace, one is kept."""
    for path in sorted(folder.glob(_UNVERIFIED), key=lambda each: moment_in(each.name))[:-1]:
        _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.chmod(0o600)  # elsewhere what may not be written to cannot be removed
        path.unlink()

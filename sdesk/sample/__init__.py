"""A year of a fictional provider, the same every time: what a newcomer opens first."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from random import Random

from sdesk.errors import SdeskError
from sdesk.local_time import day_of, utc_now
from sdesk.models.identity import ids_from
from sdesk.practice.calendar.service_hours import find_zone
from sdesk.practice.workspaces import start_workspace
from sdesk.sample.agreements import agreement_stories
from sdesk.sample.audits import audit_stories
from sdesk.sample.calendar import calendar_stories
from sdesk.sample.changes import change_stories
from sdesk.sample.firm import Clock, Firm, texts
from sdesk.sample.incidents import incident_stories
from sdesk.sample.jobs import job_stories
from sdesk.sample.laptops import second_laptop
from sdesk.sample.own_audit import own_audit_stories
from sdesk.sample.register import register_stories
from sdesk.sample.reviews import review_stories
from sdesk.sample.rounds import round_stories
from sdesk.sample.setting_up import FIRST_DAY, document_stories, introduce
from sdesk.sample.voices import feedback_stories, score_stories
from sdesk.sample.year import Story, Turn, Year, begun, play
from sdesk.storage.file.files import discard
from sdesk.translation import ENGLISH, in_language, word
from sdesk.translation import message as _

Progress = Callable[[str, float], None]
"""Told what is being done, and how much of it is behind us, from 0 to 1."""


YEARS = range(1972, 2998)
"""In which it may end: ids tell the time since 1970, its holidays go on two years, and no record knows a year after 2999."""


def make_sample(
    path: Path,
    today: date | None = None,
    progress: Progress | None = None,
    *,
    installation: Path | None = None,
) -> None:
    """Write the year of Harbour IT Services that ends today into a new workspace at `path`.

    Everything is done through the use cases, in the order in which it happened, by whoever did it. Records,
    numbers, ids and times depend on `today` only; all of it is English. Raises SdeskError if there is a file already or it cannot be
    written; a file that was begun is removed when something fails.
    """
    told = texts("firm")["organization"]
    last = today or day_of(utc_now(), find_zone(told["time_zone"]))
    if last.year not in YEARS:
        said = _("The sample cannot end on {day}.", day=last)
        raise SdeskError(
            said, _("Give a day of the years {first} to {last}.", first=str(YEARS[0]), last=str(YEARS[-1]))
        )
    year = Year(last, told["time_zone"])
    clock, chance = Clock(year.at(FIRST_DAY, "8:55")), Random("sample")
    founding = Random("sample workspace")
    ids = ids_from(
        lambda: (int(clock.at.timestamp() * 1000), chance.randbytes(10)),
        lambda: (int(clock.at.timestamp() * 1000), founding.randbytes(10)),
    )
    with ids, in_language(ENGLISH):
        workspace = start_workspace(
            path,
            told["name"],
            time_zone=told["time_zone"],
            device="office server",
            clock=clock,
            installation=installation,
        )
        try:
            with workspace:
                _live_through(Firm(workspace, year, clock), progress or (lambda text, part: None))
        except BaseException:
            with suppress(OSError):
                discard(path)
            raise


def _live_through(firm: Firm, progress: Progress) -> None:
    """All in few transactions: only what is done on the second laptop comes between them."""
    first, whole = firm.clock.at, firm.year.midnight - firm.clock.at
    said: set[str] = set()

    def begin(turn: Turn) -> None:
        month = f"{turn.at:%Y-%m}"
        if month not in said:
            said.add(month)
            progress(word(_("Living through {month}", month=month)), (turn.at - first) / whole)
        firm.begin(turn)

    with closing(second_laptop(firm)) as laptop:
        turn: Turn | None = next(laptop)
        with firm.workspace.at_once():
            introduce(firm)
            queue = begun(_stories(firm))
            play(queue, begin, turn.at if turn else firm.year.midnight)
        while turn is not None:
            begin(turn)
            turn = next(laptop, None)
            with firm.workspace.at_once():
                play(queue, begin, turn.at if turn else firm.year.midnight)
    progress(word(_("Done")), 1.0)


def _stories(firm: Firm) -> Iterator[Story]:
    yield from document_stories(firm)
    yield from agreement_stories(firm)
    yield from calendar_stories(firm)
    yield from round_stories(firm)
    yield from job_stories(firm)
    yield from change_stories(firm)
    yield from incident_stories(firm)
    yield from feedback_stories(firm)
    yield from score_stories(firm)
    yield from review_stories(firm)
    yield from register_stories(firm)
    yield from audit_stories(firm)
    yield from own_audit_stories(firm)


__all__ = ["make_sample"]

"""Things to do in words: when they are due, how long they have waited, whose they are."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QLocale, QTime

from sdesk.packs import Pack
from sdesk.practice.guidance.to_do import Group, Matter, Thing
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui import wall

HOUR, DAY = 60, 24 * 60


def heading_of(group: Group) -> str:
    return {
        Group.OVERDUE: _("At risk or overdue"),
        Group.SOON: _("Due in 7 days"),
        Group.NEXT: _("Next steps"),
    }[group]


def nothing_in(group: Group, others: int = 0) -> str:
    """What an empty group says; with so many of others left out, that it is so for whoever looks alone."""
    if others:
        return ngettext(
            "Nothing of yours; {n} of others is left out.",
            "Nothing of yours; {n} of others are left out.",
            others,
        ).format(n=others)
    return {
        Group.OVERDUE: _("Nothing is at risk or overdue."),
        Group.SOON: _("Nothing is due in the next seven days."),
        Group.NEXT: _("Nothing waits for a step."),
    }[group]


def when(thing: Thing, now: datetime) -> str:
    """The one thing to know beside the title: what is due and when, or what it waits for."""
    today = wall.day_of(now)
    if thing.matter in (Matter.RESPOND, Matter.RESTORE):
        return _clock_words(thing)
    if thing.matter is Matter.PLANNED and thing.due_at:
        said = _("was planned for {when}") if thing.group is Group.OVERDUE else _("planned for {when}")
        return said.format(when=moment(thing.due_at, today))
    if thing.matter is Matter.ON_HOLD:
        return _with_wait(_("on hold"), thing.since, now)
    if thing.matter is Matter.STEP:
        return _with_wait(_("next: {step}").format(step=_(thing.step)), thing.since, now)
    if thing.matter is Matter.TELL:
        return _with_wait(_("to be told: {who}").format(who=thing.step), thing.since, now)
    if thing.matter is Matter.LOOK_BACK:
        said = _("look back; since then {incidents}") if thing.step else _("look back: did it work?")
        return said.format(incidents=thing.step)
    if thing.matter is Matter.FEEDBACK:
        return _with_wait(_(thing.step), thing.since, now)
    if thing.matter is Matter.READ:
        return _("to be read and confirmed")
    if thing.due is None:
        return ""
    if thing.matter is Matter.HOLIDAYS:
        return _("holidays of {year} not entered yet").format(year=thing.due.year + 1)
    if thing.matter is Matter.EXPIRES:
        said = _("{what}: ran out {when}") if thing.due < today else _("{what}: runs out {when}")
        return said.format(what=_(thing.step), when=day_away(thing.due, today))
    return _dated_words(thing.matter, thing.due, today)


def _clock_words(thing: Thing) -> str:
    left = thing.minutes_left or 0
    if thing.matter is Matter.RESPOND:
        said = _("respond within {time}") if left >= 0 else _("response {time} late")
    else:
        said = _("restore within {time}") if left >= 0 else _("restoration {time} late")
    return said.format(time=duration(abs(left)))


def _dated_words(matter: Matter, day: date, today: date) -> str:
    late = day < today
    said = {
        Matter.REVIEW: _("review {when}"),
        Matter.END: _("ended {when}") if late else _("ends {when}"),
        Matter.TRAINING: _("training {when}"),
        Matter.AUDIT: _("audit {when}"),
        Matter.NEEDED: _("was needed {when}") if late else _("needed {when}"),
        Matter.PAPERS: _("papers of the emergency {when}"),
    }.get(matter, "{when}")
    owed = matter in (Matter.END, Matter.NEEDED)
    return said.format(when=day_away(day, today) if owed else due_words(day, today))


def due_words(day: date, today: date) -> str:
    """ "due tomorrow", "3 days overdue"."""
    late = (today - day).days
    if late > 0:
        return ngettext("{n} day overdue", "{n} days overdue", late).format(n=late)
    return _("due {when}").format(when=day_away(day, today))


def day_away(day: date, today: date) -> str:
    """ "today", "tomorrow", "in 3 days", "yesterday", "12 days ago"."""
    away = (day - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if away in near:
        return near[away]
    return _("in {n} days").format(n=away) if away > 0 else _("{n} days ago").format(n=-away)


def duration(minutes: int) -> str:
    """In the two largest units that say something: "35 min", "2 h 10 min", "3 d 4 h". A day is 24 hours."""
    if minutes < HOUR:
        return _("{n} min").format(n=minutes)
    if minutes < 2 * DAY:
        hours, rest = divmod(minutes, HOUR)
        return _("{h} h {m} min").format(h=hours, m=rest) if rest else _("{h} h").format(h=hours)
    days, rest = divmod(minutes, DAY)
    hours = rest // HOUR
    return _("{d} d {h} h").format(d=days, h=hours) if hours else _("{d} d").format(d=days)


def moment(at: datetime, today: date) -> str:
    """A moment near today, as people say it: the day, unless it is today, and the time."""
    local = wall.local(at)
    time = QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    if wall.day_of(at) == today:
        return _("today {time}").format(time=time)
    weekday = QLocale().dayName(local.isoweekday(), QLocale.FormatType.ShortFormat)
    return f"{weekday} {local.day} {QLocale().monthName(local.month, QLocale.FormatType.ShortFormat)} {time}"


def _with_wait(said: str, since: datetime | None, now: datetime) -> str:
    days = (now - since).days if since else 0
    if days < 1:
        return said
    return ngettext("{said}, waits {n} day", "{said}, waits {n} days", days).format(said=said, n=days)


def who(thing: Thing, names: Mapping[UUID, str], pack: Pack) -> str:
    """Whose it is; where it is nobody's, the role that may do it."""
    if thing.person:
        return names.get(thing.person, "")
    return _(pack.role_called(thing.roles[0])) if thing.roles else ""

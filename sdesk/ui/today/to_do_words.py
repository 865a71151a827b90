"""Things to do in words: when they are due, how long they have waited, whose they are."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QLocale, QTime

from sdesk.packs import Pack
from sdesk.practice.guidance.to_do import Group, Matter, Thing
from sdesk.practice.incident.standing import Stands
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui import wall
from sdesk.ui.incident.clock_words import standing_mark


def heading_of(group: Group) -> str:
    return {
        Group.NOW: _("Now"),
        Group.WEEK: _("This week"),
        Group.WAITING: _("Waiting"),
        Group.READY: _("To be ready"),
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
        Group.NOW: _("Nothing is at risk or overdue."),
        Group.WEEK: _("Nothing is due in the next seven days."),
        Group.WAITING: _("Nothing waits for a step."),
        Group.READY: _("No review, training or task is due."),
    }[group]


def when(thing: Thing, now: datetime) -> str:
    """The one thing to know beside the title: what is due and when, or what it waits for."""
    today = wall.day_of(now)
    if thing.matter is Matter.HOLD_OVER:
        return _("hold is over: {reason}").format(reason=thing.step)
    if thing.standing is not None and thing.standing.stands is not Stands.DONE:
        return standing_mark(thing.standing, now).word
    if thing.matter is Matter.PLANNED and thing.due_at:
        said = _("was planned for {when}") if thing.group is Group.NOW else _("planned for {when}")
        return said.format(when=moment(thing.due_at, today))
    if thing.matter is Matter.STEP:
        return _with_wait(_("next: {step}").format(step=_(thing.step)), thing.since, now)
    if thing.matter is Matter.TELL:
        return _with_wait(_("to be told: {who}").format(who=thing.step), thing.since, now)
    if thing.matter is Matter.LOOK_BACK:
        said = _("look back; since then {incidents}") if thing.step else _("look back: did it work?")
        return said.format(incidents=thing.step)
    if thing.matter is Matter.FEEDBACK:
        return _with_wait(_(thing.step), thing.since, now)
    if thing.matter is Matter.SETTLE:
        return thing.step
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

"""Clocks as people read them: a shape and how much time is left."""

from datetime import datetime

from PySide6.QtCore import QLocale

from sdesk.practice.measures.clocks import Clock
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.pieces.fields.date_reading import written_date, written_time
from sdesk.ui.pieces.fields.number_field import written_duration
from sdesk.ui.theme.marks import Shape, StateMark

_RUNNING = {
    "on time": Shape.IN_PROGRESS,
    "at risk": Shape.NEEDS_REVIEW,
    "breached": Shape.OVERDUE,
    None: Shape.IN_PROGRESS,
}


def clock_mark(clock: Clock) -> StateMark:
    """How a clock stands: shape, and the time that is left, was taken or has run over."""
    if clock.state == "stopped":
        late = clock.standing == "breached"
        return StateMark(Shape.OVERDUE if late else Shape.APPROVED, _stopped(clock, late))
    if clock.state == "unknown":
        return StateMark(Shape.NOT_APPLICABLE, _("not known"))
    if clock.state == "paused":
        return StateMark(Shape.OVERDUE if clock.standing == "breached" else Shape.BLOCKED, _paused(clock))
    return StateMark(_RUNNING[clock.standing], _running(clock))


def _running(clock: Clock) -> str:
    if clock.remaining is None:
        return _("{time} so far").format(time=written_duration(clock.used))
    if clock.standing == "breached":
        return _("{time} over").format(time=written_duration(-clock.remaining))
    left = _("at risk, {time} left") if clock.standing == "at risk" else _("{time} left")
    return left.format(time=written_duration(clock.remaining))


def _paused(clock: Clock) -> str:
    if clock.remaining is None:
        return _("on hold")
    if clock.standing == "breached":
        return _("on hold, {time} over").format(time=written_duration(-clock.remaining))
    return _("on hold, {time} left").format(time=written_duration(clock.remaining))


def _stopped(clock: Clock, late: bool) -> str:
    taken = written_duration(clock.used)
    if late and clock.remaining is not None:
        return _("took {time}, {late} too long").format(time=taken, late=written_duration(-clock.remaining))
    return _("took {time}").format(time=taken)


def cell_mark(clock: Clock) -> StateMark:
    """As `clock_mark`, in the few words that fit a cell of a list under “Time left”."""
    shape = clock_mark(clock).shape
    if clock.state == "paused":
        return StateMark(shape, _("on hold"))
    if clock.state == "unknown":
        return StateMark(shape, _("not known"))
    if clock.remaining is None:
        return StateMark(shape, _("no target"))
    if clock.remaining < 0:
        return StateMark(shape, _("{time} over").format(time=_short(-clock.remaining, 60)))
    return StateMark(shape, _short(clock.remaining, 600))


def _short(minutes: int, from_here: int) -> str:
    """From so many minutes on, the hours alone."""
    return written_duration(minutes if minutes < from_here else minutes - minutes % 60)


def target_words(clock: Clock, now: datetime) -> str:
    """The target, and when a clock that runs reaches it."""
    if clock.target is None:
        return _("no target")
    target = _("of {time}").format(time=written_duration(clock.target))
    if clock.state != "running" or clock.due_at is None:
        return target
    return f"{target} · {due_words(clock.due_at, now)}"


def due_words(due: datetime, now: datetime) -> str:
    """By when, as short as it can be told: the time today, the day and time otherwise."""
    shown, day = wall.local(due), wall.day_of(due)
    at = written_time(shown.hour * 60 + shown.minute, QLocale())
    when = at if day == wall.day_of(now) else f"{written_date(day, QLocale())} {at}"
    return (_("was due {when}") if due < now else _("due {when}")).format(when=when)


def pressing(clocks: tuple[Clock, ...]) -> Clock:
    """The clock to look at: one that runs before one that stands, the one with the least time left."""
    order = {"running": 0, "paused": 1, "stopped": 2, "unknown": 3}
    return min(clocks, key=lambda clock: (order[clock.state], clock.target is None, clock.remaining or 0))

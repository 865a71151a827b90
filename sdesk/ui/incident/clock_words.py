"""Clocks as people read them: a shape and how much time is left."""

from datetime import datetime

from PySide6.QtCore import QLocale

from sdesk.practice.incident.standing import CaseStanding, Stands
from sdesk.practice.measures.clocks import Clock
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.pieces.fields.date_reading import written_date, written_time
from sdesk.ui.pieces.fields.number_field import written_duration
from sdesk.ui.records.marks import shape_of
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
        return _("{time} late").format(time=written_duration(-clock.remaining))
    left = _("at risk, {time} left") if clock.standing == "at risk" else _("{time} left")
    return left.format(time=written_duration(clock.remaining))


def _paused(clock: Clock) -> str:
    if clock.remaining is None:
        return _("on hold")
    if clock.standing == "breached":
        return _("on hold, {time} late").format(time=written_duration(-clock.remaining))
    return _("on hold, {time} left").format(time=written_duration(clock.remaining))


def _stopped(clock: Clock, late: bool) -> str:
    taken = written_duration(clock.used)
    if late and clock.remaining is not None:
        return _("took {time}, {late} too long").format(time=taken, late=written_duration(-clock.remaining))
    return _("took {time}").format(time=taken)


def standing_mark(found: CaseStanding, now: datetime) -> StateMark:
    """How an incident stands, in the same few words wherever it is shown."""
    if found.stands is Stands.DONE:
        return clock_mark(found.clock)
    return StateMark(shape_of(found.shape), _standing_words(found, now))


def _standing_words(found: CaseStanding, now: datetime) -> str:
    if found.stands in (Stands.ON_HOLD, Stands.HOLD_OVER):
        said = _held_words(found, now)
    elif found.unclassified is not None:
        said = _unread_words(found)
    else:
        said = {
            Stands.LATE: _("{late} late"),
            Stands.AT_RISK: _("at risk, {left} left"),
            Stands.ON_TIME: _("{left} left"),
            Stands.NO_TARGET: _("no target"),
        }[found.stands]
    over = -(found.clock.remaining or 0)
    return said.format(late=_short(over, 60), left=_short(-over, 600), used=_short(found.clock.used, 600))


def _held_words(found: CaseStanding, now: datetime) -> str:
    if found.stands is Stands.HOLD_OVER:
        return _("hold is over, {late} late") if found.is_late else _("hold is over")
    if found.hold is None or found.hold.until is None:
        return _("on hold, {late} late") if found.is_late else _("on hold")
    said = _("on hold until {when}, {{late}} late") if found.is_late else _("on hold until {when}")
    return said.format(when=near_moment(found.hold.until, now))


def near_moment(at: datetime, now: datetime) -> str:
    """As short as it is clear: the time today, the weekday within the week, the date otherwise."""
    shown, day = wall.local(at), wall.day_of(at)
    clock = written_time(shown.hour * 60 + shown.minute, QLocale())
    away = (day - wall.day_of(now)).days
    if away == 0:
        return clock
    if 0 < away < 7:
        return f"{QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)} {clock}"
    return f"{written_date(day, QLocale())} {clock}"


def _unread_words(found: CaseStanding) -> str:
    """Of a clock that counts service time alone, as all do: of nothing of it no time is told."""
    if found.clock.used < 1 and found.stands is not Stands.LATE:
        return _nothing_used_words(found)
    if found.is_draft:
        return {
            Stands.LATE: _("{late} late, not recorded"),
            Stands.AT_RISK: _("at risk, not recorded for {used}"),
            Stands.ON_TIME: _("not recorded for {used}"),
            Stands.NO_TARGET: _("not recorded for {used}, no target"),
        }[found.stands]
    return {
        Stands.LATE: _("{late} late, not classified"),
        Stands.AT_RISK: _("at risk, not classified for {used}"),
        Stands.ON_TIME: _("not classified for {used}"),
        Stands.NO_TARGET: _("not classified for {used}, no target"),
    }[found.stands]


def _nothing_used_words(found: CaseStanding) -> str:
    if found.stands is Stands.NO_TARGET:
        return _("not recorded, no target") if found.is_draft else _("not classified, no target")
    return _("not recorded yet") if found.is_draft else _("not classified yet")


def _short(minutes: int, from_here: int) -> str:
    """From so many minutes on, the hours alone."""
    return written_duration(minutes if minutes < from_here else minutes - minutes % 60)


def standing_lines(found: CaseStanding, now: datetime) -> str:
    """What its clocks say, a line each; until it is classified, what counts for it."""
    if found.unclassified is not None:
        return f"{standing_mark(found, now).word}\n{unread_target_words(found)}"
    named = ((_("Response"), found.clocks.response), (_("Restoration"), found.clocks.restoration))
    return "\n".join(
        _("{clock}: {state}").format(
            clock=name, state=f"{clock_mark(clock).word}, {target_words(clock, now)}"
        )
        for name, clock in named
    )


def unread_target_words(found: CaseStanding) -> str:
    """What counts until it is classified: all response targets of the policy, as it may turn out to be any priority."""
    unread = found.unclassified
    if unread is None or unread.tightest is None or unread.clock.target is None:
        return _("No policy is approved: there is no target.")
    return _(
        "Late after {slackest}, as every priority is; the highest is answered within {tightest}."
    ).format(tightest=written_duration(unread.tightest), slackest=written_duration(unread.clock.target))


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


def of_words(clock: Clock) -> str:
    """How much of the target is used: "4 of 18 h"; how it ended, where it did, and where there is no target."""
    if clock.state in ("stopped", "unknown") or clock.target is None:
        return clock_mark(clock).word
    used, target = clock.used, clock.target
    if used % 60 == target % 60 == 0:
        return _("{used} of {target} h").format(used=used // 60, target=target // 60)
    if max(used, target) < 60:
        return _("{used} of {target} min").format(used=used, target=target)
    return _("{used} of {target}").format(used=written_duration(used), target=written_duration(target))

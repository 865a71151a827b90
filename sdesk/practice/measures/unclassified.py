"""The clock of what nobody has classified: it may yet turn out to be anything, and so every response target counts.

At risk once three quarters of the tightest have passed, as it would be if it were that; breached once the slackest has
passed, as it is then whatever it turns out to be. A pure function of its arguments, as all clocks.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sdesk.practice.measures.clocks import (
    AT_RISK_SHARE,
    Clock,
    IncidentTimes,
    ServiceHours,
    Standing,
    response_clock,
)


@dataclass(frozen=True)
class UnclassifiedClock:
    """`clock` runs against the slackest target, which is None where no policy says one."""

    clock: Clock
    tightest: int | None
    tightest_due_at: datetime | None

    @property
    def standing(self) -> Standing | None:
        """None without a target."""
        if self.clock.standing != "on time" or self.tightest is None:
            return self.clock.standing
        return "at risk" if self.clock.used * 100 >= self.tightest * AT_RISK_SHARE else "on time"


def unclassified_clock(
    hours: ServiceHours, times: IncidentTimes, targets: Iterable[int]
) -> UnclassifiedClock:
    """From recorded until now, or until it was withdrawn, less time on hold. Noting a step classifies nothing."""
    known = sorted(targets)
    tightest, slackest = (known[0], known[-1]) if known else (None, None)
    unread = replace(times, first_response_at=None, restorations=(), response_known=True)
    clock = response_clock(hours, unread, slackest)
    return UnclassifiedClock(clock, tightest, response_clock(hours, unread, tightest).due_at)

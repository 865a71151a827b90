"""When a share of cases is high or fair. The bounds may be tightened by a workspace, never loosened."""

from dataclasses import dataclass

from sdesk.models import Organization
from sdesk.models.governance.organization import FAIR_SHARE, HIGH_SHARE
from sdesk.practice.readiness.rules.asked import Held

FEW = 9
"""Up to so many cases one slip weighs more than its share says."""


@dataclass(frozen=True)
class Bounds:
    """Per cent of the cases judged from which on a share is high, or fair."""

    high: int = HIGH_SHARE
    fair: int = FAIR_SHARE

    def __post_init__(self) -> None:
        least = (self.high < HIGH_SHARE, self.fair < FAIR_SHARE, self.high > 100, self.fair > self.high)
        if any(least):
            raise ValueError(
                f"bounds looser than {HIGH_SHARE} and {FAIR_SHARE}, or out of order: {self.high}, {self.fair}"
            )

    def share(self, passed: int, judged: int) -> Held:
        """How far `passed` of `judged` cases hold. High is all of up to 4 cases, all but one of 5 to 9."""
        if not judged:
            return Held.NOTHING_TO_JUDGE
        if passed * 100 >= self._high(judged):
            return Held.HOLDS
        return Held.PARTLY if passed * 100 >= self.fair * judged else Held.FAILS

    def _high(self, judged: int) -> int:
        """The passes that are asked for, times 100."""
        if judged < 5:
            return judged * 100
        if judged <= FEW and self.high == HIGH_SHARE:
            return (judged - 1) * 100
        return self.high * judged


def bounds_of(ours: Organization | None) -> Bounds:
    """Those that the provider has set; what is looser than the least, by whatever way it came there, counts as the least."""
    if ours is None:
        return Bounds()
    high = min(100, max(HIGH_SHARE, ours.high_share or 0))
    return Bounds(high, min(high, max(FAIR_SHARE, ours.fair_share or 0)))

"""What the bands ask, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sdesk.models.control import Consent, ReviewResult, Risk, Score
from sdesk.translation import term, word

ASKED = (
    "purpose",
    "requirement",
    "customer",
    "requester",
    "configuration_items",
    "service",
    "kind",
    "priority",
    "date_needed",
)
"""The fields of the request that the first band asks for."""

RISK_OF = {Score.GOOD: Risk.LOW, Score.ACCEPTABLE: Risk.MEDIUM, Score.POOR: Risk.HIGH}
"""The risk is asked once: as the score of the criterion that is called so."""

SCORE_OF = {risk: score for score, risk in RISK_OF.items()}


class Passed(StrEnum):
    """What came of one test; `ACCEPTED` by whoever signs."""

    YES = "passed"
    NO = "did not pass"
    ACCEPTED = "did not pass, accepted"


@dataclass(frozen=True)
class Scored:
    """A criterion of the procedures, and how the change does by it."""

    criterion: str
    score: Score | None = None

    @property
    def is_risk(self) -> bool:
        return self.criterion.strip().casefold() in ("risk", word(term("Risk")).casefold())


@dataclass(frozen=True)
class Decide:
    """The decision, the schedule and the design."""

    scores: tuple[Scored, ...] = ()
    remark: str = ""
    impact: str = ""
    how: str = ""
    who: UUID | None = None
    cost: str = ""
    danger: str = ""
    way_back: str = ""
    start: datetime | None = None
    end: datetime | None = None
    done_when: tuple[str, ...] = ()

    @property
    def risk(self) -> Risk | None:
        score = next((each.score for each in self.scores if each.is_risk), None)
        return RISK_OF[score] if score else None


@dataclass(frozen=True)
class Tried:
    """What the change was to show, whether it did, and what was seen."""

    criterion: str
    passed: Passed | None = None
    seen: str = ""


@dataclass(frozen=True)
class Do:
    """What was done and tried, by whom, before it is put in place. `settings` become a file of their own."""

    tried: tuple[Tried, ...] = ()
    otherwise: str = ""
    settings: str = ""
    remark: str = ""
    consent: Consent | None = None
    by: UUID | None = None


@dataclass(frozen=True)
class LookBack:
    result: ReviewResult | None = None
    learnt: str = ""

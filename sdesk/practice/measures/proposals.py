"""What a row that says in words what it asks can be proposed as: a measure, where there is one reading of it and no other.

Pure, and only a proposal: whoever writes the next version takes it, or does not. Every word has to be understood. What
says more than a measure, a side, a number, its unit and a window is left to a person.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sdesk.models.governance import Goal, Objective
from sdesk.models.measures import Measure, Sense, Window
from sdesk.models.relationship import QualityMeasure, ServiceTarget
from sdesk.practice.measures.targets import TargetRow, asked_of, target_problems


@dataclass(frozen=True)
class Proposal:
    """A measure with its side, a number in the unit of the measure, and in which time it is held."""

    measure: Measure
    sense: Sense
    number: float
    window: Window

    def taken_into(self, row: TargetRow) -> dict[str, Any]:
        """The columns of the row that it fills in; its words stay."""
        measure = "measure" if isinstance(row, ServiceTarget) else "counts"
        return {
            measure: self.measure,
            "sense": self.sense,
            "target": self.number,
            "unit": self.measure.unit,
            "window": None if self.window is Window.PERIOD else self.window,
        }


def proposal_of(row: TargetRow) -> Proposal | None:
    """None where the program counts the row already, or cannot be certain what it means."""
    if asked_of(row) is not None:
        return None
    read = _Words.of(row)
    if read is None or None in (read.number, read.phrase):
        return None
    for measure, factor in _meant(read.phrase, read.unit):
        sense = read.sense or measure.sense
        number = round((read.number or 0.0) * factor, 6)
        found = Proposal(measure, sense, number, read.window or Window.PERIOD)
        typed = row.model_copy(update=found.taken_into(row))
        return found if asked_of(typed) and not [*target_problems("", [typed])] else None
    return None


# ---------------------------------------------------------------- the words


@dataclass(frozen=True)
class _Words:
    """What the cells of a row say, its words taken apart. Two cells that say different things say nothing."""

    phrase: str
    sense: Sense | None
    number: float | None
    unit: str
    window: Window | None

    @classmethod
    def of(cls, row: TargetRow) -> "_Words | None":
        match = _SENTENCE.fullmatch(_plain(_said(row)))
        if match is None:
            return None
        said_number = _number(match["number"]) if match["number"] else None
        if match["number"] and said_number is None:
            return None
        window = _WINDOWS[match["window"].split()[-1]] if match["window"] else None
        sides = {each for each in (_sense(match["sense"] or match["behind"]), row.sense) if each}
        numbers = {each for each in (said_number, row.target) if each is not None}
        units = {_UNIT_WORDS.get(each, each) for each in (match["unit"] or "", _plain(row.unit)) if each}
        windows = {each for each in (window, row.window) if each}
        is_at_odds = any(len(each) > 1 for each in (sides, numbers, units, windows))
        if is_at_odds or (match["sense"] and match["behind"]):
            return None
        return cls(match["phrase"], _one(sides), _one(numbers), _one(units) or "", _one(windows))


def _said(row: TargetRow) -> str:
    """The words for what is measured; of a goal that has none, the goal itself."""
    match row:
        case Goal() | Objective() if row.counts in (None, Measure.OTHER):
            return row.measure if row.measure.strip() else row.statement
        case QualityMeasure() if row.counts in (None, Measure.OTHER):
            return row.name
        case ServiceTarget() if row.measure in (None, Measure.OTHER):
            return row.detail
        case ServiceTarget():
            return row.measure.value if row.measure else ""
        case _:
            return row.counts.value if row.counts else ""


def _one(found: Iterable[Any]) -> Any:
    return next(iter(found), None)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("per cent", "%").replace("percent", "%").split()).rstrip(" .")


def _number(text: str) -> float | None:
    """A comma may part decimals or thousands: where it can be either, nothing is certain."""
    whole, _mark, decimals = text.replace(",", ".").partition(".")
    is_thousands = len(decimals) == 3 and ("," in text or whole != "99")
    return None if is_thousands else float(f"{whole}.{decimals or 0}")


_AT_LEAST = ("at least", "not less than", "no less than", "minimum", "min.", "≥", ">=")
_AT_MOST = ("at most", "not more than", "no more than", "maximum", "max.", "up to", "≤", "<=")
_BEHIND = {"or more": Sense.AT_LEAST, "or less": Sense.AT_MOST, "or fewer": Sense.AT_MOST}


def _sense(word: str | None) -> Sense | None:
    if not word or word in _BEHIND:
        return _BEHIND.get(word or "")
    return Sense.AT_LEAST if word in _AT_LEAST else Sense.AT_MOST


_WINDOWS: Mapping[str, Window] = {
    "month": Window.MONTH, "monthly": Window.MONTH, "quarter": Window.QUARTER, "quarterly": Window.QUARTER
}  # fmt: skip
_UNIT_WORDS: Mapping[str, str] = {
    "min": "minutes", "mins": "minutes", "minute": "minutes", "h": "hours", "hour": "hours", "case": "cases",
    "count": "cases", "of five": "of 5", "out of 5": "of 5", "/5": "of 5", "incident": "incidents",
    "outage": "outages", "change": "changes", "complaint": "complaints", "answer": "answers", "backup": "backups",
    "copy": "copies",
}  # fmt: skip
_UNITS = (
    *_UNIT_WORDS, "%", "minutes", "hours", "of 5", "cases", "incidents", "outages", "changes", "complaints", "answers",
    "backups", "copies",
)  # fmt: skip


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))


_SENTENCE = re.compile(
    r"(?P<phrase>[a-z][a-z -]*?)"
    r"(?:(?:\s*[,:;=]\s*|\s+)(?P<sense>" + _any_of((*_AT_LEAST, *_AT_MOST)) + r"))?"
    r"(?:(?:\s*[,:;=]\s*|\s+)?(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>" + _any_of(_UNITS) + r")?"
    r"(?:\s+(?P<behind>" + _any_of(_BEHIND) + r"))?)?"
    r"(?:,?\s+(?P<window>(?:each|every|per|a|in each|in a) (?:month|quarter)|monthly|quarterly))?"
)


# ---------------------------------------------------------------- what they mean


def _meant(phrase: str, unit: str) -> Iterable[tuple[Measure, float]]:
    """The measure, and by what a number of that unit is multiplied; nothing where the unit does not fit."""
    for measure in _PHRASES.get(phrase.removeprefix("the "), ()):
        if (factor := _factor(measure, unit)) is not None:
            yield measure, factor


def _factor(measure: Measure, unit: str) -> float | None:
    """Minutes and hours have to be named, and per cent: a number alone is one of cases."""
    if measure.unit == "minutes":
        return {"minutes": 1.0, "hours": 60.0}.get(unit)
    if measure.unit == "count":
        return 1.0 if unit in ("", "cases", *_OF_MEASURE.get(measure, ())) else None
    return 1.0 if unit == measure.unit else None


_OF_MEASURE: Mapping[Measure, tuple[str, ...]] = {
    Measure.OUTAGES: ("outages",),
    **dict.fromkeys((Measure.INCIDENTS, Measure.MAJOR, Measure.REOPENED), ("incidents",)),
    **dict.fromkeys((Measure.DEPLOYED, Measure.ROLLED_BACK, Measure.EMERGENCY), ("changes",)),
    Measure.ANSWERS: ("answers",),
    Measure.COMPLAINTS: ("complaints",),
    Measure.BACKUPS: ("backups", "copies"),
}

_SAID: Mapping[Measure, tuple[str, ...]] = {
    Measure.AVAILABILITY: ("service availability", "availability of the service", "availability of services"),
    Measure.OUTAGE_MINUTES: ("outage time", "minutes of outage", "downtime"),
    Measure.OUTAGES: ("outages",),
    Measure.RESPONSE: (
        "incidents answered within target", "incidents responded to within target",
        "incidents answered in time", "response in time",
    ),
    Measure.RESTORATION: (
        "incidents restored within target", "incidents restored in time", "restored within target",
        "restoration in time",
    ),
    Measure.MEAN_RESTORATION: ("mean time to restore service", "average time to restore", "mttr"),
    Measure.MEDIAN_RESTORATION: ("median time to restore service",),
    Measure.INCIDENTS: ("number of incidents",),
    Measure.MAJOR: ("number of major incidents",),
    Measure.REOPENED: ("number of reopened incidents", "incidents reopened"),
    Measure.FIRST_CALL: ("incidents fixed at the first call", "first-call fixes"),
    Measure.DEPLOYED: ("number of changes deployed",),
    Measure.CHANGE_SUCCESS: ("successful changes", "share of successful changes"),
    Measure.ROLLED_BACK: ("number of changes rolled back", "changes taken back"),
    Measure.ROLLED_BACK_SHARE: ("changes rolled back", "changes taken back"),
    Measure.EMERGENCY: ("number of emergency changes",),
    Measure.SATISFACTION: ("customer satisfaction", "mean satisfaction", "satisfaction of customers"),
    Measure.ANSWERS: ("number of survey answers",),
    Measure.COMPLAINTS: ("number of complaints", "complaints received"),
    Measure.ANSWERED: ("complaints that were answered in time",),
    Measure.TRAININGS: ("trainings in time",),
    Measure.ACTIONS: ("action items done in time",),
    Measure.REVIEWS: ("reviews in time", "documents reviewed in time"),
    Measure.BACKUPS: ("number of backups verified", "verified backups", "copies verified", "verified copies"),
}  # fmt: skip
"""What people write for each, beside its own name. Where two share a phrase, their units tell them apart."""


def _by_phrase() -> dict[str, tuple[Measure, ...]]:
    found: dict[str, tuple[Measure, ...]] = {}
    for measure in Measure:
        if measure is not Measure.OTHER:
            for phrase in (measure.value, *_SAID.get(measure, ())):
                found[phrase] = (*found.get(phrase, ()), measure)
    return found


_PHRASES = _by_phrase()

__all__ = ["Proposal", "proposal_of"]

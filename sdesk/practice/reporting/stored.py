"""Figures as plain values that can be stored with a report and read back.

What is stored are values and ids, never sentences: paper words them, in the language of whoever reads it. (Reports of
before keep words beside them; paper leaves those alone or takes them for ids.)
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sdesk.models import FeedbackEntry, Record, ServiceChangeRequest
from sdesk.practice.measures.figures import Figure, in_order
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.scope import Scope

Json = Any


def figure_json(figure: Figure | None) -> Json:
    """A figure as stored: its value (None: no data), unit, what it was computed from, and the records counted.

    Without a unit it is no figure: somebody says in words how it stands.
    """
    if figure is None:
        return {"value": None, "unit": "", "counts": [], "targets": [], "cases": []}
    return {
        "value": figure.value,
        "unit": figure.unit,
        "counts": [[count.of, count.number] for count in figure.counts],
        "targets": list(figure.targets),
        "days": [figure.period.first.isoformat(), figure.period.last.isoformat()] if figure.period else [],
        "until": figure.until.isoformat() if figure.until else "",
        "known": figure.known,
        "undecided": figure.undecided,
        "unknown": figure.unknown,
        "cases": [str(each) for each in figure.cases],
    }


def numbers_json(found: Mapping[str, Sequence[Record]]) -> Json:
    """How many records there are of each name, and under "cases" which."""
    cases = {name: [str(each) for each in in_order(one.id for one in those)] for name, those in found.items()}
    return {**{name: len(those) for name, those in found.items()}, "cases": cases}


def period_json(period: Period) -> Json:
    return {"first": period.first.isoformat(), "last": period.last.isoformat(), "time_zone": period.time_zone}


def known_json(scope: Scope, period: Period) -> Json:
    """Of which days of the period, and of the one before, something can be known at all; and of changes and feedback,
    which may have been noted from a later day on than incidents."""
    known = {
        "period": scope.known(period),
        "previous": scope.known(period.previous()),
        "changes": scope.known_of(ServiceChangeRequest, period),
        "feedback": scope.known_of(FeedbackEntry, period),
    }
    return {
        name: [each.first.isoformat(), each.last.isoformat()] if each else [] for name, each in known.items()
    }


def stored_moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""

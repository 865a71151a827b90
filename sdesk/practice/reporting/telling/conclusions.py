"""The conclusions that are proposed for a report from its figures, and the mark that they carry until a person has edited them.

What was proposed follows the figures for as long as nobody has touched it (`follow_figures`). Once it is touched it is
somebody's text: it stays, and where the figures are others by then, whoever approves it is told (`figures_have_moved`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sdesk.models import ImprovementReport, PerformanceReport, ServiceReport
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.reporting.telling.findings import Finding, Kind, findings
from sdesk.practice.reporting.telling.sentences import (
    MARK,
    called,
    in_a_list,
    is_proposed,
    missed_in_short,
    sentence,
)
from sdesk.translation import Message, word
from sdesk.translation import message as _

Json = Any
AnyReport: TypeAlias = PerformanceReport | ImprovementReport


def proposed_conclusions(figures: Mapping[str, Json]) -> str:
    """The findings in a few lines under the mark; worded at once, as they become a text that people edit."""
    said = _paragraphs(findings(figures)) if figures else ()
    lines = [" ".join(word(each) for each in paragraph) for paragraph in said if paragraph]
    return "\n\n".join((word(MARK), *lines)) if lines else ""


def is_as_proposed(report: ServiceReport) -> bool:
    """Whether nobody has touched what was proposed from the figures that are stored with the report."""
    assert isinstance(report, (ImprovementReport, PerformanceReport))
    return is_proposed(report.conclusions) and report.conclusions == proposed_conclusions(report.figures)


def conclusions_are_somebodys(workspace: Workspace, report: AnyReport, state: str) -> Iterator[Problem]:
    """What the program proposed is not a conclusion until somebody says so."""
    if state == "approved" and is_proposed(report.conclusions):
        yield Problem(
            "conclusions",
            _("The conclusions are still those that were proposed from the figures."),
            _("Read and edit them, and take out the line “{mark}”.", mark=MARK),
        )


def _paragraphs(found: Sequence[Finding]) -> Iterator[list[Message]]:
    """How it came out, what was missed, what moved, what is to be decided."""
    yield [
        sentence(each)
        for each in found
        if each.kind in (Kind.NOTHING_KNOWN, Kind.NOTHING_REACHED, Kind.RESULTS)
    ]
    missed = [missed_in_short(each.about[0]) for each in found if each.kind is Kind.MISSED]
    yield [_("Missed: {list}.", list=in_a_list(missed))] if missed else []
    worse, better = _rows(found, Kind.WORSE), _rows(found, Kind.BETTER)
    yield [
        *([_("Worse than in the period before: {list}.", list=in_a_list(worse))] if worse else []),
        *([_("Better than in the period before: {list}.", list=in_a_list(better))] if better else []),
    ]
    judged, unknown = _rows(found, Kind.NOT_JUDGED), _rows(found, Kind.UNDECIDED, Kind.NO_DATA)
    partly = _rows(found, Kind.MOSTLY_UNKNOWN)
    yield [
        *([_("Still to be judged: {list}.", list=in_a_list(judged))] if judged else []),
        *([_("Not known well enough to be judged: {list}.", list=in_a_list(unknown))] if unknown else []),
        *([_("Known of less than half of the cases: {list}.", list=in_a_list(partly))] if partly else []),
        *(sentence(each) for each in found if each.kind in _IN_FULL or _of_one_agreement(each)),
    ]


_IN_FULL: Collection[Kind] = (Kind.OUTAGES_UNKNOWN, Kind.OVERDUE, Kind.LATE, Kind.REVIEW_OVERDUE)


def _of_one_agreement(found: Finding) -> bool:
    """What all agreements together have no target for is too much for a summary; the findings have it."""
    return found.kind is Kind.NO_TARGET and not found.about[0].party


def _rows(found: Iterable[Finding], *kinds: Kind) -> list[Message | str]:
    return [called(each.about[0]) for each in found if each.kind in kinds]


__all__ = ["conclusions_are_somebodys", "is_as_proposed", "proposed_conclusions"]

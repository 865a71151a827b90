"""The conclusions that are proposed for a report from its figures, and the mark that they carry until a person has edited them.

What was proposed follows the figures for as long as nobody has touched it (`follow_figures`). Once it is touched it is
somebody's text: it stays, and where the figures are others by then, whoever approves it is told (`approver_is_told`), as
where only the mark was taken out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sdesk.models import ImprovementReport, PerformanceReport, ServiceReport
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.reporting.telling.findings import About, Finding, Kind, all_results, findings
from sdesk.practice.reporting.telling.mark import is_proposed, letters, mark, without_mark
from sdesk.practice.reporting.telling.sentences import (
    asked,
    called,
    figure_said,
    reached,
    sentence,
    without_target,
)
from sdesk.practice.reporting.telling.weight import CLEARLY, missed_by, moved_by
from sdesk.translation import Message, word
from sdesk.translation import message as _

Json = Any
AnyReport: TypeAlias = PerformanceReport | ImprovementReport


def proposed_conclusions(figures: Mapping[str, Json]) -> str:
    """The findings in a few lines under the mark; worded at once, as they become a text that people edit."""
    said = _paragraphs(findings(figures)) if figures else ()
    lines = [" ".join(word(each) for each in paragraph) for paragraph in said if paragraph]
    return "\n\n".join((mark(), *lines)) if lines else ""


def is_as_proposed(report: ServiceReport) -> bool:
    """Whether nobody has touched what was proposed from the figures that are stored with the report."""
    assert isinstance(report, (ImprovementReport, PerformanceReport))
    return is_proposed(report.conclusions) and report.conclusions == proposed_conclusions(report.figures)


def is_word_for_word(report: ServiceReport) -> bool:
    """Whether somebody took the mark out and let the rest stand. That may be what they think: it is allowed, and said."""
    assert isinstance(report, (ImprovementReport, PerformanceReport))
    text = letters(without_mark(report.conclusions))
    return bool(text) and text == letters(without_mark(proposed_conclusions(report.figures)))


def conclusions_are_somebodys(workspace: Workspace, report: AnyReport, state: str) -> Iterator[Problem]:
    """What the program proposed is not a conclusion until somebody says so."""
    if state == "approved" and is_proposed(report.conclusions):
        yield Problem(
            "conclusions",
            _("The conclusions are still those that were proposed from the figures."),
            _("Read and edit them, and take out the line “{mark}”.", mark=mark()),
        )


# ---------------------------------------------------------------- what is proposed


FEW = 3
"""What a sentence names of many, the weightiest first; the tables have them all."""


def _paragraphs(found: Sequence[Finding]) -> Iterator[list[Message]]:
    """How it came out, what was missed, what moved clearly, what is to be decided: a dozen sentences at most."""
    came_out = _of(found, Kind.NOTHING_KNOWN, Kind.NOTHING_REACHED, Kind.RESULTS)
    yield [sentence(each) for each in (came_out[:1] if len(came_out) < 2 else [all_results(came_out)])]
    yield _missed([each.about[0] for each in _of(found, Kind.MISSED)])
    worse, better = (_moved(_of(found, kind)) for kind in (Kind.WORSE, Kind.BETTER))
    yield [
        *([_("Clearly worse than in the period before: {list}.", list=_few(worse))] if worse else []),
        *([_("Clearly better than in the period before: {list}.", list=_few(better))] if better else []),
    ]
    judged, unknown = _called(found, Kind.NOT_JUDGED), _called(found, Kind.UNDECIDED, Kind.NO_DATA)
    partly = _called(found, Kind.MOSTLY_UNKNOWN)
    free = [without_target(each) for each in _of(found, Kind.NO_TARGET) if not each.about[0].party]
    yield [
        *([_("Still to be judged: {list}.", list=_few(judged))] if judged else []),
        *([_("Not known well enough to be judged: {list}.", list=_few(unknown))] if unknown else []),
        *([_("Known of less than half of the cases: {list}.", list=_few(partly))] if partly else []),
        *(
            sentence(each)
            for each in _of(found, Kind.OUTAGES_UNKNOWN, Kind.OVERDUE, Kind.LATE, Kind.REVIEW_OVERDUE)
        ),
        *([_("Without an agreed target: {list}.", list=_few(free))] if free else []),
    ]


def _missed(rows: Sequence[About]) -> list[Message]:
    """By how much is known of none that a person judged: they come last, and no order is claimed then."""
    shown = [_missed_in_short(each) for each in sorted(rows, key=lambda each: -missed_by(each.row))]
    if len(rows) > 1 and all(missed_by(each.row) for each in rows):
        return [_("Missed, the worst first: {list}.", list=_few(shown))]
    return [_("Missed: {list}.", list=_few(shown))] if shown else []


def _missed_in_short(about: About) -> Message:
    row, judged = about.row, about.row.get("judged")
    if judged:
        return _("{what} ({reached})", what=called(about), reached=judged["reached"].rstrip("."))
    return _(
        "{what} ({reached} instead of {asked})",
        what=called(about), reached=reached(row), asked=asked(row),
    )  # fmt: skip


def _moved(found: Iterable[Finding]) -> list[Message]:
    rows = sorted((each.about[0] for each in found), key=lambda each: -moved_by(each.row))
    return [
        _(
            "{what} ({now} after {before})",
            what=called(each), now=figure_said(each.row["value"]), before=figure_said(each.row["previous"]),
        )
        for each in rows
        if moved_by(each.row) >= CLEARLY
    ]  # fmt: skip


def _called(found: Iterable[Finding], *kinds: Kind) -> list[Message | str]:
    return [called(each.about[0]) for each in _of(found, *kinds)]


def _of(found: Iterable[Finding], *kinds: Kind) -> list[Finding]:
    return [each for each in found if each.kind in kinds]


def _few(parts: Sequence[Message | str]) -> Message | str:
    """One after the other, where the parts have commas themselves; never "1 more", which takes as much room as its name."""
    named = parts[:FEW] if len(parts) > FEW + 1 else parts
    said, *others = named
    for each in others:
        said = _("{one}; {other}", one=said, other=each)
    left = len(parts) - len(named)
    return _("{list}; and {n} more, in the tables", list=said, n=left) if left else said


__all__ = ["conclusions_are_somebodys", "is_as_proposed", "is_word_for_word", "proposed_conclusions"]

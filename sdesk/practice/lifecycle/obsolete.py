"""Versions that are no longer to be worked by: since when, and which one has taken their place."""

from dataclasses import dataclass
from datetime import datetime

from sdesk.models import Record
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import versions_of
from sdesk.practice.lifecycle.versions import versions
from sdesk.storage.past import reached_at
from sdesk.translation import Message
from sdesk.translation import message as _

OBSOLETE = ("superseded", "withdrawn")


@dataclass(frozen=True)
class Obsolete:
    """`until`: when it no longer counted, or will; None where nobody knows. `newer` is approved and stands in its place."""

    record: Record
    newer: Record | None
    until: datetime | None
    still_counts: bool = False

    def said(self, workspace: Workspace) -> Message:
        version = self.record.version
        day = day_of(workspace, self.until) if self.until else None
        if self.still_counts and self.newer and day:
            return _(
                "Version {version} still counts until version {newer} begins, on {day}.",
                version=version,
                newer=self.newer.version,
                day=day,
            )
        if self.newer and day:
            return _(
                "Version {version} is obsolete: version {newer} has counted in its place since {day}.",
                version=version,
                newer=self.newer.version,
                day=day,
            )
        if self.newer:
            return _(
                "Version {version} is obsolete: version {newer} stands in its place.",
                version=version,
                newer=self.newer.version,
            )
        if day:
            return _(
                "Version {version} is obsolete since {day}; no other counts in its place.",
                version=version,
                day=day,
            )
        return _("Version {version} is obsolete; no other counts in its place.", version=version)


def obsolete(workspace: Workspace, record: Record) -> Obsolete | None:
    """What is to be said of a version that was superseded or withdrawn; None of any other."""
    if not record.versioned or record.state not in OBSOLETE:
        return None
    newer = next((each for each in versions_of(workspace, record) if each.state == "approved"), None)
    held = [each for each in versions(workspace, type(record)).held if each.record == record.id]
    until = held[-1].end if held else reached_at(workspace, record.id, record.state)
    still = bool(held) and held[-1].holds(workspace.clock())
    return Obsolete(record, newer, until, still)


__all__ = ["OBSOLETE", "Obsolete", "obsolete"]

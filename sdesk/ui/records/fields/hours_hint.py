"""The hint beside a service whose hours nobody has put in words yet: what the calendar says that its clock counts by."""

from collections.abc import Mapping
from typing import Any

from sdesk.models import ServiceCalendar
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.pieces import Hint
from sdesk.ui.pieces.fields.row_fields import RowManner


class ServiceManner(RowManner):
    """Customers read words, clocks read a calendar: the one is offered from the other, with one press."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def hint(self, values: Mapping[str, Any]) -> Hint | None:
        chosen = values.get("service_hours")
        calendar = self._workspace.get(ServiceCalendar, chosen) if chosen else None
        if calendar is None or str(values.get("hours") or "").strip():
            return None
        from sdesk.reports.period.terms_blocks import weekly  # the start waits for no paper

        spans = [(each.weekday, each.start_minute, each.end_minute) for each in calendar.weekly_hours]
        words = "; ".join(weekly([each for each in spans if None not in each]))
        if not words:
            return None
        said = _("“{calendar}” counts {hours}.").format(calendar=calendar.name, hours=words)
        return Hint(said, _("Say it so"), {"hours": words})


__all__ = ["ServiceManner"]

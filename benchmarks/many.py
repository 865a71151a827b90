"""What is asked of 100,000 incidents, and a report over 10,000, against raw SQL that reads the same rows."""

import contextlib
import io
import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.long_list import HOW_MANY, multiply
from benchmarks.measuring import Ratio, compare, seconds
from benchmarks.starting import start_to_today
from sdesk.__main__ import main
from sdesk.models import ServiceIncident
from sdesk.practice.finding.filtering import narrowed, read_filter
from sdesk.practice.finding.trends import Grouping, trends
from sdesk.practice.lifecycle.lists import Listing, page, size
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.reports import improvement_figures
from sdesk.practice.workspaces import Workspace, open_workspace

TURNS = 3
SOME = 10_000
TODAY = date(2026, 7, 15)
FILTERS = {
    "customer:barra": "customer IN (SELECT id FROM customer WHERE name LIKE '%barra%')",
    "priority:high": "priority = '2 high'",
    "state:closed": "state = 'closed'",
    "summary:printer": "summary LIKE '%printer%'",
}


def ratios(sample: Path, folder: Path) -> list[Ratio]:
    many, some = _copy(sample, folder / "many.sdesk", HOW_MANY), _copy(sample, folder / "some.sdesk", SOME)
    few = Path(shutil.copy(sample, folder / "few.sdesk"))
    found: list[Ratio] = []
    for path in (many, few):
        start_to_today(path, folder, "live")()  # leaves a picture
    for until, what in (("picture", "as it was"), ("live", "live")):
        ours, theirs = (start_to_today(path, folder, until) for path in (many, few))
        name = f"100,000 incidents: start to Today, {what} (bare: of the sample)"
        found.append(compare(name, ours, theirs, aim=1.3, turns=TURNS))
    with open_workspace(many) as workspace:
        found += [
            compare(f"100,000 incidents: {line}", _asked(workspace, line), _raw(workspace, *_page_of(where)), aim=3.0, turns=TURNS)
            for line, where in FILTERS.items()
        ]  # fmt: skip
        found += [
            compare(f"100,000 incidents: trends by {grouping}", _trends(workspace, grouping), _raw(workspace, _BY_MONTH), aim=3.0, turns=TURNS)
            for grouping in Grouping
        ]  # fmt: skip
    found.append(compare("10,000 incidents: list --json", _listed(some), _dumped(some), aim=3.0, turns=TURNS))
    with open_workspace(some, clock=lambda: datetime(2026, 7, 15, 9, tzinfo=UTC)) as workspace:
        half_year = Period(date(2026, 1, 1), date(2026, 6, 30), "Europe/Lisbon")
        found.append(
            compare("10,000 incidents: figures of a half-year (bare: the rows and their JSON)",
                    lambda: seconds(lambda: improvement_figures(workspace, half_year)), _read(workspace), aim=10.0, turns=1)
        )  # fmt: skip
    return found


def _copy(sample: Path, path: Path, how_many: int) -> Path:
    shutil.copy(sample, path)
    with open_workspace(path) as workspace:
        multiply(workspace, how_many)
    return path


def _asked(workspace: Workspace, line: str) -> Callable[[], float]:
    def look() -> None:
        listing = narrowed(
            workspace, Listing("ServiceIncident"), read_filter(workspace, ServiceIncident, line)
        )
        assert size(workspace, listing)
        page(workspace, listing, 0, 100)

    return lambda: seconds(look)


def _page_of(where: str) -> tuple[str, str]:
    rows = f"FROM serviceincident WHERE deleted_at IS NULL AND {where}"
    return f"SELECT count(*) {rows}", f"SELECT * {rows} ORDER BY number DESC LIMIT 100"


_BY_MONTH = (
    "SELECT id, service, customer, configuration_items, root_cause, summary, substr(started_at, 1, 7) FROM serviceincident "
    "WHERE deleted_at IS NULL AND started_at >= '2026-02-01' ORDER BY started_at DESC"
)


def _raw(workspace: Workspace, *queries: str) -> Callable[[], float]:
    def look() -> None:
        with workspace.reading() as session:
            for query in queries:
                session.connection().exec_driver_sql(query).fetchall()

    return lambda: seconds(look)


def _trends(workspace: Workspace, grouping: Grouping) -> Callable[[], float]:
    return lambda: seconds(lambda: trends(workspace, grouping, today=TODAY))


def _listed(path: Path) -> Callable[[], float]:
    def tell() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            assert main(["list", str(path), "incident", "--json"]) == 0

    return lambda: seconds(tell)


def _rows(workspace: Workspace) -> list[dict[str, Any]]:
    with workspace.reading() as session:
        found = session.connection().exec_driver_sql("SELECT * FROM serviceincident").mappings()
        return [{name: _value(value) for name, value in row.items()} for row in found]


def _value(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value[:1] == "[" else value


def _dumped(path: Path) -> Callable[[], float]:
    def tell() -> None:
        with open_workspace(path) as workspace:
            json.dumps(_rows(workspace), ensure_ascii=False, indent=2)

    return lambda: seconds(tell)


def _read(workspace: Workspace) -> Callable[[], float]:
    return lambda: seconds(lambda: _rows(workspace))

"""Whoever exchanges every few seconds leaves few files behind, and nothing of what was in them is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sdesk.practice.team.laptops import exchange
from sdesk.storage.bundles import tidying
from tests.provider import incident
from tests.storage.bundles.test_exchange import Office, summaries


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(tidying, "MANY", 4)
    monkeypatch.setattr(tidying, "_NEWEST", 2)
    made = Office(tmp_path)
    yield made
    for each in made.all:
        each.workspace.close()


def work(firm: Office, times: range) -> None:
    """Each call goes to the folder by itself."""
    for n in times:
        incident(firm.office, "recorded", summary=f"{n}")
        exchange(firm.office.workspace, firm.folder)


def test_many_small_bundles_become_few_and_who_comes_late_has_all(firm: Office) -> None:
    site = firm.invited("site")
    exchange(site.workspace, firm.folder)
    work(firm, range(14))
    assert len(firm.bundles(firm.office)) < 10
    assert exchange(site.workspace, firm.folder).exchanged.said == []
    assert summaries(site) == {f"{n}" for n in range(14)}
    firm.everybody()


def test_who_had_a_part_goes_on_from_there(firm: Office) -> None:
    site = firm.invited("site")
    work(firm, range(3))
    exchange(site.workspace, firm.folder)
    work(firm, range(3, 14))
    firm.everybody()
    assert summaries(site) == {f"{n}" for n in range(14)}


def test_what_was_put_together_and_not_seen_through_is_tidied_later(
    firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = firm.invited("site")
    with monkeypatch.context() as killed:
        killed.setattr(tidying, "_take_away", lambda _each: None)
        work(firm, range(8))
    before = len(firm.bundles(firm.office))
    work(firm, range(8, 9))
    assert len(firm.bundles(firm.office)) < before
    firm.everybody()
    assert summaries(site) == {f"{n}" for n in range(9)}


def test_a_part_stays_while_what_holds_it_is_not_whole(firm: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever carries the folder may cut it: then the parts are all that there is."""
    firm.invited("site")
    with monkeypatch.context() as killed:
        killed.setattr(tidying, "_take_away", lambda _each: None)
        work(firm, range(8))
    whole = max(firm.bundles(firm.office), key=lambda each: len(numbers(each)))
    wanted = numbers(whole)
    whole.write_bytes(whole.read_bytes()[:100])
    work(firm, range(8, 9))
    parts = set().union(*(numbers(each) for each in firm.bundles(firm.office) if each != whole))
    assert parts >= wanted


def numbers(bundle: Path) -> set[int]:
    first, last = map(int, bundle.name.split("-")[:2])
    return {*range(first, last + 1)}

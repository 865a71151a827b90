"""What came is tried in memory: it comes to the content that the file would have, and the file has none of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.records import reload
from sdesk.storage.merging.came import Came, NotTakenIn
from sdesk.storage.merging.trial import Trial
from sdesk.storage.operations import operation_hash
from tests.provider import incident
from tests.storage.merging.team import Laptop, team


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Sequence[Laptop]]:
    with team(tmp_path, "office", "site") as both:
        yield both


def ends(laptop: Laptop) -> dict[object, int]:
    return {each.replica: each.number for each in sorted(laptop.written(), key=lambda each: each.number)}


def test_it_comes_to_what_the_file_comes_to(laptops: Sequence[Laptop]) -> None:
    """Of what met too, and again after either has written more."""
    office, site = laptops
    trial = Trial(office.workspace)
    both = incident(office, "recorded", summary="Before")
    site.take_from(office)
    for word in ("first", "second"):
        office.save(both, summary=f"{word} of the office")
        theirs = reload(site.workspace, both)
        site.save(theirs, summary=f"{word} of the site")
        attach(site.workspace, theirs, f"{word}.txt", word.encode())
        before = office.content
        content, of = trial.content_with(site.written())
        assert office.content == before != content
        office.take_from(site)
        assert (office.content, ends(office)) == (content, of)
        site.take_from(office)
    trial.close()


def test_what_was_tried_and_not_kept_is_forgotten(laptops: Sequence[Laptop]) -> None:
    office, site = laptops
    trial = Trial(office.workspace)
    incident(site, "recorded")
    tried = trial.content_with(site.written())
    incident(site, "recorded")
    assert trial.content_with(site.written())[0] != tried[0]
    assert trial.content_with(site.written()) == trial.content_with(site.written())
    assert trial.content_with([])[0] == office.content


def test_what_cannot_be_taken_in_is_refused_and_the_next_is_tried(laptops: Sequence[Laptop]) -> None:
    office, site = laptops
    trial, before = Trial(office.workspace), office.content
    incident(site, "recorded", summary="true")
    *others, last = site.written()
    changed = {**last.operation, "reason": "said by nobody"}
    forged = {**changed, "hash": operation_hash(site.workspace.id, changed, last.changes)}
    with pytest.raises(NotTakenIn):
        trial.content_with([*others, Came(forged, last.changes)])
    content, _of = trial.content_with([*others, last])
    assert office.content == before
    office.take_from(site)
    assert office.content == content

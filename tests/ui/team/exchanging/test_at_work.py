"""Who works on a record now is shown where the folder is near, for a minute, and only by the word of a laptop that belongs."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from sdesk.models import ServiceIncident
from sdesk.practice.team.laptops import exchange, take_out
from sdesk.storage.bundles import presence as module
from sdesk.storage.bundles.laptops import keys_of
from sdesk.storage.bundles.membership import laptops_of
from sdesk.storage.bundles.presence import LARGEST, NAME, AtWork, Presence, read, written
from sdesk.storage.signing import Key
from tests.provider import incident
from tests.storage.bundles.test_exchange import Office
from tests.storage.merging.team import Laptop
from tests.ui.shell import inside
from tests.ui.team.exchanging.team_windows import Seat, Windows


@pytest.fixture(autouse=True)
def told_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said again is said soon."""
    monkeypatch.setattr(module, "TOLD_EVERY", 0.5)


def head_of(seat: Seat) -> str:
    form = seat.window.shown_form()
    assert form is not None
    line = inside(form, "record.at-work", QLabel)
    return line.toolTip() if line.isVisible() else ""


def listed(seat: Seat) -> str:
    view = seat.window.current_page()._lists[ServiceIncident].view
    return str(view.model().index(0, view.model().lead).data(Qt.ItemDataRole.DisplayRole))


def test_head_and_list_say_who_is_at_it_and_no_longer_than_so(windows: Windows, firm: Office) -> None:
    made = firm.office.take(incident(firm.office, "recorded", summary="Wrong label"), "record")
    site = firm.invited("site")
    site.works(site.ben)
    office, other = windows.seat(firm.office), windows.seat(site)
    windows.up_to_date()
    office.window.show_record(made.id)
    assert head_of(office) == ""
    other.come_to_front()
    other.window.show_record(made.id)
    windows.until(lambda: head_of(office) == "Ben Okafor works on it now, on site")
    assert "Ben Okafor is at it now" in listed(office)
    assert head_of(other) == ""  # the office looks at nothing: another window is in front
    other.window.show_tab(0)
    windows.until(lambda: head_of(office) == "")
    assert "is at it" not in listed(office)
    other.window.show_record(made.id)
    windows.until(lambda: head_of(office) != "")
    other.window.go_without_asking()
    other.window.close()
    windows.seats.remove(other)
    windows.until(lambda: head_of(office) == "")


def test_who_types_is_at_it_however_long_and_who_left_the_window_open_is_not(
    windows: Windows, firm: Office
) -> None:
    made = firm.office.take(incident(firm.office, "recorded", summary="Wrong label"), "record")
    site = firm.invited("site")
    site.works(site.ben)
    office, other = windows.seat(firm.office), windows.seat(site)
    windows.up_to_date()
    office.window.show_record(made.id)
    other.come_to_front()
    other.window.show_record(made.id)
    locking, start = other.window.locking, datetime.now(UTC)
    for minutes in (0, 9, 18, 27, 36):  # a sentence now and then
        locking._now = partial(start.__add__, timedelta(minutes=minutes))
        QTest.keyClick(other.window.windowHandle(), Qt.Key.Key_Shift)
        assert other.window.record_at_work() == made.id
    windows.until(lambda: head_of(office) == "Ben Okafor works on it now, on site")
    locking._now = lambda: start + timedelta(minutes=50)  # lunch
    windows.until(lambda: head_of(office) == "")
    QTest.keyClick(other.window.windowHandle(), Qt.Key.Key_Shift)
    windows.until(lambda: head_of(office) == "Ben Okafor works on it now, on site")


def parts(firm: Office, laptop: Laptop) -> tuple[UUID, Key, bytes]:
    signer = laptop.workspace.signer()
    assert signer
    laptops = laptops_of(laptop.workspace)
    return signer[0], signer[1], keys_of(laptops, *signer)[laptops.key]


@pytest.fixture
def two(firm: Office) -> tuple[Office, Laptop]:
    site = firm.invited("site")
    for each in (site, firm.office, site):
        exchange(each.workspace, firm.folder)
    return firm, site


@dataclass
class Mouth:
    """What one laptop says and hears, in a window of its own."""

    firm: Office
    laptop: Laptop
    presence: Presence = field(default_factory=Presence)

    def __post_init__(self) -> None:
        self.own, self._key, self._folder_key = parts(self.firm, self.laptop)

    @property
    def file(self) -> Path:
        return self.firm.folder / self.own.hex / NAME

    def tell(self, record: UUID | None = None) -> bytes:
        workspace = laptops_of(self.laptop.workspace).workspace
        at = AtWork(None, record)
        self.presence.tell(self.firm.folder, workspace, self.own, self._key, self._folder_key, at)
        return self.file.read_bytes()

    def hear(self) -> dict[UUID, UUID | None]:
        laptops = laptops_of(self.laptop.workspace)
        heard = self.presence.hear(self.firm.folder, laptops, self.own, {laptops.key: self._folder_key})
        return {replica: at.record for replica, at in heard.items()}


def test_what_answers_is_believed_for_a_while(
    two: tuple[Office, Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    firm, site = two
    clock = [1000.0]
    monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    here, there, first, second = Mouth(firm, firm.office), Mouth(firm, site), uuid4(), uuid4()
    old = there.tell(first)
    assert here.hear() == {}  # nobody knows how long it has lain there
    here.tell()
    there.hear()
    there.tell(first)
    assert here.hear() == {there.own: first}
    there.tell(second)
    assert here.hear() == {there.own: second}
    clock[0] += 60
    assert here.hear() == {there.own: second}
    clock[0] += 20
    assert here.hear() == {}
    there.file.write_bytes(old)  # put back
    assert here.hear() == {}
    there.tell(second)
    assert here.hear() == {there.own: second}
    take_out(firm.office.workspace, "site")
    assert here.hear() == {}


def test_what_was_said_to_a_window_before_says_nothing_to_the_next(two: tuple[Office, Laptop]) -> None:
    """However many of the old files somebody puts back, one after the other."""
    firm, site = two
    before, there = Mouth(firm, firm.office), Mouth(firm, site)
    there.tell()
    before.tell()
    there.hear()
    kept = [there.tell(uuid4()) for _each in range(3)]
    assert before.hear()
    for each in (kept, kept[::-1]):
        here = Mouth(firm, firm.office)
        here.tell()
        for old in each:
            there.file.write_bytes(old)
            assert here.hear() == {}
    there.hear()
    now = uuid4()
    there.tell(now)
    assert here.hear() == {there.own: now}


def test_nobody_who_is_at_nothing_writes_again_and_again(two: tuple[Office, Laptop]) -> None:
    firm, site = two
    here, there = Mouth(firm, firm.office), Mouth(firm, site)
    first = here.tell()
    for _each in range(3):
        there.tell(uuid4())
        here.hear()
        assert here.tell() == first


def test_what_is_forged_cut_swapped_or_large_says_nothing(two: tuple[Office, Laptop]) -> None:
    firm, site = two
    own, key, folder_key = parts(firm, site)
    ours, our_key, _same = parts(firm, firm.office)
    laptops = laptops_of(firm.office.workspace)
    keys = {laptops.key: folder_key}
    place = firm.folder / own.hex / NAME
    said = {"count": 1, "person": "", "record": uuid4().hex, "asks": "a", "answers": ["b"]}
    good = written(laptops.workspace, own, key, folder_key, said)

    def heard(raw: bytes) -> object:
        place.write_bytes(raw)
        return read(place, laptops.workspace, own, laptops.public_keys[own], keys)

    assert heard(good) is not None
    for at in range(0, len(good), 7):
        assert heard(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]) is None
        assert heard(good[:at]) is None
    assert heard(good + b"x") is None
    assert (
        heard(written(laptops.workspace, own, our_key, folder_key, said)) is None
    )  # signed by another laptop
    assert heard(written(laptops.workspace, ours, our_key, folder_key, said)) is None  # of another laptop
    assert heard(written(uuid4(), own, key, folder_key, said)) is None
    assert heard(written(laptops.workspace, own, key, b"k" * 32, said)) is None
    for nonsense in ({}, {**said, "count": "1"}, {**said, "record": "../.."}, {**said, "person": 7},
        {**said, "asks": 7}, {**said, "answers": [7]}, {**said, "answers": 7}, [1],
    ):  # fmt: skip
        assert heard(written(laptops.workspace, own, key, folder_key, nonsense)) is None  # type: ignore[arg-type]
    assert heard(written(laptops.workspace, own, key, folder_key, {**said, "more": "x" * LARGEST})) is None
    place.unlink()
    place.mkdir()
    assert read(place, laptops.workspace, own, laptops.public_keys[own], keys) is None

"""A binder: the same workspace and day give the same bytes, it holds what it says, and a half of it never stands anywhere."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from sdesk.errors import SdeskError
from sdesk.models import HANDOUT, BusinessGoals, HistoryEntry, Organization, Person, ServiceIncident, Supplier
from sdesk.models.binder import Binder
from sdesk.practice.audit.binder.collecting import ATTEMPTS, collect
from sdesk.practice.audit.binder.packing import MANIFEST, PAPER, SEAL, make_binder
from sdesk.practice.audit.binder.verifying import verify_binder
from sdesk.practice.audit.checklist.lines import checklist
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.work_products import declare_not_applicable
from sdesk.practice.safekeeping import held_against
from sdesk.practice.workspaces import Workspace
from sdesk.reports.binder import pdf_of_binder
from sdesk.storage import col
from sdesk.storage.ledger import sha256
from tests.provider import Provider, change, incident

NASTY = ("Ärger ☂.txt", "ärger ☂.txt", "../../etc/passwd", "CON", "قائمة.txt", "a\nb.txt", "x" * 300 + ".txt")


@pytest.fixture
def filled(provider: Provider) -> Provider:
    """With a case of each kind, attachments of any name, and text of any script."""
    request = change(provider)
    told = incident(provider, summary="プリンターが印刷しない <b>", notes="नमस्ते\u202e דואר \U0001f9ff")
    for at, name in enumerate(NASTY):
        attach(provider.workspace, told, name, f"content {at}".encode())
    attach(provider.workspace, request, "empty", b"")
    return provider


def made(workspace: Workspace, path: Path, **more: Any) -> bytes:
    make_binder(workspace, path, pdf_of_binder, **more)
    return path.read_bytes()


def contents_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def handouts(workspace: Workspace) -> list[HistoryEntry]:
    return workspace.find(HistoryEntry, col(HistoryEntry.model) == HANDOUT)


class TestSameBytes:
    def test_an_hour_later_and_after_it_was_told(self, filled: Provider, tmp_path: Path) -> None:
        one = made(filled.workspace, tmp_path / "one.zip")
        filled.clock.pass_time(hours=3)
        assert made(filled.workspace, tmp_path / "other.zip") == one
        assert [each.changes["name"][1] for each in handouts(filled.workspace)] == ["one.zip", "other.zip"]

    def test_the_pdf_is_that_in_the_zip(self, filled: Provider, tmp_path: Path) -> None:
        paper = made(filled.workspace, tmp_path / "one.pdf")
        assert contents_of(made(filled.workspace, tmp_path / "one.zip"))[PAPER] == paper

    def test_not_after_a_change_and_not_on_another_day(self, filled: Provider, tmp_path: Path) -> None:
        one = made(filled.workspace, tmp_path / "one.zip")
        filled.save(filled.cleo, job_title="Technician")
        other = made(filled.workspace, tmp_path / "other.zip")
        assert other != one
        filled.clock.pass_time(days=1)
        assert made(filled.workspace, tmp_path / "later.zip") != other

    @pytest.mark.torture
    def test_by_another_process_in_another_zone_and_language(self, filled: Provider, tmp_path: Path) -> None:
        path = filled.workspace.path
        filled.workspace.close()
        found = []
        for number, (zone, language) in enumerate((("UTC", "C"), ("Pacific/Kiritimati", "tr_TR.UTF-8"))):
            out = tmp_path / f"{number}.zip"
            given = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": str(number)}
            command = [sys.executable, "-m", "sdesk", "binder", str(path), "-o", str(out)]
            subprocess.run(command, env=given, check=True, capture_output=True)
            found.append(out.read_bytes())
        assert found[0] == found[1]


class TestWhatIsInIt:
    def test_each_item_at_the_end_is_the_file_in_the_zip(self, filled: Provider, tmp_path: Path) -> None:
        """Held against the PDF as another program reads it."""
        files = contents_of(made(filled.workspace, tmp_path / "b.zip"))
        items = collect(filled.workspace).binder.items
        assert {each.path for each in items} | {PAPER, MANIFEST, SEAL} == set(files)
        text = "".join(
            "".join(page.extract_text().split()) for page in PdfReader(BytesIO(files[PAPER])).pages
        )
        for each in items:
            assert (len(files[each.path]), sha256(files[each.path])) == (each.size, each.sha256)
            assert each.sha256 in text
        listed = {
            each["path"]: (each["size"], each["sha256"]) for each in json.loads(files[MANIFEST])["items"]
        }
        assert listed == {path: (len(content), sha256(content)) for path, content in files.items() if path not in (MANIFEST, SEAL)}  # fmt: skip

    def test_each_record_is_there_with_what_was_approved(self, filled: Provider, tmp_path: Path) -> None:
        files = contents_of(made(filled.workspace, tmp_path / "b.zip"))
        records = [json.loads(content) for path, content in files.items() if path.startswith("records/")]
        goals = [each for each in records if each["kind"] == "ServiceDeliveryPolicy"]
        assert [each["state"] for each in goals] == ["approved"]
        (approval,) = goals[0]["approvals"]
        assert sha256(approval["content"]) == approval["sha256"]
        assert goals[0]["history"][0]["action"] == "create"
        told = next(each for each in records if each["kind"] == "ServiceIncident")
        assert told["summary"] == "プリンターが印刷しない <b>"
        kept = {sha256(content) for path, content in files.items() if path.startswith("attachments/")}
        assert {each["sha256"] for each in told["attachments"]} <= kept
        assert len(told["attachments"]) == len(NASTY)

    def test_the_anchor_on_paper_is_accepted_where_anchors_are(self, filled: Provider) -> None:
        head = collect(filled.workspace).binder.head
        assert head
        filled.save(filled.cleo, job_title="Technician")
        assert held_against(filled.workspace, head.anchor)[0]

    def test_drafts_that_were_deleted_stay_out(self, filled: Provider) -> None:
        from sdesk.practice.lifecycle.records import delete_draft

        gone = filled.create(BusinessGoals)
        there = {each.path for each in collect(filled.workspace).binder.items}
        delete_draft(filled.workspace, gone)
        assert len(there) - 1 == len(collect(filled.workspace).binder.items)

    @pytest.mark.parametrize("variant", ["governance", "operational", "full"])
    def test_it_judges_as_readiness_does(self, filled: Provider, variant: str) -> None:
        binder = collect(filled.workspace, variant).binder
        judged = requirements(filled.workspace, variant)
        assert [(each.id, each.verdict) for each in binder.requirements] == [
            (each.requirement.id, each.verdict.value) for each in judged
        ]
        assert [len(each.asked) for each in binder.requirements] == [len(each.asked) for each in judged]
        for ours, theirs in zip(binder.requirements, judged, strict=True):
            assert ours.missing == theirs.missing
            for one, other in zip(ours.asked, theirs.asked, strict=True):
                assert sorted(each.key for each in one.records) == sorted(
                    each.record for each in other.records
                )
                failing = [bool(each.why) for each in one.records]
                assert failing == sorted(failing, reverse=True)

    def test_what_another_variant_asks_for_is_left_out_and_said(self, filled: Provider) -> None:
        full, governance = (collect(filled.workspace, each).binder for each in ("full", "governance"))
        assert full.left_out == ()
        assert {key for key, _name in governance.left_out} | {each.id for each in governance.products} == {
            each.id for each in full.products
        }
        assert any("INC-" in each.path for each in full.items)
        assert not any("INC-" in each.path for each in governance.items)

    def test_bounds_in_use_are_told(self, filled: Provider) -> None:
        (ours,) = filled.workspace.find(Organization)
        filled.save(ours, high_share=95, fair_share=70)
        binder = collect(filled.workspace).binder
        assert (binder.high, binder.fair) == (95, 70)

    def test_what_does_not_apply_is_said_with_its_reason_while_that_counts(self, filled: Provider) -> None:
        reason = "Nobody outside works for us; the racks and all that is in them are our own."
        declare_not_applicable(filled.workspace, "WP.21", reason)
        binder = collect(filled.workspace).binder
        assert [(each.id, each.reason) for each in binder.exempted] == [("WP.21", reason)]
        assert [each.id for each in binder.products if each.standing == "not applicable"] == ["WP.21"]
        filled.clock.pass_time(days=400)
        later = collect(filled.workspace).binder
        assert later.exempted == ()
        assert all(each.standing != "not applicable" for each in later.products)

    def test_what_is_said_not_to_apply_and_does_is_not_left_out(self, filled: Provider) -> None:
        reason = "Nobody outside works for us; the racks and all that is in them are our own."
        declare_not_applicable(filled.workspace, "WP.21", reason)
        supplier = filled.create(Supplier, name="Atlantic Net")
        filled.save(filled.extra["item"], supplier=supplier.id, services=(filled.extra["service"],))
        binder = collect(filled.workspace).binder
        assert binder.exempted == ()
        assert all(each.standing != "not applicable" for each in binder.products)

    @pytest.mark.parametrize("variant", ["governance", "full"])
    def test_the_checklist_is_that_of_the_audit_tab(self, filled: Provider, variant: str) -> None:
        lines = checklist(filled.workspace, variant).lines
        assert [(each.id, each.stands) for each in collect(filled.workspace, variant).binder.points] == [
            (each.point.short, each.stands.value) for each in lines
        ]
        assert len(lines) > 20

    def test_a_document_that_only_claims_to_be_approved_is_not_in_force(self, filled: Provider) -> None:
        goals = filled.complete(BusinessGoals, "approved")
        with filled.workspace.transaction("import") as session:
            session.get_one(BusinessGoals, goals.id).state = "approved"
        (force,) = [
            each
            for each in collect(filled.workspace).binder.documents
            if isinstance(each.printout.record, BusinessGoals)
        ]
        assert force.wanting
        product = next(each for each in collect(filled.workspace).binder.products if force.printout.record.id in each.records)  # fmt: skip
        assert product.standing == "not in force"


class TestNothingHalf:
    @pytest.mark.a_few(1)
    @pytest.mark.parametrize(
        ("ending", "before", "places"),
        [
            ("zip", None, 3),
            ("pdf", b"what was there", 3),
            *(
                pytest.param(ending, before, 12, marks=pytest.mark.torture)
                for ending in ("zip", "pdf")
                for before in (None, b"what was there")
            ),
        ],
    )
    def test_called_off_anywhere_it_leaves_what_was_there(
        self, filled: Provider, tmp_path: Path, ending: str, before: bytes | None, places: int
    ) -> None:
        class Off(Exception):
            pass

        heard: list[tuple[int, int]] = []
        folder = tmp_path / "out"
        folder.mkdir()
        path = folder / f"b.{ending}"
        made(filled.workspace, path, heard=lambda done, total: heard.append((done, total)))
        shares = [done / total for done, total in heard]
        assert shares == sorted(shares) and shares[-1] == 1
        told = len(handouts(filled.workspace))
        path.unlink()
        if before is not None:
            path.write_bytes(before)
        times = len(heard)
        for at in sorted({*range(0, times, max(times // places, 1)), times - 1}):
            left = iter(range(at))

            def call_off(_done: int, _total: int, left: Iterator[int] = left) -> None:
                if next(left, None) is None:
                    raise Off

            with pytest.raises(Off):
                made(filled.workspace, path, heard=call_off)
            assert {each.name: each.read_bytes() for each in folder.iterdir()} == (
                {path.name: before} if before is not None else {}
            )
        assert len(handouts(filled.workspace)) == told

    def test_a_damaged_attachment_stops_it(self, filled: Provider, tmp_path: Path) -> None:
        with filled.workspace.engine.begin() as connection:
            connection.exec_driver_sql("update content set bytes = x'00' where length(bytes) = 9")
        with pytest.raises(SdeskError, match="damaged"):
            made(filled.workspace, tmp_path / "b.zip")
        assert not list(tmp_path.glob("*b.zip*"))

    def test_another_ending_is_refused_before_any_work(self, filled: Provider, tmp_path: Path) -> None:
        def never(_binder: Binder, _heard: object) -> bytes:
            raise AssertionError

        for name in ("b.doc", "b", ".zip"):
            with pytest.raises(SdeskError, match="ends neither"):
                make_binder(filled.workspace, tmp_path / name, never)

    def test_the_open_workspace_is_never_written_over(self, filled: Provider, tmp_path: Path) -> None:
        (tmp_path / "link.zip").symlink_to(filled.workspace.path)
        with pytest.raises(SdeskError):
            made(filled.workspace, tmp_path / "link.zip")


class TestOneMoment:
    @pytest.mark.torture
    def test_what_is_written_meanwhile_is_in_it_or_it_is_made_anew(self, filled: Provider) -> None:
        """Whoever writes once while it is collected gets all of it as it is after that."""
        once = iter([True])

        def write(_done: int, _total: int) -> None:
            if next(once, False):
                filled.save(filled.cleo, job_title="Technician")

        meanwhile = collect(filled.workspace, heard=write).binder
        assert meanwhile.items == collect(filled.workspace).binder.items
        assert meanwhile.head == collect(filled.workspace).binder.head

    @pytest.mark.torture
    def test_where_nobody_stops_writing_it_is_refused(self, filled: Provider) -> None:
        titles = iter(map(str, range(10_000)))

        def write(done: int, _total: int) -> None:
            if done == 50:
                filled.save(filled.workspace.find(Person)[0], job_title=next(titles))

        with pytest.raises(SdeskError, match="was changed while"):
            collect(filled.workspace, heard=write)
        assert next(titles) == str(ATTEMPTS)


def test_of_a_workspace_in_which_nothing_is_written(beginner: Provider, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    made(beginner.workspace, path)
    assert verify_binder(path).faults == ()
    binder = collect(beginner.workspace).binder
    assert binder.met == 0 and not binder.all_met
    assert [each.person for each in binder.roles] == [""] * 6
    assert {type(each.model) for each in binder.registers} and Organization in [
        each.model for each in binder.registers
    ]
    assert ServiceIncident not in [each.model for each in binder.registers]


def test_left_alone_for_three_years_nothing_is_declared(filled: Provider) -> None:
    filled.clock.now += timedelta(days=3 * 365)
    binder = collect(filled.workspace).binder
    assert binder.met == 0
    assert all(each.standing != "in force" for each in binder.products if each.standing)

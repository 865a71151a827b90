"""The light way of a small change: four signatures, the same records as the full way, no second door to a state."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sdesk.models import (
    Approval,
    CustomerAgreement,
    Record,
    ScheduleEntry,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
    fields_of,
)
from sdesk.models.control import ChangeKind, Consent, Risk, Score
from sdesk.models.control.change import ReviewResult
from sdesk.models.priorities import Priority
from sdesk.practice.control.changes import paper_of, procedure_to_go_by
from sdesk.practice.control.light import texts
from sdesk.practice.control.light.answers import Passed, Scored
from sdesk.practice.control.light.bands import Band, goes_light, is_signed, open_band
from sdesk.practice.control.light.reading import said_to_decide, said_to_do
from sdesk.practice.control.light.signing import is_of_ones_own, sign
from sdesk.practice.control.light.writing import add_file, begin, keep, leave
from sdesk.practice.lifecycle.approvals import approvals_of, attachments_of, is_as_approved
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import latest_operation, new_version, reload
from sdesk.practice.lifecycle.thin import thin_items
from sdesk.practice.lifecycle.undo import undo
from sdesk.storage import col
from sdesk.storage.verify.damages import verify
from sdesk.translation import word
from tests.practice.control import lightly
from tests.practice.control.lightly import asked, cleared, closed, decided, designed, done, requested
from tests.provider import Provider, change, papers

BEHIND: tuple[type[ServiceDesign | ServiceBuild | ServiceTestReport], ...] = (
    ServiceDesign,
    ServiceBuild,
    ServiceTestReport,
)


def behind(provider: Provider, request: ServiceChangeRequest) -> list[Record]:
    found = [paper_of(provider.workspace, request, model) for model in BEHIND]
    return [request, *(each for each in found if each is not None)]


def by_the_full_way(provider: Provider) -> ServiceChangeRequest:
    request = provider.take(change(provider, "tested"), "submit")
    for step in ("approve", "schedule"):
        request = provider.take(request, step)
    for model, step in zip(BEHIND, ("design", "build", "test"), strict=True):
        papers(provider, request, model)
        request = provider.take(request, step)
    return request


def test_every_content_item_of_the_full_way_is_filled_and_none_is_thin(provider: Provider) -> None:
    full, light = by_the_full_way(provider), closed(provider)
    for one, other in zip(behind(provider, full), behind(provider, light), strict=True):
        for spec in fields_of(type(one)):
            if provider.workspace.packs.items_of(type(one).__name__, spec.name):
                assert not spec.is_empty(getattr(one, spec.name)), spec.name
                assert not spec.is_empty(getattr(other, spec.name)), spec.name
        assert problems(provider.workspace, other, other.state) == []
        assert thin_items(provider.workspace, other) == []


def test_a_signature_approves_each_record_behind_it(provider: Provider) -> None:
    request = closed(provider)
    made = behind(provider, request)
    signed = {
        each.number: [(one.step, one.person_name, one.role, one.own_work) for one in approvals_of(provider.workspace, each)]
        for each in made
    }  # fmt: skip
    ana = provider.ana.name
    assert list(signed.values()) == [
        [("approve", ana, "CM", False), ("clear", ana, "CM", False), ("close", ana, "CM", False)],
        [("approve", ana, "CM", False)],
        [("build", ana, "CM", False), ("approve", ana, "CM", False)],
        [("approve", ana, "CM", False)],
    ]
    hashes = {one.sha256 for each in made for one in approvals_of(provider.workspace, each)}
    assert len(hashes) == 6  # what was built is what was approved
    assert [each.state for each in made] == ["closed", "approved", "approved", "approved"]
    assert verify(provider.workspace) == []


def test_dates_and_risk_are_asked_once_and_no_checksum_is_typed(provider: Provider, tmp_path: Path) -> None:
    request = designed(provider)
    photo = tmp_path / "disks.png"
    photo.write_bytes(b"two disks in their bays")
    add_file(provider.workspace, request, photo)
    request = sign(provider.workspace, request, done(provider, request))
    _request, design, build, report = behind(provider, request)
    assert isinstance(design, ServiceDesign) and isinstance(build, ServiceBuild)
    assert isinstance(report, ServiceTestReport)
    assert request.risk is design.risks[0].assessment is Risk.LOW
    assert {row.finding for row in request.evaluation} == {request.decision_reason}
    files = attachments_of(provider.workspace, build)
    assert [each.sha256 for each in files] == [each.sha256 for each in build.master_copies]
    assert [each.name for each in files] == ["disks.png", f"settings of {request.number}, 2.txt"]
    assert [each.expected for each in report.tests] == list(lightly.DONE_WHEN)
    assert request.planned_start and request.planned_start.strftime("%H:%M") in design.resources


def test_one_band_opens_when_the_one_above_is_signed(provider: Provider) -> None:
    request = begin(provider.workspace)
    assert open_band(request) is Band.ASK
    with pytest.raises(Refused, match="does not wait for this band"):
        keep(provider.workspace, request, decided(provider, request))
    request = sign(provider.workspace, request, asked(provider))
    assert (open_band(request), is_signed(request, Band.ASK)) == (Band.DECIDE, True)
    with pytest.raises(Refused, match="does not wait for this band"):
        sign(provider.workspace, request, done(provider, request))
    request = sign(provider.workspace, request, decided(provider, request))
    assert (open_band(request), is_signed(request, Band.DECIDE)) == (Band.DO, True)
    request = sign(provider.workspace, request, done(provider, request))
    assert (open_band(request), request.state) == (None, "confirmed")


def test_what_is_kept_is_read_again_and_writes_nothing_twice(provider: Provider) -> None:
    request = requested(provider)
    whole = decided(provider, request)
    said = replace(whole, scores=(whole.scores[0], *(Scored(each.criterion) for each in whole.scores[1:])))
    request = keep(provider.workspace, request, said)
    read = said_to_decide(provider.workspace, request)
    assert read == said
    before = latest_operation(provider.workspace)
    keep(provider.workspace, request, read)
    assert latest_operation(provider.workspace) == before
    provider.works(provider.ana)
    request = sign(provider.workspace, request, decided(provider, request))
    half = replace(done(provider, request), settings="", otherwise="The second disk was swapped first.")
    request = keep(provider.workspace, request, half)
    assert said_to_do(provider.workspace, request) == half


def test_what_the_program_knows_is_not_asked(provider: Provider) -> None:
    item = provider.save(provider.extra["item"], services=(provider.extra["service"],))
    night = provider.clock.now + timedelta(days=2)
    window = provider.create(
        ScheduleEntry,
        name="Night of updates",
        kind="maintenance window",
        starts_at=night,
        ends_at=night + timedelta(hours=2),
    )
    provider.take(window, "plan")
    said = asked(provider, configuration_items=(item.id,))
    for known in ("customer", "service", "kind", "priority"):
        del said[known]
    request = sign(provider.workspace, begin(provider.workspace), said)
    assert (request.customer, request.service) == (provider.extra["customer"].id, provider.extra["service"])
    assert (request.kind, request.priority) == (ChangeKind.NORMAL, Priority.LOW)
    read = said_to_decide(provider.workspace, request)
    assert (read.start, read.end, read.who) == (window.starts_at, window.ends_at, provider.ana.id)
    needed_before = keep_needed(provider, request, night.date() - timedelta(days=1))
    assert said_to_decide(provider.workspace, needed_before).start is None


def keep_needed(provider: Provider, request: ServiceChangeRequest, day: date) -> ServiceChangeRequest:
    return provider.save(request, date_needed=day)


# ---------------------------------------------------------------- what is refused


def nothing_written(provider: Provider, request: ServiceChangeRequest, said: Any, match: str) -> None:
    before = latest_operation(provider.workspace)
    signatures = provider.workspace.count(Approval)
    with pytest.raises(Refused, match=match):
        sign(provider.workspace, request, said)
    assert latest_operation(provider.workspace) == before
    assert provider.workspace.count(Approval) == signatures
    assert reload(provider.workspace, request).state == request.state


def test_who_holds_no_role_signs_nothing(provider: Provider) -> None:
    request = requested(provider)
    provider.works(provider.cleo)
    nothing_written(
        provider, request, decided(provider, request), "Change request: .* is for the Control Manager.*Ana"
    )
    provider.works(provider.ana)
    request = sign(provider.workspace, request, decided(provider, request))
    provider.works(provider.cleo)
    nothing_written(
        provider, request, done(provider, request), "Change request: .*Approve deployment.* Control Manager"
    )


@pytest.mark.parametrize(
    ("left_out", "which"),
    [
        ({"remark": ""}, "Change request: .*Reason for the decision"),
        ({"remark": "Fine"}, "Change request: It says too little.*Reason for the decision"),
        ({"start": None}, "Change request: .*Planned start"),
        ({"how": ""}, "Service design: .*Tools, methods"),
        ({"cost": "little"}, "Service design: It says too little.*Budget"),
        ({"done_when": ()}, "Service design: .*Acceptance criteria"),
    ],
)
def test_what_is_missing_stops_all_and_says_where(
    provider: Provider, left_out: dict[str, Any], which: str
) -> None:
    request = requested(provider)
    provider.works(provider.ana)
    nothing_written(provider, request, decided(provider, request, **left_out), which)


@pytest.mark.parametrize("kind", [ChangeKind.EMERGENCY, ChangeKind.PRE_APPROVED])
def test_other_kinds_go_their_own_way(provider: Provider, kind: ChangeKind) -> None:
    request = begin(provider.workspace)
    nothing_written(provider, request, asked(provider, kind=kind), "light way is for normal changes")


def test_a_change_that_is_not_small_goes_the_full_way_with_all_that_is_written(provider: Provider) -> None:
    request = requested(provider)
    provider.works(provider.ana)
    said = decided(provider, request)
    poor = replace(said, scores=tuple(replace(each, score=Score.POOR) for each in said.scores))
    nothing_written(provider, request, poor, "not scored good.*full way")
    request = keep(provider.workspace, request, poor)
    assert request.risk is Risk.HIGH
    for step in ("approve", "schedule"):
        request = provider.take(request, step)
    design = paper_of(provider.workspace, request, ServiceDesign)
    assert design is not None
    provider.take(design, "approve", date_of_issue=provider.clock.now.date())
    assert provider.take(request, "design").state == "designed"
    assert not goes_light(provider.workspace, reload(provider.workspace, request))


def test_it_goes_on_by_the_full_way_whenever_somebody_takes_a_step_of_it(provider: Provider) -> None:
    request = designed(provider)
    assert goes_light(provider.workspace, request)
    provider.works(provider.ana)
    request = keep(provider.workspace, request, done(provider, request))
    build = paper_of(provider.workspace, request, ServiceBuild)
    assert build is not None
    provider.take(build, "build")
    request = provider.take(request, "build")
    assert not goes_light(provider.workspace, request)
    request = sign(provider.workspace, request, done(provider, request, otherwise="Kept as it was built."))
    assert request.state == "confirmed"
    assert not goes_light(provider.workspace, request)


def test_a_later_design_of_a_greater_risk_goes_the_full_way(provider: Provider) -> None:
    request = designed(provider)
    provider.works(provider.ana)
    design = paper_of(provider.workspace, request, ServiceDesign)
    assert design is not None
    later = new_version(provider.workspace, design)
    greater = later.risks[0].model_copy(update={"assessment": Risk.HIGH})
    provider.take(provider.save(later, risks=(greater,)), "approve")
    assert not goes_light(provider.workspace, request)
    nothing_written(provider, request, done(provider, request), "assesses a risk as more than low")


def test_a_full_change_that_somebody_made_of_it_stays_one_until_it_is_written_in_the_bands_again(
    provider: Provider,
) -> None:
    request = requested(provider)
    request = leave(provider.workspace, request)
    left = latest_operation(provider.workspace)
    assert not goes_light(provider.workspace, reload(provider.workspace, request))
    assert request.notes == "A full change since 2 March 2026."
    undo(provider.workspace, left)
    assert goes_light(provider.workspace, reload(provider.workspace, request))
    request = leave(provider.workspace, reload(provider.workspace, request))
    request = keep(provider.workspace, request, decided(provider, request))
    assert goes_light(provider.workspace, request)
    assert verify(provider.workspace) == []


def test_a_full_change_can_be_made_of_what_is_signed_and_nothing_of_that_changes(provider: Provider) -> None:
    request = designed(provider)
    request = leave(provider.workspace, request)
    assert not goes_light(provider.workspace, request)
    given = [
        is_as_approved(provider.workspace, record, one.sha256)
        for record in behind(provider, request)
        for one in approvals_of(provider.workspace, record)
    ]
    assert given == [True, True]


def test_a_step_of_the_full_way_that_was_undone_was_none(provider: Provider) -> None:
    request = designed(provider)
    request = keep(provider.workspace, request, done(provider, request))
    build = paper_of(provider.workspace, request, ServiceBuild)
    assert build is not None
    provider.take(build, "build")
    request = provider.take(request, "build")
    assert not goes_light(provider.workspace, request)
    undo(provider.workspace, latest_operation(provider.workspace))
    assert goes_light(provider.workspace, reload(provider.workspace, request))


def test_a_change_that_was_never_written_in_the_bands_does_not_open_in_them(provider: Provider) -> None:
    assert not goes_light(provider.workspace, change(provider, risk=Risk.LOW))


@pytest.mark.parametrize(
    ("tried", "which"),
    [
        ({"passed": None}, "Test report: .*Passed"),
        (
            {"passed": Passed.NO, "seen": "One disk shows an error"},
            "Test report: It did not pass: Both disks",
        ),
        ({"passed": Passed.YES, "seen": "yes"}, "Test report: It says too little.*Result"),
    ],
)
def test_a_test_that_did_not_pass_signs_nothing(
    provider: Provider, tried: dict[str, Any], which: str
) -> None:
    request = designed(provider)
    said = done(provider, request)
    first, *others = said.tried
    failing = replace(said, tried=(replace(first, **tried), *others))
    nothing_written(provider, request, failing, which)


def test_a_failed_test_is_accepted_by_who_signs(provider: Provider) -> None:
    request = designed(provider)
    said = done(provider, request)
    first, *others = said.tried
    one = replace(first, passed=Passed.ACCEPTED, seen="One disk took two hours instead of one")
    request = lightly.written_and_signed(provider, request, replace(said, tried=(one, *others)))
    report = paper_of(provider.workspace, request, ServiceTestReport)
    assert report is not None
    assert (report.tests[0].accepted_by, report.conclusion) == (provider.ana.id, "passed with remarks")
    assert "took two hours" in report.errors
    assert (request.state, thin_items(provider.workspace, report)) == ("confirmed", [])


def test_without_settings_photo_or_file_nothing_was_built(provider: Provider) -> None:
    request = designed(provider)
    nothing_written(
        provider, request, replace(done(provider, request), settings=""), "Build: .*Master copies"
    )


def test_consent_is_asked_where_the_agreement_asks(provider: Provider) -> None:
    provider.approved(CustomerAgreement, customer=provider.extra["customer"].id, consent_to_changes=True)
    request = designed(provider)
    nothing_written(provider, request, done(provider, request), "asks for the customer's consent.*who agreed")
    agreed = Consent(who="Dora Lind", on=provider.clock.now.date(), how="On the telephone")
    request = sign(provider.workspace, request, done(provider, request, consent=agreed))
    assert "The customer agreed: Dora Lind." in request.deployment_reason


def test_what_stands_in_its_way_asks_for_a_word(provider: Provider) -> None:
    first, second = designed(provider), designed(provider, purpose="Replace the battery of the file server")
    at = first.planned_start
    assert at and first.planned_end
    provider.works(provider.ana)
    second = provider.save(second, planned_start=at, planned_end=first.planned_end)
    nothing_written(provider, second, done(provider, second), "Something stands in its way")
    said = done(provider, second, remark="The same person does both, one after the other.")
    assert "one after the other" in sign(provider.workspace, second, said).deployment_reason


# ---------------------------------------------------------------- what it vouches for


def test_whoever_tried_it_is_said_and_not_made_up(provider: Provider) -> None:
    request = designed(provider)
    assert said_to_do(provider.workspace, request).by == request.assigned_to == provider.cleo.id
    request = sign(provider.workspace, request, done(provider, request, by=provider.ben.id))
    report = paper_of(provider.workspace, request, ServiceTestReport)
    assert report is not None and report.performed_by == provider.ben.id
    assert said_to_do(provider.workspace, request).by == provider.ben.id


def test_what_was_done_as_planned_is_that_in_whatever_language_it_was_written(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = designed(provider)
    with monkeypatch.context() as other:
        other.setattr(texts, "word", lambda said, **_more: f"Feito como {word(said)[8:]}")
        request = keep(provider.workspace, request, done(provider, request))
    build = paper_of(provider.workspace, request, ServiceBuild)
    assert build is not None and build.build_procedure.startswith("Feito como")
    assert said_to_do(provider.workspace, request).otherwise == ""


def test_when_a_risk_is_good_stands_in_the_procedures_beside_its_criterion(provider: Provider) -> None:
    good = "good where it can be taken back within the hour"
    lightly.procedure_says(provider, f"Risk: {good}\n\nCost\n: nothing")
    request = requested(provider)
    said = decided(provider, request)
    assert [each.criterion for each in said.scores] == ["Risk", "Cost"]
    assert procedure_to_go_by(provider.workspace).criteria() == {"Risk": good, "Cost": ""}
    provider.works(provider.ana)
    request = sign(provider.workspace, request, said)
    assert request.risk is Risk.LOW


# ---------------------------------------------------------------- order of time, and back


def test_each_moment_follows_the_one_before(provider: Provider) -> None:
    request = closed(provider)
    design, build, report = behind(provider, request)[1:]
    assert isinstance(report, ServiceTestReport)
    of = {(each.step, each.number): each.at for one in (request, design, build, report) for each in approvals_of(provider.workspace, one)}  # fmt: skip
    moments = [
        request.created_at, of["approve", request.number], of["approve", design.number], of["build", build.number],
        report.collected_at, of["approve", report.number], of["clear", request.number], request.deployed_at, of["close", request.number],
    ]  # fmt: skip
    known = [each for each in moments if each is not None]
    assert len(known) == len(moments)
    assert known == sorted(known)


def test_it_is_not_deployed_before_it_was_cleared(provider: Provider) -> None:
    request = cleared(provider)
    earlier = provider.clock.now - timedelta(days=1)
    with pytest.raises(Refused, match="before its deployment was approved"):
        provider.take(
            request, "deploy", deployed_at=earlier, deployed_by=provider.cleo.id, deployment_outcome="Done"
        )


def test_what_was_rolled_back_is_looked_back_at_too(provider: Provider) -> None:
    request = lightly.in_place(provider)
    request = provider.take(request, "roll back", "The mirror lost its second disk again")
    assert open_band(request) is Band.LOOK_BACK
    request = lightly.written_and_signed(
        provider, request, replace(lightly.looked_back(), result=ReviewResult.FAILED)
    )
    assert request.state == "closed"


def test_whoever_wrote_it_is_told_so_before_they_sign(provider: Provider) -> None:
    request = requested(provider)
    provider.works(provider.cleo)
    keep(provider.workspace, request, decided(provider, request))
    assert is_of_ones_own(provider.workspace, request, Band.DECIDE)
    provider.works(provider.ana)
    assert not is_of_ones_own(provider.workspace, request, Band.DECIDE)


def test_one_signature_is_one_moment_however_slow_the_clock_and_the_computer(provider: Provider) -> None:
    request = designed(provider)
    given = [each.at for one in behind(provider, request) for each in approvals_of(provider.workspace, one)]
    assert len(given) == 2 and len(set(given)) == 1
    assert provider.workspace.clock() != provider.workspace.clock()


def test_nobody_can_sign_twice(provider: Provider) -> None:
    request = requested(provider)
    provider.works(provider.ana)
    said = decided(provider, request)
    sign(provider.workspace, request, said)
    with pytest.raises(Refused, match="does not wait for this band"):
        sign(provider.workspace, request, said)
    assert provider.workspace.count(ServiceDesign, col(ServiceDesign.change) == request.id) == 1

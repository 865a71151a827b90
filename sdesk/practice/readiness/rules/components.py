"""Components and the copies from which they would be restored: P06 and P09 of the profile."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from sdesk.models import (
    NOTES,
    ChangeProcedure,
    ConfigurationItem,
    HistoryEntry,
    SecureComponentProcedure,
    ServiceBuild,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceIncident,
    ServiceTestReport,
)
from sdesk.models.control import CopyCheck, CopyHolder, ItemCheck, ItemCopy, ItemType, MasterCopy
from sdesk.models.relationship import Service
from sdesk.practice.calendar.days import day_of
from sdesk.practice.control.copies import is_sha256
from sdesk.practice.lifecycle.approvals import attachments_of, is_as_approved
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.thin import says
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.readiness.evidence.signatures import Signature
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer, failures_first
from sdesk.practice.readiness.rules.asking import beside, where_any
from sdesk.practice.readiness.rules.grounds import Grounds, shown_as, thin_of
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message, counted, word
from sdesk.translation import message as _

IN_SERVICE = ("in service", "faulty")


def items_in_service(on: Grounds) -> list[ConfigurationItem]:
    """By number."""
    return on.workspace.find(
        ConfigurationItem,
        col(ConfigurationItem.state).in_(IN_SERVICE),
        order_by=[col(ConfigurationItem.number)],
    )


def services_of(on: Grounds) -> tuple[Service, ...]:
    catalogue = in_effect(on.workspace, ServiceCatalogue)
    return catalogue.services if catalogue else ()


def carried_by(service: Service, items: Iterable[ConfigurationItem]) -> list[ConfigurationItem]:
    """The items that a service stands on: those it names, and those that name it."""
    return [each for each in items if service.id in each.services or each.id in service.configuration_items]


# ---------------------------------------------------------------- P06: components


def components_are_recorded(on: Grounds) -> Iterator[Asked]:
    """P06: what each service stands on, kept true by those who change it."""
    yield on.written(ChangeProcedure)
    kept = items_in_service(on)
    yield _each_service_stands(on, kept)
    deployed = [
        each
        for each in on.cases(ServiceChangeRequest)
        if each.deployed_at and on.falls_in(each.deployed_at) and not each.rolled_back_at
        if each.configuration_items
    ]
    updates = _Updates(on, deployed)
    yield on.share(
        deployed,
        lambda each: _items_left(on, each, updates),
        lambda passed, judged: _(
            "After {passed} of {judged} deployed changes the items that they touched were brought up to date.",
            passed=passed,
            judged=judged,
        ),
    )
    yield from where_any(beside(_open_cases_name_live_items(on), bool(deployed)))
    yield _vital_services_have_dependencies(on, kept)
    yield _compared_with_reality(on, kept)


def _each_service_stands(on: Grounds, kept: Sequence[ConfigurationItem]) -> Asked:
    """On a record in service with all that it has to say; one that lacks something counts for none."""
    services = services_of(on)
    shown = failures_first(shown_as(each, _not_whole(on, each)) for each in kept)
    whole = {each.record for each in shown if each.passes}
    counted_in = [each for each in kept if each.id in whole]
    bare = [each for each in services if not carried_by(each, counted_in) and _no_reason(each)]
    if not services:
        said = _("There is no catalogue whose services could stand on items.")
        return Asked(Layer.WRITTEN, Held.FAILS, said, (), (Lack(said, ServiceCatalogue),))
    if bare:
        said = _(
            "No item that is in service and described as a whole stands under: {services}.",
            services=tuple(each.name for each in bare),
        )
        return Asked(Layer.WRITTEN, Held.FAILS, said, shown, (Lack(said, ConfigurationItem),))
    said = _("Each service stands on an item in service, or says why on none.")
    return Asked(Layer.WRITTEN, Held.HOLDS, said, shown)


def _no_reason(service: Service) -> bool:
    return not says(Service, "stands_on_nothing", service.stands_on_nothing)


def _not_whole(on: Grounds, item: ConfigurationItem) -> Message:
    gap = next((each.text for each in problems(on.workspace, item, item.state)), NOTHING_SAID)
    return gap or thin_of(on, item)


class _Updates:
    """When items were last changed by hand, or held against the thing."""

    def __init__(self, on: Grounds, changes: Iterable[ServiceChangeRequest]) -> None:
        self._on = on
        touched = {key for each in changes for key in each.configuration_items}
        self.items = {
            each.id: each
            for each in on.workspace.find(ConfigurationItem, col(ConfigurationItem.id).in_(touched))
        }
        self._written: dict[UUID, datetime] = {}
        by_hand = col(HistoryEntry.action) != "import", col(HistoryEntry.model).not_in(NOTES)
        for entry in on.workspace.find(HistoryEntry, col(HistoryEntry.record_id).in_(touched), *by_hand):
            self._written[entry.record_id] = max(entry.at, self._written.get(entry.record_id, entry.at))

    def since(self, key: UUID, day: date) -> bool:
        """Whether the item was brought up to date, or looked at and left, on the day or after it."""
        written = self._written.get(key)
        if written and day_of(self._on.workspace, written) >= day:
            return True
        return any(each.on and day <= each.on for each in _checks(self._on, self.items[key]))


def _checks(on: Grounds, item: ConfigurationItem) -> list[ItemCheck]:
    """Comparisons with reality that count: by whom, not later than today, with what was found."""
    return [
        each
        for each in item.checks
        if each.by and each.on and each.on <= on.today
        if says(ItemCheck, "found", each.found)
    ]


def _items_left(on: Grounds, change: ServiceChangeRequest, updates: "_Updates") -> Message:
    """An item that the change touched and nobody brought up to date on the day of its deployment or after."""
    assert change.deployed_at is not None
    day = day_of(on.workspace, change.deployed_at)
    for key in change.configuration_items:
        if key in updates.items and not updates.since(key, day):
            return _("{number} was not brought up to date after it.", number=updates.items[key].number)
    return NOTHING_SAID


def _open_cases_name_live_items(on: Grounds) -> Asked:
    """What is open is shown with the items that it names, as long as those are not retired."""
    cases: list[ServiceIncident | ServiceChangeRequest] = [
        *(each for each in on.cases(ServiceIncident) if each.state not in ("recorded", "closed")),
        *(each for each in on.cases(ServiceChangeRequest) if not each.state_called(each.state).ended),
    ]
    gone = {
        each.id: each.number
        for each in on.workspace.find(ConfigurationItem, col(ConfigurationItem.state) == "retired")
    }
    return on.share(
        cases,
        lambda each: next(
            (
                _("It names {number}, which is retired.", number=gone[key])
                for key in each.configuration_items
                if key in gone
            ),
            NOTHING_SAID if each.configuration_items else _("It names no item."),
        ),
        lambda passed, judged: _(
            "{passed} of {judged} open cases stand with the items that they name.",
            passed=passed,
            judged=judged,
        ),
    )


def _vital_services_have_dependencies(on: Grounds, kept: Sequence[ConfigurationItem]) -> Asked:
    vital = [each for each in services_of(on) if each.vital]
    bare = [each for each in vital if not any(item.relations for item in carried_by(each, kept))]
    if not vital:
        return Asked(Layer.ASKED_NEXT, Held.NOTHING_TO_JUDGE, _("No service is marked as vital."))
    if bare:
        said = _(
            "Nothing says what the items of these vital services depend on: {services}.",
            services=tuple(each.name for each in bare),
        )
        return Asked(Layer.ASKED_NEXT, Held.FAILS, said, (), (Lack(said, ConfigurationItem),))
    return Asked(Layer.ASKED_NEXT, Held.HOLDS, _("The items of each vital service say what they depend on."))


def _compared_with_reality(on: Grounds, kept: Sequence[ConfigurationItem]) -> Asked:
    compared = [each for each in kept if any(on.falls_in(check.on) for check in _checks(on, each))]
    said = _(
        "{passed} of {judged} items were compared with reality in the period.",
        passed=len(compared),
        judged=len(kept),
    )
    return Asked(
        Layer.ASKED_NEXT, Held.HOLDS if compared else Held.FAILS, said, tuple(map(shown_as, compared))
    )


# ---------------------------------------------------------------- P09: master copies


def master_copies_are_kept(on: Grounds) -> Iterator[Asked]:
    """P09: from what each component would be restored, that it is there, and that what was built became it after its tests."""
    yield on.written(SecureComponentProcedure)
    services = services_of(on)
    ours = [each for each in items_in_service(on) if any(carried_by(service, [each]) for service in services)]
    yield _each_item_has_its_copy(on, ours)
    yield on.share(
        [each for each in ours if any(copy.held in _SOMEBODY for copy in each.master_copies)],
        lambda each: _not_verified(on, each),
        lambda passed, judged: _(
            "The master copies of {passed} of {judged} items were verified in the period.",
            passed=passed,
            judged=judged,
        ),
    )
    builds = on.workspace.find(
        ServiceBuild, col(ServiceBuild.state) == "approved", order_by=[col(ServiceBuild.number)]
    )
    approved = {each.id: _approval(on, each) for each in builds}
    yield on.share(
        [each for each in builds if (signed := approved[each.id]) is None or on.falls_in(signed.at)],
        lambda each: _copies_not_known(on, each) or _not_after_its_tests(on, each, approved[each.id]),
        lambda passed, judged: _(
            "The copies of {passed} of {judged} builds can be told from any other, and became masters after their tests.",
            passed=passed,
            judged=judged,
        ),
    )
    yield _a_restore_was_tried(on, builds)


_NO_SHA256 = _("The SHA-256 of its copy is none.")
_SOMEBODY = (CopyHolder.US, CopyHolder.MAKER)


def _each_item_has_its_copy(on: Grounds, items: Sequence[ConfigurationItem]) -> Asked:
    shown = failures_first(shown_as(each, _no_copy(on, each)) for each in items)
    lacking = [each for each in shown if not each.passes]
    said = _(
        "{passed} of {judged} items under services have a master copy that is known, or say why they need none.",
        passed=len(shown) - len(lacking),
        judged=len(shown),
    )
    if not shown:
        said = _("There is no item under a service.")
    lacks = tuple(Lack(each.why, ConfigurationItem) for each in lacking[:3]) or (
        (Lack(said, ConfigurationItem),)
    )
    held = Held.HOLDS if shown and not lacking else Held.FAILS
    return Asked(Layer.WRITTEN, held, said, shown, () if held is Held.HOLDS else lacks)


def _no_copy(on: Grounds, item: ConfigurationItem) -> Message:
    """Why no line of an item is a copy that can be found again; of each line the first that it lacks."""
    lacks = [_not_known(on, item, each) for each in item.master_copies]
    if not lacks:
        return _("It has no master copy.")
    return NOTHING_SAID if not all(lacks) else lacks[0]


def _not_known(on: Grounds, item: ConfigurationItem, copy: ItemCopy) -> Message:
    is_hardware = item.type is ItemType.HARDWARE
    match copy.held:
        case CopyHolder.NOBODY if is_hardware:
            return (
                NOTHING_SAID
                if says(ItemCopy, "how", copy.how)
                else _("Why it needs no master copy is not said.")
            )
        case CopyHolder.MAKER:
            if not item.release.strip():
                return _("The version that its maker keeps is not named.")
            if not says(ItemCopy, "place", copy.place):
                return _("The source of what its maker keeps is not named.")
            return (
                NOTHING_SAID
                if says(ItemCopy, "how", copy.how)
                else _("How to get it again from its maker is not said.")
            )
        case CopyHolder.US:
            attached = {each.sha256 for each in attachments_of(on.workspace, item)}
            if not copy.sha256.strip():
                return _not_found(on, copy, copy.place)
            if not is_sha256(copy.sha256):
                return _NO_SHA256
            return NOTHING_SAID if _is_attached(copy, attached) else _not_found(on, copy, copy.place)
    return _("A component that is software or a document needs a master copy.")


def _is_attached(copy: ItemCopy | MasterCopy, attached: set[str]) -> bool:
    return copy.sha256.strip().lower() in attached


def _not_found(on: Grounds, copy: ItemCopy | MasterCopy, place: str) -> Message:
    """G9: of a copy kept elsewhere the place, who may reach it, and when it was last checked, by whom."""
    if _claims_to_be_here(place):
        return _("Its copy is said to be kept here, and no file attached is the same.")
    if not says(ItemCopy, "place", place):
        return _("Where its copy is kept is not said.")
    if not says(ItemCopy, "reached_by", copy.reached_by):
        return _("Who may reach its copy is not said.")
    if copy.checked_on is None or copy.checked_by is None or copy.checked_on > on.today:
        return _("When its copy was last checked, and by whom, is not said.")
    return NOTHING_SAID


def _claims_to_be_here(place: str) -> bool:
    here = _("In this workspace")
    return place.strip().casefold().startswith((str(here).casefold(), word(here).casefold()))


def _not_verified(on: Grounds, item: ConfigurationItem) -> Message:
    """A copy that was looked at in the period, or attached in it."""
    attached = {each.sha256 for each in attachments_of(on.workspace, item) if on.falls_in(each.added_at)}
    kept = [each for each in item.master_copies if each.held in _SOMEBODY]
    if all(
        (each.checked_by and on.falls_in(each.checked_on)) or _is_attached(each, attached) for each in kept
    ):
        return NOTHING_SAID
    return _("Its copy was not verified in the period.")


def _approval(on: Grounds, build: ServiceBuild) -> Signature | None:
    return next((each for each in on.signed.of(build) if each.step == "approve"), None)


def _copies_not_known(on: Grounds, build: ServiceBuild) -> Message:
    attached = {each.sha256 for each in attachments_of(on.workspace, build)}
    for copy in build.master_copies:
        checked = copy.model_copy(update=_last_check(build)) if copy.checked_on is None else copy
        if not is_sha256(copy.sha256):
            return _NO_SHA256
        if not _is_attached(copy, attached) and (why := _not_found(on, checked, copy.kept_at)):
            return why
    return NOTHING_SAID if build.master_copies else _("It has no master copies.")


def _last_check(build: ServiceBuild) -> dict[str, object]:
    """A later look at all copies of a build counts for each."""
    looks = [
        each for each in build.copy_checks if each.on and each.by and says(CopyCheck, "found", each.found)
    ]
    last = max(looks, key=lambda each: each.on or date.min, default=None)
    return {"checked_on": last.on, "checked_by": last.by} if last else {}


def _not_after_its_tests(on: Grounds, build: ServiceBuild, approved: Signature | None) -> Message:
    """A build becomes master once a report on it is approved, by whoever may clear its deployment."""
    if approved is None:
        return _("Nobody approved it.")
    if not on.signed.in_role(approved, ServiceBuild.step_called("approve").roles):
        return _("Who approved it held no role for it that day.")
    if not is_as_approved(on.workspace, build, approved.sha256):
        return _("{number} is not what was signed: its SHA-256 differs.", number=build.number)
    reports = on.workspace.find(ServiceTestReport, col(ServiceTestReport.build) == build.id)
    tested = [each.at for report in reports for each in on.signed.of(report) if each.step == "approve"]
    if any(at <= approved.at for at in tested):
        return NOTHING_SAID
    return _("Its copies became masters before its tests were approved.")


def _a_restore_was_tried(on: Grounds, builds: Sequence[ServiceBuild]) -> Asked:
    tried = [
        build
        for build in builds
        if any(each.restored and each.found.strip() and on.falls_in(each.on) for each in build.copy_checks)
    ]
    if tried:
        said = counted("{n} restore was tried.", "{n} restores were tried.", n=len(tried))
        return Asked(Layer.ASKED_NEXT, Held.HOLDS, said, tuple(map(shown_as, tried)))
    said = _("Nobody tried to restore from a master copy in the period.")
    return Asked(Layer.ASKED_NEXT, Held.FAILS, said, (), (Lack(said, ServiceBuild),))

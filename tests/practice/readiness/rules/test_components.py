"""What services stand on, and the copies of it (P06, P09): what is met, in part, not yet and not; and who cheats."""

from datetime import date, timedelta

import pytest

from sdesk.models import (
    ChangeModel,
    ConfigurationItem,
    SecureComponentProcedure,
    ServiceBuild,
    ServiceCatalogue,
    ServiceTestReport,
)
from sdesk.models.control import CopyHolder, ItemCheck, ItemCopy, ItemType
from sdesk.practice.control.change_models import request_from_model
from sdesk.practice.control.deployment import deploy, proposed_updates
from sdesk.practice.exchange.handouts import PRINT, tell
from sdesk.practice.lifecycle.approvals import digest_of
from sdesk.practice.lifecycle.attachments import attach
from sdesk.storage import col
from tests.practice.readiness.rules.complete import a_change, a_copy, an_incident, approved, it_is
from tests.practice.readiness.rules.verdicts import (
    MET,
    NOT_MET,
    NOT_SHOWN,
    PARTLY,
    repaired,
    said,
    signed_by,
    the,
    verdict,
)
from tests.provider import Provider

MAY, AUGUST, NOVEMBER = date(2026, 5, 4), date(2026, 8, 3), date(2026, 11, 2)
HASH = "4f" * 32


def changes(provider: Provider, *days: date, **values):
    made = []
    for day in days:
        it_is(provider, day)
        made.append(a_change(provider, day, **values))
    return made


def item_of(provider: Provider, kind: ItemType) -> ConfigurationItem:
    return the(provider, ConfigurationItem, col(ConfigurationItem.type) == kind)


# ---------------------------------------------------------------- P06


def test_without_a_change_nothing_is_shown(set_up: Provider):
    it_is(set_up, MAY)
    an_incident(set_up, MAY)
    an_incident(set_up, MAY, "classified")
    assert verdict(set_up, "P06") is NOT_SHOWN, said(set_up, "P06")


def test_items_brought_up_to_date_show_it(set_up: Provider):
    changes(set_up, MAY)
    assert verdict(set_up, "P06") is MET, said(set_up, "P06")


@pytest.mark.parametrize(("left", "expected"), [(0, MET), (1, PARTLY), (2, NOT_MET)])
def test_shares_of_three(set_up: Provider, left, expected):
    """Nobody touches the other item after the last changes."""
    other = item_of(set_up, ItemType.SOFTWARE)
    for place, day in enumerate((MAY, AUGUST, NOVEMBER)):
        of = {"configuration_items": (other.id,)} if place >= 3 - left else {}
        changes(set_up, day, **of)
    assert verdict(set_up, "P06") is expected, said(set_up, "P06")


def test_looking_at_it_and_leaving_it_is_enough(set_up: Provider):
    other = item_of(set_up, ItemType.SOFTWARE)
    changes(set_up, MAY, configuration_items=(other.id,))
    assert verdict(set_up, "P06") is NOT_MET
    look = {
        "on": date(2026, 5, 12),
        "by": set_up.cleo.id,
        "found": "Version and place are as they are written.",
    }
    for each, expected in (
        ({"on": date(2026, 5, 10)}, NOT_MET),  # the day before it was deployed
        ({"on": date(2027, 5, 11)}, NOT_MET),  # a day to come
        ({"by": None}, NOT_MET),
        ({"found": "ok"}, NOT_MET),
        ({}, MET),
    ):
        unseen(set_up, other, checks=(ItemCheck.model_validate({**look, **each}),))
        assert verdict(set_up, "P06") is expected, each


@pytest.mark.parametrize(("asked", "expected"), [(True, MET), (False, NOT_MET)])
def test_what_the_dialog_of_a_deployment_asks_is_enough(set_up: Provider, asked, expected):
    """Nobody has to open each item: the dialog proposes what the deployment made of them."""
    it_is(set_up, MAY)
    other = item_of(set_up, ItemType.SOFTWARE)
    model = approved(set_up, ChangeModel, configuration_items=(other.id,))
    set_up.works(set_up.cleo)
    made = request_from_model(set_up.workspace, model)
    start = set_up.clock.now + timedelta(hours=1)
    made = set_up.take(
        made, "schedule pre-approved", planned_start=start, planned_end=start + timedelta(hours=1)
    )
    made = set_up.take(made, "use standing procedure")
    set_up.clock.pass_time(days=1)
    went = {
        "deployed_at": set_up.clock.now,
        "deployed_by": set_up.cleo.id,
        "deployment_outcome": "The gateway came back within four minutes.",
    }
    updates = proposed_updates(set_up.workspace, made) if asked else ()
    deploy(set_up.workspace, made, went, updates)
    assert verdict(set_up, "P06") is expected, said(set_up, "P06")


def unseen(provider: Provider, record, **values) -> None:
    """Put there so that history tells of an import and of no hand."""
    with provider.workspace.transaction("import") as session:
        live = session.get_one(type(record), record.id)
        for name, value in values.items():
            setattr(live, name, value)


def test_what_an_import_wrote_over_an_item_is_no_look_at_it(set_up: Provider):
    other = item_of(set_up, ItemType.SOFTWARE)
    changes(set_up, MAY, configuration_items=(other.id,))
    unseen(set_up, other, release="3.0")
    assert verdict(set_up, "P06") is NOT_MET
    set_up.save(the(set_up, ConfigurationItem, col(ConfigurationItem.id) == other.id), release="3.1")
    assert verdict(set_up, "P06") is MET


def test_printing_an_item_brings_nothing_up_to_date(set_up: Provider):
    other = item_of(set_up, ItemType.SOFTWARE)
    changes(set_up, MAY, configuration_items=(other.id,))
    tell(set_up.workspace, PRINT, "gateway.pdf", other.id)
    assert verdict(set_up, "P06") is NOT_MET


def test_the_day_is_that_of_the_organization(set_up: Provider):
    """Deployed at half past midnight in Lisbon, when it is still the day before in UTC; brought up to date an hour before."""
    (made,) = changes(set_up, MAY)
    item = the(set_up, ConfigurationItem, col(ConfigurationItem.id) == made.configuration_items[0])
    set_up.clock.now = set_up.clock.now.replace(month=6, day=10, hour=22, minute=30)
    set_up.save(item, release="2.9")
    repaired(set_up, made, deployed_at=set_up.clock.now.replace(hour=23, minute=30))
    set_up.clock.pass_time(days=1)
    assert verdict(set_up, "P06") is NOT_MET
    set_up.clock.now = set_up.clock.now.replace(day=10, hour=23, minute=10)
    set_up.save(item, release="3.0")
    set_up.clock.pass_time(days=1)
    assert verdict(set_up, "P06") is MET, said(set_up, "P06")


@pytest.mark.a_few(2)
@pytest.mark.parametrize("name", ["name", "type", "description", "owner", "location", "date_of_service"])
def test_a_record_that_lacks_one_of_the_seven_counts_for_none(set_up: Provider, name):
    changes(set_up, MAY)
    for each in set_up.workspace.find(ConfigurationItem):
        repaired(
            set_up, each, **{name: "" if isinstance(getattr(each, name), str) and name != "type" else None}
        )
    assert verdict(set_up, "P06") is NOT_MET


@pytest.mark.parametrize("state", ["planned", "retired"])
def test_what_is_not_in_service_carries_nothing(set_up: Provider, state):
    changes(set_up, MAY)
    for each in set_up.workspace.find(ConfigurationItem):
        repaired(set_up, each, state=state)
    assert verdict(set_up, "P06") is NOT_MET


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("Advice on the telephone: nothing has to run for it but the telephone.", MET),
        ("none", NOT_MET),
        ("", NOT_MET),
    ],
)
def test_a_service_may_say_why_it_stands_on_nothing(set_up: Provider, reason, expected):
    changes(set_up, MAY)
    catalogue = the(set_up, ServiceCatalogue)
    more = catalogue.services[0].model_copy(
        update={"id": set_up.ana.id, "name": "Advice", "configuration_items": (), "stands_on_nothing": reason}
    )
    repaired(set_up, catalogue, services=(*catalogue.services, more))
    assert verdict(set_up, "P06") is expected, said(set_up, "P06")


def test_an_open_case_on_a_retired_item_is_seen(set_up: Provider):
    changes(set_up, MAY)
    other = item_of(set_up, ItemType.SOFTWARE)
    an_incident(set_up, MAY, "classified", configuration_items=(other.id,))
    assert verdict(set_up, "P06") is MET
    repaired(set_up, other, state="retired")
    assert verdict(set_up, "P06") is not MET


# ---------------------------------------------------------------- P09


def with_copies(provider: Provider, **values) -> None:
    """Of the software, as said; of the hardware as it was."""
    item = item_of(provider, ItemType.SOFTWARE)
    copy = a_copy(provider.cleo, date(2026, 3, 2)).model_copy(update=values)
    repaired(provider, item, master_copies=(copy,))


def test_copies_that_nobody_looked_at_in_the_period_are_not_verified(set_up: Provider):
    it_is(set_up, MAY)
    an_incident(set_up, MAY)
    assert verdict(set_up, "P09") is MET, said(set_up, "P09")
    it_is(set_up, date(2027, 5, 4))
    an_incident(set_up, date(2027, 5, 4))
    assert verdict(set_up, "P09") is NOT_MET


def test_a_share_of_the_copies_verified(set_up: Provider):
    changes(set_up, MAY, AUGUST)
    with_copies(set_up, checked_on=date(2025, 2, 2))
    assert verdict(set_up, "P09") is NOT_MET  # one of two
    software = item_of(set_up, ItemType.SOFTWARE)
    with set_up.workspace.transaction("save") as session:
        for place in range(3):
            copy = software.model_dump(exclude={"id"}) | {"number": f"CI-10{place}"}
            copy["master_copies"] = (a_copy(set_up.cleo, MAY),)
            session.add(ConfigurationItem(**copy))
    assert verdict(set_up, "P09") is MET  # four of five


def test_no_copy_of_anybodys_and_no_build_shows_nothing(set_up: Provider):
    it_is(set_up, MAY)
    an_incident(set_up, MAY)
    for each in set_up.workspace.find(ConfigurationItem):
        none = ItemCopy(held=CopyHolder.NOBODY, how="A spare one stands on the shelf and needs no settings.")
        repaired(set_up, each, type=ItemType.HARDWARE, master_copies=(none,))
    assert verdict(set_up, "P09") is NOT_SHOWN, said(set_up, "P09")


@pytest.mark.a_few(4)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, MET),
        ({"sha256": ""}, MET),
        ({"sha256": "4f" * 31}, NOT_MET),
        ({"sha256": "zz" * 32}, NOT_MET),
        ({"place": ""}, NOT_MET),
        ({"place": "In this workspace"}, NOT_MET),
        ({"place": "In this workspace", "sha256": ""}, NOT_MET),
        ({"reached_by": " "}, NOT_MET),
        ({"checked_on": None}, NOT_MET),
        ({"checked_on": date(2030, 1, 1)}, NOT_MET),
        ({"checked_by": None}, NOT_MET),
        ({"held": CopyHolder.NOBODY, "how": "It would be written again from memory in a day."}, NOT_MET),
        ({"held": None}, NOT_MET),
        (
            {
                "held": CopyHolder.MAKER,
                "sha256": "",
                "reached_by": "",
                "how": "Licence and account in the safe; their portal has it.",
            },
            MET,
        ),
        ({"held": CopyHolder.MAKER, "how": ""}, NOT_MET),
        (
            {
                "held": CopyHolder.MAKER,
                "how": "Licence and account in the safe; their portal has it.",
                "place": "",
            },
            NOT_MET,
        ),
    ],
)
def test_a_copy_of_software_can_be_found_again(set_up: Provider, values, expected):
    it_is(set_up, MAY)
    an_incident(set_up, MAY)
    with_copies(set_up, **values)
    assert verdict(set_up, "P09") is expected, said(set_up, "P09")


def test_what_its_maker_keeps_names_its_version(set_up: Provider):
    it_is(set_up, MAY)
    an_incident(set_up, MAY)
    with_copies(set_up, held=CopyHolder.MAKER, how="Licence and account in the safe; their portal has it.")
    repaired(set_up, item_of(set_up, ItemType.SOFTWARE), release="")
    assert verdict(set_up, "P09") is NOT_MET


def test_an_attached_copy_is_the_same_file(set_up: Provider):
    it_is(set_up, MAY)
    an_incident(set_up, MAY)
    item = item_of(set_up, ItemType.SOFTWARE)
    file = attach(set_up.workspace, item, "gateway.cfg", b"routes", "Master copy")
    here = {"place": "In this workspace", "reached_by": "", "checked_on": None, "checked_by": None}
    with_copies(set_up, sha256=file.sha256, **here)
    assert verdict(set_up, "P09") is MET, said(set_up, "P09")
    with_copies(set_up, sha256=HASH, **here)
    assert verdict(set_up, "P09") is NOT_MET


@pytest.mark.parametrize("copies", [(), (ItemCopy(held=CopyHolder.NOBODY, how="no"),)])
def test_hardware_has_its_settings_or_a_reason(set_up: Provider, copies):
    it_is(set_up, MAY)
    an_incident(set_up, MAY)
    repaired(set_up, item_of(set_up, ItemType.HARDWARE), master_copies=copies)
    assert verdict(set_up, "P09") is NOT_MET


def test_a_build_becomes_master_after_its_tests_by_whom_may(set_up: Provider):
    (made,) = changes(set_up, MAY)
    build = the(set_up, ServiceBuild, col(ServiceBuild.change) == made.id)
    report = the(set_up, ServiceTestReport, col(ServiceTestReport.change) == made.id)
    assert verdict(set_up, "P09") is MET, said(set_up, "P09")
    signed_by(set_up, report, "approve", at=made.deployed_at)
    assert verdict(set_up, "P09") is NOT_MET
    signed_by(set_up, report, "approve", at=made.created_at)
    assert verdict(set_up, "P09") is MET
    signed_by(set_up, build, "approve", person_id=set_up.ben.id)
    assert verdict(set_up, "P09") is NOT_MET


@pytest.mark.a_few(1)
@pytest.mark.parametrize("wrong", ["exchanged", "no copies", "not there", "no hash"])
def test_the_copies_of_a_build_are_what_was_built(set_up: Provider, wrong):
    (made,) = changes(set_up, MAY)
    build = the(set_up, ServiceBuild, col(ServiceBuild.change) == made.id)
    copy = build.master_copies[0]
    update = {"exchanged": {"sha256": "5e" * 32}, "not there": {"reached_by": ""}, "no hash": {"sha256": "x"}}
    copies = () if wrong == "no copies" else (copy.model_copy(update=update[wrong]),)
    build = repaired(set_up, build, master_copies=copies)
    if wrong != "exchanged":
        for step in ("build", "approve"):
            signed_by(set_up, build, step, sha256=digest_of(set_up.workspace, build))
    assert verdict(set_up, "P09") is NOT_MET, said(set_up, "P09")


def test_without_its_procedure_nothing_is_kept(set_up: Provider):
    changes(set_up, MAY)
    repaired(set_up, the(set_up, SecureComponentProcedure), authorization="the owner")
    assert verdict(set_up, "P09") is NOT_MET

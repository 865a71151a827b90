"""What is kept of an answer is given up as soon as what it rests on is written."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import column, insert, select, table, update
from sqlalchemy.exc import IntegrityError

from sdesk.models import (
    Approval,
    ApprovalForm,
    AssignedRoles,
    Attachment,
    Customer,
    Document,
    Organization,
    ServiceCatalogue,
)
from sdesk.practice.lifecycle.approvals import approvals_of, attachments_of, sign
from sdesk.practice.lifecycle.records import create, history_of, save
from sdesk.practice.lifecycle.versions import in_effect, organization
from sdesk.storage import Workspace, col
from sdesk.storage import approvals_of as approvals_of_kind
from sdesk.storage.attachments import attach, remove_attachment
from sdesk.storage.prepared.statements import Prepared
from sdesk.storage.replay.set_back import set_back
from sdesk.storage.verify.damages import verify
from tests.provider import Provider, next_version


def customers(workspace: Workspace) -> list[str]:
    return workspace.kept("customers", lambda: sorted(each.name for each in workspace.find(Customer)))


def operations(workspace: Workspace) -> int:
    def count() -> int:
        with workspace.reading() as session:
            return session.connection().exec_driver_sql("SELECT count(*) FROM operation").scalar_one()

    return workspace.kept("operations", count)


def test_what_rests_on_all_is_given_up_by_each_write_within_an_operation(provider: Provider) -> None:
    workspace = provider.workspace
    with workspace.transaction("two customers"):
        before = customers(workspace)
        one = create(workspace, Customer, {"name": "Aaron"})
        assert customers(workspace) == ["Aaron", *before]
        save(workspace, one, {"name": "Abel"})
        assert customers(workspace) == ["Abel", *before]


def test_what_is_not_written_yet_is_seen_each_time(provider: Provider) -> None:
    workspace = provider.workspace
    with workspace.transaction("by hand") as session:
        found = session.get_one(Customer, workspace.first(Customer).id)
        names = lambda: workspace.kept("name", lambda: found.name)  # noqa: E731
        for name in ("Aaron", "Abel"):
            found.name = name
            assert names() == name


def test_an_operation_that_was_written_is_history_at_once(provider: Provider) -> None:
    workspace = provider.workspace
    with workspace.at_once():
        before = operations(workspace)
        create(workspace, Customer, {"name": "Aaron"})
        assert operations(workspace) == before + 1


def test_between_two_operations_nothing_is_kept_once_time_goes_on(provider: Provider) -> None:
    workspace, clock = provider.workspace, provider.clock
    with workspace.at_once():
        moments = [workspace.kept("now", workspace.clock)]
        clock.now += timedelta(days=1)
        moments.append(workspace.kept("now", workspace.clock))
    assert moments[1] - moments[0] >= timedelta(days=1)


def test_what_was_written_while_the_clock_stood_back_is_known_in_the_same_commit(provider: Provider) -> None:
    workspace, clock = provider.workspace, provider.clock
    with workspace.at_once():
        assert set_back(workspace) == frozenset()
        clock.now -= timedelta(days=365)
        made = create(workspace, Customer, {"name": "Aaron"})
        clock.now += timedelta(days=365)
        assert made.id in set_back(workspace)


def test_what_was_taken_back_is_not_kept(provider: Provider) -> None:
    workspace = provider.workspace
    with workspace.transaction("outer"):
        before = customers(workspace)
        with pytest.raises(KeyError), workspace.transaction("inner"):
            create(workspace, Customer, {"name": "Aaron"})
            assert customers(workspace) == ["Aaron", *before]
            raise KeyError
        assert customers(workspace) == before


def test_an_approval_gives_up_what_rests_on_approvals_of_its_kind_and_of_no_other(provider: Provider) -> None:
    workspace = provider.workspace
    asked: list[type[Document]] = []

    def ask() -> None:
        for model in (ServiceCatalogue, AssignedRoles):
            workspace.kept(model, partial(asked.append, model), of=(approvals_of_kind(model),))

    with workspace.at_once():
        ask()
        provider.take(next_version(provider, provider.extra["catalogue"]), "approve")
        ask()
    assert asked == [ServiceCatalogue, AssignedRoles, ServiceCatalogue]


def test_a_version_approved_in_one_commit_with_others_is_in_effect_in_it(provider: Provider) -> None:
    workspace = provider.workspace
    with workspace.at_once():
        assert in_effect(workspace, ServiceCatalogue).version == 1
        provider.take(next_version(provider, provider.extra["catalogue"]), "approve")
        assert in_effect(workspace, ServiceCatalogue).version == 2


class TestLasting:
    """What outlasts transactions, as versions and time zones do, is as true as if it were read each time."""

    def test_it_is_read_once_until_its_kind_is_written(self, provider: Provider) -> None:
        workspace = provider.workspace
        read: list[int] = []

        def zone() -> str:
            def found() -> str:
                read.append(1)
                return ours(workspace).time_zone

            return workspace.kept("zone", found, of=(Organization,), lasting=True)

        assert zone() == zone()
        create(workspace, Customer, {"name": "Aaron"})
        with workspace.transaction("reads alone"):
            zone()
        assert len(read) == 1
        save(workspace, ours(workspace), {"time_zone": "Asia/Tokyo"})
        assert zone() == "Asia/Tokyo"
        with workspace.transaction("by hand") as session:
            session.get_one(Organization, ours(workspace).id).time_zone = "Asia/Seoul"
            assert zone() == "Asia/Seoul", "not yet flushed, and meant already"
        assert zone() == "Asia/Seoul"

    def test_what_is_taken_back_leaves_nothing(self, provider: Provider) -> None:
        workspace = provider.workspace

        def zone() -> str:
            found = lambda: workspace.first(Organization).time_zone  # noqa: E731
            return workspace.kept("zone", found, of=(Organization,), lasting=True)

        before = zone()
        with pytest.raises(LookupError), workspace.transaction("outer"):
            with pytest.raises(LookupError), workspace.transaction("inner"):
                save(workspace, ours(workspace), {"time_zone": "Asia/Tokyo"})
                assert zone() == "Asia/Tokyo"
                raise LookupError
            assert zone() == before
            save(workspace, ours(workspace), {"time_zone": "Asia/Seoul"})
            assert zone() == "Asia/Seoul"
            raise LookupError
        assert zone() == before

    def test_a_version_is_in_effect_and_over_by_itself_and_by_what_was_read_before(
        self, provider: Provider
    ) -> None:
        """Each answer is asked for before and after each write, in and out of it."""
        workspace = provider.workspace
        slow = lambda: max(  # noqa: E731
            each.version
            for each in workspace.find(ServiceCatalogue)
            if any(one.step == "approve" for one in approvals_of(workspace, each))
        )
        assert in_effect(workspace, ServiceCatalogue).version == slow() == 1
        newer = next_version(provider, provider.extra["catalogue"])
        assert in_effect(workspace, ServiceCatalogue).version == slow() == 1
        provider.take(newer, "approve")
        assert in_effect(workspace, ServiceCatalogue).version == slow() == 2
        with pytest.raises(LookupError), workspace.at_once():
            provider.take(next_version(provider, newer), "approve")
            assert in_effect(workspace, ServiceCatalogue).version == slow() == 3
            raise LookupError
        assert in_effect(workspace, ServiceCatalogue).version == slow() == 2


def test_a_statement_put_together_once_fails_as_any_other(provider: Provider) -> None:
    """Who names what the database refuses sees the fault of SQLAlchemy."""
    begin = Prepared(insert(table("counter", column("series"), column("last"))))
    with provider.workspace.engine.connect() as connection:
        begin.run(connection, {"series": "ZZZ", "last": 1})
        with pytest.raises(IntegrityError):
            begin.run(connection, {"series": "ZZZ", "last": 2})
        with pytest.raises(IntegrityError):
            begin.run_each(connection, [{"series": "ZZZ", "last": 2}])
        connection.rollback()


def test_a_statement_put_together_once_keeps_what_it_says_itself(provider: Provider) -> None:
    counter = table("counter", column("series"), column("last"))
    count_on = Prepared(
        update(counter).values(last=counter.c.last + 3).returning(counter.c.series, counter.c.last)
    )
    with provider.workspace.engine.connect() as connection:
        query = select(counter.c.series, counter.c.last + 3)
        expected = sorted(map(tuple, connection.execute(query)))
        assert sorted(count_on.run(connection, {})) == expected
        connection.rollback()


def test_an_operation_that_changes_much_is_told_and_chained_as_one_that_changes_little(
    provider: Provider,
) -> None:
    """Beyond a hundred changes they are held as text until the operation is written."""
    workspace = provider.workspace
    with workspace.transaction("many"):
        made = [create(workspace, Customer, {"name": f"Customer “{n}” & söhne"}) for n in range(130)]
    assert verify(workspace) == []
    for each in (made[0], made[-1]):
        (entry,) = history_of(workspace, each)
        assert entry.changes["name"] == [None, each.name]


def ours(workspace: Workspace) -> Organization:
    found = organization(workspace)
    assert found is not None
    return found


def test_the_organization_is_known_as_it_was_last_written_or_taken_back(provider: Provider) -> None:
    workspace = provider.workspace
    called = lambda: ours(workspace).name  # noqa: E731
    before = called()
    with workspace.transaction("another name"):
        assert called() == before
        save(workspace, ours(workspace), {"name": "Aaron"})
        assert called() == "Aaron"
        with pytest.raises(LookupError), workspace.transaction("once more"):
            save(workspace, ours(workspace), {"name": "Abel"})
            assert called() == "Abel"
            raise LookupError
        assert called() == workspace.first(Organization).name
    assert called() == workspace.first(Organization).name
    save(workspace, ours(workspace), {"name": "Adam"})
    assert called() == "Adam"
    with workspace.transaction("by hand") as session:
        session.get_one(Organization, ours(workspace).id).name = "Ada"
        assert called() == "Ada"


def test_approvals_and_attachments_are_those_that_are_there(provider: Provider) -> None:
    workspace, item = provider.workspace, provider.extra["item"]

    def there() -> tuple[list[str], list[str]]:
        signed = workspace.find(Approval, col(Approval.record_id) == item.id)
        kept = workspace.find(
            Attachment, col(Attachment.record_id) == item.id, col(Attachment.removed_at).is_(None)
        )
        return sorted(each.step for each in signed), sorted(each.name for each in kept)

    def told() -> tuple[list[str], list[str]]:
        signed, kept = approvals_of(workspace, item), attachments_of(workspace, item)
        return sorted(each.step for each in signed), sorted(each.name for each in kept)

    assert told() == there() == ([], [])
    with workspace.at_once(), workspace.transaction("all of it"):
        assert told() == there()
        first = attach(workspace, item, "one.txt", b"one")
        assert told() == there() == ([], ["one.txt"])
        sign(workspace, item, item.steps[0], "", ApprovalForm.SIGNED_HERE, "")
        assert told() == there()
        assert len(told()[0]) == 1
        with pytest.raises(LookupError), workspace.transaction("taken back"):
            attach(workspace, item, "two.txt", b"two")
            sign(workspace, item, item.steps[0], "", ApprovalForm.SIGNED_HERE, "")
            assert told() == there()
            assert (len(told()[0]), len(told()[1])) == (2, 2)
            raise LookupError
        assert told() == there()
        assert (len(told()[0]), len(told()[1])) == (1, 1)
        remove_attachment(workspace, first.id)
        assert told() == there()
    assert told() == there()
    assert (len(told()[0]), told()[1]) == (1, [])
    attach(workspace, item, "three.txt", b"three")
    assert told() == there()
    assert told()[1] == ["three.txt"]


def test_what_rests_on_nothing_outlasts_what_is_written_for_every_thread(provider: Provider) -> None:
    workspace = provider.workspace

    def known() -> dict[str, int]:
        return workspace.kept("known", dict, lasting=True)

    known()["one"] = 1
    create(workspace, Customer, {"name": "Aaron"})
    with ThreadPoolExecutor() as beside:
        beside.submit(lambda: known().update(two=2)).result()
    with workspace.transaction("by hand"):
        create(workspace, Customer, {"name": "Abel"})
        assert known() == {"one": 1, "two": 2}

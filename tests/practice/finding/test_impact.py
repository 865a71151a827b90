"""What an item would take down: along relations in their direction, through cycles, to services and customers."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models import ConfigurationItem, Customer, CustomerAgreement, ServiceCatalogue
from sdesk.practice.finding.impact import Impact, Way, impact_of
from tests.provider import Provider, new_provider
from tests.thorough import examples


def item(
    provider: Provider, name: str, *relations: tuple[str, ConfigurationItem], **values: object
) -> ConfigurationItem:
    found = tuple({"kind": kind, "item": other.id} for kind, other in relations)
    return provider.create(ConfigurationItem, name=name, relations=found, **values)


def names(impact: Impact) -> list[str]:
    return [hit.item.name for hit in impact.others]


def test_what_depends_on_it_is_hit_and_what_it_depends_on_is_not(provider: Provider) -> None:
    power = item(provider, "Power supply")
    server = item(provider, "Server", ("depends on", power))
    mail = item(provider, "Mail program", ("depends on", server))
    assert names(impact_of(provider.workspace, server.id)) == ["Mail program"]
    found = impact_of(provider.workspace, power.id)
    assert [(hit.item.name, hit.distance) for hit in found.others] == [("Server", 1), ("Mail program", 2)]
    assert [passage.way for passage in found.passages] == [Way.DEPENDS_ON, Way.DEPENDS_ON]
    assert names(impact_of(provider.workspace, mail.id)) == []


def test_the_whole_takes_its_parts_down_and_a_part_harms_the_whole_but_not_its_sisters(
    provider: Provider,
) -> None:
    rack = item(provider, "Rack")
    one = item(provider, "Server one", ("part of", rack))
    item(provider, "Server two", ("part of", rack))
    assert sorted(names(impact_of(provider.workspace, rack.id))) == ["Server one", "Server two"]
    assert names(impact_of(provider.workspace, one.id)) == ["Rack"]


def test_a_circle_of_items_comes_to_an_end(provider: Provider) -> None:
    one = item(provider, "One")
    two = item(provider, "Two", ("depends on", one))
    provider.save(one, relations=({"kind": "depends on", "item": two.id},))
    assert names(impact_of(provider.workspace, one.id)) == ["Two"]
    assert names(impact_of(provider.workspace, two.id)) == ["One"]


def test_services_customers_and_agreements_are_hit_through_items(provider: Provider) -> None:
    service = provider.extra["service"]
    customer = provider.extra["customer"]
    server = item(provider, "Server")
    mail = item(provider, "Mail program", ("depends on", server), services=(service,))
    agreement = provider.approved(CustomerAgreement, customer=customer.id, services=(service,))
    found = impact_of(provider.workspace, server.id)
    assert [(hit.service.id, hit.through) for hit in found.services] == [(service, (mail.id,))]
    assert [each.id for each in found.agreements] == [agreement.id]
    assert [each.id for each in found.customers] == [customer.id]


def test_the_catalogue_says_what_a_service_needs_too(provider: Provider) -> None:
    server = item(provider, "Server")
    catalogue = provider.extra["catalogue"]
    needed = catalogue.services[0].model_copy(update={"configuration_items": (server.id,), "vital": True})
    from sdesk.practice.lifecycle.records import new_version

    provider.take(provider.save(new_version(provider.workspace, catalogue), services=(needed,)), "approve")
    found = impact_of(provider.workspace, server.id)
    assert [each.name for each in found.vital] == [needed.name]
    assert provider.workspace.count(ServiceCatalogue) == 2


def test_the_customer_at_whom_it_stands_is_hit(provider: Provider) -> None:
    school = provider.create(Customer, name="School")
    router = item(provider, "Router", customer=school.id)
    assert [each.name for each in impact_of(provider.workspace, router.id).customers] == ["School"]


def test_an_item_at_one_customer_does_not_hit_a_service_for_the_others(provider: Provider) -> None:
    service = provider.extra["service"]
    pier = provider.extra["customer"]
    school = provider.create(Customer, name="School")
    for customer in (pier, school):
        provider.approved(CustomerAgreement, customer=customer.id, services=(service,))
    switch = item(provider, "Switch at the school", services=(service,), customer=school.id)
    found = impact_of(provider.workspace, switch.id)
    assert [each.name for each in found.customers] == ["School"]
    assert [each.customer for each in found.agreements] == [school.id]
    server = item(provider, "Server here", services=(service,))
    both = impact_of(provider.workspace, switch.id, server.id)
    assert [each.name for each in both.customers] == ["Pier Dental", "School"]


def test_what_is_retired_stands_aside_and_several_begin_together(provider: Provider) -> None:
    one, two = item(provider, "One"), item(provider, "Two")
    both = item(provider, "Both", ("depends on", one), ("depends on", two))
    found = impact_of(provider.workspace, one.id, two.id)
    assert names(found) == ["Both"]
    assert [each.name for each in found.origin] == ["One", "Two"]
    provider.take(provider.save(both, **_whole(provider)), "put in service")
    provider.take(both, "retire", reason="Sold")
    assert names(impact_of(provider.workspace, one.id, two.id)) == []
    assert impact_of(provider.workspace, both.id).items == ()


def _whole(provider: Provider) -> dict[str, object]:
    from tests.provider import values_for

    wanted = values_for(provider, ConfigurationItem, "in service")
    return {name: value for name, value in wanted.items() if name != "name"}


GRAPHS = st.integers(2, 7).flatmap(
    lambda size: st.lists(
        st.tuples(st.integers(0, size - 1), st.sampled_from(["depends on", "part of"]), st.integers(0, size - 1)),
        max_size=14,
    ).map(lambda edges: (size, edges))
)  # fmt: skip


def closure(size: int, edges: Sequence[tuple[int, str, int]], begin: int) -> set[int]:
    """The rule, plainly: repeat until nothing is added. `down` takes parts with it, `hit` does not.

    What an item says of itself says nothing.
    """
    edges = [edge for edge in edges if edge[0] != edge[2]]
    down, hit = {begin}, {begin}
    while True:
        before = (len(down), len(hit))
        for one, kind, other in edges:
            if kind == "depends on" and other in hit:
                down.add(one)
            if kind == "part of" and other in down:
                down.add(one)
            if kind == "part of" and one in hit:
                hit.add(other)
            hit |= down
        if (len(down), len(hit)) == before:
            return hit - {begin}


@settings(max_examples=examples(8, 12))
@given(GRAPHS)
def test_in_any_net_of_relations_it_finds_what_the_rule_says(
    graph: tuple[int, list[tuple[int, str, int]]],
) -> None:
    size, edges = graph
    with TemporaryDirectory() as folder:
        provider = new_provider(Path(folder) / "firm.sdesk")
        made = [item(provider, str(place)) for place in range(size)]
        for place, each in enumerate(made):
            own = tuple({"kind": kind, "item": made[other].id} for one, kind, other in edges if one == place)
            provider.save(each, relations=own)
        for begin in range(size):
            found = impact_of(provider.workspace, made[begin].id)
            assert {int(name) for name in names(found)} == closure(size, edges, begin)
            reached = {hit.item.id for hit in found.items}
            assert all({passage.source, passage.target} <= reached for passage in found.passages)
        provider.workspace.close()

"""Search, links and pages of lists: what is found, in which order, whatever a person types."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdesk.models import (
    AssignedRoles,
    ConfigurationItem,
    Customer,
    CustomerAgreement,
    Person,
    Record,
    ServiceCatalogue,
    ServiceIncident,
)
from sdesk.practice.lifecycle.lists import Listing, entries, linking_to, numbered, page, search, size
from sdesk.practice.lifecycle.records import delete_draft, new_version
from tests.provider import Provider, incident, next_version


def found(provider: Provider, words: str, *models: str) -> list[str]:
    return [entry.number for entry in search(provider.workspace, words, models)]


class TestWords:
    @pytest.fixture(autouse=True)
    def incidents(self, provider: Provider) -> None:
        provider.create(
            ServiceIncident, summary="Kein E-Mail-Empfang in Łódź", details="Façade “résumé” naïve"
        )
        provider.create(ServiceIncident, summary="Printer jams", steps_taken=({"text": "Changed the fuser"},))
        provider.create(
            ServiceIncident, summary="Übertragung AND Müller_Söhne NEAR the end", notes="C++ (x64)"
        )
        provider.create(ServiceIncident, summary="हिन्दी समर्थन", reporter={"name": "Dora Lind"})

    @pytest.mark.parametrize(
        ("words", "number"),
        [
            ("printer", 2),
            ("PRI", 2),
            ("jams pri", 2),
            ("fuser", 2),
            ("resume facade", 1),
            ("résumé", 1),
            ("re\u0301sume\u0301", 1),
            ("e-mail", 1),
            ("E-Mail-Emp", 1),
            ("muller", 3),
            ("ubertragung", 3),
            ("soehne", None),
            ("AND", 3),
            ("müller NEAR end", 3),
            ("c++ x64", 3),
            ("Müller_Sö", 3),
            ("हिन्दी", 4),
            ("dora", 4),
            ("printer dora", None),
            ("xyzzy", None),
        ],
    )
    def test_words_and_their_beginnings_are_found(
        self, provider: Provider, words: str, number: int | None
    ) -> None:
        expected = [f"INC-2026-000{number}"] if number else []
        assert found(provider, words, "ServiceIncident") == expected

    @pytest.mark.parametrize(
        "typed",
        ['"', '"unclosed', "a OR", "NOT", "NEAR(a b, 2)", "number:INC", "-x", "^start", "a*b*", "(", "{a b}: c", "'; DROP TABLE search; --",
         "\x00", "..", "%", "_", "*", "🙂", "\u202e", "'"],
    )  # fmt: skip
    def test_whatever_is_typed_is_only_words(self, provider: Provider, typed: str) -> None:
        search(provider.workspace, typed)
        listing = Listing("ServiceIncident", words=typed)
        assert len(page(provider.workspace, listing)) == size(provider.workspace, listing)

    def test_signs_alone_are_no_words(self, provider: Provider) -> None:
        assert size(provider.workspace, Listing("ServiceIncident", words="_ - *")) == 4

    @given(st.text(max_size=30))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_no_text_breaks_it(self, provider: Provider, typed: str) -> None:
        search(provider.workspace, typed.encode("utf-8", "replace").decode())

    def test_an_exact_number_stands_first(self, provider: Provider) -> None:
        provider.create(ServiceIncident, summary="As in INC-2026-0002 again")
        assert found(provider, "inc-2026-0002")[0] == "INC-2026-0002"

    def test_it_follows_every_change(self, provider: Provider) -> None:
        draft = provider.workspace.find(ServiceIncident, order_by=[ServiceIncident.number])[1]
        draft = provider.save(draft, summary="Scanner hums")
        assert found(provider, "printer", "ServiceIncident") == []
        assert found(provider, "scanner", "ServiceIncident") == [draft.number]
        delete_draft(provider.workspace, draft)
        assert found(provider, "scanner") == []


class TestDirectory:
    def test_a_record_is_known_by_its_number_and_its_newest_version(self, provider: Provider) -> None:
        agreement = provider.approved(CustomerAgreement)
        second = next_version(provider, agreement)
        newest = numbered(provider.workspace, " agr-0001 ")
        first = numbered(provider.workspace, "AGR-0001", 1)
        assert newest is not None
        assert first is not None
        assert (newest.id, newest.state, first.id, first.state) == (
            second.id,
            "draft",
            agreement.id,
            "approved",
        )
        assert numbered(provider.workspace, "AGR-0009") is None

    def test_a_service_is_called_by_its_name_and_opens_its_catalogue(self, provider: Provider) -> None:
        entry = entries(provider.workspace, [provider.extra["service"]])[provider.extra["service"]]
        assert (entry.label, entry.opens) == ("Name in words", provider.extra["catalogue"].id)
        draft = new_version(provider.workspace, provider.extra["catalogue"])
        provider.save(draft, services=())
        kept = entries(provider.workspace, [provider.extra["service"]])
        assert kept[provider.extra["service"]].label == "Name in words"

    def test_a_service_is_called_as_in_the_catalogue_in_effect_whatever_a_draft_says(
        self, provider: Provider
    ) -> None:
        catalogue, known = provider.extra["catalogue"], provider.extra["service"]
        draft = new_version(provider.workspace, catalogue)
        renamed = draft.services[0].model_copy(update={"name": "Another name"})
        draft = provider.save(draft, services=(renamed, {"name": "Added"}))
        entry = entries(provider.workspace, [known])[known]
        assert (entry.title, entry.opens) == ("Name in words", catalogue.id)
        assert [each.title for each in search(provider.workspace, "added", ["Service"])] == ["Added"]
        delete_draft(provider.workspace, draft)
        assert [each.id for each in search(provider.workspace, "name words", ["Service"])] == [known]
        assert search(provider.workspace, "added", ["Service"]) == []

    def test_a_service_has_its_new_name_once_that_is_approved(self, provider: Provider) -> None:
        known = provider.extra["service"]
        draft = new_version(provider.workspace, provider.extra["catalogue"])
        renamed = draft.services[0].model_copy(update={"name": "Another name"})
        approved = provider.take(provider.save(draft, services=(renamed,)), "approve")
        entry = entries(provider.workspace, [known])[known]
        assert (entry.title, entry.opens) == ("Another name", approved.id)

    def test_links_are_found_backwards_with_their_field(self, provider: Provider) -> None:
        item = provider.extra["item"]
        hit = provider.create(ServiceIncident, configuration_items=(item.id,))
        backwards = [
            (entry.id, name) for entry, name in linking_to(provider.workspace, item.id, ["ServiceIncident"])
        ]
        assert backwards == [(hit.id, "configuration_items")]
        provider.save(hit, configuration_items=())
        assert linking_to(provider.workspace, item.id, ["ServiceIncident"]) == []

    def test_links_in_rows_are_found_too(self, provider: Provider) -> None:
        part = provider.create(
            ConfigurationItem, relations=({"kind": "part of", "item": provider.extra["item"].id},)
        )
        links = linking_to(provider.workspace, provider.extra["item"].id)
        assert (part.id, "relations") in [(entry.id, name) for entry, name in links]


class TestPages:
    @pytest.fixture(autouse=True)
    def incidents(self, provider: Provider) -> None:
        customers = [provider.create(Customer, name=name) for name in ("zeta", "Alpha", "école")]
        for place in range(9):
            provider.create(
                ServiceIncident,
                summary=f"Incident {9 - place}",
                customer=customers[place % 3].id,
                started_at=provider.clock.now + timedelta(hours=(place * 7) % 9),
            )

    def numbers(self, provider: Provider, **listing: object) -> list[str]:
        chosen = Listing("ServiceIncident", **listing)  # type: ignore[arg-type]
        return [record.number[-1] for record in page(provider.workspace, chosen)]

    def test_newest_numbers_come_first(self, provider: Provider) -> None:
        assert self.numbers(provider) == list("987654321")

    @pytest.mark.parametrize(
        ("sort", "descending", "expected"),
        [("summary", False, "987654321"), ("summary", True, "123456789"), ("started_at", False, "159483726")],
    )
    def test_any_column_sorts(self, provider: Provider, sort: str, descending: bool, expected: str) -> None:
        numbers = "".join(self.numbers(provider, sort=sort, descending=descending))
        if sort == "started_at":
            found = page(provider.workspace, Listing("ServiceIncident", sort=sort, descending=descending))
            times = [record.started_at for record in found]  # type: ignore[attr-defined]
            assert times == sorted(times)
        else:
            assert numbers == expected

    def test_links_sort_by_what_they_are_called(self, provider: Provider) -> None:
        found = page(provider.workspace, Listing("ServiceIncident", sort="customer", descending=False))
        called = entries(provider.workspace, [record.customer for record in found])  # type: ignore[attr-defined]
        titles = [called[record.customer].title for record in found]  # type: ignore[attr-defined]
        assert titles == ["Alpha"] * 3 + ["zeta"] * 3 + ["école"] * 3

    def test_pages_together_are_the_whole_list(self, provider: Provider) -> None:
        for sort in ("number", "customer", "state"):
            listing = Listing("ServiceIncident", sort=sort)
            parts = [page(provider.workspace, listing, offset, 4) for offset in (0, 4, 8)]
            together = [record.id for part in parts for record in part]
            assert len(set(together)) == len(together) == size(provider.workspace, listing) == 9

    @pytest.mark.parametrize("descending", [True, False])
    @pytest.mark.parametrize("words", ["incident", "Incident 3", "care", "inc 2026", "nothing", "-"])
    def test_words_find_in_pages_what_they_find_at_once(
        self, provider: Provider, words: str, descending: bool
    ) -> None:
        provider.take(incident(provider, summary="Incident with care"), "record")
        delete_draft(provider.workspace, incident(provider, summary="Incident without care"))
        for states in ((), ("draft",), ("recorded", "draft"), ("closed",)):
            listing = Listing("ServiceIncident", words=words, states=states, descending=descending)
            at_once = [each.id for each in page(provider.workspace, listing, 0, -1)]
            parts = [page(provider.workspace, listing, offset, 4) for offset in range(0, 12, 4)]
            assert [each.id for part in parts for each in part] == at_once
            assert size(provider.workspace, listing) == len(at_once)

    @pytest.mark.parametrize("model", [Customer, ServiceCatalogue, AssignedRoles])
    def test_services_and_other_kinds_are_not_counted_among_a_kind(
        self, provider: Provider, model: type[Record]
    ) -> None:
        listing = Listing(model.__name__, words="e")
        at_once = page(provider.workspace, listing, 0, -1)
        assert size(provider.workspace, listing) == len(at_once)
        assert [each.id for each in page(provider.workspace, listing)] == [each.id for each in at_once]

    def test_states_words_and_values_filter_together(self, provider: Provider) -> None:
        recorded = provider.take(incident(provider, summary="Incident with care"), "record")
        listing = Listing(
            "ServiceIncident",
            words="incident",
            states=("recorded",),
            where=(("customer", recorded.customer),),
        )
        assert [record.id for record in page(provider.workspace, listing)] == [recorded.id]
        assert size(provider.workspace, listing) == 1

    def test_people_sort_by_name(self, provider: Provider) -> None:
        found = page(provider.workspace, Listing(Person.__name__, sort="name", descending=False))
        assert [record.heading for record in found] == ["Ana Reyes", "Ben Okafor", "Cleo Sand"]


def test_the_catalogue_itself_is_found_by_its_services(provider: Provider) -> None:
    models = {entry.model for entry in search(provider.workspace, "description business terms")}
    assert models == {ServiceCatalogue.__name__, "Service"}

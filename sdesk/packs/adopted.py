"""The packs that a provider has adopted, each from a day on, and what they say of kinds of record, fields and steps.

The first names things: it is service delivery, which is always adopted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sdesk.packs.bindings import WorkProductBinding, parted
from sdesk.packs.model import Task
from sdesk.packs.pack import Pack


@dataclass(frozen=True, slots=True)
class Adoption:
    """`since` is the first day on which the pack counts; None: it always did."""

    pack: Pack
    since: date | None = None

    def counts_at(self, day: date) -> bool:
        return self.since is None or self.since <= day


@dataclass(frozen=True)
class AdoptedPacks:
    """In the order in which they name things. There is at least one."""

    adoptions: tuple[Adoption, ...]

    def at(self, day: date) -> "AdoptedPacks":
        """Those that counted on a day."""
        return AdoptedPacks(tuple(each for each in self.adoptions if each.counts_at(day)))

    @property
    def packs(self) -> tuple[Pack, ...]:
        return tuple(each.pack for each in self.adoptions)

    @property
    def first(self) -> Pack:
        return self.adoptions[0].pack

    def pack(self, pack_id: str) -> Pack:
        """Raises KeyError for one that is not adopted."""
        found = next((pack for pack in self.packs if pack.id == pack_id), None)
        if found is None:
            raise KeyError(pack_id)
        return found

    def find(self, named: str) -> tuple[Pack, str]:
        """The pack and key of what somebody names in full (`29110-4-3/WP.18`) or by its key alone. Raises KeyError.

        A key alone is looked for in the packs in their order. A set that is named in full is never left.
        """
        pack_id, slash, key = named.partition("/")
        candidates = [self.pack(pack_id)] if slash else list(self.packs)
        for pack in candidates:
            if (key if slash else named) in pack.ids:
                return pack, key if slash else named
        raise KeyError(named)

    def task(self, named: str) -> tuple[Pack, Task]:
        pack, key = self.find(named)
        return pack, pack.asks.task(key)

    def full_id(self, named: str) -> str:
        pack, key = self.find(named)
        return pack.full_id(key)

    def short_id(self, named: str) -> str:
        """What is shown of it: the key, and the whole where another pack that comes first means something else by it."""
        pack, key = self.find(named)
        return key if self.find(key)[0] is pack else pack.full_id(key)

    def tasks(self) -> Iterator[tuple[Pack, Task]]:
        """All tasks, each set's in dependency order."""
        return ((pack, task) for pack in self.packs for task in pack.asks.tasks_in_order)

    # what the packs say of ours

    def work_products_in(self, record: str) -> tuple[tuple[Pack, WorkProductBinding], ...]:
        """The work products that a kind of record carries, the one that names it first."""
        return tuple((pack, each) for pack in self.packs for each in pack.bindings.work_products_in(record))

    def work_product_in(self, record: str) -> str:
        """How the first pack calls what this kind of record carries: `WP.18`; "" where no pack has a word for it."""
        return next(
            (self.short_id(pack.full_id(each.id)) for pack, each in self.work_products_in(record)), ""
        )

    def product_kept_in(self, record: str) -> str:
        """The work product that this very kind of record is, not only belongs to; "" for any other."""
        found = (short for pack, each in self.work_products_in(record) if each.record == record
                 if (short := self.short_id(pack.full_id(each.id))))  # fmt: skip
        return next(found, "")

    def record_of(self, named: str) -> str:
        """The kind of record that a work product is kept in; "" where nothing carries it. Raises KeyError."""
        pack, key = self.find(named)
        return pack.bindings.record_of(key)

    def items_of(self, record: str, field: str) -> tuple[str, ...]:
        """The content items that a field covers, as they are shown beside it: `WP.11 b`."""
        return tuple(
            f"{self.short_id(pack.full_id(product))} {ref}"
            for pack in self.packs
            for product, ref in pack.bindings.items_of(record, field)
        )

    def covered_in(self, record: str) -> frozenset[str]:
        """The fields of a kind of record that cover a content item."""
        return frozenset().union(*(pack.bindings.covered_in(record) for pack in self.packs))

    def written_by_tasks(self, record: str) -> frozenset[str]:
        """The fields of a kind of record that tasks write."""
        return frozenset(
            name
            for pack in self.packs
            for task in pack.asks.tasks
            for name in pack.bindings.task(task.id).writes_in(record)
        )

    def mark_of(self, record: str, field: str) -> str:
        """The same in a line: `WP.14 e, e.1`."""
        refs: dict[str, list[str]] = {}
        for item in self.items_of(record, field):
            product, _, ref = item.rpartition(" ")
            refs.setdefault(product, []).append(ref)
        return "; ".join(f"{product} {', '.join(found)}" for product, found in refs.items())

    def tasks_of_step(self, record: str, step: str) -> tuple[str, ...]:
        """The full ids of the tasks that a step does."""
        return tuple(
            pack.full_id(task) for pack in self.packs for task in pack.bindings.tasks_of_step(record, step)
        )

    def task_of_step(self, record: str, step: str) -> str:
        """The first task that a step does, as it is shown; "" where it does none."""
        return next(map(self.short_id, self.tasks_of_step(record, step)), "")

    def mandatory(self, record: str, states: tuple[str, ...]) -> tuple[str, ...]:
        """The fields that the packs make mandatory in any of these states, besides our own minimum."""
        asked = (each for pack in self.packs for each in pack.bindings.mandatory)
        found = (parted(each.field) for each in asked if each.state in states)
        return tuple(dict.fromkeys(name for owner, name in found if owner == record))

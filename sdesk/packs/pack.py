"""A standard as data: what it asks, where our records answer it, and what it is called in each language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sdesk.packs.bindings import Bindings
from sdesk.packs.model import RequirementSet
from sdesk.packs.references import NAMED, ids_of
from sdesk.packs.words import Words, texts_of, worded


@dataclass(frozen=True)
class Pack:
    """`asks` is the set in its own language; `in_language` words it in another."""

    asks: RequirementSet
    bindings: Bindings = field(default_factory=Bindings)
    words: Mapping[str, Words] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.asks.id

    def full_id(self, key: str) -> str:
        """What an element is called outside its set: `29110-4-3/WP.18`."""
        return f"{self.id}/{key}"

    def key_of(self, named: str) -> str:
        """The key of what is named in full, or by its key alone; "" for what belongs to another set, or is unknown."""
        key = named.removeprefix(f"{self.id}/")
        return key if key in self.ids else ""

    def role_called(self, role: str) -> str:
        """What the set calls one of our roles, or one of its own; "" where it knows neither."""
        bound = self.bindings.roles.values()
        key = next((each.id for each in bound if each.role == role), role)
        return next((each.name for each in self.asks.roles if each.id == key), "")

    def our_roles(self, roles: Iterable[str]) -> tuple[str, ...]:
        """Those of ours who play these roles of the set; nobody inside is a customer."""
        return tuple(filter(None, (self.bindings.roles[each].role for each in roles)))

    def in_language(self, language: str) -> RequirementSet:
        """The set in a language; what has not been said in it stays in the set's own."""
        words = self.words.get(language)
        return worded(self.asks, words) if words else self.asks

    def translations(self, language: str) -> Mapping[str, str]:
        """Text in the set's own language -> the same in another, as a catalogue has it."""
        pairs = zip(texts_of(self.asks), texts_of(self.in_language(language)), strict=True)
        return {own: other for own, other in pairs if own != other}

    def records_of(self, requirement_id: str) -> tuple[str, ...]:
        """The kinds of record that carry something of a requirement; none where nothing does."""
        products = self.asks.requirement(requirement_id).work_products
        carrying = (self.bindings.record_of(product) for product in products)
        bound = self.bindings.requirement(requirement_id).records
        return tuple(dict.fromkeys((*filter(None, carrying), *bound)))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The keys by which elements are named from outside the set."""
        known = ids_of(self.asks)
        return frozenset(key for kind in NAMED for key in known[kind])

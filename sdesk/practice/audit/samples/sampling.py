"""Drawing a sample that anybody draws again: by SHA-256 of seed and id, so that no program's dice are in it. Pure."""

from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

Stratum = tuple[str, ...]
"""What the cases of one part have in common, such as state and priority."""


def draw(cases: Mapping[UUID, Stratum], wanted: int, seed: str) -> tuple[UUID, ...]:
    """So many of the cases, or all where there are not more; in an order that says nothing but the seed.

    Each stratum gives at least one, if there are as many to draw as strata, and the more the larger it is. In what order
    the cases come makes no difference.
    """
    strata: dict[Stratum, list[UUID]] = {}
    for case in sorted(cases, key=lambda each: _place(seed, each.hex)):
        strata.setdefault(cases[case], []).append(case)
    shares = _shares({stratum: len(held) for stratum, held in strata.items()}, wanted, seed)
    drawn = [case for stratum, held in strata.items() for case in held[: shares.get(stratum, 0)]]
    return tuple(sorted(drawn, key=lambda each: _place(seed, each.hex)))


def fingerprint(cases: Mapping[UUID, Stratum]) -> str:
    """The SHA-256 of all that could have been drawn, each with its stratum."""
    lines = sorted(f"{case.hex}\t{_name(stratum)}\n" for case, stratum in cases.items())
    return sha256("".join(lines).encode()).hexdigest()


def _shares(sizes: Mapping[Stratum, int], wanted: int, seed: str) -> dict[Stratum, int]:
    """How many each stratum gives: one each, the rest by what is left of them, the largest fractions rounded up."""
    wanted = min(wanted, sum(sizes.values()))
    by_chance = sorted(sizes, key=lambda each: _place(seed, _name(each)))
    if wanted <= len(sizes):
        largest_first = sorted(by_chance, key=lambda each: -sizes[each])
        return dict.fromkeys(largest_first[: max(wanted, 0)], 1)
    rest, left = wanted - len(sizes), sum(sizes.values()) - len(sizes)
    whole = {each: divmod(rest * (sizes[each] - 1), left) for each in by_chance}
    shares = {each: 1 + quotient for each, (quotient, _) in whole.items()}
    by_fraction = sorted(by_chance, key=lambda each: -whole[each][1])
    for each in by_fraction[: wanted - sum(shares.values())]:
        shares[each] += 1
    return shares


def _place(seed: str, name: str) -> bytes:
    return sha256(f"{seed}\n{name}".encode()).digest()


def _name(stratum: Stratum) -> str:
    return "\t".join(stratum)


__all__ = ["Stratum", "draw", "fingerprint"]

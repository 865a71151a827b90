"""What the starter has to tick, with what is to be known of each in lines."""

from sdesk.models.relationship.catalogue import QualityMeasure
from sdesk.practice.starter.library import Choosable, StarterService, goals, kinds_of_data, services, tools
from sdesk.translation import gettext as _
from sdesk.ui.records.ticks import Offer


def services_to_offer() -> list[Offer]:
    """Each with what it is, how it is used, its hours where they are its own, and what is measured."""
    return [Offer(each.key, each.name, _said_of(each)) for each in services()]


def tools_to_offer() -> list[Offer]:
    return [_offer(each) for each in tools()]


def data_to_offer() -> list[Offer]:
    return [_offer(each) for each in kinds_of_data()]


def goals_to_offer() -> list[Offer]:
    return [_offer(each) for each in goals()]


def _offer(each: Choosable) -> Offer:
    return Offer(each.key, each.name, (each.words,))


def _said_of(service: StarterService) -> tuple[str, ...]:
    measured = [
        _("{name}: {target} {unit}")
        .format(name=each.name, target=f"{each.target:g}", unit=_unit(each))
        .strip()
        for each in service.measures
        if each.target is not None
    ]
    lines = (service.words, service.how_to_use, service.hours_note, *measured)
    return tuple(line for line in lines if line)


def _unit(measure: QualityMeasure) -> str:
    """In what it is counted, where that is not simply how many."""
    unit = measure.counts.unit if measure.counts else measure.unit
    return "" if unit in ("", "count") else _(unit)


__all__ = ["data_to_offer", "goals_to_offer", "services_to_offer", "tools_to_offer"]

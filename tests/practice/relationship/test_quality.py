"""Quality measures of a service: the unit is that of the measure, and asked for nowhere else."""

from pathlib import Path

import pytest

from sdesk.models import ServiceCatalogue
from sdesk.models.measures import Measure
from sdesk.models.relationship import QualityMeasure, Service
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.measures.targets import asked_of
from tests.provider import Provider, new_provider


@pytest.fixture
def provider(tmp_path: Path):
    made = new_provider(tmp_path / "harbour.sdesk")
    yield made
    made.workspace.close()


def said(provider: Provider, **values) -> list[str]:
    row = QualityMeasure(name="As customers read it", target=95.0, **values)
    made = provider.create(ServiceCatalogue, services=(Service(name="Mail", quality_measures=(row,)),))
    found = problems(provider.workspace, made, "approved")
    return [str(each) for each in found if "nit" in str(each)]


@pytest.mark.parametrize("measure", [each for each in Measure if each is not Measure.OTHER])
def test_a_measure_brings_its_unit_and_asks_for_none(provider: Provider, measure: Measure) -> None:
    assert said(provider, counts=measure) == []


def test_another_unit_than_that_of_the_measure_is_still_refused(provider: Provider) -> None:
    row = QualityMeasure(name="x", counts=Measure.MEAN_RESTORATION, target=8.0, unit="hours")
    assert asked_of(row) is None
    assert "not in “hours”" in said(provider, counts=Measure.MEAN_RESTORATION, unit="hours")[0]

"""Cells of a circle: none missing, none too many."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.cells import LARGEST_RADIUS_KM, cover, tokens
from search.engines.records import distance_km


@settings(max_examples=60, deadline=None)
@given(
    lat=st.floats(-60, 75),
    lon=st.floats(-179, 179),
    radius=st.floats(0.1, LARGEST_RADIUS_KM),
    seed=st.integers(0, 1000),
)
def test_cells_tell_inside_from_outside(lat, lon, radius, seed):
    chance = random.Random(seed)
    covered = cover(lat, lon, radius)
    assert covered is not None
    inside, border = set(covered.inside), set(covered.border)
    for _ in range(200):
        reach = 1.3 * radius / 111
        place = lat + chance.uniform(-reach, reach), lon + chance.uniform(-2 * reach, 2 * reach)
        distance = distance_km((lat, lon), place)
        cells = set(tokens(*place))
        if cells & inside:
            assert distance <= radius
        elif not cells & border:
            assert distance > radius


def test_a_cover_is_short():
    covered = cover(50.8, 7.2, 10.0)
    assert covered is not None
    assert len(covered.inside) + len(covered.border) < 2000


@pytest.mark.parametrize("radius", [0.0, -1.0, LARGEST_RADIUS_KM + 1])
def test_what_can_not_be_covered_is_measured_instead(radius):
    assert cover(50.8, 7.2, radius) is None

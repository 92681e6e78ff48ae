"""Places as cells of a grid, so that a circle becomes a few tokens instead of many distances.

A document is indexed under the cell that holds it in each size. A circle is covered by the
largest cells that lie inside it; only what lies in the small cells on its border is measured.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from search.engines.records import box, distance_km

SIZES = (0.64, 0.16, 0.04, 0.01, 0.0025)  # degrees, each a quarter of the one before
_KM_PER_DEGREE = 111.2
_BORDER = 24  # cells on the border are at most about the radius divided by this wide
LARGEST_RADIUS_KM = 300.0  # beyond, a cover would take longer than measuring

Cell = tuple[int, int, int]  # size, row, column


class Cover(NamedTuple):
    """Tokens of cells that lie wholly in a circle, and of those that it cuts."""

    inside: list[str]
    border: list[str]


def tokens(lat: float, lon: float) -> list[str]:
    """Return the cells of a place in degrees, one of each size."""
    return [_token(cell) for cell in _cells(lat, lon)]


@lru_cache(maxsize=256)
def cover(lat: float, lon: float, radius_km: float) -> Cover | None:
    """Return the cells of a circle (degrees, kilometres), None for one too large to cover."""
    if not 0 < radius_km <= LARGEST_RADIUS_KM:
        return None
    finest = 0
    while finest + 1 < len(SIZES) and SIZES[finest] * _KM_PER_DEGREE > radius_km / _BORDER:
        finest += 1
    south, north, west, east = box(lat, lon, radius_km)
    result = Cover([], [])
    size = SIZES[0]
    for row in range(math.floor(south / size), math.floor(north / size) + 1):
        for column in range(math.floor(west / size), math.floor(east / size) + 1):
            _descend((0, row, column), (lat, lon), radius_km, finest, result)
    return result


def _descend(
    cell: Cell, here: tuple[float, float], radius_km: float, finest: int, result: Cover
) -> None:
    """Sort `cell`, or its parts down to the size number `finest`, into `result`."""
    size = SIZES[cell[0]]
    south, west = cell[1] * size, cell[2] * size
    bend = 0.25 * size * size  # km: a cell's edges are no great circles
    nearest = (
        min(max(here[0], south), south + size),
        min(max(here[1], west), west + size),
    )
    if distance_km(here, nearest) > radius_km * 1.002 + bend:
        return
    corners = ((south + dy * size, west + dx * size) for dy in (0, 1) for dx in (0, 1))
    if all(distance_km(here, corner) < radius_km - bend for corner in corners):
        result.inside.append(_token(cell))
    elif cell[0] >= finest:
        result.border.append(_token(cell))
    else:
        for part in _parts(cell):
            _descend(part, here, radius_km, finest, result)


def _parts(cell: Cell) -> Iterator[Cell]:
    for dy in range(4):
        for dx in range(4):
            yield cell[0] + 1, cell[1] * 4 + dy, cell[2] * 4 + dx


def _cells(lat: float, lon: float) -> Iterator[Cell]:
    """Yield the cells of a place; those of larger size follow from the smallest."""
    row, column = math.floor(lat / SIZES[-1]), math.floor(lon / SIZES[-1])
    for number in range(len(SIZES) - 1, -1, -1):
        yield number, row, column
        row, column = row // 4, column // 4


def _token(cell: Cell) -> str:
    return f"{cell[0]}:{cell[1]}:{cell[2]}"

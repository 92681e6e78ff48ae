"""What one check may use. The child sets the limits on itself before it reads a byte."""

from __future__ import annotations

import resource

MEMORY = 256 << 20  # bytes of address space
SECONDS = 5  # of processor time
# What burns time is stopped by SECONDS; this only ends what hangs, with room on a busy server.
WALL_SECONDS = 15
OPEN_FILES = 32
STARVED = 3  # exit code of a child that ran out of memory


def limit_this_process() -> None:
    """Bound memory, time and files of this process; it may write no file and dump no core."""
    for kind, soft, hard in (
        (resource.RLIMIT_AS, MEMORY, MEMORY),
        (resource.RLIMIT_CPU, SECONDS, SECONDS + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES),
    ):
        _soft, most = resource.getrlimit(kind)
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(kind, (soft, hard))

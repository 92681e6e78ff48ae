"""A real Elasticsearch cluster of three nodes, on ports and in a folder of its own."""

import contextlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[3]
NODES = 3


@dataclass(frozen=True)
class Cluster:
    """The addresses of the nodes by name, and where they keep their data."""

    urls: dict[str, str]
    data: Path

    def ask(self, path: str) -> Any:
        """Return the JSON that any node still answers for `path`."""
        for url in self.urls.values():
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(url + path, timeout=30) as answer,
            ):
                return json.load(answer)
        raise OSError("no node answers")

    def master(self) -> str:
        """Return the name of the elected master."""
        return str(self.ask("/_cat/master?format=json")[0]["node"])

    def kill(self, name: str) -> None:
        """Kill a node as a power failure would."""
        pid = int((self.data / f"es-{NODES}-{name}" / "pid").read_text())
        os.kill(pid, signal.SIGKILL)


def _free_base() -> int:
    """Return a port from which those that scripts/services takes are free."""
    for base in random.sample(range(20_000, 32_000, 10), 200):
        try:
            for number in range(NODES):
                for port in (base + number, base + 100 + number):
                    with socket.socket() as probe:
                        probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return base
    raise RuntimeError("no free ports")


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Start a cluster; whatever happens, nothing of it stays."""
    base = _free_base()
    data = Path(tempfile.mkdtemp(prefix="kim-cluster-", dir="/var/tmp"))
    data.chmod(0o755)  # Elasticsearch does not run as root, but as a user of its own
    environment = {
        **os.environ,
        "SERVICES_WITH": "packages",
        "SERVICES_ES_PORT": str(base),
        "SERVICES_ES_DATA": str(data),
        "SERVICES_ES_HEAP": "512m",
        "SERVICES_ES_JAVA_OPTS": "-XX:TieredStopAtLevel=1",  # starts sooner
    }
    command = [str(ROOT / "scripts/services")]
    arguments = ["elasticsearch", "--nodes", str(NODES)]
    try:
        subprocess.run(
            [*command, "start", *arguments],
            env=environment,
            check=True,
            stdin=subprocess.DEVNULL,
            timeout=300,
        )
        urls = {f"node-{n}": f"http://127.0.0.1:{base + n}" for n in range(NODES)}
        yield Cluster(urls, data)
    finally:
        subprocess.run(
            [*command, "stop", *arguments, "--wipe"],
            env=environment,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )
        for process in psutil.process_iter(["cmdline"]):  # one that would not end
            if any(str(data) in part for part in process.info["cmdline"] or ()):
                with contextlib.suppress(psutil.Error):
                    process.kill()
        shutil.rmtree(data, ignore_errors=True)

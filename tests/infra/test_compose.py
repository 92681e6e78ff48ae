"""docker-compose.yml and the image, checked without an engine: what operation relies on."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
OURS = ("migrate", "web", "worker", "beat")
STORES = ("postgres", "redis", "elasticsearch")

SERVICE = {
    "type": "object",
    "required": ["image", "restart", "user", "cap_drop", "security_opt", "volumes"],
    "properties": {
        "image": {"type": "string", "pattern": r".+"},
        "user": {"type": "string", "pattern": r"^[1-9][0-9]*:[0-9]+$"},
        "read_only": {"type": "boolean"},
        "cap_drop": {"const": ["ALL"]},
        "security_opt": {"contains": {"const": "no-new-privileges:true"}},
        "volumes": {"type": "array", "items": {"type": "string", "pattern": r"^[a-z]+:/"}},
        "ports": {"type": "array", "items": {"type": "string", "pattern": r"^127\.0\.0\.1:"}},
        "command": {"type": "array", "items": {"type": "string"}},
        "environment": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
        "healthcheck": {
            "type": "object",
            "required": ["test", "interval", "timeout", "retries"],
            "properties": {"test": {"type": "array", "minItems": 2}},
        },
        "depends_on": {
            "type": "object",
            "additionalProperties": {
                "required": ["condition"],
                "properties": {
                    "condition": {"enum": ["service_healthy", "service_completed_successfully"]}
                },
            },
        },
    },
}
COMPOSE = {
    "type": "object",
    "required": ["services", "volumes"],
    "properties": {
        "services": {
            "type": "object",
            "required": [*OURS, *STORES],
            "additionalProperties": SERVICE,
        },
        "volumes": {"type": "object", "required": ["data", "postgres", "redis", "elasticsearch"]},
    },
}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    with (ROOT / "docker-compose.yml").open(encoding="utf-8") as file:
        return yaml.safe_load(file)


def test_every_service_is_confined_and_publishes_on_loopback_only(compose: dict[str, Any]) -> None:
    jsonschema.validate(compose, COMPOSE)
    published = [name for name, service in compose["services"].items() if "ports" in service]
    assert published == ["web"]


def test_every_lasting_service_has_a_health_check(compose: dict[str, Any]) -> None:
    lasting = {name: s for name, s in compose["services"].items() if s["restart"] != "no"}
    assert [name for name, service in lasting.items() if "healthcheck" not in service] == []


def test_the_portal_runs_read_only_from_one_image(compose: dict[str, Any]) -> None:
    ours = [compose["services"][name] for name in OURS]
    assert len({service["image"] for service in ours}) == 1
    assert all(service["read_only"] and service["tmpfs"] for service in ours)


def test_every_named_volume_is_declared(compose: dict[str, Any]) -> None:
    used = {v.split(":")[0] for s in compose["services"].values() for v in s["volumes"]}
    assert used == set(compose["volumes"])


def test_stores_have_the_promised_versions_and_redis_keeps_its_queue(
    compose: dict[str, Any],
) -> None:
    services = compose["services"]
    assert services["postgres"]["image"] == "postgres:17"
    assert services["redis"]["image"] == "redis:8"
    assert re.search(r":9\.4\.\d+$", services["elasticsearch"]["image"])
    assert "--appendonly yes" in " ".join(services["redis"]["command"])


def test_every_variable_of_the_readme_reaches_the_containers(compose: dict[str, Any]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([A-Z0-9_]+)` \|", readme, re.MULTILINE))
    # embedded only, the image's own folders, the engine that ELASTICSEARCH_URL decides, no office
    of_the_image = {"DEBUG", "KIM_DATA_DIR", "KIM_STATIC_ROOT", "KIM_SEARCH_ENGINE", "KIM_SOFFICE"}
    for name in OURS:
        assert named - of_the_image <= set(compose["services"][name]["environment"]), name


def test_no_secret_is_written_into_the_file(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name or "SECRET" in name or name == "REDISCLI_AUTH":
                assert value is None or value.startswith("${"), name


def make_env(folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "scripts").mkdir(exist_ok=True)
    shutil.copy(ROOT / "scripts/make_env.py", folder / "scripts")
    command = [sys.executable, str(folder / "scripts/make_env.py")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_make_env_gives_every_variable_compose_insists_on(tmp_path: Path) -> None:
    assert make_env(tmp_path).returncode == 0
    written = (tmp_path / ".env").read_text(encoding="utf-8")
    names = set(re.findall(r"^([A-Z_]+)=.+$", written, re.MULTILINE))
    needed = re.findall(r"\$\{([A-Z_]+):\?", (ROOT / "docker-compose.yml").read_text())
    assert set(needed) <= names
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0


def test_make_env_keeps_existing_secrets(tmp_path: Path) -> None:
    make_env(tmp_path)
    before = (tmp_path / ".env").read_bytes()
    again = make_env(tmp_path)
    assert again.returncode == 1
    assert "kept" in again.stdout
    assert (tmp_path / ".env").read_bytes() == before


def test_image_runs_as_an_ordinary_user_and_ignores_the_rest_of_the_folder() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (\d+)$", dockerfile, re.MULTILINE) == ["10001"]
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[0] == "*"
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
    assert {name for line in copied for name in line.split()} == {
        line[1:] for line in ignored if line.startswith("!")
    }


@pytest.mark.parametrize("script", [".ci/run", "scripts/install", "scripts/services"])
def test_scripts_are_executable_and_parse(script: str) -> None:
    path = ROOT / script
    assert os.access(path, os.X_OK)
    subprocess.run(["bash", "-n", str(path)], check=True)

"""Database and broker from the environment: SQLite and files when nothing is named."""

from pathlib import Path
from typing import Any

from portal.settings.base import DATA_DIR, env

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;PRAGMA cache_size=-16000;"
    ),
}

# how long a task may lie in the folder before the worker looks, in seconds
POLLING_INTERVAL = 0.2


def databases(sqlite_file: Path) -> dict[str, Any]:
    """Return DATABASES: what DATABASE_URL names, else SQLite (WAL) in `sqlite_file`."""
    url = env.str("DATABASE_URL", "")
    if url:
        config: dict[str, Any] = env.db_url_config(url)
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
        if config["ENGINE"].endswith("sqlite3"):
            config["OPTIONS"] = SQLITE_OPTIONS
        elif config["ENGINE"].endswith("postgresql"):
            # compiling a page's query (many joins, few rows) takes seconds, running it under 1 ms
            config.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
        return {"default": config}
    sqlite_file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(sqlite_file),
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    }


def broker(folder: Path) -> dict[str, Any]:
    """Return Celery's broker settings: Redis where REDIS_URL is set, else files in `folder`."""
    url = env.str("REDIS_URL", "")
    if url:
        return {"CELERY_BROKER_URL": url, "CELERY_BROKER_TRANSPORT_OPTIONS": {}}
    for name in ("messages", "processed", "control"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    options = {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "processed_folder": str(folder / "processed"),
        "control_folder": str(folder / "control"),
        "store_processed": False,
        "polling_interval": POLLING_INTERVAL,
    }
    return {
        "CELERY_BROKER_URL": "filesystem://",
        "CELERY_BROKER_TRANSPORT": "portal.broker:Transport",
        "CELERY_BROKER_TRANSPORT_OPTIONS": options,
    }


__all__ = ["DATA_DIR", "broker", "databases"]

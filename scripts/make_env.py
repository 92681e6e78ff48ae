"""Write .env with random secrets for docker-compose.yml; an existing file is kept."""

import os
import secrets
import sys
from pathlib import Path

PATH = Path(__file__).resolve().parent.parent / ".env"

TEMPLATE = """\
# Secrets and address of this installation. Keep it out of version control and backups in the clear.
SECRET_KEY={key}
POSTGRES_PASSWORD={database}
REDIS_PASSWORD={redis}
# names under which the portal is reached, comma separated
ALLOWED_HOSTS=localhost,127.0.0.1
CSRF_TRUSTED_ORIGINS=http://localhost:8000
KIM_BASE_URL=http://localhost:8000
# True behind a proxy that ends TLS (it must set X-Forwarded-Proto)
KIM_HTTPS=False
KIM_PORT=8000
"""


def main() -> int:
    """Make the file readable by its owner only; return 1 if it exists already."""
    try:
        handle = os.open(PATH, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        print(f"{PATH.name} exists already and was kept. Delete it to make new secrets.")
        return 1
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(
            TEMPLATE.format(
                key=secrets.token_urlsafe(50),
                database=secrets.token_urlsafe(24),
                redis=secrets.token_urlsafe(24),
            )
        )
    print(f"{PATH.name} was written. Set ALLOWED_HOSTS and KIM_BASE_URL to your address in it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

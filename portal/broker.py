"""The broker of an embedded installation: messages are files in one folder."""

import uuid
from pathlib import Path
from queue import Empty
from time import time_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Kombu's filesystem channel, whose messages appear whole or not at all.

    Kombu writes a message under its final name; a worker that polls often can take the file
    while it is still empty, and lose it. A rename within the folder is atomic.
    """

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        name = f"{time_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        draft = folder / f".{name}.part"
        draft.write_bytes(str_to_bytes(dumps(payload)))
        draft.replace(folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """As Kombu's; a folder that can't be read holds nothing: its worker would end otherwise."""
        try:
            return super()._get(queue)
        except OSError:
            raise Empty from None

    def _size(self, queue: str) -> int:
        try:
            return int(super()._size(queue))
        except OSError:
            return 0


class Transport(filesystem.Transport):
    """Use as CELERY_BROKER_TRANSPORT "portal.broker:Transport"."""

    Channel = Channel

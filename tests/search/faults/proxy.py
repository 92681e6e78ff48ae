"""A door to a server that a test can shut, or leave open with nobody behind it."""

import contextlib
import select
import socket
import threading
import time


class Proxy:
    """Passes TCP connections on to `target` while `mode` is "open".

    "refuse": nobody listens. "silent": connections are taken and never answered.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.mode = ""
        self.port = 0
        self._server: socket.socket | None = None
        self._open: list[socket.socket] = []
        self.set("open")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def set(self, mode: str) -> None:
        """Change the mode; connections of the mode before are cut."""
        self.mode = mode
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        self._open = []
        if mode == "refuse":
            if self._server:
                self._server.close()
                self._server = None
        elif self._server is None:
            self._server = self._listen()
            threading.Thread(target=self._accept, args=(self._server,), daemon=True).start()

    def close(self) -> None:
        """Let go of everything."""
        self.set("refuse")

    def _listen(self) -> socket.socket:
        deadline = time.monotonic() + 10
        while True:
            try:
                server = socket.create_server(("127.0.0.1", self.port))
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                server.settimeout(0.2)  # a closed socket would not wake its accept()
                self.port = server.getsockname()[1]
                return server

    def _accept(self, server: socket.socket) -> None:
        while server is self._server or self._server is None:
            try:
                client, _ = server.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            self._open.append(client)
            if self.mode == "open":
                threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        with (
            contextlib.suppress(OSError, ValueError),
            client,
            socket.create_connection(self.target, timeout=5) as server,
        ):
            self._open.append(server)
            while True:
                ready, _, _ = select.select([client, server], [], [])
                for source in ready:
                    data = source.recv(65536)
                    if not data:
                        return
                    (server if source is client else client).sendall(data)

"""How requests go to an Elasticsearch node over plain HTTP: Python's own client, kept open.

urllib3, which elastic_transport comes with, takes about as long around a small request as the rest
of the client. For https it stays: certificates are its business.
"""

import io
import select
import socket
import time
from collections import deque
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any

from elastic_transport import (
    ApiResponseMeta,
    BaseNode,
    ConnectionError,
    ConnectionTimeout,
    HttpHeaders,
    NodeConfig,
)
from elastic_transport._node import NodeApiResponse  # what a node returns has no public name
from elastic_transport.client_utils import DEFAULT, DefaultType

_MOST_KEPT = 10  # connections without work, of one process to one node


class PlainNode(BaseNode):
    """A node at an http:// address."""

    _CLIENT_META_HTTP_CLIENT = ("hc", "3")

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        self._idle: deque[HTTPConnection] = deque()
        self._always = {name.lower(): value for name, value in self.headers.items()}

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> NodeApiResponse:
        """Return the answer. Raises ConnectionError, ConnectionTimeout."""
        timeout = self.config.request_timeout if request_timeout is DEFAULT else request_timeout
        started = time.monotonic()
        connection = self._connection(timeout)
        if timeout is not None:
            answer: Any = partial(_Answer, until=started + timeout)
            connection.response_class = answer
        try:
            connection.request(method, f"{self.path_prefix}{target}", body, self._sent(headers))
            response = connection.getresponse()
            content = response.read()
        except TimeoutError as error:
            connection.close()
            raise ConnectionTimeout("Connection timed out", errors=(error,)) from error
        except (OSError, HTTPException) as error:
            connection.close()
            raise ConnectionError(str(error) or repr(error), errors=(error,)) from error
        except BaseException:
            connection.close()
            raise
        if response.will_close or len(self._idle) >= _MOST_KEPT:
            connection.close()
        else:
            self._idle.append(connection)
        meta = ApiResponseMeta(
            node=self.config,
            duration=time.monotonic() - started,
            http_version="1.1",
            status=response.status,
            headers=HttpHeaders(response.getheaders()),
        )
        return NodeApiResponse(meta, content)

    def _sent(self, headers: HttpHeaders | None) -> dict[str, str]:
        more = headers.items() if headers else ()
        return self._always | {name.lower(): value for name, value in more}

    def _connection(self, timeout: float | None) -> HTTPConnection:
        """Return a connection nobody uses, one that is open if there is any."""
        while self._idle:
            try:
                connection = self._idle.pop()
            except IndexError:  # another thread was quicker
                break
            if _is_open(connection):
                connection.sock.settimeout(timeout)
                return connection
            connection.close()
        return HTTPConnection(self.host, self.port, timeout=timeout)

    def close(self) -> None:
        """Close the connections without work."""
        while self._idle:
            self._idle.pop().close()


class _Answer(HTTPResponse):
    """An answer that has come by the moment `until`, else TimeoutError, however it drips."""

    def __init__(self, sock: socket.socket, *args: Any, until: float, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.fp = io.BufferedReader(_Hurried(self.fp.detach(), sock, until))


class _Hurried(io.RawIOBase):
    """What comes from a socket until a moment of time.monotonic()."""

    def __init__(self, source: io.RawIOBase, sock: socket.socket, until: float) -> None:
        self._source = source
        self._socket = sock
        self._until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer did not come to its end in time")
        self._socket.settimeout(left)
        return self._source.readinto(buffer)

    def close(self) -> None:
        self._source.close()
        super().close()


def _is_open(connection: HTTPConnection) -> bool:
    """Return whether the other side has neither closed the connection nor said anything."""
    if connection.sock is None:
        return False
    poll = select.poll()
    poll.register(connection.sock, select.POLLIN)
    return not poll.poll(0)

"""How does a browser's request go over the wire?  HTTP/1.1 that costs the load hardly anything."""

import asyncio
import json
from typing import Any

LONGEST = 60.0  # seconds that a browser of ours waits


class Wire:
    """One connection to the site, kept open as a browser keeps it."""

    def __init__(self, port: int, token: str = "") -> None:
        self._port = port
        self._head = (
            f"host: 127.0.0.1:{port}\r\norigin: http://127.0.0.1:{port}\r\n"
            f"sec-fetch-site: same-origin\r\ncookie: chainrule={token}\r\n"
        )
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> bytes:
        return await self._sent(f"GET {path} HTTP/1.1\r\n{self._head}\r\n".encode())

    async def post(self, path: str, body: Any) -> Any:
        data = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\n{self._head}content-type: application/json\r\n"
            f"content-length: {len(data)}\r\n\r\n"
        )
        return json.loads(await self._sent(head.encode() + data))

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
        self._streams = None

    async def _sent(self, request: bytes) -> bytes:
        """The body of the answer.  Raises OSError for one that is none."""
        try:
            return await asyncio.wait_for(self._tried(request), LONGEST)
        except (OSError, EOFError, TimeoutError) as error:
            self.close()
            raise ConnectionError("no answer") from error

    async def _tried(self, request: bytes) -> bytes:
        kept = self._streams is not None
        try:
            return await self._exchanged(request)
        except (ConnectionResetError, BrokenPipeError, asyncio.IncompleteReadError):
            # The site had just closed a connection that nobody used; a browser asks once more.
            self.close()
            if not kept:
                raise
            return await self._exchanged(request)

    async def _exchanged(self, request: bytes) -> bytes:
        if self._streams is None or self._streams[0].at_eof():
            self.close()
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        size = int(head.partition("content-length:")[2].partition("\r\n")[0])
        body = await reader.readexactly(size)
        if " 200 " not in head[:20]:
            raise ConnectionError(head[:20])
        return body

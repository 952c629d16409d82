"""A reverse proxy with TLS, as small as one can be: what nginx or Caddy does in front of the server.

It ends TLS, tells the server in X-Forwarded-* what it was called, and passes everything else on as it is. One request a
connection, so that each gets those headers; a socket keeps its connection.
"""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

CHUNK_BYTES = 65_536
HEAD_TIMEOUT_S = 60.0


def certificate(openssl: Path, folder: Path, name: str) -> tuple[Path, Path]:
    """A self-signed certificate for the name and for this machine, and its key."""
    signed, key = folder / "certificate.pem", folder / "key.pem"
    asked: list[str | Path] = [
        openssl,
        "req",
        "-x509",
        "-nodes",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
    ]
    asked += ["-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name},IP:127.0.0.1"]
    subprocess.run([*asked, "-keyout", key, "-out", signed], check=True, capture_output=True)
    return signed, key


@asynccontextmanager
async def tls_proxy(signed: Path, key: Path, port: int, told: dict[str, str]) -> AsyncIterator[str]:
    """A proxy for the server on `port` that adds the headers `told`. Gives the address it listens on."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(signed, key)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            await pass_on(reader, writer, port, told)
        await end(writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, told: dict[str, str]) -> None:
    async with asyncio.timeout(HEAD_TIMEOUT_S):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    upstream_reader, upstream_writer = await asyncio.open_connection("127.0.0.1", port)
    upstream_writer.write(rewritten(head, port, told).encode("latin-1"))
    try:
        async with asyncio.TaskGroup() as both_ways:
            both_ways.create_task(pump(reader, upstream_writer))
            both_ways.create_task(pump(upstream_reader, writer))
    finally:
        await end(upstream_writer)


async def end(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


def rewritten(head: str, port: int, told: dict[str, str]) -> str:
    """The request with the proxy's own Host and headers."""
    first, *lines = head.removesuffix("\r\n\r\n").split("\r\n")
    is_upgrade = any(line.lower().startswith("upgrade:") for line in lines)
    dropped = ("host:",) if is_upgrade else ("host:", "connection:")
    kept = [line for line in lines if not line.lower().startswith(dropped)]
    added = [f"Host: 127.0.0.1:{port}", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([first, *added, *kept, *([] if is_upgrade else ["Connection: close"]), "", ""])


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Until the one side has no more to say."""
    while chunk := await reader.read(CHUNK_BYTES):
        writer.write(chunk)
        await writer.drain()
    writer.close()

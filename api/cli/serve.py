"""`chophien serve`: the API, the page and the widget."""

import errno
import socket
from contextlib import suppress
from typing import Annotated

import typer
import uvicorn

from api.cli import console, context
from api.cli.exits import CommandError, Exit
from api.cli.index import rebuild_asked
from catalog.settings import Settings

EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104
Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 opens it to the network.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]


def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the search API, the web page and the widget until Ctrl-C.

    Reads the catalog and the index that `import`, `crawl`, `refresh` and `index` made; a newly built index is picked
    up without a restart.
    """
    current = context.settings()
    here = f"http://{'127.0.0.1' if host in EVERY_ADDRESS else host}:{port}"
    if "public_url" not in current.model_fields_set:
        current = current.model_copy(update={"public_url": here})
    require_free_port(host, port)
    context.database(current).dispose()
    if reason := rebuild_asked(current):
        console.say(f"The search index should be built anew ({reason}): run `chophien index`.")
    console.say(f"Chợ Phiên: {here}   (Ctrl-C stops it)")
    run_server(current, host, port)


def run_server(current: Settings, host: str, port: int) -> None:
    """Run uvicorn in this process until it is told to stop; Ctrl-C is how that is said, and no failure."""
    from api.app import create_app

    config = uvicorn.Config(create_app(current), host=host, port=port, log_level="warning", access_log=False)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run()
    console.say("Stopped.")


def require_free_port(host: str, port: int, *, other: str = "--port {port}") -> None:
    """Raises CommandError where something already listens on the port; `other` says how to choose another."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CommandError(_unopened(host, port, problem, other), Exit.ENVIRONMENT) from problem


def _unopened(host: str, port: int, problem: OSError, other: str) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} is in use. Stop what uses it, or choose another: {other.format(port=port + 1)}."
    if problem.errno == errno.EACCES:
        return f"Port {port} may not be opened by this user. Choose one above 1023: {other.format(port=port + 8000)}."
    return f"{host} is no address of this machine ({problem.strerror}). Use --host 127.0.0.1, or 0.0.0.0 for all."

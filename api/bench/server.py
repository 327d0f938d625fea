"""The application on a socket handed down by the benchmark, in a process of its own as it is served in earnest."""

import socket
import sys
from pathlib import Path

import uvicorn

from api.app import create_app
from catalog.settings import Settings


def serve(data_dir: Path, descriptor: int) -> None:
    """Serve the catalog and the index of a data folder on an open, listening socket until told to stop."""
    config = uvicorn.Config(create_app(Settings(data_dir=data_dir)), log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))

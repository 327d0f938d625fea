"""Long work beside the page that serves people, on the same machine."""

import os
from contextlib import suppress

_BEHIND = 10


def give_way() -> None:
    """Let whoever waits for an answer go first: from now on this process takes what they leave of the processor.

    Processes it starts do the same. Where nobody asks anything it is as quick as before.
    """
    if hasattr(os, "setpriority"):
        with suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, 0, max(_BEHIND, os.getpriority(os.PRIO_PROCESS, 0)))

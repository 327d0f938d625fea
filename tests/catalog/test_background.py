"""Long work gives way to whoever waits for an answer."""

import subprocess
import sys

_TWICE = "from catalog.background import give_way; give_way(); give_way(); import os; print(os.getpriority(0, 0))"


def test_a_process_gives_way_and_no_further_the_second_time() -> None:
    before = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpriority(0, 0))"], capture_output=True, check=True
    )
    after = subprocess.run([sys.executable, "-c", _TWICE], capture_output=True, check=True)
    assert int(after.stdout) == max(10, int(before.stdout))

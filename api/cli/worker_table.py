"""How jobs and the queue look on a terminal."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from api.cli import console

if TYPE_CHECKING:
    from collections.abc import Collection

    from api.jobs.carrying import Ended
    from api.jobs.status import JobsState, PieceState

_OUTCOMES = {"done": "done", "again": "failed, tried again", "failed": "failed", "given_back": "given back"}
_STATUSES = {"todo": "waits", "doing": "runs", "succeeded": "done", "failed": "failed", "aborted": "called off"}


def told_of(ended: "Ended") -> str:
    """One line of a job's end."""
    if ended.outcome == "given_back":
        return f"← {ended.name}: given back to the queue"
    if ended.outcome == "done":
        return f"✓ {ended.name}: {figures(ended.result)} ({ended.seconds:.1f} s)"
    again = f"; again in {ended.again_in / 60:g} min" if ended.again_in else "; not tried again"
    return f"✗ {ended.name}: {ended.reason}{again}"


def show_ended(ended: "Collection[Ended]", count: int, state: "JobsState") -> None:
    """What this worker did, the last of `count` jobs, and what is left."""
    came = [one.reason or (figures(one.result) if one.outcome == "done" else None) for one in ended]
    rows = [
        [one.job, one.name, _OUTCOMES[one.outcome], one.seconds, told] for one, told in zip(ended, came, strict=True)
    ]
    title = "Done by this worker" if count == len(ended) else f"The last {len(ended)} of {count:,} jobs of this worker"
    console.show_rows(title, ["job", "work", "outcome", "seconds", "what came of it"], rows)
    later = sum(queue.later for queue in state.queues)
    console.tell(f"Left in the queue: {state.left() - later} waiting, {later} for another try.")


def show_state(state: "JobsState") -> None:
    """The queue as a whole, then every piece of work that ever was queued."""
    columns = ["queue", "waiting", "for another try", "running", "done in 24 h", "failed in 24 h"]
    rows = [[one.queue, one.waiting, one.later, one.running, one.done, one.failed] for one in state.queues]
    console.show_rows(f"Queue ({state.workers} workers alive)", columns, rows)
    pieces = [[one.name, stands(one), one.machine, _when(one), one.failures, _came(one)] for one in state.pieces]
    if pieces:
        console.show_rows("Work", ["work", "stands", "machine", "since", "failures", "what came of it"], pieces)
    if not state.workers and state.left():
        console.tell("[yellow]![/] No worker is alive: start one with `chophien worker`.")


def figures(result: "dict[str, Any]") -> str:
    """`120 listings, 3 new`: what counts something, and the words."""
    numbers = [f"{value:,} {_words(name)}" for name, value in result.items() if _counts(value)]
    words = [str(value) for value in result.values() if isinstance(value, str)]
    marks = [_words(name) for name, value in result.items() if value is True]
    return ", ".join([*words, *numbers, *marks]) or "nothing to do"


def _counts(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value != 0


def _words(name: str) -> str:
    return name.replace("_", " ")


def stands(piece: "PieceState") -> str:
    """What a piece of work is doing, in a few words."""
    waits_for_later = piece.status == "todo" and piece.scheduled_at and piece.scheduled_at > datetime.now(UTC)
    if waits_for_later and piece.scheduled_at:
        return f"again at {piece.scheduled_at:%Y-%m-%d %H:%M} UTC"
    if piece.status == "doing" and not piece.alive:
        return "its worker is silent"
    return _STATUSES.get(piece.status, piece.status)


def _when(piece: "PieceState") -> str | None:
    at = piece.started_at if piece.status == "doing" else piece.ended_at
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else None


def _came(piece: "PieceState") -> str | None:
    if piece.reason and piece.status != "succeeded":
        return piece.reason
    return figures(piece.result) if piece.result is not None else None

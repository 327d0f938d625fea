"""Pictures judged, hashed and resized a second."""

from api.bench.figure import Figure, Size
from images.bench import SIDE, measure_pictures

PICTURES: dict[Size, int] = {"small": 4, "full": 24}


def measure(size: Size) -> list[Figure]:
    """The same pictures with one thread, then with as many as a refresh uses."""
    figure = measure_pictures(PICTURES[size])
    gain = round(figure.per_second / figure.per_second_one_thread, 2)
    work = f"{SIDE} × {SIDE} px, {figure.original_kb} KB each, three thumbnails of {figure.thumbnails_kb} KB in all"
    return [
        Figure("pictures", figure.per_second, "pictures/s", note=work),
        Figure("pictures: second thread", gain, "×", note=f"alone {figure.per_second_one_thread:g} pictures/s"),
    ]

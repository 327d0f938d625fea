"""Pictures: fetched under limits, judged and resized."""

from images.store import WIDTHS, picture_url, stored_path

__all__ = ["WIDTHS", "picture_url", "stored_path"]

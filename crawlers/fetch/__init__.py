"""How pages are fetched: politely, within limits, from public addresses only, and not twice for nothing."""

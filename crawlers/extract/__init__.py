"""Pure functions: bytes and an address in, fields of listings out. Nothing here fetches, stores or waits."""

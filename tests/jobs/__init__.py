"""Tests of the queue and its workers; most of them on a real PostgreSQL."""

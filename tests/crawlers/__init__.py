"""Tests of crawling: extraction over recorded pages, and real crawls of small sites on the loopback."""

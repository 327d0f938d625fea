"""Spiders: fetch marketplaces, extract listings, write observations and nothing else."""

from crawlers.extracting import extract_page

__all__ = ["extract_page"]

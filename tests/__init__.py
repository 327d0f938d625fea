"""Tests; marketplaces/ holds the sample fair that `chophien demo` serves."""

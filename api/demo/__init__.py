"""The demonstration: the sample fair crawled, catalogued, indexed and served, in one command."""

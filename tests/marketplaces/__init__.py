"""The sample fair: five small shops on one machine that stand in for the web, in `chophien demo` and in the tests.

Each speaks one real platform's format and sells real recognised OCOP products. The goods are `data/products.csv` (a
source on every row), what each shop writes about them `data/listings/<shop>.jsonl`, where each difficult way of writing
stands `data/cases.csv`, and which listing is which product and pack `data/truth.csv`. Prices and packs that are not
known facts are samples; such prices are marked as samples on the page too.

| port   | shop               | kind       | speaks                                                        |
|--------|--------------------|------------|---------------------------------------------------------------|
| base   | bep-lang-mau       | private    | WooCommerce 8.9: Store API, wp-sitemap.xml, JSON-LD `@graph`  |
| base+1 | qua-que-mau        | private    | Haravan: products.json, page objects in hundredths, sitemap   |
| base+2 | cho-mau-cao-nguyen | provincial | NukeViet 4.5: list pages, microdata with `đ` as currency, RSS |
| base+3 | buu-ta-mau         | postal     | pages with JSON-LD, sitemap.xml with lastmod                  |
| base+4 | cho-mau-vung-cao   | provincial | OpenCart 4.1: no structured data, paging, prices in words     |
"""

"""Renew communes.csv and old_communes.csv from the public sources named in docs/places.md.

    python -m catalog.data.renew_places --units UNITS.json --mergers MERGERS.json --converter CONVERTER.json \\
        --version 2026-07-25

UNITS lists the communes of today with their codes, MERGERS what each was made of, in words, and CONVERTER maps the
10,040 communes of before July 2025 by folded keys. provinces.csv is kept by hand.
"""

import argparse
import csv
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from catalog.data import read_rows

HERE = Path(__file__).parent
KINDS = ("Đặc khu", "Phường", "Thị trấn", "Xã")
_CHUNK = re.compile(r"[,;()\n]| và ")


def fold(text: str) -> str:
    """Lower-case letters and digits only: the key the converter uses."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def squeeze(text: str) -> str:
    """Lower-case letters and digits with their diacritics: the key where two names of a province fold alike."""
    return "".join(letter for letter in unicodedata.normalize("NFC", text).casefold() if letter.isalnum())


def slug_of(name: str) -> str:
    """`Đông Gia Nghĩa` -> `dong-gia-nghia`."""
    return "-".join(filter(None, (fold(word) for word in re.split(r"[\s\-–']+", name))))


def split_kind(full_name: str) -> tuple[str, str]:
    """`Phường Ba Đình` -> (`phường`, `Ba Đình`)."""
    for kind in KINDS:
        if full_name.casefold().startswith(kind.casefold() + " "):
            return kind.casefold(), full_name[len(kind) + 1 :].strip()
    raise ValueError(f"no known kind of commune in {full_name!r}")


def province_slugs() -> tuple[dict[str, str], dict[str, str]]:
    """Slug by code of today's provinces, and slug by converter key of the provinces before July 2025."""
    today: dict[str, str] = {}
    before: dict[str, str] = {}
    for row in read_rows("provinces.csv"):
        if row["valid_to"] == "":
            today[row["code"]] = row["slug"]
        if row["valid_from"] < "2025-07-01":
            before[fold(row["kind"] + row["name"])] = row["slug"]
    return today, before


def current_rows(units: Iterable[Mapping[str, Any]], today: Mapping[str, str]) -> list[dict[str, str]]:
    """One row a commune of today; where two of a province fold alike, both slugs carry their code."""
    rows: list[dict[str, str]] = []
    for province in units:
        for ward in province["Wards"]:
            kind, name = split_kind(unicodedata.normalize("NFC", ward["FullName"]))
            slug = slug_of(name)
            rows.append(
                {"code": ward["Code"], "province": today[province["Code"]], "slug": slug, "kind": kind, "name": name}
            )
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        seen[row["province"], row["slug"]] += 1
    for row in rows:
        if seen[row["province"], row["slug"]] > 1:
            row["slug"] = f"{row['slug']}-{row['code']}"
    return rows


def successors(converter: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """(new province key, new commune key) by old key, the larger part of a divided commune first."""
    out: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                out[old].append((province, ward))
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in divided.items():
            ordered = sorted(parts, key=lambda part: not part["isDefaultNewWard"])
            out[old].extend((province, part["newWardKey"]) for part in ordered)
    return out


def names_in_words(mergers: Iterable[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """By today's code: the names with diacritics in the words on what the commune was made of, by folded key."""
    out: dict[str, dict[str, str]] = defaultdict(dict)
    for merger in mergers:
        for chunk in _CHUNK.split(unicodedata.normalize("NFC", merger["truocsapnhap"])):
            words = chunk.split()
            for start in range(len(words)):
                name = " ".join(words[start:])
                out[merger["ma"]].setdefault(fold(name), name)
                out[merger["ma"]].setdefault(squeeze(name), name)
    return out


class Today:
    """Today's communes, found by the converter's keys."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._rows: dict[tuple[str, str], Mapping[str, str]] = {}
        for row in rows:
            full = row["kind"] + row["name"]
            for key in (fold(row["name"]), fold(full), squeeze(full)):
                self._rows[row["province"], key] = row

    def find(self, province: str, key: str) -> Mapping[str, str] | None:
        """The commune of that key; a commune that changed its kind since (Đồng Nai, 2026) by its name alone."""
        return self._rows.get((province, key)) or self._rows.get((province, bare_key(key)))


def bare_key(key: str) -> str:
    """`xadongphu` -> `dongphu`."""
    for kind in KINDS:
        for known in (fold(kind), squeeze(kind)):
            if key.startswith(known) and len(key) > len(known):
                return key.removeprefix(known)
    return key


def old_rows(
    links: Mapping[str, list[tuple[str, str]]],
    today: Today,
    before: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]],
    province_keys: Mapping[str, str],
) -> list[dict[str, str]]:
    """One row a commune of before July 2025: its province, district key, name where the words give it, successors."""
    rows: list[dict[str, str]] = []
    for old, parts in sorted(links.items()):
        province, district, key = old.split("_")
        found = [today.find(province_keys[where], ward) for where, ward in parts]
        if None in found:
            print(f"no commune of today for {old}: {parts}")  # noqa: T201
        communes = [one for one in found if one]
        name = next(filter(None, (_old_name(key, words[one["code"]], one) for one in communes)), "")
        codes = "|".join(one["code"] for one in communes)
        rows.append({"province": before[province], "district": district, "key": key, "name": name, "successors": codes})
    return rows


def _old_name(key: str, words: Mapping[str, str], successor: Mapping[str, str]) -> str:
    full, name = words.get(key), words.get(bare_key(key))
    if full:
        return split_kind(full)[1]
    if name:
        return name
    return successor["name"] if fold(successor["name"]) == fold(bare_key(key)) else ""


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write rows as CSV with their keys as the header."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Read the three files and write the two."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("units", "mergers", "converter"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--version", required=True, help="date of the list of today's units, YYYY-MM-DD")
    parser.add_argument("--out", type=Path, default=HERE)
    given = parser.parse_args()
    today, before = province_slugs()
    rows = current_rows(json.loads(given.units.read_text("utf-8")), today)
    converter = json.loads(given.converter.read_text("utf-8"))
    province_keys = {
        key: slug for row in read_rows("provinces.csv") if row["valid_to"] == "" for key, slug in _keys(row)
    }
    words = names_in_words(json.loads(given.mergers.read_text("utf-8")))
    olds = old_rows(successors(converter), Today(rows), before, words, province_keys)
    write(given.out / "communes.csv", rows)
    write(given.out / "old_communes.csv", olds)
    (given.out / "places.version").write_text(given.version + "\n", encoding="utf-8")
    named = sum(bool(row["name"]) for row in olds)
    print(f"{len(rows)} communes of today, {len(olds)} old ones, {named} of them with their diacritics")  # noqa: T201


def _keys(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """The converter knows Đồng Nai as a province still, so each kind is accepted."""
    return [(fold(kind + row["name"]), row["slug"]) for kind in ("tỉnh", "thành phố")]


if __name__ == "__main__":
    main()

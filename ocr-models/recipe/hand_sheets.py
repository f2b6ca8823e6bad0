"""How well single characters are read that real hands wrote: their strokes on our print, through the whole program.

usage: hand_sheets.py write STROKES PRINT.pdf LAYOUT.json FOLDER [--draws N]
       hand_sheets.py score RECORDS FOLDER

STROKES has a line {"hand", "code", "strokes": [[[x, y], ...], ...]} per character, code: its number in Unicode. PRINT and
LAYOUT are the second page of the enrollment form as `tanfang print` and `tanfang layout` give them. `write` draws every
character N times, with another pen and size each, alone in a field, and writes pages as a scanner of 300 dpi shows them
with FOLDER/K.truth.json. `score` says how often the character is first, and among the first five, of what `tanfang read`
listed for the field, cut and read as any writing is.
"""
import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import cv2
import numpy as np

DPI = 300
FIELDS = [f"family_{person}_{what}" for person in (1, 2, 3, 4) for what in ("name", "sex", "relation", "health", "visits_often")]
PAGE = 1
FINE = 8  # drawing coordinates per pixel


def blank_page(pdf):
    png = subprocess.run(["pdftoppm", "-r", str(DPI), "-f", str(PAGE + 1), "-l", str(PAGE + 1), "-gray", "-png", pdf], check=True, capture_output=True)
    return cv2.imdecode(np.frombuffer(png.stdout, np.uint8), cv2.IMREAD_GRAYSCALE)


def draw(ink, strokes, box, rng):
    """One character, 4.5 to 6.5 mm high, somewhere near the left end of a field; box in points."""
    points = np.concatenate([np.asarray(stroke, float) for stroke in strokes])
    low, size = points.min(0), max(np.ptp(points, axis=0).max(), 1)
    height = rng.uniform(4.5, 6.5) * DPI / 25.4
    x0, y0, x1, y1 = (value * DPI / 72 for value in box)
    left = x0 + rng.uniform(.03, .2) * (x1 - x0 - height)
    top = (y0 + y1) / 2 - height * np.ptp(points[:, 1]) / size / 2 + rng.normalvariate(0, 4)
    width = max(2, round(rng.uniform(.3, .6) * DPI / 25.4))
    for stroke in strokes:
        line = (np.asarray(stroke, float) - low) / size * height + (left, top)
        cv2.polylines(ink, [np.rint(line * FINE).astype(np.int32)], False, rng.randint(170, 230), width, cv2.LINE_AA, 3)


def scanned(page, rng):
    """A little turned, out of focus and noisy, as a JPEG of an office scanner."""
    turn = cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), rng.uniform(-1.2, 1.2), rng.uniform(.985, 1))
    page = cv2.warpAffine(page, turn, page.shape[::-1], flags=cv2.INTER_AREA, borderValue=250)
    page = cv2.GaussianBlur(page, (0, 0), rng.uniform(.6, 1.2)).astype(np.float32)
    return page + np.random.default_rng(rng.randrange(1 << 30)).normal(0, rng.uniform(1, 5), page.shape)


def write(strokes, pdf, layout, folder, draws):
    hands = [json.loads(line) for line in Path(strokes).read_text().splitlines()]
    boxes = {spot: place["rect"] for spot, place in json.loads(Path(layout).read_text())["spots"].items()}
    blank = blank_page(pdf)
    rng = random.Random(1)
    todo = [(f"{hand['hand']} {chr(hand['code'])}", hand["strokes"]) for hand in hands for _ in range(draws)]
    rng.shuffle(todo)
    Path(folder).mkdir(parents=True, exist_ok=True)
    for k in range(0, len(todo), len(FIELDS)):
        ink = np.zeros_like(blank)
        for spot, (_, written) in zip(FIELDS, todo[k:]):
            draw(ink, written, boxes[spot], rng)
        page = scanned(blank * (1 - ink / 255.0), rng)
        name = Path(folder) / str(k // len(FIELDS))
        cv2.imwrite(f"{name}.jpg", np.clip(page, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 90])
        truth = {spot: what for spot, (what, _) in zip(FIELDS, todo[k:])}
        Path(f"{name}.truth.json").write_text(json.dumps(truth, ensure_ascii=False))


def score(records, folder):
    counts, first, five = Counter(), Counter(), Counter()
    for line in Path(records).read_text().splitlines():
        record = json.loads(line)
        truth = json.loads((Path(folder) / (Path(record["source"]["file"]).stem + ".truth.json")).read_text())
        for spot, what in truth.items():
            hand, character = what.split()
            texts = [text for text, _ in record["readings"].get(spot, {}).get("candidates", [])]
            for who in (hand, "all"):
                counts[who] += 1
                first[who] += texts[:1] == [character]
                five[who] += character in texts[:5]
    for who, n in counts.items():
        print(f"{who}: n {n}, first {100 * first[who] / n:.1f} %, among the first five {100 * five[who] / n:.1f} %")


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = ask.add_subparsers(dest="what", required=True)
    writing = what.add_parser("write")
    for name in ("strokes", "pdf", "layout", "folder"):
        writing.add_argument(name)
    writing.add_argument("--draws", type=int, default=3)
    scoring = what.add_parser("score")
    scoring.add_argument("records")
    scoring.add_argument("folder")
    options = ask.parse_args()
    if options.what == "write":
        write(options.strokes, options.pdf, options.layout, options.folder, options.draws)
    else:
        score(options.records, options.folder)


if __name__ == "__main__":
    sys.exit(main())

"""Collects everything that Han characters are drawn from into one file: classes, stroke medians, font pictures.

usage: han_bank.py HANDWRITING TEMPLATES BANK

HANDWRITING holds strokes/mmah_medians.jsonl.gz, fonts/*.ttf and digits/mnist_train.npz; TEMPLATES is the
project's folder (its word lists name characters that must be readable). BANK is read by han_tiles and
train_han.py.

Layout of BANK, little endian: "TFHB", u32 classes, then per class u32 length and UTF-8 bytes; per class u8, 2 if
the closed lists (是, 女婿, 健康) have it, 1 if other words that forms are filled in with do; u32 words, then per word u8
group (0 of the closed lists, 1 another that forms are filled in with, 2 a place, 3 a surname), u8 length and u16 classes;
per class u32 strokes and
strokes x 20 points of two f32 (0..1, y down); u32 picture sets, then per set f32 weight and per class u32 number of
pictures, each 64 x 64 bytes, 255 = ink.
"""
import csv
import gzip
import itertools
import json
import struct
import sys
from pathlib import Path

import cv2
import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

import writers

POINTS = 20  # per stroke
SIDE = 64    # of a picture
# Weight of each hand in the mixture of pictures: pens before brushes. The cursive font draws traditional
# forms for many codes; but its 是 and 女 are those of quick hands.
FONTS = (
    ("{data}/fonts/long-cang.ttf", 3.0),
    ("{data}/fonts/zhi-mang-xing.ttf", 2.5),
    ("{data}/fonts/ma-shan-zheng.ttf", 1.5),
    ("{data}/fonts/liu-jian-mao-cao.ttf", 3.0),
    ("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 1.5),
    ("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf", 1.0),
    ("/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", 1.0),
)
DIGITS = "0123456789"
# Characters of place names in Fujian that GB2312 puts on its second level or leaves out.
PLACES = "厝埕垵埔坂垅坑洋屿澳坪岭兜寨墩埭堀浦垱塅嵛岵畲磜塍漈濑浯鸬枋湄鹭闽邵诏柘霞荔涵芗鲤莆漳厦泉榕筼筜坵硿笏洑峤苎蚶鸿"


def level_one():
    """The 3,755 commonest characters, in the order of the standard."""
    for row in range(0xB0, 0xD8):
        for column in range(0xA1, 0xFF):
            try:
                yield bytes([row, column]).decode("gb2312")
            except UnicodeDecodeError:
                pass


def words(node):
    """All strings of a JSON value, keys too."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from words(key)
            yield from words(value)
    elif isinstance(node, list):
        for value in node:
            yield from words(value)


def words_by_group(templates):
    """[words of the closed lists from which whole fields are filled in, other words that forms are filled in with, places, surnames]"""
    lexicon, fields = (json.loads((templates / name).read_text(encoding="utf8")) for name in ("lexicon.json", "fields.json"))
    closed = [lexicon[name] for name in ("sex", "yes_no", "health_word", "ditto_words", "nothing_words", "no_need", "number_words")]
    closed += [fields["codelists"][name] for name in ("sex", "yes_no", "family_relation")]
    surnames = [words(node) for name, node in lexicon.items() if name.startswith("surname")]
    others = [node for name, node in lexicon.items() if not name.startswith("surname") and name not in ("schema", "origin")]
    with gzip.open(templates / "divisions/fujian.csv.gz", "rt", encoding="utf8") as rows:
        full = {row["name"] for row in csv.DictReader(rows)}
    places = full | {name.removesuffix("居委会").removesuffix("委会") for name in full}  # as people write them
    return [sorted(set(group)) for group in (words(closed), words(others), places, itertools.chain(*surnames))]


def closed(templates):
    """Characters of the lists from which whole fields are filled in."""
    return set("".join(words_by_group(templates)[0]))


def filled_in(templates):
    """Characters of the words that forms are filled in with."""
    return set("".join(words(json.loads((templates / "lexicon.json").read_text(encoding="utf8"))))) | set(PLACES) | set(DIGITS)


def classes(templates):
    """Digits, level one, then every other Han character of the word lists, forms and places."""
    more = set(PLACES)
    for name in ("lexicon.json", "fields.json", "duties.json"):
        for word in words(json.loads((templates / name).read_text(encoding="utf8"))):
            more.update(word)
    first = list(DIGITS) + list(level_one())
    return first + sorted(c for c in more - set(first) if 0x4E00 <= ord(c) < 0xA000)


def evenly(points):
    """POINTS points at equal distances along a polyline."""
    points = np.asarray(points, float)
    way = np.r_[0, np.cumsum(np.hypot(*np.diff(points, axis=0).T))]
    if way[-1] == 0:
        return np.repeat(points[:1], POINTS, 0)
    at = np.linspace(0, way[-1], POINTS)
    return np.c_[np.interp(at, way, points[:, 0]), np.interp(at, way, points[:, 1])]


def medians(path):
    """{character: strokes x POINTS x 2}; the file's square has 1024 units, y up, its foot at -124."""
    found = {}
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            entry = json.loads(line)
            strokes = [evenly(stroke) for stroke in entry["medians"] if len(stroke) > 1]
            if strokes:
                shape = np.stack(strokes)
                shape[..., 1] = 900 - shape[..., 1]
                found[entry["character"]] = shape / 1024
    return found


def fitted(ink):
    """The ink's box, scaled so that its longer side fills 0.9 of the picture; a mere dot stays small."""
    rows, columns = np.where(ink > 64)
    if len(rows) < 20:
        return None
    ink = ink[rows.min():rows.max() + 1, columns.min():columns.max() + 1]
    scale = SIDE * 0.9 / max(*ink.shape, 50)
    ink = cv2.resize(ink, (max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale))), interpolation=cv2.INTER_AREA)
    picture = np.zeros((SIDE, SIDE), np.uint8)
    top, left = (SIDE - ink.shape[0]) // 2, (SIDE - ink.shape[1]) // 2
    picture[top:top + ink.shape[0], left:left + ink.shape[1]] = ink
    return picture


def font_pictures(path, characters):
    """A list per character: one picture, or none where the font lacks it."""
    known = TTFont(path, lazy=True, fontNumber=0).getBestCmap()
    font = ImageFont.truetype(str(path), 96)
    for character in characters:
        picture = None
        if ord(character) in known:
            canvas = Image.new("L", (160, 160), 0)
            ImageDraw.Draw(canvas).text((32, 20), character, font=font, fill=255)
            picture = fitted(np.array(canvas))
        yield [] if picture is None else [picture]


def digit_pictures(data, characters, each=600):
    """Digits by people, from the writers that train."""
    x, y, _ = writers.training(data / "digits/mnist_train.npz")
    rng = np.random.default_rng(1)
    for character in characters:
        if character not in DIGITS:
            yield []
            continue
        chosen = rng.choice(np.flatnonzero(y == int(character)), each, replace=False)
        enlarged = (cv2.resize(x[i], (112, 112), interpolation=cv2.INTER_CUBIC) for i in chosen)
        yield [p for p in map(fitted, enlarged) if p is not None]


def main():
    data, templates, out = map(Path, sys.argv[1:])
    characters = classes(templates)
    strokes = medians(data / "strokes/mmah_medians.jsonl.gz")
    sets = [(weight, list(font_pictures(name.format(data=data), characters))) for name, weight in FONTS]
    sets.append((8.0, list(digit_pictures(data, characters))))
    with open(out, "wb") as f:
        f.write(b"TFHB" + struct.pack("<I", len(characters)))
        for character in characters:
            f.write(struct.pack("<I", len(character.encode())) + character.encode())
        common, expected = closed(templates), filled_in(templates)
        f.write(bytes(2 if c in common else int(c in expected) for c in characters))
        class_of = {c: i for i, c in enumerate(characters)}
        whole = [(group, [class_of[c] for c in word]) for group, list_ in enumerate(words_by_group(templates))
                 for word in list_ if word and all(c in class_of for c in word)]
        f.write(struct.pack("<I", len(whole)))
        for group, word in whole:
            f.write(struct.pack(f"<BB{len(word)}H", group, len(word), *word))
        for character in characters:
            shape = strokes.get(character, np.zeros((0, POINTS, 2))) if character not in DIGITS else np.zeros((0, POINTS, 2))
            f.write(struct.pack("<I", len(shape)) + shape.astype("<f4").tobytes())
        f.write(struct.pack("<I", len(sets)))
        for weight, per_class in sets:
            f.write(struct.pack("<f", weight))
            for pictures in per_class:
                f.write(struct.pack("<I", len(pictures)) + b"".join(p.tobytes() for p in pictures))
    bare = [c for i, c in enumerate(characters) if c not in strokes and not any(p[i] for _, p in sets)]
    print(f"{len(characters)} classes; without any source: {''.join(bare) or 'none'}")


if __name__ == "__main__":
    main()

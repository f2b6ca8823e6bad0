"""Collects hands that write digits into one file: people's, and hands drawn after Chinese habits.

usage: digit_bank.py MNIST_NPZ|- training|validating BANK        ("-": invented hands only)

A hand drawn here writes as Chinese schools teach: 1 a plain stroke, 4 open, 7 without a bar, 9 with a straight
tail. It also gives every person the X that ID numbers end in, which MNIST lacks.

Layout of BANK, little endian: "TFDB", u32 hands; per hand and per character (0-9, X) u32 number of pictures,
each 56 x 56 bytes, 255 = ink.
"""
import struct
import sys
from pathlib import Path

import cv2
import numpy as np

import writers

SIDE = 56
CHARACTERS = "0123456789X"
DRAWN_HANDS = {"training": 160, "validating": 24}
FINE = 16  # drawing coordinates per pixel

# Strokes as control points in a unit square, x to the right, y down; several ways to write a character.
SHAPES = {
    "0": [[[(.55, 0), (.15, .15), (0, .6), (.3, 1), (.75, .95), (1, .45), (.8, .05), (.5, 0)]],
          [[(.7, .05), (.2, .1), (0, .55), (.3, 1), (.8, .9), (1, .4), (.75, .1), (.45, .12)]],
          [[(.5, 0), (.25, .2), (.2, .7), (.5, 1), (.75, .8), (.8, .3), (.55, 0)]]],
    "1": [[[(.5, 0), (.5, 1)]], [[(.62, 0), (.4, 1)]], [[(.3, .2), (.52, 0), (.52, 0), (.5, 1)]]],
    "2": [[[(.05, .25), (.3, 0), (.8, .05), (.9, .35), (.5, .65), (0, 1), (0, 1), (1, .97)]],
          [[(.05, .2), (.4, 0), (.9, .15), (.7, .55), (.1, .95), (.1, .95), (.35, .85), (.6, .98), (1, .92)]],
          [[(.1, .3), (.25, .02), (.75, .02), (.85, .4), (.2, 1), (.05, .9), (.3, .85), (.95, 1)]]],
    "3": [[[(.05, .1), (.6, -.05), (.95, .2), (.4, .47), (.4, .47), (1, .6), (.85, .95), (.4, 1.05), (0, .85)]],
          [[(.05, .03), (.9, 0), (.9, 0), (.4, .42), (.4, .42), (1, .65), (.7, 1.02), (0, .9)]]],
    "4": [[[(.35, 0), (0, .6), (0, .6), (1, .58)], [(.7, .25), (.66, 1)]],
          [[(.3, .05), (.1, .6), (.1, .6), (1, .55)], [(.75, 0), (.6, 1)]],
          [[(.65, 0), (0, .68), (0, .68), (1, .68)], [(.7, .05), (.68, 1)]]],
    "5": [[[(.2, .02), (.1, .45), (.1, .45), (.7, .38), (1, .7), (.65, 1.02), (0, .92)], [(.2, .02), (.95, 0)]],
          [[(.9, 0), (.25, .03), (.25, .03), (.12, .45), (.7, .4), (.95, .75), (.5, 1.05), (0, .9)]]],
    "6": [[[(.75, 0), (.2, .35), (0, .75), (.4, 1.03), (.95, .85), (.8, .5), (.3, .5), (.05, .75)]],
          [[(.6, 0), (.1, .5), (.1, .95), (.7, 1), (.9, .7), (.5, .5), (.08, .75)]]],
    "7": [[[(0, .02), (1, 0), (1, 0), (.4, 1)]], [[(0, .08), (.95, 0), (.95, 0), (.55, .5), (.45, 1)]],
          [[(.02, .15), (.05, .02), (.05, .02), (1, .02), (1, .02), (.45, 1)]]],
    "8": [[[(.85, .15), (.45, -.05), (.1, .2), (.85, .7), (.6, 1.03), (.15, .95), (.1, .7), (.8, .3), (.85, .12)]],
          [[(.5, .45), (.1, .25), (.5, 0), (.9, .22), (.5, .45), (.05, .75), (.5, 1.02), (.95, .75), (.5, .45)]]],
    "9": [[[(.9, .2), (.45, -.04), (.05, .25), (.4, .5), (.9, .2), (.9, .2), (.85, 1)]],
          [[(.85, .1), (.3, 0), (.05, .35), (.5, .5), (.9, .1), (.9, .1), (.75, .6), (.7, 1)]]],
    "X": [[[(.05, 0), (.95, 1)], [(.95, 0), (.05, 1)]], [[(.0, .05), (.45, .5), (1, .95)], [(.85, 0), (.1, 1)]],
          [[(.1, 0), (.3, .3), (.7, .8), (1, .9)], [(1, .05), (.6, .4), (.05, 1)]],
          # two arcs back to back, as in an algebra book; hooked ends
          [[(0, .2), (.2, -.08), (.5, .1), (.5, .5), (.5, .9), (.2, 1.08), (0, .8)],
           [(1, .15), (.8, -.08), (.5, .1), (.5, .5), (.5, .9), (.8, 1.08), (1, .85)]],
          [[(0, .15), (.2, -.05), (.4, .2), (.6, .8), (.8, 1.05), (1, .85)], [(1, .1), (.85, -.02), (.5, .5), (.15, 1.02), (0, .9)]],
          [[(0, .12), (.25, 0), (.5, .5), (.7, .95), (1, .9)], [(.95, 0), (.05, 1)]],
          # in one line, which closes one side: right, left, below, above
          [[(.05, 0), (.5, .5), (.95, 1), (1.15, .5), (.95, 0), (.5, .5), (0, 1)]],
          [[(1, 0), (.5, .5), (.05, 1), (-.15, .5), (0, 0), (.5, .5), (1, 1)]],
          [[(.05, 0), (.5, .5), (1, 1), (.5, 1.15), (0, 1), (.5, .5), (.95, 0)]],
          [[(0, 1), (.5, .5), (.95, 0), (.5, -.15), (.05, 0), (.5, .5), (1, 1)]]],
}


def curve(controls):
    """A smooth line near its control points: Chaikin's corner cutting; doubled points stay corners."""
    line = np.asarray(controls, float)
    for _ in range(3):
        if len(line) < 3:
            break
        a, b = line[:-1], line[1:]
        inner = np.stack([a * .75 + b * .25, a * .25 + b * .75], 1).reshape(-1, 2)
        line = np.vstack([line[:1], inner[1:-1], line[-1:]])
    return line


class Hand:
    """One invented person: a way to write each character, a slant, proportions, a pen."""

    def __init__(self, rng):
        self.rng = rng
        self.ways = {c: SHAPES[c][rng.integers(len(SHAPES[c]))] for c in CHARACTERS}
        self.slant = rng.normal(.1, .15)
        self.width = {c: np.exp(rng.normal(0, .15)) * (.5 if c == "1" else .62) for c in CHARACTERS}
        self.unrest = rng.uniform(.01, .05)
        self.pen = rng.uniform(2.2, 5.5)

    def write(self, character):
        canvas = np.zeros((SIDE, SIDE), np.uint8)
        height = SIDE * .72
        for stroke in self.ways[character]:
            points = np.asarray(stroke, float)
            points = points + self.rng.normal(0, self.unrest, points.shape)
            line = curve(points)
            x = (line[:, 0] - .5) * self.width[character] * height - self.slant * (line[:, 1] - .5) * height + SIDE / 2
            y = (line[:, 1] - .5) * height + SIDE / 2
            at = np.stack([x, y], 1) * FINE
            cv2.polylines(canvas, [at.round().astype(np.int32)], False, 255, max(1, round(self.pen)), cv2.LINE_AA, 4)
        return canvas


def people(path, part, rng):
    """Per writer the pictures of each character; X from an invented hand."""
    x, y, writer = writers.training(path) if part == "training" else writers.validating(path)
    for person in np.unique(writer):
        own = writer == person
        hand = [[cv2.resize(p, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC) for p in x[own & (y == d)]] for d in range(10)]
        if all(hand):
            yield hand + [[Hand(rng).write("X") for _ in range(4)]]


def main():
    path, part, out = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    rng = np.random.default_rng({"training": 1, "validating": 2}[part])
    hands = [] if path == "-" else list(people(path, part, rng))
    for _ in range(DRAWN_HANDS[part]):
        hand = Hand(rng)
        hands.append([[hand.write(c) for _ in range(8)] for c in CHARACTERS])
    with open(out, "wb") as f:
        f.write(b"TFDB" + struct.pack("<I", len(hands)))
        for hand in hands:
            for pictures in hand:
                f.write(struct.pack("<I", len(pictures)) + b"".join(p.tobytes() for p in pictures))
    print(f"{len(hands)} hands, {sum(len(p) for h in hands for p in h)} pictures")


if __name__ == "__main__":
    main()

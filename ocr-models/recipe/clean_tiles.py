"""Tiles of digits without a form around them: more hands' ways to write than the sheets can show in an hour.

usage: clean_tiles.py BANK SEED TILES

in:  a bank of digit_bank.py
out: records as comb_tiles writes them, one per picture of the bank; the picture is thresholded, blurred and laid
     into its tile as the reader does it, with a pen and a focus of its own
"""
import struct
import sys

import cv2
import numpy as np

from digit_bank import CHARACTERS, SIDE

TILE, HIGH, WIDE = 32, 22, 27  # px: the tile, the most that ink may be high and wide in it
INK = 0.4                      # darkness from which on a pixel is ink
PAPER, DARKEST = 255, 20
LOW = 14                       # px of the bank: flatter ink is not blown up further


def hands(path):
    """-> per hand and character an array of pictures, 255 = ink"""
    data = open(path, "rb").read()
    at = 8
    for _ in range(struct.unpack("<I", data[4:8])[0]):
        hand = []
        for _ in CHARACTERS:
            count, = struct.unpack("<I", data[at:at + 4])
            hand.append(np.frombuffer(data, np.uint8, count * SIDE * SIDE, at + 4).reshape(count, SIDE, SIDE))
            at += 4 + count * SIDE * SIDE
        yield hand


def tile_of(picture, rng):
    edge = rng.uniform(.25, .7)
    ink = np.clip((picture / 255.0 - (edge - .15)) / .3, 0, 1).astype(np.float32)
    ink = cv2.GaussianBlur(ink, (0, 0), rng.uniform(.3, 1.3))
    mask = (ink > INK).astype(np.uint8)
    tile = np.full((TILE, TILE), PAPER, np.uint8)
    if not mask.any():
        return None
    x, y, w, h = cv2.boundingRect(mask)
    ink = np.clip(ink + rng.normal(0, rng.uniform(0, .06), ink.shape), 0, 1)
    shown = np.where(cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0, PAPER - (PAPER - DARKEST) * ink, PAPER).astype(np.uint8)
    crop = shown[max(0, y - 1):y + h + 1, max(0, x - 1):x + w + 1]
    scale = min(HIGH / max(h, LOW), WIDE / w)
    size = (max(1, round(crop.shape[1] * scale)), max(1, round(crop.shape[0] * scale)))
    crop = cv2.resize(crop, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)[:TILE, :TILE]
    top, left = (TILE - crop.shape[0]) // 2, (TILE - crop.shape[1]) // 2
    tile[top:top + crop.shape[0], left:left + crop.shape[1]] = crop
    return tile


def main():
    rng = np.random.default_rng(int(sys.argv[2]))
    with open(sys.argv[3], "wb") as out:
        for hand in hands(sys.argv[1]):
            for character, pictures in zip(CHARACTERS, hand):
                for tile in (tile_of(p, rng) for p in pictures):
                    if tile is not None:
                        out.write(character.encode() + tile.tobytes())


if __name__ == "__main__":
    main()

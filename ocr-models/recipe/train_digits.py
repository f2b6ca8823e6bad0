"""Trains a network of digits: of comb cells on tiles from comb_tiles, of free numbers on those from number_tiles.

usage: train_digits.py cell|number|teacher TRAINING_FOLDER VALIDATING_TILES CHECKPOINT --minutes M [--seed S]
           [--teacher CHECKPOINT] [--workers W] [--batch N]

TRAINING_FOLDER holds files of tiles (*.tiles); what comes into it while training runs is used too. Runs on CUDA where
there is one (then with workers, which vary the tiles, and larger batches), else on one CPU core. A cell that holds no single digit ('?') has an even spread over the digits as its
target: the network learns to be unsure there. A piece of a free number that is no digit has a class of its own, □.
A teacher is a wider network of cells, too slow to be read with: --teacher lets a network learn what that one takes a
tile for, more than what its label says, so that it is unsure where the better one is.
The log shows tiles right on hands that are not trained on, where they hold what they should.
"""
import argparse
import functools
import time
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F

from network import cell_network, number_network, strip_logits, teacher_network, tile_logits
from training import batches, optimizer_of, set_rate, some_device, step

SIDE = 32
TOGETHER = 16  # tiles in a strip
USED = 400     # batches of a worker before it looks for new files of tiles
TAUGHT = 0.7   # weight of what the teacher says; the rest is the label's
CHARACTERS = {"cell": list("0123456789X_"), "number": list("0123456789X□"), "teacher": list("0123456789X_")}
NETWORKS = {"cell": cell_network, "number": number_network, "teacher": teacher_network}
SPOILED = "?"


def load(kind, path):
    """(n x 32 x 32 bytes, targets n x characters)"""
    data = np.fromfile(path, np.uint8)
    data = data[:len(data) - len(data) % (1 + SIDE * SIDE)].reshape(-1, 1 + SIDE * SIDE)
    labels = [chr(c) for c in data[:, 0]]
    characters = CHARACTERS[kind]
    targets = np.zeros((len(data), len(characters)), np.float32)
    for row, label in zip(targets, labels):
        if label != SPOILED:
            row[characters.index(label)] = 1
        elif kind == "number":
            row[-1] = 1
        else:
            row[:11] = 1 / 11
    return data[:, 1:].reshape(-1, SIDE, SIDE), targets


def load_all(kind, folder):
    """-> tiles, targets, and which of them are drawn often and seldom: cells are rarely empty, pieces often no digit"""
    parts = [load(kind, path) for path in sorted(folder.glob("*.tiles"))]
    tiles, targets = (np.concatenate(part) for part in zip(*parts))
    last = targets[:, -1] == 1
    seldom = np.zeros_like(last) if kind == "number" else last
    return tiles, targets, np.flatnonzero(~seldom), np.flatnonzero(seldom)


def varied(tile, rng):
    """Another writing of the same cell: a little wider, slanted, moved, lighter or bolder, out of focus."""
    if rng.random() < 0.75:
        wide, high, lean = np.exp(rng.normal(0, .09)), np.exp(rng.normal(0, .07)), rng.normal(0, .13)
        turn = np.float32([[wide, lean, 16 * (1 - wide - lean) + rng.normal(0, .7)],
                           [rng.normal(0, .04), high, 16 * (1 - high) + rng.normal(0, .7)]])
        tile = cv2.warpAffine(tile, turn, (SIDE, SIDE), borderValue=255)
    if rng.random() < 0.3:
        tile = (255 * (tile / 255.0) ** rng.uniform(.6, 1.6)).astype(np.uint8)
    if rng.random() < 0.15:
        tile = cv2.GaussianBlur(tile, (0, 0), rng.uniform(.4, .9))
    if rng.random() < 0.15:
        tile = cv2.erode(tile, np.ones((2, 2), np.uint8)) if rng.random() < .5 else cv2.dilate(tile, np.ones((2, 1), np.uint8))
    return tile


def drawn(kind, folder, batch, seed):
    """Endless batches (varied tiles, targets)."""
    rng = np.random.default_rng(seed)
    while True:
        tiles, targets, often, seldom = load_all(kind, folder)
        some = batch // 32 if len(seldom) else 0
        for _ in range(USED):
            chosen = np.concatenate([rng.choice(often, batch - some), rng.choice(seldom, some)]) if some else rng.choice(often, batch)
            rng.shuffle(chosen)
            yield np.stack([varied(tiles[i], rng) for i in chosen]), targets[chosen]


def score(network, kind, tiles, targets, device):
    """Share right, and the mean of -log p, over tiles that hold what they should."""
    keep = targets.max(1) == 1 if kind == "number" else (targets.max(1) == 1) & (targets[:, -1] == 0)
    network.eval()
    chances = []
    with torch.no_grad():
        for k in range(0, len(tiles) - len(tiles) % TOGETHER, TOGETHER * 32):
            part = tiles[k:k + TOGETHER * 32]
            part = part[:len(part) - len(part) % TOGETHER]
            chances.append(tile_logits(network, part, TOGETHER, device).log_softmax(1).cpu().numpy())
    network.train()
    chances = np.concatenate(chances)
    keep = keep[:len(chances)]
    best, truth = chances[keep].argmax(1), targets[:len(chances)][keep].argmax(1)
    return f"{100 * (best == truth).mean():.2f} % of {keep.sum()} right, -log p {-chances[keep][np.arange(keep.sum()), truth].mean():.4f}"


def load_teacher(path, device):
    network = teacher_network(len(CHARACTERS["teacher"])).to(device)
    network.load_state_dict(torch.load(path, map_location=device)["network"])
    return network.eval()


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("kind", choices=CHARACTERS)
    ask.add_argument("training", type=Path)
    ask.add_argument("validating")
    ask.add_argument("checkpoint", type=Path)
    ask.add_argument("--minutes", type=float, required=True, help="of the whole schedule, by the clock")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--rate", type=float, default=3e-3)
    ask.add_argument("--workers", type=int, default=0)
    ask.add_argument("--batch", type=int, default=256)
    ask.add_argument("--teacher", help="the checkpoint of a teacher")
    options = ask.parse_args()

    torch.manual_seed(options.seed)
    device = some_device()
    characters = CHARACTERS[options.kind]
    source = batches(functools.partial(drawn, options.kind, options.training, options.batch), TOGETHER, options.seed, options.workers)
    held, held_targets = load(options.kind, options.validating)
    network = NETWORKS[options.kind](len(characters)).to(device)
    teacher = load_teacher(options.teacher, device) if options.teacher else None
    optimizer = optimizer_of(network, options.rate, 2e-3)
    network.train()
    steps, mean, begin, shown = 0, None, time.monotonic(), 0.0
    while True:
        minutes = (time.monotonic() - begin) / 60
        done = min(1.0, minutes / options.minutes)
        if minutes >= shown + 2 or done >= 1:
            shown = minutes
            print(f"{minutes:.1f} min, {steps * options.batch / 1000:.0f} k tiles, loss {mean or 0:.4f}, validating hands: {score(network, options.kind, held, held_targets, device)}", flush=True)
            torch.save({"network": network.state_dict(), "characters": characters}, options.checkpoint)
            if done >= 1:
                return
        set_rate(optimizer, options.rate, steps, 200, done)
        strips, targets = next(source)
        logits = strip_logits(network, strips, TOGETHER, device)
        targets = targets.to(device)
        if teacher:
            with torch.no_grad():
                taught = strip_logits(teacher, strips, TOGETHER, device).softmax(1)
            targets = TAUGHT * taught + (1 - TAUGHT) * targets
        loss = -(targets * F.log_softmax(logits, 1)).sum(1).mean()
        mean = step(network, optimizer, loss, mean)
        steps += 1


if __name__ == "__main__":
    main()

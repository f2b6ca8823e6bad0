"""Trains the network of single Han characters on tiles from han_tiles (alone) and word_tiles (out of written words).

usage: train_han.py BANK PROGRAMS CHECKPOINT --minutes M [--seed S] [--workers W] [--batch N]

PROGRAMS is the folder of both. Runs on CUDA where there is one (then with workers and larger batches), else on one CPU
core. The log shows right answers among the first 1, 5 and 10 on streams of another seed, of either program. The same
checkpoint file goes on where a run was cut off.
"""
import argparse
import functools
import os
import struct
import subprocess
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from network import han_network, strip_logits, tile_logits
from training import batches, optimizer_of, set_rate, some_device, step

SIDE = 48
TOGETHER = 8   # tiles in a strip
USES = 3       # of each tile, the later ones moved
KEPT = 20_000  # tiles from which those are drawn
SMOOTHING = 0.02  # of the targets
STREAMS = ("han_tiles", "word_tiles")
NO_CHARACTER = "□"


def characters_of(bank):
    with open(bank, "rb") as f:
        count = struct.unpack("<4xI", f.read(8))[0]
        return [f.read(struct.unpack("<I", f.read(4))[0]).decode() for _ in range(count)] + [NO_CHARACTER]


class Stream:
    """Tiles (n x 48 x 48 bytes) and labels (n) from one of the programs."""

    def __init__(self, program, bank, seed):
        self.pipe = subprocess.Popen([program, bank, str(seed)], stdout=subprocess.PIPE, bufsize=1 << 20).stdout

    def take(self, n):
        record = 2 + SIDE * SIDE
        data = np.frombuffer(self.pipe.read(n * record), np.uint8).reshape(n, record)
        return data[:, 2:].reshape(n, SIDE, SIDE), data[:, :2].copy().view("<u2")[:, 0].astype(np.int64)


def written(programs, bank, batch, seed):
    """Endless batches (tiles, labels), half of them from either program."""
    rng = np.random.default_rng(seed)
    streams = [Stream(programs / name, bank, seed) for name in STREAMS]
    fresh = batch // USES // len(streams)
    kept_tiles, kept_labels = np.zeros((KEPT, SIDE, SIDE), np.uint8), np.zeros(KEPT, np.int64)
    have = at = 0
    while True:
        tiles, labels = (np.concatenate(part) for part in zip(*(stream.take(fresh) for stream in streams)))
        places = (at + np.arange(len(tiles))) % KEPT
        kept_tiles[places], kept_labels[places] = tiles, labels
        have, at = min(KEPT, have + len(tiles)), (at + len(tiles)) % KEPT
        again = rng.integers(0, have, batch - len(tiles))
        moved = np.stack([np.roll(kept_tiles[i], tuple(rng.integers(-2, 3, 2)), (0, 1)) for i in again])
        order = rng.permutation(batch)
        yield np.concatenate([tiles, moved])[order], np.concatenate([labels, kept_labels[again]])[order]


def score(network, tiles, labels, device):
    network.eval()
    hits = np.zeros(3)
    with torch.no_grad():
        for k in range(0, len(tiles), 160):
            best = tile_logits(network, tiles[k:k + 160], TOGETHER, device).topk(10, 1).indices.cpu() == torch.from_numpy(labels[k:k + 160, None])
            hits += [best[:, :first].any(1).sum().item() for first in (1, 5, 10)]
    network.train()
    return " / ".join(f"{100 * h / len(tiles):.1f}" for h in hits)


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("bank")
    ask.add_argument("programs", type=Path)
    ask.add_argument("checkpoint", type=Path)
    ask.add_argument("--minutes", type=float, required=True, help="of the whole schedule, by the clock")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--rate", type=float, default=2.5e-3)
    ask.add_argument("--workers", type=int, default=0)
    ask.add_argument("--batch", type=int, default=96)
    options = ask.parse_args()

    torch.manual_seed(options.seed)
    device = some_device()
    characters = characters_of(options.bank)
    network = han_network(len(characters)).to(device)
    optimizer = optimizer_of(network, options.rate, 0.02)
    spent, steps, mean = 0.0, 0, None
    if options.checkpoint.exists():
        kept = torch.load(options.checkpoint, map_location=device)
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        spent, steps = kept["minutes"], kept["steps"]
    held = [Stream(options.programs / name, options.bank, 10_000_000).take(1600) for name in STREAMS]
    source = batches(functools.partial(written, options.programs, options.bank, options.batch), TOGETHER, options.seed + steps, options.workers)
    network.train()
    begin, shown = time.monotonic() - 60 * spent, spent
    while True:
        minutes = (time.monotonic() - begin) / 60
        done = min(1.0, minutes / options.minutes)
        if minutes >= shown + 4 or done >= 1:
            shown = minutes
            right = "; ".join(f"{name} {score(network, *tiles, device)} %" for name, tiles in zip(STREAMS, held))
            print(f"{minutes:.1f} min, {steps * options.batch / 1000:.0f} k tiles, loss {mean or 0:.3f}, first 1 / 5 / 10: {right}", flush=True)
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "minutes": minutes, "steps": steps,
                     "characters": characters}
            torch.save(state, f"{options.checkpoint}.new")
            os.replace(f"{options.checkpoint}.new", options.checkpoint)
            if done >= 1:
                return
        set_rate(optimizer, options.rate, steps, 300, done)
        strips, labels = next(source)
        loss = F.cross_entropy(strip_logits(network, strips, TOGETHER, device), labels.to(device), label_smoothing=SMOOTHING)
        mean = step(network, optimizer, loss, mean)
        steps += 1


if __name__ == "__main__":
    main()

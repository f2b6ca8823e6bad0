"""Trains the network of single Han characters on tiles from han_tiles.

usage: train_han.py BANK HAN_TILES CHECKPOINT --minutes M [--seed S]

Runs on CUDA where there is one, else on one CPU core. The log shows right answers among the first 1, 5 and
10 on tiles of a stream that is not trained on. The same checkpoint file goes on where a run was cut off.
"""
import argparse
import os
import struct
import subprocess
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from network import han_network, tile_logits
from training import optimizer_of, set_rate, step

SIDE = 48
TOGETHER = 8   # tiles in a strip
BATCH = 96
NO_CHARACTER = "□"


def characters_of(bank):
    with open(bank, "rb") as f:
        count = struct.unpack("<4xI", f.read(8))[0]
        return [f.read(struct.unpack("<I", f.read(4))[0]).decode() for _ in range(count)] + [NO_CHARACTER]


class Tiles:
    """A stream of (tiles n x 48 x 48 bytes, labels n); each tile is used twice, the second time moved."""

    def __init__(self, program, bank, seed):
        self.stream = subprocess.Popen([program, bank, str(seed)], stdout=subprocess.PIPE, bufsize=1 << 20).stdout
        self.rng = np.random.default_rng(seed)
        self.used = []

    def fresh(self, n):
        record = 2 + SIDE * SIDE
        data = np.frombuffer(self.stream.read(n * record), np.uint8).reshape(n, record)
        return data[:, 2:].reshape(n, SIDE, SIDE), data[:, :2].copy().view("<u2")[:, 0].astype(np.int64)

    def batch(self, n):
        tiles, labels = self.fresh(n // 2)
        self.used.append((tiles, labels))
        again = self.used.pop(int(self.rng.integers(len(self.used)))) if len(self.used) > 60 else (tiles, labels)
        moved = np.roll(again[0], tuple(self.rng.integers(-2, 3, 2)), (1, 2))
        return np.concatenate([tiles, moved]), torch.from_numpy(np.concatenate([labels, again[1]]))


def score(network, tiles, labels, device):
    network.eval()
    hits = np.zeros(3)
    with torch.no_grad():
        for k in range(0, len(tiles), 160):
            best = tile_logits(network, tiles[k:k + 160], TOGETHER, device).topk(10, 1).indices.cpu() == labels[k:k + 160, None]
            hits += [best[:, :first].any(1).sum().item() for first in (1, 5, 10)]
    network.train()
    return " / ".join(f"{100 * h / len(tiles):.1f}" for h in hits)


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("bank")
    ask.add_argument("han_tiles")
    ask.add_argument("checkpoint", type=Path)
    ask.add_argument("--minutes", type=float, required=True, help="of the whole schedule, by the clock")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--rate", type=float, default=2.5e-3)
    options = ask.parse_args()

    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    characters = characters_of(options.bank)
    network = han_network(len(characters)).to(device)
    optimizer = optimizer_of(network, options.rate, 0.02)
    spent, steps, mean = 0.0, 0, None
    if options.checkpoint.exists():
        kept = torch.load(options.checkpoint, map_location=device)
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        spent, steps = kept["minutes"], kept["steps"]
    held_tiles, held_labels = Tiles(options.han_tiles, options.bank, 10_000_000).fresh(1600)
    held = held_tiles, torch.from_numpy(held_labels)
    source = Tiles(options.han_tiles, options.bank, options.seed + steps)
    network.train()
    begin, shown = time.monotonic() - 60 * spent, spent
    while True:
        minutes = (time.monotonic() - begin) / 60
        done = min(1.0, minutes / options.minutes)
        if minutes >= shown + 4 or done >= 1:
            shown = minutes
            print(f"{minutes:.1f} min, {steps * BATCH / 1000:.0f} k tiles, loss {mean or 0:.3f}, first 1 / 5 / 10: {score(network, *held, device)} %", flush=True)
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "minutes": minutes, "steps": steps,
                     "characters": characters}
            torch.save(state, f"{options.checkpoint}.new")
            os.replace(f"{options.checkpoint}.new", options.checkpoint)
            if done >= 1:
                return
        set_rate(optimizer, options.rate, steps, 300, done)
        tiles, labels = source.batch(BATCH)
        loss = F.cross_entropy(tile_logits(network, tiles, TOGETHER, device), labels.to(device), label_smoothing=0.05)
        mean = step(network, optimizer, loss, mean)
        steps += 1


if __name__ == "__main__":
    main()

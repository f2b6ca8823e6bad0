"""Trains a network of digits: of comb cells on tiles from comb_tiles, of free numbers on those from number_tiles.

usage: train_digits.py cell|number TRAINING_FOLDER VALIDATING_TILES CHECKPOINT --minutes M [--seed S] [--batch N]
           [--large | --teacher CHECKPOINT]

TRAINING_FOLDER holds files of tiles (*.tiles); what comes into it while training runs is used too. Runs on CUDA where
there is one (then with larger batches), else on one CPU core. A cell that holds no single digit ('?') has an even spread
over the digits as its target: the network learns to be unsure there. A piece of a free number that is no digit has a
class of its own, □. --large trains a wider network, too slow to be read with: as --teacher it lets a network learn what
that one takes a tile for, more than what its label says, so that it is unsure where the better one is.
The log shows tiles right on hands that are not trained on, where they hold what they should.
"""
import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from network import cell_network, engine_strips, large_network, number_network, strip_logits, tile_logits
from training import optimizer_of, set_rate, some_device, step

SIDE = 32
TOGETHER = 16  # tiles in a strip
USED = 200     # batches before new files of tiles are looked for
TAUGHT = 0.7   # weight of what the teacher says; the rest is the label's
CHARACTERS = {"cell": list("0123456789X_"), "number": list("0123456789X□")}
NETWORKS = {"cell": cell_network, "number": number_network}
SPOILED = "?"


def targets_by_label(kind):
    """Per byte that may stand before a tile what its target is (256 x characters)"""
    targets = np.full((256, len(CHARACTERS[kind])), np.nan, np.float32)
    for place, character in enumerate(CHARACTERS[kind]):
        if ord(character) < 256:
            targets[ord(character)] = np.eye(len(CHARACTERS[kind]))[place]
    targets[ord(SPOILED)] = np.eye(len(CHARACTERS[kind]))[-1] if kind == "number" else [1 / 11] * 11 + [0]
    return targets


def load(kind, path):
    """(n x 32 x 32 bytes, targets n x characters)"""
    data = np.fromfile(path, np.uint8)
    data = data[:len(data) - len(data) % (1 + SIDE * SIDE)].reshape(-1, 1 + SIDE * SIDE)
    targets = targets_by_label(kind)[data[:, 0]]
    if np.isnan(targets).any():
        raise ValueError(f"{path}: a label that no {kind} has")
    return data[:, 1:].reshape(-1, SIDE, SIDE), targets


class Pile:
    """The tiles of a folder on the device, more of them as files come into it."""

    def __init__(self, kind, folder, device):
        self.kind, self.folder, self.device, self.parts = kind, folder, device, {}
        self.look_again()

    def look_again(self):
        fresh = [path for path in sorted(self.folder.glob("*.tiles")) if path not in self.parts]
        for path in fresh:
            self.parts[path] = [torch.from_numpy(part).to(self.device) for part in load(self.kind, path)]
        if fresh:
            self.tiles, self.targets = (torch.cat(part) for part in zip(*self.parts.values()))
            last = self.targets[:, -1] == 1
            self.seldom = last.nonzero()[:, 0] if self.kind == "cell" else last[:0].nonzero()[:, 0]
            self.often = (~last).nonzero()[:, 0] if self.kind == "cell" else torch.arange(len(last), device=self.device)

    def draw(self, count):
        """Varied tiles and their targets; cells are rarely empty, pieces often no digit."""
        some = count // 32 if len(self.seldom) else 0
        chosen = torch.cat([which[torch.randint(len(which), (n,), device=self.device)]
                            for which, n in ((self.often, count - some), (self.seldom, some)) if n])
        chosen = chosen[torch.randperm(count, device=self.device)]
        return varied(self.tiles[chosen]), self.targets[chosen]


def blurred(paper, sigma):
    """Each tile (n x 32 x 32) out of focus by its own sigma, in pixels."""
    weights = torch.exp(-torch.arange(-2, 3, device=paper.device) ** 2 / (2 * sigma[:, None] ** 2))
    weights = (weights / weights.sum(1, keepdim=True)).T[..., None, None]
    for dim in (1, 2):
        paper = sum(weight * paper.roll(k - 2, dim) for k, weight in enumerate(weights))
    return paper


def varied(tiles):
    """Other writings of the same cells: a little wider, slanted, moved, lighter or bolder, out of focus."""
    n, device = len(tiles), tiles.device

    def some(share):
        return (torch.rand(n, device=device) < share)[:, None, None]

    def normal(spread):
        return torch.randn(n, device=device) * spread

    def between(low, high):
        return low + (high - low) * torch.rand(n, device=device)

    turn = torch.stack([torch.stack([normal(.09).exp(), normal(.13), normal(.7 * 2 / SIDE)], 1),
                        torch.stack([normal(.04), normal(.07).exp(), normal(.7 * 2 / SIDE)], 1)], 1)
    turn = torch.where(some(0.75), turn, torch.eye(2, 3, device=device))
    places = F.affine_grid(turn, (n, 1, SIDE, SIDE), align_corners=False)
    paper = 1 - F.grid_sample(1 - tiles[:, None] / 255, places, align_corners=False)[:, 0]
    paper = torch.where(some(0.3), paper.clamp(0, 1) ** between(.6, 1.6)[:, None, None], paper)
    paper = torch.where(some(0.15), blurred(paper, between(.4, .9)), paper)
    across = torch.minimum(paper, paper.roll(1, 2))
    bolder, lighter = torch.minimum(across, across.roll(1, 1)), torch.maximum(paper, paper.roll(1, 1))
    paper = torch.where(some(0.15), torch.where(some(0.5), bolder, lighter), paper)
    return (255 * paper).round().clamp(0, 255).to(torch.uint8)


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


def network_of(kind, large, device):
    return (large_network if large else NETWORKS[kind])(len(CHARACTERS[kind])).to(device)


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("kind", choices=CHARACTERS)
    ask.add_argument("training", type=Path)
    ask.add_argument("validating")
    ask.add_argument("checkpoint", type=Path)
    ask.add_argument("--minutes", type=float, required=True, help="of the whole schedule, by the clock")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--rate", type=float, default=3e-3)
    ask.add_argument("--batch", type=int, default=256)
    ask.add_argument("--large", action="store_true", help="train a teacher")
    ask.add_argument("--teacher", help="the checkpoint of a teacher")
    options = ask.parse_args()

    torch.manual_seed(options.seed)
    device = some_device()
    pile = Pile(options.kind, options.training, device)
    held, held_targets = load(options.kind, options.validating)
    network = network_of(options.kind, options.large, device).train()
    teacher = None
    if options.teacher:
        teacher = network_of(options.kind, True, device).eval()
        teacher.load_state_dict(torch.load(options.teacher, map_location=device)["network"])
    optimizer = optimizer_of(network, options.rate, 2e-3)
    faster = torch.autocast(device, torch.bfloat16, enabled=device == "cuda")
    steps, mean, begin, shown = 0, None, time.monotonic(), 0.0
    while True:
        minutes = (time.monotonic() - begin) / 60
        done = min(1.0, minutes / options.minutes)
        if minutes >= shown + 1 or done >= 1:
            shown = minutes
            print(f"{minutes:.1f} min, {steps * options.batch / 1000:.0f} k of {len(pile.tiles) / 1000:.0f} k tiles, loss {mean or 0:.4f}, "
                  f"validating hands: {score(network, options.kind, held, held_targets, device)}", flush=True)
            torch.save({"network": network.state_dict(), "characters": CHARACTERS[options.kind]}, options.checkpoint)
            if done >= 1:
                return
        set_rate(optimizer, options.rate, steps, 200, done)
        if steps % USED == 0:
            pile.look_again()
        tiles, targets = pile.draw(options.batch)
        strips = engine_strips(tiles, TOGETHER)
        with faster:
            logits = strip_logits(network, strips, TOGETHER, device).float()
            if teacher:
                with torch.no_grad():
                    taught = strip_logits(teacher, strips, TOGETHER, device).float().softmax(1)
                targets = TAUGHT * taught + (1 - TAUGHT) * targets
        loss = -(targets * F.log_softmax(logits, 1)).sum(1).mean()
        mean = step(network, optimizer, loss, mean)
        steps += 1


if __name__ == "__main__":
    main()

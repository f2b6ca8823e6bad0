"""Makes the evidence for a test: that libtesseract computes what PyTorch computes.

usage: exactness.py FOLDER [CELL_CHECKPOINT TILES]

Writes FOLDER/layers.traineddata, a small network of random weights in floating point (without convolutions,
whose surroundings the engine fills with noise), FOLDER/layers.strip, the bytes of a strip of tiles, and
FOLDER/layers.json: the probabilities that PyTorch gives each character at each timestep. With a checkpoint, also
FOLDER/cell.strip and cell.json: the same for a strip of cells and the trained network, to be compared with the
shipped integer model.
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch

from export import TEMPERATURE, load
from network import Full, Network, Reconfig, Softmax, engine_input

CHARACTERS = list("0123456789X_")
TILES = 9
SIDE = 32


def scribbles(rng):
    """A strip of strokes on white whose middle row alternates often enough to set black and white."""
    strip = np.full((SIDE, SIDE * TILES), 255, np.uint8)
    for _ in range(40):
        x, y = rng.integers(2, SIDE * TILES - 4), rng.integers(2, SIDE - 12)
        strip[y:y + rng.integers(3, 12), x:x + rng.integers(1, 4)] = rng.integers(0, 120)
    return strip


def write(stem, strip, network, temperature, integer):
    with torch.no_grad():
        chances = network(engine_input(torch.from_numpy(strip)[None], integer)[None])[0, :, 0].div(temperature).softmax(0).T.numpy()
    stem.with_suffix(".strip").write_bytes(strip.tobytes())
    lists = [{c: round(float(p), 6) for c, p in zip(CHARACTERS, step)} for step in chances]
    stem.with_suffix(".json").write_text(json.dumps({"height": SIDE, "width": strip.shape[1], "timesteps": lists}, indent=1) + "\n")


def main():
    folder = Path(sys.argv[1])
    torch.manual_seed(3)
    rng = np.random.default_rng(3)
    layers = [Reconfig(1, 8, 8), Full(64, 16, 0), Reconfig(16, 4, 4), Full(256, 16, 0), Softmax(16, len(CHARACTERS))]
    network = Network(SIDE, layers)
    with torch.no_grad():
        for weights in network.parameters():
            weights.mul_(3)
    network.eval()
    network.write(folder / "layers.traineddata", CHARACTERS, 1.0, int8=False)
    strip = scribbles(rng)
    write(folder / "layers", strip, network, 1.0, False)
    if len(sys.argv) > 2:
        network, _ = load("cell", sys.argv[2])
        tiles = np.fromfile(sys.argv[3], np.uint8).reshape(-1, 1 + SIDE * SIDE)[:, 1:].reshape(-1, SIDE, SIDE)
        write(folder / "cell", np.hstack(tiles[:18]), network, TEMPERATURE["cell"], True)


if __name__ == "__main__":
    main()

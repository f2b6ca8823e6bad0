"""Writes a checkpoint as an ordinary .traineddata file.

usage: export.py cell|number|han CHECKPOINT OUT.traineddata [--temperature T] [--float]

The temperature must be the one that ocr-models/calibration.json tells the reader.
"""
import argparse

import torch

from network import cell_network, han_network, number_network

TEMPERATURE = {"cell": 3.0, "number": 3.0, "han": 1.0}  # thousands of classes would drown in a flattened tail
NETWORKS = {"cell": cell_network, "number": number_network, "han": han_network}


def load(kind, path):
    """-> (network for reading, its characters)"""
    kept = torch.load(path, map_location="cpu")
    network = NETWORKS[kind](len(kept["characters"]))
    network.load_state_dict(kept["network"])
    return network.eval(), kept["characters"]


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("kind", choices=NETWORKS)
    ask.add_argument("checkpoint")
    ask.add_argument("out")
    ask.add_argument("--temperature", type=float)
    ask.add_argument("--float", action="store_true", help="eight bytes a weight instead of one")
    options = ask.parse_args()
    network, characters = load(options.kind, options.checkpoint)
    network.write(options.out, characters, options.temperature or TEMPERATURE[options.kind], int8=not options.float)


if __name__ == "__main__":
    main()

"""Splits handwritten digits by writer: nobody who validates is ever trained on. Mislabelled pictures are left out.

The arrays: x (n x 28 x 28, ink 255), y (0..9), writer (number of the person).
"""
from pathlib import Path

import numpy as np

VALIDATING = 10  # every tenth writer


def _load(path):
    arrays = np.load(path)
    return arrays["x"], arrays["y"].astype(int), arrays["writer"].astype(int)


def mislabelled():
    """Indices of pictures that show another digit than their label says."""
    rows = (Path(__file__).parent / "mislabelled.txt").read_text().splitlines()
    return [int(row.split()[0]) for row in rows if not row.startswith("#")]


def _part(path, validating):
    x, y, writer = _load(path)
    everyone = np.unique(writer)
    chosen = everyone[VALIDATING - 1::VALIDATING]
    keep = np.isin(writer, chosen) == validating
    keep[mislabelled()] = False
    return x[keep], y[keep], writer[keep]


def training(path):
    return _part(path, False)


def validating(path):
    return _part(path, True)

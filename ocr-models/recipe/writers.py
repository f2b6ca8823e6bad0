"""Splits handwritten digits by writer: nobody who validates is ever trained on.

The arrays: x (n x 28 x 28, ink 255), y (0..9), writer (number of the person).
"""
import numpy as np

VALIDATING = 10  # every tenth writer


def _load(path):
    arrays = np.load(path)
    return arrays["x"], arrays["y"].astype(int), arrays["writer"].astype(int)


def _part(path, validating):
    x, y, writer = _load(path)
    everyone = np.unique(writer)
    chosen = everyone[VALIDATING - 1::VALIDATING]
    keep = np.isin(writer, chosen) == validating
    return x[keep], y[keep], writer[keep]


def training(path):
    return _part(path, False)


def validating(path):
    return _part(path, True)

"""Writes Tesseract's file format (5.x): components, layers, weights, unicharset, recoder.

Read off Tesseract's sources: lstm/network.cpp, fullyconnected.cpp, weightmatrix.cpp, convolve.cpp,
reconfig.cpp, lstmrecognizer.cpp, ccutil/tessdatamanager.cpp, unicharcompress.cpp.
"""
import struct

import numpy as np

COMPONENTS = 24
LSTM, UNICHARSET, RECODER, VERSION = 17, 21, 22, 23
DOUBLES, INT8 = 128, 1 | 128  # modes of a weight matrix
SILENT = -1000.0              # bias of an output that must never win


class Stream:
    def __init__(self):
        self.parts = []

    def pack(self, layout, *values):
        self.parts.append(struct.pack("<" + layout, *values))

    def raw(self, data):
        self.parts.append(data)

    def text(self, text):
        data = text.encode()
        self.pack("I", len(data))
        self.raw(data)

    def bytes(self):
        return b"".join(self.parts)


def _head(out, kind, inputs, outputs, weights=0):
    out.pack("b", 0)
    out.text(kind)
    out.pack("bbiiii", 0, 0, 0, inputs, outputs, weights)  # not in training
    out.text(kind)


def _matrix(out, weights, int8):
    rows, columns = weights.shape
    if not int8:
        out.pack("BIId", DOUBLES, rows, columns, 0.0)
        out.raw(weights.astype("<f8").tobytes())
        return
    scales = np.abs(weights).max(1) / 127
    steps = np.rint(weights / np.where(scales == 0, 1, scales)[:, None]).astype(np.int8)
    out.pack("BIIb", INT8, rows, columns, 0)
    out.raw(steps.tobytes())
    out.pack("I", rows)
    out.raw(scales.astype("<f8").tobytes())


def full(out, activation, weights, int8):
    """weights: outputs x (inputs + 1), the bias last."""
    outputs, inputs = weights.shape
    _head(out, activation, inputs - 1, outputs, weights.size)
    _matrix(out, weights, int8)


def convolution(out, size, inputs, weights, int8):
    """weights: outputs x (x, y, depth; then the bias): the engine stacks the window, then connects fully."""
    _head(out, "Series", inputs, len(weights), weights.size)
    out.pack("I", 2)
    _head(out, "Convolve", inputs, inputs * size * size)
    out.pack("ii", size // 2, size // 2)
    full(out, "LinLogistic", weights, int8)


def window(out, kind, inputs, outputs, x, y):
    """Maxpool or Reconfig."""
    _head(out, kind, inputs, outputs)
    out.pack("ii", x, y)


def with_silent_outputs(weights):
    """Rows for what is never trained: the space before the characters, dummy and blank after them."""
    silent = np.zeros((1, weights.shape[1]))
    silent[0, -1] = SILENT
    return np.vstack([silent, weights, silent, silent])


def _unicharset(characters):
    box = "0,255,0,255,0,0,0,0,0,0"
    lines = [str(len(characters) + 3), "NULL 0 Common 0", f"Joined 7 {box} Latin 1 0 1 Joined",
             f"|Broken|0|1 15 {box} Common 2 10 2 |Broken|0|1"]
    for number, character in enumerate(characters, 3):
        kind, script, direction = ("8", "Common", 2) if character.isdigit() else ("5", "Latin", 0) if character.isascii() and character.isalpha() \
            else ("1", "Han", 0) if ord(character) >= 0x3400 else ("10", "Common", 10)
        lines.append(f"{character} {kind} {box} {script} {number} {direction} {number} {character}")
    return "\n".join(lines) + "\n"


def _recoder(characters):
    """Space 0, Joined and Broken the blank, character k the code k + 1."""
    blank = len(characters) + 1
    codes = [0, blank, blank, *range(1, blank)]
    out = Stream()
    out.pack("I", len(codes))
    for code in codes:
        out.pack("bii", 1, 1, code)
    return out.bytes(), blank


def write(path, height, outputs, parts, characters, int8):
    """parts: (number of engine layers, bytes) per layer; characters: of the softmax, in its order."""
    named = [*characters, "~"]  # the engine hides the last character of its list in the raw timesteps
    recoder, blank = _recoder(named)
    net = Stream()
    _head(net, "Series", height, outputs)
    net.pack("I", 1 + sum(count for count, _ in parts))
    _head(net, "Input", height, 1)
    net.pack("iiiii", 1, height, 0, 1, 0)
    for _, data in parts:
        net.raw(data)
    net.text("")  # the network's description is not used at run time
    net.pack("iiii", (1 if int8 else 0) | 64, 0, 0, blank)
    net.pack("fff", 0.999, 0.001, 0.5)
    components = {LSTM: net.bytes(), UNICHARSET: _unicharset(named).encode(), RECODER: recoder, VERSION: b"tanfang"}
    offsets, at = [-1] * COMPONENTS, 4 + 8 * COMPONENTS
    for number, data in sorted(components.items()):
        offsets[number] = at
        at += len(data)
    with open(path, "wb") as f:
        f.write(struct.pack("<I24q", COMPONENTS, *offsets))
        for _, data in sorted(components.items()):
            f.write(data)

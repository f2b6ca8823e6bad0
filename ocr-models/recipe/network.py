"""Networks with exactly the run-time semantics of Tesseract's LSTM engine (5.3), built from layers that can
write themselves in its format.

A network maps pictures (n x 1 x height x width, -1 ink .. 1 paper) to logits (n x outputs x 1 x timesteps).
Shapes inside are n x depth x height x width. Activations stay in 0..1: the engine's integer mode quantises
them so.
"""
import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import traineddata


def clipped(x):
    """LinLogistic: the identity, cut to 0..1."""
    return F.hardtanh(x, 0.0, 1.0)


class Convolve(nn.Module):
    """k x k convolution, batch norm, optional max pooling, clip.

    The engine reads noise U(-1, 1) outside the picture; so does training. Pooling may come before the clip,
    for the clip is monotone.
    """

    def __init__(self, inputs, outputs, size=3, pool=None):
        super().__init__()
        self.size, self.pool, self.inputs, self.outputs = size, pool, inputs, outputs
        self.weights = nn.Conv2d(inputs, outputs, size, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        nn.init.constant_(self.norm.weight, 0.5)
        nn.init.constant_(self.norm.bias, 0.2)

    def forward(self, x):
        rim = self.size // 2
        n, depth, height, width = x.shape
        framed = torch.empty(n, depth, height + 2 * rim, width + 2 * rim, dtype=x.dtype, device=x.device,
                             memory_format=torch.channels_last).uniform_(-1, 1)
        framed[:, :, rim:-rim, rim:-rim] = x
        x = self.norm(self.weights(framed))
        return clipped(F.max_pool2d(x, self.pool) if self.pool else x)

    def write(self, out, int8, constants=0):
        scale = self.norm.weight / torch.sqrt(self.norm.running_var + self.norm.eps)
        w = (self.weights.weight * scale[:, None, None, None]).permute(0, 3, 2, 1).reshape(self.outputs, -1)
        bias = self.norm.bias - self.norm.running_mean * scale
        w = torch.cat([w, bias[:, None]], 1).detach().double().numpy()
        ones = np.zeros((constants, w.shape[1]))
        ones[:, -1] = 1
        traineddata.convolution(out, self.size, self.inputs, np.vstack([w, ones]), int8)
        outputs = self.outputs + constants
        if self.pool:
            traineddata.window(out, "Maxpool", outputs, outputs, self.pool, self.pool)
        return outputs

    @property
    def layers(self):
        return 2 if self.pool else 1


class Reconfig(nn.Module):
    """Folds a x by y window of places into the depth."""
    layers = 1

    def __init__(self, inputs, x, y):
        super().__init__()
        self.inputs, self.x, self.y = inputs, x, y

    def forward(self, t):
        n, depth, height, width = t.shape
        t = t.reshape(n, depth, height // self.y, self.y, width // self.x, self.x)
        return t.permute(0, 5, 3, 1, 2, 4).reshape(n, self.x * self.y * depth, height // self.y, width // self.x)

    def write(self, out, int8, constants=0):
        inputs = self.inputs + constants
        outputs = inputs * self.x * self.y
        traineddata.window(out, "Reconfig", inputs, outputs, self.x, self.y)
        return outputs


class Full(nn.Module):
    """Fully connected at each place, batch norm, clip, dropout while training."""
    layers = 1

    def __init__(self, inputs, outputs, dropout):
        super().__init__()
        self.weights = nn.Linear(inputs, outputs, bias=False)
        self.norm = nn.BatchNorm1d(outputs)
        nn.init.constant_(self.norm.weight, 0.5)
        nn.init.constant_(self.norm.bias, 0.2)
        self.drop = nn.Dropout(dropout)

    def forward(self, x):
        n, depth, height, width = x.shape
        flat = x.permute(0, 2, 3, 1).reshape(-1, depth)
        flat = self.drop(clipped(self.norm(self.weights(flat))))
        return flat.reshape(n, height, width, -1).permute(0, 3, 1, 2)

    def folded(self):
        """-> weights, bias, with the batch norm in them"""
        scale = self.norm.weight / torch.sqrt(self.norm.running_var + self.norm.eps)
        bias = self.norm.bias - self.norm.running_mean * scale
        return (self.weights.weight * scale[:, None]).detach().double().numpy(), bias.detach().double().numpy()

    def constants_for(self, places):
        """How many inputs a place must be constant 1 so that shares of the bias are no larger than the weights."""
        weights, bias = self.folded()
        return max(0, math.ceil((np.abs(bias) / np.abs(weights).max(1)).max() / places))

    def write(self, out, int8, constants=0, places=1):
        weights, bias = self.folded()
        if constants:
            # in whole steps of the row, so that no share is rounded
            scale = np.abs(weights).max(1) / 127
            steps = np.rint(bias / scale).astype(int)
            each, rest = np.divmod(steps, constants * places + 1)
            shares = each[:, None] + (np.arange(constants * places) < rest[:, None])
            shares = (shares * scale[:, None]).reshape(len(weights), places, constants)
            weights = np.concatenate([weights.reshape(len(weights), places, -1), shares], 2).reshape(len(weights), -1)
            bias = each * scale
        w = np.hstack([weights, bias[:, None]])
        traineddata.full(out, "LinLogistic", w, int8)
        return len(w)


class Softmax(nn.Module):
    """The last layer; logits of the characters alone, without the engine's space, dummy and blank."""
    layers = 1

    def __init__(self, inputs, characters):
        super().__init__()
        self.weights = nn.Linear(inputs, characters)

    def forward(self, x):
        return self.weights(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)

    def write(self, out, int8, temperature=1.0):
        w = torch.cat([self.weights.weight, self.weights.bias[:, None]], 1).detach().double()
        w = traineddata.with_silent_outputs((w / temperature).numpy())
        traineddata.full(out, "Softmax", w, int8)
        return len(w)


class Network(nn.Module):
    def __init__(self, height, layers):
        super().__init__()
        self.height = height
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)

    def write(self, path, characters, temperature, int8=True):
        """An ordinary .traineddata file. `temperature` flattens the softmax: the engine lists only what is
        at least 0.01; a reader that knows the temperature undoes it."""
        self.eval()
        parts, outputs, more = [], 0, self._constants() if int8 else {}
        for layer in self.layers:
            out = traineddata.Stream()
            if isinstance(layer, Softmax):
                outputs = layer.write(out, int8, temperature)
            else:
                outputs = layer.write(out, int8, **more.get(layer, {}))
            parts.append((layer.layers, out.bytes()))
        traineddata.write(path, self.height, outputs, parts, characters, int8)

    def _constants(self):
        """What the layers around a Full one have to write besides, by layer.

        The engine's integer mode has one scale for a row of weights and its bias. Behind a batch norm the bias is
        many times the weights, which would leave them a few of the 127 steps: so the convolution before gives some
        outputs that are always 1, and their weights share the bias.
        """
        more = {}
        for before, window, full in zip(self.layers, self.layers[1:], self.layers[2:]):
            if isinstance(before, Convolve) and isinstance(window, Reconfig) and isinstance(full, Full):
                places = window.x * window.y
                constants = full.constants_for(places)
                more[before] = more[window] = {"constants": constants}
                more[full] = {"constants": constants, "places": places}
        return more


def _quantile(counts, share, otherwise):
    """As the engine's statistics take it: from histograms (n x 256), within a bin in proportion."""
    total = counts.sum(1)
    wanted = torch.minimum((share * total).clamp(min=1), total)
    sums = counts.cumsum(1)
    level = (sums < wanted[:, None]).sum(1).clamp(max=255)
    at = level[:, None]
    inside = (sums.gather(1, at)[:, 0] - wanted) / counts.gather(1, at)[:, 0].clamp(min=1)
    return torch.where(total > 0, level + 1 - inside, torch.full_like(total, otherwise))


def engine_input(strips, integer=True):
    """Strips (n x height x width bytes) as the engine sees them.

    Black is the lower quartile of the local minima of the middle row, white the upper quartile of its maxima;
    models of integer weights see what lies outside cut to -1..1.
    """
    line = strips[:, strips.shape[1] // 2].long()
    before, here, after = line[:, :-2], line[:, 1:-1], line[:, 2:]
    minima = ((here < before) & (here <= after)) | ((here <= before) & (here < after))
    maxima = ((here > before) & (here >= after)) | ((here >= before) & (here > after))
    none = torch.zeros(len(strips), 256, device=strips.device)
    black = _quantile(none.scatter_add(1, here, minima.float()), 0.25, 0.0)
    white = _quantile(none.scatter_add(1, here, maxima.float()), 0.75, 255.0)
    half = torch.where(white > black, (white - black) / 2, torch.ones_like(white))
    seen = (strips.float() - black[:, None, None]) / half[:, None, None] - 1
    return seen.clamp(-1, 1) if integer else seen


def engine_strips(tiles, together):
    """Strips of `together` tiles side by side (n x side x side bytes, white 255; n a multiple of `together`) as the engine
    sees them: bytes of 127ths, -127 ink .. 127 paper, as its integer mode has them."""
    n, side, _ = tiles.shape
    strips = tiles.reshape(-1, together, side, side).transpose(1, 2).reshape(-1, side, together * side)
    return (127 * engine_input(strips)).round().to(torch.int8)


def strip_logits(network, strips, together, device="cpu"):
    """Logits per tile (n x characters) of strips (engine_strips, as a tensor)."""
    logits = network(strips.to(device, non_blocking=True)[:, None].float() / 127)[:, :, 0]
    return logits.permute(0, 2, 1).reshape(len(strips) * together, -1)


def tile_logits(network, tiles, together, device="cpu"):
    """Logits per tile (n x characters) of square tiles that stand side by side, as they are read."""
    return strip_logits(network, engine_strips(torch.as_tensor(tiles, device=device), together), together, device)


def cell_network(characters):
    """32 x 32 tiles of comb cells, one timestep per tile."""
    return Network(32, [Convolve(1, 32, pool=2), Convolve(32, 64, pool=2), Convolve(64, 128, pool=2),
                        Reconfig(128, 4, 4), Full(2048, 160, 0.2), Softmax(160, characters)])


def number_network(characters):
    """32 x 32 tiles of pieces of free numbers, one timestep per tile."""
    return Network(32, [Convolve(1, 24, pool=2), Convolve(24, 48, pool=2), Convolve(48, 96, pool=2),
                        Reconfig(96, 4, 4), Full(1536, 128, 0.2), Softmax(128, characters)])


def large_network(characters):
    """The same tiles as the two above, ten times the work: it teaches those and is never exported."""
    return Network(32, [Convolve(1, 64), Convolve(64, 64, pool=2), Convolve(64, 128), Convolve(128, 128, pool=2),
                        Convolve(128, 256, pool=2), Reconfig(256, 4, 4), Full(4096, 512, 0.4), Softmax(512, characters)])


def han_network(characters):
    """48 x 48 tiles of single characters, one timestep per tile."""
    return Network(48, [Reconfig(1, 2, 2), Convolve(4, 32, pool=2), Convolve(32, 64), Convolve(64, 64, pool=2),
                        Convolve(64, 128), Convolve(128, 128, pool=2), Reconfig(128, 3, 3), Full(1152, 384, 0.1),
                        Softmax(384, characters)])

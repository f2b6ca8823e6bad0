"""What the training of the networks shares: batches made beside it, the optimizer, its rate over time, one step."""
import math

import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from network import engine_strips


class Source(IterableDataset):
    """An endless stream of (strips as the engine sees them, int8; targets).

    make_batches(seed) yields (tiles n x side x side bytes, targets); every worker draws with a seed of its own.
    """

    def __init__(self, make_batches, together, seed):
        self.make_batches, self.together, self.seed = make_batches, together, seed

    def __iter__(self):
        worker = get_worker_info()
        for tiles, targets in self.make_batches(self.seed + 1000 * (worker.id if worker else 0)):
            yield engine_strips(torch.from_numpy(tiles), self.together), torch.as_tensor(targets)


def batches(make_batches, together, seed, workers):
    """Workers make batches beside the training; with none they are made between its steps."""
    loader = DataLoader(Source(make_batches, together, seed), batch_size=None, num_workers=workers,
                        pin_memory=torch.cuda.is_available(), **({"prefetch_factor": 4} if workers else {}))
    return iter(loader)


def some_device():
    """CUDA where there is one, else one CPU core."""
    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("high")
    return "cuda" if torch.cuda.is_available() else "cpu"


def optimizer_of(network, rate, decay):
    """Weights decay, biases and norms do not."""
    weights = [p for p in network.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() <= 1]
    return torch.optim.AdamW([{"params": weights, "weight_decay": decay}, {"params": others, "weight_decay": 0}],
                             lr=rate, betas=(0.9, 0.98))


def set_rate(optimizer, rate, steps, warm_up, done):
    """Rises over `warm_up` steps, then falls along a cosine to a hundredth; done: 0..1 of the schedule."""
    now = rate * min(1, (steps + 1) / warm_up) * (0.5 * (1 + math.cos(math.pi * done)) * 0.99 + 0.01)
    for group in optimizer.param_groups:
        group["lr"] = now


def step(network, optimizer, loss, mean):
    """-> the running mean of the loss"""
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
    optimizer.step()
    return loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()

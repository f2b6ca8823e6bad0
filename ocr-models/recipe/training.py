"""What the training of both networks shares: the optimizer, its rate over time, one step."""
import numpy as np
import torch


def optimizer_of(network, rate, decay):
    """Weights decay, biases and norms do not."""
    weights = [p for p in network.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() <= 1]
    return torch.optim.AdamW([{"params": weights, "weight_decay": decay}, {"params": others, "weight_decay": 0}],
                             lr=rate, betas=(0.9, 0.98))


def set_rate(optimizer, rate, steps, warm_up, done):
    """Rises over `warm_up` steps, then falls along a cosine to a hundredth; done: 0..1 of the schedule."""
    now = rate * min(1, (steps + 1) / warm_up) * (0.5 * (1 + np.cos(np.pi * done)) * 0.99 + 0.01)
    for group in optimizer.param_groups:
        group["lr"] = now


def step(network, optimizer, loss, mean):
    """-> the running mean of the loss"""
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
    optimizer.step()
    return loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()

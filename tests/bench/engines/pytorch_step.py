"""PyTorch's training step on the lab's models: the native peer.

Reads JSON lines {"model": {...}, "batch": N, "steps": K} or {..., "evaluate": PICTURES} and
answers {"seconds": S}.
usage: pytorch_step.py LAYOUT THREADS, LAYOUT nchw or channels_last.
"""

import json
import sys
import time

import torch
from torch import nn

LAYOUT, THREADS = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(THREADS)
torch.manual_seed(1)
MEMORY = torch.channels_last if LAYOUT == "channels_last" else torch.contiguous_format


def activation(name):
    return [nn.ReLU()] if name == "relu" else []  # softmax is part of the loss


def network(model):
    """The same layers; 'same' padding of 3x3 kernels is one zero on every side."""
    layers, shape = [], (3, 32, 32)
    for spec in model["layers"]:
        kind = spec["kind"]
        if kind == "conv2d":
            layers.append(nn.Conv2d(shape[0], spec["filters"], tuple(spec["kernel_size"]), padding="same"))
            layers += activation(spec["activation"])
            shape = (spec["filters"], *shape[1:])
        elif kind == "max_pooling2d":
            layers.append(nn.MaxPool2d(2))
            shape = (shape[0], shape[1] // 2, shape[2] // 2)
        elif kind == "dropout":
            layers.append(nn.Dropout(spec["rate"]))
        elif kind == "flatten":
            layers.append(nn.Flatten())
            shape = (shape[0] * shape[1] * shape[2],)
        elif kind == "dense":
            layers.append(nn.Linear(shape[0], spec["units"]))
            layers += activation(spec["activation"])
            shape = (spec["units"],)
        else:
            raise ValueError(f"no layer {kind} here")
    return nn.Sequential(*layers).to(memory_format=MEMORY)


class Trainer:
    def __init__(self, model, batch):
        self.network = network(model).train()
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=1e-3, eps=1e-7)
        self.x = torch.rand(batch, 3, 32, 32).contiguous(memory_format=MEMORY)
        self.labels = torch.randint(0, 10, (batch,))
        for _ in range(3):
            self.step()

    def evaluate(self, pictures):
        self.network.eval()
        with torch.inference_mode():
            for first in range(0, pictures, len(self.x)):
                self.network(self.x[: pictures - first])
        self.network.train()

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(self.network(self.x), self.labels).backward()
        self.optimizer.step()


trainers = {}
for line in sys.stdin:
    wanted = json.loads(line)
    key = json.dumps([wanted["model"], wanted["batch"]])
    if key not in trainers:
        trainers[key] = Trainer(wanted["model"], wanted["batch"])
    start = time.perf_counter()
    if "evaluate" in wanted:
        trainers[key].evaluate(wanted["evaluate"])
    else:
        for _ in range(wanted["steps"]):
            trainers[key].step()
    print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)

"""PyTorch's training step on the lab's models: the native peer.

Reads JSON lines {"model": {...}, "batch": N, "steps": K} or {..., "evaluate": PICTURES} and
answers {"seconds": S}.
usage: pytorch_step.py LAYOUT THREADS, LAYOUT nchw or channels_last.
"""

import json
import sys
import time

import torch
from pytorch_network import network
from torch import nn

LAYOUT, THREADS = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(THREADS)
torch.manual_seed(1)
MEMORY = torch.channels_last if LAYOUT == "channels_last" else torch.contiguous_format


class Trainer:
    def __init__(self, model, batch):
        self.network = network(model, MEMORY).train()
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

"""PyTorch's whole run of a preset with Keras's semantics: what accuracy to expect of one.

Trains on the lab's pack (assets/PACK.md) and prints what ./lab train prints, a JSON line an epoch:
Glorot-uniform kernels, zero biases, Adam with epsilon 1e-7, a new order each epoch, a short last
batch that counts by its size. Random numbers are PyTorch's, so runs are not ours, but alike.

usage, with Debian's Python, which has Debian's PyTorch:
/usr/bin/python3 pytorch_train.py PRESET.json PACK [--seed N] [--epochs N] [--images N] [--test-images N]
                        [--threads T]
"""

import argparse
import json
import pathlib
import time
import zlib

import numpy as np
import torch
from pytorch_network import network
from torch import nn

BATCH = 32


def pictures_of(payload, count):
    """Labels {count} and pictures {count, 32, 32, 3} of an inflated shard."""
    labels = np.frombuffer(payload, np.uint8, count)
    residuals = np.frombuffer(payload, np.uint8, offset=count).reshape(count, 3, 32, 32)
    # One more row above and column to the left: neighbours that do not exist are zero.
    planes = np.zeros((count, 3, 33, 33), np.int16)
    for row in range(1, 33):
        for column in range(1, 33):
            left, above = planes[:, :, row, column - 1], planes[:, :, row - 1, column]
            corner = planes[:, :, row - 1, column - 1]
            low, high = np.minimum(left, above), np.maximum(left, above)
            guess = np.where(corner >= high, low, np.where(corner <= low, high, left + above - corner))
            planes[:, :, row, column] = (residuals[:, :, row - 1, column - 1] + guess) % 256
    green, red, blue = planes[:, :, 1:, 1:].transpose(1, 0, 2, 3)
    return labels, np.stack([(red + green) % 256, green, (blue + green) % 256], 1)


def load(pack, split, wanted):
    """The first `wanted` pictures {N, 3, 32, 32} in [0, 1] and their labels {N}."""
    labels, pictures, have = [], [], 0
    for shard in json.loads((pack / "manifest.json").read_text())["shards"]:
        if shard["split"] != split or have >= wanted:
            continue
        payload = zlib.decompress((pack / shard["file"]).read_bytes(), -zlib.MAX_WBITS)
        some_labels, some_pictures = pictures_of(payload, shard["count"])
        labels.append(some_labels)
        pictures.append(some_pictures)
        have += shard["count"]
    x = torch.tensor(np.concatenate(pictures)[:wanted].astype(np.float32) / 255)
    return x.contiguous(memory_format=torch.channels_last), torch.tensor(
        np.concatenate(labels)[:wanted].astype(np.int64)
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("preset", type=pathlib.Path)
    parser.add_argument("pack", type=pathlib.Path)
    for name, usual in (("seed", 1), ("epochs", 10), ("images", 50000), ("test-images", 10000), ("threads", 2)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    x, labels = load(given.pack, "training", given.images)
    test_x, test_labels = load(given.pack, "test", given.test_images)
    model = network(json.loads(given.preset.read_text()), torch.channels_last)
    for layer in model:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-7)

    for epoch in range(1, given.epochs + 1):
        start, loss_sum, correct = time.perf_counter(), 0.0, 0
        model.train()
        for batch in torch.randperm(given.images).split(BATCH):
            optimizer.zero_grad(set_to_none=True)
            logits = model(x[batch])
            loss = nn.functional.cross_entropy(logits, labels[batch])
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(batch)
            correct += (logits.argmax(1) == labels[batch]).sum().item()
        test_loss, test_correct = 0.0, 0
        model.eval()
        with torch.inference_mode():
            for some_x, some_labels in zip(test_x.split(500), test_labels.split(500)):
                logits = model(some_x)
                test_loss += nn.functional.cross_entropy(logits, some_labels, reduction="sum").item()
                test_correct += (logits.argmax(1) == some_labels).sum().item()
        line = {
            "epoch": epoch,
            "loss": loss_sum / given.images,
            "accuracy": correct / given.images,
            "test_loss": test_loss / given.test_images,
            "test_accuracy": test_correct / given.test_images,
            "seconds": round(time.perf_counter() - start, 3),
        }
        print(json.dumps(line), flush=True)


main()

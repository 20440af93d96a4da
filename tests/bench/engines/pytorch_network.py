"""The lab's models as PyTorch builds them, for the programs beside this one."""

from torch import nn


def activation(name):
    return [nn.ReLU()] if name == "relu" else []  # softmax is part of the loss


def network(model, memory):
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
    return nn.Sequential(*layers).to(memory_format=memory)

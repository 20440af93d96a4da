"""Writes expect.json: what real Keras makes of the programs beside this file.

    python expect.py > expect.json     with keras==3.15.* tensorflow-cpu==2.21.*

The first comment of a program says what is right: `# accept`, `# accept-with-note: what has to be
said`, `# refuse: line 7, line 9; may also line 11`; what is refused is not run. The others run as they are: their
pictures hold their own numbers, so that which of them reach fit, and how they are scaled, can be
read off; fit notes its arguments and ends. A `# front: ...` line has the layers that the lab puts
first, which no Keras knows.
"""

import contextlib
import json
import os
import pathlib
import re
import sys
from unittest import mock

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["MPLBACKEND"] = "agg"
import keras
import numpy as np
import tensorflow as tf


def pictures(count, test):
    """uint8 pictures: pixel 0 is the picture's number, pixel 1 black, pixel 2 white."""
    x = np.zeros((count, 32, 32, 3), "uint8")
    number = np.arange(count)
    x[:, 0, 0, 0], x[:, 0, 0, 1], x[:, 0, 0, 2] = number & 255, number >> 8, test
    x[:, 0, 2] = 255
    return x, (number % 10).astype("uint8")[:, None]


keras.datasets.cifar10.load_data = lambda: (pictures(50000, 0), pictures(10000, 1))
fits = []


def plain(value):
    if isinstance(value, dict) and value.get("class_name") == "function":
        return value["config"].removesuffix("_v2")
    if isinstance(value, dict) and "class_name" in value:
        return object_text(value)
    if isinstance(value, (list, tuple)) and len(value) == 2 and isinstance(value[1], (int, float)) and value[0] == -value[1] != 0:
        return value[1]
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, (np.floating, float)):
        return float(value)
    return value


def object_text(value):
    """`HeUniform`, `L2(0.01)`, `MaxNorm(max_value=3)`."""
    name, config = value["class_name"], value["config"]
    module = getattr(keras, value["module"].split(".")[1])
    usual = getattr(module, name)().get_config()
    said = {key: one for key, one in config.items() if key != "seed" and one != usual.get(key)}
    if name in ("L1", "L2"):
        return f"{name}({number(config[name.lower()])})"
    inside = ", ".join(f"{key}={number(one)}" for key, one in said.items())
    return f"{name}({inside})" if inside else name


def number(value):
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def config_of(layer):
    """A layer's arguments that are not Keras's defaults."""
    import inspect

    kind = type(layer)
    config = layer.get_config()
    needed = [
        p.name
        for p in list(inspect.signature(kind.__init__).parameters.values())[1:]
        if p.default is p.empty and p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)
    ]
    given = {name: config[name] for name in needed}
    usual = kind(**given).get_config()
    found = {"class": kind.__name__}
    for name, value in config.items():
        if name in ("name", "dtype", "trainable", "seed", "batch_input_shape", "build_config"):
            continue
        if name in needed or value != usual.get(name) or name == "pool_size":
            found[name] = plain(value)
    return found


def flat(model):
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from flat(layer)
        elif not isinstance(layer, keras.layers.InputLayer):
            yield layer


def made(of, skip=()):
    config = {}
    for name, value in of.get_config().items():
        if name in ("name", "loss_scale_factor", "gradient_accumulation_steps", "use_ema", "ema_momentum", "ema_overwrite_frequency", *skip):
            continue
        if isinstance(value, dict) and "class_name" in value:
            value = {"class": value["class_name"], **{k: v for k, v in value["config"].items() if k != "name" and v is not None}}
        if value is not None:
            config[name] = plain(value) if not isinstance(value, dict) else value
    return {"class": type(of).__name__, "config": config}


def loss_of(loss):
    if isinstance(loss, str) or not hasattr(loss, "get_config"):
        loss = keras.losses.get(loss)
        name = loss if isinstance(loss, str) else getattr(loss, "__name__", type(loss).__name__)
        name = "".join(part.capitalize() for part in name.split("_"))
        return {"class": name, "from_logits": False, "label_smoothing": 0.0}
    config = loss.get_config()
    return {"class": type(loss).__name__, "from_logits": config.get("from_logits", False), "label_smoothing": config.get("label_smoothing", 0.0)}


def part(x):
    """Which pictures these are, in a row, and their scale."""
    x = np.asarray(x)
    low, high = x[0, 0, 1].astype("float64"), x[0, 0, 2].astype("float64")
    scale = (high - low) / 255
    raw = np.rint((x[:, 0, 0] - low) / scale).astype(int)
    numbers = raw[:, 0] + 256 * raw[:, 1]
    split = "test" if raw[0, 2] else "train"
    in_a_row = np.array_equal(numbers, np.arange(numbers[0], numbers[0] + len(numbers)))
    where = f"{split}[{numbers[0]}:{numbers[-1] + 1}]" if in_a_row else f"{split}: {len(numbers)} of them, drawn by chance"
    one = lambda values: float(f"{values[0]:.6g}") if np.ptp(values) < 1e-12 else [float(f"{v:.6g}") for v in values]
    return {"number": len(x), "from": where}, {"scale": one(scale), "offset": one(low)}


def fit(self, x=None, y=None, batch_size=None, epochs=1, verbose="auto", callbacks=None, validation_split=0.0, validation_data=None, shuffle=True, **others):
    found = {"validation_split": validation_split or 0.0, "epochs": epochs, "batch_size": batch_size or 32}
    labels = None
    if hasattr(x, "element_spec"):
        first = next(iter(x))
        found["batch_size"] = int(first[0].shape[0])
    elif not isinstance(x, np.ndarray) and not hasattr(x, "shape"):
        found["batch_size"] = x.batch_size
    else:
        train, scaling = part(x)
        examined = None
        if validation_data is not None:
            examined = part(validation_data[0])[0] if not hasattr(validation_data, "element_spec") else None
        elif validation_split:
            cut = int(len(x) * (1.0 - validation_split))
            examined, train = part(x[cut:])[0], part(x[:cut])[0]
        labels = "one-hot" if np.asarray(y).ndim == 2 and np.asarray(y).shape[1] > 1 else "whole numbers"
        found["scaling"] = scaling
        rescaling = next((one for one in flat(self) if isinstance(one, keras.layers.Rescaling)), None)
        if rescaling is not None:
            found["scaling"]["then_own_rescaling"] = float(f"{float(rescaling.scale):.6g}")
        found["pictures"] = {"train": train, "validation": examined, "labels": labels}
    if not self.built:
        self.build((None, 32, 32, 3))
    found["model"] = {
        "total": self.count_params(),
        "trainable": sum(int(np.prod(w.shape)) for w in self.trainable_weights),
        "output": list(self.output_shape[1:]),
        "configs": [config_of(one) for one in flat(self)],
    }
    found["optimizer"] = made(self.optimizer)
    found["loss"] = loss_of(self.loss)
    metrics = self._compile_metrics._user_metrics if self._compile_metrics else []
    found["metrics"] = [one if isinstance(one, str) else keras.metrics.get(one).name for one in metrics or []]
    found["callbacks"] = [{"class": type(one).__name__} for one in callbacks or []]
    found["of"] = id(self)
    fits.append(found)
    history = keras.callbacks.History()
    names = ["loss", "accuracy", "val_loss", "val_accuracy"]
    history.history = {name: [0.5] * epochs for name in names}
    history.epoch = list(range(epochs))
    return history


keras.Model.fit = fit
keras.Model.evaluate = lambda self, *args, **named: [0.5, 0.5]
keras.Model.predict = lambda self, x, **named: np.full((len(x), 10), 0.1)
keras.Model.save = keras.Model.save_weights = keras.Model.load_weights = lambda self, *args, **named: None
keras.utils.plot_model = lambda *args, **named: None


def train_test_split(*arrays, test_size=0.25, random_state=None, shuffle=True, stratify=None):
    order = np.random.default_rng(random_state).permutation(len(arrays[0]))
    cut = len(order) - int(np.ceil(len(order) * test_size))
    return [one[part] for one in arrays for part in (order[:cut], order[cut:])]


# What programs draw and count with, where it is not there.
for module in ("matplotlib.pyplot", "seaborn", "pandas", "sklearn.metrics", "sklearn.model_selection"):
    try:
        __import__(module)
    except ImportError:
        for name in (module.split(".")[0], module):
            sys.modules[name] = mock.MagicMock()
if isinstance(sys.modules["sklearn.model_selection"], mock.MagicMock):
    sys.modules["sklearn.model_selection"].train_test_split = train_test_split

cases = []
for program in sorted(pathlib.Path(__file__).parent.glob("*.py")):
    if program.name == "expect.py":
        continue
    text = program.read_text()
    outcome, _, note = text.split("\n", 1)[0].lstrip("# ").partition(": ")
    case = {"id": program.stem.split("_")[0], "file": program.name, "outcome": outcome.strip()}
    if case["outcome"] == "refuse":
        places, _, others = note.strip().partition("; may also ")
        case["refuse_at"] = places.split(", ")
        if others:
            case["may_also_at"] = others.split(", ")
    else:
        if note:
            case["note"] = note.strip()
        fits.clear()
        keras.backend.clear_session()
        print(program.name, file=sys.stderr)
        with contextlib.redirect_stdout(sys.stderr):
            exec(compile(text, program.name, "exec"), {"__name__": "__main__"})
        last = fits[-1]
        case["models"] = [last.pop("model")]
        last.pop("of")
        case |= last
        front = re.search(r"^# front: (.*)$", text, re.M)
        if front:
            case["front"] = front[1].split("; ")
    cases.append(case)
print(json.dumps({"keras": keras.__version__, "tensorflow": tf.__version__, "cases": cases}, indent=1))

"""Asks real Keras, in float64, what layers give and what their gradients are; see README.md."""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy as np
import tensorflow as tf

keras.backend.set_floatx("float64")
here = pathlib.Path(__file__).parent
layers = keras.layers
draws = np.random.default_rng(21)


def drawn(shape, scale=1.0):
    """Numbers that float32 holds, none of them on a corner of an activation."""
    return (scale * draws.standard_normal(shape)).astype(np.float32).astype(np.float64)


def array(values):
    values = np.asarray(values)
    return {"shape": list(values.shape), "data": [float(f"{v:.9g}") for v in values.ravel()]}


def layer_case(name, spec, layer, x, training=False, names=None, weights=None):
    """`spec` is the layer in the lab, `layer` the same in Keras."""
    layer.build(x.shape)
    if weights is None:
        weights = [drawn(w.shape, 0.5) for w in layer.weights]
        # Variances are positive.
        weights = [abs(v) + 0.1 if "variance" in w.name else v for v, w in zip(weights, layer.weights)]
    if weights:
        layer.set_weights(weights)
    tensor = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(tensor)
        y = layer(tensor, training=training)
        dy = drawn(y.shape)
        loss = tf.reduce_sum(y * dy)
    variables = [v.value for v in layer.trainable_variables]
    dx, *gradients = tape.gradient(loss, [tensor, *variables])
    inputs = {"x": array(x), "dy": array(dy)}
    inputs |= {w.name: array(v) for w, v in zip(layer.weights, weights)}
    expected = {"y": array(y), "dx": array(dx)}
    expected |= {f"d{v.name}": array(g) for v, g in zip(layer.trainable_variables, gradients)}
    return {
        "id": name,
        "op": "layer",
        "required": True,
        "source": f"keras {keras.__version__}, float64",
        "attrs": {"layer": spec, "training": training},
        "inputs": inputs,
        "expected": expected,
        "tol": {"atol": 1e-6, "rtol": 1e-5},
    }


def activations():
    names = "linear relu elu selu sigmoid tanh softplus softsign silu gelu leaky_relu relu6 hard_sigmoid hard_silu mish exponential softmax"
    # Small, large, and zero, where corners are; not 3 or 6, which no gradient of Keras's agrees on.
    x = np.array([[-30, -9.5, -5, -2.75, -1, -0.5, -0.03, -1e-4], [0, 1e-5, 0.02, 0.7, 1, 2.9, 5.5, 20]])
    x = x.astype(np.float32).astype(np.float64)
    for name in names.split():
        case = layer_case(f"activation {name}", {"kind": "activation", "activation": name}, layers.Activation(name), x)
        case["tol"]["atol"] = 1e-7 if name != "softmax" else 1e-6  # sums cancel
        yield case


def kernels():
    x = drawn((2, 4, 5, 3))
    for name in ("gelu", "leaky_relu", "tanh", "softmax"):
        yield layer_case(
            f"conv2d {name}",
            {"kind": "conv2d", "filters": 4, "kernel_size": [3, 2], "padding": "same", "activation": name},
            layers.Conv2D(4, (3, 2), padding="same", activation=name), x)  # fmt: skip
    flat = drawn((3, 7))
    for name in ("selu", "mish", "hard_sigmoid", "relu"):
        yield layer_case(
            f"dense {name}", {"kind": "dense", "units": 5, "activation": name}, layers.Dense(5, activation=name), flat)


def other_layers():
    x, flat = drawn((2, 4, 5, 3)), drawn((3, 7))
    for fields in ({}, {"negative_slope": 0.25}, {"max_value": 0.75}, {"max_value": 1.5, "negative_slope": 0.5, "threshold": 0.25}):
        yield layer_case(f"relu {fields}", {"kind": "re_lu", **fields}, layers.ReLU(**fields), x)
    yield layer_case("elu", {"kind": "elu", "alpha": 0.7}, layers.ELU(0.7), x)
    yield layer_case("prelu", {"kind": "p_re_lu"}, layers.PReLU(), x)
    yield layer_case("rescaling", {"kind": "rescaling", "scale": 2.5, "offset": -1}, layers.Rescaling(2.5, -1), x)
    for shape in (x, flat):
        yield layer_case(f"layer normalization {shape.shape}", {"kind": "layer_normalization", "epsilon": 0.01}, layers.LayerNormalization(epsilon=0.01), shape)
    for layer, kind in ((layers.GaussianNoise(0.5), {"kind": "gaussian_noise", "stddev": 0.5}), (layers.GaussianDropout(0.5), {"kind": "gaussian_dropout", "rate": 0.5})):
        yield layer_case(f"{kind['kind']} at inference", kind, layer, flat)
    yield layer_case("zero padding", {"kind": "zero_padding2d", "padding": [2, 1]}, layers.ZeroPadding2D((2, 1)), x)
    yield layer_case("cropping", {"kind": "cropping2d", "cropping": [1, 2]}, layers.Cropping2D((1, 2)), x)
    for fields in (
        {"kernel_size": [3, 3]},
        {"kernel_size": [3, 2], "padding": "same", "depth_multiplier": 2, "activation": "relu"},
        {"kernel_size": [2, 2], "strides": [2, 2], "padding": "same", "activation": "gelu"},
    ):
        yield layer_case(f"depthwise {fields}", {"kind": "depthwise_conv2d", **fields}, layers.DepthwiseConv2D(**fields), x)
        yield layer_case(f"separable {fields}", {"kind": "separable_conv2d", "filters": 4, **fields}, layers.SeparableConv2D(4, **fields), x)


def trajectory_case(name, spec, optimizer):
    """Ten steps of a small network: the losses on the way, and the weights at the end."""
    model = keras.Sequential([keras.Input((3,)), layers.Dense(4, activation="tanh"), layers.Dense(3)])
    x = drawn((10, 4, 3))
    labels = draws.integers(0, 3, (10, 4))
    first = [drawn(w.shape, 0.5) for w in model.weights]
    model.set_weights(first)
    cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    losses = []
    for pictures, answers in zip(x, labels):
        with tf.GradientTape() as tape:
            loss = cross_entropy(answers, model(tf.constant(pictures), training=True))
        losses.append(float(loss))
        variables = model.trainable_variables
        optimizer.apply(tape.gradient(loss, [v.value for v in variables]), variables)
    names = ["kernel", "bias", "kernel_1", "bias_1"]
    return {
        "id": name,
        "op": "trajectory",
        "required": True,
        "source": f"keras {keras.__version__}, float64",
        "attrs": {
            "optimizer": spec,
            "learning_rate": float(optimizer.learning_rate),
            "layers": [{"kind": "dense", "units": 4, "activation": "tanh"}, {"kind": "dense", "units": 3, "activation": "linear"}],
        },
        "inputs": {"x": array(x), "labels": array(labels)} | dict(zip(names, map(array, first))),
        "expected": {"losses": array(losses)} | dict(zip(names, (array(w) for w in model.get_weights()))),
        "tol": {"atol": 1e-5, "rtol": 1e-4},
    }


def trajectories():
    o = keras.optimizers
    for name, spec, optimizer in (
        ("sgd", {"kind": "sgd"}, o.SGD(0.1)),
        ("sgd momentum", {"kind": "sgd", "momentum": 0.9}, o.SGD(0.1, momentum=0.9)),
        ("sgd nesterov", {"kind": "sgd", "momentum": 0.9, "nesterov": True}, o.SGD(0.1, momentum=0.9, nesterov=True)),
        ("adam", {"kind": "adam"}, o.Adam(0.01)),
        ("adam arguments", {"kind": "adam", "beta_1": 0.8, "beta_2": 0.95, "epsilon": 0.01}, o.Adam(0.01, 0.8, 0.95, 0.01)),
        ("adam amsgrad", {"kind": "adam", "beta_2": 0.5, "amsgrad": True}, o.Adam(0.01, beta_2=0.5, amsgrad=True)),
        ("adamw", {"kind": "adamw"}, o.AdamW(0.01)),
        ("adamw decay", {"kind": "adamw", "weight_decay": 0.1}, o.AdamW(0.05, weight_decay=0.1)),
        ("adamax", {"kind": "adamax"}, o.Adamax(0.01)),
        ("nadam", {"kind": "nadam"}, o.Nadam(0.01)),
        ("rmsprop", {"kind": "rmsprop"}, o.RMSprop(0.01)),
        ("rmsprop momentum", {"kind": "rmsprop", "rho": 0.8, "momentum": 0.7}, o.RMSprop(0.01, rho=0.8, momentum=0.7)),
        ("rmsprop centered", {"kind": "rmsprop", "centered": True, "epsilon": 0.001}, o.RMSprop(0.01, centered=True, epsilon=0.001)),
        ("adagrad", {"kind": "adagrad"}, o.Adagrad(0.1)),
        ("adagrad accumulator", {"kind": "adagrad", "initial_accumulator_value": 0.5}, o.Adagrad(0.1, 0.5)),
        ("adadelta", {"kind": "adadelta"}, o.Adadelta(1.0)),
        ("lion", {"kind": "lion"}, o.Lion(0.001)),
        ("clipnorm", {"kind": "sgd", "clipnorm": 0.05}, o.SGD(0.5, clipnorm=0.05)),
        ("clipvalue", {"kind": "adam", "clipvalue": 0.01}, o.Adam(0.01, clipvalue=0.01)),
        ("global_clipnorm", {"kind": "sgd", "global_clipnorm": 0.1}, o.SGD(0.5, global_clipnorm=0.1)),
        ("weight_decay", {"kind": "sgd", "weight_decay": 0.2}, o.SGD(0.5, weight_decay=0.2)),
    ):  # fmt: skip
        yield trajectory_case(name, spec, optimizer)


def write(name, cases):
    rows = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (here / f"{name}.json").write_text(f'{{"schema": "cnnlab-vectors/1", "cases": [\n{rows}\n]}}\n')


write("activations", activations())
write("kernels", kernels())
write("other_layers", other_layers())
write("trajectories", trajectories())

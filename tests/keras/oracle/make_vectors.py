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


def trajectory_case(name, spec, optimizer, arguments={}):
    """Ten steps of a small network: the losses on the way, and the weights at the end."""
    model = keras.Sequential([keras.Input((3,)), layers.Dense(4, activation="tanh", **arguments), layers.Dense(3)])
    x = drawn((10, 4, 3))
    labels = draws.integers(0, 3, (10, 4))
    first = [drawn(w.shape, 0.5) for w in model.weights]
    model.set_weights(first)
    cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    losses = []
    for pictures, answers in zip(x, labels):
        with tf.GradientTape() as tape:
            loss = cross_entropy(answers, model(tf.constant(pictures), training=True))
            loss += sum(model.losses)
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


def more_layers():
    x, flat = drawn((2, 6, 5, 4)), drawn((3, 6))
    for kind, make, fields in (
        ("conv2d", layers.Conv2D, {"filters": 6, "kernel_size": [3, 3], "dilation_rate": [2, 2], "padding": "same"}),
        ("conv2d", layers.Conv2D, {"filters": 3, "kernel_size": [2, 3], "dilation_rate": [3, 2], "activation": "tanh"}),
        ("conv2d", layers.Conv2D, {"filters": 6, "kernel_size": [3, 2], "groups": 2, "padding": "same", "activation": "relu"}),
        ("conv2d", layers.Conv2D, {"filters": 8, "kernel_size": [3, 3], "groups": 4, "strides": [2, 1], "use_bias": False}),
        ("conv2d", layers.Conv2D, {"filters": 4, "kernel_size": [3, 3], "groups": 2, "dilation_rate": [2, 1]}),
        ("depthwise_conv2d", layers.DepthwiseConv2D, {"kernel_size": [3, 3], "dilation_rate": [2, 2], "padding": "same", "use_bias": False}),
        ("separable_conv2d", layers.SeparableConv2D, {"filters": 5, "kernel_size": [3, 3], "dilation_rate": [2, 2], "padding": "same", "use_bias": False}),
        ("group_normalization", layers.GroupNormalization, {"groups": 2, "epsilon": 0.01}),
        ("group_normalization", layers.GroupNormalization, {"groups": -1}),
        ("group_normalization", layers.GroupNormalization, {"groups": 1}),
        ("normalization", layers.Normalization, {"mean": [0.1, -0.2, 0.3, 0.5], "variance": [0.5, 2.0, 0.0625, 1.0]}),
        ("normalization", layers.Normalization, {"mean": 0.25, "variance": 0.0}),
        ("reshape", layers.Reshape, {"target_shape": [5, 6, 4]}),
        ("reshape", layers.Reshape, {"target_shape": [-1, 8]}),
    ):  # fmt: skip
        yield layer_case(f"{kind} {fields}", {"kind": kind, **fields}, make(**fields), x)
    yield layer_case("dense without a bias", {"kind": "dense", "units": 5, "use_bias": False}, layers.Dense(5, use_bias=False), flat)
    yield layer_case("group normalization of flat rows", {"kind": "group_normalization", "groups": 3}, layers.GroupNormalization(3), flat)


def rule_case(name, kernel, bias, made):
    """A trajectory in which the first layer's weights have rules: `made` are Keras's, by argument."""
    o = keras.optimizers.SGD(0.3)
    case = trajectory_case(name, {"kind": "sgd"}, o, made)
    case["attrs"]["layers"][0] |= {f"kernel_{what}": spec for what, spec in kernel.items()}
    case["attrs"]["layers"][0] |= {f"bias_{what}": spec for what, spec in bias.items()}
    return case


def rules():
    r, c = keras.regularizers, keras.constraints
    yield rule_case("l1", {"regularizer": {"kind": "l1", "l1": 0.05}}, {}, {"kernel_regularizer": r.L1(0.05)})
    yield rule_case("l2", {"regularizer": {"kind": "l2"}}, {}, {"kernel_regularizer": "l2"})
    yield rule_case(
        "l1 and l2",
        {"regularizer": {"kind": "l1_l2", "l1": 0.02, "l2": 0.1}},
        {"regularizer": {"kind": "l2", "l2": 0.2}},
        {"kernel_regularizer": r.L1L2(0.02, 0.1), "bias_regularizer": r.L2(0.2)})  # fmt: skip
    yield rule_case("max norm", {"constraint": {"kind": "max_norm", "max_value": 0.5}}, {"constraint": "max_norm"}, {"kernel_constraint": c.MaxNorm(0.5), "bias_constraint": "max_norm"})
    yield rule_case("max norm of rows", {"constraint": {"kind": "max_norm", "max_value": 0.4, "axis": 1}}, {}, {"kernel_constraint": c.MaxNorm(0.4, axis=1)})
    yield rule_case("max norm of all", {"constraint": {"kind": "max_norm", "max_value": 0.9, "axis": [0, 1]}}, {}, {"kernel_constraint": c.MaxNorm(0.9, axis=[0, 1])})
    yield rule_case("unit norm", {"constraint": {"kind": "unit_norm", "axis": [-2]}}, {}, {"kernel_constraint": c.UnitNorm(axis=-2)})
    yield rule_case("non negative", {"constraint": {"kind": "non_neg"}}, {"constraint": {"kind": "non_neg"}}, {"kernel_constraint": c.NonNeg(), "bias_constraint": c.NonNeg()})
    yield rule_case(
        "min max norm",
        {"constraint": {"kind": "min_max_norm", "min_value": 0.6, "max_value": 0.8, "rate": 0.7}},
        {},
        {"kernel_constraint": c.MinMaxNorm(0.6, 0.8, rate=0.7)})  # fmt: skip


def crops():
    """Where nothing is drawn. Here no gradient goes to the pictures."""
    x = drawn((2, 7, 9, 3))
    for height, width, training in ((7, 6, True), (4, 9, True), (7, 9, True), (5, 6, False)):
        fields = {"height": height, "width": width}
        case = layer_case(
            f"random_crop {fields} {training}", {"kind": "random_crop", **fields}, layers.RandomCrop(height, width), x, training)  # fmt: skip
        del case["expected"]["dx"]
        yield case


def write(name, cases):
    rows = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (here / f"{name}.json").write_text(f'{{"schema": "cnnlab-vectors/1", "cases": [\n{rows}\n]}}\n')


write("activations", activations())
write("kernels", kernels())
write("other_layers", other_layers())
write("trajectories", trajectories())
write("more_layers", more_layers())
write("rules", rules())
write("crops", crops())

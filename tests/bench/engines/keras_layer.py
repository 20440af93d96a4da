"""Keras's step of one layer: forward in training, and back to its input and its weights.

Reads JSON lines {"keras": CLASS, "config": {...}, "shape": [...], "batch": N, "steps": K}, `shape`
without the batch, and answers {"seconds": S}. Layers that stand before everything that learns have
no way back: "back" is false.
usage: keras_layer.py THREADS
"""

import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import tensorflow as tf

THREADS = int(sys.argv[1])
tf.config.threading.set_intra_op_parallelism_threads(THREADS)
tf.config.threading.set_inter_op_parallelism_threads(1)
import keras  # noqa: E402


def step_of(wanted):
    layer = getattr(keras.layers, wanted["keras"])(**wanted["config"])
    x = tf.random.uniform([wanted["batch"], *wanted["shape"]])
    layer.build(x.shape)
    weights = [variable.value for variable in layer.trainable_variables]
    dy = tf.ones_like(layer(x, training=True))

    @tf.function(autograph=False)
    def step():
        if not wanted["back"]:
            return [layer(x, training=True)]
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = layer(x, training=True)
        return [y, tape.gradient(y, [x, *weights], dy)]

    for _ in range(3):
        step()
    return step


steps = {}
for line in sys.stdin:
    wanted = json.loads(line)
    key = json.dumps({**wanted, "steps": 0})
    if key not in steps:
        steps[key] = step_of(wanted)
    start = time.perf_counter()
    for _ in range(wanted["steps"]):
        steps[key]()
    print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)

"""What real Keras makes of programs that the lab exported: `./lab test real-keras` runs this.

    python answers.py FOLDER

FOLDER holds cases.json, pixels.bin ({n,32,32,3} bytes) and labels.bin. Each case is a folder with the
exported program, which runs as it is: only CIFAR-10 is those pictures. Beside it Keras's answers are
written: answers.json, probabilities.bin (float32), and another set of weights in Keras's formats with
its probabilities.
"""

import json
import os
import pathlib
import sys
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np

root = pathlib.Path(sys.argv[1])
cases = json.loads((root / "cases.json").read_text())
pixels = np.fromfile(root / "pixels.bin", "uint8").reshape(-1, 32, 32, 3)
labels = np.fromfile(root / "labels.bin", "uint8")
count = cases["trained"]
some = (pixels[:count], labels[:count, None])
keras.datasets.cifar10.load_data = lambda: (some, some)
scaled = (pixels / 255.0).astype("float32")
# The same pictures, each number rounded to one of its neighbours.
nudged = np.nextafter(scaled, np.random.default_rng(3).choice([-1, 2], scaled.shape).astype("float32"))


def predict(model, file):
    """Writes the probabilities, and tells how far they move by rounding the pictures otherwise."""
    probabilities = model.predict(scaled, verbose=0).astype("float32")
    probabilities.tofile(file)
    return float(np.abs(model.predict(nudged, verbose=0) - probabilities).max())


def is_advice(warning):
    """Of a network that is drawn by chance: a softmax of one number."""
    return str(warning.message).startswith("You are using a softmax over axis")


def answers(case):
    folder = root / case["name"]
    os.chdir(folder)
    keras.backend.clear_session()
    space = {"__name__": "__main__"}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        exec(compile((folder / "cnn-lab.py").read_text(), case["name"], "exec"), space)
    model = space["model"]
    # The program has loaded the lab's weights into it, from the file beside it.
    found = {
        "parameters": model.count_params(),
        "warnings": [str(one.message) for one in caught if one.category is UserWarning and not is_advice(one)],
        "shapes": [list(layer.output.shape[1:]) for layer in model.layers],
    }
    own = model.get_weights()
    found["moves"] = {"probabilities": predict(model, "probabilities.bin")}
    if case["trains"]:
        model.set_weights(own)
        model.compile(
            optimizer=type(model.optimizer).from_config(model.optimizer.get_config()),
            loss="sparse_categorical_crossentropy",
            metrics=["accuracy"],
        )
        history = model.fit(scaled[:count], labels[:count], batch_size=count, epochs=2, verbose=0)
        found["losses"] = [float(loss) for loss in history.history["loss"]]
    # Weights of Keras's own, in its formats.
    drawn = np.random.default_rng(7)
    other = [w + drawn.uniform(-0.01, 0.01, w.shape).astype("float32") for w in own]
    model.set_weights(other)
    model.save_weights("keras.weights.h5")
    np.savez("keras.npz", *model.get_weights())
    found["moves"]["others"] = predict(model, "others.bin")
    (folder / "answers.json").write_text(json.dumps(found))


for case in cases["cases"]:
    answers(case)
    print(case["name"], file=sys.stderr, flush=True)

"""Writes the weight files of this folder, as Keras, NumPy and safetensors write them.

    python make.py FOLDER            with keras==3.15.* tensorflow-cpu==2.21.* h5py safetensors
    python make.py FOLDER --keras2   with tensorflow-cpu==2.15.*

Every weight is value(layer, part, i): whole numbers, so that no width of floats changes them. The
layers counted are those with weights, the parts are Keras's: kernel 0, bias 1; gamma to variance 0
to 3; i counts the numbers of a tensor. The tests know the rule and no file's content.
"""

import os
import pathlib
import sys
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import h5py
import keras
import numpy as np
from keras import layers

folder = pathlib.Path(sys.argv[1])


def value(layer, part, i):
    return (31 * layer + 17 * part + 5 * i) % 200 - 100


def filled(model):
    """The model with its weights by the rule, layer by layer, inner models' layers in their place."""
    flat = []

    def walk(stack):
        for layer in stack:
            if hasattr(layer, "layers"):
                walk(layer.layers)
            elif layer.weights:
                flat.append(layer)

    walk(model.layers)
    for number, layer in enumerate(flat):
        shapes = [w.shape for w in layer.get_weights()]
        layer.set_weights(
            [
                np.array([value(number, part, i) for i in range(int(np.prod(shape)))]).reshape(shape)
                for part, shape in enumerate(shapes)
            ]
        )
    return model


def stack(*parts, dtype=None):
    picture = keras.Input((32, 32, 3))
    if dtype:
        keras.config.set_dtype_policy(dtype)
    model = filled(keras.Sequential([picture, *(part() for part in parts)]))
    if dtype:
        keras.config.set_dtype_policy("float32")
    return model


pool = layers.GlobalAveragePooling2D
dense = lambda: layers.Dense(10)
tiny_parts = [pool, dense]
deep_parts = [pool] + [dense] * 12


def trained(model):
    """With an optimizer's variables beside its own."""
    model.compile(optimizer="adam", loss="mse")
    model.fit(np.zeros((2, 32, 32, 3)), np.zeros((2, 10)), verbose=0)
    return filled(model)


def rewritten(source, target, change=lambda name: name, libver=None, dtype=None, **how):
    """The same HDF5 file, its data sets written in another way."""
    with h5py.File(source) as old, h5py.File(target, "w", libver=libver) as new:

        def copy(name, item):
            if isinstance(item, h5py.Dataset):
                kept = item.shape == () or not item.size
                new.create_dataset(change(name), data=item[()].astype(dtype or item.dtype), **({} if kept else how))
            else:
                new.require_group(change(name))

        old.visititems(copy)


def keras2():
    model = trained(stack(*tiny_parts))
    model.save_weights(folder / "tiny-keras2.15.weights.h5")
    model.save_weights(folder / "tiny-keras2-save_weights.h5")
    model.save(folder / "tiny-keras2-whole-model.h5")
    model.save(folder / "tiny-keras2.keras")
    stack(*deep_parts).save_weights(folder / "deep12-keras2.h5")
    inner = keras.Sequential([layers.Conv2D(2, 3), layers.BatchNormalization()])
    nested = filled(keras.Sequential([keras.Input((32, 32, 3)), inner, layers.Conv2D(3, 1), pool(), dense()]))
    nested.save_weights(folder / "nested-keras2.h5")


def keras3():
    from safetensors.numpy import save_file

    model = trained(stack(*tiny_parts))
    model.save_weights(folder / "tiny.weights.h5")
    model.save(folder / "tiny.keras")
    model.save_weights(folder / "tiny-sharded.weights.json", max_shard_size=1)
    for dtype in ("float16", "bfloat16"):
        stack(*tiny_parts, dtype=dtype).save_weights(folder / f"tiny-{dtype}.weights.h5")
    source = folder / "tiny.weights.h5"
    rewritten(source, folder / "tiny-gzip.weights.h5", compression="gzip", shuffle=True)
    rewritten(source, folder / "tiny-lzf.weights.h5", compression="lzf")
    rewritten(source, folder / "tiny-latest.weights.h5", libver="latest")
    rewritten(source, folder / "tiny-big-endian.weights.h5", dtype=">f4")
    rewritten(source, folder / "tiny-float64.weights.h5", dtype="<f8")
    rewritten(source, folder / "tiny-int32.weights.h5", dtype="<i4")
    rewritten(source, folder / "tiny-keras2.13.weights.h5", lambda name: name.replace("layers", "_layer_checkpoint_dependencies"))
    rewritten(source, folder / "tiny-backslashes.weights.h5", lambda name: name.replace("layers/", "layers\\"))

    weights = model.get_weights()
    np.savez(folder / "tiny-positional.npz", *weights)
    np.savez_compressed(folder / "tiny-compressed.npz", *weights)
    np.savez(folder / "tiny-float64.npz", *(w.astype("f8") for w in weights))
    np.savez(folder / "tiny-float16.npz", *(w.astype(">f2") for w in weights))
    np.savez(folder / "tiny-int64.npz", *(w.astype("i8") for w in weights))
    objects = np.empty(2, object)
    objects[:] = weights
    np.savez(folder / "tiny-object-array.npz", objects)
    np.save(folder / "tiny-kernel-only.npy", weights[0])
    np.savez(folder / "tiny-one-name-each.npz", w=weights[0], b=weights[1])
    with zipfile.ZipFile(folder / "tiny-positional.npz") as plain:
        with zipfile.ZipFile(folder / "tiny-rezipped-on-a-mac.npz", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("mine/", b"")
            for name in plain.namelist():
                packed.writestr(f"mine/{name}", plain.read(name))
                packed.writestr(f"__MACOSX/mine/._{name}", b"\0\5\x16\7")
            packed.writestr("mine/.DS_Store", b"\0\0\0\1Bud1")
    named = {v.path: v.numpy() for v in model.weights}
    save_file(named, folder / "tiny-paths.safetensors")
    save_file({name: w.astype("f2") for name, w in named.items()}, folder / "tiny-float16.safetensors")
    import ml_dtypes

    bf16 = {name: w.astype(ml_dtypes.bfloat16) for name, w in named.items()}
    save_file(bf16, folder / "tiny-bfloat16.safetensors")
    np.savez(folder / "tiny-bfloat16.npz", *bf16.values())
    torch = {"1.weight": np.ascontiguousarray(weights[0].T), "1.bias": weights[1]}
    save_file(torch, folder / "tiny-pytorch.safetensors")

    deep = stack(*deep_parts)
    deep.save_weights(folder / "deep12.weights.h5")
    in_file = {}
    with h5py.File(folder / "deep12.weights.h5") as file:
        file.visititems(lambda name, item: in_file.update({name: item[()]}) if isinstance(item, h5py.Dataset) else None)
    np.savez(folder / "deep12-dumped-from-h5.npz", **in_file)
    save_file(in_file, folder / "deep12-dumped-from-h5.safetensors")
    np.savez(folder / "deep12-positional.npz", *deep.get_weights())
    with zipfile.ZipFile(folder / "deep12-positional.npz") as plain:
        with zipfile.ZipFile(folder / "deep12-rezipped.npz", "w", zipfile.ZIP_DEFLATED) as packed:
            for name in sorted(plain.namelist()):
                packed.writestr(name, plain.read(name))
    # A session has made layers before: dense_13 to dense_24, which safetensors sorts.
    paths = {v.path: v.numpy() for v in deep.weights}
    save_file(paths, folder / "deep12-later-in-a-session.safetensors")
    shuffled = sorted(paths, key=lambda name: name[::-1])
    np.savez(folder / "deep12-shuffled.npz", **{name: paths[name] for name in shuffled})
    np.savez(folder / "deep12-one-lost.npz", **{n: w for n, w in in_file.items() if "dense_7/" not in n})
    more = {**in_file, "layers/dense_12/vars/0": np.ones((10, 10), "f4"), "layers/dense_12/vars/1": np.ones(10, "f4")}
    np.savez(folder / "deep12-one-more.npz", **more)
    stack(*deep_parts, dense).save_weights(folder / "deep13.weights.h5")
    stack(*deep_parts[:-1]).save_weights(folder / "deep11.weights.h5")
    square = {f"{i}.{'weight' if w.ndim == 2 else 'bias'}": w for i, w in enumerate(deep.get_weights()[2:])}
    save_file(square, folder / "deep-square-pytorch.safetensors")

    conv = stack(lambda: layers.Conv2D(2, 3), layers.BatchNormalization, lambda: layers.Conv2D(3, (2, 4)), pool, dense)
    conv.save_weights(folder / "normalized.weights.h5")
    save_file({v.path: v.numpy() for v in conv.weights}, folder / "normalized-paths.safetensors")

    names = [lambda: layers.Dense(10, name="dense_2"), lambda: layers.Dense(10, name="dense_1"), lambda: layers.Dense(10, name="last")]
    own = stack(pool, *names)
    save_file({v.path.split("/", 1)[-1]: v.numpy() for v in own.weights}, folder / "own-names.safetensors")
    own.save_weights(folder / "own-names.weights.h5")

    inner = keras.Sequential([layers.Conv2D(2, 3), layers.MaxPooling2D()])
    nested = filled(keras.Sequential([keras.Input((32, 32, 3)), inner, pool(), dense()]))
    nested.save_weights(folder / "nested.weights.h5")
    augmenting = keras.Sequential([layers.RandomFlip("horizontal"), layers.RandomZoom(0.1)])
    filled(keras.Sequential([keras.Input((32, 32, 3)), augmenting, pool(), dense()])).save_weights(
        folder / "nested-augment.weights.h5"
    )
    # An inner and an outer Conv2D of one shape: the file does not say which comes first.
    inner = keras.Sequential([layers.Conv2D(3, 1)])
    alike = filled(keras.Sequential([keras.Input((32, 32, 3)), layers.Conv2D(3, 1), inner, pool(), dense()]))
    alike.save_weights(folder / "nested-alike.weights.h5")


def hostile():
    """Files that no tool writes."""

    def layer(file, name="dense"):
        return file.create_group(f"layers/{name}/vars")

    with h5py.File(folder / "hostile-endless.weights.h5", "w") as file:
        # A billion numbers in a few thousand bytes.
        layer(file).create_dataset("0", (10**5, 10**4), "f4", chunks=(10**3, 10**3), compression="gzip")
        layer(file, "dense_1").create_dataset("0", (3, 10), "f4")
    with h5py.File(folder / "hostile-links.weights.h5", "w") as file:
        variables = layer(file)
        variables["0"] = h5py.SoftLink("/layers/dense/vars/1")
        variables["1"] = h5py.SoftLink("/layers/dense/vars/0")
        file["layers/dense/again"] = file["layers"]
        file["layers/dense_1"] = h5py.ExternalLink("/etc/passwd", "/")
    with h5py.File(folder / "hostile-damaged.weights.h5", "w") as file:
        data = np.array([value(0, 0, i) for i in range(30)], "f4").reshape(3, 10)
        variables = layer(file)
        kernel = variables.create_dataset("0", data=data, chunks=(3, 10), compression="gzip")
        variables["1"] = data[0]
        at = kernel.id.get_chunk_info(0).byte_offset
    with open(folder / "hostile-damaged.weights.h5", "r+b") as file:
        file.seek(at + 8)
        file.write(b"\xff" * 8)
    with h5py.File(folder / "hostile-order.h5", "w") as file:
        # It lists one weight twice, another that it has not, and a layer that is none.
        file.attrs["layer_names"] = ["dense", "dense", "nothing"]
        file.create_group("dense").attrs["weight_names"] = ["dense/kernel:0", "dense/bias:0"]
        file["dense/dense/kernel:0"] = data
    with h5py.File(folder / "hostile-names.weights.h5", "w") as file:
        for name in ("dense\x1b[2J" * 40, "__proto__", "constructor"):
            layer(file, name)["0"] = data


if "--keras2" in sys.argv:
    keras2()
else:
    keras3()
    hostile()

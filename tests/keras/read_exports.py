"""Reads what the lab exported with numpy, h5py and nbformat; prints what it found as JSON.

read_exports.py FOLDER LAYER... where LAYER are the names of all layers in order. The forward pass
below is written from Keras's definitions, one picture of 32x32x3 at a time, for clarity not speed.
"""

import hashlib
import json
import math
import pathlib
import struct
import sys
import zipfile

import h5py
import nbformat
import numpy as np

folder = pathlib.Path(sys.argv[1])
layer_names = sys.argv[2:]


def sha256(arrays):
    digest = hashlib.sha256()
    for array in arrays:
        assert array.dtype == np.float32, array.dtype
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def read_safetensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack('<Q', data[:8])
    header = json.loads(data[8 : 8 + length])
    classes = json.loads(header.pop('__metadata__')['classes'])
    assert len(classes) == len(set(classes)) > 1
    body = data[8 + length :]
    # In the order of their bytes, and without gaps, as the format demands.
    entries = sorted(header.items(), key=lambda item: item[1]['data_offsets'])
    end = 0
    tensors = []
    for _, entry in entries:
        begin, end_of_entry = entry['data_offsets']
        assert begin == end and entry['dtype'] == 'F32'
        end = end_of_entry
        tensors.append(np.frombuffer(body[begin:end], '<f4').reshape(entry['shape']))
    assert end == len(body)
    return tensors


def read_h5(path):
    tensors = []
    with h5py.File(path) as file:
        assert list(file['vars']) == []
        for name in layer_names:
            variables = file['layers'][name]['vars']
            tensors += [np.array(variables[key]) for key in sorted(variables, key=int)]
    return tensors


def windows(x, size, strides, padding, fill, dilation=(1, 1)):
    """All windows {H',W',kH,kW,C} of a picture {H,W,C}; same padding as TensorFlow defines it."""
    spread = [(k - 1) * d + 1 for k, d in zip(size, dilation)]
    if padding == 'same':
        pads = []
        for n, k, s in zip(x.shape, spread, strides):
            total = max((-(-n // s) - 1) * s + k - n, 0)
            pads.append((total // 2, total - total // 2))
        x = np.pad(x, pads + [(0, 0)], constant_values=fill)
    all_windows = np.lib.stride_tricks.sliding_window_view(x, spread, axis=(0, 1))
    taps = all_windows[:: strides[0], :: strides[1], :, :: dilation[0], :: dilation[1]]
    return np.moveaxis(taps, 2, -1)


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def hard_sigmoid(x):
    return np.clip(x / 6 + 0.5, 0, 1)


def elu(x):
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


activations = {
    'linear': lambda x: x,
    'relu': lambda x: np.maximum(x, 0),
    'softmax': softmax,
    'elu': elu,
    'selu': lambda x: 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * elu(x)),
    'sigmoid': sigmoid,
    'tanh': np.tanh,
    'softplus': lambda x: np.log1p(np.exp(x)),
    'softsign': lambda x: x / (1 + np.abs(x)),
    'silu': lambda x: x * sigmoid(x),
    'gelu': lambda x: x * (1 + np.vectorize(math.erf)(x / math.sqrt(2))) / 2,
    'leaky_relu': lambda x: np.where(x > 0, x, 0.2 * x),
    'relu6': lambda x: np.clip(x, 0, 6),
    'hard_sigmoid': hard_sigmoid,
    'hard_silu': lambda x: x * hard_sigmoid(x),
    'mish': lambda x: x * np.tanh(np.log1p(np.exp(x))),
    'exponential': np.exp,
}


def activate(x, name):
    return activations[name](x)


no_inference = ('dropout', 'spatial_dropout2d', 'gaussian_noise', 'gaussian_dropout')


def forward(x, layers, weights):
    """Logits of one picture {32,32,3}, in double precision."""
    for i, (name, layer) in enumerate(zip(layer_names, layers)):
        kind = layer['kind']
        own = [weights[key].astype(np.float64) for key in weights if key.startswith(name + '/')]
        activation = layer.get('activation', 'linear')
        dilation = layer.get('dilation_rate', (1, 1))
        if i == len(layers) - 1:
            activation = 'linear'
        if kind == 'conv2d':
            kernel, bias = own if len(own) > 1 else (own[0], 0)
            seen = windows(x, kernel.shape[:2], layer['strides'], layer['padding'], 0.0, dilation)
            groups = layer.get('groups', 1)
            parts = zip(np.split(seen, groups, -1), np.split(kernel, groups, -1))
            x = np.concatenate([np.tensordot(part, own_kernel, axes=3) for part, own_kernel in parts], -1)
            x = activate(x + bias, activation)
        elif kind == 'dense':
            kernel, bias = own if len(own) > 1 else (own[0], 0)
            x = activate(x @ kernel + bias, activation)
        elif kind == 'activation':
            x = activate(x, activation)
        elif kind in ('depthwise_conv2d', 'separable_conv2d'):
            kernel, *rest = own
            seen = windows(x, kernel.shape[:2], layer['strides'], layer['padding'], 0.0, dilation)
            x = np.einsum('hwijc,ijcm->hwcm', seen, kernel).reshape(*seen.shape[:2], -1)
            if kind == 'separable_conv2d':
                x = x @ rest[0][0, 0]
            x = activate(x + (rest[-1] if layer.get('use_bias', True) else 0), activation)
        elif kind == 'layer_normalization':
            gamma, beta = own
            x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + layer['epsilon']) * gamma + beta
        elif kind == 'group_normalization':
            gamma, beta = own
            count = layer['groups'] if layer['groups'] > 0 else x.shape[-1]
            parts = np.split(x, count, -1)
            epsilon = layer.get('epsilon', 1e-3)
            x = np.concatenate([(part - part.mean()) / np.sqrt(part.var() + epsilon) for part in parts], -1) * gamma + beta
        elif kind == 'normalization':
            x = (x - np.array(layer['mean'])) / np.sqrt(layer['variance'])
        elif kind == 'reshape':
            x = x.reshape(layer['target_shape'])
        elif kind == 'rescaling':
            x = x * layer['scale'] + layer['offset']
        elif kind == 'zero_padding2d':
            x = np.pad(x, [(n, n) for n in layer['padding']] + [(0, 0)])
        elif kind == 'cropping2d':
            (rows, columns), (height, width) = layer['cropping'], x.shape[:2]
            x = x[rows : height - rows, columns : width - columns]
        elif kind == 'p_re_lu':
            x = np.where(x > 0, x, own[0] * x)
        elif kind == 'elu':
            x = np.where(x > 0, x, layer['alpha'] * elu(x))
        elif kind == 're_lu':
            x = np.where(x > layer['threshold'], x, layer['negative_slope'] * (x - layer['threshold']))
            x = np.minimum(x, layer['max_value'])
        elif kind == 'leaky_relu':
            x = np.where(x > 0, x, layer['negative_slope'] * x)
        elif kind == 'max_pooling2d':
            x = windows(x, layer['pool_size'], layer['strides'], layer['padding'], -np.inf).max((2, 3))
        elif kind == 'average_pooling2d':
            # Cells of the padding are no part of the mean.
            x = np.nanmean(windows(x, layer['pool_size'], layer['strides'], layer['padding'], np.nan), (2, 3))
        elif kind == 'global_average_pooling2d':
            x = x.mean((0, 1))
        elif kind == 'global_max_pooling2d':
            x = x.max((0, 1))
        elif kind == 'batch_normalization':
            gamma, beta, mean, variance = own
            x = (x - mean) / np.sqrt(variance + layer['epsilon']) * gamma + beta
        elif kind == 'flatten':
            x = x.reshape(-1)
        else:
            assert kind.startswith('random_') or kind in no_inference, kind
    return x


def main():
    with np.load(folder / 'cnn-lab-weights.npz') as saved:
        weights = {name: saved[name] for name in saved.files}
    # The way back: what numpy itself writes, packed and not.
    np.savez(folder / 'from-numpy.npz', **weights)
    np.savez_compressed(folder / 'from-numpy-packed.npz', **weights)
    with zipfile.ZipFile(folder / 'cnn-lab-project.zip') as project:
        layers = json.loads(project.read('project.json'))['model']['layers']

    pixels = np.fromfile(folder / 'pixels.bin', np.uint8).reshape(-1, 32, 32, 3)
    wanted = np.fromfile(folder / 'logits.bin', '<f4').reshape(-1, 10)
    count = 40
    given = np.stack([forward(picture / 255.0, layers, weights) for picture in pixels[:count]])
    # The lab's are centered: it gives probabilities, which know no more.
    given -= given.mean(1, keepdims=True)

    notebook = nbformat.read(folder / 'cnn-lab.ipynb', as_version=4)
    nbformat.validate(notebook)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == 'code']
    for number, source in enumerate(cells):
        compile(source, f'cell {number}', 'exec')
    compile((folder / 'cnn-lab.py').read_text(), 'cnn-lab.py', 'exec')

    print(
        json.dumps(
            {
                'names': list(weights),
                'weights': {
                    'npz': sha256(weights.values()),
                    'safetensors': sha256(read_safetensors(folder / 'cnn-lab.safetensors')),
                    'h5': sha256(read_h5(folder / 'cnn-lab.weights.h5')),
                },
                'largest_difference': float(np.abs(given - wanted[:count]).max()),
                'notebook': 'valid',
                'cells': len(cells),
            }
        )
    )


main()

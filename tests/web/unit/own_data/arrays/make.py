"""Writes the arrays beside it as NumPy writes them: python3 make.py (NumPy 1.24).

Picture i is level(i) everywhere, plus its row number: so every pixel of every picture is known.
"""

import io
import zipfile

import numpy as np


def pictures(count, height=8, width=8, channels=None, first=0):
    shape = (count, height, width) + (() if channels is None else (channels,))
    x = np.zeros(shape, np.uint8)
    for i in range(count):
        for row in range(height):
            x[i, row] = 8 * (first + i) + row
    return x


x = pictures(20)
y = np.arange(20) % 2
xt = pictures(10, first=20)
yt = np.array([1, 0] * 5)
whole = dict(x_train=x, y_train=y, x_test=xt, y_test=yt)


def save(name, **arrays):
    np.savez_compressed(f'{name}.npz', **arrays)


save('whole', **whole)
save('colour', x_train=pictures(20, 9, 11, 3), y_train=y.reshape(-1, 1).astype(np.uint8))
save('one-channel', x_train=x[..., None], y_train=y, x_test=xt[..., None], y_test=yt)
save('unit-float', x_train=(x / 255).astype(np.float32), y_train=np.eye(2)[y])
save('byte-float', x_train=x.astype('>f8'), y_train=y.astype('>i4'))
save('half-float', x_train=(x / 255).astype(np.float16), y_train=y.astype(np.uint8))
save('int64', x_train=x.astype(np.int64), y_train=(y + 1).astype(np.int64))
save('black-and-white', x_train=(x % 20 > 9), y_train=y)
save('named', images=x, labels=y, class_names=np.array(['taza', 'lápiz']))
save('repeated', x_train=x, y_train=y, x_test=np.concatenate([xt, x[:2]]), y_test=np.concatenate([yt, [0, 1]]))
np.save('x_train.npy', x)
np.save('y_train.npy', y)

# What has to be refused.
save('hostile-objects', x_train=np.array([x[0], x[1][:4]], dtype=object), y_train=y)
save('hostile-one-picture', x_train=x[0], y_train=y)
save('hostile-flat', x_train=x.reshape(20, 64), y_train=y)
save('hostile-large', x_train=np.zeros((20, 65, 65), np.uint8), y_train=y)
save('hostile-channels', x_train=np.zeros((20, 8, 8, 4), np.uint8), y_train=y)
save('hostile-channels-first', x_train=np.zeros((20, 3, 32, 32), np.uint8), y_train=y)
save('hostile-fewer-labels', x_train=x, y_train=y[:19])
save('hostile-label-negative', x_train=x, y_train=np.where(np.arange(20) == 5, -1, y))
save('hostile-label-half', x_train=x, y_train=np.where(np.arange(20) == 5, 0.5, y))
save('hostile-label-cube', x_train=x, y_train=np.zeros((20, 2, 2), int))
save('hostile-two-hot', x_train=x, y_train=np.ones((20, 2), np.uint8))
save('hostile-one-class', x_train=x, y_train=np.zeros(20, int))
save('hostile-21-classes', x_train=pictures(21) , y_train=np.arange(21))
save('hostile-label-in-test', **{**whole, 'y_test': np.where(np.arange(10) == 2, 2, yt)})
save('hostile-small-class', x_train=x, y_train=np.where(np.arange(20) < 3, 1, 0))
save('hostile-negative', x_train=x.astype(np.float32) - 20, y_train=y)
save('hostile-nan', x_train=np.where(x == 13, np.nan, x / 255), y_train=y)
save('hostile-test-size', **{**whole, 'x_test': np.zeros((10, 9, 8), np.uint8)})
save('hostile-small-test', **{**whole, 'x_test': xt[:4], 'y_test': yt[:4]})
save('hostile-no-labels', x_train=x)
save('hostile-text', x_train=x, y_train=np.array(['a'] * 20))
save('hostile-complex', x_train=x.astype(np.complex64), y_train=y)
save('hostile-fortran', x_train=np.asfortranarray(pictures(20, 8, 9)), y_train=y)

# As much as 60 GB of zeros, by a header that says so.
out = io.BytesIO()
np.lib.format.write_array_header_1_0(out, {'descr': '|u1', 'fortran_order': False, 'shape': (10**7, 64, 64, 3)})
with zipfile.ZipFile('hostile-says-much.npz', 'w', zipfile.ZIP_DEFLATED) as file:
    file.writestr('x_train.npy', out.getvalue())
    labels = io.BytesIO()
    np.lib.format.write_array_header_1_0(labels, {'descr': '|u1', 'fortran_order': False, 'shape': (10**7,)})
    file.writestr('y_train.npy', labels.getvalue())

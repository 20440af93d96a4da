"""Writes the positional arguments of what the reader of programs knows, as Keras has them.

    python signatures.py > signatures.json     with keras==3.15.* tensorflow-cpu==2.21.*
"""

import inspect
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras

layers = "Conv2D Dense MaxPooling2D AveragePooling2D GlobalAveragePooling2D GlobalMaxPooling2D Dropout SpatialDropout2D BatchNormalization LayerNormalization LeakyReLU ReLU ELU PReLU DepthwiseConv2D SeparableConv2D GaussianNoise GaussianDropout ZeroPadding2D Cropping2D Activation Flatten RandomFlip RandomTranslation RandomRotation RandomZoom RandomContrast RandomBrightness RandomCrop Rescaling Normalization GroupNormalization Reshape InputLayer"
methods = "add pop compile fit evaluate predict summary build save save_weights load_weights get_layer get_weights set_weights to_json get_config count_params"
callbacks = "EarlyStopping BackupAndRestore CSVLogger LambdaCallback LearningRateScheduler ModelCheckpoint ReduceLROnPlateau SwapEMAWeights TensorBoard TerminateOnNaN"


def names(function):
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [p.name for p in inspect.signature(function).parameters.values() if p.kind in kinds and p.name != "self"]


found = {f"keras.layers.{name}": names(getattr(keras.layers, name).__init__) for name in layers.split()}
found |= {f"model.{name}": names(getattr(keras.Sequential, name)) for name in methods.split()}
found |= {f"keras.callbacks.{name}": names(getattr(keras.callbacks, name).__init__) for name in callbacks.split()}
found |= {
    "keras.Sequential": names(keras.Sequential.__init__),
    "keras.Input": names(keras.Input),
    "keras.optimizers.Adam": names(keras.optimizers.Adam.__init__),
    "keras.losses.SparseCategoricalCrossentropy": names(keras.losses.SparseCategoricalCrossentropy.__init__),
    "keras.metrics.SparseCategoricalAccuracy": names(keras.metrics.SparseCategoricalAccuracy.__init__),
    "keras.initializers.GlorotUniform": names(keras.initializers.GlorotUniform.__init__),
    "keras.regularizers.L1": names(keras.regularizers.L1.__init__),
    "keras.regularizers.L2": names(keras.regularizers.L2.__init__),
    "keras.regularizers.L1L2": names(keras.regularizers.L1L2.__init__),
    "keras.initializers.VarianceScaling": names(keras.initializers.VarianceScaling.__init__),
    "keras.initializers.Orthogonal": names(keras.initializers.Orthogonal.__init__),
    "keras.constraints.MaxNorm": names(keras.constraints.MaxNorm.__init__),
    "keras.constraints.MinMaxNorm": names(keras.constraints.MinMaxNorm.__init__),
    "keras.utils.set_random_seed": names(keras.utils.set_random_seed),
}
print(json.dumps({"keras": keras.__version__, "arguments": found}, indent=1))

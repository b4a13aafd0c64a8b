"""Writes small Keras models, their weights and what they answer: the files of lib/training/formats/reference/.

Run with Keras 3.15.1 on TensorFlow 2.21.0, in a venv of its own: python scripts/reference/keras_files.py lib/training/formats/reference
"""
import json
import pathlib
import sys

import keras
import numpy
from keras import layers

folder = pathlib.Path(sys.argv[1])
keras.utils.set_random_seed(7)
numbers = numpy.random.default_rng(7)
WINDOW = (6, 3)


def stacked_lstm():
    return [layers.LSTM(4, return_sequences=True), layers.Dropout(0.3), layers.LSTM(3, go_backwards=True), layers.Dense(2)]


def gru():
    return [layers.GRU(4, return_sequences=True), layers.GRU(3, reset_after=False), layers.Dense(1, activation="tanh", use_bias=False)]


def bidirectional():
    return [
        layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
        layers.Bidirectional(layers.GRU(2), merge_mode="sum"),
        layers.Dense(1, name="forecast"),
    ]


def convolution():
    return [
        layers.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="relu"),
        layers.SpatialDropout1D(0.2),
        layers.Conv1D(3, 2, strides=2, padding="valid", activation="sigmoid"),
        layers.GlobalAveragePooling1D(),
        layers.Dense(1),
    ]


def dense():
    return [
        layers.GaussianNoise(0.1),
        layers.BatchNormalization(),
        layers.Flatten(),
        layers.Dense(5),
        layers.LayerNormalization(epsilon=1e-4),
        layers.Activation("relu"),
        layers.Dense(2, activation="softmax"),
    ]


def masked():
    return [layers.Masking(0.0), layers.LSTM(4), layers.Dense(1)]


def pooling():
    return [
        layers.Conv1D(4, 4, padding="same", activation="tanh"),
        layers.MaxPooling1D(2, strides=1),
        layers.Conv1D(3, 2, padding="same", dilation_rate=2, use_bias=False),
        layers.AveragePooling1D(2, padding="same"),
        layers.Permute((2, 1)),
        layers.Reshape((9,)),
        layers.LayerNormalization(center=False),
        layers.RepeatVector(2),
        layers.Bidirectional(layers.LSTM(2, return_sequences=True), merge_mode="ave"),
    ]


def sequential(name, parts):
    return keras.Sequential([keras.Input(WINDOW), *parts()], name=name)


def encoder():
    x = window = keras.Input(WINDOW, name="window")
    x = layers.Dense(4)(x)
    attended = layers.MultiHeadAttention(num_heads=2, key_dim=2)(x, x)
    x = layers.LayerNormalization()(layers.Add()([x, attended]))
    x = layers.GlobalMaxPooling1D()(x)
    return keras.Model(window, layers.Dense(1)(x), name="encoder")


def branches():
    window = keras.Input(WINDOW, name="window")
    left = layers.LSTM(3)(window)
    right = layers.Flatten()(window)
    right = layers.Dense(2, activation="relu")(right)
    return keras.Model(window, layers.Dense(1)(layers.Concatenate()([left, right])), name="branches")


def decoder():
    x = window = keras.Input(WINDOW, name="window")
    x = layers.MultiHeadAttention(num_heads=2, key_dim=3)(x, x, use_causal_mask=True)
    x = layers.Multiply()([x, layers.Dense(3, activation="softplus")(x)])
    return keras.Model(window, x, name="decoder")


def drawn(shape):
    return numbers.normal(0, 0.5, shape).astype("float32")


def spread(model):
    """Weights that differ everywhere: a bias of zeros would hide a bias that is lost."""
    for layer in model.layers:
        layer.set_weights([drawn(w.shape) if w.dtype == "float32" and "var" not in v.path.split("/")[-1] else w for v, w in zip(layer.weights, layer.get_weights())])


def recorded(model):
    x = drawn((3, *WINDOW))
    if model.name == "masked":
        x[0, :2] = 0
        x[1, 3] = 0
        x[2, 5] = 0
    y = model.predict(x, verbose=0)
    return {"inputs": x.ravel().tolist(), "shape": list(x.shape), "outputs": y.ravel().tolist(), "outputShape": list(y.shape)}


answers = {}
models = [sequential(f.__name__, f) for f in (stacked_lstm, gru, bidirectional, convolution, dense, masked)] + [encoder(), branches(), sequential("pooling", pooling), decoder()]
for model in models:
    spread(model)
    model.save(folder / f"{model.name}.keras")
    if model.name in ("stacked_lstm", "bidirectional", "dense"):
        model.save_weights(folder / f"{model.name}.weights.h5")
        model.save(folder / f"{model.name}.h5")
    answers[model.name] = recorded(model)
(folder / "answers.json").write_text(json.dumps({"keras": keras.__version__, "answers": answers}) + "\n")

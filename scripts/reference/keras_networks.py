"""Writes lib/models/networks/keras.reference.json: outputs and norms of gradients of networks built in Keras, for weights and inputs of a formula.

Run in a venv of its own with keras 3.15.1, tensorflow-cpu 2.21.0:
    python scripts/reference/keras_networks.py

Element n of tensor k is 0.6·sin(1.3·n + 2.1·k + 0.4), as float32. Tensor 0 is the input, 1, 2, … the weights, layer by layer as listed.
The loss is Σ output·w, w being tensor 90. Additive attention, soft lags and Gramian fields are written here from their papers.
"""
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy
import tensorflow
from keras import layers, ops

B, T, F = 3, 12, 4


def formula(shape, number):
    count = int(numpy.prod(shape))
    return (0.6 * numpy.sin(1.3 * numpy.arange(count) + 2.1 * number + 0.4)).astype("float32").reshape(shape)


def numbers(tensor):
    return [float(f"{value:.7g}") for value in numpy.asarray(tensor).ravel()]


class AdditivePooling(layers.Layer):
    """Bahdanau 2014 with one learnt question: softmax over steps of v·tanh(W h + b)."""

    def __init__(self, units, name):
        super().__init__(name=name)
        self.units = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units))
        self.bias = self.add_weight(shape=(self.units,))
        self.question = self.add_weight(shape=(self.units, 1))

    def call(self, h):
        shares = ops.softmax(ops.tanh(h @ self.kernel + self.bias) @ self.question, axis=1)
        return ops.sum(shares * h, axis=1)


class SoftLag(layers.Layer):
    """Σ_l softmax(scores / temperature)_l x_{T+1-l}, without weights."""

    def __init__(self, temperature):
        super().__init__(name="at_lag")
        self.temperature = temperature

    def call(self, inputs):
        x, scores = inputs
        mask = ops.softmax(scores / self.temperature, axis=-1)
        newest_first = ops.flip(x, axis=1)[:, : scores.shape[-1]]
        return ops.einsum("bl,blf->bf", mask, newest_first)


class GramianField(layers.Layer):
    """Wang & Oates 2015: cos(φ_i + φ_j) of each column, brought to -1 … 1 in its window."""

    def call(self, x):
        low, high = ops.min(x, axis=1, keepdims=True), ops.max(x, axis=1, keepdims=True)
        angle = ops.arccos(ops.clip(2 * (x - low) / (high - low) - 1, -1, 1))
        return ops.cos(angle[:, :, None] + angle[:, None, :])


def head(x, units):
    return layers.Dense(units, name="head")(x)


def bilstm_attention(x):
    h = x
    for k in (1, 2):
        h = layers.Bidirectional(layers.LSTM(3, return_sequences=True), name=f"bilstm_{k}")(h)
    z = head(AdditivePooling(4, "attention")(h), 3)
    return ops.concatenate([z[:, :2], ops.sigmoid(z[:, 2:])], axis=1)


def tcn(x):
    for n, channels in enumerate((4, 5), 1):
        convolution = lambda k: layers.Conv1D(channels, 3, dilation_rate=2 ** (n - 1), padding="causal", activation="relu", name=f"block_{n}_conv_{k}")
        changed = convolution(2)(convolution(1)(x))
        kept = x if x.shape[-1] == channels else layers.Conv1D(channels, 1, name=f"block_{n}_residual")(x)
        x = ops.relu(kept + changed)
    return head(x[:, -1], 1)


def cnn_lstm(x):
    for k, filters in enumerate((4, 5), 1):
        x = layers.Conv1D(filters, 3, padding="causal", activation="relu", name=f"conv_{k}")(x)
    h = layers.LSTM(3, name="lstm")(layers.MaxPooling1D(2)(x))
    return head(layers.Dense(4, activation="relu", name="dense")(h), 1)


def image(picture):
    for k, filters in enumerate((3, 4), 1):
        picture = layers.Conv2D(filters, 3, padding="same", activation="relu", name=f"conv_{k}")(picture)
    flat = layers.Flatten()(layers.MaxPooling2D(2)(picture))
    return head(layers.Dense(5, activation="relu", name="dense")(flat), 3)


def lagged(x):
    scores = layers.Dense(6, name="lag_scores")(layers.GRU(3, name="lag_reader")(x))
    return SoftLag(0.5)([x, scores])


def dynamic_lag_lstm(x):
    selected = lagged(x)
    return head(layers.Concatenate()([layers.LSTM(2, name="lstm")(x), selected]), 1)


NETWORKS = {
    "BiLSTM attention, three heads": bilstm_attention,
    "TCN": tcn,
    "CNN-LSTM": cnn_lstm,
    "CNN on indicator images, three classes": lambda x: image(x[..., None]),
    "CNN on Gramian fields, three classes": lambda x: image(GramianField()(x)),
    "dynamic lag": lambda x: head(lagged(x), 1),
    "dynamic lag with LSTM": dynamic_lag_lstm,
}


def case(name, network):
    x = keras.Input((T, F))
    model = keras.Model(x, network(x))
    weighted = [layer for layer in model.layers if layer.trainable_weights]
    weights = [weight for layer in weighted for weight in layer.trainable_weights]
    for k, weight in enumerate(weights, 1):
        weight.assign(formula(weight.shape, k))
    with tensorflow.GradientTape() as tape:
        output = model(formula((B, T, F), 0))
        loss = tensorflow.reduce_sum(output * formula(output.shape, 90))
    gradients = iter(tape.gradient(loss, [weight.value for weight in weights]))
    described = [{
        "name": layer.name,
        "shapes": [list(weight.shape) for weight in layer.trainable_weights],
        "gradientNorms": [numbers(tensorflow.norm(next(gradients)))[0] for _ in layer.trainable_weights],
    } for layer in weighted]
    return {"name": name, "layers": described, "outputs": numbers(output)}


reference = {"source": f"keras {keras.__version__}", "cases": [case(*each) for each in NETWORKS.items()]}
path = pathlib.Path(__file__).parents[2] / "lib/models/networks/keras.reference.json"
path.write_text(json.dumps(reference, indent=1) + "\n")

"""Keras 3 on TensorFlow, as its guides show it: `compile` with the defaults, `fit`, and a `tf.function` around the model for a single forecast."""

import tensorflow as tf
import keras
from keras import layers

from worker import serve


class KerasPeer:
    versions = f"Keras {keras.__version__} on TensorFlow {tf.__version__}"

    def __init__(self, task):
        tf.config.threading.set_intra_op_parallelism_threads(task.threads)
        tf.config.threading.set_inter_op_parallelism_threads(task.threads)
        self.task = task
        inputs = keras.Input(task.shape)
        self.model = keras.Model(inputs, layers.Dense(1)(NETWORKS[task.network](inputs, task.units)))
        self.model.set_weights(task.weights)
        self.model.compile(optimizer=keras.optimizers.Adam(1e-3, epsilon=1e-7), loss="mse")
        self.predict_one = tf.function(lambda x: self.model(x, training=False))
        self.window = tf.constant(task.inputs[:1])

    def forward(self):
        return self.model(self.task.inputs[: self.task.batch], training=False)

    def losses(self, count):
        for inputs, targets in self.task.batches(count):
            self.model.reset_metrics()
            yield self.model.train_on_batch(inputs, targets)

    def epochs(self, count):
        for _ in range(count):
            self.model.fit(self.task.inputs, self.task.targets, batch_size=self.task.batch, epochs=1, shuffle=True, verbose=0)

    def predictions(self, count):
        for _ in range(count):
            float(self.predict_one(self.window).numpy()[0, 0])


def tcn(x, units):
    for dilation in (1, 2, 4, 8):
        x = layers.Conv1D(units, 3, padding="causal", dilation_rate=dilation, activation="relu")(x)
    return layers.GlobalAveragePooling1D()(x)


def transformer(x, units):
    x = layers.Dense(units)(x)
    for _ in range(2):
        attended = layers.MultiHeadAttention(num_heads=4, key_dim=units // 4)(x, x)
        x = layers.LayerNormalization(epsilon=1e-5)(x + attended)
        inner = layers.Dense(units)(layers.Dense(2 * units, activation="relu")(x))
        x = layers.LayerNormalization(epsilon=1e-5)(x + inner)
    return layers.GlobalAveragePooling1D()(x)


NETWORKS = {
    "lstm": lambda x, units: layers.LSTM(units)(x),
    "gru": lambda x, units: layers.GRU(units)(x),
    "bidirectional": lambda x, units: layers.Bidirectional(layers.LSTM(units))(x),
    "tcn": tcn,
    "transformer": transformer,
}

serve(KerasPeer)

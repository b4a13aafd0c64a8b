"""Writes lib/training/reference.json: losses, weighted losses, clipped gradients and learning rates as Keras computes them.

Run in a venv of its own with keras 3.15.1 and tensorflow-cpu 2.21.0: python scripts/reference/keras_training.py
"""
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy

rng = numpy.random.default_rng(11)
count, classes = 8, 3
weights = rng.uniform(0, 2, count).astype("float32")
numbers = rng.normal(0, 1.5, (count, 1)).astype("float32")
forecasts = rng.normal(0, 1.5, (count, 1)).astype("float32")
shares = numpy.array([[0], [1], [1], [0], [1], [0], [0.25], [1]], "float32")
probabilities = numpy.concatenate([rng.uniform(0, 1, (count - 2, 1)), [[0.0], [1.0]]]).astype("float32")
labels = rng.integers(0, classes, (count, 1)).astype("float32")
scores = rng.normal(0, 2, (count, classes)).astype("float32")
unnormalised = rng.uniform(0.1, 1, (count, classes)).astype("float32")


def own(of_windows):
    """A loss that Keras does not have, as one of Keras's."""
    return keras.losses.MeanSquaredError.__mro__[1](fn=of_windows)


def quantile(level):
    def pinball(y, output):
        return keras.ops.mean(keras.ops.maximum(level * (y - output), (level - 1) * (y - output)), axis=-1)
    return own(pinball)


losses = keras.losses
later = numpy.random.default_rng(12)
three_targets = numpy.concatenate([later.normal(0, 1.5, (count, 2)), later.integers(0, 2, (count, 1))], axis=1).astype("float32")
three_outputs = numpy.concatenate([later.normal(0, 1.5, (count, 2)), later.uniform(0, 1, (count, 1))], axis=1).astype("float32")
rising_or_not = later.normal(0, 1.5, (count, 3)).astype("float32")


def quantiles(levels):
    def pinballs(y, output):
        return sum(keras.ops.maximum(level * (y[:, 0] - output[:, k]), (level - 1) * (y[:, 0] - output[:, k])) for k, level in enumerate(levels))
    return own(pinballs)


def heads(y, output):
    columns = [(y[:, k:k + 1], output[:, k:k + 1]) for k in range(3)]
    return losses.mean_squared_error(*columns[0]) + 0.5 * losses.mean_squared_error(*columns[1]) + 2 * losses.binary_crossentropy(*columns[2])


def focal_of_classes(gamma, from_logits):
    of_rows = losses.CategoricalFocalCrossentropy(alpha=1, gamma=gamma, from_logits=from_logits, reduction="none")
    return own(lambda y, output: of_rows(keras.ops.one_hot(keras.ops.cast(y[:, 0], "int32"), classes), output))


def directional(alpha, steepness, zero):
    def cost(y, output):
        wrong = keras.ops.sigmoid(-steepness * (y - zero) * (output - zero))
        return keras.ops.mean((y - output) ** 2 * (1 + alpha * wrong), axis=-1)
    return own(cost)


cases = {
    "meanSquaredError": (losses.MeanSquaredError(), numbers, forecasts),
    "meanAbsoluteError": (losses.MeanAbsoluteError(), numbers, forecasts),
    "huber(1)": (losses.Huber(), numbers, forecasts),
    "huber(0.3)": (losses.Huber(delta=0.3), numbers, forecasts),
    "quantile(0.9)": (quantile(0.9), numbers, forecasts),
    "binaryCrossentropy": (losses.BinaryCrossentropy(), shares, probabilities),
    "binaryCrossentropy(logits)": (losses.BinaryCrossentropy(from_logits=True), shares, 3 * forecasts),
    "sparseCategoricalCrossentropy": (losses.SparseCategoricalCrossentropy(), labels, unnormalised),
    "sparseCategoricalCrossentropy(logits)": (losses.SparseCategoricalCrossentropy(from_logits=True), labels, scores),
    "focal(gamma 2)": (losses.BinaryFocalCrossentropy(), shares, probabilities),
    "focal(gamma 3, alpha 0.25)": (losses.BinaryFocalCrossentropy(gamma=3, alpha=0.25, apply_class_balancing=True), shares, probabilities),
    "focal(gamma 2, logits)": (losses.BinaryFocalCrossentropy(from_logits=True), shares, forecasts),
    "sparseCategoricalFocal(gamma 2)": (focal_of_classes(2, False), labels, unnormalised),
    "sparseCategoricalFocal(gamma 1, logits)": (focal_of_classes(1, True), labels, scores),
    "quantiles(0.1, 0.5, 0.9)": (quantiles([0.1, 0.5, 0.9]), numbers, rising_or_not),
    "heads(1 h: value × 1, 24 h: value × 0.5, direction: probability × 2)": (own(heads), three_targets, three_outputs),
    "directional(alpha 2, steepness 5, zero 0)": (directional(2, 5, 0), numbers, forecasts),
    "directional(alpha 1, steepness 3, zero 0.4)": (directional(1, 3, 0.4), numbers, forecasts),
}


def table(array):
    return numpy.asarray(array, "float64").tolist()


def loss_record(name, loss, targets, outputs):
    mean = loss(targets, outputs, sample_weight=weights)
    loss.reduction = "none"
    return {"name": name, "targets": table(targets), "outputs": table(outputs), "ofWindows": table(loss(targets, outputs)), "weightedMean": float(mean)}


gradients = [rng.normal(0, 1, shape).astype("float32") for shape in [(2, 3), (4,), (1, 2)]]


def clipped(**options):
    optimizer = keras.optimizers.SGD(1.0, **options)
    return [table(each) for each in optimizer._clip_gradients([keras.ops.convert_to_tensor(each) for each in gradients])]


def plateau_rates(validation_losses, **options):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    callback = keras.callbacks.ReduceLROnPlateau(min_lr=0.002, **options)
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, loss in enumerate(validation_losses):
        rates.append(float(model.optimizer.learning_rate))
        callback.on_epoch_end(epoch, {"val_loss": loss})
    return rates


schedules = keras.optimizers.schedules
steps = list(range(0, 60, 7))
plateau_losses = [1, 0.9, 0.95, 0.92, 0.91, 0.8, 0.79995, 0.81, 0.82, 0.83, 0.84, 0.85, 0.86, 0.87, 0.7, 0.71, 0.72, 0.73]
reference = {
    "source": f"keras {keras.__version__}",
    "weights": table(weights),
    "losses": [loss_record(name, *case) for name, case in cases.items()],
    "gradients": [table(each) for each in gradients],
    "clipped": {"globalNorm": clipped(global_clipnorm=1.5), "norm": clipped(clipnorm=1.5), "value": clipped(clipvalue=0.5)},
    "steps": steps,
    "rates": {
        "cosine": [float(schedules.CosineDecay(0.01, 50, alpha=0.1)(step)) for step in steps],
        "exponential": [float(schedules.ExponentialDecay(0.01, 20, 0.5)(step)) for step in steps],
        "staircase": [float(schedules.ExponentialDecay(0.01, 20, 0.5, staircase=True)(step)) for step in steps],
    },
    "plateau": {"validationLoss": plateau_losses, "rates": plateau_rates(plateau_losses, factor=0.2, patience=3)},
}
path = pathlib.Path(__file__).parents[2] / "lib/training/reference.json"
path.write_text(json.dumps(reference, indent=1) + "\n")

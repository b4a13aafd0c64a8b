"""Writes lib/tensorflow/layers/keras.reference.json: outputs and gradients of Keras's layers, for weights and inputs of a formula.

Run in a venv of its own with keras 3.15.1, tensorflow-cpu 2.21.0:
    python scripts/reference/keras_layers.py

Element n of tensor k is 0.6·sin(1.3·n + 2.1·k + 0.4), as float32. Tensor 0 is the input, 1, 2, … the weights in Keras's order,
50, 51, … the initial states. The loss is the sum over the outputs of Σ output·w, w being tensor 90, 91, …
"""
import importlib.metadata
import json
import pathlib

import keras
import numpy
import tensorflow

B, T, F, H = 2, 4, 3, 2
LATE = [[1, 1, 1, 0], [0, 1, 0, 1]]


def formula(shape, number):
    count = int(numpy.prod(shape))
    return (0.6 * numpy.sin(1.3 * numpy.arange(count) + 2.1 * number + 0.4)).astype("float32").reshape(shape)


def numbers(tensor):
    return [float(f"{value:.7g}") for value in numpy.asarray(tensor).ravel()]


def case(name, layer, *, options=None, shape=(B, T, F), mask=None, states=0, call=None, fixed=None):
    """Forward pass and gradients of one layer; `fixed` replaces the dropout masks that Keras would draw."""
    x = tensorflow.Variable(formula(shape, 0))
    initial = [tensorflow.Variable(formula((shape[0], H), 50 + k)) for k in range(states)]
    arguments = dict(call or {})
    if mask is not None:
        arguments["mask"] = tensorflow.constant(numpy.array(mask, dtype=bool))
    if initial:
        arguments["initial_state"] = initial
    inputs = (x, x) if isinstance(layer, keras.layers.MultiHeadAttention) else (x,)
    if mask is not None and len(inputs) == 2:
        arguments["attention_mask"] = arguments.pop("mask")[:, None, :]
    layer(*inputs, **{key: value for key, value in arguments.items() if key != "training"})
    weights = layer.trainable_weights
    for k, weight in enumerate(weights):
        weight.assign(formula(weight.shape, k + 1))
    if fixed:
        fixed(layer)
    with tensorflow.GradientTape() as tape:
        result = layer(*inputs, **arguments)
        outputs = list(result) if isinstance(result, (list, tuple)) else [result]
        loss = sum(tensorflow.reduce_sum(output * formula(output.shape, 90 + k)) for k, output in enumerate(outputs))
    variables = [x, *initial, *[weight.value for weight in weights]]
    gradients = tape.gradient(loss, variables)
    return {
        "name": name,
        "layer": type(layer).__name__,
        "options": options or {},
        "input": list(shape),
        **({"mask": mask} if mask is not None else {}),
        "states": states,
        "weights": [list(weight.shape) for weight in weights],
        "outputs": [{"shape": list(output.shape), "values": numbers(output)} for output in outputs],
        "gradients": {
            "input": numbers(gradients[0]),
            "states": [numbers(gradient) for gradient in gradients[1 : 1 + states]],
            "weights": [numbers(gradient) for gradient in gradients[1 + states :]],
        },
    }


def recurrent(kind, name, mask=None, states=0, **options):
    words = {"return_sequences": "returnSequences", "return_state": "returnState", "go_backwards": "goBackwards", "reset_after": "resetAfter"}
    layer = getattr(keras.layers, kind)(H, **options)
    ending = "" if options.get("reset_after", True) else ", reset before"
    return case(f"{kind}, {name}{ending}", layer, options={words[key]: value for key, value in options.items()}, mask=mask, states=states)


def recurrent_cases(kind, states, **options):
    yield recurrent(kind, "last step", **options)
    yield recurrent(kind, "sequence", return_sequences=True, **options)
    yield recurrent(kind, "states", return_state=True, **options)
    yield recurrent(kind, "sequence and states", return_sequences=True, return_state=True, **options)
    yield recurrent(kind, "backwards", return_sequences=True, go_backwards=True, **options)
    yield recurrent(kind, "masked", mask=LATE, return_sequences=True, **options)
    yield recurrent(kind, "masked, backwards, last step", mask=LATE, go_backwards=True, **options)
    yield recurrent(kind, "initial state", states=states, return_sequences=True, return_state=True, **options)


def dropped(kind, **options):
    """Recurrent dropout with masks that are given: tensor 70 for the features, 71 for the units, positive ones scaled."""
    layer = getattr(keras.layers, kind)(H, return_sequences=True, dropout=0.5, recurrent_dropout=0.5, **options)

    def fix(layer):
        masks = [2.0 * (formula((B, width), 70 + k) > 0) for k, width in enumerate((F, H))]
        gates = 4 if kind == "LSTM" else 3
        layer.cell.get_dropout_mask = lambda _: [tensorflow.constant(masks[0], "float32")] * gates
        layer.cell.get_recurrent_dropout_mask = lambda _: [tensorflow.constant(masks[1], "float32")] * gates

    words = {"reset_after": "resetAfter"}
    named = {"returnSequences": True, "dropout": 0.5, "recurrentDropout": 0.5, **{words[key]: value for key, value in options.items()}}
    ending = "" if options.get("reset_after", True) else ", reset before"
    return case(f"{kind}, dropout{ending}", layer, options=named, call={"training": True}, fixed=fix)


def bidirectional(kind, merge, mask=None, states=0, **options):
    words = {"return_sequences": "returnSequences", "return_state": "returnState"}
    layer = keras.layers.Bidirectional(getattr(keras.layers, kind)(H, **options), merge_mode=merge)
    named = {"of": kind, "mergeMode": merge, **{words[key]: value for key, value in options.items()}}
    details = ["masked"] * (mask is not None) + ["initial state"] * (states > 0) + sorted(words[key] for key in options)
    return case(", ".join([f"Bidirectional {kind} {merge}", *details]), layer, options=named, mask=mask, states=states)


def convolution(padding, dilation, activation):
    layer = keras.layers.Conv1D(H, 3, padding=padding, dilation_rate=dilation, activation=activation)
    options = {"filters": H, "kernelSize": 3, "padding": padding, "dilation": dilation, "activation": activation}
    return case(f"Conv1D, {padding}, dilation {dilation}, {activation}", layer, options=options, shape=(B, 7, F))


def attention(name, mask=None, causal=False):
    layer = keras.layers.MultiHeadAttention(2, 3)
    return case(f"MultiHeadAttention, {name}", layer, options={"heads": 2, "keyDim": 3, "causal": causal}, shape=(B, T, 4), mask=mask, call={"use_causal_mask": causal})


def dense(shape, activation):
    layer = keras.layers.Dense(H, activation=activation)
    return case(f"Dense, {len(shape)} axes, {activation}", layer, options={"units": H, "activation": activation}, shape=shape)


cases = [
    *recurrent_cases("LSTM", states=2),
    dropped("LSTM"),
    *recurrent_cases("GRU", states=1),
    dropped("GRU"),
    *recurrent_cases("GRU", states=1, reset_after=False),
    dropped("GRU", reset_after=False),
    *[bidirectional("LSTM", merge, return_sequences=True) for merge in ("concat", "sum", "ave", "mul", None)],
    bidirectional("LSTM", "concat"),
    bidirectional("LSTM", "concat", mask=LATE, return_sequences=True),
    bidirectional("LSTM", "sum", mask=LATE),
    bidirectional("LSTM", "concat", states=4, return_state=True),
    bidirectional("LSTM", None, return_state=True, return_sequences=True),
    bidirectional("GRU", "concat", return_sequences=True),
    bidirectional("GRU", "ave", states=2, return_state=True),
    *[convolution(padding, dilation, "relu") for padding in ("causal", "same", "valid") for dilation in (1, 2)],
    convolution("causal", 1, "tanh"),
    *[dense(shape, activation) for shape in ((B, F), (B, T, F)) for activation in ("linear", "relu", "tanh", "sigmoid")],
    case("LayerNormalization", keras.layers.LayerNormalization()),
    case("LayerNormalization, 2 axes", keras.layers.LayerNormalization(epsilon=1e-5), options={"epsilon": 1e-5}, shape=(5, 4)),
    attention("all steps"),
    attention("causal", causal=True),
    attention("masked", mask=[[1, 1, 1, 0], [1, 1, 0, 0]]),
    case("GlobalAveragePooling1D", keras.layers.GlobalAveragePooling1D()),
]

versions = {package: importlib.metadata.version(package) for package in ("keras", "tensorflow-cpu", "numpy")}
target = pathlib.Path(__file__).parents[2] / "lib/tensorflow/layers/keras.reference.json"
body = ",\n".join(json.dumps(each, separators=(",", ":")) for each in cases)
target.write_text(f'{{"versions":{json.dumps(versions)},"cases":[\n{body}\n]}}\n')
print(len(cases), "cases,", target.stat().st_size, "bytes")

"""Writes lib/models/networks/torch.reference.json: outputs and gradients of the networks in PyTorch, for weights and inputs of a formula.

Run in a venv with torch 2.12.1 and numpy 2.4.6 (.venv-bench is one):
    python scripts/reference/networks_torch.py

Element n of tensor k is 0.6·sin(1.3·n + 2.1·k + 0.4), as float32. Tensor 0 is the input, 1, 2, … the weights of the layers in the order and
layout in which the file names them. Training mode without dropout. The loss is Σ output·w, w being tensor 90; of each gradient its norm is kept.
"""
import json
import os
import pathlib
import sys

sys.setdlopenflags(os.RTLD_LAZY)
import numpy
import torch
from torch_networks import DLinear, ITransformer, NHiTS, PatchTST, TemporalFusionTransformer, Transformer
from torch_weights import blocks, linear, lstm, nhits_layers, norm, patch_tst, temporal_fusion_transformer

B, T, F = 3, 12, 4


def formula(shape, number):
    count = int(numpy.prod(shape))
    return torch.tensor((0.6 * numpy.sin(1.3 * numpy.arange(count) + 2.1 * number + 0.4)).astype("float32").reshape(shape))


def case(name, model, layers):
    number, leaves, weights = 1, {}, {}
    for layer, shapes, put in layers:
        leaves[layer] = [formula(shape, number + k).requires_grad_() for k, shape in enumerate(shapes)]
        number += len(shapes)
        weights.update(put(*leaves[layer]))
    assert set(weights) == {key for key, _ in model.named_parameters()}, set(weights) ^ {key for key, _ in model.named_parameters()}
    output = torch.func.functional_call(model.train(), weights, (formula([B, T, F], 0),))
    (output * formula(list(output.shape), 90)).sum().backward()
    norms = {layer: [float(f"{w.grad.norm().item():.7g}") for w in ws] for layer, ws in leaves.items()}
    shapes = {layer: shapes for layer, shapes, _ in layers}
    return {"name": name, "layers": [{"name": layer, "shapes": shapes[layer], "gradientNorms": norms[layer]} for layer in shapes], "outputs": [float(f"{v:.7g}") for v in output.flatten().tolist()]}


STACKS = ((4, 4), (2, 2), (1, 1))
CASES = [
    case("DLinear", DLinear(T, F, averaged=5), [linear("of_trend", "of_trend", T, 1), linear("of_rest", "of_rest", T, 1), linear("head", "head", F, 1)]),
    case("DLinear of one column", DLinear(T, F, averaged=4, continues=2), [linear("of_trend", "of_trend", T, 1), linear("of_rest", "of_rest", T, 1)]),
    case("N-HiTS", NHiTS(T, F, stacks=STACKS, units=5, ahead=6), nhits_layers(STACKS, 5, 6, T, F)),
    case("N-HiTS, the whole path of one column", NHiTS(T, F, outputs=6, stacks=STACKS, units=5, ahead=6, continues=1, whole_path=True), nhits_layers(STACKS, 5, 6, T, F)),
    case("PatchTST", PatchTST(T, F, patch=4, stride=2, width=6, heads=2, dropout=0.0), patch_tst(6, 2, 2, 12, 4, 6, F, 1)),
    case("PatchTST with layer normalization, of one column", PatchTST(T, F, patch=4, stride=3, width=6, heads=2, dropout=0.0, continues=0, normalization="layer"), [
        linear("project", "project", 4, 6), ("positions", [[4, 6]], lambda w: {"positions": w}), *blocks(2, 6, 2, 12), linear("forecast", "forecast", 24, 1)]),
    case("iTransformer", ITransformer(T, F, width=6, heads=2, dropout=0.0), [
        linear("embed", "embed", T, 6), *blocks(2, 6, 2, 12), norm("last_norm", "last_norm", 6), linear("forecast", "forecast", 6, 1), linear("head", "head", F, 1)]),
    case("Transformer", Transformer(T, F, width=6, heads=2, dropout=0.0), [linear("project", "project", F, 6), *blocks(2, 6, 2, 12), norm("last_norm", "last_norm", 6), linear("head", "head", 6, 1)]),
    case("Transformer, normalization behind the sums", Transformer(T, F, width=6, heads=2, dropout=0.0, pre_norm=False), [linear("project", "project", F, 6), *blocks(2, 6, 2, 12), linear("head", "head", 6, 1)]),
    case("Transformer + LSTM", Transformer(T, F, width=6, heads=2, blocks=1, dropout=0.0, units=3), [
        linear("project", "project", F, 6), *blocks(1, 6, 2, 12), norm("last_norm", "last_norm", 6), lstm("lstm", "lstm", 6, 3), linear("head", "head", 3, 1)]),
    case("Temporal Fusion Transformer", TemporalFusionTransformer(T, F, width=6, heads=2, dropout=0.0), temporal_fusion_transformer(6, 2, F, 3)),
]
target = pathlib.Path(__file__).parents[2] / "lib/models/networks/torch.reference.json"
target.write_text(json.dumps({"versions": {"torch": torch.__version__.split("+")[0], "numpy": numpy.__version__}, "cases": CASES}, separators=(",", ":"), ensure_ascii=False) + "\n")

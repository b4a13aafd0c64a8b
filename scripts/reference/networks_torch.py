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

B, T, F = 3, 12, 4


def formula(shape, number):
    count = int(numpy.prod(shape))
    return torch.tensor((0.6 * numpy.sin(1.3 * numpy.arange(count) + 2.1 * number + 0.4)).astype("float32").reshape(shape))


def linear(name, to, i, o):
    return name, [[i, o], [o]], lambda w, b: {f"{to}.weight": w.T, f"{to}.bias": b}


def norm(name, to, d):
    return name, [[d], [d]], lambda gamma, beta: {f"{to}.weight": gamma, f"{to}.bias": beta}


def attention(name, to, d, heads):
    kernel, bias = [d, heads, d // heads], [heads, d // heads]

    def put(wq, bq, wk, bk, wv, bv, wo, bo):
        stacked = torch.cat([w.reshape(d, d).T for w in (wq, wk, wv)])
        return {f"{to}.in_proj_weight": stacked, f"{to}.in_proj_bias": torch.cat([b.flatten() for b in (bq, bk, bv)]), f"{to}.out_proj.weight": wo.reshape(d, d).T, f"{to}.out_proj.bias": bo}

    return name, [kernel, bias, kernel, bias, kernel, bias, [heads, d // heads, d], [d]], put


def lstm(name, to, i, h):
    return name, [[i, 4 * h], [h, 4 * h], [4 * h]], lambda w, u, b: {f"{to}.weight_ih_l0": w.T, f"{to}.weight_hh_l0": u.T, f"{to}.bias_ih_l0": b, f"{to}.bias_hh_l0": torch.zeros(4 * h)}


def block(name, to, d, heads, inner):
    return [
        attention(f"{name}_attention", f"{to}.self_attn", d, heads),
        linear(f"{name}_wide", f"{to}.linear1", d, inner),
        linear(f"{name}_narrow", f"{to}.linear2", inner, d),
        norm(f"{name}_norm_1", f"{to}.norm1", d),
        norm(f"{name}_norm_2", f"{to}.norm2", d),
    ]


def residual_shapes(groups, n, d, m):
    shapes = [[groups, n, d], [groups, 1, d], [groups, d, d], [groups, 1, d], [groups, d, 2 * m], [groups, 1, 2 * m], [groups, 1, m], [groups, 1, m]]
    return shapes + ([[groups, n, m], [groups, 1, m]] if n != m else [])


def residual_weights(to, weights, group):
    names = ["inner.weight", "inner.bias", "outer.weight", "outer.bias", "gate.weight", "gate.bias", "norm.weight", "norm.bias", "skip.weight", "skip.bias"]
    return {f"{to}.{name}": w[group].T if name.endswith("weight") and "norm" not in name else w[group, 0] for name, w in zip(names, weights)}


def residual(name, to, d):
    return name, residual_shapes(1, d, d, d), lambda *w: residual_weights(to, w, 0)


def selection(d):
    own, each = residual_shapes(1, F * d, d, F), residual_shapes(F, d, d, d)

    def put(w, b, *rest):
        made = residual_weights("selection", rest[: len(own)], 0)
        for f in range(F):
            made.update(residual_weights(f"variable.{f}", rest[len(own) :], f))
            made.update({f"embedding.{f}.weight": w[f].T, f"embedding.{f}.bias": b[f, 0]})
        return made

    return "variable_selection", [[F, 1, d], [F, 1, d], *own, *each], put


def gate(name, d):
    return [linear(f"{name}_gate", f"{name}.gate", d, 2 * d), norm(f"{name}_norm", f"{name}.norm", d)]


def nhits_layers(stacks, units, ahead):
    made = []
    for k, (pool, spacing) in enumerate(stacks):
        made += [linear(f"stack_{k + 1}_hidden_1", f"hidden.{k}.0", -(-T // pool) * F, units), linear(f"stack_{k + 1}_hidden_2", f"hidden.{k}.3", units, units)]
        made += [linear(f"stack_{k + 1}_ahead", f"forecast.{k}", units, max(1, ahead // spacing))]
        made += [linear(f"stack_{k + 1}_back", f"back.{k}", units, T * F)] if k < len(stacks) - 1 else []
    return made


def blocks(count, d, heads, inner):
    return [layer for k in range(count) for layer in block(f"block_{k + 1}", f"blocks.{k}", d, heads, inner)]


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
    case("N-HiTS", NHiTS(T, F, stacks=STACKS, units=5, ahead=6), nhits_layers(STACKS, 5, 6)),
    case("N-HiTS, the whole path of one column", NHiTS(T, F, outputs=6, stacks=STACKS, units=5, ahead=6, continues=1, whole_path=True), nhits_layers(STACKS, 5, 6)),
    case("PatchTST", PatchTST(T, F, patch=4, stride=2, width=6, heads=2, dropout=0.0), [
        linear("project", "project", 4, 6), ("positions", [[6, 6]], lambda w: {"positions": w}), *blocks(2, 6, 2, 12), linear("forecast", "forecast", 36, 1), linear("head", "head", F, 1)]),
    case("PatchTST with layer normalization, of one column", PatchTST(T, F, patch=4, stride=3, width=6, heads=2, dropout=0.0, continues=0, normalization="layer"), [
        linear("project", "project", 4, 6), ("positions", [[4, 6]], lambda w: {"positions": w}), *blocks(2, 6, 2, 12), linear("forecast", "forecast", 24, 1)]),
    case("iTransformer", ITransformer(T, F, width=6, heads=2, dropout=0.0), [
        linear("embed", "embed", T, 6), *blocks(2, 6, 2, 12), norm("last_norm", "last_norm", 6), linear("forecast", "forecast", 6, 1), linear("head", "head", F, 1)]),
    case("Transformer", Transformer(T, F, width=6, heads=2, dropout=0.0), [linear("project", "project", F, 6), *blocks(2, 6, 2, 12), norm("last_norm", "last_norm", 6), linear("head", "head", 6, 1)]),
    case("Transformer, normalization behind the sums", Transformer(T, F, width=6, heads=2, dropout=0.0, pre_norm=False), [linear("project", "project", F, 6), *blocks(2, 6, 2, 12), linear("head", "head", 6, 1)]),
    case("Transformer + LSTM", Transformer(T, F, width=6, heads=2, blocks=1, dropout=0.0, units=3), [
        linear("project", "project", F, 6), *blocks(1, 6, 2, 12), norm("last_norm", "last_norm", 6), lstm("lstm", "lstm", 6, 3), linear("head", "head", 3, 1)]),
    case("Temporal Fusion Transformer", TemporalFusionTransformer(T, F, width=6, heads=2, dropout=0.0), [
        selection(6), lstm("lstm", "lstm", 6, 6), *gate("local", 6), residual("enrichment", "enrichment", 6), linear("query", "query", 6, 6), linear("key", "key", 6, 6), linear("value", "value", 6, 3),
        linear("attention_output", "attention_output", 3, 6), *gate("attended", 6), residual("position", "position", 6), *gate("fused", 6), linear("head", "head", 6, 3)]),
]
target = pathlib.Path(__file__).parents[2] / "lib/models/networks/torch.reference.json"
target.write_text(json.dumps({"versions": {"torch": torch.__version__.split("+")[0], "numpy": numpy.__version__}, "cases": CASES}, separators=(",", ":"), ensure_ascii=False) + "\n")

"""How weights of our layers become those of torch_networks.py: lists of (our layer's name, the shapes of its weights, what makes named weights of them).

What each makes is differentiable, so that gradients come back in our layout.
"""
import torch


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


def selection(d, F):
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


def nhits_layers(stacks, units, ahead, T, F):
    made = []
    for k, (pool, spacing) in enumerate(stacks):
        made += [linear(f"stack_{k + 1}_hidden_1", f"hidden.{k}.0", -(-T // pool) * F, units), linear(f"stack_{k + 1}_hidden_2", f"hidden.{k}.3", units, units)]
        made += [linear(f"stack_{k + 1}_ahead", f"forecast.{k}", units, max(1, ahead // spacing))]
        made += [linear(f"stack_{k + 1}_back", f"back.{k}", units, T * F)] if k < len(stacks) - 1 else []
    return made


def blocks(count, d, heads, inner):
    return [layer for k in range(count) for layer in block(f"block_{k + 1}", f"blocks.{k}", d, heads, inner)]


def patch_tst(d, heads, blocks_count, inner, patch, patches, features, outputs):
    """The layers of a PatchTST that reads its target from all columns."""
    return [
        linear("project", "project", patch, d), ("positions", [[patches, d]], lambda w: {"positions": w}), *blocks(blocks_count, d, heads, inner),
        linear("forecast", "forecast", patches * d, outputs), linear("head", "head", features * outputs, outputs),
    ]


def temporal_fusion_transformer(d, heads, features, outputs):
    return [
        selection(d, features), lstm("lstm", "lstm", d, d), *gate("local", d), residual("enrichment", "enrichment", d), linear("query", "query", d, d), linear("key", "key", d, d),
        linear("value", "value", d, d // heads), linear("attention_output", "attention_output", d // heads, d), *gate("attended", d), residual("position", "position", d), *gate("fused", d), linear("head", "head", d, outputs),
    ]

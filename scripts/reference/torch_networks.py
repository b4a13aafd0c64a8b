"""The forecasters of lib/models/networks once more, in PyTorch, as a user of PyTorch would write them.

networks_torch.py takes reference numbers from them, forecasters.py trains them, and `npm run bench -- models` times them.
Axes: B batch, T steps, F features, d width, K outputs. All map [B, T, F] to [B, K].
"""
import math

import torch
from torch import nn
from torch.nn import functional

# Its short cut for a block that is asked and not trained takes both normalizations for those of layers, also where they are of batches.
torch.backends.mha.set_fastpath_enabled(False)


def head(continues, features, outputs):
    """From K numbers a column [B, F, K] to K outputs: one column's own, or a linear map of all."""
    return nn.Linear(features * outputs, outputs) if continues is None else None


def read(x, layer, continues):
    return layer(x.flatten(1)) if continues is None else x[:, continues]


class DLinear(nn.Module):
    def __init__(self, steps, features, outputs=1, averaged=25, continues=None):
        super().__init__()
        self.averaged, self.continues = averaged, continues
        self.of_trend, self.of_rest = nn.Linear(steps, outputs), nn.Linear(steps, outputs)
        self.head = head(continues, features, outputs)

    def forward(self, x):
        series = x.transpose(1, 2)
        before = (self.averaged - 1) // 2
        padded = functional.pad(series, (before, self.averaged - 1 - before), mode="replicate")
        trend = functional.avg_pool1d(padded, self.averaged, 1)
        return read(self.of_trend(trend) + self.of_rest(series - trend), self.head, self.continues)


class NHiTS(nn.Module):
    def __init__(self, steps, features, outputs=1, stacks=((8, 8), (4, 4), (1, 1)), units=64, ahead=1, continues=None, whole_path=False, dropout=0.0):
        super().__init__()
        self.stacks, self.ahead, self.continues, self.whole_path = stacks, ahead, continues, whole_path
        self.hidden, self.back, self.forecast = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        width = 1 if whole_path else outputs
        for k, (pool, spacing) in enumerate(stacks):
            pooled = math.ceil(steps / min(pool, steps)) * features
            self.hidden.append(nn.Sequential(nn.Linear(pooled, units), nn.ReLU(), nn.Dropout(dropout), nn.Linear(units, units), nn.ReLU(), nn.Dropout(dropout)))
            if k < len(stacks) - 1:
                self.back.append(nn.Linear(units, steps * features))
            self.forecast.append(nn.Linear(units, max(1, ahead // spacing) * width))

    def forward(self, x):
        left, path = x, 0
        for k, (pool, _) in enumerate(self.stacks):
            pooled = functional.max_pool1d(left.transpose(1, 2), min(pool, x.shape[1]), ceil_mode=True).transpose(1, 2)
            h = self.hidden[k](pooled.flatten(1))
            theta = self.forecast[k](h)
            knots = max(1, self.ahead // self.stacks[k][1])
            by_knot = theta.view(len(x), knots, -1).transpose(1, 2)
            path = path + functional.interpolate(by_knot, size=self.ahead, mode="linear").transpose(1, 2)
            if k < len(self.back):
                left = left - self.back[k](h).view_as(x)
        if self.continues is not None:
            path = path + x[:, -1:, self.continues : self.continues + 1]
        return path.flatten(1) if self.whole_path else path[:, -1]


def statistics(series):
    """Level and width of each series. [B, F, 1] each"""
    return series.mean(2, keepdim=True), (series.var(2, keepdim=True, unbiased=False) + 1e-5).sqrt()


class BatchNormSteps(nn.BatchNorm1d):
    def forward(self, x):
        return super().forward(x.transpose(1, 2)).transpose(1, 2)


def block(width, heads, inner, dropout, activation, pre_norm, normalization="layer"):
    made = nn.TransformerEncoderLayer(width, heads, inner, dropout, activation, batch_first=True, norm_first=pre_norm)
    if normalization == "batch":
        made.norm1, made.norm2 = BatchNormSteps(width), BatchNormSteps(width)
    return made


class PatchTST(nn.Module):
    def __init__(self, steps, features, outputs=1, patch=16, stride=8, width=32, heads=4, blocks=2, inner=None, dropout=0.2, continues=None, normalization="batch"):
        super().__init__()
        self.patch, self.stride, self.continues, self.outputs = patch, stride, continues, outputs
        patches = (steps - patch) // stride + 2
        self.project, self.dropout = nn.Linear(patch, width), nn.Dropout(dropout)
        self.positions = nn.Parameter(torch.empty(patches, width).uniform_(-0.02, 0.02))
        self.blocks = nn.Sequential(*[block(width, heads, inner or 2 * width, dropout, "gelu", False, normalization) for _ in range(blocks)])
        for made in self.blocks:
            made.self_attn.dropout = 0.0  # as in the authors' code
        self.forecast = nn.Linear(patches * width, outputs)
        self.head = head(continues, features, outputs)

    def forward(self, x):
        series = x.transpose(1, 2)
        level, width = statistics(series)
        z = functional.pad((series - level) / width, (0, self.stride), mode="replicate")
        words = z.unfold(2, self.patch, self.stride).flatten(0, 1)
        h = self.blocks(self.dropout(self.project(words) + self.positions))
        forecasts = self.forecast(h.reshape(*series.shape[:2], -1))
        return read(forecasts * width + level, self.head, self.continues)


class ITransformer(nn.Module):
    def __init__(self, steps, features, outputs=1, width=64, heads=4, blocks=2, inner=None, dropout=0.1, continues=None):
        super().__init__()
        self.continues = continues
        self.embed, self.dropout = nn.Linear(steps, width), nn.Dropout(dropout)
        self.blocks = nn.Sequential(*[block(width, heads, inner or 2 * width, dropout, "gelu", False) for _ in range(blocks)])
        self.last_norm, self.forecast = nn.LayerNorm(width), nn.Linear(width, outputs)
        self.head = head(continues, features, outputs)

    def forward(self, x):
        series = x.transpose(1, 2)
        level, width = statistics(series)
        h = self.blocks(self.dropout(self.embed((series - level) / width)))
        return read(self.forecast(self.last_norm(h)) * width + level, self.head, self.continues)


def waves(steps, width):
    place = torch.arange(width)
    angle = torch.arange(steps)[:, None] / 10000 ** ((place - place % 2) / width)
    return torch.where(place % 2 == 0, angle.sin(), angle.cos())


class Transformer(nn.Module):
    """`units` puts an LSTM behind the encoder; else the mean of the steps is read."""

    def __init__(self, steps, features, outputs=1, width=64, heads=4, blocks=2, inner=None, dropout=0.1, pre_norm=True, units=None):
        super().__init__()
        self.project, self.dropout = nn.Linear(features, width), nn.Dropout(dropout)
        self.register_buffer("waves", waves(steps, width))
        self.blocks = nn.Sequential(*[block(width, heads, inner or 2 * width, dropout, "relu", pre_norm) for _ in range(blocks)])
        self.last_norm = nn.LayerNorm(width) if pre_norm else nn.Identity()
        self.lstm = nn.LSTM(width, units, batch_first=True) if units else None
        self.head = nn.Linear(units or width, outputs)

    def forward(self, x):
        h = self.last_norm(self.blocks(self.dropout(self.project(x) + self.waves)))
        return self.head(self.lstm(h)[0][:, -1] if self.lstm else h.mean(1))


class GatedResidual(nn.Module):
    def __init__(self, inputs, hidden, outputs, dropout):
        super().__init__()
        self.inner, self.outer, self.gate = nn.Linear(inputs, hidden), nn.Linear(hidden, hidden), nn.Linear(hidden, 2 * outputs)
        self.skip = nn.Linear(inputs, outputs) if inputs != outputs else nn.Identity()
        self.norm, self.dropout = nn.LayerNorm(outputs), nn.Dropout(dropout)

    def forward(self, a):
        gate, value = self.gate(self.dropout(self.outer(functional.elu(self.inner(a))))).chunk(2, -1)
        return self.norm(self.skip(a) + gate.sigmoid() * value)


class GateAndNorm(nn.Module):
    def __init__(self, width, dropout):
        super().__init__()
        self.gate, self.norm, self.dropout = nn.Linear(width, 2 * width), nn.LayerNorm(width), nn.Dropout(dropout)

    def forward(self, part, skip):
        gate, value = self.gate(self.dropout(part)).chunk(2, -1)
        return self.norm(skip + gate.sigmoid() * value)


class TemporalFusionTransformer(nn.Module):
    def __init__(self, steps, features, outputs=3, width=32, heads=4, dropout=0.1):
        super().__init__()
        self.heads = heads
        self.embedding = nn.ModuleList(nn.Linear(1, width) for _ in range(features))
        self.selection = GatedResidual(features * width, width, features, dropout)
        self.variable = nn.ModuleList(GatedResidual(width, width, width, dropout) for _ in range(features))
        self.lstm = nn.LSTM(width, width, batch_first=True)
        self.local, self.attended, self.fused = GateAndNorm(width, dropout), GateAndNorm(width, dropout), GateAndNorm(width, 0.0)
        self.enrichment, self.position = GatedResidual(width, width, width, dropout), GatedResidual(width, width, width, dropout)
        self.query, self.key, self.value = nn.Linear(width, width), nn.Linear(width, width), nn.Linear(width, width // heads)
        self.attention_output, self.head = nn.Linear(width // heads, width), nn.Linear(width, outputs)

    def forward(self, x):
        embedded = [embed(x[..., f : f + 1]) for f, embed in enumerate(self.embedding)]
        shares = self.selection(torch.cat(embedded, -1)).softmax(-1)
        selected = (torch.stack([grn(each) for grn, each in zip(self.variable, embedded)], -1) * shares[..., None, :]).sum(-1)
        local = self.local(self.lstm(selected)[0], selected)
        theta = self.enrichment(local)
        B, T, d = theta.shape
        q = self.query(theta[:, -1]).view(B, self.heads, 1, -1)
        k = self.key(theta).view(B, T, self.heads, -1).transpose(1, 2)
        attention = (q @ k.transpose(2, 3) / math.sqrt(d // self.heads)).softmax(-1).mean(1)
        attended = self.attention_output((attention @ self.value(theta))[:, 0])
        delta = self.attended(attended, theta[:, -1])
        return self.head(self.fused(self.position(delta), local[:, -1]))

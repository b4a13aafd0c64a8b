"""PyTorch, as its tutorials show it: a DataLoader-free loop over shuffled batches, Adam, no `torch.compile`."""

import copy
import os
import sys

if sys.platform == "linux":
    # The wheel names NVIDIA's libraries, which are not here: their functions stay open until called, and on a CPU none is.
    sys.setdlopenflags(os.RTLD_LAZY)
import torch
from torch import nn

from worker import serve


class TorchPeer:
    versions = f"PyTorch {torch.__version__.split('+')[0]}"

    def __init__(self, task):
        torch.set_num_threads(task.threads)
        self.task = task
        self.model = NETWORKS[task.network](task.shape[1], task.units)
        with torch.no_grad():
            self.model.load([torch.from_numpy(weight.copy()) for weight in task.weights])
        self.optimizer = adam(self.model)
        self.inputs, self.targets = torch.from_numpy(task.inputs), torch.from_numpy(task.targets)
        self.window = self.inputs[:1]

    @staticmethod
    def step(model, optimizer, inputs, targets):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(inputs), targets)
        loss.backward()
        optimizer.step()
        return loss.detach()

    def forward(self):
        with torch.inference_mode():
            return self.model(self.inputs[: self.task.batch]).numpy()

    def losses(self, count):
        """Of a copy that keeps the second bias of an LSTM at 0: trained, it would be another model than Keras's."""
        model = copy.deepcopy(self.model)
        for name, parameter in model.named_parameters():
            if isinstance(getattr(model, "layer", None), nn.LSTM) and "bias_hh" in name:
                parameter.requires_grad_(False)
        optimizer = adam(model)
        for inputs, targets in self.task.batches(count):
            yield self.step(model, optimizer, torch.from_numpy(inputs), torch.from_numpy(targets)).item()

    def epochs(self, count):
        for _ in range(count):
            order = torch.randperm(len(self.inputs))
            losses = [self.step(self.model, self.optimizer, self.inputs[rows], self.targets[rows]) for rows in order.split(self.task.batch)]
            torch.stack(losses).mean().item()

    def predictions(self, count):
        with torch.inference_mode():
            for _ in range(count):
                self.model(self.window).item()


def adam(model):
    return torch.optim.Adam([parameter for parameter in model.parameters() if parameter.requires_grad], lr=1e-3, eps=1e-7)


class Recurrent(nn.Module):
    """A recurrent layer and a dense head on the state after the last step."""

    def __init__(self, layer, features, units, bidirectional=False):
        super().__init__()
        self.layer = layer(features, units, batch_first=True, bidirectional=bidirectional)
        self.head = nn.Linear(units * (2 if bidirectional else 1), 1)

    def forward(self, x):
        _, last = self.layer(x)
        h = last[0] if isinstance(last, tuple) else last  # [directions, B, H]
        return self.head(torch.cat(tuple(h), 1))

    def load(self, weights):
        """Keras's kernels, transposed. The recurrent bias of an LSTM is one too many; it starts at 0."""
        for suffix in ["", "_reverse"] if self.layer.bidirectional else [""]:
            kernel, recurrent, bias, *weights = weights
            bias = bias if bias.ndim == 2 else torch.stack([bias, torch.zeros_like(bias)])
            parts = {"weight_ih": kernel.T, "weight_hh": recurrent.T, "bias_ih": bias[0], "bias_hh": bias[1]}
            for name, value in parts.items():
                getattr(self.layer, f"{name}_l0{suffix}").copy_(gates(value, self.layer))
        load_dense(self.head, weights)


def gates(value, layer):
    """Keras's GRU has the update gate before the reset gate, PyTorch's after it. An LSTM's gates are in one order."""
    if not isinstance(layer, nn.GRU):
        return value
    update, reset, candidate = value.chunk(3, 0)
    return torch.cat([reset, update, candidate], 0)


class Tcn(nn.Module):
    def __init__(self, features, units):
        super().__init__()
        self.layers = nn.ModuleList([nn.Conv1d(features if k == 0 else units, units, 3, dilation=2**k) for k in range(4)])
        self.head = nn.Linear(units, 1)

    def forward(self, x):
        x = x.transpose(1, 2)  # [B, F, T]
        for layer in self.layers:
            x = nn.functional.relu(layer(nn.functional.pad(x, (2 * layer.dilation[0], 0))))
        return self.head(x.mean(2))

    def load(self, weights):
        for k, layer in enumerate(self.layers):
            layer.weight.copy_(weights[2 * k].permute(2, 1, 0))
            layer.bias.copy_(weights[2 * k + 1])
        load_dense(self.head, weights[8:])


class Transformer(nn.Module):
    def __init__(self, features, units):
        super().__init__()
        self.embedding = nn.Linear(features, units)
        self.layers = nn.ModuleList([nn.TransformerEncoderLayer(units, 4, 2 * units, dropout=0.0, batch_first=True) for _ in range(2)])
        self.head = nn.Linear(units, 1)

    def forward(self, x):
        x = self.embedding(x)
        for layer in self.layers:
            x = layer(x)
        return self.head(x.mean(1))

    def load(self, weights):
        weights = load_dense(self.embedding, weights)
        for layer in self.layers:
            wq, bq, wk, bk, wv, bv, wo, bo, *weights = weights
            d = wo.shape[-1]
            layer.self_attn.in_proj_weight.copy_(torch.cat([w.reshape(d, d).T for w in (wq, wk, wv)]))
            layer.self_attn.in_proj_bias.copy_(torch.cat([b.reshape(d) for b in (bq, bk, bv)]))
            layer.self_attn.out_proj.weight.copy_(wo.reshape(d, d).T)
            layer.self_attn.out_proj.bias.copy_(bo)
            weights = load_norm(layer.norm1, weights)
            weights = load_dense(layer.linear1, weights)
            weights = load_dense(layer.linear2, weights)
            weights = load_norm(layer.norm2, weights)
        load_dense(self.head, weights)


def load_dense(layer, weights):
    kernel, bias, *rest = weights
    layer.weight.copy_(kernel.T)
    layer.bias.copy_(bias)
    return rest


def load_norm(layer, weights):
    gamma, beta, *rest = weights
    layer.weight.copy_(gamma)
    layer.bias.copy_(beta)
    return rest


NETWORKS = {
    "lstm": lambda features, units: Recurrent(nn.LSTM, features, units),
    "gru": lambda features, units: Recurrent(nn.GRU, features, units),
    "bidirectional": lambda features, units: Recurrent(nn.LSTM, features, units, bidirectional=True),
    "tcn": Tcn,
    "transformer": Transformer,
}

serve(TorchPeer)

"""PyTorch's side of the forecasters: networks of scripts/reference/torch_networks.py, a loop over shuffled batches, Adam, no `torch.compile`."""

import os
import pathlib
import sys
import time

if sys.platform == "linux":
    # The wheel names NVIDIA's libraries, which are not here: their functions stay open until called, and on a CPU none is.
    sys.setdlopenflags(os.RTLD_LAZY)
sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "reference"))
import conversation
import numpy
import torch
from torch import nn
from torch_networks import PatchTST, TemporalFusionTransformer
from torch_weights import patch_tst, temporal_fusion_transformer


def networks(network, steps, features, width, heads):
    """The network for a dropout rate, and what its layers are called on our side."""
    if network == "tft":
        return lambda rate: TemporalFusionTransformer(steps, features, 1, width, heads, rate), temporal_fusion_transformer(width, heads, features, 1)
    return lambda rate: PatchTST(steps, features, 1, 16, 8, width, heads, 2, 2 * width, rate), patch_tst(width, heads, 2, 2 * width, 16, (steps - 16) // 8 + 2, features, 1)


class Peer:
    def __init__(self, task):
        torch.set_num_threads(task["threads"])
        read = lambda name: torch.from_numpy(numpy.fromfile(os.path.join(task["folder"], f"{name}.f32"), "<f4").copy())
        self.batch = task["batch"]
        self.inputs = read("inputs").view(-1, task["lookback"], task["features"])
        self.targets = read("targets").view(-1, 1)
        make, layers = networks(task["network"], task["lookback"], task["features"], task["width"], task["heads"])
        flat, held = read("weights"), {}
        for layer in task["layers"]:
            held[layer["name"]] = []
            for shape in layer["shapes"]:
                size = int(numpy.prod(shape))
                held[layer["name"]].append(flat[:size].view(shape))
                flat = flat[size:]
        weights = {}
        for name, _, put in layers:
            weights.update(put(*held[name]))
        self.plain, self.trained = make(0.0), make(task["dropoutRate"])
        for model in (self.plain, self.trained):
            model.load_state_dict({name: value.detach().contiguous() for name, value in weights.items()}, strict=False)
        self.optimizer = adam(self.trained)
        self.parameters = sum(parameter.numel() for name, parameter in self.trained.named_parameters() if "bias_hh" not in name)

    def forward(self):
        with torch.no_grad():
            return self.plain.eval()(self.inputs[: self.batch]).flatten().tolist()

    def losses(self, count):
        self.plain.train()
        # PyTorch's LSTM has a second bias, which is left at 0 here: trained, it would be another model than ours.
        optimizer = adam(self.plain, lambda name: "bias_hh" not in name)
        return [step(self.plain, optimizer, self.inputs[k * self.batch : (k + 1) * self.batch], self.targets[k * self.batch : (k + 1) * self.batch]).item() for k in range(count)]

    def epochs(self, count):
        self.trained.train()
        for _ in range(count):
            losses = [step(self.trained, self.optimizer, self.inputs[rows], self.targets[rows]) for rows in torch.randperm(len(self.inputs)).split(self.batch)]
            torch.stack(losses).mean().item()


def adam(model, is_trained=lambda name: True):
    return torch.optim.Adam([parameter for name, parameter in model.named_parameters() if is_trained(name)], lr=1e-3, eps=1e-7)


def step(model, optimizer, inputs, targets):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.detach()


peer = None


def answer(question):
    global peer
    ask = question["ask"]
    if ask == "open":
        peer = Peer(question)
        return {"versions": f"PyTorch {torch.__version__.split('+')[0]}", "parameters": peer.parameters}
    if ask == "forward":
        return {"values": peer.forward()}
    if ask == "losses":
        return {"values": peer.losses(question["count"])}
    begin = time.perf_counter()
    peer.epochs(question["count"])
    return {"seconds": time.perf_counter() - begin}


conversation.serve(answer)

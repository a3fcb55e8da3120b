"""Writes packages/layers/src/testing/golden/layers-torch.json from layers.json beside it. Needs Python 3 and PyTorch.

Parameters and inputs are those of layers.json. For each case: what PyTorch's own functions make of them in double precision, and the
derivatives of sum(output * cos(1, 2, 3, ...)) for parameters and input.
"""

import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

GOLDEN = Path(__file__).resolve().parents[2] / "packages/layers/src/testing/golden"
OUT = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLDEN / "layers-torch.json"
torch.set_default_dtype(torch.float64)
torch.backends.mha.set_fastpath_enabled(False)
DTYPES = {"float64": torch.float64, "int32": torch.int32, "bool": torch.bool}


def read(value):
    if "dtype" in value and "data" in value:
        return torch.tensor(value["data"], dtype=DTYPES[value["dtype"]]).reshape(value["shape"])
    return {name: read(child) for name, child in value.items()}


def linear(p, x):
    return F.linear(x, p["weights"].T, p.get("bias"))


def cells(make, state_size):
    """A cell of torch.nn along each sequence: outputs are 0 and what is carried stays where there is no element."""

    def run(p, x, c, name):
        units = p["recurrent"].shape[0]
        cell = make(x.shape[-1], units)
        hidden = torch.zeros_like(p["bias"])
        if "candidateBias" in p:
            hidden = torch.cat([hidden[: 2 * units], p["candidateBias"]])
        weights = {"weight_ih": p["inputs"].T, "weight_hh": p["recurrent"].T, "bias_ih": p["bias"], "bias_hh": hidden}
        mask = c.get("mask", torch.ones(x.shape[:2], dtype=torch.bool))
        state = tuple(torch.zeros(x.shape[0], units) for _ in range(state_size))
        outputs = [None] * x.shape[1]
        order = range(x.shape[1])
        for t in reversed(order) if "reverse" in name else order:
            given = state if state_size > 1 else state[0]
            made = torch.func.functional_call(cell, weights, (x[:, t], given))
            made = made if state_size > 1 else (made,)
            here = mask[:, t, None]
            state = tuple(torch.where(here, new, old) for new, old in zip(made, state))
            outputs[t] = torch.where(here, state[0], torch.zeros(()))
        return state[0] if "last" in name else torch.stack(outputs, 1)

    return run


def turned(x):
    """Rotary positions of [..., time, width]."""
    time, width = x.shape[-2:]
    angles = torch.arange(time)[:, None] * 10000.0 ** (-2 * torch.arange(width // 2) / width)
    a, b = x[..., : width // 2], x[..., width // 2 :]
    return torch.cat([a * angles.cos() - b * angles.sin(), b * angles.cos() + a * angles.sin()], -1)


def attention(p, x, heads, causal=False, rotary=False, mask=None, context=None):
    other = x if context is None else context
    split = lambda y: y.unflatten(-1, (heads, -1)).transpose(1, 2)
    q, k, v = split(linear(p["queries"], x)), split(linear(p["keys"], other)), split(linear(p["values"], other))
    if rotary:
        q, k = turned(q), turned(k)
    seen = None if mask is None else mask[:, None, None, :]
    mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=seen, is_causal=causal)
    return linear(p["output"], mixed.transpose(1, 2).flatten(2))


def norm(p, x):
    return F.layer_norm(x, x.shape[-1:], p["scale"], p["bias"])


def block(p, x):
    a, m = p["attention"], p["perceptron"]
    x = x + attention(a["attention"], norm(a["norm"], x), 2, causal=True, rotary=True)
    return x + linear(m["contract"], F.gelu(linear(m["expand"], norm(m["norm"], x))))


def batch_norm(training):
    def run(p, x, c, _):
        state = c["state"]
        return F.batch_norm(x, state["mean"].clone(), state["variance"].clone(), p["scale"], p["bias"], training, 0.1)

    return run


def sinusoidal(x):
    time, width = x.shape[-2:]
    index = torch.arange(width)
    angles = torch.arange(time)[:, None] / 10000.0 ** (2 * torch.div(index, 2, rounding_mode="floor") / width)
    return x + torch.where(index % 2 == 0, angles.sin(), angles.cos())


rnn, gru, lstm = cells(torch.nn.RNNCell, 1), cells(torch.nn.GRUCell, 1), cells(torch.nn.LSTMCell, 2)
layers = {
    "dense": lambda p, x, c, n: linear(p, x),
    "dense without bias": lambda p, x, c, n: linear(p, x),
    "conv1d": lambda p, x, c, n: F.conv1d(x, p["weights"], p["bias"], 2, 1),
    "conv1d dilated, padded on one side, without bias": lambda p, x, c, n: F.conv1d(F.pad(x, (4, 0)), p["weights"], None, dilation=2),
    "conv2d in groups": lambda p, x, c, n: F.conv2d(x, p["weights"], p["bias"], (2, 1), 1, (1, 2), 2),
    "conv2d same": lambda p, x, c, n: F.conv2d(x, p["weights"], p["bias"], padding="same"),  # it warns that it copies
    "conv3d": lambda p, x, c, n: F.conv3d(x, p["weights"], p["bias"]),
    "convTranspose": lambda p, x, c, n: F.conv_transpose2d(x, p["weights"], p["bias"], 2, 1, 1, 2),
    "convTranspose of one axis": lambda p, x, c, n: F.conv_transpose1d(x, p["weights"], p["bias"], 2),
    "convTranspose of three axes": lambda p, x, c, n: F.conv_transpose3d(x, p["weights"], p["bias"]),
    "maxPool": lambda p, x, c, n: F.max_pool2d(x, 3, 2, 1),
    "avgPool": lambda p, x, c, n: F.avg_pool2d(x, 3, 2, 1),
    "maxPool of one axis": lambda p, x, c, n: F.max_pool1d(x, 2),
    "avgPool of three axes": lambda p, x, c, n: F.avg_pool3d(x, 2),
    "globalAveragePool": lambda p, x, c, n: F.adaptive_avg_pool2d(x, 1).flatten(1),
    "embedding": lambda p, x, c, n: F.embedding(x, p["weights"]),
    "layerNorm": lambda p, x, c, n: norm(p, x),
    "rmsNorm": lambda p, x, c, n: F.rms_norm(x, x.shape[-1:], p["scale"], 1e-5),
    "groupNorm": lambda p, x, c, n: F.group_norm(x, 2, p["scale"], p["bias"]),
    "batchNorm while training": batch_norm(True),
    "batchNorm": batch_norm(False),
    "batchNorm of vectors while training": batch_norm(True),
    **{f"{kind}{what}": run for kind, run in [("rnn", rnn), ("gru", gru), ("lstm", lstm)] for what in ["", " with a mask", " in reverse", ", the last"]},
    "multiHeadAttention": lambda p, x, c, n: attention(p, x, 2),
    "multiHeadAttention, causal": lambda p, x, c, n: attention(p, x, 2, causal=True),
    "multiHeadAttention, rotary with a mask": lambda p, x, c, n: attention(p, x, 2, rotary=True, mask=c["mask"]),
    "multiHeadAttention of a context": lambda p, x, c, n: attention(p, x, 4, mask=c["contextMask"], context=c["context"]),
    "transformerBlock": lambda p, x, c, n: block(p, x),
    "sinusoidal": lambda p, x, c, n: sinusoidal(x),
}


def leaves(tree, path=""):
    if isinstance(tree, torch.Tensor):
        return {path: tree}
    return {key: leaf for name, child in tree.items() for key, leaf in leaves(child, f"{path}/{name}".lstrip("/")).items()}


def plain(t):
    return [float(f"{v:.17g}") for v in t.detach().flatten().tolist()]


lines = []
for name, written in json.loads((GOLDEN / "layers.json").read_text()).items():
    case = read(written)
    x, params = case["x"], case["params"]
    varied = {**leaves(params, "params"), **({"x": x} if x.dtype.is_floating_point else {})}
    for leaf in varied.values():
        leaf.requires_grad_()
    output = layers[name](params, x, case, name)
    pattern = torch.cos(torch.arange(1, output.numel() + 1, dtype=torch.float64)).reshape(output.shape)
    gradients = torch.autograd.grad((output * pattern).sum(), list(varied.values()), allow_unused=True)
    found = {path: plain(torch.zeros_like(leaf) if g is None else g) for (path, leaf), g in zip(varied.items(), gradients)}
    lines.append(f'  "{name}": {json.dumps({"output": plain(output), "gradients": found})}')
    difference = (output - case["output"]).abs().max().item()
    print(f"{name}: PyTorch {torch.__version__} is {difference:.1e} from numpy's loops")
OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n")

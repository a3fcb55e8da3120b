"""Writes packages/layers/src/testing/golden/layers.json. Needs Python 3 and numpy; gives the same file every time.

Every layer is written here as its paper defines it, element by element in double precision, and in no way like the
package does it: convolutions and attention are loops over single numbers, recurrent layers loops over examples.
"""

import itertools
import json
import math
from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parents[2] / "packages/layers/src/testing/golden/layers.json"
rng = np.random.default_rng(7)


def numbers(*shape):
    return np.round(rng.normal(size=shape), 3)


def affine(inputs, outputs, bias=True):
    params = {"weights": numbers(inputs, outputs)}
    return {**params, "bias": numbers(outputs)} if bias else params


def dense(p, x):
    y = np.zeros(x.shape[:-1] + (p["weights"].shape[1],))
    for at in np.ndindex(y.shape):
        y[at] = sum(x[at[:-1]][i] * p["weights"][i, at[-1]] for i in range(x.shape[-1])) + p.get("bias", np.zeros(y.shape[-1]))[at[-1]]
    return y


def convolution(p, x, stride, pairs, dilation, groups):
    """y[n,o,s] = b[o] + sum over c and k of x[n, c, s stride + k dilation - before] w[o,c,k]"""
    w, rank = p["weights"], x.ndim - 2
    per_group, outputs = w.shape[1], w.shape[0]
    sizes = [
        (x.shape[2 + i] + sum(pairs[i]) - (w.shape[2 + i] - 1) * dilation[i] - 1) // stride[i] + 1 for i in range(rank)
    ]
    y = np.zeros((x.shape[0], outputs, *sizes))
    for n, o, *s in np.ndindex(y.shape):
        total = p["bias"][o] if "bias" in p else 0.0
        group = o // (outputs // groups)
        for c, *k in np.ndindex(w.shape[1:]):
            place = [s[i] * stride[i] + k[i] * dilation[i] - pairs[i][0] for i in range(rank)]
            if all(0 <= place[i] < x.shape[2 + i] for i in range(rank)):
                total += x[(n, group * per_group + c, *place)] * w[(o, c, *k)]
        y[(n, o, *s)] = total
    return y


def transposed(p, x, stride, padding, output_padding, groups):
    """Scatters every input by every tap, then cuts the padding off."""
    w, rank = p["weights"], x.ndim - 2
    outputs = w.shape[1] * groups
    sizes = [(x.shape[2 + i] - 1) * stride + w.shape[2 + i] - 2 * padding + output_padding for i in range(rank)]
    y = np.zeros((x.shape[0], outputs, *sizes))
    per_group = x.shape[1] // groups
    for n, c, *i in np.ndindex(x.shape):
        for o, *k in np.ndindex(w.shape[1:]):
            place = [i[d] * stride + k[d] - padding for d in range(rank)]
            if all(0 <= place[d] < sizes[d] for d in range(rank)):
                y[(n, (c // per_group) * w.shape[1] + o, *place)] += x[(n, c, *i)] * w[(c, o, *k)]
    return y + p["bias"].reshape(-1, *[1] * rank)


def pool(x, window, stride, padding, kind):
    sizes = [(n + 2 * padding - window) // stride + 1 for n in x.shape[2:]]
    y = np.zeros(x.shape[:2] + tuple(sizes))
    for n, c, *s in np.ndindex(y.shape):
        found = []
        for k in itertools.product(range(window), repeat=len(sizes)):
            place = [s[i] * stride + k[i] - padding for i in range(len(sizes))]
            if all(0 <= place[i] < x.shape[2 + i] for i in range(len(sizes))):
                found.append(x[(n, c, *place)])
        y[(n, c, *s)] = max(found) if kind == "max" else sum(found) / window ** len(sizes)
    return y


def standardized(values, epsilon=1e-5):
    m = sum(values) / len(values)
    v = sum((x - m) ** 2 for x in values) / len(values)
    return [(x - m) / math.sqrt(v + epsilon) for x in values]


def layer_norm(p, x):
    y = np.zeros_like(x)
    for at in np.ndindex(x.shape[:-1]):
        y[at] = np.array(standardized(list(x[at]))) * p["scale"] + p["bias"]
    return y


def rms_norm(p, x, epsilon=1e-5):
    y = np.zeros_like(x)
    for at in np.ndindex(x.shape[:-1]):
        y[at] = x[at] / math.sqrt(sum(v * v for v in x[at]) / x.shape[-1] + epsilon) * p["scale"]
    return y


def group_norm(p, x, groups):
    y = np.zeros_like(x)
    per_group = x.shape[1] // groups
    for n in range(x.shape[0]):
        for g in range(groups):
            part = x[n, g * per_group : (g + 1) * per_group]
            y[n, g * per_group : (g + 1) * per_group] = np.reshape(standardized(list(part.ravel())), part.shape)
    return y * p["scale"].reshape(-1, *[1] * (x.ndim - 2)) + p["bias"].reshape(-1, *[1] * (x.ndim - 2))


def batch_norm(p, x, state, training, decay=0.9, epsilon=1e-5):
    y, following = np.zeros_like(x), {"mean": state["mean"].copy(), "variance": state["variance"].copy()}
    for c in range(x.shape[1]):
        values = x[:, c].ravel()
        m, v = state["mean"][c], state["variance"][c]
        if training:
            m = values.sum() / values.size
            v = ((values - m) ** 2).sum() / values.size
            following["mean"][c] = decay * state["mean"][c] + (1 - decay) * m
            following["variance"][c] = decay * state["variance"][c] + (1 - decay) * v * values.size / (values.size - 1)
        y[:, c] = (x[:, c] - m) / math.sqrt(v + epsilon) * p["scale"][c] + p["bias"][c]
    return y, following


def sigmoid(v):
    return 1 / (1 + np.exp(-v))


def walk(x, units, carried, step, mask=None, reverse=False):
    """Walks along each example by itself; outputs are 0 and what is carried stays where there is no element."""
    y = np.zeros(x.shape[:2] + (units,))
    last = np.zeros((x.shape[0], units))
    for n in range(x.shape[0]):
        carry = [np.zeros(units) for _ in range(carried)]
        order = range(x.shape[1])
        for t in reversed(order) if reverse else order:
            if mask is None or mask[n, t]:
                carry = step(x[n, t], *carry)
                y[n, t] = carry[0]
        last[n] = carry[0]
    return y, last


def rnn_step(p):
    return lambda x, h: [np.tanh(x @ p["inputs"] + h @ p["recurrent"] + p["bias"])]


def gru_step(p):
    units = p["candidateBias"].size

    def step(x, h):
        part = lambda i: slice(i * units, (i + 1) * units)
        ofx = lambda i: x @ p["inputs"][:, part(i)] + p["bias"][part(i)]
        ofh = lambda i: h @ p["recurrent"][:, part(i)]
        r, z = sigmoid(ofx(0) + ofh(0)), sigmoid(ofx(1) + ofh(1))
        n = np.tanh(ofx(2) + r * (ofh(2) + p["candidateBias"]))
        return [(1 - z) * n + z * h]

    return step


def lstm_step(p):
    units = p["recurrent"].shape[0]

    def step(x, h, c):
        gate = lambda i: (x @ p["inputs"] + h @ p["recurrent"] + p["bias"])[i * units : (i + 1) * units]
        c = sigmoid(gate(1)) * c + sigmoid(gate(0)) * np.tanh(gate(2))
        return [sigmoid(gate(3)) * np.tanh(c), c]

    return step


def turned(v, t, base=10000.0):
    """Numbers i and i + d / 2 are the plane in which position t turns by t base^(-2 i / d)."""
    d, y = len(v), np.zeros(len(v))
    for i in range(d // 2):
        angle = t * base ** (-2 * i / d)
        y[i] = v[i] * math.cos(angle) - v[i + d // 2] * math.sin(angle)
        y[i + d // 2] = v[i + d // 2] * math.cos(angle) + v[i] * math.sin(angle)
    return y


def attention(p, x, heads, causal=False, mask=None, rotary=False, context=None):
    other = x if context is None else context
    q, k, v = dense(p["queries"], x), dense(p["keys"], other), dense(p["values"], other)
    d = q.shape[-1] // heads
    mixed = np.zeros_like(q)
    for n in range(x.shape[0]):
        for h in range(heads):
            cut = slice(h * d, (h + 1) * d)
            for i in range(x.shape[1]):
                query = turned(q[n, i, cut], i) if rotary else q[n, i, cut]
                scores = {}
                for j in range(other.shape[1]):
                    if (causal and j > i) or (mask is not None and not mask[n, j]):
                        continue
                    key = turned(k[n, j, cut], j) if rotary else k[n, j, cut]
                    scores[j] = math.exp(float(query @ key) / math.sqrt(d))
                for j, score in scores.items():
                    mixed[n, i, cut] += score / sum(scores.values()) * v[n, j, cut]
    return dense(p["output"], mixed)


def gelu(x):
    return np.vectorize(lambda v: v * (1 + math.erf(v / math.sqrt(2))) / 2)(x)


def norm_params(width):
    return {"scale": numbers(width), "bias": numbers(width)}


def attention_params(inputs, width, context=None):
    other = inputs if context is None else context
    return {
        "queries": affine(inputs, width),
        "keys": affine(other, width),
        "values": affine(other, width),
        "output": affine(width, width),
    }


def block(p, x, heads, **options):
    a, m = p["attention"], p["perceptron"]
    x = x + attention(a["attention"], layer_norm(a["norm"], x), heads, **options)
    return x + dense(m["contract"], gelu(dense(m["expand"], layer_norm(m["norm"], x))))


def sinusoidal(x):
    y = x.copy()
    for n, t, i in np.ndindex(x.shape):
        angle = t / 10000 ** (2 * (i // 2) / x.shape[-1])
        y[n, t, i] += math.cos(angle) if i % 2 else math.sin(angle)
    return y


cases = {}


def case(name, x, output, params={}, **more):
    cases[name] = {"params": params, "x": x, "output": output, **more}


x, p = numbers(2, 3, 4), affine(4, 5)
case("dense", x, dense(p, x), p)
x, p = numbers(3, 2), affine(2, 4, bias=False)
case("dense without bias", x, dense(p, x), p)

x, p = numbers(2, 3, 7), {"weights": numbers(4, 3, 3), "bias": numbers(4)}
case("conv1d", x, convolution(p, x, [2], [(1, 1)], [1], 1), p)
x, p = numbers(1, 2, 6), {"weights": numbers(3, 2, 3)}
case("conv1d dilated, padded on one side, without bias", x, convolution(p, x, [1], [(4, 0)], [2], 1), p)
x, p = numbers(2, 2, 5, 4), {"weights": numbers(4, 1, 3, 2), "bias": numbers(4)}
case("conv2d in groups", x, convolution(p, x, [2, 1], [(1, 1), (1, 1)], [1, 2], 2), p)
x, p = numbers(2, 2, 3, 4), {"weights": numbers(3, 2, 3, 2), "bias": numbers(3)}
case("conv2d same", x, convolution(p, x, [1, 1], [(1, 1), (0, 1)], [1, 1], 1), p)
x, p = numbers(1, 2, 3, 3, 3), {"weights": numbers(2, 2, 2, 2, 2), "bias": numbers(2)}
case("conv3d", x, convolution(p, x, [1, 1, 1], [(0, 0)] * 3, [1, 1, 1], 1), p)
x, p = numbers(1, 4, 3, 2), {"weights": numbers(4, 2, 3, 3), "bias": numbers(4)}
case("convTranspose", x, transposed(p, x, 2, 1, 1, 2), p)
x, p = numbers(2, 2, 3), {"weights": numbers(2, 3, 2), "bias": numbers(3)}
case("convTranspose of one axis", x, transposed(p, x, 2, 0, 0, 1), p)
x, p = numbers(1, 1, 2, 2, 1), {"weights": numbers(1, 2, 2, 1, 2), "bias": numbers(2)}
case("convTranspose of three axes", x, transposed(p, x, 1, 0, 0, 1), p)

x = numbers(2, 2, 5, 5)
case("maxPool", x, pool(x, 3, 2, 1, "max"))
case("avgPool", x, pool(x, 3, 2, 1, "mean"))
x = numbers(2, 2, 6)
case("maxPool of one axis", x, pool(x, 2, 2, 0, "max"))
x = numbers(1, 2, 2, 4, 2)
case("avgPool of three axes", x, pool(x, 2, 2, 0, "mean"))
x = numbers(2, 3, 2, 4)
case("globalAveragePool", x, np.array([[sum(c.ravel()) / 8 for c in n] for n in x]))

x, p = np.array([[0, 3, 1], [4, 4, 2]]), {"weights": numbers(5, 3)}
case("embedding", x, np.array([[p["weights"][token] for token in row] for row in x]), p)

x, p = numbers(2, 3, 4) * 3 + 1, norm_params(4)
case("layerNorm", x, layer_norm(p, x), p)
p = {"scale": numbers(4)}
case("rmsNorm", x, rms_norm(p, x), p)
x, p = numbers(2, 4, 3, 2) * 2 - 1, norm_params(4)
case("groupNorm", x, group_norm(p, x, 2), p)
x, p = numbers(3, 2, 2, 2) * 2 + 1, norm_params(2)
state = {"mean": numbers(2), "variance": numbers(2) ** 2 + 0.1}
y, following = batch_norm(p, x, state, training=True)
case("batchNorm while training", x, y, p, state=state, nextState=following)
y, following = batch_norm(p, x, state, training=False)
case("batchNorm", x, y, p, state=state, nextState=following)
x, p = numbers(5, 3), norm_params(3)
state = {"mean": numbers(3), "variance": numbers(3) ** 2 + 0.1}
y, following = batch_norm(p, x, state, training=True)
case("batchNorm of vectors while training", x, y, p, state=state, nextState=following)


def recurrent_params(inputs, units, gates, more={}):
    return {
        "inputs": numbers(inputs, gates * units),
        "recurrent": numbers(units, gates * units),
        "bias": numbers(gates * units),
        **more,
    }


mask = np.array([[True, True, True, False], [True, False, True, True]])
for name, gates, carried, step in [("rnn", 1, 1, rnn_step), ("gru", 3, 1, gru_step), ("lstm", 4, 2, lstm_step)]:
    x = numbers(2, 4, 3)
    p = recurrent_params(3, 2, gates, {"candidateBias": numbers(2)} if name == "gru" else {})
    case(name, x, walk(x, 2, carried, step(p))[0], p)
    case(f"{name} with a mask", x, walk(x, 2, carried, step(p), mask)[0], p, mask=mask)
    case(f"{name} in reverse", x, walk(x, 2, carried, step(p), mask, True)[0], p, mask=mask)
    case(f"{name}, the last", x, walk(x, 2, carried, step(p), mask)[1], p, mask=mask)

x, p = numbers(2, 4, 3), attention_params(3, 4)
case("multiHeadAttention", x, attention(p, x, 2), p)
case("multiHeadAttention, causal", x, attention(p, x, 2, causal=True), p)
case("multiHeadAttention, rotary with a mask", x, attention(p, x, 2, mask=mask, rotary=True), p, mask=mask)
x, p, context = numbers(2, 3, 4), attention_params(4, 4, 5), numbers(2, 4, 5)
case(
    "multiHeadAttention of a context", x, attention(p, x, 4, mask=mask, context=context), p, context=context, contextMask=mask
)
p = {
    "attention": {"norm": norm_params(4), "attention": attention_params(4, 4)},
    "perceptron": {"norm": norm_params(4), "expand": affine(4, 6), "contract": affine(6, 4)},
}
case("transformerBlock", x, block(p, x, 2, causal=True, rotary=True), p)
x = numbers(2, 3, 6)
case("sinusoidal", x, sinusoidal(x))


def plain(value):
    if isinstance(value, dict):
        return {name: plain(child) for name, child in value.items()}
    return {
        "shape": list(value.shape),
        "dtype": {"f": "float64", "i": "int32", "b": "bool"}[value.dtype.kind],
        "data": [float(f"{v:.15g}") if value.dtype.kind == "f" else int(v) for v in value.ravel()],
    }


OUT.parent.mkdir(parents=True, exist_ok=True)
lines = [f'  "{name}": {json.dumps(plain(one))}' for name, one in cases.items()]
OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n")

"""Reads and writes safetensors files with numpy alone, as @adjoint/checkpoint does: the same arrays give the same bytes."""

import json
from pathlib import Path

import numpy as np

# wide types first, which is the order of the tensors in a file
TYPES = {
    "F64": np.dtype("<f8"),
    "F32": np.dtype("<f4"),
    "I32": np.dtype("<i4"),
    "U8": np.dtype("u1"),
    "BOOL": np.dtype("?"),
}
NAMES = {dtype: name for name, dtype in TYPES.items()}


def read_safetensors(path):
    """The arrays of a file by their names, and its metadata."""
    content = Path(path).read_bytes()
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    data = memoryview(content)[8 + length :]
    arrays = {}
    for name, info in header.items():
        begin, end = info["data_offsets"]
        if info["dtype"] not in TYPES:
            raise TypeError(f"{path}: F64, F32, I32, U8 and BOOL are read, got {info['dtype']} for {name}; convert it?")
        arrays[name] = np.frombuffer(data[begin:end], TYPES[info["dtype"]]).reshape(info["shape"])
    return arrays, metadata


def write_safetensors(path, arrays, metadata=None):
    """Writes arrays under their names."""
    kinds = list(TYPES.values())
    little = {name: np.asarray(x, order="C").astype(np.asarray(x).dtype.newbyteorder("<")) for name, x in arrays.items()}
    order = sorted(little, key=lambda name: (kinds.index(little[name].dtype), [ord(c) for c in name]))
    header, at = {}, 0
    if metadata:
        header["__metadata__"] = metadata
    for name in order:
        x = little[name]
        header[name] = {"dtype": NAMES[x.dtype], "shape": list(x.shape), "data_offsets": [at, at + x.nbytes]}
        at += x.nbytes
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for name in order:
            file.write(little[name].tobytes())

"""Writes packages/checkpoint/src/testing/golden/{npy,safetensors}.json: files as the Python packages write them.

    pip install numpy==2.4.6 safetensors==0.8.0
    python3 tooling/reference/checkpoint-files.py

Each entry: the file in base64, and the type, shape and values (row-major, as JavaScript numbers) that reading it gives.
"""

import base64
import io
import json
import pathlib

import numpy as np
import safetensors
from safetensors import TensorSpec, serialize
from safetensors.numpy import save

FOLDER = pathlib.Path(__file__).parents[2] / "packages/checkpoint/src/testing/golden"
TENSOR_TYPES = {"b": "bool", "f2": "float32", "f4": "float32", "f8": "float64", "u1": "uint8"}


def number(x):
    """As JSON has it; texts for what it lacks, as in JavaScript's String."""
    x = x.item() if hasattr(x, "item") else x
    if isinstance(x, float) and (x != x or x in (float("inf"), float("-inf"))):
        return "NaN" if x != x else "Infinity" if x > 0 else "-Infinity"
    return "-0" if isinstance(x, float) and x == 0 and str(x) == "-0.0" else int(x) if isinstance(x, bool) else x


def expected(array, dtype):
    return {"dtype": dtype, "shape": list(array.shape), "values": [number(x) for x in array.ravel()]}


def tensor_type(dtype):
    return "bool" if dtype.kind == "b" else TENSOR_TYPES.get(f"{dtype.kind}{dtype.itemsize}", "int32")


def base64_of(file):
    return base64.b64encode(file).decode()


def npy(array, version=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, np.asanyarray(array), version=version)
    return {"file": base64_of(file.getvalue()), **expected(np.asarray(array), tensor_type(array.dtype))}


awkward = [0.0, -0.0, 1 / 3, -65504.0, 6e-8, float("nan"), float("inf"), float("-inf")]
square = np.arange(6).reshape(2, 3)

npy_files = {
    # the types that a tensor has: what writeNpy must write
    "float32": npy(np.array(awkward, "<f4").reshape(2, 4)),
    "float64": npy(np.array([*awkward, 5e-324, 1.7976931348623157e308], "<f8")),
    "int32": npy(np.array([[[1, -2], [2**31 - 1, -(2**31)]]], "<i4")),
    "uint8": npy(np.array([0, 255, 7], "u1")),
    "bool": npy(np.array([[True], [False]])),
    "scalar": npy(np.array(1.5, "<f4")),
    "empty": npy(np.zeros((0, 3), "<f4")),
    "long": npy(np.zeros((1,) * 30, "u1")),
    "aligned": npy(np.zeros((0, *[1] * 12, 100), "u1")),
    # the others
    "float16": npy(np.array(awkward, "<f2")),
    "int8": npy(np.array([-128, 127], "i1")),
    "int16": npy(np.array([-(2**15), 2**15 - 1], "<i2")),
    "uint16": npy(np.array([0, 2**16 - 1], "<u2")),
    "uint32": npy(np.array([0, 2**31 - 1], "<u4")),
    "int64": npy(np.array([-(2**31), 2**31 - 1, -1], "<i8")),
    "uint64": npy(np.array([0, 2**31 - 1], "<u8")),
    "big-endian float32": npy(np.array(awkward, ">f4")),
    "big-endian float64": npy(np.array(awkward, ">f8")),
    "big-endian int64": npy(np.array([1, -2, 3], ">i8")),
    "big-endian uint16": npy(np.array([1, 2, 513], ">u2")),
    "column-major": npy(np.asfortranarray(square.astype("<f4"))),
    "column-major, three axes": npy(np.asfortranarray(np.arange(24).reshape(2, 3, 4).astype("<i4"))),
    "version 2": npy(square.astype("<f4"), (2, 0)),
    "version 3": npy(square.astype("<f4"), (3, 0)),
}


def refused(array):
    file = io.BytesIO()
    np.save(file, array)
    return base64_of(file.getvalue())


npy_refused = {
    "complex": refused(np.array([1j])),
    "text": refused(np.array(["a"])),
    "object": refused(np.array([None])),
    "structured": refused(np.zeros(2, [("x", "<f4"), ("y", "<i4")])),
    "int64 beyond int32": refused(np.array([2**31])),
    "uint64 beyond int32": refused(np.array([2**63], "u8")),
    "uint32 beyond int32": refused(np.array([2**31], "u4")),
}

# what writeSafetensors must write: the names cover every rule of order and of escapes
tensors = {
    "b": np.array(awkward, "<f4").reshape(2, 4),
    "a": np.array(1 / 3, "<f8"),
    "10": np.array([1, -2], "<i4"),
    "9": np.array([2**31 - 1], "<i4"),
    "layers.0.weight": np.zeros((2, 0), "<f4"),
    "é/☃": np.array([True, False]),
    "\uffff": np.array([1], "u1"),
    "😀": np.array([2], "u1"),
    'quote " \\ \n \x01 \x7f': np.array([3, 4], "u1"),
}
half = np.array(awkward, "<f2")
brain = (np.array([0, -0.0, 1 / 3, -65504.0, 1e-40, 3e38, float("nan"), float("inf")], "<f4").view("<u4") >> 16).astype("<u2")
every_byte = np.arange(256, dtype="u1")


def float8(exponent_bits, fraction_bits, has_infinities):
    """The values of all 256 bytes, by the table of Micikevicius et al. 2022."""
    bias, top, ones = 2 ** (exponent_bits - 1) - 1, 2**exponent_bits - 1, 2**fraction_bits - 1
    values = []
    for byte in range(256):
        sign = -1.0 if byte & 128 else 1.0
        exponent, fraction = byte >> fraction_bits & top, byte & ones
        if exponent == top and (fraction == ones if not has_infinities else fraction > 0):
            values.append(float("nan"))
        elif exponent == top and has_infinities:
            values.append(sign * float("inf"))
        elif exponent == 0:
            values.append(sign * fraction / 2**fraction_bits * 2.0 ** (1 - bias))
        else:
            values.append(sign * (1 + fraction / 2**fraction_bits) * 2.0 ** (exponent - bias))
    return np.array(values, "<f4")


raw = {
    "F64": ("float64", np.array(awkward, "<f8"), None),
    "F32": ("float32", np.array(awkward, "<f4"), None),
    "F16": ("float16", half, half.astype("<f4")),
    "BF16": ("bfloat16", brain, (brain.astype("<u4") << 16).view("<f4")),
    "F8_E4M3": ("float8_e4m3fn", every_byte, float8(4, 3, False)),
    "F8_E5M2": ("float8_e5m2", every_byte, float8(5, 2, True)),
    "I64": ("int64", np.array([-(2**31), 2**31 - 1, -1], "<i8"), None),
    "I32": ("int32", np.array([-(2**31), 2**31 - 1, -1], "<i4"), None),
    "I16": ("int16", np.array([-(2**15), 2**15 - 1], "<i2"), None),
    "I8": ("int8", np.array([-128, 127], "i1"), None),
    "U64": ("uint64", np.array([0, 2**31 - 1], "<u8"), None),
    "U32": ("uint32", np.array([0, 2**31 - 1], "<u4"), None),
    "U16": ("uint16", np.array([0, 2**16 - 1], "<u2"), None),
    "U8": ("uint8", np.array([0, 255], "u1"), None),
    "BOOL": ("bool", np.array([True, False]), None),
}
all_types = serialize(
    {name: TensorSpec(dtype=dtype, shape=list(a.shape), data_ptr=a.ctypes.data, data_len=a.nbytes) for name, (dtype, a, _) in raw.items()}
)

safetensors_files = {
    "written": {
        "file": base64_of(save(tensors, {"note": 'say "é"\n'})),
        "metadata": {"note": 'say "é"\n'},
        "tensors": {name: expected(a, tensor_type(a.dtype)) for name, a in tensors.items()},
    },
    "empty": {"file": base64_of(save({})), "metadata": {}, "tensors": {}},
    "all types": {
        "file": base64_of(all_types),
        "metadata": {},
        "tensors": {
            name: expected(a if read is None else read, tensor_type((a if read is None else read).dtype))
            for name, (_, a, read) in raw.items()
        },
    },
}
big = np.array([2**31])
safetensors_refused = {"I64 beyond int32": base64_of(save({"x": big})), "U64 beyond int32": base64_of(save({"x": big.astype("u8")}))}

npz_arrays = {
    "x": np.array(awkward, "<f4").reshape(2, 4),
    "labels": np.array([3, 1, 2], "<i8"),
    "é/nested": np.array(True),
    "zeros": np.zeros((40, 50), "<f8"),
    "__proto__": np.array([7], "u1"),
}


def npz(writer):
    file = io.BytesIO()
    writer(file, **npz_arrays)
    return base64_of(file.getvalue())


def streamed_npz():
    """As written to a pipe: sizes and checksums stand behind the data, and in the directory."""

    class Pipe(io.RawIOBase):
        def __init__(self):
            self.bytes = bytearray()

        def writable(self):
            return True

        def write(self, data):
            self.bytes += data
            return len(data)

    pipe = Pipe()
    np.savez_compressed(pipe, **npz_arrays)
    return base64_of(bytes(pipe.bytes))


npz_golden = {
    "writer": f"numpy {np.__version__}",
    "files": {"savez": npz(np.savez), "savez_compressed": npz(np.savez_compressed), "a pipe": streamed_npz()},
    "arrays": {name: expected(a, tensor_type(a.dtype)) for name, a in npz_arrays.items()},
}
DATA_FOLDER = pathlib.Path(__file__).parents[2] / "packages/data/src/testing/golden"
DATA_FOLDER.mkdir(parents=True, exist_ok=True)
(DATA_FOLDER / "npz.json").write_text(json.dumps(npz_golden) + "\n")

FOLDER.mkdir(parents=True, exist_ok=True)
for name, data in {
    "npy": {"writer": f"numpy {np.__version__}", "files": npy_files, "refused": npy_refused},
    "safetensors": {
        "writer": f"safetensors {safetensors.__version__}",
        "files": safetensors_files,
        "refused": safetensors_refused,
    },
}.items():
    text = json.dumps(data, indent=0, ensure_ascii=True)
    (FOLDER / f"{name}.json").write_text(text + "\n")

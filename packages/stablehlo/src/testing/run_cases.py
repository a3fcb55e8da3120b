"""Runs each program of a folder once on XLA: inputs.safetensors has N/K for argument K of N.mlir, results go to results.safetensors."""

import sys
from pathlib import Path

import jax
import numpy as np

folder, launcher = Path(sys.argv[1]), sys.argv[2]
sys.path.insert(0, launcher)
from run import compile_program  # noqa: E402
from safetensors import read_safetensors, write_safetensors  # noqa: E402

jax.config.update("jax_enable_x64", True)
device = jax.devices()[0]
inputs, _ = read_safetensors(folder / "inputs.safetensors")
results = {}
for program in sorted(folder.glob("*.mlir")):
    number = program.stem
    count = sum(name.startswith(f"{number}/") for name in inputs)
    values = [jax.device_put(inputs[f"{number}/{k}"], device) for k in range(count)]
    executable = compile_program(program.read_text(), [device])
    results[number] = np.asarray(executable.execute_sharded(values).disassemble_into_single_device_arrays()[0][0])
write_safetensors(folder / "results.safetensors", results)

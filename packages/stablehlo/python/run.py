"""Runs a train step that @adjoint/stablehlo exported, again and again, on the devices of XLA.

    python3 run.py step.mlir --devices 4 --steps 100

Beside the program stand its manifest (step.json), state.safetensors, batches.safetensors and, for schedules,
host.safetensors. On many hosts the same command runs on each of them, with --coordinator, --processes and --process, or
with --distributed where the cluster says these itself. Needs Python 3.10, numpy and jax.
"""

import argparse
import json
import os
import re
import sys
from pathlib import Path

import numpy as np

from safetensors import read_safetensors, write_safetensors


def arguments():
    parser = argparse.ArgumentParser(description="Runs an exported train step on the devices of XLA.")
    parser.add_argument("program", type=Path, help="the program, such as step.mlir; its manifest is step.json")
    parser.add_argument("--steps", type=int, default=100, help="how often it runs (default: 100)")
    parser.add_argument("--devices", type=int, help="how many devices: 1, or as many as the program was split for")
    parser.add_argument("--platform", help="cpu, gpu or tpu (default: the best one that is there)")
    parser.add_argument("--data", type=Path, help="batches, stacked (.safetensors or .npz); default: beside the program")
    parser.add_argument("--state", type=Path, help="parameters and state to begin with; default: beside the program")
    parser.add_argument("--host", type=Path, help="what schedules give at each step; default: beside the program")
    parser.add_argument("--save", type=Path, help="where parameters and state go in the end")
    parser.add_argument("--losses", type=Path, help="where the losses of all steps go, one a line")
    parser.add_argument("--distributed", action="store_true", help="many hosts, on a cluster that jax knows")
    parser.add_argument("--coordinator", help="many hosts: address and port of the first one")
    parser.add_argument("--processes", type=int, help="many hosts: how many")
    parser.add_argument("--process", type=int, help="many hosts: the number of this one, from 0")
    return parser.parse_args()


def fail(message):
    sys.exit(f"error: {message}")


def read_arrays(path):
    """Arrays by their names, from a safetensors or an npz file."""
    if path.suffix == ".npz":
        with np.load(path) as file:
            return dict(file)
    return read_safetensors(path)[0]


def on_one_device(text, manifest):
    """The program without its split."""
    text = re.sub(r" \{mhlo\.sharding = \"[^\"]*\"\}", "", text)
    text = re.sub(r"mhlo\.num_partitions = \d+", "mhlo.num_partitions = 1", text, count=1)
    ports = [{**port, "axes": []} for port in manifest["inputs"] + manifest["outputs"]]
    count = len(manifest["inputs"])
    return text, {"mesh": {}, "inputs": ports[:count], "outputs": ports[count:]}


def compile_program(text, devices):
    """An executable over some devices. Public interfaces of jax compile what jax traced, not text: this is what they use."""
    from jax._src import compiler
    from jax.extend.backend import get_backend

    options = compiler.get_compile_options(
        num_replicas=1,
        num_partitions=len(devices),
        device_assignment=np.array([[device.id for device in devices]]),
    )
    options.executable_build_options.use_spmd_partitioning = True  # by the annotations, with GSPMD
    options.executable_build_options.use_shardy_partitioner = False
    return get_backend(devices[0].platform).compile_and_load(text, list(devices), options)


def main():
    args = arguments()
    manifest = json.loads(args.program.with_suffix(".json").read_text())
    text = args.program.read_text()
    wanted = int(np.prod(list(manifest["mesh"].values()), dtype=int))
    if args.devices == 1 and wanted > 1:
        text, manifest, wanted = *on_one_device(text, manifest), 1
    if args.devices not in (None, wanted):
        fail(f"{args.program} is split for {wanted} devices, got --devices {args.devices}; export it again, or take 1?")
    if not args.coordinator and not args.distributed:
        # virtual devices, should the platform be the CPU
        os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} --xla_force_host_platform_device_count={wanted}"

    import jax
    from jax.sharding import Mesh, NamedSharding, PartitionSpec

    jax.config.update("jax_enable_x64", True)  # steps and rates are doubles
    if args.coordinator or args.distributed:
        jax.distributed.initialize(args.coordinator, args.processes, args.process)
    devices = jax.devices(args.platform)
    if len(devices) < wanted:
        fail(f"{wanted} devices are needed, got {len(devices)} of {devices[0].platform}; export it for fewer?")
    devices = devices[:wanted]
    mesh = Mesh(np.array(devices).reshape(list(manifest["mesh"].values())), tuple(manifest["mesh"]))
    executable = compile_program(text, devices)

    inputs, outputs = manifest["inputs"], manifest["outputs"]
    sharding = {port["path"]: NamedSharding(mesh, PartitionSpec(*port["axes"])) for port in inputs + outputs}
    carried = {port["path"]: port["from"] for port in inputs if "from" in port}
    files = {
        "state": args.state or args.program.with_name("state.safetensors"),
        "batches": args.data or args.program.with_name("batches.safetensors"),
        "host": args.host or args.program.with_name("host.safetensors"),
    }
    kinds = {port["path"]: kind_of(port) for port in inputs}
    arrays = {kind: read_arrays(files[kind]) for kind in set(kinds.values())}
    check(inputs, kinds, arrays, files, args.steps)

    def place(port, value):
        value = np.asarray(value)
        return jax.make_array_from_callback(value.shape, sharding[port["path"]], lambda index: value[index])

    state = {port["path"]: place(port, arrays["state"][port["path"]]) for port in inputs if port["path"] in carried}
    losses = []
    for step in range(args.steps):
        values = [
            state[port["path"]]
            if port["path"] in state
            else place(port, row(arrays[kinds[port["path"]]][port["path"]], kinds[port["path"]], step))
            for port in inputs
        ]
        parts = executable.execute_sharded(values).disassemble_into_single_device_arrays()
        results = [
            jax.make_array_from_single_device_arrays(tuple(port["shape"]), sharding[port["path"]], part)
            for port, part in zip(outputs, parts)
        ]
        state = {path: results[number] for path, number in carried.items()}
        found = [x for x, port in zip(results, outputs) if port["path"].split("/")[-1] in ("loss", "result")]
        if found and found[0].ndim == 0:
            losses.append(float(np.asarray(found[0].addressable_data(0))))
            if jax.process_index() == 0 and (step % 10 == 0 or step == args.steps - 1):
                print(f"step {step + 1}  loss {losses[-1]:.7f}", flush=True)

    if jax.process_index() == 0 and args.losses:
        args.losses.write_text("".join(f"{loss!r}\n" for loss in losses))
    if args.save:
        whole = {path: whole_array(value) for path, value in state.items()}
        if jax.process_index() == 0:
            write_safetensors(args.save, whole)


def kind_of(port):
    """Where the values of an input come from."""
    if "from" in port:
        return "state"
    return "host" if port["path"].startswith("host/") else "batches"


def row(stack, kind, step):
    """Of a table the row of this step; of batches the next one, from the first again after the last."""
    return stack[step] if kind == "host" else stack[step % len(stack)]


def check(inputs, kinds, arrays, files, steps):
    """Stops with a sentence unless all inputs are there and fit."""
    for port in inputs:
        path, kind = port["path"], kinds[port["path"]]
        if path not in arrays[kind]:
            fail(f"{files[kind]} has no {path}, which the program needs; does it belong to it?")
        value = arrays[kind][path]
        shape = list(value.shape) if kind == "state" else list(value.shape[1:])
        if shape != port["shape"] or value.dtype != np.dtype(port["dtype"]):
            fail(f"{path} must be {port['dtype']} {port['shape']}, got {value.dtype} {shape} in {files[kind]}")
        if kind == "host" and len(value) < steps:
            fail(f"{files[kind]} knows {len(value)} steps, got --steps {steps}; export more of them?")


def whole_array(value):
    """All of an array, wherever its parts are."""
    if value.is_fully_addressable:
        return np.asarray(value)
    from jax.experimental.multihost_utils import process_allgather

    return np.asarray(process_allgather(value, tiled=True))


if __name__ == "__main__":
    main()

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tensor, zeros } from "@adjoint/tensor";
import { afterAll, describe, expect, test } from "vitest";
import { readNpy } from "./read-npy.ts";
import { readSafetensors } from "./read-safetensors.ts";
import { bytesOf, contentOf } from "./testing/golden.ts";
import { writeNpy } from "./write-npy.ts";
import { writeSafetensors } from "./write-safetensors.ts";

// the fixtures say the same where there is no Python: these are the libraries themselves, in both directions

const python = (code: string, ...args: string[]): string | undefined => {
  const { status, stdout } = spawnSync("python3", ["-c", code, ...args], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
};
const hasNumpy = python("import numpy") !== undefined;
const hasSafetensors = python("import numpy, safetensors") !== undefined;

const folder = mkdtempSync(join(tmpdir(), "checkpoint-python-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tensors = {
  float32: tensor([[1.5, -0, Infinity]]),
  float64: tensor([1 / 3, 5e-324], { dtype: "float64" }),
  int32: tensor([-(2 ** 31), 7], { dtype: "int32" }),
  uint8: tensor([255], { dtype: "uint8" }),
  bool: tensor([true, false]),
  scalar: tensor(2),
  empty: zeros([0, 2]),
};
describe.runIf(hasNumpy)("NumPy", () => {
  test("loads every type and saves it again as it was", () => {
    for (const [name, t] of Object.entries(tensors)) writeFileSync(join(folder, `${name}.npy`), writeNpy(t));
    const code = `
import base64, io, json, sys, numpy
def again(path):
    array, file = numpy.load(path), io.BytesIO()
    numpy.save(file, array)
    return [str(array.dtype), list(array.shape), base64.b64encode(file.getvalue()).decode()]
print(json.dumps([again(path) for path in sys.argv[1:]]))`;
    const paths = Object.keys(tensors).map((name) => join(folder, `${name}.npy`));
    const saved = JSON.parse(python(code, ...paths)!) as [string, number[], string][];
    expect(saved).toHaveLength(7);
    Object.values(tensors).forEach((t, i) => {
      const [dtype, shape, file] = saved[i]!;
      expect([dtype, shape]).toEqual([t.dtype, t.shape]);
      expect(bytesOf(file)).toEqual(writeNpy(t));
      expect(contentOf(readNpy(bytesOf(file)))).toEqual(contentOf(t));
    });
  });
});

describe.runIf(hasSafetensors)("safetensors for Python", () => {
  test("loads a file and saves it again as it was", () => {
    const path = join(folder, "all.safetensors");
    writeFileSync(path, writeSafetensors(tensors, { metadata: { note: "é" } }));
    const code = `
import base64, sys
from safetensors import safe_open
from safetensors.numpy import load_file, save
with safe_open(sys.argv[1], framework="np") as file:
    print(base64.b64encode(save(load_file(sys.argv[1]), file.metadata())).decode())`;
    const saved = bytesOf(python(code, path)!);
    expect(saved).toEqual(writeSafetensors(tensors, { metadata: { note: "é" } }));
    expect(readSafetensors(saved).metadata).toEqual({ note: "é" });
  });
});

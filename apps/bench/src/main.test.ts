import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { implementations } from "./implementations.ts";
import type { Report } from "./json-report.ts";
import { runBench } from "./testing/run-bench.ts";

const names = implementations.map(({ name }) => name);

test("all implementations agree, and what was measured is tabulated and written", async () => {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const args = ["--quick", "--filter", "^(digits-mlp|layer-norm)$", "--json", "out/report.json"];
  const { code, stdout, stderr } = await runBench(args, folder);
  expect(stderr).toContain("1/2 digits-mlp: 64-64-10");
  for (const name of ["digits-mlp", "layer-norm", ...names]) expect(stdout).toContain(name);
  expect(stdout).not.toContain("failed");
  expect(code).toBe(0);
  expect(readdirSync(join(folder, "out"))).toEqual(["report.json"]);
  const { machine, results, missing } = JSON.parse(readFileSync(join(folder, "out/report.json"), "utf8")) as Report;
  expect(machine.gigaflops).toBeGreaterThan(0);
  expect(missing).toEqual([]);
  expect(results.map(({ workload, implementation }) => `${workload} ${implementation}`)).toEqual(
    ["digits-mlp", "layer-norm"].flatMap((workload) => [...names, "floor"].map((name) => `${workload} ${name}`)),
  );
  for (const { implementation, threads, unit, median, minimum, samples } of results) {
    expect(unit).toBe("ms");
    if (implementation !== "adjoint-wasm-threads") expect(threads).toBe(1);
    expect(minimum).toBe(Math.min(...samples));
    expect(median).toBeGreaterThanOrEqual(minimum);
    expect(minimum).toBeGreaterThan(0);
  }
});

test("a first call is measured in a new process each time", async () => {
  const args = ["--first-call", "--quick", "--filter", "^digits-mlp$", "--against", "none"];
  const { code, stdout } = await runBench(args);
  expect(stdout).toContain("first run in a new process");
  for (const measure of ["beyond a warm run", "processors", "beyond, processors"]) expect(stdout).toContain(measure);
  expect(stdout).not.toContain("failed");
  expect(code).toBe(0);
});

test("in pages of a browser, implementations agree as well", async () => {
  const args = ["--browser", "--quick", "--filter", "^digits-mlp$", "--against", "tfjs-webgl"];
  const { code, stdout, stderr } = await runBench(args);
  expect(stderr).toContain("1/1 digits-mlp");
  for (const name of ["adjoint-webgl2", "adjoint-webgpu", "tfjs-webgl"]) expect(stdout).toContain(name);
  expect(stdout).not.toContain("failed");
  expect(code).toBe(0);
}, 180_000);

test("an error is one sentence, before anything is measured", async () => {
  const [filter, json, page] = await Promise.all([
    runBench(["--filter", "matmull"]),
    runBench(["--json", join(fileURLToPath(import.meta.url), "report.json")]),
    runBench(["--first-call", "--browser"]),
  ]);
  expect(filter.stderr).toMatch(/must match one of matmul-128, .*elementwise-chain/);
  expect(json.stderr).toMatch(/^error: .*main\.test\.ts/);
  expect(page.stderr).toMatch(/^error: .*--browser.*--first-call/);
  for (const { code, stdout, stderr } of [filter, json, page]) {
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).not.toContain("    at ");
  }
});

test("help names workloads and peers", async () => {
  const { code, stdout } = await runBench(["--help"]);
  expect(code).toBe(0);
  for (const name of ["matmul-1024", "gpt", "jax-js-wasm"]) expect(stdout).toContain(name);
});

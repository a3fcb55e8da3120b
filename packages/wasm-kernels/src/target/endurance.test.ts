import { setTimeout } from "node:timers/promises";
import { valueAndGrad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { meanSquaredError } from "@adjoint/losses";
import { adam, applyUpdates } from "@adjoint/optimizers";
import {
  add,
  matmul,
  multiply,
  normal,
  randomKey,
  splitKey,
  sum,
  type Tensor,
  tanh,
  tensor,
  zeros,
} from "@adjoint/tensor";
import { expect, test } from "vitest";
import { plainEngine } from "./engine.ts";
import { wasmTarget } from "./wasm-target.ts";

// `npm run test:endurance` runs the long counts, every other run the scaled ones
const isLong = process.env["ENDURANCE"] === "1";
const TIME = { timeout: 600_000 };

const wasmBytes = (): number => plainEngine().heap.memory.buffer.byteLength;
const hostBytes = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

const optimizer = adam({ learningRate: 1e-3 });
const [first, second] = splitKey(randomKey(0));
const start = () => ({ hidden: normal(first, [8, 16]), output: normal(second, [16, 1]), bias: zeros([16]) });
type Params = ReturnType<typeof start>;
const loss = ({ hidden, output, bias }: Params, x: Tensor, y: Tensor): Tensor =>
  meanSquaredError(matmul(tanh(add(matmul(x, hidden), bias)), output), y);
const step = (params: Params, state: ReturnType<typeof optimizer.init>, x: Tensor, y: Tensor) => {
  const [value, gradients] = valueAndGrad(loss)(params, x, y);
  const [updates, next] = optimizer.update(gradients, state, params);
  return { params: applyUpdates(params, updates), state: next, value };
};

const steps = isLong ? 100_000 : 5_000;

test(`memory is flat over ${steps} compiled steps of Adam`, TIME, () => {
  const compiled = compile(step, { target: wasmTarget({ threads: 1 }), donate: [0, 1] });
  const batches = Array.from({ length: 7 }, (_, i) => normal(randomKey(i), [4, 8]));
  const targets = batches.map((x) => sum(multiply(x, 0.1), { axis: 1, keepDims: true }));
  let params = start();
  let state = optimizer.init(params);
  const losses: number[] = [];
  const host: number[] = [];
  let wasm = 0;
  for (let i = 0; i < steps; i++) {
    const { params: p, state: s, value } = compiled(params, state, batches[i % 7]!, targets[i % 7]!);
    [params, state] = [p, s];
    if (i === 10) wasm = wasmBytes();
    if (i % (steps / 10) === 0) {
      losses.push(value.item());
      host.push(hostBytes());
    }
  }
  expect(losses.at(-1)).toBeLessThan(losses[0]! / 100);
  expect(wasmBytes()).toBe(wasm);
  expect(compiled.stats.traces).toBe(1);
  // garbage comes and goes: what counts is that the last half holds no more than the first one did at its height
  expect(Math.min(...host.slice(5))).toBeLessThan(Math.max(...host.slice(0, 5)) + 2e7);
});

const programs = isLong ? 1_000 : 60;

test(`memory is flat over ${programs} compilations, disposed of or forgotten`, TIME, async () => {
  const target = wasmTarget({ threads: 1 });
  const x = tensor(new Float32Array(50_000).fill(1));
  const once = (i: number, dispose: boolean): void => {
    const compiled = compile((t: Tensor) => add(multiply(t, i), 1), { target });
    expect(compiled(x).dataSync()[49_999]).toBe(i + 1);
    if (dispose) compiled.dispose();
  };
  for (let i = 0; i < 5; i++) once(i, true);
  const wasm = wasmBytes();
  for (let i = 0; i < programs; i++) once(i, true);
  expect(wasmBytes()).toBe(wasm);
  // those that nobody disposed of go when they are collected, which is some time after they are forgotten
  const host: number[] = [];
  let largest = 0;
  for (let i = 0; i < programs; i++) {
    once(i, false);
    if (i % 10 === 9) await setTimeout(1);
    if (i % (programs / 10) === 0) host.push(hostBytes());
    largest = Math.max(largest, wasmBytes());
  }
  if (isLong) expect(largest).toBeLessThan(programs * 200_000); // half of what all of them would hold
  expect(Math.min(...host.slice(5))).toBeLessThan(Math.max(...host.slice(0, 5)) + 5e7);
});

test("as many executables as one likes are alive at the same time", TIME, () => {
  const target = wasmTarget({ threads: 1 });
  const all = Array.from({ length: isLong ? 500 : 150 }, (_, i) => compile((t: Tensor) => multiply(t, i), { target }));
  const x = tensor([2]);
  for (let turn = 0; turn < 2; turn++) all.forEach((f, i) => expect(f(x).item()).toBe(2 * i));
  for (const f of all) f.dispose();
});

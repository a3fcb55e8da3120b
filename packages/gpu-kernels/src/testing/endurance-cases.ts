import { valueAndGrad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { adam, applyUpdates } from "@adjoint/optimizers";
import {
  add,
  concat,
  fromBuffer,
  matmul,
  mean,
  normal,
  randomKey,
  reshape,
  square,
  subtract,
  sum,
  take,
  tanh,
  type Tensor,
  tensor,
} from "@adjoint/tensor";
import type { GpuDevice } from "../gpu-device.ts";
import { gpuTarget } from "../target/gpu-target.ts";

/** What is alive on a device, by kind. */
export type Alive = () => Readonly<Record<string, number>>;

const optimizer = adam({ learningRate: 1e-2 });
const step = (params: { readonly w: Tensor }, state: ReturnType<typeof optimizer.init>, x: Tensor) => {
  const [loss, gradients] = valueAndGrad(({ w }: { readonly w: Tensor }) => mean(square(tanh(matmul(x, w)))))(params);
  const [updates, next] = optimizer.update(gradients, state, params);
  return { params: applyUpdates(params, updates), state: next, loss };
};

/** How many steps and programs pass before counts must stand still. */
const WARM = 20;

/** Trains for many steps: no more is alive after them than after the first ones, and the loss is a number. */
export async function trainLong(device: GpuDevice, steps: number, alive: Alive): Promise<void> {
  const compiled = compile(step, { target: gpuTarget(device), donate: [0, 1] });
  const x = normal(randomKey(1), [16, 8]);
  const start = { w: normal(randomKey(2), [8, 8]) };
  let result = compiled(start, optimizer.init(start), x);
  let before: Readonly<Record<string, number>> = {};
  let loss = Number.NaN;
  for (let k = 0; k < steps; k++) {
    if (k === WARM) before = alive();
    // read now and then: a device that gets work without end is another matter
    if (k % WARM === 0) loss = (await result.loss.data())[0]!;
    result.loss.dispose();
    result = compiled(result.params, result.state, x);
  }
  await device.finish();
  expectNoMore(alive(), before, `after ${steps} steps`);
  if (!(loss >= 0 && loss < 0.5)) throw new Error(`expected a loss that fell, got ${loss}`);
  compiled.dispose();
}

/** Programs that come and go: nothing more is alive after all of them than after the first ones. */
export async function comeAndGo(device: GpuDevice, programs: number, alive: Alive): Promise<void> {
  const sizes = 7;
  let before: Readonly<Record<string, number>> = {};
  for (let k = 0; k < programs; k++) {
    if (k === 2 * sizes) before = alive();
    const compiled = compile((t: Tensor) => add(t, k % 2), { target: gpuTarget(device) });
    const x = tensor(Array.from({ length: 1 + (k % sizes) }, (_, i) => i));
    const result = compiled(x);
    const last = (await result.data()).at(-1);
    if (last !== (k % sizes) + (k % 2)) throw new Error(`program ${k}: expected ${(k % sizes) + (k % 2)}, got ${last}`);
    result.dispose();
    compiled.dispose();
  }
  expectNoMore(alive(), before, `after ${programs} programs`);
}

const COLUMNS = 17;

/** Arrays of so many rows: an elementwise operation, sums and a gather are exact to the last element. */
export async function computeLarge(device: GpuDevice, rows: number): Promise<void> {
  const size = rows * COLUMNS;
  const x = fromBuffer(
    Float32Array.from({ length: size }, (_, i) => Number(i % 3 === 0)),
    { shape: [rows, COLUMNS], dtype: "float32" },
  );
  const at = [0, rows - 1, Math.floor(rows / 2), rows - 2];
  const compiled = compile(
    (t: Tensor, indices: Tensor) => ({
      next: add(t, 1),
      total: sum(t),
      perRow: sum(t, { axis: 1 }),
      perColumn: sum(t, { axis: 0 }),
      taken: take(subtract(t, 2), indices, { axis: 0 }),
      joined: concat([reshape(t, [size]), tensor([5, 6, 7])]),
    }),
    { target: gpuTarget(device) },
  );
  const onDevice = device.tensor(x);
  const results = compiled(onDevice, tensor(at, { dtype: "int32" }));
  const element = (i: number): number => Number(i % 3 === 0);
  const inRow = (row: number): number => Math.ceil(((row + 1) * COLUMNS) / 3) - Math.ceil((row * COLUMNS) / 3);
  await expectElements(results.next, size, (i) => element(i) + 1, "elements");
  await expectElements(results.total, 1, () => Math.ceil(size / 3), "sum");
  await expectElements(results.perRow, rows, inRow, "sums of rows");
  await expectElements(
    results.taken,
    at.length * COLUMNS,
    (i) => element(at[Math.floor(i / COLUMNS)]! * COLUMNS + (i % COLUMNS)) - 2,
    "rows",
  );
  await expectElements(results.joined, size + 3, (i) => (i < size ? element(i) : i - size + 5), "joined");
  const columns = Array.from({ length: COLUMNS }, () => 0);
  for (let i = 0; i < size; i += 3) columns[i % COLUMNS]! += 1;
  await expectElements(results.perColumn, COLUMNS, (i) => columns[i]!, "sums of columns");
  for (const result of [onDevice, ...Object.values(results)]) result.dispose();
  compiled.dispose();
}

async function expectElements(t: Tensor, size: number, expected: (i: number) => number, what: string): Promise<void> {
  const values = await t.data();
  if (values.length !== size) throw new Error(`${what}: expected ${size} elements, got ${values.length}`);
  for (let i = 0; i < size; i++)
    if (values[i] !== expected(i)) throw new Error(`${what}: expected ${expected(i)} at ${i}, got ${values[i]}`);
}

/** Fewer are no leak: what others forgot goes at any time. */
function expectNoMore(
  got: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
  when: string,
): void {
  for (const [kind, count] of Object.entries(got))
    if (!(count <= expected[kind]!))
      throw new Error(`${when}: expected at most ${expected[kind]} of ${kind} alive, got ${count}`);
}

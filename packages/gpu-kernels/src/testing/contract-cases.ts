import { grad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import {
  add,
  argMax,
  broadcastTo,
  cast,
  exp,
  matmul,
  maxPool2d,
  multiply,
  normal,
  ones,
  randomKey,
  sort,
  square,
  sum,
  take,
  tensor,
  type Tensor,
  zeros,
} from "@adjoint/tensor";
import { openDevice } from "../open-device.ts";
import { gpuTarget } from "../target/gpu-target.ts";
import { expectClose } from "./expect-close.ts";
import type { GpuCase } from "./gpu-case.ts";

function expectError(run: () => unknown, name: string, message: string): void {
  try {
    run();
  } catch (error) {
    if (error instanceof Error && error.name === name && error.message.includes(message)) return;
    throw new Error(`expected ${name}: ...${message}..., got ${String(error)}`, { cause: error });
  }
  throw new Error(`expected ${name}: ...${message}..., got no error`);
}

/** What holds for programs on every device besides the values of operations. */
export const contractCases: readonly GpuCase[] = [
  {
    name: "float64 throws when the program is made",
    run: async (device) => {
      const compiled = compile(exp, { target: gpuTarget(device) });
      expectError(() => compiled(ones([2], "float64")), "DTypeError", "computes in float32, got float64 at 0");
    },
  },
  {
    name: "an operation without a kernel throws and names itself",
    run: async (device) => {
      const compiled = compile((x: Tensor) => sort(x), { target: gpuTarget(device) });
      expectError(() => compiled(ones([3])), "TypeError", "argSort: there is no kernel for it");
    },
  },
  {
    name: "whole numbers beyond 2^24 throw",
    run: async (device) => {
      const compiled = compile((x: Tensor) => cast(x, "float32"), { target: gpuTarget(device) });
      expectError(() => compiled(tensor([2 ** 24 + 1], { dtype: "int32" })), "RangeError", "got 16777217");
      await expectClose(compiled(tensor([-(2 ** 24)], { dtype: "int32" })), tensor([-(2 ** 24)]), 0);
    },
  },
  {
    name: "an index out of range gives NaN, never some other element",
    run: async (device) => {
      const compiled = compile((x: Tensor, at: Tensor) => take(x, at), { target: gpuTarget(device) });
      const got = await compiled(tensor([1, 2, 3]), tensor([-3, 3, -4, 2], { dtype: "int32" })).data();
      if (String([...got]) !== "1,NaN,NaN,3") throw new Error(`expected 1,NaN,NaN,3, got ${[...got].join()}`);
    },
  },
  {
    name: "results come back as arguments without a copy, and are read more than once",
    run: async (device) => {
      const compiled = compile((x: Tensor) => ({ twice: multiply(x, 2), same: x, best: argMax(x) }), {
        target: gpuTarget(device),
      });
      const first = compiled(tensor([1, 5, 3]));
      const second = compiled(first.twice);
      await expectClose([first.twice, second.twice], [tensor([2, 10, 6]), tensor([4, 20, 12])], 0);
      await expectClose(
        [first.twice, second.same, second.best],
        [tensor([2, 10, 6]), tensor([2, 10, 6]), tensor(1, { dtype: "int32" })],
        0,
      );
      await expectClose(add(second.twice, 1), tensor([5, 21, 13]), 0);
    },
  },
  {
    name: "empty tensors, constants and scalars pass through programs",
    run: async (device) => {
      const f = (x: Tensor, empty: Tensor, count: Tensor) => ({
        sum: sum(empty),
        empty: exp(empty),
        none: matmul(empty, zeros([4, 2])),
        next: add(count, 1),
        fixed: tensor([7, 8]),
        infinite: add(x, -Infinity),
        all: sum(multiply(x, x)),
      });
      const inputs = [normal(randomKey(1), [70, 50]), zeros([0, 4]), tensor(3, { dtype: "int32" })] as const;
      await expectClose(compile(f, { target: gpuTarget(device) })(...inputs), f(...inputs), 1e-6);
    },
  },
  {
    name: "an elementwise operation of more arrays than a kernel reads",
    run: async (device) => {
      const inputs = Array.from({ length: 40 }, (_, i) => normal(randomKey(i), [6, 5]));
      const f = (...all: Tensor[]) => all.reduce((total, x, i) => add(multiply(total, 0.5 + i / 100), square(x)));
      await expectClose(compile(f, { target: gpuTarget(device) })(...inputs), f(...inputs), 1e-6);
    },
  },
  {
    name: "an array beyond what the device holds throws before anything is allocated",
    run: async (device) => {
      const compiled = device.compile((x: Tensor) => add(broadcastTo(x, [2 ** 16, 2 ** 16]), 1));
      expectError(() => compiled(ones([1])), "RangeError", "make batches smaller?");
    },
  },
  {
    name: "programs that come and go leave nothing behind",
    run: async ({ name }) => {
      const device = await openDevice({ prefer: [name] }); // of its own: nobody else's arrays come or go
      const kept = device.tensor(ones([2]));
      for (let k = 1; k <= 20; k++) {
        const compiled = compile((x: Tensor, y: Tensor) => [sum(multiply(x, x)), add(y, k)], {
          target: gpuTarget(device),
        });
        const results = compiled(ones([k]), kept);
        await expectClose(results, [tensor(k), tensor([1 + k, 1 + k])], 0);
        for (const result of results) result.dispose();
        compiled.dispose();
      }
      await device.finish();
      const { liveArrays } = device;
      device.dispose();
      if (liveArrays !== 1) throw new Error(`expected 1 live array, got ${liveArrays}`);
    },
  },
  {
    name: "a kernel of one's own, alone and between programs",
    run: async (device) => {
      const kernel = device.kernel(
        ({ read }) =>
          `function(a0, a1) { return ${read("a0", "this.thread.x")} * 2 + ${read("a1", "this.thread.x")}; }`,
        [2, 3],
      );
      const x = tensor([1, 2, 3, 4, 5, 6]);
      const made = kernel(device.compile(exp)(x), x);
      await expectClose(
        made,
        add(
          multiply(
            exp(
              tensor([
                [1, 2, 3],
                [4, 5, 6],
              ]),
            ),
            2,
          ),
          tensor([
            [1, 2, 3],
            [4, 5, 6],
          ]),
        ),
        1e-6,
      );
      kernel.dispose();
      expectError(
        () => device.kernel(() => "(a) => a", [1]),
        "TypeError",
        'a text that begins with "function" is needed',
      );
    },
  },
  ...[
    { window: 2, stride: 2, padding: 0 },
    { window: 3, stride: 2, padding: 1 },
    { window: 3, stride: 1, padding: 2 },
    {
      window: [2, 3],
      stride: [3, 1],
      padding: [
        [1, 0],
        [0, 2],
      ] as const,
    },
  ].map(
    (options): GpuCase => ({
      name: `the gradient of a pool: ${JSON.stringify(options)}`,
      run: async (device) => {
        const gradient = grad((x: Tensor) => sum(multiply(maxPool2d(x, options), maxPool2d(x, options))));
        const x = normal(randomKey(9), [2, 3, 9, 7]);
        await expectClose(device.compile(gradient)(x), gradient(x), 1e-6);
      },
    }),
  ),
];

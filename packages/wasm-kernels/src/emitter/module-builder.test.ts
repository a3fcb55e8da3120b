import { expect, test } from "vitest";
import * as f64 from "./f64.ts";
import * as i32 from "./i32.ts";
import { instantiate } from "./instantiate.ts";
import { call, ModuleBuilder } from "./module-builder.ts";
import { webAssembly } from "./web-assembly.ts";

const memory = () => new (webAssembly().Memory)({ initial: 1 });

test("an empty module is its header, an imported memory and empty sections", () => {
  // the WebAssembly specification, 5.5.16: magic, version, then sections by number
  expect(Array.from(new ModuleBuilder().build().subarray(0, 8))).toEqual([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  expect(webAssembly().validate(new ModuleBuilder().build())).toBe(true);
});

test("loops count as for (i = from; i < end; i += step) does", () => {
  const module = new ModuleBuilder();
  const sum = module.function(["i32", "i32", "i32"], "i32", (body, from, end, step) => {
    const total = body.let(i32.const(0));
    body.for(from, end, step, (at) => body.set(total, i32.add(total, at)));
    body.return(total);
  });
  module.export("sum", sum);
  const { sum: run } = instantiate(module, memory());
  const expected = (from: number, end: number, step: number): number => {
    let total = 0;
    for (let i = from; i < end; i += step) total += i;
    return total;
  };
  for (const [from, end, step] of [
    [0, 10, 1],
    [0, 10, 4],
    [3, 4, 5],
    [5, 5, 1],
    [6, 5, 1],
  ] as const)
    expect(run!(from, end, step)).toBe(expected(from, end, step));
});

test("while asks before each turn, if takes one of two ways", () => {
  const module = new ModuleBuilder();
  // the number of steps to 1 in the Collatz sequence
  const steps = module.function(["i32"], "i32", (body, start) => {
    const n = body.let(start);
    const count = body.let(i32.const(0));
    body.while(i32.notEqual(n, i32.const(1)), () => {
      body.if(
        i32.and(n, i32.const(1)),
        () => body.set(n, i32.add(i32.multiply(n, i32.const(3)), i32.const(1))),
        () => body.set(n, i32.shiftRightUnsigned(n, i32.const(1))),
      );
      body.set(count, i32.add(count, i32.const(1)));
    });
    body.return(count);
  });
  module.export("steps", steps);
  const run = instantiate(module, memory()).steps!;
  expect([1, 2, 3, 27].map((n) => run(n))).toEqual([0, 1, 7, 111]); // OEIS A006577
});

test("imports may come after functions, are shared, and calls pass values in order", () => {
  const module = new ModuleBuilder();
  const half = module.function(["f64"], "f64", (body, x) => body.return(f64.divide(x, f64.const(2))));
  const power = module.import("power", ["f64", "f64"], "f64");
  const again = module.import("power", ["f64", "f64"], "f64");
  const run = module.function(["f64"], "f64", (body, x) =>
    body.return(f64.add(call(power, call(half, x), f64.const(3)), call(again, f64.const(2), x))),
  );
  module.export("run", run);
  expect(instantiate(module, memory(), { power: (x, y) => x ** y }).run!(10)).toBe(5 ** 3 + 2 ** 10);
});

test("a function without a result is called as a statement", () => {
  const module = new ModuleBuilder();
  const write = module.function(["i32", "f64"], undefined, (body, at, x) => body.do(f64.store(at, x)));
  module.export(
    "run",
    module.function([], undefined, (body) => body.call(write, i32.const(8), f64.const(0.5))),
  );
  const shared = memory();
  instantiate(module, shared).run!();
  expect(new Float64Array(shared.buffer, 0, 2)).toEqual(new Float64Array([0, 0.5]));
});

test("locals of a block are used again after it, those around it keep their value", () => {
  const module = new ModuleBuilder();
  const run = module.function(["i32"], "i32", (body, x) => {
    const kept = body.let(i32.add(x, i32.const(1)));
    body.if(x, () => {
      body.let(i32.const(100));
    });
    const later: number[] = [];
    body.if(x, () => {
      later.push(body.let(i32.const(200)).index);
    });
    expect(later).toEqual([2]);
    body.return(kept);
  });
  module.export("run", run);
  expect(instantiate(module, memory()).run!(4)).toBe(5);
});

test("once makes a shared function one time", () => {
  const module = new ModuleBuilder();
  let made = 0;
  const make = (): number => ++made;
  expect([module.once(make), module.once(make), made]).toEqual([1, 1, 1]);
});

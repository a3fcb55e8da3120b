import { grad } from "@adjoint/autodiff";
import { concat, normal, randomKey, slice, sum, type Tensor, tensor, where, zeros } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { gru, lstm, parallel, type RecurrentLayer, rnn } from "./index.ts";

const key = randomKey(2);
const makers = { rnn, gru, lstm };
type Any = RecurrentLayer<object, object>;

describe.each(Object.entries(makers))("%s", (name, make) => {
  const layer = make({ units: 3 }) as Any;
  const params = layer.init(key, [6, 2]);
  const x = normal(key, [2, 6, 2]);

  test("goes on where it stopped, with what it carried", () => {
    const whole = layer.scan(params, x);
    const first = layer.scan(params, slice(x, [null, [0, 4]]));
    const second = layer.scan(params, slice(x, [null, [4, 6]]), { carry: first.carry });
    expect(concat([first.outputs, second.outputs], { axis: 1 })).toEqual(whole.outputs);
    expect(second.carry).toEqual(whole.carry);
    expect(layer.apply(params, x)).toEqual(whole.outputs);
  });

  test("what is masked reaches neither outputs nor gradients, be it NaN", () => {
    const mask = tensor([[1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 1, 1]], { dtype: "bool" }); // biome-ignore format: two rows
    const spoiled = where(
      tensor([[[0]], [[1]]], { dtype: "bool" }),
      x,
      concat([slice(x, [null, [0, 4]]), zerosOf(NaN)], { axis: 1 }),
    );
    const short = layer.scan(params, slice(x, [[0, 1], [0, 4]])); // biome-ignore format: one example
    const { outputs, carry } = layer.scan(params, spoiled, { mask });
    expect(slice(outputs, [[0, 1], [0, 4]]).toArray()).toEqual(short.outputs.toArray()); // biome-ignore format: one example
    expect(slice(outputs, [0, [4, 6]]).toArray()).toEqual(zeros([2, 3]).toArray());
    for (const [field, value] of Object.entries<Tensor>(carry as Record<string, Tensor>))
      expect(slice(value, [[0, 1]]).toArray()).toEqual((short.carry as Record<string, Tensor>)[field]!.toArray());
    const gradients = grad((p: Tensor) => sum(layer.apply(p, spoiled, { mask })))(params as Tensor) as object;
    for (const gradient of Object.values(gradients as Record<string, Tensor>))
      for (const value of gradient.dataSync()) expect(value).not.toBeNaN();
  });

  test("the last output is that of the last element, in reverse that of the first", () => {
    const last = make({ units: 3, output: "last" });
    expect(last.apply(params as never, x).toArray()).toEqual(slice(layer.apply(params, x), [null, 5]).toArray());
    const back = make({ units: 3, output: "last", reverse: true });
    const all = make({ units: 3, reverse: true });
    expect(back.apply(params as never, x).toArray()).toEqual(slice(all.apply(params as never, x), [null, 0]).toArray());
    expect(last.describe([6, 2]).outputShape).toEqual([3]);
  });

  test("mistakes", () => {
    expect(() => make({ units: 0 })).toThrow(`${name}: units must be an integer from 1 up, got 0`);
    expect(() => make({} as never)).toThrow(`${name}: units is needed, a number, got undefined`);
    expect(() => layer.apply(params, zeros([2, 6]))).toThrow(
      `${name}: [batch, time, 2] with an element or more is needed, got [2,6]`,
    );
    expect(() => layer.apply(params, zeros([2, 0, 2]))).toThrow("got [2,0,2]");
    expect(() => layer.apply(params, x, { mask: zeros([2, 5], "bool") })).toThrow(
      `${name}: a mask [2,6] is needed, got [2,5]`,
    );
    expect(() => layer.init(key, [2, 6, 2])).toThrow("leave out the batch axis?");
    expect(() => layer.init(key, [2])).toThrow(`${name}: examples [time, inputs] are needed, got [2]`);
  });
});

const zerosOf = (value: number): Tensor => tensor(new Array<number>(8).fill(value), { shape: [2, 2, 2] });

test("gates do what they are for: open ones forget, closed ones keep", () => {
  const { scan } = lstm({ units: 1 });
  const weights = { inputs: tensor([[0, 0, 1, 0]]), recurrent: zeros([1, 4]) };
  const x = tensor([[[5], [0], [0], [0]]]);
  const carry = { hidden: zeros([1, 1]), cell: tensor([[1]]) };
  const kept = scan({ ...weights, bias: tensor([-100, 100, 0, 100]) }, x, { carry });
  expect(kept.carry.cell.item()).toBeCloseTo(1, 6);
  expect(kept.carry.hidden.item()).toBeCloseTo(Math.tanh(1), 6);
  expect(scan({ ...weights, bias: tensor([100, -100, 0, 100]) }, x, { carry }).carry.cell.item()).toBeCloseTo(0, 6);
});

test("two directions side by side", () => {
  const both = parallel({ forward: gru({ units: 2 }), backward: gru({ units: 2, reverse: true }) });
  const params = both.init(key, [4, 3]);
  const x = normal(key, [1, 4, 3]);
  const y = both.apply(params, x);
  expect(y.shape).toEqual([1, 4, 4]);
  expect(both.describe([4, 3]).outputShape).toEqual([4, 4]);
  const ahead = gru({ units: 2 }).apply(params.forward, x);
  expect(slice(y, [null, null, [0, 2]]).toArray()).toEqual(ahead.toArray());
});

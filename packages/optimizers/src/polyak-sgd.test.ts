import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { chain, clipByGlobalNorm, type GradientTransform, type PolyakSgdOptions, polyakSgd } from "./index.ts";

const stepOf = (options: PolyakSgdOptions, value: number, gradient: number): number => {
  const optimizer = polyakSgd(options);
  return optimizer.update(gradient, optimizer.init(0), 0, { value })[0];
};

describe("the step size", () => {
  test("is (value - minimumValue) / (c |g|^2)", () => {
    expect(stepOf({}, 2, 4)).toBe(-0.5);
    expect(stepOf({ minimumValue: 1 }, 2, 4)).toBe(-0.25);
    expect(stepOf({ scaling: 0.5 }, 2, 4)).toBe(-1);
    expect(stepOf({ minimumValue: -6 }, -2, -4)).toBe(1);
  });

  test("is at most maximumRate, 1 by default", () => {
    expect(stepOf({}, 100, 2)).toBe(-2);
    expect(stepOf({ maximumRate: 0.1 }, 100, 2)).toBe(-0.2);
  });

  test("goes to the zero of a linear function at once, half way to the minimum of a parabola", () => {
    // |x| at 7, and x^2 at 7: value / g^2 g = 7 / 2
    expect(7 + stepOf({ maximumRate: 100 }, 7, 1)).toBe(0);
    expect(7 + stepOf({}, 49, 14)).toBe(3.5);
    expect(7 + stepOf({ scaling: 0.5 }, 49, 14)).toBe(0);
  });

  test("uses the norm of all leaves together", () => {
    const optimizer = polyakSgd();
    const params = { a: 3, b: Float64Array.of(0, 4) };
    const [updates, { stepSize }] = optimizer.update(params, optimizer.init(params), params, { value: 5 });
    expect(stepSize.item()).toBeCloseTo(0.2, 15);
    expect(updates.b[1]).toBeCloseTo(-0.8, 15);
  });

  test("is right where the square of the norm is not a number of the type", () => {
    expect(stepOf({}, 1e200, 1e200)).toBeCloseTo(-1, 14);
    expect(stepOf({ maximumRate: 1e300 }, 1e-250, 1e-200) / -1e-50).toBeCloseTo(1, 14);
  });

  test("is 0 at a gradient of 0, and below the minimum", () => {
    expect(Math.abs(stepOf({}, 5, 0))).toBe(0);
    const optimizer = polyakSgd();
    const [, { stepSize }] = optimizer.update<number>(0, optimizer.init(0), 0, { value: 5 });
    expect([optimizer.init(0).stepSize.item(), stepSize.item()]).toEqual([0, 0]);
    expect(Math.abs(stepOf({ minimumValue: 3 }, 2, 1))).toBe(0);
  });

  test("a loss that is NaN makes a step that is", () => {
    expect(stepOf({}, Number.NaN, 1)).toBeNaN();
  });
});

describe("the value of the loss", () => {
  const optimizer = polyakSgd();

  test("is a number or a scalar", () => {
    const param = tensor([2]);
    const [update] = optimizer.update(param, optimizer.init(param), param, { value: tensor(1) });
    expect(update.toArray()).toEqual([-0.5]);
    expect(() => optimizer.update(param, optimizer.init(param), param, { value: tensor([1]) })).toThrow(
      "polyakSgd: update needs the value of the loss, a number or a scalar, got another tensor; pass { value: loss }?",
    );
  });

  test("is a compile error when missing, and throws", () => {
    const state = optimizer.init(0);
    // @ts-expect-error the value is needed
    expect(() => optimizer.update<number>(1, state, 0)).toThrow(TypeError);
    // @ts-expect-error the value is needed
    expect(() => optimizer.update<number>(1, state, 0, {})).toThrow("got undefined; pass { value: loss }?");
    const inChain = chain({ clip: clipByGlobalNorm(1), polyak: polyakSgd() });
    // @ts-expect-error the value is needed in a chain, too
    expect(() => inChain.update<number>(1, inChain.init(0), 0)).toThrow(TypeError);
    expect(inChain.update<number>(4, inChain.init(0), 0, { value: 0.5 })[0]).toBe(-0.5);
  });

  test("an optimizer that needs it does not pass for one that does not", () => {
    const plain = (wanted: GradientTransform<unknown>): unknown => wanted;
    // @ts-expect-error nobody would pass the value
    expect(plain(optimizer)).toBe(optimizer);
  });
});

test.each([{ maximumRate: 0 }, { scaling: 0 }, { minimumValue: -Infinity }, { minimumValue: Number.NaN }])(
  "rejects %j",
  (options) => {
    expect(() => polyakSgd(options)).toThrow(RangeError);
  },
);

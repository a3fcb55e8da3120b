import { type Binary, binary, divide, equal, multiply, where } from "@adjoint/tensor";

/**
 * sqrt(x^2 + y^2), elementwise, without the overflow of the squares. The gradient is (x, y) / hypot, and 0 at the origin.
 *
 * @example hypot(tensor([3]), tensor([4])) // [5]
 */
export const hypot: Binary = /* @__PURE__ */ binary({
  name: "hypot",
  accepts: "float",
  compute: (x: number, y: number) => Math.hypot(x, y),
  // d hypot = (x dx + y dy) / hypot
  vjp: (cotangent, [x, y], h) => {
    const scale = divide(cotangent, where(equal(h, 0), 1, h));
    return [() => multiply(scale, x), () => multiply(scale, y)];
  },
});

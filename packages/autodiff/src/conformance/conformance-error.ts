import { formatShape, sameShape, type Tensor } from "@adjoint/tensor";
import { ConformanceError } from "@adjoint/tensor/testing";

export { ConformanceError };

/**
 * @param what names the operation and what was tried.
 * @throws ConformanceError unless the tensor has that shape and those values, relative to max(1, |expected|).
 */
export function checkClose(
  what: string,
  got: Tensor,
  shape: readonly number[],
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  if (!sameShape(got.shape, shape))
    throw new ConformanceError(
      `${what}: the shape must be ${formatShape(shape)}, got ${formatShape(got.shape)}; check the shape rule`,
    );
  got.dataSync().forEach((x, i) => {
    const y = expected[i]!;
    if (Object.is(x, y) || x === y || Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(y))) return;
    throw new ConformanceError(`${what}: entry ${i} of ${formatShape(shape)} must be ${y}, got ${x}; check the rule`);
  });
}

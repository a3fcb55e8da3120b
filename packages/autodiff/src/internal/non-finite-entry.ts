import { formatShape, type Tensor } from "@adjoint/tensor";

/** The first entry that is NaN or infinite, as in `NaN at [0,1]`; undefined when there is none. */
export function nonFiniteEntry(t: Tensor): string | undefined {
  const values = t.dataSync();
  const at = values.findIndex((x) => !Number.isFinite(x));
  return at < 0 ? undefined : `${values[at]} at ${formatShape(placeOf(at, t.shape))}`;
}

/** The indices of an entry in row-major order. */
function placeOf(at: number, shape: readonly number[]): number[] {
  let rest = at;
  return shape.reduceRight<number[]>((place, n) => {
    const index = rest % n;
    rest = (rest - index) / n;
    return [index, ...place];
  }, []);
}

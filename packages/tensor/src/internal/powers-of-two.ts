/** e with 2^e near |x|, such that neither 2^e nor 2^-e leaves the normal range; 0 for 0, NaN for NaN. */
const exponentOf = (x: number): number =>
  x === 0 ? 0 : Math.min(Math.max(Math.floor(Math.log2(Math.abs(x))), -1022), 1022);

/** A power of two near the largest magnitude, by which to divide so that squares stay in range; NaN where one is not finite. */
export function scaleOf(values: Float64Array): number {
  let largest = 0;
  for (const x of values) largest = Math.max(largest, Math.abs(x));
  return largest === Infinity ? NaN : 2 ** exponentOf(largest);
}

/** The product of some numbers. Products on the way neither overflow nor vanish. */
export function productOf(values: readonly number[]): number {
  let product = 1;
  let exponent = 0;
  for (const x of values) {
    const shift = exponentOf(x);
    product *= x / 2 ** shift;
    const carry = exponentOf(product);
    product /= 2 ** carry;
    exponent += shift + carry;
  }
  if (product === 0) return product;
  const half = Math.trunc(exponent / 2);
  return product * 2 ** half * 2 ** (exponent - half);
}

/**
 * What the bits of a float of 16 bits or fewer mean: a sign, then exponent, then fraction, the bias half of the largest exponent.
 * With infinities the largest exponent holds them and NaN, as in IEEE 754; without, only all ones are NaN.
 * @see IEEE 754-2019, section 3.4; Micikevicius et al. 2022, FP8 Formats for Deep Learning, table 1.
 */
export function smallFloat(
  exponentBits: number,
  fractionBits: number,
  largest: "infinities" | "no infinities",
): (bits: number) => number {
  const top = 2 ** exponentBits - 1;
  const ones = 2 ** fractionBits - 1;
  const bias = 2 ** (exponentBits - 1) - 1;
  // the weight of the last bit of the fraction; exponent 0 holds the subnormal numbers, with the weight of exponent 1
  const weights = Float64Array.from({ length: top + 1 }, (_, e) => 2 ** (Math.max(e, 1) - bias - fractionBits));
  const signBit = 2 ** (exponentBits + fractionBits);
  return (bits) => {
    const exponent = (bits >> fractionBits) & top;
    const fraction = bits & ones;
    const sign = bits & signBit ? -1 : 1;
    if (exponent === top && largest === "infinities") return fraction === 0 ? sign * Infinity : Number.NaN;
    if (exponent === top && fraction === ones) return Number.NaN;
    return sign * weights[exponent]! * (exponent === 0 ? fraction : ones + 1 + fraction);
  };
}

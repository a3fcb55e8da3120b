import type { KernelWriter } from "../kernels/kernel-writer.ts";

/** y 2^n, for whole n from -160 to 160: in factors, since 2^n itself may be out of range where the result is not. */
export function scaled(writer: KernelWriter, y: string, n: string): string {
  if (writer.dialect.hasBits) return `scaled(${y}, ${n})`;
  const size = writer.let(`${n} < 0 ? -${n} : ${n}`);
  const half = writer.let(`Math.floor(${size} * 0.5)`);
  const left = writer.variable(half);
  const power = writer.variable("1.0");
  for (let bits = 64; bits >= 1; bits /= 2) {
    writer.set(power, `${left} >= ${bits} ? ${power} * ${2 ** bits} : ${power}`);
    writer.set(left, `${left} >= ${bits} ? ${left} - ${bits} : ${left}`);
  }
  const rest = writer.let(`${size} - 2 * ${half} > 0 ? 2.0 : 1.0`);
  return `${n} < 0 ? ((${y}) / ${power}) / ${rest} / ${power} : ((${y}) * ${power}) * ${rest} * ${power}`;
}

/** x = 2^k m with m between the square roots of 1/2 and 2, for positive normal x. */
export function split(writer: KernelWriter, x: string): { readonly k: string; readonly m: string } {
  if (writer.dialect.hasBits) {
    const exponent = writer.let(`exponent(${x})`);
    return { k: exponent, m: writer.let(`scaled(${x}, -${exponent})`) };
  }
  const m = writer.variable(x);
  const k = writer.variable("0.0");
  const step = (condition: string, factor: number, change: string): void => {
    const applies = writer.let(`${condition} ? 1.0 : 0.0`);
    writer.set(m, `${applies} > 0 ? ${m} * ${factor} : ${m}`);
    writer.set(k, `${applies} > 0 ? ${k} ${change} : ${k}`);
  };
  for (let bits = 64; bits >= 1; bits /= 2) {
    step(`${m} >= ${2 ** bits * Math.SQRT1_2}`, 2 ** -bits, `+ ${bits}`);
    step(`${m} < ${2 ** -bits * Math.SQRT2}`, 2 ** bits, `- ${bits}`);
  }
  step(`${m} >= ${Math.SQRT2}`, 0.5, "+ 1");
  step(`${m} < ${Math.SQRT1_2}`, 2, "- 1");
  return { k, m };
}

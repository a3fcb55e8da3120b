import { engine } from "./engine.ts";
import { BLOCK_OPERATIONS, simdBlock } from "./simd-block.ts";

const RUNS = 2000; // half a millisecond
const SAMPLES = 40;

/** Operations a second that one core does in WebAssembly SIMD: the best of many short samples. */
export function arithmeticPeak(): number {
  const modules = [{ fused: false }, { fused: true }].map(simdBlock).filter((code) => engine.validate(code));
  return Math.max(...modules.map(bestOf));
}

function bestOf(code: Uint8Array): number {
  const { run } = new engine.Instance(new engine.Module(code)).exports;
  let shortest = Infinity;
  for (let i = 0; i < SAMPLES; i++) {
    const begin = performance.now();
    run(RUNS);
    shortest = Math.min(shortest, performance.now() - begin);
  }
  return (RUNS * BLOCK_OPERATIONS * 1000) / shortest;
}

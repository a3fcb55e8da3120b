// In an isolated page: workers come, take part, and change no bit. Tells by the title, as the program does.
import { compile } from "@adjoint/compile";
import { matmul, normal, randomKey, tanh } from "@adjoint/tensor";
import { wasmTarget } from "@adjoint/wasm-kernels";
import { threadedEngine } from "@adjoint/wasm-kernels/target/threaded-engine";

const inputs = [1, 2].map((seed) => normal(randomKey(seed), [300, 300]));
const product = (x, y) => tanh(matmul(x, y));
const [alone, shared] = [1, 3].map((threads) => compile(product, { target: wasmTarget({ threads }) }));
const wanted = alone(...inputs).dataSync();
shared(...inputs);
const { pool } = threadedEngine(3);
for (let tries = 0; !pool.isReady && tries < 1500; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
const got = shared(...inputs).dataSync();
const outcome = { isolated: crossOriginIsolated, ready: pool.isReady, same: got.every((x, i) => x === wanted[i]) };
document.title = JSON.stringify(outcome);

import { controlWords, jobs } from "./control-words.ts";

/**
 * The program of a worker, as text: there is no file to serve, and no bundler changes it. It waits for jobs, and does its
 * part of each program that it was told to load. Its arguments come in the first message.
 */
export const workerSource: string = `
const work = ({ memory, control, thread, threads }) => {
  const words = new Int32Array(memory.buffer, control, ${controlWords.generation + 1});
  const programs = new Map();
  const imports = { js: { memory, sin: Math.sin, cos: Math.cos } };
  const load = () => {
    const [id, from, length] = [${controlWords.program}, ${controlWords.address}, ${controlWords.length}].map((i) => words[i]);
    const bytes = new Uint8Array(memory.buffer, from, length).slice();
    programs.set(id, new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports);
  };
  const finish = (action) => {
    try {
      action();
    } catch {
      Atomics.add(words, ${controlWords.failed}, 1);
    }
    Atomics.add(words, ${controlWords.done}, 1);
    Atomics.notify(words, ${controlWords.done});
  };
  let last = 0;
  Atomics.add(words, ${controlWords.ready}, 1);
  for (;;) {
    for (let spins = 0; spins < 5000 && Atomics.load(words, ${controlWords.job}) === last; spins++);
    Atomics.wait(words, ${controlWords.job}, last);
    last = Atomics.load(words, ${controlWords.job});
    const id = words[${controlWords.program}];
    const kind = words[${controlWords.kind}];
    if (kind === ${jobs.load}) finish(load);
    else if (kind === ${jobs.forget}) finish(() => programs.delete(id));
    else programs.get(id)["segment" + words[${controlWords.segment}]](thread, threads, 1);
  }
};
if (typeof process === "object" && process.getBuiltinModule) process.getBuiltinModule("node:worker_threads").parentPort.once("message", work);
else onmessage = ({ data }) => work(data);
`;

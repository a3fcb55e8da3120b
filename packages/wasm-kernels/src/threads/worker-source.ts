import { controlWords, JOB_STEP, jobs } from "./control-words.ts";

/**
 * The program of a worker, as text: there is no file to serve, and no bundler changes it. It waits for jobs, and helps with
 * the program that runs if it was told to load it. Its arguments come in the first message.
 */
export const workerSource: string = `
const work = ({ memory, control, thread }) => {
  const words = new Int32Array(memory.buffer, control, ${controlWords.sleeping + 1});
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
    Atomics.wait(words, ${controlWords.job}, last);
    last = Atomics.load(words, ${controlWords.job});
    const id = words[${controlWords.program}];
    const kind = last % ${JOB_STEP};
    if (kind === ${jobs.load}) finish(load);
    else if (kind === ${jobs.forget}) finish(() => programs.delete(id));
    else programs.get(id)?.help(thread, last);
  }
};
if (typeof process === "object" && process.getBuiltinModule) process.getBuiltinModule("node:worker_threads").parentPort.once("message", work);
else onmessage = ({ data }) => work(data);
`;

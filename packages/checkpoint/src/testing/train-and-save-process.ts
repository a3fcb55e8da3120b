import { trainAndSave } from "./train-and-save.ts";

// node train-and-save-process.ts PATH STEPS: says "step N" after each
const [path, steps] = process.argv.slice(2);
const pause = new Int32Array(new SharedArrayBuffer(4));
trainAndSave(path!, Number(steps), (step) => {
  process.stdout.write(`step ${step}\n`);
  Atomics.wait(pause, 0, 0, 20); // however fast the machine is, it is killed before the end
});

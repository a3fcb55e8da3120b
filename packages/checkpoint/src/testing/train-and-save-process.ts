import { trainAndSave } from "./train-and-save.ts";

// node train-and-save-process.ts PATH STEPS: says "step N" after each
const [path, steps] = process.argv.slice(2);
trainAndSave(path!, Number(steps), (step) => process.stdout.write(`step ${step}\n`));

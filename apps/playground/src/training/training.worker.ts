import { slice } from "@adjoint/tensor";
import { loadDigits } from "./load-digits.ts";
import type { TrainingReply, TrainingRequest } from "./messages.ts";
import { detectTargets } from "./targets.ts";
import { TrainingRun } from "./training-run.ts";

/** Milliseconds of training between two words to the page. */
const PORTION = 60;
/** Evaluations of a run that is quick, which then make a curve; a slow one is evaluated about once a second. */
const EVALUATIONS = 40;
const SECOND = 1000;

let run: TrainingRun | undefined;
let isTraining = false;
const goesOn = (current: TrainingRun): boolean => isTraining && run === current && !current.isDone;

/** The loop that trains, while it goes on. */
let training: Promise<void> = Promise.resolve();

/** One request at a time, in order; what ends the training is heard at once. */
let last: Promise<void> = Promise.resolve();

addEventListener("message", ({ data }: MessageEvent<TrainingRequest>) => {
  if (data.kind === "stop" || data.kind === "start" || data.kind === "load") isTraining = false;
  if (data.kind === "stop") return;
  last = last.then(() => answer(data)).catch(fail);
});

const reply = (message: TrainingReply): void => postMessage(message);

const fail = (error: unknown): void =>
  reply({
    kind: "failed",
    message: error instanceof Error ? error.message : String(error),
    hasRun: run !== undefined,
  });

async function answer(request: Exclude<TrainingRequest, { kind: "stop" }>): Promise<void> {
  switch (request.kind) {
    case "targets":
      return reply({ kind: "targets", states: await detectTargets() });
    case "start":
      await training;
      run?.close();
      run = undefined;
      run = await TrainingRun.start(request.settings, await loadDigits());
      announce(run);
      return go(run);
    case "load": {
      await training;
      const loaded = await TrainingRun.load(request.file, await loadDigits());
      run?.close();
      run = loaded;
      announce(run);
      await evaluate(run);
      return reply({ kind: "stopped", isDone: run.isDone });
    }
    case "resume":
      await training;
      return run && go(run);
    case "save":
      return run && reply({ kind: "saved", file: await run.save() });
    case "predict":
      return run && reply({ kind: "predicted", probabilities: await run.predict(request.pixels) });
    case "example": {
      const { test } = await loadDigits();
      const at = request.index % test.x.shape[0]!;
      const pixels = Float32Array.from(slice(test.x, [at]).dataSync());
      return reply({ kind: "example", pixels, label: slice(test.labels, [at]).item() });
    }
  }
}

const announce = ({ settings, parameters, steps }: TrainingRun): void =>
  reply({ kind: "started", settings, parameters, steps });

/** Trains until it is done or stopped. Other requests are answered between two portions. */
function go(current: TrainingRun): void {
  isTraining = true;
  training = train(current).catch((error: unknown) => {
    isTraining = false;
    fail(error);
  });
}

async function train(current: TrainingRun): Promise<void> {
  let count = 1;
  let pace = { steps: 0, milliseconds: 0 };
  let evaluated = { step: Number.NEGATIVE_INFINITY, at: 0, milliseconds: 0 };
  while (goesOn(current)) {
    const step = current.stepCount;
    const idle = performance.now() - evaluated.at;
    const isDue = step - evaluated.step >= current.steps / EVALUATIONS || idle >= SECOND;
    // never more than half of the time goes into evaluations
    if (isDue && idle >= evaluated.milliseconds)
      evaluated = { step, milliseconds: await evaluate(current), at: performance.now() };
    // others read the parameters, which the next step takes; what ends the training waits for this loop
    if (!goesOn(current)) break;
    await last;
    if (!goesOn(current)) break;
    const before = performance.now();
    const losses = await current.train(count);
    const milliseconds = performance.now() - before;
    pace = paceAfter(pace, losses.length, milliseconds);
    reply({ kind: "progress", step, losses, stepsPerSecond: (pace.steps / pace.milliseconds) * 1000 });
    // as many steps as fit, with some care: the first ones hold a compilation
    count = Math.max(
      1,
      Math.min(Math.round((count * PORTION) / milliseconds), 4 * count, Math.ceil(current.steps / EVALUATIONS)),
    );
    // lets messages in
    await new Promise((resolve) => setTimeout(resolve));
  }
  isTraining = false;
  await evaluate(current);
  reply({ kind: "stopped", isDone: current.isDone });
}

/** Steps and their time, of which what is older than about a second fades: the compilation, too. */
function paceAfter(
  pace: { readonly steps: number; readonly milliseconds: number },
  steps: number,
  milliseconds: number,
) {
  const kept = Math.exp(-milliseconds / SECOND);
  return { steps: pace.steps * kept + steps, milliseconds: pace.milliseconds * kept + milliseconds };
}

/** Tells the page how good the model is; the milliseconds that it took to find out. */
async function evaluate(current: TrainingRun): Promise<number> {
  const before = performance.now();
  reply({ kind: "evaluated", evaluation: await current.evaluate() });
  return performance.now() - before;
}

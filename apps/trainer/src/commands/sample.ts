import { setImmediate } from "node:timers/promises";
import { characterTokens } from "@adjoint/data";
import {
  argMax,
  categorical,
  divide,
  foldIn,
  type RandomKey,
  randomKey,
  slice,
  type Tensor,
  tensor,
} from "@adjoint/tensor";
import { targets } from "../choices/targets.ts";
import { engineFor } from "../engine.ts";
import { loadTraining } from "../saved-run.ts";
import { trainedModel } from "../trained-model.ts";
import { chosen, UserError } from "../user-error.ts";

export interface SampleOptions {
  readonly target: string;
  readonly prompt?: string;
  /** How many characters to write. */
  readonly length: number;
  /** How daring: 0 takes the likeliest character, 1 draws as the model says. */
  readonly temperature: number;
  readonly seed: number;
}

/** Writes a text as a saved model goes on with it, character by character. */
export async function sample(
  file: string,
  { prompt, length, temperature, seed, target }: SampleOptions,
): Promise<void> {
  const run = loadTraining(file);
  const { encoding } = run.task;
  if (encoding.kind !== "text")
    throw new UserError(`${file} is no model of texts; see what it says with: trainer predict ${file} FILE`);
  const { vocabulary, context } = encoding;
  const start = prompt ?? (vocabulary.includes("\n") ? "\n" : vocabulary[0]!);
  const stray = Array.from(start).find((character) => !vocabulary.includes(character));
  if (stray !== undefined)
    throw new UserError(`--prompt has ${JSON.stringify(stray)}, which the model has never seen; leave it out?`);
  const { encode, decode } = characterTokens("", { vocabulary });
  const { settings, params, state } = trainedModel(run);
  const engine = engineFor(settings, chosen("--target", target, targets)());
  const next = (window: Tensor): Tensor => engine.predict(params, state, window);
  if (prompt !== undefined) process.stdout.write(prompt);
  const tokens = Array.from(encode(start).dataSync());
  const key = randomKey(seed);
  for (let i = 0; i < length; i++) {
    tokens.push(nextToken(next, tokens, context, temperature, foldIn(key, i)));
    process.stdout.write(decode(tensor(tokens.slice(-1), { dtype: "int32" })));
    await setImmediate(); // the character is seen, and Ctrl-C heard
  }
  process.stdout.write("\n");
  engine.dispose();
}

/** The token that comes next, from what the model says at the last place of a window that is always of one size. */
function nextToken(
  next: (window: Tensor) => Tensor,
  tokens: readonly number[],
  context: number,
  temperature: number,
  key: RandomKey,
): number {
  const seen = tokens.slice(-context);
  // what stands behind the last one does not matter: no place sees what is behind it
  const window = [...seen, ...new Array<number>(context - seen.length).fill(0)];
  const outputs = next(tensor([window], { dtype: "int32" }));
  const logits = slice(outputs, [0, seen.length - 1]);
  return (temperature === 0 ? argMax(logits) : categorical(key, divide(logits, temperature))).item();
}

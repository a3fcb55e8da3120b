import { setImmediate } from "node:timers/promises";
import { type CharacterTokens, characterTokens } from "@adjoint/data";
import { randomKey, tensor } from "@adjoint/tensor";
import { targets } from "../choices/targets.ts";
import { engineFor } from "../engine.ts";
import { generateText } from "../generate-text.ts";
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
  const characters = characterTokens("", { vocabulary });
  const start = startOf(characters, prompt);
  const { settings, params, state } = trainedModel(run);
  const engine = engineFor(settings, await chosen("--target", target, targets)());
  if (prompt !== undefined) process.stdout.write(prompt);
  const logitsOf = (window: Parameters<typeof engine.predict>[2]) => engine.predict(params, state, window);
  for (const token of generateText(logitsOf, start, { context, length, temperature, key: randomKey(seed) })) {
    process.stdout.write(characters.decode(tensor([token], { dtype: "int32" })));
    await setImmediate(); // the character is seen, and Ctrl-C heard
  }
  process.stdout.write("\n");
  engine.dispose();
}

/** The tokens of the prompt; without one a new line, or whatever comes first. */
function startOf({ vocabulary, encode }: CharacterTokens, prompt: string | undefined): number[] {
  const text = prompt || (vocabulary.includes("\n") ? "\n" : vocabulary[0]!);
  const stray = Array.from(text).find((character) => !vocabulary.includes(character));
  if (stray !== undefined)
    throw new UserError(`--prompt has ${JSON.stringify(stray)}, which the model has never seen; leave it out?`);
  return Array.from(encode(text).dataSync());
}

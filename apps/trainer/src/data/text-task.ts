import { type CharacterTokens, characterTokens, contextWindows } from "@adjoint/data";
import { slice, type Tensor } from "@adjoint/tensor";
import { UserError } from "../user-error.ts";
import { bigramLoss } from "./bigram-loss.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { readTextFile } from "./read-file.ts";
import type { Task, TaskSource } from "./task.ts";

/** Characters that a model sees, where nothing else is said. */
const CONTEXT = 64;

/**
 * The text of some files: nine tenths to learn from, in windows that overlap by half, and the last one to test on, in
 * windows side by side.
 */
export async function readTextTask({ files = [], context = CONTEXT }: TaskSource): Promise<Task> {
  if (files.length === 0)
    throw new UserError("text: which file to learn from? add its path, as in: train text book.txt");
  const texts = await Promise.all(files.map((path) => readTextFile(path, `"${path}" is no file; check the spelling?`)));
  const text = texts.join("\n");
  const { tokens, vocabulary } = tokensOf(text, 20 * context);
  const cut = Math.floor((9 * tokens.size) / 10);
  const part = (start: number, end: number): Tensor => slice(tokens, [[start, end]]);
  const train = contextWindows(part(0, cut), { length: context, stride: Math.ceil(context / 2) });
  const test = contextWindows(part(cut, tokens.size), { length: context });
  return {
    name: files.length === 1 ? files[0]! : `${files.length} files`,
    kind: "text",
    train,
    test,
    inputShape: [context],
    outputs: vocabulary.length,
    encoding: { kind: "text", vocabulary, context },
    inUnits: (t) => t,
    baseline: { name: "bigrams", loss: bigramLoss(part(0, cut), test, vocabulary.length) },
    fingerprint: fingerprintOf(text),
  };
}

function tokensOf(text: string, least: number): CharacterTokens {
  if (text.length < least)
    throw new UserError(
      `text: ${least} characters or more are needed, got ${text.length}; add files, or lower --context?`,
    );
  return characterTokens(text);
}

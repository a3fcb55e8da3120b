import { type Command, InvalidArgumentError, Option } from "commander";
import { activations } from "./choices/activations.ts";
import { lossNames } from "./choices/losses.ts";
import { optimizers } from "./choices/optimizers.ts";
import { schedules } from "./choices/schedules.ts";

/** A number from text, or a sentence that says what is allowed. */
const number =
  (isAllowed: (x: number) => boolean, wanted: string) =>
  (text: string): number => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (!isAllowed(value)) throw new InvalidArgumentError(`It must be ${wanted}.`);
    return value;
  };
const count = number((x) => Number.isSafeInteger(x) && x >= 1, "a whole number from 1 up");
const seed = number(Number.isSafeInteger, "a whole number");
const rate = number((x) => x > 0 && x < Infinity, "a number above 0");

const delimiter = (text: string): string => (text === "tab" ? "\t" : text);
const batchSize = (text: string): number | "full" => (text === "full" ? "full" : count(text));
const hidden = (text: string): number[] => (text === "none" ? [] : text.split(",").map(count));

/** The options of every command that trains. */
export const withModelOptions = (command: Command): Command =>
  command
    .option("--target <column>", "the column to predict, for a CSV file of yours")
    .option("--delimiter <text>", 'what stands between two cells of it, such as ";" or tab (default: ",")', delimiter)
    .addOption(new Option("--loss <name>", "what is minimized").choices(lossNames))
    .option("--hidden <sizes>", 'sizes of the hidden layers, such as 64 or 128,64, or "none"', hidden)
    .addOption(
      new Option("--activation <name>", "of the hidden layers").choices(Object.keys(activations)).default("relu"),
    )
    .option("--seed <number>", "of the start and of the order of the rows", seed, 0)
    .option("--json", "print one JSON object last, and everything else to stderr");

export const optimizerOption = (): Option =>
  new Option("--optimizer <name>", "how it is minimized").choices(Object.keys(optimizers));

export const withRunOptions = (command: Command): Command =>
  command
    .addOption(new Option("--schedule <name>", "how the rate falls").choices(Object.keys(schedules)))
    .option("--learning-rate <number>", "the rate that the schedule starts from", rate)
    .option("--batch-size <rows>", 'rows a step, or "full"', batchSize)
    .option("--epochs <count>", "passes over the training rows", count);

export const countOption: (text: string) => number = count;

import { type Command, InvalidArgumentError, Option } from "commander";
import { activations } from "./choices/activations.ts";
import { lossNames } from "./choices/losses.ts";
import { models } from "./choices/models.ts";
import { optimizers } from "./choices/optimizers.ts";
import { schedules } from "./choices/schedules.ts";
import { targets } from "./choices/targets.ts";

/** A number from text, or a sentence that says what is allowed. */
const number =
  (isAllowed: (x: number) => boolean, wanted: string) =>
  (text: string): number => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (!isAllowed(value)) throw new InvalidArgumentError(`It must be ${wanted}.`);
    return value;
  };
export const count: (text: string) => number = number(
  (x) => Number.isSafeInteger(x) && x >= 1,
  "a whole number from 1 up",
);
export const seed: (text: string) => number = number(Number.isSafeInteger, "a whole number");
const positive = number((x) => x > 0 && x < Infinity, "a number above 0");
export const fromZero: (text: string) => number = number((x) => x >= 0 && x < Infinity, "a number from 0 up");
const part = number((x) => x >= 0 && x < 1, "a number from 0 up and below 1");

const delimiter = (text: string): string => (text === "tab" ? "\t" : text);
const batchSize = (text: string): number | "full" => (text === "full" ? "full" : count(text));
const hidden = (text: string): number[] => (text === "none" ? [] : text.split(",").map(count));

const hiddenHelp = (): string =>
  `a number for each hidden layer, such as 64 or 128,64, or "none": ${Object.entries(models)
    .map(([name, choice]) => `${name}: ${choice.hidden}`)
    .join("; ")}`;

/** Where something is computed. */
export const targetOption = (): Option =>
  new Option("--target <name>", `where it is computed: ${Object.keys(targets).join(", ")}`)
    .default("wasm")
    .argParser((name: string) => {
      if (Object.hasOwn(targets, name)) return name;
      throw new InvalidArgumentError(
        `Allowed choices are ${Object.keys(targets).join(", ")}. The column to predict is --column.`,
      );
    });

export const delimiterOption = (): Option =>
  new Option(
    "--delimiter <text>",
    'what stands between two cells of a CSV file, such as ";" or tab (default: ",")',
  ).argParser(delimiter);

export const jsonOption = (): Option =>
  new Option("--json", "print one JSON object last, and everything else to stderr");

/** The options of every command that trains. */
export const withModelOptions = (command: Command): Command =>
  command
    .option("--column <name>", "the column to predict, for a CSV file of yours")
    .addOption(delimiterOption())
    .option("--context <characters>", "how much of a text the model sees (default: 64)", count)
    .addOption(
      new Option("--model <name>", "what is trained (default: mlp, gpt for a text)").choices(Object.keys(models)),
    )
    .option("--hidden <numbers>", hiddenHelp(), hidden)
    .option("--heads <count>", "of each block of gpt (default: 4)", count)
    .option("--dropout <part>", "of the numbers, dropped while training", part)
    .addOption(new Option("--activation <name>", "of the hidden layers").choices(Object.keys(activations)))
    .addOption(new Option("--loss <name>", "what is minimized").choices(lossNames))
    .option("--clip <norm>", "the largest norm of the gradients", positive)
    .option("--weight-decay <number>", "how fast weights shrink", fromZero)
    .addOption(targetOption())
    .option("--seed <number>", "of the start and of the order of the rows", seed, 0)
    .addOption(jsonOption());

export const optimizerOption = (): Option =>
  new Option("--optimizer <name>", "how it is minimized").choices(Object.keys(optimizers));

export const withRunOptions = (command: Command): Command =>
  command
    .addOption(new Option("--schedule <name>", "how the rate falls").choices(Object.keys(schedules)))
    .option("--learning-rate <number>", "the rate that the schedule starts from", positive)
    .option("--batch-size <rows>", 'rows a step, or "full"', batchSize)
    .option("--epochs <count>", "passes over the training rows", count)
    .option("--patience <epochs>", "end when a tenth of the rows, held out, got no better for so long", count);

export const withSavingOptions = (command: Command): Command =>
  command
    .option("--save <file>", "where the run is saved: now and then, at the end, and on Ctrl-C")
    .option("--save-every <seconds>", "how often it is saved on the way", fromZero, 10)
    .option("--resume <file>", "go on with a saved run, and save it there again")
    .option("--log <file>", "a CSV file with a row for each epoch");

export const withExportOptions = (command: Command): Command =>
  command
    .option("--export <folder>", "write the train step there, for XLA on other machines, and do not train")
    .option("--export-steps <count>", "how many steps of batches and of the schedule go along", count, 100)
    .option("--export-devices <count>", "how many devices share each batch", count, 1);

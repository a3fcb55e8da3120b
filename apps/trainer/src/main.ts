import { Command } from "commander";
import { type CompareOptions, compare } from "./commands/compare.ts";
import { type FindRateOptions, findRate } from "./commands/find-rate.ts";
import { type TrainOptions, train } from "./commands/train.ts";
import { countOption, optimizerOption, withModelOptions, withRunOptions } from "./options.ts";
import { builtIn } from "./task.ts";

const DATASET = `one of ${Object.keys(builtIn).join(", ")}, or the path of a CSV file`;

const program = new Command("trainer")
  .description("Trains a model on real data, with the optimizers of Adjoint")
  .showHelpAfterError("(add --help to see what is possible)");

withRunOptions(withModelOptions(program.command("train").argument("<dataset>", DATASET)))
  .description("train one model")
  .addOption(optimizerOption().default("adam"))
  .action((dataset: string, options: TrainOptions) => train(dataset, options));

withModelOptions(program.command("compare").argument("<dataset>", DATASET))
  .description("train the same model with every optimizer, each with its own settings, side by side")
  .option("--epochs <count>", "passes over the training rows, for all of them", countOption)
  .option("--report <file>", "where the HTML report goes (default: reports/compare-<dataset>.html)")
  .option("--no-report", "write no HTML report")
  .action((dataset: string, options: CompareOptions) => compare(dataset, options));

withModelOptions(program.command("find-rate").argument("<dataset>", DATASET))
  .description("try fixed learning rates and suggest where a schedule may start")
  .addOption(optimizerOption().default("sgd"))
  .option("--steps <count>", "steps for each rate", countOption, 100)
  .action((dataset: string, options: FindRateOptions) => findRate(dataset, options));

// a reader that has seen enough, such as head, is no error
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env["DEBUG"] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}

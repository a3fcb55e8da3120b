import { Command } from "commander";
import { type CompareOptions, compare } from "./commands/compare.ts";
import { type EvaluateOptions, evaluate } from "./commands/evaluate.ts";
import { type FindRateOptions, findRate } from "./commands/find-rate.ts";
import { type ImportOptions, importTraining } from "./commands/import.ts";
import { type PredictOptions, predict } from "./commands/predict.ts";
import { type SampleOptions, sample } from "./commands/sample.ts";
import { train } from "./commands/train.ts";
import { builtIn } from "./data/table-task.ts";
import { Interruption } from "./interruption.ts";
import {
  count,
  delimiterOption,
  fromZero,
  jsonOption,
  optimizerOption,
  seed,
  targetOption,
  withExportOptions,
  withModelOptions,
  withRunOptions,
  withSavingOptions,
} from "./options.ts";
import type { SavingOptions } from "./train-options.ts";

const DATASET = `one of ${Object.keys(builtIn).join(", ")}, the path of a CSV file, or "text" and files of text`;
const FILES = "the files of a text";
const RUN = "what --save saved";

const program = new Command("trainer")
  .description("Trains a model on real data, with the optimizers of Adjoint")
  .showHelpAfterError("(add --help to see what is possible)");

withExportOptions(
  withSavingOptions(
    withRunOptions(
      withModelOptions(program.command("train").argument("[dataset]", DATASET).argument("[files...]", FILES)),
    ),
  ),
)
  .description("train one model, or go on with a saved run")
  .addOption(optimizerOption().default("adam"))
  .action((dataset: string | undefined, files: string[], options: SavingOptions, command: Command) => {
    const said = Object.keys(options).filter((name) => command.getOptionValueSource(name) === "cli");
    return train(dataset, { ...options, files }, said);
  });

program
  .command("import")
  .argument("<folder>", "what --export wrote")
  .argument("<checkpoint>", "what run.py --save wrote")
  .description("make a saved run of what was trained elsewhere")
  .option("--save <file>", "where the run goes (default: run.safetensors in the folder)")
  .action((folder: string, checkpoint: string, options: ImportOptions) => importTraining(folder, checkpoint, options));

program
  .command("evaluate")
  .argument("<run>", RUN)
  .description("say how good a saved run is on its test rows, and which classes it confuses")
  .option("--report <file>", "where the HTML report goes (default: reports/evaluate-<dataset>.html)")
  .option("--no-report", "write no HTML report")
  .addOption(targetOption())
  .addOption(jsonOption())
  .action((run: string, options: EvaluateOptions) => evaluate(run, options));

program
  .command("predict")
  .argument("<run>", RUN)
  .argument("<file>", "a CSV file with the columns that it was trained on")
  .description("print what a saved run says of each row, as CSV")
  .addOption(delimiterOption())
  .addOption(targetOption())
  .option("--json", "print JSON instead")
  .action((run: string, file: string, options: PredictOptions) => predict(run, file, options));

program
  .command("sample")
  .argument("<run>", "what --save saved of a text")
  .description("write on as a saved model of a text would")
  .option("--prompt <text>", "what it goes on with")
  .option("--length <characters>", "how much it writes", count, 400)
  .option("--temperature <number>", "0 takes the likeliest character, 1 draws as the model says", fromZero, 0.8)
  .option("--seed <number>", "of what is drawn", seed, 0)
  .addOption(targetOption())
  .action((run: string, options: SampleOptions) => sample(run, options));

withModelOptions(program.command("compare").argument("<dataset>", DATASET).argument("[files...]", FILES))
  .description("train the same model with every optimizer, each with its own settings, side by side")
  .option("--epochs <count>", "passes over the training rows, for all of them", count)
  .option("--report <file>", "where the HTML report goes (default: reports/compare-<dataset>.html)")
  .option("--no-report", "write no HTML report")
  .action((dataset: string, files: string[], options: CompareOptions) => compare(dataset, files, options));

withModelOptions(program.command("find-rate").argument("<dataset>", DATASET).argument("[files...]", FILES))
  .description("try fixed learning rates and suggest where a schedule may start")
  .addOption(optimizerOption().default("sgd"))
  .option("--steps <count>", "steps for each rate", count, 100)
  .action((dataset: string, files: string[], options: FindRateOptions) => findRate(dataset, files, options));

// a reader that has seen enough, such as head, is no error
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = 1;
  // it was asked for, and said what there is to say
  if (!(error instanceof Interruption)) {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    if (process.env["DEBUG"] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  }
}

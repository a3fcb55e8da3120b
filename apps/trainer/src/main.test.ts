import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { runTrainer, trainerCommand } from "./testing/run-trainer.ts";

const newFolder = (): string => mkdtempSync(join(tmpdir(), "trainer-"));

test("train --json prints one JSON object and nothing else", async () => {
  const { code, stdout, stderr } = await runTrainer(["train", "iris", "--json", "--epochs", "5"]);
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(stdout))).toEqual([
    "dataset",
    "model",
    "optimizer",
    "parameters",
    "epochs",
    "epoch",
    "steps",
    "seconds",
    "trainLoss",
    "testLoss",
    "testAccuracy",
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ dataset: "iris", model: "mlp", optimizer: "adam", epochs: 5, steps: 20 });
  expect(stderr).toContain("epochs  loss"); // progress in lines: it is no terminal
  expect(stderr).not.toContain("\u001b[");
});

test("a CSV file of one's own is read from where the user is", async () => {
  const folder = newFolder();
  const rows = Array.from({ length: 40 }, (_, i) => `${i < 20 ? i : i + 20},${40 - i},${i < 20 ? "low" : "high"}`);
  writeFileSync(join(folder, "mine.csv"), ["a,b,size", ...rows].join("\n"));
  const { code, stdout } = await runTrainer(["train", "mine.csv", "--column", "size", "--json"], folder);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ dataset: "mine.csv", testAccuracy: 1 });
});

test("cells may stand between semicolons or tabs", async () => {
  const folder = newFolder();
  for (const [name, delimiter] of [
    [";", ";"],
    ["tab", "\t"],
  ] as const) {
    const rows = Array.from({ length: 20 }, (_, i) => [i, i + 0.5].join(delimiter));
    writeFileSync(join(folder, "mine.csv"), [["a", "b"].join(delimiter), ...rows].join("\n"));
    const args = ["train", "mine.csv", "--column", "b", "--epochs", "1", "--delimiter", name];
    expect((await runTrainer(args, folder)).stderr).toContain("1/1 epochs");
  }
});

test("errors whose square is beyond float32 are still measured in the unit of the file", async () => {
  const folder = newFolder();
  const rows = Array.from({ length: 30 }, (_, i) => `${i},${i}.5e30`);
  writeFileSync(join(folder, "huge.csv"), ["a,b", ...rows].join("\n"));
  const { stdout } = await runTrainer(["train", "huge.csv", "--column", "b", "--epochs", "1", "--json"], folder);
  const { trainLoss } = JSON.parse(stdout);
  expect(trainLoss).toBeGreaterThan(1e60);
  expect(trainLoss).toBeLessThan(1e64);
});

test("a reader that has seen enough is no error", async () => {
  const child = spawn(process.execPath, trainerCommand("train", "iris", "--epochs", "1"), {
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  const errors = text(child.stderr);
  const [code] = await once(child, "close");
  expect(code).toBe(0);
  expect(await errors).not.toContain("EPIPE");
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s ends the work behind a progress bar and shows the cursor again",
  async (signal) => {
    const isTerminal = "data:text/javascript,process.stderr.isTTY = true; process.stderr.cursorTo ??= () => {}";
    const child = spawn(process.execPath, [
      "--import",
      isTerminal,
      ...trainerCommand("train", "digits", "--epochs", "100000"),
    ]);
    let seen = "";
    child.stderr.on("data", (chunk) => {
      seen += chunk;
      if (seen.includes("epochs  loss") && !child.killed) child.kill(signal); // once: a second one would not wait
    });
    const [, endedBy] = await once(child, "close");
    expect(endedBy).toBe(signal);
    expect(seen).toContain("\u001b[?25l");
    expect(seen).toContain("\u001b[?25h");
  },
);

test("compare draws, tabulates and writes a report that needs nothing else", async () => {
  const folder = newFolder();
  const { code, stdout } = await runTrainer(
    ["compare", "iris", "--epochs", "3", "--report", "out/report.html"],
    folder,
  );
  expect(code).toBe(0);
  for (const name of ["gradient-descent", "sgd", "momentum", "adagrad", "rmsprop", "adam"])
    expect(stdout).toContain(name);
  const html = readFileSync(join(folder, "out/report.html"), "utf8");
  expect(html).toContain("new uPlot");
  expect(html).not.toMatch(/(?:src|href)="/); // no script, style or image from elsewhere
  expect(readdirSync(join(folder, "out"))).toEqual(["report.html"]);
});

test("compare writes its report to reports/ unless told not to", async () => {
  const folder = newFolder();
  expect((await runTrainer(["compare", "iris", "--epochs", "1", "--no-report"], folder)).code).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
  expect((await runTrainer(["compare", "iris", "--epochs", "1"], folder)).code).toBe(0);
  expect(readdirSync(join(folder, "reports"))).toEqual(["compare-iris.html"]);
});

test("find-rate suggests a rate above the best one", async () => {
  const { code, stdout } = await runTrainer(["find-rate", "iris", "--steps", "30", "--json"]);
  expect(code).toBe(0);
  const { best, suggested, trials } = JSON.parse(stdout);
  expect(suggested).toBeGreaterThan(best);
  expect(trials).toHaveLength(16);
});

const files: Readonly<Record<string, string | Buffer>> = {
  "empty.csv": "",
  "header-only.csv": "a,b\n",
  "text.csv": "a,b\n1,2\n3,four\n5,6\n7,8\n9,1\n2,2\n3,3",
  "hole.csv": "a,b\n1,2\n,4\n5,6\n7,8\n9,1\n2,2",
  "ragged.csv": "a,b\n1,2\n3\n",
  "semicolons.csv": "a;b\n1;2\n3;4",
  "latin.csv": Buffer.from("größe,b\n1,2\n3,4", "latin1"),
  "good.csv": "a,b\n1,2\n3,4\n5,6\n7,8\n9,1\n2,2",
};

test.each([
  ["an unknown data set", ["train", "digit"], /"digit" is no data set/],
  ["an unknown optimizer", ["train", "iris", "--optimizer", "adamm"], /Allowed choices are gradient-descent/],
  ["a rate that is NaN", ["train", "iris", "--learning-rate", "NaN"], /must be a number above 0/],
  ["a rate that is text", ["train", "iris", "--learning-rate", "fast"], /must be a number above 0/],
  ["a negative rate", ["train", "iris", "--learning-rate", "-1"], /must be a number above 0/],
  ["a batch of no rows", ["train", "iris", "--batch-size", "0"], /whole number from 1 up/],
  ["half an epoch", ["train", "iris", "--epochs", "0.5"], /whole number from 1 up/],
  ["a loss for classes on values", ["train", "diabetes", "--loss", "hinge"], /--loss hinge is for classes/],
  ["a rate that diverges", ["train", "diabetes", "--optimizer", "sgd", "--learning-rate", "1000"], /diverged in epoch/],
  ["no target", ["train", "good.csv"], /add --column with one of a, b/],
  ["a missing column", ["train", "good.csv", "--column", "c"], /"c"/],
  ["text in a number column", ["train", "text.csv", "--column", "a"], /four/],
  ["an empty cell", ["train", "hole.csv", "--column", "b"], /line 3/],
  ["a row that is too short", ["train", "ragged.csv", "--column", "b"], /line 3/],
  ["an empty file", ["train", "empty.csv", "--column", "b"], /readCsv: a header and rows are needed/],
  ["a file without rows", ["train", "header-only.csv", "--column", "b"], /rows/],
  ["semicolons", ["train", "semicolons.csv", "--column", "b"], /add --delimiter ";"/],
  ["text that is not UTF-8", ["train", "latin.csv", "--column", "b"], /"latin.csv" is no UTF-8 text/],
  ["layers beyond all memory", ["train", "iris", "--hidden", "1000000000"], /has 8000000003 weights/],
  ["a report that is a folder", ["compare", "iris", "--report", "."], /is a folder; add the name of a file/],
  ["a report below a file", ["compare", "iris", "--report", "good.csv/report.html"], /cannot be written \(/],
  ["no name", ["train", ""], /"" cannot be read/],
  ["a folder", ["train", ".", "--column", "b"], /cannot be read/],
  ["a column for a target", ["train", "good.csv", "--target", "b"], /The column to predict is --column/],
  ["pixels that are none", ["train", "iris", "--model", "cnn"], /needs the pixels of a square image in each row/],
  [
    "a model of texts for a table",
    ["train", "iris", "--model", "gpt"],
    /--model gpt is not for tables; choose one of mlp, cnn/,
  ],
  [
    "a model of tables for a text",
    ["train", "text", "good.csv", "--context", "1", "--model", "mlp"],
    /is not for texts/,
  ],
  ["a text without a file", ["train", "text"], /text: which file to learn from\?/],
  ["a text that is not there", ["train", "text", "none.txt"], /"none.txt" is no file/],
  ["a text that is too short", ["train", "text", "good.csv"], /1280 characters or more are needed, got/],
  [
    "heads that do not fit",
    ["train", "text", "good.csv", "--context", "1", "--hidden", "10"],
    /a multiple of 8 for 4 heads/,
  ],
  ["no data set", ["train"], /train: which data set\?/],
  ["a run that is not there", ["train", "--resume", "run.st"], /"run.st" is no file/],
  ["a run that is none", ["evaluate", "good.csv", "--no-report"], /"good.csv" is no saved run/],
  ["a place to save that is a folder", ["train", "iris", "--save", "."], /--save . is a folder/],
  ["a log that is a folder", ["train", "iris", "--log", "."], /--log . cannot be written/],
  ["a dropout of all", ["train", "iris", "--dropout", "1"], /a number from 0 up and below 1/],
  ["an unknown command", ["trian", "iris"], /unknown command 'trian'/],
])("%s ends in one sentence and exit code 1", async (_, args, message) => {
  const folder = newFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { code, stdout, stderr } = await runTrainer([...args, "--json"], folder);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n {4}at /); // no stack
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
});

test("--help explains every command", async () => {
  const { code, stdout } = await runTrainer(["--help"]);
  expect(code).toBe(0);
  for (const command of ["train", "evaluate", "predict", "sample", "compare", "find-rate"])
    expect(stdout).toContain(command);
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { decodeRun, encodeRun } from "@adjoint/checkpoint";
import { describe, expect, test } from "vitest";
import type { Wishes } from "./choices/choices.ts";
import { targets } from "./choices/targets.ts";
import { readTask } from "./data/read-task.ts";
import { loadTraining } from "./saved-run.ts";
import { settingsFor } from "./settings.ts";
import { bitsOf } from "./testing/bits-of.ts";
import { runTrainer, trainerCommand } from "./testing/run-trainer.ts";
import { withoutTimes } from "./testing/without-times.ts";
import { trainModel } from "./train-model.ts";
import type { TrainingState } from "./training-state.ts";

const isLong = process.env["ENDURANCE"] === "1";

describe("a run that was stopped after any step goes on as if it had not been", () => {
  test.each<[string, Partial<Wishes>]>([
    ["plain", {}],
    ["dropout, decay, clipping and early stopping", { dropout: 0.2, weightDecay: 0.1, clip: 1, patience: 2 }],
    ["another optimizer", { optimizer: "rmsprop", batchSize: 40 }],
  ])("%s", async (_, wishes) => {
    const iris = await readTask({ dataset: "iris" });
    const settings = settingsFor(iris, { optimizer: "adam", epochs: 3, seed: 1, ...wishes });
    const states: TrainingState[] = [];
    const saved: Uint8Array[] = [];
    const target = await targets["wasm"]!();
    const whole = await trainModel(iris, settings, {
      target,
      onStep: (state) => {
        states.push(state);
        saved.push(encodeRun({ ...state, best: state.best && { ...state.best } }));
      },
    });
    for (const [i, file] of saved.entries()) {
      const from = decodeRun(file) as unknown as TrainingState; // what was encoded above
      let last = from;
      const resumed = await trainModel(iris, settings, { target, from, onStep: (state) => (last = state) });
      expect(bitsOf({ ...resumed.params })).toEqual(bitsOf({ ...whole.params }));
      if (i < saved.length - 1) expect(bitsOf(withoutTimes(last))).toEqual(bitsOf(withoutTimes(states.at(-1)!)));
    }
  });
});

test("killed at any moment, by SIGKILL too, and resumed until it ends, a run has the bits of one that ran through", {
  timeout: 1_800_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "trainer-"));
  const model = ["--model", "cnn", "--hidden", "4,4", "--epochs", "8", "--patience", "8", "--seed", "3"];
  const whole = await runTrainer(["train", "digits", ...model, "--save", "whole.safetensors"], folder);
  expect(whole.code).toBe(0);
  const reference = loadTraining(join(folder, "whole.safetensors")).training;
  const rounds = isLong ? 20 : 2;
  for (let round = 0; round < rounds; round++) {
    const name = `run-${round}.safetensors`;
    const path = join(folder, name);
    let kills = 0;
    for (let isDone = false; !isDone; ) {
      const task = existsSync(path) ? ["--resume", name] : ["digits", ...model, "--save", name];
      const child = spawn(process.execPath, trainerCommand("train", ...task, "--save-every", "0"), {
        cwd: folder,
        env: { ...process.env, INIT_CWD: folder },
        stdio: ["ignore", "ignore", "pipe"],
      });
      const exit = once(child, "exit");
      // from the first lines on, when it is at work, some random time; later rounds have longer ones, so that all end
      await Promise.race([once(child.stderr, "data"), exit]);
      await Promise.race([setTimeout(Math.random() * 1500 * (1 + kills)), exit]);
      child.kill(kills % 2 === 0 ? "SIGKILL" : "SIGINT");
      const [code] = await exit;
      isDone = code === 0;
      if (!isDone) kills++;
    }
    const { training } = loadTraining(path);
    expect(bitsOf(withoutTimes(training)), `after ${kills} kills`).toEqual(bitsOf(withoutTimes(reference)));
  }
});

test("Ctrl-C saves, says how to go on, and that works, with a log of the whole run", { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "trainer-"));
  const child = spawn(
    process.execPath,
    trainerCommand("train", "iris", "--epochs", "300", "--save", "runs/iris.safetensors", "--log", "log.csv"),
    { cwd: folder, env: { ...process.env, INIT_CWD: folder }, stdio: ["ignore", "ignore", "pipe"] },
  );
  let seen = "";
  child.stderr.on("data", (chunk) => {
    seen += chunk;
    if (seen.includes("epochs  loss")) child.kill("SIGINT");
  });
  const [, endedBy] = await once(child, "close");
  expect(endedBy).toBe("SIGINT");
  const [, command] = /go on with: trainer (.*)\n/.exec(seen)!;
  expect(command).toBe(`train --resume ${join("runs", "iris.safetensors")}`);
  const { history } = loadTraining(join(folder, "runs", "iris.safetensors")).training;
  expect(history.length).toBeLessThan(300);
  const { code, stdout } = await runTrainer(
    [...command!.split(" "), "--log", "log.csv", "--epochs", "305", "--json"],
    folder,
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ epochs: 305, steps: 1220 });
  const rows = readFileSync(join(folder, "log.csv"), "utf8").trimEnd().split("\n");
  expect(rows[0]).toBe("epoch,steps,seconds,learningRate,loss,testLoss,testAccuracy,validationLoss");
  expect(rows.slice(1).map((row) => row.split(",")[0])).toEqual(Array.from({ length: 305 }, (_, i) => String(i + 1)));

  const other = await runTrainer(["train", "--resume", "runs/iris.safetensors", "--learning-rate", "1"], folder);
  expect(other.stderr).toContain("--learning-rate belongs to the run of runs/iris.safetensors already");
  const digits = await runTrainer(["train", "digits", "--resume", "runs/iris.safetensors"], folder);
  expect(digits.stderr).toContain("is a run of iris, not of digits");
});

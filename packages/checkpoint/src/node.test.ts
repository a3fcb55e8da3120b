import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { tensor } from "@adjoint/tensor";
import { afterAll, describe, expect, test } from "vitest";
import { encodeRun } from "./encode-run.ts";
import { loadRun, saveRun } from "./node.ts";
import { trainAndSave } from "./testing/train-and-save.ts";

// `npm run test:endurance` kills sixty times, every other run three times
const kills = process.env["ENDURANCE"] === "1" ? 60 : 3;

const folder = mkdtempSync(join(tmpdir(), "checkpoint-"));
afterAll(() => rmSync(folder, { recursive: true }));

const program = fileURLToPath(new URL("./testing/train-and-save-process.ts", import.meta.url));

/** Starts the training in a process of its own and kills it some time after its first step. */
async function killTraining(path: string, steps: number, milliseconds: number): Promise<void> {
  const command = ["--conditions=@adjoint/source", "--import", import.meta.resolve("tsx"), program, path, `${steps}`];
  const child = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
  const end = new Promise((resolve) => child.on("exit", resolve));
  await Promise.race([end, new Promise((resolve) => child.stdout.once("data", resolve))]);
  await setTimeout(milliseconds);
  child.kill("SIGKILL");
  await end;
}

test(`a run that is killed ${kills} times ends bit by bit as one that never was`, async () => {
  const [path, steps] = [join(folder, "killed.safetensors"), 40 * kills];
  const whole = trainAndSave(join(folder, "whole.safetensors"), steps);
  const reached = [0];
  for (let i = 0; i < kills; i++) {
    await killTraining(path, steps, (17 * i) % 60); // times of every kind, within a save and between two
    reached.push(loadRun(path)["step"] as number); // whole after each, whenever it came
  }
  expect(reached).toEqual([...new Set(reached)].sort((a, b) => a - b)); // it went on each time
  expect(reached.at(-1)).toBeLessThan(steps);
  expect(trainAndSave(path, steps)).toEqual(whole);
  expect(readFileSync(path)).toEqual(readFileSync(join(folder, "whole.safetensors")));
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

describe("saveRun", () => {
  const path = join(folder, "run.safetensors");

  test("writes what encodeRun gives, and over what was there", () => {
    for (const step of [1, 2]) {
      saveRun(path, { w: tensor([step]), step });
      expect(new Uint8Array(readFileSync(path))).toEqual(encodeRun({ w: tensor([step]), step }));
      expect(loadRun(path)["step"]).toBe(step);
    }
  });

  test("leaves the old file and nothing else when a run cannot be saved", () => {
    saveRun(path, { step: 1 });
    const before = readdirSync(folder);
    expect(() => saveRun(path, { step: () => 1 })).toThrow(TypeError);
    expect(() => saveRun(join(path, "below a file"), { step: 1 })).toThrow("ENOTDIR");
    expect(() => saveRun(join(folder, "no such", "run"), { step: 1 })).toThrow("ENOENT");
    expect(loadRun(path)).toEqual({ step: 1 });
    expect(readdirSync(folder)).toEqual(before);
  });

  test("cleans up when the name is taken by a folder", () => {
    const before = readdirSync(folder);
    expect(() => saveRun(folder, { step: 1 })).toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
    expect(readdirSync(folder)).toEqual(before);
    expect(existsSync(`${folder}.${process.pid}.tmp`)).toBe(false);
  });

  test("removes the drafts of processes that are gone, and no others", () => {
    const gone = 2 ** 22 + 1; // above the largest number that systems give
    for (const name of [`${path}.${gone}.tmp`, `${path}.${process.ppid}.tmp`, `${path}.old.tmp`, `${path}x.1.tmp`])
      writeFileSync(name, "draft");
    saveRun(path, { step: 1 });
    const left = readdirSync(folder).filter((name) => name.endsWith(".tmp"));
    expect(left.sort()).toEqual(
      ["run.safetensors.old.tmp", `run.safetensors.${process.ppid}.tmp`, "run.safetensorsx.1.tmp"].sort(),
    );
    for (const name of left) rmSync(join(folder, name));
  });

  test("takes a path in the current folder", () => {
    const name = `checkpoint-${process.pid}.safetensors`;
    saveRun(name, { step: 3 });
    expect(loadRun(name)).toEqual({ step: 3 });
    rmSync(name);
  });
});

describe("loadRun", () => {
  test("names the file that is not there, and what is wrong with one", () => {
    expect(() => loadRun(join(folder, "missing"))).toThrow("ENOENT");
    const cut = join(folder, "cut.safetensors");
    writeFileSync(cut, encodeRun({ w: tensor([1, 2]) }).subarray(0, -1));
    expect(() => loadRun(cut)).toThrow("the file must be 8 bytes of tensors, got 7; is the file whole?");
    writeFileSync(cut, "");
    expect(() => loadRun(cut)).toThrow("a file of 8 bytes or more is needed, got 0");
    expect(statSync(cut).size).toBe(0);
    expect(() => loadRun(folder)).toThrow("EISDIR");
  });
});

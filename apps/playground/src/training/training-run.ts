import { valueAndGrad } from "@adjoint/autodiff";
import { decodeRun, encodeRun, restoreTree } from "@adjoint/checkpoint";
import { compile } from "@adjoint/compile";
import { type Batches, batchCount, batches } from "@adjoint/data";
import { accuracy, confusionMatrix } from "@adjoint/metrics";
import { applyUpdates } from "@adjoint/optimizers";
import { foldIn, fromBuffer, isTensor, randomKey, softmax, type Tensor, tensor } from "@adjoint/tensor";
import { flattenTree } from "@adjoint/tree";
import { makeOptimizer, type Optimizer } from "../descent/make-optimizer.ts";
import { buildModel, type Model, type Parameters } from "./build-model.ts";
import { labelLosses } from "./label-losses.ts";
import type { Digits, DigitsData } from "./load-digits.ts";
import type { Evaluation, WeightImages } from "./messages.ts";
import { type OpenTarget, openTarget } from "./targets.ts";
import { firstSettings, readSettings, type TrainingSettings, writeSettings } from "./training-settings.ts";

interface Standing {
  readonly params: Parameters;
  readonly state: Parameters;
}

type Step = (params: Parameters, state: Parameters, x: Tensor, labels: Tensor) => Standing & { readonly loss: Tensor };

/** A model, its optimizer and where both stand, on a target. */
export class TrainingRun {
  readonly settings: TrainingSettings;
  readonly #data: DigitsData;
  readonly #target: OpenTarget;
  readonly #model: Model;
  readonly #step: Step;
  readonly #dispose: () => void;
  #standing: Standing;
  #stepCount = 0;
  #epochBatches: Batches<Digits> | undefined;

  private constructor(settings: TrainingSettings, data: DigitsData, target: OpenTarget) {
    this.settings = settings;
    this.#data = data;
    this.#target = target;
    this.#model = buildModel(settings);
    const optimizer = makeOptimizer(
      { optimizer: settings.optimizer, options: { learningRate: settings.learningRate }, schedule: settings.schedule },
      this.steps,
    );
    const params = this.#model.layer.init(randomKey(settings.seed), this.#model.inputShape);
    this.#standing = { params, state: optimizer.init(params) as Parameters }; // the states of these are trees of tensors
    const step = trainStep(this.#model, optimizer, settings.loss);
    const compiled = target.target && compile(step, { target: target.target, donate: [0, 1] });
    this.#step = compiled ?? step;
    this.#dispose = () => compiled?.dispose();
  }

  static async start(settings: TrainingSettings, data: DigitsData): Promise<TrainingRun> {
    const target = await openTarget(settings.target);
    try {
      return new TrainingRun(settings, data, target);
    } catch (error) {
      target.close();
      throw error;
    }
  }

  /** A run goes on from a file to the last bit, on whatever target is asked for. @throws Error when it is no such file. */
  static async load(file: Uint8Array, data: DigitsData): Promise<TrainingRun> {
    const saved = decodeRun(file);
    if (typeof saved["settings"] !== "string" || typeof saved["step"] !== "number")
      throw new TypeError("This file holds no run of the playground; choose one that was saved here.");
    const run = await TrainingRun.start(readSettings(saved["settings"], firstSettings), data);
    try {
      const { params, state } = run.#standing;
      run.#standing = { params: restoreTree(saved["params"], params), state: restoreTree(saved["state"], state) };
      run.#stepCount = saved["step"];
    } catch (error) {
      run.close();
      throw error;
    }
    return run;
  }

  get steps(): number {
    return this.settings.epochs * this.#stepsPerEpoch;
  }

  get stepCount(): number {
    return this.#stepCount;
  }

  get epoch(): number {
    return Math.floor(this.#stepCount / this.#stepsPerEpoch);
  }

  get isDone(): boolean {
    return this.#stepCount >= this.steps;
  }

  get parameters(): number {
    return flattenTree<Tensor, Parameters>(isTensor, this.#standing.params).leaves.reduce(
      (sum, { size }) => sum + size,
      0,
    );
  }

  get #batching() {
    const { batchSize } = this.settings;
    return { batchSize: batchSize === "full" ? ("full" as const) : Number(batchSize), dropLast: true };
  }

  get #stepsPerEpoch(): number {
    return batchCount(this.#data.train.x.shape[0]!, this.#batching);
  }

  /** Some steps; their losses. A device works through them before the first is read. */
  async train(count: number): Promise<Float32Array> {
    const losses: Tensor[] = [];
    while (losses.length < count && !this.isDone) {
      const { x, labels } = this.#nextBatch();
      const { params, state, loss } = this.#step(this.#standing.params, this.#standing.state, x, labels);
      this.#standing = { params, state };
      this.#stepCount++;
      losses.push(loss);
    }
    const values = await Promise.all(losses.map((loss) => loss.data()));
    for (const loss of losses) loss.dispose();
    return Float32Array.from(values, ([value]) => value!);
  }

  /** Each epoch has an order of its own, which only the seed and its number decide. */
  #nextBatch(): Digits {
    const at = this.#stepCount % this.#stepsPerEpoch;
    if (!this.#epochBatches || at === 0) {
      const key = foldIn(randomKey(this.settings.seed), this.epoch + 1);
      const isFull = this.settings.batchSize === "full";
      this.#epochBatches = batches(this.#data.train, { ...this.#batching, ...(isFull ? {} : { key, start: at }) });
    }
    return this.#epochBatches.next().value!; // there are as many as stepsPerEpoch says
  }

  /** How good the model is on the digits that it has not seen, and what it looks for. */
  async evaluate(): Promise<Evaluation> {
    const params = await onHost(this.#standing.params);
    const { x, labels } = this.#data.test;
    const logits = this.#model.apply(params, x);
    return {
      step: this.#stepCount,
      epoch: this.epoch,
      accuracy: accuracy(logits, labels),
      confusion: confusionMatrix(logits, labels),
      weights: imagesOf(params, this.settings),
    };
  }

  async predict(pixels: Float32Array): Promise<Float32Array> {
    const params = await onHost(this.#standing.params);
    return Float32Array.from(softmax(this.#model.apply(params, tensor(pixels, { shape: [1, 64] }))).dataSync());
  }

  async save(): Promise<Uint8Array<ArrayBuffer>> {
    const [params, state] = [await onHost(this.#standing.params), await onHost(this.#standing.state)];
    return encodeRun({ params, state, step: this.#stepCount, settings: writeSettings(this.settings) });
  }

  close(): void {
    this.#dispose();
    this.#target.close();
  }
}

const trainStep = (model: Model, optimizer: Optimizer, loss: TrainingSettings["loss"]): Step => {
  const lossOf = (params: Parameters, x: Tensor, labels: Tensor): Tensor =>
    labelLosses[loss](model.apply(params, x), labels);
  const valueAndGradient = valueAndGrad(
    lossOf as (params: { readonly [name: string]: Parameters }, x: Tensor, labels: Tensor) => Tensor,
  );
  return (params, state, x, labels) => {
    const [value, gradients] = valueAndGradient(params as { readonly [name: string]: Parameters }, x, labels);
    const [updates, next] = optimizer.update(gradients, state, params as typeof gradients, { value });
    return { params: applyUpdates(params as typeof gradients, updates), state: next as Parameters, loss: value };
  };
};

/** A tree of tensors with its values at hand, wherever they were. */
async function onHost<P extends Parameters>(tree: P): Promise<P> {
  const { leaves, rebuild } = flattenTree<Tensor, P>(isTensor, tree);
  const values = await Promise.all(leaves.map((leaf) => leaf.data()));
  return rebuild(leaves.map((leaf, i) => fromBuffer(values[i]!.slice(), { shape: leaf.shape, dtype: leaf.dtype })));
}

const MOST_IMAGES = 32;

/** What the units of the first layer look for: 8 x 8 pixels of a perceptron, 3 x 3 of a convolution. */
function imagesOf(params: Parameters, { model, hidden }: TrainingSettings): WeightImages {
  const first = (params as Readonly<Record<string, { readonly weights: Tensor }>>)[
    model === "mlp" ? "hidden" : "conv1"
  ]!;
  const values = first.weights.dataSync() as Float32Array;
  if (model === "cnn") return { count: 8, rows: 3, columns: 3, values: values.slice() };
  const count = Math.min(hidden, MOST_IMAGES);
  const images = new Float32Array(count * 64);
  for (let unit = 0; unit < count; unit++)
    for (let pixel = 0; pixel < 64; pixel++) images[unit * 64 + pixel] = values[pixel * hidden + unit]!;
  return { count, rows: 8, columns: 8, values: images };
}

import type { FormulaProblem } from "../formula/formula-error.ts";
import type { Category } from "../reference/entry.ts";

const at = (position: number): string => `at character ${position}`;
const quoted = (found: string): string => (found === "" ? "the end" : `“${found}”`);

function formulaProblem(problem: FormulaProblem): string {
  switch (problem.code) {
    case "empty":
      return "The formula is empty; type one in x and y, such as x^2 + 3 y^2.";
    case "tooLong":
      return `The formula is longer than ${problem.limit} characters; write a shorter one.`;
    case "tooDeep":
      return "The formula has too many parentheses inside of each other; write it flatter.";
    case "unknownSign":
      return `${quoted(problem.found)} ${at(problem.at)} has no meaning in a formula; use + - * / ^ and parentheses.`;
    case "unknownName":
      return `“${problem.found}” ${at(problem.at)} is no variable (x, y), constant (pi, e) or function (sin, exp, sqrt, ...); for a product write a space, as in x y.`;
    case "expectedOperand":
      return `A number, a variable or a parenthesis was expected ${at(problem.at)}, not ${quoted(problem.found)}.`;
    case "expectedEnd":
      return `${quoted(problem.found)} ${at(problem.at)} is one too many; take it away, or open a parenthesis before it.`;
    case "expectedClose":
      return `A closing parenthesis was expected ${at(problem.at)}, not ${quoted(problem.found)}.`;
    case "expectedOpen":
      return `An opening parenthesis was expected ${at(problem.at)}, after the name of a function, not ${quoted(problem.found)}.`;
    case "argumentCount":
      return `${problem.found} ${at(problem.at)} takes ${problem.count === 1 ? "one argument" : `${problem.count} arguments`}.`;
  }
}

export const english = {
  title: "Adjoint playground",
  navigation: "Pages",
  pages: { descent: "Descent", reference: "Reference", training: "Training" },
  skip: "Skip to the content",
  lightTheme: "Light colours",
  darkTheme: "Dark colours",
  loading: "Loading …",
  pageFailed: (reason: string) => `This page did not load: ${reason}. Try again?`,
  workerFailed: (reason: string) => `The computation in the background stopped: ${reason}. Reload the page?`,
  formulaProblem,
  descent: {
    heading: "How optimizers go downhill",
    lead: "Each line is an optimizer on its way down from the same start. Drag the start, change the settings, and see who arrives.",
    scene: "The way down",
    surface: "Surface",
    surfaces: {
      beale: "Beale: plateaus and a bent valley",
      rosenbrock: "Rosenbrock: a curved valley",
      himmelblau: "Himmelblau: four minima",
      saddle: "Saddle between two minima",
      ravine: "Ravine: steep across, flat along",
      camel: "Three-hump camel",
      rastrigin: "Rastrigin: many local minima",
      ackley: "Ackley: a funnel in an egg box",
      formula: "A formula of your own",
    },
    formula: "f(x, y) =",
    formulaHint: "Signs + − * / ^, functions such as sin, exp, sqrt, min; a space is a product.",
    from: (axis: string) => `${axis} from`,
    to: (axis: string) => `${axis} to`,
    view: "View",
    views: { contours: "Contours", surface: "3-D" },
    contoursLabel: "The surface from above, as lines of equal height; darker is lower, a cross is a known minimum.",
    reliefLabel: "The surface in perspective.",
    turn: "Turn",
    tilt: "Tilt",
    startLabel: (x: number, y: number) =>
      `Start at x ${x}, y ${y}; the arrow keys move it, with Shift ten times as far`,
    startHint: "Drag me, or use the arrow keys",
    start: "Start",
    optimizers: "Optimizers",
    add: "Add an optimizer",
    mostRuns: (count: number) => `${count} optimizers at once is the most.`,
    remove: (name: string) => `Remove ${name}`,
    optimizer: "Optimizer",
    schedule: "Schedule",
    moreSettings: "More settings",
    whatIsIt: "About it",
    stoppedAt: (step: number, message: string) => `Stopped at step ${step}: ${message}`,
    diverged: (step: number) => `Left the numbers at step ${step}: the rate is too large here.`,
    play: "Play",
    pause: "Pause",
    stepOn: "One step",
    restart: "Back to the start",
    playback: "Playback",
    timeline: "Timeline",
    stepNow: "Step",
    speed: "Steps a second",
    steps: "Steps",
    noise: "Noise in the gradient",
    noiseHint: "0 is the gradient of the whole batch; more is what a smaller minibatch gives.",
    newNoise: "Other noise",
    share: "Copy link",
    shared: "Link copied",
    shareFailed: "The browser did not let the page copy; take the link from the address bar.",
    lossChart: "f",
    excessChart: "f above its minimum",
    rateChart: "Learning rate",
    stepAxis: "step",
  },
  schedules: {
    constant: "constant",
    linearDecay: "linear decay",
    cosineDecay: "cosine decay",
    exponentialDecay: "exponential decay",
    inverseSquareRoot: "inverse square root",
    robbinsMonro: "Robbins-Monro",
    stepDecay: "in steps",
    cosineRestarts: "cosine with restarts",
    oneCycle: "one cycle",
    warmup: "warmup and cosine",
    warmupStableDecay: "warmup, stable, decay",
    triangular: "triangle wave",
    rex: "REX",
  },
  training: {
    heading: "Train on handwritten digits",
    lead: "A model learns to read 1437 digits of 8 × 8 pixels, in the background of this page and on your own machine. 360 others test it. Draw one yourself.",
    run: (letter: string) => `Run ${letter}`,
    removeRun: (name: string) => `Remove ${name}`,
    compare: "Compare with a second run",
    target: "Runs on",
    targets: { eager: "JavaScript, eager", wasm: "WebAssembly", webgl2: "WebGL 2", webgpu: "WebGPU" },
    notHere: (name: string) => `${name} (not here)`,
    whyNot: {
      noSimd: "This browser's WebAssembly has no SIMD, which the kernels need; choose another target.",
      noWebgl2: "This browser gives no WebGL 2 context to a worker; choose another target.",
      noWebgpu: "This browser has no WebGPU, or only for pages that come by https; choose another target.",
      noAdapter: "This browser has WebGPU but found no graphics adapter for it; choose another target.",
    },
    model: "Model",
    models: { mlp: "Perceptron", cnn: "Convolutional" },
    hidden: "Hidden units",
    activation: "Activation",
    loss: "Loss",
    losses: {
      crossEntropy: "cross-entropy",
      smoothedCrossEntropy: "cross-entropy, smoothed labels",
      meanSquaredError: "mean squared error",
      multiclassHinge: "multiclass hinge",
    },
    optimizer: "Optimizer",
    learningRate: "Learning rate",
    schedule: "Schedule",
    batchSize: "Batch size",
    fullBatch: "all",
    epochs: "Epochs",
    seed: "Seed",
    start: "Train",
    startAgain: "Train anew",
    stop: "Stop",
    resume: "Resume",
    save: "Save",
    load: "Load a file",
    statuses: { idle: "Ready.", opening: "Opening …", training: "Training:", stopped: "Stopped:", done: "Done:" },
    stepOf: (step: number, steps: number) => ` step ${step} of ${steps}`,
    accuracy: "Test accuracy",
    lossNow: "Loss",
    stepsPerSecond: "Steps a second",
    parameters: "Parameters",
    curves: "Curves",
    lossChart: "Loss, moving average over batches",
    accuracyChart: "Accuracy on the test digits",
    modelView: "What the model sees",
    padLabel: "Field to draw a digit; arrow keys move the pen, with Shift they draw",
    padHint: "Draw with finger or mouse; by keyboard arrow keys move, Shift draws.",
    clear: "Clear",
    example: "A test digit",
    seen: "as 8 × 8",
    trainFirst: "Train the model first.",
    drawSomething: "Draw a digit.",
    guess: (digit: number) => `I read ${digit}.`,
    truth: (label: number) => ` It is ${label}.`,
    confusion: "Test digits (rows) and what they were taken for (columns)",
    weights: "Weights of the first layer",
    weightsLabel: (count: number) => `Weights of ${count} units of the first layer as images`,
    nothingYet: "Confusion matrix and weights appear when the training starts.",
  },
  reference: {
    heading: "Reference",
    lead: "Every activation, loss, schedule and optimizer, as the sources say it today.",
    search: "Search",
    searchHint: "a name, a word, an author or a year",
    kind: "Kind",
    all: "All",
    kinds: {
      activations: "Activations",
      losses: "Losses",
      schedulers: "Schedules",
      optimizers: "Optimizers",
    } satisfies Record<Category, string>,
    legends: {
      activations: "x is the input, elementwise unless an axis is named.",
      losses: "p and t are predictions and targets, e = p − t, x logits, z labels from 0 to 1, y the index of a class.",
      schedulers: "k is the step, e the rate.",
      optimizers:
        "g is the gradient, p a parameter, e the learning rate, t the step from 1, k the step from 0; a hat means corrected for the start at 0.",
    } satisfies Record<Category, string>,
    found: (count: number) => (count === 1 ? "1 entry" : `${count} entries`),
    nothing: "Nothing fits; try another word.",
    good: "Good at",
    bad: "Bad at",
    use: "Use it",
    bytes: (bytes: number) => `${(bytes / 1000).toFixed(1)} kB with all it needs, minified and compressed`,
    source: "Source",
    example: "Example",
    settings: "Settings",
    throws: "Throws",
    graph: "Graph",
    value: "value",
    derivative: "derivative",
    target: "Target",
    inputAxis: "x",
    predictionAxis: "prediction",
    rate: "rate",
    noGraph: "It has several axes or random inputs, so there is no curve to draw.",
    seeDescent: "See it go downhill",
    descentGraph: "f above its minimum, in a ravine",
  },
};

/** All that the page says. */
export type Texts = typeof english;

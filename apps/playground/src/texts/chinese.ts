import type { FormulaProblem } from "../formula/formula-error.ts";
import type { Texts } from "./english.ts";

const at = (position: number): string => `第 ${position} 个字符处`;
const quoted = (found: string): string => (found === "" ? "结尾" : `“${found}”`);

function formulaProblem(problem: FormulaProblem): string {
  switch (problem.code) {
    case "empty":
      return "公式为空；请输入含 x 和 y 的公式，例如 x^2 + 3 y^2。";
    case "tooLong":
      return `公式超过 ${problem.limit} 个字符；请写短一些。`;
    case "tooDeep":
      return "公式的括号嵌套太深；请写得平一些。";
    case "unknownSign":
      return `${at(problem.at)}的${quoted(problem.found)}在公式中没有含义；可以使用 + - * / ^ 和括号。`;
    case "unknownName":
      return `${at(problem.at)}的“${problem.found}”不是变量（x、y）、常数（pi、e）或函数（sin、exp、sqrt 等）；乘积请用空格，例如 x y。`;
    case "expectedOperand":
      return `${at(problem.at)}应为数字、变量或括号，而不是${quoted(problem.found)}。`;
    case "expectedEnd":
      return `${at(problem.at)}的${quoted(problem.found)}是多余的；请删去它，或在前面加上左括号。`;
    case "expectedClose":
      return `${at(problem.at)}应为右括号，而不是${quoted(problem.found)}。`;
    case "expectedOpen":
      return `${at(problem.at)}、函数名之后应为左括号，而不是${quoted(problem.found)}。`;
    case "argumentCount":
      return `${at(problem.at)}的 ${problem.found} 需要 ${problem.count} 个参数。`;
  }
}

export const chinese: Texts = {
  title: "Adjoint 演练场",
  navigation: "页面",
  pages: { descent: "下降", reference: "参考", training: "训练" },
  skip: "跳到正文",
  lightTheme: "浅色",
  darkTheme: "深色",
  loading: "正在加载……",
  pageFailed: (reason) => `此页面未能加载：${reason}。请重试。`,
  workerFailed: (reason) => `后台计算已停止：${reason}。请重新加载页面。`,
  formulaProblem,
  descent: {
    heading: "优化器如何下山",
    lead: "每条线是一个优化器，从同一个起点出发向下走。拖动起点、调整设置，看谁能到达。",
    scene: "下山之路",
    surface: "曲面",
    surfaces: {
      beale: "Beale：高原与弯曲的谷",
      rosenbrock: "Rosenbrock：弯曲的谷",
      himmelblau: "Himmelblau：四个极小值",
      saddle: "两个极小值之间的鞍点",
      ravine: "峡谷：横向陡、纵向平",
      camel: "三峰驼函数",
      rastrigin: "Rastrigin：许多局部极小值",
      ackley: "Ackley：布满坑洼的漏斗",
      formula: "自己的公式",
    },
    formula: "f(x, y) =",
    formulaHint: "可用 + − * / ^ 以及 sin、exp、sqrt、min 等函数；空格表示乘积。",
    rangeX: "x 的范围",
    rangeY: "y 的范围",
    from: (axis) => `${axis} 从`,
    to: (axis) => `${axis} 到`,
    view: "视图",
    views: { contours: "等高线", surface: "三维" },
    contoursLabel: "从上方看的曲面，以等高线表示；颜色越深越低，叉号是已知的极小值点。",
    reliefLabel: "曲面的透视图。",
    turn: "旋转",
    tilt: "俯仰",
    startLabel: (x, y) => `起点 x ${x}，y ${y}；用方向键移动，按住 Shift 移动十倍`,
    startHint: "拖动我，或使用方向键",
    start: "起点",
    optimizers: "优化器",
    add: "添加优化器",
    mostRuns: (count) => `最多同时运行 ${count} 个优化器。`,
    remove: (name) => `移除 ${name}`,
    optimizer: "优化器",
    schedule: "学习率调度",
    moreSettings: "更多设置",
    whatIsIt: "了解它",
    stoppedAt: (step, message) => `在第 ${step} 步停止：${message}`,
    diverged: (step) => `在第 ${step} 步发散：此处学习率太大。`,
    lossNow: "当前 f",
    play: "播放",
    pause: "暂停",
    stepOn: "走一步",
    restart: "回到起点",
    timeline: "步数",
    speed: "每秒步数",
    steps: "总步数",
    noise: "梯度噪声",
    noiseHint: "0 表示整个数据集的梯度；越大则相当于越小的小批量。",
    seed: "噪声种子",
    newNoise: "换一组噪声",
    share: "复制链接",
    shared: "链接已复制",
    shareFailed: "浏览器不允许复制；请从地址栏取链接。",
    lossChart: "f",
    excessChart: "f 与极小值之差",
    rateChart: "学习率",
    stepAxis: "步",
  },
  schedules: {
    constant: "常数",
    linearDecay: "线性衰减",
    cosineDecay: "余弦衰减",
    exponentialDecay: "指数衰减",
    inverseSquareRoot: "平方根倒数",
    robbinsMonro: "Robbins-Monro",
    stepDecay: "阶梯衰减",
    cosineRestarts: "余弦重启",
    oneCycle: "单周期",
    warmup: "预热加余弦",
    warmupStableDecay: "预热、稳定、衰减",
    triangular: "三角波",
    rex: "REX",
  },
  reference: {
    heading: "参考",
    lead: "所有激活函数、损失函数、学习率调度和优化器，内容取自今天的源代码（说明为英文原文）。",
    search: "搜索",
    searchHint: "名称、词语、作者或年份",
    kind: "类别",
    all: "全部",
    kinds: { activations: "激活函数", losses: "损失函数", schedulers: "学习率调度", optimizers: "优化器" },
    legends: {
      activations: "x 是输入；除非指明轴，否则逐元素计算。",
      losses: "p 和 t 是预测值与目标值，e = p − t，x 是 logits，z 是 0 到 1 的标签，y 是类别序号。",
      schedulers: "k 是步数，e 是学习率。",
      optimizers: "g 是梯度，p 是参数，e 是学习率，t 是从 1 起的步数，k 是从 0 起的步数；帽号表示对零初值的修正。",
    },
    found: (count) => `${count} 个条目`,
    nothing: "没有符合的条目；请换一个词。",
    good: "长处",
    bad: "短处",
    use: "何时使用",
    import: "导入",
    bytes: (bytes) => `连同所需的一切为 ${(bytes / 1000).toFixed(1)} kB（压缩后）`,
    source: "出处",
    example: "示例",
    settings: "设置",
    required: "必填",
    default: (value) => `默认 ${value}`,
    throws: "抛出",
    graph: "图像",
    value: "函数值",
    derivative: "导数",
    target: "目标值",
    inputAxis: "x",
    predictionAxis: "预测值",
    rate: "学习率",
    noGraph: "它有多个轴或随机输入，因此没有可画的曲线。",
    seeDescent: "看它下山",
    descentGraph: "峡谷中 f 与极小值之差",
  },
};

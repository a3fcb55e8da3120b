import type { Guidance } from "./guidance.ts";

export const schedulers: Guidance = {
  constant: {
    en: [
      "Nothing to choose but the rate.",
      "The noise of minibatches keeps the loss from settling.",
      "To begin with, and for optimizers without noise.",
    ],
    zh: ["只需选择学习率。", "小批量噪声使损失无法完全收敛。", "起步时，以及没有噪声的优化。"],
  },
  linearDecay: {
    en: [
      "Simple, and hard to beat for a run of known length.",
      "The length must be known.",
      "The first choice for a fixed number of epochs.",
    ],
    zh: ["简单，对长度已知的训练很难被超越。", "必须事先知道长度。", "轮数固定时的首选。"],
  },
  robbinsMonro: {
    en: [
      "Proved to converge for noisy gradients.",
      "Often slow: the rate falls early.",
      "For streams without an end, and where a proof matters.",
    ],
    zh: ["对有噪声的梯度可证明收敛。", "往往较慢：学习率很早就下降。", "没有尽头的数据流，以及需要证明时。"],
  },
  exponentialDecay: {
    en: ["The same factor for each stretch of time.", "Soon too small to move.", "For long runs with a gentle factor."],
    zh: ["每段时间乘以同样的因子。", "很快小得走不动。", "长时间训练，因子取得温和些。"],
  },
  stepDecay: {
    en: [
      "Long stretches at one rate, easy to read in the loss.",
      "The drops are chosen by hand.",
      "For image models trained as in the papers.",
    ],
    zh: ["每段学习率不变，损失曲线容易看懂。", "下降时刻需手工选择。", "按论文方式训练图像模型。"],
  },
  inverseTimeDecay: {
    en: ["Fulfils the conditions of Robbins and Monro.", "Slow in the end.", "For convex problems and streams."],
    zh: ["满足 Robbins-Monro 条件。", "后期缓慢。", "凸问题和数据流。"],
  },
  inverseSquareRoot: {
    en: ["No end has to be known.", "Falls fast at first unless it is held.", "For language models with warmup."],
    zh: ["无需知道终点。", "若不先保持，开头下降太快。", "带预热的语言模型。"],
  },
  polynomialDecay: {
    en: [
      "From a line to a late or an early fall by one power.",
      "One more setting than linearDecay.",
      "For segmentation and fine-tuning as in the papers.",
    ],
    zh: ["用一个幂次在直线与早降晚降之间调节。", "比 linearDecay 多一个设置。", "按论文做分割和微调。"],
  },
  cosineDecay: {
    en: [
      "Stays high for long, and lands softly.",
      "The length must be known.",
      "The usual choice for deep networks, after a warmup.",
    ],
    zh: ["长时间保持较高，最后平缓收尾。", "必须事先知道长度。", "深层网络的常用选择，配合预热。"],
  },
  cosineRestarts: {
    en: [
      "Good models at the end of each period; leaves sharp minima.",
      "The loss jumps at restarts.",
      "For ensembles of snapshots, and when the length is open.",
    ],
    zh: ["每个周期末都有好模型；能离开尖锐极小值。", "重启时损失会跳升。", "快照集成，以及长度未定时。"],
  },
  piecewiseConstant: {
    en: ["Exactly the rates that are wanted.", "All of it is chosen by hand.", "To repeat a published recipe."],
    zh: ["得到所要的每一个学习率。", "全部需手工选择。", "复现已发表的配方。"],
  },
  noam: {
    en: [
      "Warmup and decay in one, by the size of the model.",
      "The peak is hidden in the formula.",
      "For transformers as in the original paper.",
    ],
    zh: ["预热与衰减合一，随模型大小而定。", "峰值藏在公式里。", "按原论文训练 Transformer。"],
  },
  warmupStableDecay: {
    en: [
      "The end can be chosen late: only the decay needs it.",
      "Three lengths to choose.",
      "For large models that may be trained on.",
    ],
    zh: ["终点可以晚些决定：只有衰减段需要它。", "要选三个长度。", "可能继续训练的大模型。"],
  },
  oneCycle: {
    en: [
      "High rates in the middle regularize; short runs get far.",
      "The length must be known, and the peak found.",
      "For short runs, with a peak from a range test.",
    ],
    zh: [
      "中段的高学习率有正则化作用；短训练也走得远。",
      "需知道长度并找到峰值。",
      "短训练，峰值由学习率范围测试得到。",
    ],
  },
  triangular: {
    en: ["No single rate has to be right.", "Never comes to rest.", "To explore a range of rates."],
    zh: ["不需要某个恰好正确的学习率。", "永不静止。", "探索一段学习率范围。"],
  },
  triangular2: {
    en: ["Cycles that settle down.", "The halving may be too fast.", "For runs of several cycles."],
    zh: ["逐渐平静的周期。", "减半可能太快。", "包含多个周期的训练。"],
  },
  exponentialRange: {
    en: ["Cycles whose height fades evenly.", "One more setting.", "For long runs in cycles."],
    zh: ["高度均匀衰减的周期。", "多一个设置。", "长时间的周期式训练。"],
  },
  rex: {
    en: [
      "Holds the rate for longer than a line, good for small budgets.",
      "The length must be known.",
      "For short runs in place of linearDecay.",
    ],
    zh: ["比直线保持更久，适合小预算。", "必须事先知道长度。", "短训练中代替 linearDecay。"],
  },
  warmup: {
    en: [
      "The first steps, whose gradients are large or whose moments are empty, stay small.",
      "Some steps are spent.",
      "Before most schedules for Adam, transformers and large batches.",
    ],
    zh: ["最初几步梯度大或矩估计为空，使其步子小。", "花费若干步。", "用于 Adam、Transformer 和大批量之前。"],
  },
  join: {
    en: ["Any shape out of known parts.", "Rates may jump at the boundaries.", "For recipes in stages."],
    zh: ["用已知部分拼成任意形状。", "边界处学习率可能跳变。", "分阶段的配方。"],
  },
  scale: {
    en: ["The same shape, higher or lower.", "Nothing.", "To try a schedule at another rate."],
    zh: ["同样的形状，整体升降。", "无。", "以另一学习率尝试同一调度。"],
  },
  clampRate: {
    en: [
      "Keeps a rate within bounds.",
      "A floor above 0 ends the proof of convergence.",
      "Against rates that fall too far.",
    ],
    zh: ["把学习率限制在界内。", "下限大于 0 时收敛性证明不再成立。", "防止学习率过低。"],
  },
  sum: {
    en: ["Adds cycles to a decay.", "The peak is the sum of the peaks.", "For shapes of your own."],
    zh: ["在衰减上叠加周期。", "峰值是各峰值之和。", "自定形状。"],
  },
  product: {
    en: ["Lets one schedule fade another.", "Two falling rates fall fast.", "For cycles that fade."],
    zh: ["让一个调度随另一个衰减。", "两个下降相乘会很快。", "逐渐减弱的周期。"],
  },
};

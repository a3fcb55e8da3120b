import type { Guidance } from "./guidance.ts";

const silu = {
  en: [
    "Smooth, and lets a little of the negative side through; often a bit better than relu in deep networks.",
    "An exponential for each element; not monotone near -1.3.",
    "In convolutional and language models in place of relu.",
  ],
  zh: [
    "光滑，并保留少量负值；在深层网络中常略优于 relu。",
    "每个元素要算一次指数；在 -1.3 附近不单调。",
    "在卷积网络和语言模型中代替 relu。",
  ],
} as const;

export const activations: Guidance = {
  relu: {
    en: [
      "Cheap, and its gradient does not fade for positive inputs; sparse outputs.",
      "A unit that is negative for all examples gets no gradient and stays dead.",
      "The first choice for hidden layers.",
    ],
    zh: [
      "计算便宜，正区间梯度不衰减；输出稀疏。",
      "若某单元对所有样本都为负，则没有梯度，从此失活。",
      "隐藏层的首选。",
    ],
  },
  relu6: {
    en: [
      "Bounded outputs survive low precision.",
      "No gradient above 6 either.",
      "In small models that will be quantized.",
    ],
    zh: ["输出有界，适合低精度。", "大于 6 时也没有梯度。", "用于将要量化的小模型。"],
  },
  leakyRelu: {
    en: [
      "No unit dies: the negative side keeps a small slope.",
      "One more setting; rarely much better than relu.",
      "Where many relu units die, and in discriminators of GANs.",
    ],
    zh: [
      "单元不会失活：负区间仍有小斜率。",
      "多一个设置；通常与 relu 相差不大。",
      "relu 大量失活时，以及 GAN 的判别器。",
    ],
  },
  prelu: {
    en: [
      "The negative slope is learned.",
      "More parameters, which weight decay should leave alone.",
      "In large image models with much data.",
    ],
    zh: ["负区间的斜率可以学习。", "多了参数，且不应对其做权重衰减。", "数据充足的大型图像模型。"],
  },
  rrelu: {
    en: [
      "The random slope regularizes.",
      "Another function in training than in evaluation.",
      "On small data sets that overfit.",
    ],
    zh: ["随机斜率起到正则化作用。", "训练与评估时函数不同。", "容易过拟合的小数据集。"],
  },
  elu: {
    en: [
      "Outputs have a mean near 0, which speeds learning up.",
      "An exponential for negative inputs; saturates there.",
      "In deep networks without batch normalization.",
    ],
    zh: ["输出均值接近 0，学习更快。", "负输入要算指数，并会饱和。", "没有批归一化的深层网络。"],
  },
  selu: {
    en: [
      "Keeps mean 0 and variance 1 from layer to layer by itself.",
      "Only with lecunNormal weights and plain dense layers.",
      "In deep dense networks for tables.",
    ],
    zh: [
      "自行使各层均值为 0、方差为 1。",
      "只在 lecunNormal 初始化的普通全连接层上成立。",
      "处理表格数据的深层全连接网络。",
    ],
  },
  celu: {
    en: [
      "elu with a gradient that is continuous for every alpha.",
      "The same cost as elu.",
      "Where elu is used with an alpha other than 1.",
    ],
    zh: ["对任何 alpha 导数都连续的 elu。", "开销与 elu 相同。", "需要 alpha 不为 1 的 elu 时。"],
  },
  gelu: {
    en: [
      "Smooth; the standard of transformers.",
      "Costs an error function or a tanh for each element.",
      "In transformers; `approximate` where published weights were trained with it.",
    ],
    zh: [
      "光滑；Transformer 的标准选择。",
      "每个元素要算误差函数或 tanh。",
      "用于 Transformer；若已发布的权重用近似训练，则选 approximate。",
    ],
  },
  silu,
  swish: silu,
  mish: {
    en: [
      "Smooth like silu, a little steeper below 0.",
      "The most costly of its kind.",
      "In detectors that were designed with it.",
    ],
    zh: ["与 silu 一样光滑，负区间稍陡。", "同类中计算最贵。", "按它设计的检测网络。"],
  },
  sigmoid: {
    en: [
      "A probability from any number.",
      "Saturates on both sides, so deep stacks learn slowly; its mean is not 0.",
      "For gates and single probabilities; train with sigmoidBinaryCrossEntropy on the logits.",
    ],
    zh: [
      "把任意数变成概率。",
      "两侧饱和，深层堆叠学习缓慢；均值不为 0。",
      "用于门和单个概率；训练时对 logits 用 sigmoidBinaryCrossEntropy。",
    ],
  },
  logSigmoid: {
    en: ["The logarithm of a probability without underflow.", "No hidden unit: unbounded below.", "Inside of losses."],
    zh: ["不会下溢的对数概率。", "下方无界，不适合作隐藏单元。", "用于损失函数内部。"],
  },
  hardSigmoid: {
    en: [
      "A gate without an exponential.",
      "No gradient outside of -3 to 3.",
      "For gates of small and quantized models.",
    ],
    zh: ["不需要指数的门。", "在 -3 到 3 之外没有梯度。", "小模型和量化模型中的门。"],
  },
  hardSwish: {
    en: ["silu without an exponential.", "Kinks at -3 and 3.", "In models for phones."],
    zh: ["不需要指数的 silu。", "在 -3 和 3 处有折点。", "手机上的模型。"],
  },
  tanh: {
    en: [
      "Bounded, with mean 0.",
      "Saturates: gradients fade in deep stacks.",
      "In recurrent networks, and for outputs from -1 to 1.",
    ],
    zh: ["有界，均值为 0。", "会饱和：深层堆叠时梯度消失。", "循环网络，以及 -1 到 1 的输出。"],
  },
  hardTanh: {
    en: [
      "tanh for the price of two comparisons.",
      "No gradient outside of -1 to 1.",
      "In quantized recurrent networks.",
    ],
    zh: ["只用两次比较的 tanh。", "在 -1 到 1 之外没有梯度。", "量化的循环网络。"],
  },
  softplus: {
    en: [
      "A smooth relu that is always positive.",
      "Never sparse, and slower than relu.",
      "For what must be positive: variances, rates.",
    ],
    zh: ["光滑的 relu，恒为正。", "不稀疏，也比 relu 慢。", "用于必须为正的量：方差、速率。"],
  },
  squareplus: {
    en: [
      "Like softplus, with a root in place of exponentials.",
      "Tends to 0 only slowly.",
      "Where exponentials are costly.",
    ],
    zh: ["类似 softplus，用平方根代替指数。", "趋于 0 较慢。", "指数运算昂贵时。"],
  },
  softsign: {
    en: ["Saturates more gently than tanh.", "Its gradient falls fast near 0.", "As a tanh without exponentials."],
    zh: ["比 tanh 饱和得更缓。", "在 0 附近梯度下降较快。", "作为不需要指数的 tanh。"],
  },
  softShrink: {
    en: [
      "Sets small values to 0: the step of sparse coding.",
      "Moves large values too.",
      "In sparse coding and denoising.",
    ],
    zh: ["把小值置零：稀疏编码的一步。", "也会移动大值。", "稀疏编码与去噪。"],
  },
  hardShrink: {
    en: ["Sets small values to 0 and leaves large ones.", "It jumps at the threshold.", "In denoising."],
    zh: ["小值置零，大值不变。", "在阈值处跳变。", "去噪。"],
  },
  tanhShrink: {
    en: ["Nearly 0 around 0, a line far away.", "Small gradients where most inputs are.", "In sparse coding."],
    zh: ["在 0 附近几乎为 0，远处近似直线。", "多数输入所在处梯度很小。", "稀疏编码。"],
  },
  threshold: {
    en: [
      "A relu with a place and a value of its own.",
      "No gradient up to the threshold.",
      "Where a model was built with it.",
    ],
    zh: ["位置和取值可设的 relu。", "阈值以下没有梯度。", "模型本身采用它时。"],
  },
  softmax: {
    en: [
      "Probabilities of classes from any scores.",
      "Its logarithm loses digits: train on logits.",
      "To show probabilities, and in attention; in training softmaxCrossEntropy holds it.",
    ],
    zh: [
      "由任意分数得到各类概率。",
      "取对数会损失精度：训练应使用 logits。",
      "用于展示概率和注意力；训练时 softmaxCrossEntropy 已包含它。",
    ],
  },
  logSoftmax: {
    en: [
      "Log-probabilities without underflow.",
      "Not what people read.",
      "Before negativeLogLikelihood and klDivergence.",
    ],
    zh: ["不会下溢的对数概率。", "不便直接阅读。", "用在 negativeLogLikelihood 和 klDivergence 之前。"],
  },
  softmin: {
    en: ["Probabilities that prefer small scores.", "Only softmax of -x.", "Where scores are costs or distances."],
    zh: ["偏好小分数的概率。", "只是 -x 的 softmax。", "分数表示代价或距离时。"],
  },
  sparsemax: {
    en: [
      "Probabilities with exact zeros.",
      "No gradient for what is 0.",
      "For attention that should point at few things.",
    ],
    zh: ["含有精确零的概率。", "为 0 的项没有梯度。", "希望注意力只指向少数对象时。"],
  },
  gumbelSoftmax: {
    en: [
      "A sample of a class that gradients pass through.",
      "Biased for a high temperature, noisy for a low one.",
      "For discrete choices inside of a network.",
    ],
    zh: ["梯度可以穿过的类别采样。", "温度高则有偏，温度低则噪声大。", "网络内部的离散选择。"],
  },
  maxout: {
    en: [
      "Learns its own convex shape; nothing saturates.",
      "Several times as many weights.",
      "With dropout in dense networks.",
    ],
    zh: ["自行学习凸的形状；不会饱和。", "权重成倍增加。", "与 dropout 一起用于全连接网络。"],
  },
  glu: {
    en: [
      "The gate keeps a straight path for gradients.",
      "Needs twice the features before it.",
      "In convolutional models of sequences.",
    ],
    zh: ["门为梯度保留了直通路径。", "之前需要两倍的特征。", "序列的卷积模型。"],
  },
  swiglu: {
    en: [
      "The feed-forward layer of most language models of today.",
      "Three weight matrices in place of two.",
      "In transformers.",
    ],
    zh: ["当今多数语言模型的前馈层。", "需要三个权重矩阵而非两个。", "Transformer。"],
  },
  geglu: {
    en: [
      "Like swiglu, with gelu as the gate.",
      "Three weight matrices in place of two.",
      "In transformers that were published with it.",
    ],
    zh: ["与 swiglu 相同，但以 gelu 为门。", "需要三个权重矩阵而非两个。", "以它发布的 Transformer。"],
  },
};

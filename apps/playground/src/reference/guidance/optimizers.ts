import type { Guidance } from "./guidance.ts";

export const optimizers: Guidance = {
  gradientDescent: {
    en: [
      "Simple, and exact on the whole data set.",
      "One step for each pass; slow in ravines.",
      "For small data sets and convex problems.",
    ],
    zh: ["简单，在整个数据集上精确。", "每轮只走一步；在峡谷中缓慢。", "小数据集和凸问题。"],
  },
  sgd: {
    en: [
      "No memory; its noise helps to generalize.",
      "Needs a schedule and a good rate.",
      "With a schedule, where memory is scarce.",
    ],
    zh: ["不占额外内存；噪声有助于泛化。", "需要调度和合适的学习率。", "内存紧张时，配合调度。"],
  },
  momentum: {
    en: [
      "Rolls through ravines and evens out noise.",
      "May overshoot; the rate must shrink with the momentum.",
      "For image models, with Nesterov's form and a schedule.",
    ],
    zh: ["能滚过峡谷并平滑噪声。", "可能冲过头；动量大时学习率要小。", "图像模型，用 Nesterov 形式并配合调度。"],
  },
  adagrad: {
    en: [
      "A rate for each parameter; rare features keep a large one.",
      "Rates only fall, and come to a halt.",
      "For sparse features and convex problems.",
    ],
    zh: ["每个参数各有学习率；稀少特征保持较大。", "学习率只降不升，最终停滞。", "稀疏特征与凸问题。"],
  },
  rmsprop: {
    en: [
      "Forgets old gradients, so it does not halt as adagrad does.",
      "No correction for its start; noisy near the minimum.",
      "For recurrent networks and reinforcement learning.",
    ],
    zh: ["遗忘旧梯度，不像 adagrad 那样停滞。", "没有初值修正；极小值附近有噪声。", "循环网络与强化学习。"],
  },
  adam: {
    en: [
      "Works at its usual rate almost everywhere.",
      "Two moments of memory; may generalize less well than momentum.",
      "The first choice; adamw where weights should decay.",
    ],
    zh: ["几乎处处可用常规学习率。", "占两份矩的内存；泛化可能不如动量法。", "首选；需要权重衰减时用 adamw。"],
  },
  adamw: {
    en: [
      "Decay that does not depend on the gradients.",
      "One more setting; biases and norms should not decay.",
      "For transformers, and nearly all large models.",
    ],
    zh: ["衰减不受梯度影响。", "多一个设置；偏置与归一化参数不应衰减。", "Transformer 及几乎所有大模型。"],
  },
  amsgrad: {
    en: [
      "Rates never rise, which mends Adam's proof.",
      "One large gradient slows it down for good.",
      "Where Adam does not settle.",
    ],
    zh: ["学习率从不回升，修补了 Adam 的证明。", "一次大梯度会使其长期变慢。", "Adam 无法稳定时。"],
  },
  nadam: {
    en: [
      "Adam that looks ahead; often a little faster.",
      "Its momentum follows a schedule of its own.",
      "In place of Adam for recurrent networks.",
    ],
    zh: ["会前瞻的 Adam；常稍快。", "其动量有自己的日程。", "循环网络中代替 Adam。"],
  },
  nadamw: {
    en: ["nadam with decoupled decay.", "As many settings as there can be.", "For transformers in short runs."],
    zh: ["带解耦衰减的 nadam。", "设置最多。", "短训练的 Transformer。"],
  },
  adamax: {
    en: [
      "By the largest gradient instead of the mean square: steady for rare large ones.",
      "Slow to forget a large gradient.",
      "For embeddings and sparse updates.",
    ],
    zh: ["以最大梯度代替均方：对偶发大梯度稳定。", "忘记大梯度很慢。", "嵌入与稀疏更新。"],
  },
  radam: {
    en: ["Needs no warmup.", "Plain averages in the first steps.", "Where a warmup is hard to set."],
    zh: ["不需要预热。", "最初几步只是普通平均。", "预热难以设定时。"],
  },
  adabelief: {
    en: [
      "Large steps where gradients are as expected, small ones where they surprise.",
      "Sensitive to epsilon.",
      "Between Adam and momentum for image models.",
    ],
    zh: ["梯度符合预期时步子大，意外时步子小。", "对 epsilon 敏感。", "图像模型中介于 Adam 与动量之间。"],
  },
  yogi: {
    en: [
      "Its rates rise slowly, so sparse gradients do no harm.",
      "A large epsilon by default.",
      "Where Adam's rates jump.",
    ],
    zh: ["学习率回升缓慢，稀疏梯度无害。", "默认 epsilon 较大。", "Adam 学习率跳动时。"],
  },
  adadelta: {
    en: [
      "No rate to choose; units of updates fit the parameters.",
      "Slow to begin.",
      "Where nothing is known of the scale.",
    ],
    zh: ["无需选择学习率；更新与参数单位一致。", "起步缓慢。", "对尺度一无所知时。"],
  },
  rprop: {
    en: [
      "Only signs: blind to the size of gradients, fast on whole batches.",
      "Fails with minibatches.",
      "For small problems without noise.",
    ],
    zh: ["只看符号：不受梯度大小影响，全批量时很快。", "小批量时失效。", "没有噪声的小问题。"],
  },
  asgd: {
    en: [
      "The average of its path is better than its end.",
      "Another set of parameters to keep.",
      "For language models and convex problems.",
    ],
    zh: ["路径的平均优于终点。", "要多保存一份参数。", "语言模型与凸问题。"],
  },
  lion: {
    en: [
      "Half the memory of Adam; every step has the same length.",
      "Does not come to rest without a schedule.",
      "For large models, at a tenth of Adam's rate.",
    ],
    zh: ["内存为 Adam 的一半；每步长度相同。", "没有调度就停不下来。", "大模型，学习率取 Adam 的十分之一。"],
  },
  signSgd: {
    en: ["One bit for each gradient.", "Jitters at the minimum.", "For training over slow networks."],
    zh: ["每个梯度只需一位。", "在极小值处抖动。", "慢速网络上的分布式训练。"],
  },
  signum: {
    en: ["signSgd with steadier signs.", "Jitters unless the rate falls.", "As signSgd."],
    zh: ["符号更稳定的 signSgd。", "学习率不降就会抖动。", "同 signSgd。"],
  },
  lamb: {
    en: [
      "Very large batches at one rate: each layer in its own measure.",
      "Slows small layers down.",
      "For batches of thousands.",
    ],
    zh: ["同一学习率适合极大批量：各层按自身尺度。", "会拖慢较小的层。", "上千的批量。"],
  },
  lars: {
    en: ["Momentum for very large batches.", "Rates of another magnitude.", "For image models with large batches."],
    zh: ["适合极大批量的动量法。", "学习率数量级不同。", "大批量图像模型。"],
  },
  adafactor: {
    en: ["Almost no memory for large matrices.", "Less steady than Adam.", "For large language models."],
    zh: ["大矩阵几乎不占内存。", "不如 Adam 稳定。", "大型语言模型。"],
  },
  adan: {
    en: [
      "Looks ahead by the change of the gradient; bears large rates.",
      "Three moments of memory.",
      "For vision transformers.",
    ],
    zh: ["由梯度变化前瞻；能承受大学习率。", "占三份矩的内存。", "视觉 Transformer。"],
  },
  ademamix: {
    en: [
      "A slow average makes use of old gradients.",
      "Wants long runs and warmups of its settings.",
      "For long training of language models.",
    ],
    zh: ["慢平均利用旧梯度。", "需要长训练并对设置预热。", "语言模型的长时间训练。"],
  },
  adopt: {
    en: ["Converges for any beta2.", "The first step only looks.", "Where Adam is unsteady."],
    zh: ["对任何 beta2 都收敛。", "第一步只观察。", "Adam 不稳定时。"],
  },
  novograd: {
    en: ["One second moment for each layer: little memory.", "Not for layers of mixed scales.", "For speech models."],
    zh: ["每层一个二阶矩：内存少。", "不适合尺度混杂的层。", "语音模型。"],
  },
  fromage: {
    en: [
      "A step is a part of the layer's norm: one rate for all models.",
      "Parameters of norm 0 do not move.",
      "To train unknown models without a search.",
    ],
    zh: ["步长是该层范数的一部分：同一学习率适合各种模型。", "范数为 0 的参数不动。", "不调参训练未知模型。"],
  },
  sm3: {
    en: ["adagrad for the memory of rows and columns.", "Rates only fall.", "For large embeddings."],
    zh: ["只占行与列内存的 adagrad。", "学习率只降不升。", "大型嵌入表。"],
  },
  noisySgd: {
    en: [
      "Its noise leads out of poor minima, and fades.",
      "Slower where the way is clear.",
      "For very deep or constrained models.",
    ],
    zh: ["噪声有助于离开不良极小值，并逐渐减弱。", "路径明确时较慢。", "很深或受约束的模型。"],
  },
  optimisticGradientDescent: {
    en: [
      "Settles in games where plain descent circles.",
      "No gain for plain minimization.",
      "For two players, as in a GAN.",
    ],
    zh: ["在普通下降打转的博弈中能收敛。", "普通最小化没有收益。", "双方博弈，如 GAN。"],
  },
  polyakSgd: {
    en: [
      "Takes its rate from the loss itself.",
      "The lowest value must be known, 0 for interpolating models.",
      "For models that can fit everything.",
    ],
    zh: ["由损失本身确定学习率。", "需知道最低值；能完全拟合的模型为 0。", "能拟合全部数据的模型。"],
  },
  muon: {
    en: [
      "Each matrix moves in all directions alike; fast for transformers.",
      "For matrices only: the rest goes to Adam.",
      "For hidden layers of language models.",
    ],
    zh: ["每个矩阵在各方向均匀移动；训练 Transformer 快。", "只用于矩阵：其余交给 Adam。", "语言模型的隐藏层。"],
  },
  shampoo: {
    en: [
      "Knows how parameters of a matrix go together; few steps.",
      "Roots of matrices are costly.",
      "Where steps are dearer than arithmetic.",
    ],
    zh: ["了解矩阵参数间的相关；步数少。", "矩阵求根昂贵。", "步数比运算更贵时。"],
  },
  soap: {
    en: [
      "Adam in the right axes: fewer steps, steady.",
      "Bases of every matrix to keep and renew.",
      "For language models with large batches.",
    ],
    zh: ["在合适坐标轴上的 Adam：步数少而稳。", "要保存并更新每个矩阵的基。", "大批量语言模型。"],
  },
  sophia: {
    en: [
      "Divides by the curvature itself, and clips.",
      "Someone has to estimate the curvature.",
      "For language models, with an estimate every ten steps.",
    ],
    zh: ["直接除以曲率并裁剪。", "需要估计曲率。", "语言模型，每十步估计一次。"],
  },
  prodigy: {
    en: [
      "Finds its rate by itself.",
      "More memory, and late when the loss is noisy.",
      "To begin on an unknown problem.",
    ],
    zh: ["自行找到学习率。", "内存更多；损失噪声大时反应慢。", "在未知问题上起步。"],
  },
  scheduleFreeSgd: {
    en: [
      "No schedule, and no end to be known.",
      "Evaluate the average, not the parameters.",
      "For runs whose length is open.",
    ],
    zh: ["不需要调度，也不必知道终点。", "评估时要用平均而非参数本身。", "长度未定的训练。"],
  },
  scheduleFreeAdamw: {
    en: [
      "AdamW without a schedule.",
      "Evaluate the average, not the parameters.",
      "For transformers whose end is open.",
    ],
    zh: ["不需要调度的 AdamW。", "评估时要用平均而非参数本身。", "终点未定的 Transformer 训练。"],
  },
};

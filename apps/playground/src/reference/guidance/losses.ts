import type { Guidance } from "./guidance.ts";

export const losses: Guidance = {
  meanSquaredError: {
    en: [
      "Smooth; its best constant prediction is the mean.",
      "One outlier can outweigh all the rest.",
      "The first choice for numbers with errors of one size.",
    ],
    zh: ["光滑；最佳常数预测是均值。", "一个离群值可能压过其余全部。", "误差大小一致的数值预测的首选。"],
  },
  meanAbsoluteError: {
    en: [
      "Outliers count no more than their size; aims at the median.",
      "The gradient does not shrink near the minimum.",
      "For numbers with outliers.",
    ],
    zh: ["离群值只按大小计；目标是中位数。", "接近极小值时梯度不减小。", "带离群值的数值。"],
  },
  rootMeanSquaredError: {
    en: [
      "In the unit of the targets.",
      "Its gradient depends on the whole batch.",
      "To report; train with meanSquaredError.",
    ],
    zh: ["与目标同单位。", "梯度依赖整个批次。", "用于报告；训练用 meanSquaredError。"],
  },
  meanSquaredLogError: {
    en: [
      "Measures ratios: 10 for 20 weighs as 100 for 200.",
      "Only above -1.",
      "For counts and prices that span magnitudes.",
    ],
    zh: ["衡量比值：10 对 20 与 100 对 200 同重。", "只适用于大于 -1 的值。", "跨越数量级的计数和价格。"],
  },
  meanAbsolutePercentageError: {
    en: [
      "In per cent, as people ask for it.",
      "Explodes for targets near 0, and prefers to predict too little.",
      "To report forecasts of large positive numbers.",
    ],
    zh: ["以百分比表示，便于沟通。", "目标接近 0 时爆炸，并偏好低估。", "报告较大正数的预测。"],
  },
  logCosh: {
    en: [
      "A smooth mixture of squared and absolute error.",
      "The change between both is fixed at 1.",
      "In place of huber where second derivatives matter.",
    ],
    zh: ["平方误差与绝对误差的光滑混合。", "两者的过渡固定在 1。", "需要二阶导数时代替 huber。"],
  },
  huber: {
    en: [
      "Squared for small errors, linear for outliers.",
      "delta must fit the unit of the targets.",
      "For numbers with some outliers, and in reinforcement learning.",
    ],
    zh: ["小误差取平方，离群值取线性。", "delta 要与目标的单位相配。", "有少量离群值的数值，以及强化学习。"],
  },
  smoothL1: {
    en: [
      "huber with a slope of 1 far away, whatever beta is.",
      "Its curvature grows as beta shrinks.",
      "For boxes in object detection.",
    ],
    zh: ["无论 beta 多少，远处斜率都为 1 的 huber。", "beta 越小曲率越大。", "目标检测的边框回归。"],
  },
  quantile: {
    en: [
      "Predicts a quantile instead of a mean.",
      "A model for each quantile; they may cross.",
      "For forecasts with a range.",
    ],
    zh: ["预测分位数而非均值。", "每个分位数一个模型，可能交叉。", "带区间的预测。"],
  },
  sigmoidBinaryCrossEntropy: {
    en: [
      "From logits: never loses digits, never saturates.",
      "Overconfident on wrong labels.",
      "For yes or no, and for several labels at once.",
    ],
    zh: ["基于 logits：不损失精度，不饱和。", "对错误标签过于自信。", "是非判断，以及多标签。"],
  },
  binaryCrossEntropy: {
    en: [
      "For what comes as a probability.",
      "Infinite at 0 and 1, where sigmoids end up.",
      "Only where logits are not at hand.",
    ],
    zh: ["用于已是概率的输出。", "在 0 和 1 处无穷大，而 sigmoid 常到那里。", "仅在得不到 logits 时。"],
  },
  sigmoidFocal: {
    en: [
      "Easy examples fade, rare hard ones count.",
      "Two settings, and probabilities that are no longer calibrated.",
      "For detection with few positives among many negatives.",
    ],
    zh: ["弱化容易的样本，突出稀少的难样本。", "两个设置，且概率不再校准。", "正例极少的检测任务。"],
  },
  hinge: {
    en: ["Stops once an example is right by a margin.", "No probabilities, and a kink.", "For linear classifiers."],
    zh: ["样本以足够间隔分对后就不再施力。", "没有概率，且有折点。", "线性分类器。"],
  },
  squaredHinge: {
    en: [
      "hinge with a gradient that fades.",
      "Outliers weigh more.",
      "For linear classifiers and second-order methods.",
    ],
    zh: ["梯度逐渐消失的 hinge。", "离群值影响更大。", "线性分类器和二阶方法。"],
  },
  perceptron: {
    en: ["Learns from mistakes only.", "No margin: any separating line will do.", "To teach, and for online learning."],
    zh: ["只从错误中学习。", "没有间隔：任何分界线都可以。", "教学与在线学习。"],
  },
  softMargin: {
    en: [
      "The logistic loss for labels -1 and +1.",
      "The same as sigmoidBinaryCrossEntropy with other labels.",
      "Where labels are signs.",
    ],
    zh: ["用于标签 -1 和 +1 的逻辑损失。", "与换了标签的 sigmoidBinaryCrossEntropy 相同。", "标签为符号时。"],
  },
  poissonNegativeLogLikelihood: {
    en: [
      "For counts: the spread grows with the mean.",
      "Real counts often spread more.",
      "For events in a time or a place.",
    ],
    zh: ["用于计数：方差随均值增大。", "真实计数往往更分散。", "一段时间或一处地点的事件数。"],
  },
  gaussianNegativeLogLikelihood: {
    en: [
      "Learns how sure it is, too.",
      "The variance may grow instead of the mean being learned.",
      "For numbers with noise that differs.",
    ],
    zh: ["同时学习自己的把握。", "方差可能增大而不去学均值。", "噪声大小不一的数值。"],
  },
  marginRanking: {
    en: ["Only the order of two scores matters.", "No gradient once a pair is in order.", "For preferences."],
    zh: ["只关心两个分数的次序。", "次序正确后没有梯度。", "偏好学习。"],
  },
  softmaxCrossEntropy: {
    en: [
      "For targets that are probabilities: smoothed, mixed or of a teacher.",
      "A row of probabilities for each example.",
      "For soft labels.",
    ],
    zh: ["目标可以是概率：平滑的、混合的或教师给出的。", "每个样本需要一行概率。", "软标签。"],
  },
  softmaxCrossEntropyWithIntegerLabels: {
    en: [
      "From logits and class numbers, exact for any size.",
      "Sure of itself; labelSmoothing helps.",
      "The first choice for one class out of several.",
    ],
    zh: ["由 logits 和类别序号计算，任何大小都精确。", "容易过于自信；可用 labelSmoothing。", "多选一分类的首选。"],
  },
  negativeLogLikelihood: {
    en: ["For what is a log-probability already.", "Wrong for raw scores.", "After logSoftmax, or for mixtures."],
    zh: ["用于已是对数概率的输出。", "不能用于原始分数。", "在 logSoftmax 之后，或混合模型。"],
  },
  polyLoss: {
    en: [
      "Pulls a little more on the right class.",
      "One more setting.",
      "Where cross-entropy works and a little more is wanted.",
    ],
    zh: ["对正确类别多拉一把。", "多一个设置。", "交叉熵已可用、还想更好一点时。"],
  },
  sparsemaxLoss: {
    en: ["Stops exactly when sparsemax is right.", "Only together with sparsemax.", "For sparse probabilities."],
    zh: ["sparsemax 正确时恰好停止。", "只能与 sparsemax 搭配。", "稀疏概率。"],
  },
  klDivergence: {
    en: [
      "How far a distribution is from another.",
      "Not symmetric, infinite for what is ruled out.",
      "For distillation and variational models.",
    ],
    zh: ["衡量一个分布离另一个有多远。", "不对称，被排除的事件使其无穷大。", "蒸馏与变分模型。"],
  },
  jensenShannon: {
    en: ["Symmetric, and at most log 2.", "Flat where the two do not overlap.", "To compare distributions as equals."],
    zh: ["对称，最大为 log 2。", "两者不重叠处梯度平坦。", "平等地比较两个分布。"],
  },
  multiclassHinge: {
    en: [
      "Stops once the right class leads by a margin.",
      "No probabilities.",
      "For linear classifiers of several classes.",
    ],
    zh: ["正确类领先足够间隔后停止。", "没有概率。", "多类线性分类器。"],
  },
  categoricalHinge: {
    en: ["Looks only at the strongest wrong class.", "Sparse gradients.", "For margins with one-hot labels."],
    zh: ["只看最强的错误类。", "梯度稀疏。", "独热标签的间隔分类。"],
  },
  multilabelMargin: {
    en: ["Every right label above every wrong one.", "Costs all pairs.", "For ranking labels."],
    zh: ["使每个正确标签高于每个错误标签。", "需计算所有配对。", "标签排序。"],
  },
  multilabelSoftMargin: {
    en: ["Each label is a yes or no of its own.", "Labels are taken as independent.", "For several labels at once."],
    zh: ["每个标签独立判断是非。", "把标签视为相互独立。", "多标签分类。"],
  },
  listwiseSoftmax: {
    en: ["Looks at a whole list at once.", "Cares most for the top.", "For search and recommendation."],
    zh: ["一次看整个列表。", "最关心顶部。", "搜索与推荐。"],
  },
  dice: {
    en: [
      "Small regions count as much as large ones.",
      "Noisy for very small regions.",
      "For segmentation with rare classes.",
    ],
    zh: ["小区域与大区域同等重要。", "区域极小时噪声大。", "含稀少类别的分割。"],
  },
  jaccard: {
    en: [
      "The measure that segmentation is judged by.",
      "Harder on small overlaps than dice.",
      "For segmentation that reports intersection over union.",
    ],
    zh: ["即分割评估所用的指标。", "对小重叠比 dice 更严。", "以交并比评估的分割。"],
  },
  tversky: {
    en: ["False alarms and misses weigh as you like.", "Two settings.", "For segmentation where misses cost more."],
    zh: ["误报与漏报的权重可调。", "两个设置。", "漏报代价更高的分割。"],
  },
  cosineDistance: {
    en: ["Only the direction counts.", "Blind to lengths.", "For embeddings."],
    zh: ["只看方向。", "看不到长度。", "嵌入向量。"],
  },
  cosineEmbedding: {
    en: ["Pulls alike together and others apart.", "Pairs must be made.", "For embeddings from pairs."],
    zh: ["相似者拉近，其余推开。", "需要构造配对。", "由成对数据学习嵌入。"],
  },
  tripletMargin: {
    en: [
      "Learns distances from comparisons.",
      "Most triplets soon teach nothing: hard ones must be found.",
      "For faces and other identities.",
    ],
    zh: ["由比较学习距离。", "多数三元组很快失效，需要找难例。", "人脸等身份识别。"],
  },
  contrastive: {
    en: [
      "Alike to distance 0, others beyond a margin.",
      "Asks alike ones to be equal.",
      "For pairs that are alike or not.",
    ],
    zh: ["相似者距离趋于 0，其余超出间隔。", "要求相似者完全相同。", "相似与否的配对。"],
  },
  infoNce: {
    en: [
      "The rest of the batch serves as negatives.",
      "Wants large batches; sensitive to the temperature.",
      "For learning without labels, and for images with texts.",
    ],
    zh: ["批次中的其余样本充当负例。", "需要大批量；对温度敏感。", "无标签学习，以及图文配对。"],
  },
  ntXent: {
    en: [
      "infoNce for several positives of a class.",
      "The same wants as infoNce.",
      "For supervised contrastive learning.",
    ],
    zh: ["允许同类多个正例的 infoNce。", "要求与 infoNce 相同。", "有监督对比学习。"],
  },
  ctc: {
    en: [
      "Needs no alignment of inputs and labels.",
      "Takes outputs as independent; peaky.",
      "For speech and handwriting.",
    ],
    zh: ["不需要输入与标签的对齐。", "把各时刻输出视为独立；预测呈尖峰。", "语音与手写识别。"],
  },
};

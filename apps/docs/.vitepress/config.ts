import { existsSync, readdirSync } from "node:fs";
import { type DefaultTheme, defineConfig, type UserConfig } from "vitepress";
import { relocatable, relocatedPage } from "../src/relocatable.ts";

const api = new URL("../pages/api/", import.meta.url);

/** The generated pages of the reference, one a module; they are there when this is read. */
const modules = (existsSync(api) ? readdirSync(api) : [])
  .filter((name) => name !== "index.md" && !name.includes(".Namespace."))
  .map((name) => name.slice(0, -".md".length))
  .sort();

interface Names {
  readonly guides: string;
  readonly pages: Readonly<Record<string, string>>;
  readonly reference: string;
  readonly support: string;
  readonly accuracy: string;
  readonly benchmark: string;
  readonly api: string;
  /** Words of the theme. */
  readonly outline: string;
  readonly previous: string;
  readonly next: string;
}

const english: Names = {
  guides: "Guides",
  pages: {
    start: "Start",
    train: "Train a model",
    compile: "Compile",
    gpu: "On the GPU",
    extend: "Extend",
    "from-tensorflow-js": "From TensorFlow.js",
    "from-optax-and-pytorch": "From optax and PyTorch",
  },
  reference: "Reference",
  support: "What runs where",
  accuracy: "Accuracy",
  benchmark: "Speed",
  api: "Functions and types",
  outline: "On this page",
  previous: "Previous page",
  next: "Next page",
};

const chinese: Names = {
  guides: "指南",
  pages: {
    start: "开始",
    train: "训练模型",
    compile: "编译",
    gpu: "在 GPU 上",
    extend: "扩展",
    "from-tensorflow-js": "从 TensorFlow.js 迁移",
    "from-optax-and-pytorch": "从 optax 和 PyTorch 迁移",
  },
  reference: "参考（英文）",
  support: "支持矩阵",
  accuracy: "精度",
  benchmark: "速度",
  api: "函数与类型",
  outline: "本页目录",
  previous: "上一页",
  next: "下一页",
};

const themeOf = (names: Names, prefix: string): DefaultTheme.Config => ({
  outline: { level: [2, 3], label: names.outline },
  docFooter: { prev: names.previous, next: names.next },
  nav: [
    { text: names.guides, link: `${prefix}/guide/start` },
    { text: names.reference, link: "/api/" },
  ],
  sidebar: [
    {
      text: names.guides,
      items: Object.entries(names.pages).map(([page, text]) => ({ text, link: `${prefix}/guide/${page}` })),
    },
    {
      text: names.reference,
      items: [
        { text: names.support, link: "/reference/support" },
        { text: names.accuracy, link: "/reference/accuracy" },
        { text: names.benchmark, link: "/reference/benchmark" },
      ],
    },
    {
      text: names.api,
      collapsed: true,
      items: modules.map((name) => ({ text: name, link: `/api/${name}` })),
    },
  ],
});

const config: UserConfig<DefaultTheme.Config> = defineConfig({
  title: "Adjoint",
  description: "Small TypeScript packages for learning from gradients",
  srcDir: "pages",
  outDir: "dist",
  cacheDir: "node_modules/.vitepress",
  vite: { plugins: relocatable(), build: { chunkSizeWarningLimit: 4000 } }, // the index of the search is one chunk
  transformHtml: (html, _, { page }) => relocatedPage(html, page),
  markdown: { html: false }, // docstrings compare with < and >
  head: [["link", { rel: "icon", href: "data:," }]],
  locales: {
    root: { label: "English", lang: "en", themeConfig: themeOf(english, "") },
    zh: { label: "简体中文", lang: "zh-CN", themeConfig: themeOf(chinese, "/zh") },
  },
  themeConfig: {
    search: {
      provider: "local",
      options: { locales: { zh: { translations: { button: { buttonText: "搜索", buttonAriaLabel: "搜索" } } } } },
    },
    socialLinks: [{ icon: "github", link: "https://github.com/adjoint/adjoint" }],
  },
});

export default config;

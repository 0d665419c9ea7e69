// Bundles the front end into one folder: `node build.mjs <outdir>`.
// Every file is named by the hash of its content (name.0123456789ab.ext), so that a browser may keep it for ever;
// manifest.json says which file carries which name today. Fonts come from registry packages: woff2 for the pages, TTF for letters.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const parts = resolve(here, "../src/mizan/doors/parts");
const outdir = resolve(process.argv[2] ?? join(here, "../build/assets"));
const manifest = {};

/** Write `bytes` as name.<hash>.ext and note it in the manifest; returns the file's name. */
function emit(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const file = name.replace(/(\.[a-z0-9]+)$/, `.${hash}$1`);
  writeFileSync(join(outdir, file), bytes);
  manifest[name] = file;
  return file;
}

/** Fonts are written first; the style sheet then names them by their hashed name, beside it. */
const fonts = {
  name: "fonts",
  setup(hooks) {
    hooks.onResolve({ filter: /\.woff2$/ }, (found) => {
      const path = join(here, "node_modules", found.path);
      return { path: `./${emit(found.path.split("/").pop(), readFileSync(path))}`, external: true };
    });
  },
};

/** Only static files are removed, so that a package marker written beside them by the build hook stays. */
function clean() {
  mkdirSync(outdir, { recursive: true });
  for (const file of readdirSync(outdir)) {
    if (/\.(css|js|woff2|json|svg|txt)$/.test(file)) rmSync(join(outdir, file));
  }
  rmSync(join(outdir, "letters"), { recursive: true, force: true });
}

/** The letters' fonts, whole: what sets type on paper reads no woff2, and finds a font by its folder. */
function paper() {
  const folder = join(outdir, "letters");
  mkdirSync(folder);
  const wanted = { amiri: ["400Regular/Amiri_400Regular", "700Bold/Amiri_700Bold"],
    "ibm-plex-sans": ["400Regular/IBMPlexSans_400Regular", "600SemiBold/IBMPlexSans_600SemiBold"] };
  for (const [name, files] of Object.entries(wanted)) {
    for (const file of files) {
      copyFileSync(join(here, "node_modules/@expo-google-fonts", name, `${file}.ttf`), join(folder, `${file.split("/").pop()}.ttf`));
    }
  }
}

const common = { bundle: true, minify: true, write: false, legalComments: "none", logLevel: "warning" };

async function script(name) {
  const built = await build({
    ...common, entryPoints: [join(here, "src", name)], format: "iife", target: ["es2020"],
  });
  emit(name, built.outputFiles[0].contents);
}

async function style() {
  const base = ["tokens", "base", "layout", "forms"].map((name) => join(here, "src/css", `${name}.css`));
  const own = readdirSync(parts).map((name) => join(parts, name, "part.css")).filter(existsSync).sort();
  const entry = [...base, ...own].map((path) => `@import ${JSON.stringify(path)};`).join("\n");
  const built = await build({
    ...common, stdin: { contents: entry, resolveDir: here, loader: "css" }, target: ["chrome100", "firefox100", "safari15"],
    plugins: [fonts],
  });
  emit("mizan.css", built.outputFiles[0].contents);
}

/** The licences of what is bundled travel with it. */
function licences() {
  const packages = ["@expo-google-fonts/amiri", "@expo-google-fonts/ibm-plex-sans", "@fontsource/ibm-plex-sans", "@fontsource/ibm-plex-sans-arabic", "echarts", "zrender", "tslib", "htmx.org"];
  const texts = packages.map((name) => {
    const folder = join(here, "node_modules", name);
    const held = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isFile() && /^licen[cs]e/i.test(each.name));
    const found = held.map((each) => each.name).sort();
    const version = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
    return `${name} ${version}\n\n${found.map((each) => readFileSync(join(folder, each), "utf8")).join("\n")}`;
  });
  writeFileSync(join(outdir, "LICENCES.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
}

clean();
await Promise.all([script("mizan.js"), script("charts.js"), style()]);
emit("mark.svg", readFileSync(join(here, "src/mark.svg")));
paper();
licences();
writeFileSync(join(outdir, "manifest.json"), JSON.stringify(manifest, null, 1));

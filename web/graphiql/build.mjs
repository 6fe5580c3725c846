// Bundles GraphiQL into dist/: files with a hash in the name, each compressed once as .gz, nothing inline.
// Fonts that GraphiQL keeps as data: URLs become files, so that the page needs no "font-src data:".
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ASSETS = '/graphiql/assets/';
const WORKERS = {
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
};

const fontUrl = /url\((["']?)data:font\/(woff2?|ttf);base64,([A-Za-z0-9+/=]+)\1\)/g;
const fonts = new Map();

function fontFile(_match, _quote, extension, base64) {
  const bytes = Buffer.from(base64, 'base64');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  const name = `font-${hash}.${extension}`;
  fonts.set(name, bytes);
  return `url("${ASSETS}${name}")`;
}

// GraphiQL's stylesheet holds Monaco's already, so Monaco's own imports of CSS are dropped.
const styles = {
  name: 'styles',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      if (file.includes('/monaco-editor/')) return { contents: '', loader: 'css' };
      return { contents: (await readFile(file, 'utf8')).replace(fontUrl, fontFile), loader: 'css' };
    });
  },
};

const common = {
  bundle: true,
  minify: true,
  write: false,
  outdir: 'dist',
  target: ['es2022'],
  legalComments: 'none',
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  assetNames: '[name]-[hash]',
  publicPath: ASSETS,
  external: [`${ASSETS}*`],
  logLevel: 'warning',
};

const workers = await build({ ...common, entryPoints: WORKERS, format: 'iife' });
const workerUrls = {};
for (const { path: file } of workers.outputFiles) {
  const name = path.basename(file);
  workerUrls[name.slice(0, name.lastIndexOf('-'))] = ASSETS + name;
}

const page = await build({
  ...common,
  entryPoints: { main: 'src/main.jsx' },
  format: 'esm',
  splitting: true,
  jsx: 'automatic',
  plugins: [styles],
  define: { 'process.env.NODE_ENV': '"production"', WORKER_URLS: JSON.stringify(workerUrls) },
});

const files = new Map([...workers.outputFiles, ...page.outputFiles].map((file) => [path.basename(file.path), file.contents]));
for (const [name, bytes] of fonts) files.set(name, bytes);

await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
let total = 0;
for (const [name, bytes] of files) {
  const packed = gzipSync(bytes, { level: 9 });
  total += packed.length;
  await writeFile(path.join('dist', `${name}.gz`), packed);
}
console.log(`${files.size} files, ${Math.round(total / 1024)} KiB compressed`);

import { readFile } from 'node:fs/promises';
import { bundleUrl } from '../../../bundle-url.ts';
import type { Notebook, NotebookOutput } from '../notebook/notebook.ts';

const ours = /^application\/vnd\.clip-notebook\.([a-z-]+)\+json$/;
const plotly = 'application/vnd.plotly.v1+json';
/** As esbuild writes `import(new URL('./name.js', import.meta.url).href)`: in a page, nothing lies beside a module. */
const importOfNeighbour = /import\(new URL\("\.\/([\w-]+\.js)",import\.meta\.url\)\.href\)/g;

/** What views load when it is needed; in a page it comes along. */
const neighbours = ['plotly.js', 'export.js'];

/** What the outputs of a notebook need to be drawn. */
export interface Renderers {
  /** The MIME types that are drawn. */
  readonly mimes: ReadonlySet<string>;
  /** Sources of modules by MIME type, and by file name for those that they import. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Our views, and Plotly where no view of ours stands. A renderer that is not installed leaves its outputs to their other forms. */
export async function findRenderers(notebook: Notebook): Promise<Renderers> {
  const sources: Record<string, string> = {};
  const mimes = new Set<string>();
  for (const data of bundlesOf(notebook)) {
    const own = Object.keys(data).find(mime => ours.test(mime));
    const mime = own ?? (plotly in data ? plotly : undefined);
    if (mime === undefined || mime in sources) continue;
    const source = await read(own ? `renderers/${ours.exec(own)![1]!}.js` : 'page-plotly.js');
    if (source === undefined) continue;
    mimes.add(mime);
    sources[mime] = source.replace(importOfNeighbour, (_, name: string) => `importBeside("${name}")`);
    for (const name of neighbours)
      if (source.includes(`"./${name}"`)) sources[name] ??= (await read(`renderers/${name}`)) ?? '';
  }
  return { mimes, sources };
}

/** The script that draws a page. */
export async function pageScript(): Promise<string> {
  return (await read('page.js')) ?? '';
}

function bundlesOf({ cells }: Notebook): Readonly<Record<string, unknown>>[] {
  return cells.flatMap(cell => {
    const outputs = Array.isArray(cell['outputs']) ? (cell['outputs'] as NotebookOutput[]) : [];
    return outputs.flatMap(output => ('data' in output ? [output.data] : []));
  });
}

async function read(file: string): Promise<string | undefined> {
  const source = await readFile(bundleUrl(file), 'utf8').catch(() => undefined);
  return source?.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
}

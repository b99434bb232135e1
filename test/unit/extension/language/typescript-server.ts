import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CellsConfiguration } from '../../../../extension/language/plugin/notebook-cells.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** TypeScript's own server with our plugin, as the editor starts it. */
export interface TypeScriptServer {
  configure(configuration: CellsConfiguration): void;
  open(file: string, text: string): void;
  /** Sends a request that has no answer. */
  tell(command: string, given: object): void;
  /** Sends a request and waits for its body. */
  ask<Body>(command: string, given: object): Promise<Body>;
  /** As the editor asks for the problems of a cell: those of its syntax. */
  problems(file: string): Promise<{ code: number; text: string }[]>;
  close(): void;
}

/** @param workspace Stands for the folder that is open in the editor. */
export function typeScriptServer(workspace: string): TypeScriptServer {
  const server = spawn(
    process.execPath,
    [
      `${root}node_modules/typescript/lib/tsserver.js`,
      '--disableAutomaticTypingAcquisition',
      '--globalPlugins',
      'clip-notebook-cells',
      '--pluginProbeLocations',
      `${root}dist/plugins`,
      '--suppressDiagnosticEvents',
      '--useInferredProjectPerProjectRoot',
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const waiting = new Map<number, { resolve(body: unknown): void; reject(error: Error): void }>();
  let sent = 0;
  let heard = '';
  server.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
    for (let end = heard.indexOf('\n'); end >= 0; end = heard.indexOf('\n')) {
      const line = heard.slice(0, end).trim();
      heard = heard.slice(end + 1);
      if (!line.startsWith('{')) continue;
      const message = JSON.parse(line) as {
        request_seq?: number;
        success?: boolean;
        body?: unknown;
        message?: string;
      };
      const asked = waiting.get(message.request_seq ?? -1);
      waiting.delete(message.request_seq ?? -1);
      if (message.success === false) asked?.reject(new Error(message.message));
      else asked?.resolve(message.body);
    }
  });
  const send = (command: string, given: object): number => {
    const seq = ++sent;
    server.stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: given })}\n`);
    return seq;
  };
  const ask = <Body>(command: string, given: object): Promise<Body> =>
    new Promise((resolve, reject) => {
      waiting.set(send(command, given), { resolve: body => resolve(body as Body), reject });
    });
  // What the editor sets for files that belong to no project.
  send('compilerOptionsForInferredProjects', {
    options: { module: 'ESNext', moduleResolution: 'Bundler', target: 'ES2022', allowNonTsExtensions: true },
  });
  return {
    configure: configuration =>
      void send('configurePlugin', { pluginName: 'clip-notebook-cells', configuration }),
    open: (file, fileContent) =>
      void send('open', { file, fileContent, scriptKindName: 'TS', projectRootPath: workspace }),
    tell: (command, given) => void send(command, given),
    ask,
    problems: async file =>
      (await ask<{ code: number; text: string }[]>('syntacticDiagnosticsSync', { file })).map(
        ({ code, text }) => ({ code, text }),
      ),
    close: () => void server.kill(),
  };
}

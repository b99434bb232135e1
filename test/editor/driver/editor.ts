import type { FrameLocator, Page } from 'playwright-core';
import type { ExtensionHost } from './bridge.ts';

/** A window of VS Code under test, in a browser or on the desktop. */
export interface Editor {
  /** What the user sees and clicks. */
  readonly page: Page;
  /** Runs a function in the extension host, with the VS Code API. */
  readonly call: ExtensionHost['call'];
  /** Process of the extension host. */
  readonly hostPid: number;
  /** Folder that is open in the window; it goes when the window stops. */
  readonly folder: string;
  /** The page inside the output area of the notebook that is shown. */
  readonly frame: () => FrameLocator;
  /** Keeps a picture of the window as `dist/screenshots/NAME.png`. */
  readonly screenshot: (name: string) => Promise<void>;
  /** Keeps a picture and the logs under `dist/editor-failures/NAME`. */
  readonly keepTraces: (name: string) => Promise<void>;
  /** A second window on the same folder; without WebGL, in a browser of its own. */
  readonly another: (options?: { readonly webgl: boolean }) => Promise<Editor>;
  readonly stop: () => Promise<void>;
}

export interface LaunchOptions {
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** `false`: the folder is opened in restricted mode. */
  readonly trusted?: boolean | undefined;
}

/** Looks every 200 ms until `look` gives something other than undefined; its last error, or `what`, is the failure. */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | undefined> | Value | undefined,
  milliseconds = 60_000,
): Promise<Value> {
  const end = Date.now() + milliseconds;
  let cause: unknown;
  do {
    try {
      const value = await look();
      if (value !== undefined) return value;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  } while (Date.now() < end);
  throw new Error(`Not within ${milliseconds} ms: ${what}`, { cause });
}

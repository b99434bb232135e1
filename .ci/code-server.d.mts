export interface Places {
  extensionsDir: string;
  userDataDir: string;
}
export interface CodeServer {
  url: string;
  stop(): Promise<void>;
  ended: Promise<unknown>;
  output(): string;
}
export interface StartOptions extends Places {
  folder: string;
  settings?: Record<string, unknown>;
  trusted?: boolean;
  payload?: readonly (readonly [string, string])[];
  env?: Record<string, string>;
  graceSeconds?: number;
}
export const quietSettings: Record<string, unknown>;
export function prepareCodeServer(options?: {
  log?: (line: string) => void;
}): Promise<{ program: string; node: string }>;
export function installExtension(options: Places & { vsix: string }): Promise<void>;
export function startCodeServer(options: StartOptions): Promise<CodeServer>;

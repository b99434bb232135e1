import type { Browser } from 'playwright-core';

export interface FoundBrowser {
  executablePath: string;
  env: Record<string, string>;
  origin: string;
}
export function findBrowser(): Promise<FoundBrowser>;
export function launchBrowser(options?: { webgl?: boolean }): Promise<Browser>;

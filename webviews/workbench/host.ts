import type { WorkbenchHostMessage, WorkbenchPageMessage } from '../protocol/workbench.ts';

/** The extension behind the panel. */
export interface PanelHost {
  post(message: WorkbenchPageMessage): void;
  /** One listener hears all messages. */
  listen(hear: (message: WorkbenchHostMessage) => void): void;
}

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

export function hostOfPanel(): PanelHost {
  const editor = acquireVsCodeApi();
  return {
    post: message => editor.postMessage(message),
    listen: hear =>
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (typeof data === 'object' && data !== null && 'kind' in data) hear(data as WorkbenchHostMessage);
      }),
  };
}

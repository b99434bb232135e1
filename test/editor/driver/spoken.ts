import type { Frame } from 'playwright-core';
import type { Editor } from './editor.ts';

interface AxNode {
  readonly ignored: boolean;
  readonly role?: { readonly value?: string };
  readonly name?: { readonly value?: string };
}

/** What Chromium hands to assistive technology in all frames of the window: `role: name`, in the order of the page. */
export async function spokenIn(editor: Editor): Promise<string[]> {
  const spoken = await Promise.all(editor.page.frames().map(frame => treeOf(editor, frame)));
  return spoken.flat();
}

async function treeOf(editor: Editor, frame: Frame): Promise<string[]> {
  const context = editor.page.context();
  const own = await context.newCDPSession(frame).catch(() => undefined);
  const session = own ?? (await context.newCDPSession(editor.page));
  try {
    const { frameTree } = await session.send('Page.getFrameTree');
    const frames = [frameTree];
    const spoken: string[] = [];
    for (const { frame: known, childFrames = [] } of frames) {
      frames.push(...childFrames);
      if (known.url !== frame.url()) continue;
      const { nodes } = (await session.send('Accessibility.getFullAXTree', { frameId: known.id })) as {
        nodes: readonly AxNode[];
      };
      for (const { ignored, role, name } of nodes)
        if (!ignored && name?.value) spoken.push(`${role?.value}: ${name.value}`);
    }
    return spoken;
  } finally {
    await session.detach();
  }
}

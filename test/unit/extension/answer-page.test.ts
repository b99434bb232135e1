import { expect, it } from 'vitest';
import { answerPage } from '../../../extension/renderers/answer-page.ts';
import type { KernelConnection } from '../../../kernels/channel/kernel-connection.ts';

const ask = { kind: 'ask', live: 'view-1', request: 'r1', message: { kind: 'set-texts', texts: ['a'] } };

function kernel(answer: (params: unknown) => Promise<unknown>): KernelConnection {
  return { request: (_method: string, params: unknown) => answer(params) } as unknown as KernelConnection;
}

it('hands the question to the value in the kernel, and its answer back to the request', async () => {
  const echo = kernel(params => Promise.resolve(params));
  expect(await answerPage(ask, echo)).toEqual({
    kind: 'reply',
    request: 'r1',
    ok: true,
    value: { view: 'view-1', message: ask.message },
  });
});

it('answers with a sentence where no kernel runs', async () => {
  expect(await answerPage(ask, undefined)).toMatchObject({
    request: 'r1',
    ok: false,
    sentence: expect.stringContaining('Run the cell again') as string,
  });
});

it('answers with the sentence of a kernel that refuses', async () => {
  const refusing = kernel(() => Promise.reject(new Error('That value is gone.')));
  expect(await answerPage(ask, refusing)).toMatchObject({ ok: false, sentence: 'That value is gone.' });
});

it.each([[{ request: 'r2' }], [{ ...ask, kind: 'tell' }], [{ ...ask, live: 7 }]])(
  'refuses a question it does not know: %j',
  async message => {
    expect(await answerPage(message, undefined)).toMatchObject({ kind: 'reply', ok: false });
  },
);

it.each([[undefined], [null], ['ask'], [{ kind: 'ask' }]])('says nothing to nobody: %j', async message => {
  expect(await answerPage(message, undefined)).toBeUndefined();
});

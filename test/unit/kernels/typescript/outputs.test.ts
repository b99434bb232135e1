import { expect, it } from 'vitest';
import { collectOutputs } from '../../../../kernels/typescript/outputs.ts';

it('sends the first line of a cell at once, however soon it follows another cell, and later ones together', () => {
  const sent: string[] = [];
  const outputs = collectOutputs(
    action => action(),
    ({ cell, changes }) =>
      sent.push(
        `${cell}: ${changes.map(change => (change.kind === 'stream' ? change.text : change.kind)).join()}`,
      ),
  );
  outputs.stream('one', 'stdout', 'a');
  outputs.flush();
  outputs.stream('two', 'stdout', 'b');
  expect(sent).toEqual(['one: a', 'two: b']);
  outputs.stream('two', 'stdout', 'c');
  outputs.stream('two', 'stdout', 'd');
  expect(sent).toHaveLength(2);
  outputs.flush();
  expect(sent).toEqual(['one: a', 'two: b', 'two: cd']);
});

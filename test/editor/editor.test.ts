import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { Editor } from './driver/editor.ts';
import { launchEditor } from './driver/launch.ts';
import { everyViewSpecs } from './specs/every-view.ts';
import { exportSpecs } from './specs/export.ts';
import { fileSpecs } from './specs/files.ts';
import { findingsSpecs } from './specs/findings.ts';
import { kernelSpecs } from './specs/kernel.ts';
import { languageSpecs } from './specs/language.ts';
import { manyPlotSpecs } from './specs/many-plots.ts';
import { mapSpecs } from './specs/map.ts';
import { promptComparisonSpecs } from './specs/prompt-comparison.ts';
import { promptLaboratorySpecs } from './specs/prompt-laboratory.ts';
import { retrievalSpecs } from './specs/retrieval.ts';
import { sampleSpecs } from './specs/sample.ts';
import { sampleThemeSpecs } from './specs/sample-themes.ts';
import { selectionSpecs } from './specs/selection.ts';
import { sheetSpecs } from './specs/sheet.ts';
import { similarityDistributionSpecs } from './specs/similarity-distribution.ts';
import { textEncoderSpecs } from './specs/text-encoder.ts';
import { trustSpecs } from './specs/trust.ts';
import { viewSpecs } from './specs/views.ts';
import { withoutWebglSpecs } from './specs/without-webgl.ts';
import { untrustedWorkbenchSpecs, workbenchSpecs } from './specs/workbench.ts';

describe('a real VS Code', () => {
  // What draws under a policy draws without one.
  const editor = editorOf({ settings: { 'notebook.experimental.enableCsp': true } });
  describe('sample', () => sampleSpecs(editor));
  describe('saved samples', () => sampleThemeSpecs(editor));
  describe('views', () => viewSpecs(editor));
  describe('workbench', () => workbenchSpecs(editor));
  describe('similarity distributions', () => similarityDistributionSpecs(editor));
  describe('embedding map', () => mapSpecs(editor));
  describe('prompt comparison', () => promptComparisonSpecs(editor));
  describe('sheets', () => sheetSpecs(editor));
  describe('text encoder', () => textEncoderSpecs(editor));
  describe('linked selection', () => selectionSpecs(editor));
  describe('export', () => exportSpecs(editor));
  describe('every view', () => everyViewSpecs(editor));
  describe('many plots', () => manyPlotSpecs(editor));
  describe('without WebGL', () => withoutWebglSpecs(editor));
  describe('findings', () => findingsSpecs(editor));
  describe('prompt laboratory', () => promptLaboratorySpecs(editor));
  describe('retrieval', () => retrievalSpecs(editor));
  describe('kernel', () => kernelSpecs(editor));
  describe('files', () => fileSpecs(editor));
  describe('language', () => languageSpecs(editor));
});

describe('a real VS Code in an untrusted folder', () => {
  const settings = { 'security.workspace.trust.startupPrompt': 'never' };
  const editor = editorOf({ trusted: false, settings });
  trustSpecs(editor);
  untrustedWorkbenchSpecs(editor);
});

/** One window for all tests of a block; a failed test leaves a picture and the server's words. */
function editorOf(options: { trusted?: boolean; settings?: Record<string, unknown> }): () => Editor {
  let opened: Editor | undefined;
  beforeAll(async () => {
    opened = await launchEditor(options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await opened?.keepTraces(task.name.replace(/\W+/g, '-').slice(0, 60)).catch(() => undefined);
  });
  afterAll(async () => {
    await opened?.stop();
  });
  return () => {
    if (!opened) throw new Error('The editor did not start.');
    return opened;
  };
}

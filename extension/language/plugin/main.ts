import type TypeScript from 'typescript';
import { serveCells } from './cell-host.ts';
import { cellService } from './cell-service.ts';
import { placedCells, type CellsConfiguration } from './notebook-cells.ts';

/** A plugin of TypeScript's server: the cells of our notebooks see one another and the module `clip-notebook`. */
export default function cellsPlugin({
  typescript: ts,
}: {
  typescript: typeof TypeScript;
}): TypeScript.server.PluginModule {
  let configuration: CellsConfiguration = { declarations: '', notebooks: [] };
  let place = placedCells([]);
  const configure = (given: unknown): void => {
    if (!isConfiguration(given)) return;
    configuration = given;
    place = placedCells(given.notebooks);
  };
  const projects = new Set<TypeScript.server.Project>();
  return {
    create: ({ project, languageService, languageServiceHost, config }) => {
      configure(config);
      projects.add(project);
      const cells = serveCells(ts, languageServiceHost, {
        place: file => place(file),
        declarations: () => configuration.declarations,
      });
      return cellService(ts, languageService, cells);
    },
    onConfigurationChanged: given => {
      configure(given);
      for (const project of projects) {
        if (project.isClosed()) projects.delete(project);
        else {
          // Not in the server's public types: without it the next answer is that of the old order.
          (project as unknown as { markAsDirty?: () => void }).markAsDirty?.();
          project.refreshDiagnostics();
        }
      }
    },
  };
}

function isConfiguration(value: unknown): value is CellsConfiguration {
  const { declarations, notebooks } = (value ?? {}) as Partial<CellsConfiguration>;
  return typeof declarations === 'string' && Array.isArray(notebooks);
}

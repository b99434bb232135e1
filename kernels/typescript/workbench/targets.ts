import type { Clip, ImageEmbeddings } from '../../index.ts';
import type { WorkbenchTarget } from '../../../webviews/protocol/workbench.ts';
import { failure } from '../../protocol/failures/index.ts';
import { targetIn, type CellVariables, type Target } from './sources.ts';
import type { Library } from './workbench.ts';

type Images = Extract<Target, { holds: 'images' }>['images'];

/** What targets stand for; folders and phantoms are read or drawn once, images encoded once. */
export interface Targets {
  /** @throws Failure `workbench-variable`, and those of `loadImages` and `phantoms`. */
  open(target: WorkbenchTarget, variables: CellVariables): Promise<Target>;
  encode(clip: Clip, images: Images): Promise<ImageEmbeddings>;
}

export function workbenchTargets(library: Library): Targets {
  let opened: { readonly key: string; readonly target: Promise<Target> } | undefined;
  let encoded = new WeakMap<object, { readonly clip: Clip; readonly rows: Promise<ImageEmbeddings> }>();
  return {
    open: (target, variables) => {
      if (target.kind === 'variable') {
        const found = targetIn(variables.get(target.name));
        if (found) return Promise.resolve(found);
        throw failure('workbench-variable', { name: target.name });
      }
      const key = JSON.stringify(target);
      if (opened?.key !== key) {
        const images = target.kind === 'folder' ? library.loadImages(target.path) : drawn(library, target);
        const entry = { key, target: images.then((list): Target => ({ holds: 'images', images: list })) };
        opened = entry;
        // What failed is tried anew.
        entry.target.catch(() => {
          if (opened === entry) opened = undefined;
        });
      }
      return opened.target;
    },
    encode: (clip, images) => {
      const known = encoded.get(images);
      if (known?.clip === clip) return known.rows;
      const rows = clip.encodeImage(images);
      encoded.set(images, { clip, rows });
      rows.catch(() => (encoded = new WeakMap()));
      return rows;
    },
  };
}

function drawn(
  library: Library,
  { modality, count }: Extract<WorkbenchTarget, { kind: 'phantoms' }>,
): Promise<Images> {
  const kind = library.knownPhantoms().find(known => known.modality === modality)?.modality;
  return library.phantoms({ count, seed: 1, ...(kind && { modality: kind }) });
}

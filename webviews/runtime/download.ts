import { element } from './elements.ts';

/**
 * `page`: the click goes through the page, where a notebook editor hears it and asks where to save; elsewhere the browser downloads.
 * `browser`: nobody but the browser hears it, for pages whose editor takes every link for one to follow.
 */
export type DownloadWay = 'page' | 'browser';

/** Offers a file for saving. */
export async function download(file: Blob, name: string, way: DownloadWay): Promise<void> {
  // Not `blob:`: the editor would have to fetch it, which a content security policy may forbid.
  const link = element('a', { href: await dataUrlOf(file), download: name, hidden: true });
  if (way === 'page') document.body.append(link);
  link.click();
  link.remove();
}

/** `data:type;base64,…`, the form that editors read. */
function dataUrlOf(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(new Error('The file could not be read.')));
    reader.readAsDataURL(file);
  });
}

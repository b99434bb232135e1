import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPrograms, type Program } from './programs.ts';

const rewrite = `import { writeFileSync } from 'node:fs'; writeFileSync('changing.ts', 'export const version: number = 2; // longer'); undefined`;

const programs: readonly Program[] = [
  ['a built-in module', `import { join } from 'node:path';\njoin('a', 'b')`, `= 'a/b'`],
  ['without the prefix', `import { basename } from 'path';\nbasename('/x/y')`, `= 'y'`],
  ['a default import', `import fs from 'node:fs';\ntypeof fs.readFileSync`, `= 'function'`],
  ['a namespace import', `import * as os from 'node:os';\ntypeof os.cpus`, `= 'function'`],
  [
    'imported names reach later cells',
    [`import { extname } from 'node:path';`, `extname('a.ts')`],
    `= '.ts'`,
  ],
  ['renamed', `import { sep as separator } from 'node:path';\nseparator`, `= '/'`],
  [
    'imported twice',
    [`import { dirname } from 'node:path';`, `import { dirname } from 'node:path';\ndirname('/a/b')`],
    `= '/a'`,
  ],
  [
    'type imports vanish',
    `import type { Stats } from 'node:fs';\nimport { type Dirent, statSync } from 'node:fs';\n8`,
    '= 8',
  ],
  ['a dynamic import', `(await import('node:path')).sep`, `= '/'`],
  ['an ESM-only package', `import { esm } from 'only-esm';\nesm`, `= 'module'`],
  ['a CommonJS package', `import cjs from 'only-cjs';\ncjs.kind`, `= 'common'`],
  ['a relative .ts file', `import { twice } from './local.ts';\ntwice(4)`, '= 8'],
  ['a .ts file that imports another', `import { four } from './outer.ts';\nfour`, '= 4'],
  [
    'a changed .ts file is read again',
    [
      `import { version } from './changing.ts';\nversion`,
      rewrite,
      `import { version } from './changing.ts';\nversion`,
    ],
    '= 1\n= 2',
  ],
  ['JSON', `import data from './data.json' with { type: 'json' };\ndata.x`, '= 5'],
  ['require', `require('node:path').sep`, `= '/'`],
  [
    'the folder',
    `import { basename as base } from 'node:path'; base(__dirname) === base(process.cwd())`,
    '= true',
  ],
  ['no such package', `import x from 'no-such-package-here'`, /^! Failure: .*no-such-package-here/],
  ['no such file', `import './missing.ts'`, /^! Failure: .*missing\.ts/],
  [
    'no such name',
    `import { nothingLikeIt } from 'node:path';\nnothingLikeIt`,
    /^! SyntaxError: .*nothingLikeIt/,
  ],
  ['a module that throws', `import './throws.ts'`, /^! Error: from the module/],
  [
    'the library itself',
    `import { version as libraryVersion } from 'clip-notebook';\nlibraryVersion`,
    `= '0.1.0'`,
  ],
  [
    'the working folder is the notebook’s',
    `import { existsSync } from 'node:fs'; existsSync('local.ts')`,
    '= true',
  ],
  [
    'chdir stays',
    [`process.chdir('..')`, `import { existsSync } from 'node:fs'; existsSync('local.ts')`],
    '= false',
  ],
];

checkPrograms('imports', programs, folder => {
  const at = realpathSync(folder);
  const put = (path: string, text: string): void => {
    mkdirSync(join(at, path, '..'), { recursive: true });
    writeFileSync(join(at, path), text);
  };
  put('node_modules/only-esm/package.json', '{"name":"only-esm","type":"module","exports":"./index.js"}');
  put('node_modules/only-esm/index.js', `export const esm = 'module';`);
  put('node_modules/only-cjs/package.json', '{"name":"only-cjs","main":"./index.js"}');
  put('node_modules/only-cjs/index.js', `module.exports = { kind: 'common' };`);
  put('local.ts', 'export const twice = (x: number): number => 2 * x;');
  put('inner.ts', 'export enum Two { Value = 2 }');
  put('outer.ts', `import { Two } from './inner.ts';\nexport const four: number = Two.Value * 2;`);
  put('changing.ts', 'export const version: number = 1;');
  put('throws.ts', `throw new Error('from the module');`);
  put('data.json', '{"x":5}');
});

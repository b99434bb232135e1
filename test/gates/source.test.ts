import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter(file => existsSync(root + file));
const sources = tracked.filter(file => /\.(ts|mjs)$/.test(file));

it('keeps source files small: none above 15 KB', () => {
  expect(sources.filter(file => statSync(root + file).size > 15_000)).toEqual([]);
});

it('uses no catch-all names', () => {
  expect(
    tracked.filter(file => /(^|\/)(utils?|helpers?|shared|common|misc)(\/|\.[a-z]+$)/.test(file)),
  ).toEqual([]);
});

it('names no registry in the lockfile', () => {
  expect(readFileSync(root + 'package-lock.json', 'utf8')).not.toContain('"resolved"');
});

it('locks the packages of every platform, or npm ci refuses the lockfile', () => {
  const { packages } = JSON.parse(readFileSync(root + 'package-lock.json', 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const locked = Object.keys(packages);
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  );
  expect(wanted.length).toBeGreaterThan(20);
  expect(wanted.filter(name => !locked.some(path => path.endsWith(`node_modules/${name}`)))).toEqual([]);
});

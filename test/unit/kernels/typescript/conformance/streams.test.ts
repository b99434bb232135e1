import { checkPrograms, type Program } from './programs.ts';

const sleep = (milliseconds: number): string =>
  `await new Promise(done => setTimeout(done, ${milliseconds}));`;

const programs: readonly Program[] = [
  ['console.log writes to stdout', `console.log('a', 1, { b: 2 })`, `out| a 1 { b: 2 }`],
  ['console.info and debug too', `console.info('i'); console.debug('d')`, 'out| i\nout| d'],
  ['console.error and warn write to stderr', `console.error('e'); console.warn('w')`, 'err| e\nerr| w'],
  ['console.trace names the call', `console.trace('here')`, /^err\| Trace: here/],
  [
    'both streams keep their order',
    `console.log(1); console.error(2); console.log(3)`,
    'out| 1\nerr| 2\nout| 3',
  ],
  ['output and value keep their order', `console.log('first'); 'second'`, `out| first\n= 'second'`],
  ['console.table draws', `console.table([{ a: 1 }])`, /^out\| ┌.*\n.*a.*\n/],
  ['console.dir shows', `console.dir({ a: { b: 1 } })`, 'out| { a: { b: 1 } }'],
  [
    'groups indent',
    `console.group('g'); console.log('x'); console.groupEnd(); console.log('y')`,
    'out| g\nout|   x\nout| y',
  ],
  ['console.count counts', `console.count('n'); console.count('n')`, 'out| n: 1\nout| n: 2'],
  ['console.time tells a time', `console.time('t'); console.timeEnd('t')`, /^out\| t: [\d.]+ms$/],
  [
    'console.assert speaks when it fails',
    `console.assert(true); console.assert(1 > 2, 'no')`,
    'err| Assertion failed: no',
  ],
  ['formats', `console.log('%s is %d', 'x', 3)`, 'out| x is 3'],
  [
    'process.stdout.write without a line end',
    `process.stdout.write('a'); process.stdout.write('b')`,
    /^out\| ab(\n=.*)?$/,
  ],
  ['process.stderr.write', `process.stderr.write('e\\n'); undefined`, 'err| e'],
  ['bytes written become text', `process.stdout.write(Buffer.from('é')); undefined`, 'out| é'],
  [
    'bytes of one letter in two writes',
    `const b = Buffer.from('é'); process.stdout.write(b.subarray(0, 1)); process.stdout.write(b.subarray(1)); undefined`,
    'out| é',
  ],
  ['another encoding', `process.stdout.write('6869', 'hex'); undefined`, 'out| hi'],
  [
    'write calls back',
    `await new Promise(done => process.stdout.write('x', done)); console.log('y')`,
    'out| xy',
  ],
  [
    'a stream piped to stdout',
    `import { Readable } from 'node:stream'; import { pipeline } from 'node:stream/promises'; await pipeline(Readable.from(['p', 'q']), process.stdout); console.log('!')`,
    'out| pq!',
  ],
  ['stdout is no terminal', `process.stdout.isTTY`, '= false'],
  ['stdout has its descriptor', `process.stdout.fd`, '= 1'],
  ['ending stdout does nothing', `process.stdout.end('z'); console.log('still')`, 'out| zstill'],
  [
    'stdin is empty',
    `let all = ''; for await (const piece of process.stdin) all += piece; all.length`,
    '= 0',
  ],
  ['output after an await', `${sleep(5)} console.log('later')`, 'out| later'],
  ['output in a promise chain', `await Promise.resolve().then(() => console.log('then'))`, 'out| then'],
  ['an empty line', `console.log()`, 'out| '],
  ['unicode', `console.log('日本 🩻')`, 'out| 日本 🩻'],
  [
    'print in a loop keeps order',
    `for (let i = 0; i < 5; i++) console.log(i)`,
    'out| 0\nout| 1\nout| 2\nout| 3\nout| 4',
  ],
  [
    'late output of an earlier cell keeps its order',
    [`setTimeout(() => console.log('late'), 10)` + '; undefined', sleep(60) + `console.log('now')`],
    'out| late\nout| now',
  ],
  [
    'an error nobody caught is shown',
    [`setTimeout(() => { throw new Error('stray') }, 1); undefined`, sleep(40) + '1'],
    /^err\| Uncaught Error: stray[^]*\n= 1$/,
  ],
  [
    'a rejection nobody handled is shown',
    [`Promise.reject(new TypeError('lost')); undefined`, sleep(30) + '2'],
    /^err\| Unhandled rejection: TypeError: lost[^]*\n= 2$/,
  ],
  ['the kernel goes on after both', `'alive'`, `= 'alive'`],
  ['a warning is shown', `process.emitWarning('careful'); ` + sleep(5), 'err| Warning: careful'],
  [
    'a program started by a cell is heard',
    `import { execSync } from 'node:child_process'; execSync('echo loud', { stdio: 'inherit' }); ` +
      sleep(100),
    'out| loud',
  ],
];

checkPrograms('streams', programs);

// What code-server's two native modules do, in JavaScript: a compiler and 45 s less for whoever opens the editor for the first time.

/** In the place of `@vscode/spdlog`: lines appended to a file. */
export const serverLog = `'use strict';
const fs = require('fs');
const path = require('path');
const names = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
const labels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  constructor(_kind, name, file) {
    this.name = name;
    this.file = file;
    this.level = 2;
    this.formatted = true;
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.formatted = false; }
  flush() {}
  drop() {}
  write(level, message) {
    if (level < this.level) return;
    const stamp = new Date().toISOString().replace('T', ' ').replace('Z', '');
    try {
      fs.appendFileSync(this.file, this.formatted ? '[' + stamp + '] [' + labels[level] + '] ' + message + '\\n' : message);
    } catch {}
  }
}
names.forEach((name, level) => {
  Logger.prototype[name] = function (message) { this.write(level, message); };
});

async function create(_name, file) {
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  return new Logger('rotating', _name, file);
}
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;

/** In the place of `@vscode/native-watchdog`: an extension host ends soon after its server. */
export const watchdog = `'use strict';
exports.start = pid => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 3000).unref();
};
exports.exit = code => process.exit(code || 0);
`;

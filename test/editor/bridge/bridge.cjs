// Runs in the extension host of the window under test: calls the functions that the test process sends, with the API at hand.
'use strict';
const net = require('node:net');
// The editor provides it; there is no such package.
const vscode = module.require('vscode');

exports.activate = () => {
  const port = Number(process.env.CLIP_NOTEBOOK_TEST_BRIDGE);
  if (!port) return;
  const socket = net.connect(port, '127.0.0.1');
  const send = message => socket.write(JSON.stringify(message) + '\n');
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('connect', () => send({ pid: process.pid }));
  socket.on('error', () => {});
  socket.on('data', chunk => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) void answer(JSON.parse(line)).then(send);
  });
};

async function answer({ id, source, values }) {
  try {
    const run = new Function(`return (${source})`)();
    return { id, value: (await run(vscode, ...values)) ?? null };
  } catch (error) {
    return { id, error: String(error?.stack ?? error) };
  }
}

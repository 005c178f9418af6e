#!/usr/bin/env node
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CliIo,
  EXIT_CODES,
  getOverHttps,
  plainFetch,
  run,
  sendOverHttp,
  type TextInput,
  type TextOutput,
} from '../lib/cli';

/** A page of a hundred plug-ins of 50 KB, and as much again for everything around. */
const STDIN_LIMIT_BYTES = 16 * 1024 * 1024;

const io: CliIo = {
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  stdin: inputOf(process.stdin),
  env: process.env,
  cwd: '.',
  now: Date.now,
  sleep,
  send: sendOverHttp,
  fetch: plainFetch,
  getKeys: getOverHttps,
  every: (millis, work) => {
    const timer = setInterval(work, millis);
    return () => clearInterval(timer);
  },
  untilStopped,
};

run(process.argv.slice(2), io).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = EXIT_CODES.bug;
  },
);

function outputOf(stream: NodeJS.WriteStream): TextOutput {
  // A reader that went away, as in `| head -1`, is no error; a full disk is.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`jwt-gateway: error: the output cannot be written, ${error.message}\n`);
    process.exit(EXIT_CODES.couldNotRun);
  });
  const { columns, isTTY } = stream;
  return { isTerminal: isTTY === true, columns, write: (text) => void stream.write(text) };
}

function inputOf(stream: NodeJS.ReadStream): TextInput {
  return { isTerminal: stream.isTTY === true, read: () => readStart(stream) };
}

// Whoever asks a second time does not want to wait: then the signal does what it always does.
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

async function readStart(stream: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > STDIN_LIMIT_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

#!/usr/bin/env node
import { UsageError } from './usage-error.js';

interface Command {
  summary: string;
  load(): Promise<{ run(args: string[]): Promise<void> }>;
}

// Each is loaded only when it is called: training has no place in a server's memory.
const COMMANDS = new Map<string, Command>([
  ['serve', { summary: 'serves the adapter with an embedded database', load: () => import('./serve.js') }],
  ['train', { summary: 'trains an item model', load: () => import('./train.js') }],
  ['evaluate', { summary: 'measures how good the recommendations are', load: () => import('./evaluate.js') }],
]);

const HELP = `attune COMMAND

${[...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`).join('\n')}

attune COMMAND --help says more.`;

async function main([name, ...args]: string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(HELP);
    return;
  }
  const command = COMMANDS.get(name);
  if (!command) throw new UsageError(`There is no command ${JSON.stringify(name)}.\n\n${HELP}`);
  await (await command.load()).run(args);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

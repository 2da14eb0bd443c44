// The same test files run in Node and in the browser: this gives Node's runner mocha's names.
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

Object.assign(globalThis, { describe, it, before, after, beforeEach, afterEach });

import { assert } from 'chai';
import { defineElement } from '../../widgets/define-element.js';
import { version } from '../../widgets/version.js';

describe('defineElement', () => {
  const warnings: string[] = [];
  const { warn } = console;
  before(() => {
    console.warn = (text: string) => warnings.push(text);
  });
  after(() => {
    console.warn = warn;
  });

  it('registers once, keeps the first and warns only of another version', () => {
    const first = class extends HTMLElement {
      static version = '0.0.1';
    };
    const second = class extends HTMLElement {
      static version = version;
    };
    defineElement('test-defined', first);
    defineElement('test-defined', first);
    assert.isEmpty(warnings);
    defineElement('test-defined', second);
    assert.equal(customElements.get('test-defined'), first);
    assert.lengthOf(warnings, 1);
    assert.include(warnings[0], '0.0.1');
  });

  it('knows the version of the package', async () => {
    const response = await fetch(new URL('../../package.json', import.meta.url));
    assert.equal(((await response.json()) as { version: string }).version, version);
  });
});

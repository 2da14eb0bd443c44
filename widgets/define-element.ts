import { version } from './version.js';

/** Registers a widget once; where a page already has it from another version, that one stays and the console says so. */
export function defineElement(tag: string, widget: CustomElementConstructor): void {
  const known = customElements.get(tag) as { version?: string } | undefined;
  if (!known) customElements.define(tag, widget);
  else if (known !== widget && known.version !== version)
    console.warn(
      `attune: <${tag}> is version ${known.version ?? 'unknown'} here, not ${version}. Load the widgets of one version only.`,
    );
}

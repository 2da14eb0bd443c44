import type { CSSResult } from 'lit';

/** Gives the document or shadow root that `element` is in a style sheet, once, in the one way a strict CSP allows. */
export function adoptStyles(element: Element, { styleSheet }: CSSResult): void {
  const { adoptedStyleSheets } = element.getRootNode() as Document | ShadowRoot;
  if (!adoptedStyleSheets.includes(styleSheet!)) adoptedStyleSheets.push(styleSheet!);
}

const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** Gives the document or shadow root that `element` is in a style sheet, once, in the one way a strict CSP allows. */
export function adoptStyles(element: Element, css: string): void {
  const root = element.getRootNode() as Document | ShadowRoot;
  const owner = element.ownerDocument;
  // A constructed sheet serves the roots of its own document only.
  const own = sheets.get(owner) ?? new Map<string, CSSStyleSheet>();
  sheets.set(owner, own);
  let sheet = own.get(css);
  if (!sheet) {
    sheet = new (owner.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(css);
    own.set(css, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

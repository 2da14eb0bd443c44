/** The address if it leads to a page or file on the web, relative ones included; undefined for `javascript:` and the like. */
export function checkedUrl(url: string | undefined, protocols = /^https?:$/): string | undefined {
  if (!url) return undefined;
  try {
    return protocols.test(new URL(url, document.baseURI).protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

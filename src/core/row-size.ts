import { MAX_ID_LENGTH, MAX_ROW_BYTES, type Interaction } from './contract.js';

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  // Two bytes up to U+07FF and for each half of a surrogate pair, three for the rest.
  const twos = text.replace(/[\u0080-\u07ff\ud800-\udfff]/g, '--');
  return twos.replace(/[\u0800-\uffff]/g, '---').length;
}

/** The interaction within its byte limit: first its context goes, then its last features. */
export function fitRow(interaction: Interaction): Interaction {
  const fitted = { ...interaction };
  const tooLong = () => utf8Length(JSON.stringify(fitted)) > MAX_ROW_BYTES;
  if (tooLong()) delete fitted.context;
  while (fitted.features.length && tooLong()) fitted.features = fitted.features.slice(0, -1);
  return fitted;
}

/** What no text that is stored may hold: NUL, which databases cut at, and halves of a surrogate pair. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** A text cut to a length in UTF-16 units, without what can't be stored. */
export function cutText(text: string, length: number): string {
  const cut = text.slice(0, length);
  // Most texts have nothing of the kind, and this asks much quicker.
  return /[\0\ud800-\udfff]/.test(cut) ? cut.replace(UNSTORABLE, '') : cut;
}

/** Whether an id can be stored as it is. */
export function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && cutText(id, MAX_ID_LENGTH) === id;
}

import { MAX_ROW_BYTES, type Interaction } from './contract.js';

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // A surrogate pair is four bytes for two units; every other unit above U+07FF is three.
    if (unit > 0x7f) bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}

/** The interaction within its byte limit: first its context goes, then its last features. */
export function fitRow(interaction: Interaction): Interaction {
  const tooLong = (it: Interaction) => utf8Length(JSON.stringify(it)) > MAX_ROW_BYTES;
  if (!tooLong(interaction)) return interaction;
  const { context: _, ...rest } = interaction;
  const fitted = { ...rest, features: [...rest.features] };
  while (fitted.features.length && tooLong(fitted)) fitted.features.pop();
  return fitted;
}

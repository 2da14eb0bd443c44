import type { Change } from '../../src/attune.js';
import { fillIn } from '../fill-in.js';
import type { ToasterStrings } from './strings.js';

/** A text, and which part of it stands out. */
export interface Message {
  text: string;
  strong?: string;
}

/** What to tell a visitor about their own change; undefined for interactions that need no word. */
export function changeMessage(change: Change, strings: ToasterStrings): Message | undefined {
  const template = Object.hasOwn(strings.changes, change.type) ? strings.changes[change.type] : undefined;
  if (!template) return undefined;
  const title = change.item?.title;
  const text = fillIn(template, {
    title: title ?? strings.untitled,
    value: change.value,
    query: change.query,
  });
  return title && template.includes('{title}') ? { text, strong: title } : { text };
}

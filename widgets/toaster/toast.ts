import { defineElement } from '../define-element.js';
import { AttuneToaster, type ToastOptions } from './toaster.js';

/** The page's one toaster, made where it has none; from then on it also tells what the visitor does. */
export function pageToaster(): AttuneToaster {
  defineElement('attune-toaster', AttuneToaster);
  const known = document.querySelector('attune-toaster');
  if (known) return known;
  const made = document.createElement('attune-toaster');
  document.body.append(made);
  return made;
}

/** Shows a short notice at the bottom of the page; returns a function that closes it. */
export function toast(text: string, options?: ToastOptions): () => void {
  return pageToaster().show(text, options);
}

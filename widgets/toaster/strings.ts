/** All words a toaster shows of itself; `{title}`, `{value}` and `{query}` are filled in. */
export interface ToasterStrings {
  /** Texts by interaction type; a type without one shows no toast. */
  changes: Readonly<Record<string, string>>;
  /** For an item that nobody knows the title of. */
  untitled: string;
  undo: string;
  undone: string;
  close: string;
  /** Said after a text that can be undone. */
  hint: string;
}

/** English; copy and change it for another language. */
export const toasterStrings: ToasterStrings = {
  changes: {
    rate: 'Rated {title} {value} of 5 · Recommendations updated',
    watchlist_add: 'Added {title} to My list',
    watchlist_remove: 'Removed {title} from My list',
    click: 'Opened {title}',
    recommendation_click: 'Opened {title}',
    view_detail: 'Opened {title}',
    search: 'Searched “{query}”',
    dismiss: 'Not interested in {title}',
    mute: 'You will see less of this',
    unmute: 'You will see more of this again',
  },
  untitled: 'this',
  undo: 'Undo',
  undone: 'Undone',
  close: 'Close',
  hint: 'Press F6 to undo.',
};

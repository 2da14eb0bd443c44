/** What went wrong, by a name programs can test. */
export type AttuneErrorCode =
  | 'invalid-option'
  | 'invalid-interaction'
  | 'invalid-catalog'
  | 'catalog-unavailable'
  | 'model-unavailable'
  | 'ranking-failed'
  | 'storage-unavailable'
  | 'sync-failed'
  | 'interaction-refused'
  | 'table-mismatch';

/** The one error class: a code, a message with the remedy, and the cause where there is one. */
export class AttuneError extends Error {
  override readonly name = 'AttuneError';
  constructor(
    readonly code: AttuneErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

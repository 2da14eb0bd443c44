/** Who liked what when, in columns, in any order. */
export interface Likes {
  readonly itemIds: readonly string[];
  readonly userCount: number;
  readonly users: Uint32Array;
  /** Places in `itemIds`. */
  readonly items: Uint32Array;
  /** Grow with time. */
  readonly times: Float64Array;
}

/** Collects likes one by one. */
export function createLikes() {
  const userNumbers = createNumbering();
  const itemNumbers = createNumbering();
  const users = createColumn(Uint32Array);
  const items = createColumn(Uint32Array);
  const times = createColumn(Float64Array);
  return {
    add(userId: string, itemId: string, time: number) {
      users.push(userNumbers.of(userId));
      items.push(itemNumbers.of(itemId));
      times.push(time);
    },
    build: (): Likes => ({
      itemIds: itemNumbers.texts,
      userCount: userNumbers.texts.length,
      users: users.values(),
      items: items.values(),
      times: times.values(),
    }),
  };
}

/** Numbers texts in the order they come. */
export function createNumbering() {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  return {
    texts,
    of(text: string): number {
      let number = numbers.get(text);
      if (number === undefined) numbers.set(text, (number = texts.push(text) - 1));
      return number;
    },
  };
}

/** A column of numbers that grows. */
export function createColumn<T extends Uint32Array | Float32Array | Float64Array>(
  type: new (length: number) => T,
) {
  let column = new type(1024);
  let length = 0;
  return {
    push(value: number) {
      if (length === column.length) {
        const larger = new type(2 * length);
        larger.set(column);
        column = larger;
      }
      column[length++] = value;
    },
    values: () => column.subarray(0, length) as T,
  };
}

/** All that may be bound to a statement. */
export type SqlValue = string | number | null;

/** A result row; columns by name. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

export interface Statement {
  run(...values: readonly unknown[]): void;
  get(...values: readonly unknown[]): SqlRow | undefined;
  all(...values: readonly unknown[]): SqlRow[];
}

export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface NativeDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): {
    run(...values: SqlValue[]): unknown;
    get(...values: SqlValue[]): unknown;
    all(...values: SqlValue[]): unknown[];
  };
  close(): void;
}

type NativeConstructor = new (path: string) => NativeDatabase;

/** Opens a database with what this runtime has: `node:sqlite`, else the package `libsql`. */
export async function openDatabase(path: string): Promise<Database> {
  const Native = (await nodeSqlite()) ?? (await libsql());
  if (!Native)
    throw new Error(
      'The SQLite backend found no driver: run `npm install libsql`, or use Node.js 22.13 or newer.',
    );
  let native: NativeDatabase;
  try {
    native = new Native(path);
  } catch (cause) {
    throw new Error(`The database ${path} can't be opened: check that its folder exists and is writable.`, {
      cause,
    });
  }
  return {
    exec: (sql) => {
      native.exec(sql);
    },
    prepare: (sql) => {
      const statement = native.prepare(sql);
      return {
        run: (...values) => {
          statement.run(...bindable(values));
        },
        get: (...values) => statement.get(...bindable(values)) as SqlRow | undefined,
        all: (...values) => statement.all(...bindable(values)) as SqlRow[],
      };
    },
    close: () => {
      native.close();
    },
  };
}

/**
 * The one gate to a statement: libsql 0.5.29 aborts the whole process on a boolean or a buffer, and SQLite
 * would store NaN as null.
 */
export function bindable(values: readonly unknown[]): SqlValue[] {
  for (const [i, value] of values.entries()) {
    if (typeof value === 'string' || value === null || Number.isFinite(value)) continue;
    throw new TypeError(
      `A statement takes texts, finite numbers and null: value ${i + 1} is ${typeof value}.`,
    );
  }
  return values as SqlValue[];
}

// The names are variables so that no compiler or bundler insists on either.
async function nodeSqlite(): Promise<NativeConstructor | undefined> {
  const name = 'node:sqlite';
  const module = (await import(name).catch(() => undefined)) as
    { DatabaseSync?: NativeConstructor } | undefined;
  return module?.DatabaseSync;
}

async function libsql(): Promise<NativeConstructor | undefined> {
  const name = 'libsql';
  const module = (await import(name).catch(() => undefined)) as { default: NativeConstructor } | undefined;
  return module?.default;
}

import type { Inputs, Outputs } from './types.js';

export type * from './types.js';

/** The name of a calculator. */
export type Slug = keyof Inputs;

/** The version of the formulas. */
export const version: string;
/** The version in which links are written. */
export const schema: number;

/** What is wrong or worth knowing, and where. */
export interface Problem<S extends Slug = Slug> {
  /** The input, or `null` where no single one is to blame. */
  field: (keyof Inputs[S] & string) | null;
  /** A name for it that stays. */
  code: string;
  /** An `error` leaves no result, or none that rests on its input; a `warning` and a `notice` let it stand. */
  severity: 'notice' | 'warning' | 'error';
  /** The sentence that the page shows. */
  message: string;
  /** In a table: the row, from 0. */
  row?: number;
  /** In a table: the column. */
  column?: string;
}

interface Told<S extends Slug> {
  calculator: S;
  problems: Problem<S>[];
  /** The unit of each output, where it has a symbol. */
  units: Partial<Record<keyof Outputs[S], string>>;
  /** Why an output has no value. */
  absent: Partial<Record<keyof Outputs[S], string>>;
  /** The inputs that were left out and stand for themselves as examples. A figure that rests on one is an example too. */
  assumed: string[];
}

/** Figures, or the problems that stand in their way. */
export type Answer<S extends Slug> =
  | (Told<S> & { status: 'ok'; outputs: Outputs[S] })
  | (Told<S> & { status: 'invalid'; outputs: Partial<Record<keyof Outputs[S], never>> });

/** Loads these calculators, or all of them. */
export function init(...slugs: Slug[]): Promise<void>;

/** Every calculator; nothing need be loaded for it. */
export function calculators(): { slug: Slug; title: string; question: string }[];

/** What follows from the inputs: numbers, or texts as a person types them. Percent is in percent. */
export function calculate<S extends Slug>(slug: S, inputs?: Inputs[S]): Answer<S>;

/** An exact link into the page at that address: whoever opens it sees the same figures. */
export function link<S extends Slug>(slug: S, inputs?: Inputs[S], page?: string): string;

/** What a link holds. */
export type ParsedLink = {
  [S in Slug]: {
    calculator: S;
    inputs: Inputs[S];
    /** The version of the formulas that an exact link was made with. */
    build: string | null;
    /** Whether it was written by a newer version, so that some of it may mean nothing here. */
    newer: boolean;
  };
}[Slug];

/** What a link holds, or `null` if it is not one of a known calculator. Nothing need be loaded for it. */
export function parseLink(url: string | URL): ParsedLink | null;

/** Numbers for an input, one for each row. */
export type Column =
  | Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

/** The outputs that are numbers. */
export type Figure<S extends Slug> = {
  [K in keyof Outputs[S]]: Outputs[S][K] extends number | null ? K : never;
}[keyof Outputs[S]] & string;

/** The outputs of every row. */
export interface Batch<F extends string> {
  rows: number;
  /** For every row 1 if it has a result, else 0: `calculate` says why. */
  ok: Uint8Array;
  /** For every output a number for each row, and NaN where there is none. */
  outputs: Record<F, Float64Array>;
}

/** The outputs of every row, where columns of numbers stand for some of the inputs. Throws if a column cannot be taken. */
export function batch<S extends Slug, F extends Figure<S>>(
  slug: S,
  inputs: Inputs[S],
  columns: { [K in keyof Inputs[S]]?: Column },
  outputs: readonly F[],
): Batch<F>;

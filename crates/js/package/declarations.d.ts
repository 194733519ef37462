import type { Slug } from './index.js';

/** The numbers that an input takes. */
export interface Range {
  min: number | null;
  max: number | null;
  min_excluded: boolean;
}

/** A column of a table. */
export interface DeclaredColumn {
  name: string;
  kind: string;
  unit: string;
  neutral: string | null;
}

/** An input. */
export interface DeclaredInput {
  key: string;
  kind: string;
  unit: string;
  scope: string;
  label: string;
  example: string;
  required: boolean;
  range: Range;
  neutral?: string;
  choices?: string[];
  columns?: DeclaredColumn[];
  shown_when?: Record<string, string[]>;
  required_when?: Record<string, string[]>;
}

/** An output. */
export interface DeclaredOutput {
  key: string;
  kind: string;
  unit: string;
  role: string;
  label: string;
  words?: string[];
  columns?: DeclaredColumn[];
  feeds?: { key: string; how: string };
}

/** Every calculator with all that it takes and answers. */
export const declarations: {
  slug: Slug;
  title: string;
  question: string;
  inputs: DeclaredInput[];
  outputs: DeclaredOutput[];
}[];

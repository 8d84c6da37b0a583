/** What a change means to those who use the client. */
export type ChangeKind = 'breaking' | 'non-breaking' | 'cosmetic';

/** What a change is about, in the client's words. */
export type ChangeSubject =
  | 'operation'
  | 'parameter'
  | 'enum value'
  | 'model'
  | 'response field'
  | 'event'
  | 'media type'
  | 'other';

/** One difference between two documents, as users of the client meet it. */
export interface Change {
  kind: ChangeKind;
  subject: ChangeSubject;
  /** Such as `svg.model`, `data[].url`, `quality: hd` or `dall-e-3`. */
  name: string;
  /** The operations it concerns; none where it concerns no single one. */
  operationIds: string[];
  /** Where it is: in the newer document, or in the older where it is gone. */
  pointer: string;
  /** A sentence on what changed. */
  what: string;
  /** A sentence on what to do about it; empty where there is nothing to do. */
  remedy: string;
}

/** Puts a name into a sentence so that it cannot become markup. */
export function quote(name: unknown): string {
  const text = typeof name === 'string' ? name : String(JSON.stringify(name));
  return `\`${text.replace(/\s+/g, ' ').replaceAll('`', "'")}\``;
}

/** Names as a list within a sentence. */
export function quoteAll(names: readonly unknown[], last = 'and'): string {
  const quoted = names.map(quote);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${last} ${quoted.at(-1)}`;
}

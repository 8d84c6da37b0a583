import type { operations } from '../../generated/operations.js';

export type Operation = (typeof operations)[keyof typeof operations];

/** The JSON field that refers to pictures which a form would upload as `field`: of that name, or its plural. */
export function referenceField(operation: Operation, field: string): string | undefined {
  const fields: readonly string[] = operation.references.fields;
  return [field, `${field}s`].find((name) => fields.includes(name));
}

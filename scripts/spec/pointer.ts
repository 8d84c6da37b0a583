import { escapePointerFragment, isPlainObject, unescapePointerFragment } from '@redocly/openapi-core';

/** The pointer of a member, given that of its holder. The document itself has the pointer ''. */
export function pointerTo(holder: string, key: string | number): string {
  return `${holder}/${escapePointerFragment(String(key))}`;
}

/** The keys of a JSON pointer, in order. */
export function keysOfPointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => String(unescapePointerFragment(key)));
}

/** What a JSON pointer leads to; undefined where it leads nowhere. */
export function valueAt(document: unknown, pointer: string): unknown {
  if (pointer !== '' && !pointer.startsWith('/')) return undefined;
  return keysOfPointer(pointer).reduce<unknown>(
    (node, key) =>
      (isPlainObject(node) || Array.isArray(node)) && Object.hasOwn(node, key)
        ? (node as Record<string, unknown>)[key]
        : undefined,
    document,
  );
}

/** Takes away what a JSON pointer leads to, in place; false where it leads nowhere. */
export function removeAt(document: unknown, pointer: string): boolean {
  const holder = valueAt(document, pointer.slice(0, pointer.lastIndexOf('/')));
  const key = keysOfPointer(pointer).at(-1);
  if (key === undefined || !isPlainObject(holder) || !Object.hasOwn(holder, key)) return false;
  delete holder[key];
  return true;
}

const DATA = ['example', 'default', 'enum', 'const', 'value'];

const MAPS = (
  'paths webhooks callbacks pathItems schemas properties patternProperties dependentSchemas $defs definitions ' +
  'responses parameters requestBodies headers content mediaTypes encoding examples links securitySchemes'
).split(' ');

/** Whether a member of an object is data rather than description. Named examples are objects, which may be references. */
export function isData(key: string, child: unknown): boolean {
  return key === 'examples' ? Array.isArray(child) : DATA.includes(key) || key.startsWith('x-');
}

/** Whether the members below a key are named by the document's author, and so may be called anything. */
export function holdsNames(key: string): boolean {
  return MAPS.includes(key);
}

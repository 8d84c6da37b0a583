/** What the specification says of a part of a response, its references followed: what `generated/responses.ts` is made of. */
export interface ResponseSchema {
  /** JSON types, `null` among them; absent where any will do. */
  readonly types?: readonly string[];
  /** The values listed. */
  readonly values?: readonly unknown[];
  /** Whether others than the listed values may come. */
  readonly open?: boolean;
  readonly properties?: Readonly<Record<string, ResponseSchema>>;
  readonly required?: readonly string[];
  /** What members beside the properties are; absent where there are none. */
  readonly others?: ResponseSchema;
  readonly items?: ResponseSchema;
  readonly anyOf?: readonly ResponseSchema[];
}

/** The JSON type of a parsed value; a number without a fraction is an integer. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** Whether a JSON type is one of those that a schema names. */
export function isAmong(type: string, types: readonly string[]): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeOf(value) === 'object';
}

/** A schema that describes a value without repeating it: its types and members, and what all items of a list are. */
export function shapeOf(value: unknown): ResponseSchema {
  const types = [typeOf(value)];
  if (Array.isArray(value)) return { types, items: uniteShapes(value.map(shapeOf)) };
  if (!isObject(value)) return { types };
  const members = Object.entries(value).map(([name, member]) => [name, shapeOf(member)]);
  return members.length > 0 ? { types, properties: Object.fromEntries(members) } : { types };
}

/** The shape that covers all of those given; of none, one that covers anything. */
export function uniteShapes(shapes: readonly ResponseSchema[]): ResponseSchema {
  const types = [...new Set(shapes.flatMap((shape) => shape.types ?? []))];
  const items = shapes.flatMap((shape) => shape.items ?? []);
  const names = new Set(shapes.flatMap(({ properties }) => Object.keys(properties ?? {})));
  const properties = [...names].map((name) => [
    name,
    uniteShapes(
      shapes.flatMap((shape) => (Object.hasOwn(shape.properties ?? {}, name) ? (shape.properties?.[name] ?? []) : [])),
    ),
  ]);
  return {
    ...(types.length > 0 ? { types } : {}),
    ...(items.length > 0 ? { items: uniteShapes(items) } : {}),
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
  };
}

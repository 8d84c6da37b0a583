import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';

const HEADER = '/* Built from spec/images.yaml by `npm run generate`. Not edited by hand. */\n\n';
const BLOB = ts.factory.createTypeReferenceNode('Blob');

/** Turns the bundled document into TypeScript: `paths`, `operations`, and one exported type a schema. */
export async function generateTypes(document: OpenAPI3): Promise<string> {
  const nodes = await openapiTS(document, {
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    silent: true,
    transform: (schema) => ('format' in schema && schema.format === 'binary' ? BLOB : undefined),
    // openapi-fetch takes a response's types apart, and `string & {}` with them.
    postTransform: (type, { path }) => (/(Response|Event)\//.test(path ?? '') ? undefined : keepCompletion(type)),
  });
  return HEADER + astToString(nodes);
}

/**
 * `string | "a"` is just `string` to an editor; `"a" | (string & {})` takes the same values and
 * still offers `"a"`. https://github.com/microsoft/TypeScript/issues/29729
 */
function keepCompletion(type: ts.TypeNode): ts.TypeNode | undefined {
  if (!ts.isUnionTypeNode(type)) return undefined;
  const members = type.types.flatMap(flattenUnion);
  const isString = (member: ts.TypeNode) => member.kind === ts.SyntaxKind.StringKeyword;
  if (!members.some(isString) || !members.some(isStringLiteral)) return undefined;
  const openString = ts.factory.createIntersectionTypeNode([
    ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    ts.factory.createTypeLiteralNode([]),
  ]);
  return ts.factory.createUnionTypeNode([...members.filter((member) => !isString(member)), openString]);
}

function flattenUnion(type: ts.TypeNode): ts.TypeNode[] {
  if (ts.isParenthesizedTypeNode(type)) return flattenUnion(type.type);
  return ts.isUnionTypeNode(type) ? type.types.flatMap(flattenUnion) : [type];
}

/** openapi-typescript writes a string literal as an identifier with quotes, to keep its escapes. */
function isStringLiteral(type: ts.Node): boolean {
  if (ts.isIdentifier(type)) return type.text.startsWith('"');
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal);
}

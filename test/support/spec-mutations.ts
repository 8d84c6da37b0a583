import { specification } from './mock.js';

// biome-ignore lint/suspicious/noExplicitAny: the document is changed by hand, and a wrong step fails the tests.
type Node = any;

/** A single change of the bundled specification, with all that users of the client are to be told of it. */
export interface Mutation {
  title: string;
  before: object;
  after: object;
  /** Each as `kind | subject | name`, in any order. */
  verdicts: string[];
}

const mutations: Mutation[] = [];

function mutate(title: string, change: (document: Node) => void, ...verdicts: string[]): void {
  const after = structuredClone(specification);
  change(after);
  mutations.push({ title, before: specification, after, verdicts });
}

/** The change, and the same taken back. */
function both(title: string, change: (document: Node) => void, verdicts: string[], reverse: string[]): void {
  mutate(title, change, ...verdicts);
  const { after, before } = mutations.at(-1) as Mutation;
  mutations.push({ title: `not any more: ${title}`, before: after, after: before, verdicts: reverse });
}

const operation = (document: Node, name: string) => document.paths[`/images/${name}`].post;
const schemas = (document: Node) => document.components.schemas;
const generate = (document: Node) => schemas(document).CreateImageRequest;
const multipart = (document: Node) => schemas(document).CreateImageEditRequest;
const edit = (document: Node) => schemas(document).EditImageBodyJsonParam;
const vary = (document: Node) => schemas(document).CreateImageVariationRequest;
const response = (document: Node) => schemas(document).ImagesResponse;
const models = (document: Node) => document['x-image-models'];
const limits = (document: Node) => models(document).rules['gpt-image-2'].createImage;

function drop(list: unknown[], value: unknown): void {
  const index = list.indexOf(value);
  if (index < 0) throw new Error(`${String(value)} is not in the list: the row would change nothing.`);
  list.splice(index, 1);
}

function remove(node: Node, key: string): void {
  if (!(key in node)) throw new Error(`${key} is not there: the row would change nothing.`);
  delete node[key];
}

function rename(node: Node, from: string, to: string): void {
  node[to] = node[from];
  remove(node, from);
}

// Operations
both(
  'an operation is gone',
  (document) => remove(document.paths, '/images/variations'),
  ['breaking | operation | createImageVariation'],
  ['non-breaking | operation | createImageVariation'],
);
mutate(
  'an operation moves to another path',
  (document) => rename(document.paths, '/images/edits', '/images/edit'),
  'breaking | operation | createImageEdit',
);
mutate(
  'an operation has another method',
  (document) => rename(document.paths['/images/edits'], 'post', 'put'),
  'breaking | operation | createImageEdit',
);
mutate(
  'an operation is called otherwise',
  (document) => {
    operation(document, 'generations').operationId = 'drawImage';
  },
  'breaking | operation | drawImage',
);
both(
  'an operation is deprecated',
  (document) => {
    operation(document, 'generations').deprecated = true;
  },
  ['non-breaking | operation | createImage'],
  ['non-breaking | operation | createImage'],
);
mutate(
  'the request body may be left out',
  (document) => {
    operation(document, 'generations').requestBody.required = false;
  },
  'non-breaking | operation | createImage',
);
mutate(
  'an operation takes no body',
  (document) => remove(operation(document, 'generations'), 'requestBody'),
  'breaking | operation | createImage',
);

// Parameters
both(
  'a parameter of a generation is gone',
  (document) => remove(generate(document).properties, 'style'),
  ['breaking | parameter | style'],
  ['non-breaking | parameter | style'],
);
mutate(
  'a parameter is renamed to one that looks alike',
  (document) => rename(generate(document).properties, 'style', 'styles'),
  'breaking | parameter | style',
  'non-breaking | parameter | styles',
);
both(
  'a parameter of an edit is gone in one of its two forms',
  (document) => remove(edit(document).properties, 'moderation'),
  ['breaking | parameter | moderation'],
  ['non-breaking | parameter | moderation'],
);
mutate(
  'a file is gone',
  (document) => remove(multipart(document).properties, 'markup'),
  'breaking | parameter | markup',
);
both(
  'a new parameter must be given',
  (document) => {
    generate(document).properties.licence = { type: 'string' };
    generate(document).required.push('licence');
  },
  ['breaking | parameter | licence'],
  ['breaking | parameter | licence'],
);
both(
  'a known parameter must be given',
  (document) => generate(document).required.push('size'),
  ['breaking | parameter | size'],
  ['non-breaking | parameter | size'],
);
both(
  'a member within a parameter is gone',
  (document) => remove(schemas(document).SvgOptions.properties, 'reasoning'),
  ['breaking | parameter | svg.reasoning'],
  ['non-breaking | parameter | svg.reasoning'],
);
both(
  'a member within a parameter may be left out',
  (document) => remove(schemas(document).SvgOptions, 'required'),
  ['non-breaking | parameter | svg.model'],
  ['breaking | parameter | svg.model'],
);
both(
  'a parameter can no longer be null',
  (document) => {
    generate(document).properties.n.type = 'integer';
  },
  ['breaking | parameter | n'],
  ['non-breaking | parameter | n'],
);
mutate(
  'an open parameter can no longer be null',
  (document) => generate(document).properties.size.anyOf.splice(2, 1),
  'breaking | parameter | size',
);
both(
  'a parameter takes any number',
  (document) => {
    generate(document).properties.n.type = ['number', 'null'];
  },
  ['non-breaking | parameter | n'],
  ['breaking | parameter | n'],
);
mutate(
  'a parameter is of another type',
  (document) => {
    generate(document).properties.user.type = 'integer';
  },
  'breaking | parameter | user',
);
mutate(
  'a file is a text',
  (document) => remove(multipart(document).properties.mask, 'format'),
  'breaking | parameter | mask',
);
mutate(
  'a text has another format',
  (document) => {
    schemas(document).ImageRefParam.oneOf[0].properties.image_url.format = 'uri-reference';
  },
  'breaking | parameter | images[].image_url',
  'breaking | parameter | mask.image_url',
);
for (const [form, schema, name] of [
  ['a generation', generate, 'background'],
  ['an edit as JSON', edit, 'background'],
  ['an edit as a form', multipart, 'output_format'],
  ['a variation', vary, 'response_format'],
] as const) {
  mutate(
    `the default of a parameter of ${form} is another`,
    (document) => {
      schema(document).properties[name].default = 'b64_json';
    },
    `breaking | parameter | ${name}`,
  );
}
both(
  'a parameter has no default',
  (document) => remove(generate(document).properties.n, 'default'),
  ['breaking | parameter | n'],
  ['non-breaking | parameter | n'],
);
both(
  'the largest number is smaller',
  (document) => {
    generate(document).properties.n.maximum = 4;
  },
  ['breaking | parameter | n'],
  ['non-breaking | parameter | n'],
);
both(
  'the smallest number is larger',
  (document) => {
    schemas(document).PartialImages.minimum = 1;
  },
  ['breaking | parameter | partial_images'],
  ['non-breaking | parameter | partial_images'],
);
both(
  'the longest text is shorter',
  (document) => {
    generate(document).properties.prompt.maxLength = 4000;
  },
  ['breaking | parameter | prompt'],
  ['non-breaking | parameter | prompt'],
);
both(
  'a text has no longest length',
  (document) => remove(generate(document).properties.prompt, 'maxLength'),
  ['non-breaking | parameter | prompt'],
  ['breaking | parameter | prompt'],
);
both(
  'fewer files are taken',
  (document) => {
    multipart(document).properties['image[]'].maxItems = 10;
  },
  ['breaking | parameter | image[]'],
  ['non-breaking | parameter | image[]'],
);
mutate(
  'an open value has another pattern',
  (document) => {
    generate(document).properties.size.anyOf[0].pattern = '^auto$';
  },
  'breaking | parameter | size',
);
both(
  'a parameter is deprecated',
  (document) => {
    generate(document).properties.background.deprecated = true;
  },
  ['non-breaking | parameter | background'],
  ['non-breaking | parameter | background'],
);
both(
  'a header must be given',
  (document) => {
    operation(document, 'generations').parameters = [
      { name: 'x-tenant', in: 'header', required: true, schema: { type: 'string' } },
    ];
  },
  ['breaking | parameter | x-tenant'],
  ['breaking | parameter | x-tenant'],
);
both(
  'a query parameter can be given',
  (document) => {
    document.paths['/images/edits'].parameters = [{ name: 'trace', in: 'query', schema: { type: 'boolean' } }];
  },
  ['non-breaking | parameter | trace'],
  ['breaking | parameter | trace'],
);
both(
  'a picture cannot be referred to by its ID',
  (document) => schemas(document).ImageRefParam.oneOf.splice(1, 1),
  ['breaking | parameter | images[]', 'breaking | parameter | mask'],
  ['non-breaking | parameter | images[]', 'non-breaking | parameter | mask'],
);
mutate(
  'one of two ways to name the pictures is gone',
  (document) => multipart(document).allOf[0].anyOf.splice(1, 1),
  'breaking | parameter | image[]',
);
both(
  'a file is taken in fewer formats',
  (document) => {
    operation(document, 'edits').requestBody.content['multipart/form-data'].encoding.image.contentType = 'image/png';
  },
  ['breaking | parameter | image'],
  ['non-breaking | parameter | image'],
);
mutate(
  'a list is sent in another way',
  (document) => {
    operation(document, 'edits').requestBody.content['multipart/form-data'].encoding['image[]'].explode = false;
  },
  'breaking | parameter | image[]',
);

// Values
both(
  'a value of a generation is gone',
  (document) => drop(generate(document).properties.quality.enum, 'hd'),
  ['breaking | enum value | quality: hd'],
  ['non-breaking | enum value | quality: hd'],
);
both(
  'a value of a shared parameter is gone',
  (document) => drop(schemas(document).InputFidelity.enum, 'low'),
  ['breaking | enum value | input_fidelity: low'],
  ['non-breaking | enum value | input_fidelity: low'],
);
both(
  'a value within a parameter is gone',
  (document) => drop(schemas(document).SvgFormOptions.properties.reasoning.properties.effort.enum, 'none'),
  ['breaking | enum value | svg.reasoning.effort: none'],
  ['non-breaking | enum value | svg.reasoning.effort: none'],
);
both(
  'one of the values that a request lists among others is gone',
  (document) => drop(generate(document).properties.size.anyOf[1].enum, '1792x1024'),
  ['breaking | enum value | size: 1792x1024'],
  ['non-breaking | enum value | size: 1792x1024'],
);
both(
  'a request takes only the values that are listed',
  (document) => generate(document).properties.size.anyOf.splice(0, 1),
  ['breaking | parameter | size'],
  ['non-breaking | parameter | size'],
);
both(
  'a parameter no longer lists its values',
  (document) => remove(generate(document).properties.moderation, 'enum'),
  ['non-breaking | parameter | moderation'],
  ['breaking | parameter | moderation'],
);
both(
  'a response has one more of the values that it lists among others',
  (document) => response(document).properties.quality.anyOf[1].enum.push('ultra'),
  ['non-breaking | enum value | quality: ultra'],
  ['non-breaking | enum value | quality: ultra'],
);
both(
  'an event has only the values that are listed',
  (document) => schemas(document).ImageGenCompletedEvent.properties.quality.anyOf.splice(0, 1),
  ['non-breaking | event | image_generation.completed: quality'],
  ['breaking | event | image_generation.completed: quality'],
);
{
  const closed = structuredClone(specification);
  response(closed).properties.background.anyOf.splice(0, 1);
  const after = structuredClone(closed);
  response(after).properties.background.anyOf[0].enum.push('blurred');
  const title = 'a response has one more value where only those listed come';
  mutations.push(
    { title, before: closed, after, verdicts: ['breaking | enum value | background: blurred'] },
    {
      title: `not any more: ${title}`,
      before: after,
      after: closed,
      verdicts: ['non-breaking | enum value | background: blurred'],
    },
  );
}

// Models
both(
  'a request no longer lists a model',
  (document) => drop(generate(document).properties.model.anyOf[1].enum, 'dall-e-3'),
  ['breaking | model | dall-e-3'],
  ['non-breaking | model | dall-e-3'],
);
both(
  'the table of models lacks one',
  (document) => remove(models(document).models, 'gpt-image-1-mini'),
  ['breaking | model | gpt-image-1-mini'],
  ['non-breaking | model | gpt-image-1-mini'],
);
both(
  'the table and the requests have a new model',
  (document) => {
    models(document).models['gpt-image-3'] = { rules: 'gpt-image-2', source: ['spec'] };
    for (const schema of [generate, multipart, edit])
      schema(document).properties.model.anyOf[1].enum.push('gpt-image-3');
  },
  ['non-breaking | model | gpt-image-3'],
  ['breaking | model | gpt-image-3'],
);
both(
  'a model has a day on which it ends',
  (document) => {
    models(document).models['gpt-image-2'].ends = '2099-01-01';
    models(document).models['gpt-image-2'].successor = 'gpt-image-2.5-flare';
  },
  ['non-breaking | model | gpt-image-2'],
  ['non-breaking | model | gpt-image-2'],
);
mutate(
  'a model has ended',
  (document) => {
    models(document).models['gpt-image-1.5'].ends = models(document).asOf;
  },
  'breaking | model | gpt-image-1.5',
);
mutate(
  'another model follows one that ends',
  (document) => {
    models(document).models['gpt-image-1.5'].successor = 'gpt-image-2.5-flare';
  },
  'non-breaking | model | gpt-image-1.5',
);
mutate(
  'another model draws where none is named',
  (document) => {
    models(document).defaults.createImage = 'gpt-image-2.6-flare';
  },
  'breaking | model | gpt-image-2.6-flare',
);
both(
  'a model takes fewer values',
  (document) => drop(limits(document).quality.values, 'high'),
  ['breaking | parameter | quality'],
  ['non-breaking | parameter | quality'],
);
both(
  'a model draws fewer pictures at once',
  (document) => {
    limits(document).n.maximum = 4;
  },
  ['breaking | parameter | n'],
  ['non-breaking | parameter | n'],
);
both(
  'a model draws smaller pictures',
  (document) => {
    limits(document).size.dimensions.maxEdge = 2048;
  },
  ['breaking | parameter | size'],
  ['non-breaking | parameter | size'],
);
both(
  'a model no longer takes a parameter',
  (document) => {
    limits(document).moderation = { unsupported: 'moderation: this model has its own; leave it out' };
  },
  ['breaking | parameter | moderation'],
  ['non-breaking | parameter | moderation'],
);
mutate(
  'a model is thought to take fewer values, which is not confirmed',
  (document) => drop(limits(document).output_format.values, 'webp'),
  'non-breaking | parameter | output_format',
);
both(
  'what was doubtful of a model is certain',
  (document) => remove(limits(document).output_format, 'open'),
  ['breaking | parameter | output_format'],
  ['non-breaking | parameter | output_format'],
);
both(
  'models can no longer do an operation',
  (document) => {
    models(document).rules['gpt-image-1-mini'].createImageEdit = { unsupported: 'edit: it makes new pictures only' };
  },
  ['breaking | model | gpt-image-1-mini'],
  ['non-breaking | model | gpt-image-1-mini'],
);
mutate(
  'a model goes by the rules of another',
  (document) => {
    const { rules } = models(document);
    rules.dated = structuredClone(rules['gpt-image-2']);
    rules.dated.createImage.prompt.maxLength = 1000;
    models(document).models['gpt-image-2-2026-04-21'].rules = 'dated';
  },
  'breaking | parameter | prompt',
);
both(
  'two parameters no longer go together',
  (document) => {
    models(document).combinations.push({
      operations: ['createImage'],
      when: { background: ['transparent'], stream: [true] },
      // biome-ignore lint/suspicious/noThenProperty: the table's own word.
      then: { quality: { values: ['low'] } },
    });
  },
  ['breaking | parameter | quality'],
  ['non-breaking | parameter | quality'],
);
mutate(
  'the table of models has another date and other sources',
  (document) => {
    models(document).asOf = '2026-12-01';
    models(document).sources.spec = 'A newer one';
  },
  'cosmetic | other | x-image-models',
);
mutate(
  'a reason in the table of models is worded differently',
  (document) => {
    limits(document).style.unsupported = 'style: there are none; say it in the prompt';
  },
  'cosmetic | parameter | style',
);
mutate(
  'the table of models is gone',
  (document) => remove(document, 'x-image-models'),
  'breaking | other | x-image-models',
);

// Responses
both(
  'a field of a response is gone',
  (document) => remove(response(document).properties, 'background'),
  ['breaking | response field | background'],
  ['non-breaking | response field | background'],
);
both(
  'a field of each picture is gone',
  (document) => remove(schemas(document).Image.properties, 'revised_prompt'),
  ['breaking | response field | data[].revised_prompt'],
  ['non-breaking | response field | data[].revised_prompt'],
);
mutate(
  'a field of a response is renamed to one that looks alike',
  (document) => rename(schemas(document).Image.properties, 'url', 'uri'),
  'breaking | response field | data[].url',
  'non-breaking | response field | data[].uri',
);
both(
  'a field of a response may be missing',
  (document) => drop(response(document).required, 'created'),
  ['breaking | response field | created'],
  ['non-breaking | response field | created'],
);
both(
  'a field within a response may be missing',
  (document) => drop(schemas(document).ImageGenUsage.required, 'input_tokens_details'),
  ['breaking | response field | usage.input_tokens_details'],
  ['non-breaking | response field | usage.input_tokens_details'],
);
both(
  'a field of a response may be null',
  (document) => {
    response(document).properties.created.type = ['integer', 'null'];
  },
  ['breaking | response field | created'],
  ['non-breaking | response field | created'],
);
both(
  'a field of a response may be any number',
  (document) => {
    response(document).properties.created.type = 'number';
  },
  ['breaking | response field | created'],
  ['non-breaking | response field | created'],
);
mutate(
  'a field of a response has another format',
  (document) => {
    schemas(document).Image.properties.url.format = 'uuid';
  },
  'breaking | response field | data[].url',
);
mutate(
  'a list in a response is one of another kind',
  (document) => {
    response(document).properties.data.items = { type: 'string', description: schemas(document).Image.description };
  },
  'breaking | response field | data[]',
);
mutate(
  'a field of a failure is gone',
  (document) => {
    remove(schemas(document).ErrorObject.properties, 'param');
    drop(schemas(document).ErrorObject.required, 'param');
  },
  'breaking | response field | error.param',
);
mutate(
  'a failure may lack a field',
  (document) => drop(schemas(document).ErrorObject.required, 'message'),
  'breaking | response field | error.message',
);
both(
  'a failure no longer comes',
  (document) => remove(operation(document, 'generations').responses, '409'),
  ['non-breaking | other | response 409'],
  ['non-breaking | other | response 409'],
);
mutate(
  'the answer comes with another status',
  (document) => rename(operation(document, 'generations').responses, '200', '201'),
  'breaking | other | response 200',
  'non-breaking | other | response 201',
);
both(
  'a header of a response is gone',
  (document) => remove(operation(document, 'generations').responses['200'].headers, 'x-request-id'),
  ['breaking | other | x-request-id'],
  ['non-breaking | other | x-request-id'],
);

// Media types
both(
  'a request is not taken as JSON',
  (document) => remove(operation(document, 'edits').requestBody.content, 'application/json'),
  ['breaking | media type | application/json'],
  ['non-breaking | media type | application/json'],
);
both(
  'a response is not streamed',
  (document) => remove(operation(document, 'generations').responses['200'].content, 'text/event-stream'),
  ['breaking | media type | text/event-stream'],
  ['non-breaking | media type | text/event-stream'],
);
mutate(
  'a request is taken as another media type that looks alike',
  (document) =>
    rename(operation(document, 'variations').requestBody.content, 'multipart/form-data', 'multipart/form-date'),
  'breaking | media type | multipart/form-data',
  'non-breaking | media type | multipart/form-date',
);

// Events
both(
  'an event is not sent',
  (document) => schemas(document).ImageGenStreamEvent.anyOf.splice(0, 1),
  ['breaking | event | image_generation.partial_image'],
  ['breaking | event | image_generation.partial_image'],
);
mutate(
  'an event has another type',
  (document) => {
    schemas(document).ImageEditCompletedEvent.properties.type.enum = ['image_edit.done'];
  },
  'breaking | event | image_edit.completed',
  'breaking | event | image_edit.done',
);
both(
  'a field of an event is gone',
  (document) => {
    remove(schemas(document).ImageGenPartialImageEvent.properties, 'created_at');
    drop(schemas(document).ImageGenPartialImageEvent.required, 'created_at');
  },
  ['breaking | event | image_generation.partial_image: created_at'],
  ['non-breaking | event | image_generation.partial_image: created_at'],
);
both(
  'a field of an event may be missing',
  (document) => drop(schemas(document).ImageEditCompletedEvent.required, 'usage'),
  ['breaking | event | image_edit.completed: usage'],
  ['non-breaking | event | image_edit.completed: usage'],
);
mutate(
  'a field of an event is of another type',
  (document) => {
    schemas(document).ImageGenPartialImageEvent.properties.partial_image_index.type = 'string';
  },
  'breaking | event | image_generation.partial_image: partial_image_index',
);
both(
  'an event has one more of the values that it lists among others',
  (document) => schemas(document).ImageGenCompletedEvent.properties.output_format.anyOf[1].enum.push('avif'),
  ['non-breaking | enum value | image_generation.completed: output_format: avif'],
  ['non-breaking | enum value | image_generation.completed: output_format: avif'],
);
mutate(
  'a field of what several events share is gone',
  (document) => remove(schemas(document).ImagesUsage.properties, 'input_tokens_details'),
  ...['image_generation', 'image_edit'].map(
    (event) => `breaking | event | ${event}.completed: usage.input_tokens_details`,
  ),
);

// The document
mutate(
  'the API is elsewhere',
  (document) => {
    document.servers[0].url = 'https://api.example.com/v2';
  },
  'breaking | other | server',
);
mutate(
  'the key goes into a header of its own',
  (document) => {
    document.components.securitySchemes.ApiKeyAuth = { type: 'apiKey', in: 'header', name: 'x-api-key' };
  },
  'breaking | other | authentication',
);
both(
  'no key is needed',
  (document) => {
    document.security = [];
  },
  ['non-breaking | other | authentication'],
  ['breaking | other | authentication'],
);
mutate(
  'a type has another name',
  (document) => {
    rename(schemas(document), 'SvgUsage', 'VectorUsage');
    response(document).properties.svg_usage.$ref = '#/components/schemas/VectorUsage';
  },
  'breaking | other | SvgUsage',
);

// Less common ones
both(
  'a parameter takes a list as well',
  (document) => {
    const { prompt } = generate(document).properties;
    const { type, minLength, maxLength, ...rest } = prompt;
    const text = { type, minLength, maxLength };
    generate(document).properties.prompt = { ...rest, anyOf: [text, { type: 'array', items: { type: 'string' } }] };
  },
  ['non-breaking | parameter | prompt'],
  ['breaking | parameter | prompt'],
);
both(
  'a field of a response may be a list',
  (document) => {
    const { url } = schemas(document).Image.properties;
    const { type, format, ...rest } = url;
    const list = { type: 'array', items: { type: 'string' } };
    schemas(document).Image.properties.url = { ...rest, anyOf: [{ type, format }, list] };
  },
  ['breaking | response field | data[].url'],
  ['non-breaking | response field | data[].url'],
);
both(
  'the form of a picture may hold other members',
  (document) => remove(schemas(document).ImageRefParam.oneOf[0], 'additionalProperties'),
  ['non-breaking | parameter | images[]', 'non-breaking | parameter | mask'],
  ['breaking | parameter | images[]', 'breaking | parameter | mask'],
);
both(
  'a body takes no members that it does not know',
  (document) => {
    generate(document).additionalProperties = false;
  },
  ['breaking | parameter | body'],
  ['non-breaking | parameter | body'],
);
both(
  'a number must be a multiple of another',
  (document) => {
    generate(document).properties.output_compression.multipleOf = 5;
  },
  ['breaking | parameter | output_compression'],
  ['non-breaking | parameter | output_compression'],
);
both(
  'a bound is excluded',
  (document) => {
    rename(edit(document).properties.n, 'maximum', 'exclusiveMaximum');
  },
  ['breaking | parameter | n'],
  ['non-breaking | parameter | n'],
);
both(
  'a list takes each value once',
  (document) => {
    edit(document).properties.images.uniqueItems = true;
  },
  ['breaking | parameter | images'],
  ['non-breaking | parameter | images'],
);
mutate(
  'a list must have two members at least',
  (document) => {
    edit(document).properties.images.minItems = 2;
  },
  'breaking | parameter | images',
);
mutate(
  'a list is a single value',
  (document) => {
    edit(document).properties.images = { ...edit(document).properties.images.items };
    edit(document).properties.images.description =
      specification.components.schemas.EditImageBodyJsonParam.properties.images.description;
  },
  'breaking | parameter | images',
  // A picture by its URL, and one by its ID.
  'non-breaking | parameter | images',
  'non-breaking | parameter | images',
);
both(
  'the default within a parameter is another',
  (document) => {
    schemas(document).SvgOptions.properties.reasoning.properties.effort.default = 'low';
  },
  ['non-breaking | parameter | svg.reasoning.effort'],
  ['breaking | parameter | svg.reasoning.effort'],
);
mutate(
  'the default of a parameter is null',
  (document) => {
    generate(document).properties.n.default = null;
  },
  'breaking | parameter | n',
);
mutate(
  'a field of a response has another default',
  (document) => {
    response(document).properties.created.default = 0;
  },
  'non-breaking | response field | created',
);
mutate(
  'a file is of another media type',
  (document) => {
    multipart(document).properties.mask.contentMediaType = 'image/webp';
  },
  'breaking | parameter | mask',
);
both(
  'a reference may be shorter at most',
  (document) => {
    schemas(document).ImageRefParam.oneOf[0].properties.image_url.maxLength = 2048;
  },
  ['breaking | parameter | images[].image_url', 'breaking | parameter | mask.image_url'],
  ['non-breaking | parameter | images[].image_url', 'non-breaking | parameter | mask.image_url'],
);
mutate(
  'a model must be one that is listed',
  (document) => vary(document).properties.model.anyOf.splice(0, 1),
  'breaking | parameter | model',
);
mutate(
  'a value is another',
  (document) => {
    const { enum: values } = generate(document).properties.moderation;
    values[values.indexOf('low')] = 'lower';
  },
  'breaking | enum value | moderation: low',
  'non-breaking | enum value | moderation: lower',
);
both(
  'a parameter refers to another component',
  (document) => {
    schemas(document).Fidelity = { ...schemas(document).InputFidelity, enum: ['high', null] };
    edit(document).properties.input_fidelity = { $ref: '#/components/schemas/Fidelity' };
  },
  ['breaking | enum value | input_fidelity: low'],
  ['non-breaking | enum value | input_fidelity: low', 'breaking | other | Fidelity'],
);
both(
  'an object in a response may be null',
  (document) => {
    const { usage } = response(document).properties;
    response(document).properties.usage = { anyOf: [usage, { type: 'null' }] };
  },
  ['breaking | response field | usage'],
  ['non-breaking | response field | usage'],
);
mutate(
  'a parameter can only be read',
  (document) => {
    generate(document).properties.user.readOnly = true;
  },
  'breaking | parameter | user',
);
mutate(
  'a field of a response is deprecated',
  (document) => {
    schemas(document).Image.properties.url.deprecated = true;
  },
  'non-breaking | response field | data[].url',
);
mutate(
  'a header of a response is a text',
  (document) => {
    document.components.headers.RetryAfter.schema.type = 'boolean';
  },
  'breaking | other | retry-after',
);
mutate(
  'a response comes in one more media type',
  (document) => {
    operation(document, 'edits').responses['200'].content['image/png'] = {
      schema: { type: 'string', format: 'binary' },
    };
  },
  'non-breaking | media type | image/png',
);
both(
  'the API is elsewhere as well',
  (document) => document.servers.push({ url: 'https://eu.api.openai.com/v1' }),
  ['non-breaking | other | server'],
  ['breaking | other | server'],
);
mutate(
  'one operation is elsewhere',
  (document) => {
    operation(document, 'edits').servers = [{ url: 'https://edits.openai.com/v1' }];
  },
  'breaking | other | server',
);
both(
  'there is another way to authenticate',
  (document) => {
    document.components.securitySchemes.Token = { type: 'apiKey', in: 'header', name: 'x-token' };
    document.security.push({ Token: [] });
  },
  ['non-breaking | other | authentication'],
  ['breaking | other | authentication'],
);
mutate(
  'two keys are needed',
  (document) => {
    document.components.securitySchemes.Token = { type: 'apiKey', in: 'header', name: 'x-token' };
    document.security = [{ ...document.security[0], Token: [] }];
  },
  'breaking | other | authentication',
);
mutate(
  'a model has another name',
  (document) => {
    rename(models(document).models, 'gpt-image-2.6-flare', 'gpt-image-2.6-blaze');
    for (const schema of [generate, multipart, edit]) {
      const { enum: values } = schema(document).properties.model.anyOf[1];
      values[values.indexOf('gpt-image-2.6-flare')] = 'gpt-image-2.6-blaze';
    }
  },
  'breaking | model | gpt-image-2.6-flare',
  'non-breaking | model | gpt-image-2.6-blaze',
);
both(
  'a model ends earlier, but not yet',
  (document) => {
    models(document).models['gpt-image-1.5'].ends = '2026-11-30';
  },
  ['non-breaking | model | gpt-image-1.5'],
  ['non-breaking | model | gpt-image-1.5'],
);
mutate(
  'a model does not end after all',
  (document) => {
    remove(models(document).models['gpt-image-1-mini'], 'ends');
    remove(models(document).models['gpt-image-1-mini'], 'successor');
  },
  'non-breaking | model | gpt-image-1-mini',
);
mutate(
  'a model is known from another source',
  (document) => models(document).models['gpt-image-2'].source.push('reports'),
  'cosmetic | model | gpt-image-2',
);
both(
  'models read files of fewer formats',
  (document) => drop(models(document).rules['gpt-image-2'].createImageEdit.image.mediaTypes, 'image/webp'),
  ['breaking | parameter | image'],
  ['non-breaking | parameter | image'],
);
both(
  'models read smaller files',
  (document) => {
    models(document).rules['gpt-image-2'].createImageEdit.mask.maxBytes = 1000;
  },
  ['breaking | parameter | mask'],
  ['non-breaking | parameter | mask'],
);
both(
  'models read square pictures only',
  (document) => {
    models(document).rules['gpt-image-2'].createImageEdit.image.square = true;
  },
  ['breaking | parameter | image'],
  ['non-breaking | parameter | image'],
);
both(
  'models draw sizes of the list only',
  (document) => remove(limits(document).size, 'dimensions'),
  ['breaking | parameter | size'],
  ['non-breaking | parameter | size'],
);
both(
  'a combination no longer asks for another parameter',
  (document) => {
    const combination = models(document).combinations.find(({ when }: Node) => when.output_compression);
    remove(combination.then.output_format, 'required');
  },
  ['non-breaking | parameter | output_format'],
  ['breaking | parameter | output_format'],
);
mutate(
  'a value that asks for nothing no longer passes',
  (document) => remove(models(document).rules['dall-e-3'].createImage.stream, 'values'),
  'breaking | parameter | stream',
);

both(
  'a failure no longer says what it holds',
  (document) => remove(document.components.responses.Conflict.content['application/json'], 'schema'),
  ['breaking | response field | response 409'],
  ['non-breaking | response field | response 409'],
);
both(
  'a request no longer says what it holds',
  (document) => remove(operation(document, 'generations').requestBody.content['application/json'], 'schema'),
  ['non-breaking | parameter | body'],
  ['breaking | parameter | body'],
);

// What nobody's program can tell
mutate(
  'a parameter is described in other words',
  (document) => {
    generate(document).properties.quality.description = 'Another text.';
  },
  'cosmetic | parameter | quality',
);
mutate(
  'a field of a response is described in other words',
  (document) => {
    response(document).properties.created.description = 'Another text.';
  },
  'cosmetic | response field | created',
);
mutate(
  'an event is described in other words',
  (document) => {
    schemas(document).ImageGenCompletedEvent.description = 'Another text.';
  },
  'cosmetic | event | image_generation.completed',
);
mutate(
  'a parameter has another example',
  (document) => {
    generate(document).properties.prompt.examples = ['A walrus'];
  },
  'cosmetic | parameter | prompt',
);
mutate(
  'a response has another example',
  (document) => {
    operation(document, 'generations').responses['200'].content['application/json'].examples.url.value.created = 1;
  },
  'cosmetic | media type | application/json',
);
mutate(
  'a response is described in other words',
  (document) => {
    operation(document, 'edits').responses['200'].description = 'Another text.';
  },
  'cosmetic | response field | response 200',
);
mutate(
  'an operation is described in other words',
  (document) => {
    operation(document, 'edits').summary = 'Another text.';
  },
  'cosmetic | operation | createImageEdit',
);
mutate(
  'an operation has other tags',
  (document) => operation(document, 'edits').tags.push('Pictures'),
  'cosmetic | operation | createImageEdit',
);
mutate(
  'the samples beside an operation are others',
  (document) => {
    operation(document, 'edits')['x-oaiMeta'].name = 'Edit';
  },
  'cosmetic | operation | createImageEdit',
);
mutate(
  'the document has another version',
  (document) => {
    document.info.version = '2.0.1';
  },
  'cosmetic | other | info',
);
mutate(
  'a tag is described in other words',
  (document) => {
    document.tags[0].description = 'Another text.';
  },
  'cosmetic | other | tags',
);

mutate(
  'a parameter has another title',
  (document) => {
    generate(document).properties.user.title = 'User';
  },
  'cosmetic | parameter | user',
);
mutate(
  'a response has no examples',
  (document) => remove(operation(document, 'edits').responses['200'].content['application/json'], 'examples'),
  'cosmetic | media type | application/json',
);
mutate(
  'a header of a response is described in other words',
  (document) => {
    document.components.headers.RetryAfterMs.description = 'Another text.';
  },
  'cosmetic | other | retry-after-ms',
);

// What is the same written otherwise
const reversed = (node: Node): Node =>
  Array.isArray(node)
    ? node.map(reversed)
    : typeof node === 'object' && node !== null
      ? Object.fromEntries(
          Object.entries(node)
            .reverse()
            .map(([key, value]) => [key, reversed(value)]),
        )
      : node;
mutations.push({
  title: 'all keys are in another order',
  before: specification,
  after: reversed(specification),
  verdicts: [],
});
mutate('values are in another order', (document) => generate(document).properties.quality.enum.reverse());
mutate('required parameters are in another order', (document) => edit(document).required.reverse());
mutate('alternatives are in another order', (document) => schemas(document).ImageRefParam.oneOf.reverse());
mutate('a reference is written out', (document) => {
  const { ImageGenUsage } = schemas(document);
  response(document).properties.usage = structuredClone(ImageGenUsage);
});
mutate('a response is written out', (document) => {
  operation(document, 'edits').responses['400'] = structuredClone(document.components.responses.BadRequest);
});
mutate('the events are written out', (document) => {
  const content = operation(document, 'generations').responses['200'].content['text/event-stream'];
  content.schema.contentSchema = structuredClone(schemas(document).ImageGenStreamEvent);
});
mutate('the events are the schema of the stream itself', (document) => {
  const content = operation(document, 'generations').responses['200'].content['text/event-stream'];
  content.schema = content.schema.contentSchema;
});
mutate('null is one of the alternatives', (document) => {
  const { n } = generate(document).properties;
  generate(document).properties.n = { ...n, type: undefined, anyOf: [{ type: 'integer' }, { type: 'null' }] };
  delete generate(document).properties.n.type;
});
mutate('a single value is a constant', (document) => {
  schemas(document).ImageGenCompletedEvent.properties.type = {
    ...schemas(document).ImageGenCompletedEvent.properties.type,
    const: 'image_generation.completed',
  };
  remove(schemas(document).ImageGenCompletedEvent.properties.type, 'enum');
});
mutate('a schema is one member of an allOf', (document) => {
  response(document).properties.usage = { allOf: [{ $ref: '#/components/schemas/ImageGenUsage' }] };
});
mutate('the key is asked for by each operation', (document) => {
  for (const name of ['generations', 'edits', 'variations']) operation(document, name).security = document.security;
  remove(document, 'security');
});
mutate('a component that nothing uses is there', (document) => {
  schemas(document).Unused = { type: 'string' };
});

mutate('the names of the events are listed nowhere else', (document) => {
  remove(schemas(document).ImageGenStreamEvent, 'discriminator');
});
mutate('parts of a schema are joined by allOf', (document) => {
  const { total_tokens, ...others } = schemas(document).ImageGenUsage.properties;
  const { description, required } = schemas(document).ImageGenUsage;
  const total = { type: 'object', properties: { total_tokens }, required: ['total_tokens'] };
  drop(required, 'total_tokens');
  const rest = { type: 'object', properties: others, required };
  schemas(document).ImageGenUsage = { description, allOf: [total, rest] };
});
mutate('null is told as in OpenAPI 3.0', (document) => {
  Object.assign(generate(document).properties.n, { type: 'integer', nullable: true });
  Object.assign(generate(document).properties.quality, { type: 'string', nullable: true });
  drop(generate(document).properties.quality.enum, null);
});
mutate('an open value has null first', (document) => generate(document).properties.size.anyOf.reverse());

/** Every row of the table. */
export const specMutations: readonly Mutation[] = mutations;

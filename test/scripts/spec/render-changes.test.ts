import { expect, it } from 'vitest';
import type { Change } from '../../../scripts/spec/compare.js';
import { renderChanges } from '../../../scripts/spec/render-changes.js';

const described: Change = {
  kind: 'cosmetic',
  subject: 'other',
  name: 'info',
  operationIds: [],
  pointer: '#/info',
  what: "The document's `info` is another.",
  remedy: '',
};
const gone: Change = {
  kind: 'breaking',
  subject: 'parameter',
  name: 'style',
  operationIds: ['createImage', 'createImageEdit'],
  pointer: '#/components/schemas/CreateImageRequest/properties/style',
  what: '`style` is no longer taken.',
  remedy: 'Leave it out.',
};

it('puts what breaks first, each with its operations, what to do, and where it is', () => {
  expect(renderChanges([described, gone], 'markdown')).toBe(`## Breaking (1)

- **parameter \`style\`** (createImage, createImageEdit): \`style\` is no longer taken.
  What to do: Leave it out.
  At \`#/components/schemas/CreateImageRequest/properties/style\`.

## Cosmetic (1)

- **other \`info\`**: The document's \`info\` is another.
  At \`#/info\`.
`);
});

it('says in one sentence that nothing has changed', () => {
  expect(renderChanges([], 'markdown')).toBe('Nothing has changed for those who use the client.\n');
});

it('gives the same to programs as JSON, with counts', () => {
  expect(JSON.parse(renderChanges([described, gone], 'json'))).toEqual({
    counts: { breaking: 1, 'non-breaking': 0, cosmetic: 1 },
    changes: [gone, described],
  });
  expect(JSON.parse(renderChanges([], 'json'))).toEqual({
    counts: { breaking: 0, 'non-breaking': 0, cosmetic: 0 },
    changes: [],
  });
});

it('lets no name end its line or its code', () => {
  const hostile = { ...gone, name: 'a`b\n# c', pointer: '#/a`\nb' };
  expect(renderChanges([hostile], 'markdown')).toContain("- **parameter `a'b # c`** (");
  expect(renderChanges([hostile], 'markdown')).toContain("  At `#/a' b`.\n");
});

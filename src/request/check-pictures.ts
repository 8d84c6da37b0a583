import type { Pictures } from './choose-form.js';
import type { Picture } from './picture.js';
import type { PictureHeader } from './picture-header.js';
import { listValues, type Problem } from './problem.js';

/** A limit of a picture, as `generated/models.ts` has it. Sizes are in bytes. */
export interface PictureRule {
  readonly mediaTypes?: readonly string[];
  readonly maxBytes?: number;
  readonly maxItems?: number;
  readonly square?: boolean;
  readonly transparent?: boolean;
  /** The parameter whose first picture has to be of the same width and height. */
  readonly sameSizeAs?: string;
  readonly open?: boolean;
}

/** What the rules say against the pictures, by their headers alone. Pictures given by reference are the API's to check. */
export function checkPictures(pictures: Pictures, rules: Readonly<Record<string, PictureRule>>): Problem[] {
  return Object.entries(pictures).flatMap(([field, list]) => {
    const rule = rules[field];
    if (!rule) return [];
    const certain = !rule.open;
    const tooMany = rule.maxItems !== undefined && list.length > rule.maxItems;
    return [
      ...(tooMany
        ? [{ path: field, value: `${list.length} pictures`, remedy: `expected at most ${rule.maxItems}`, certain }]
        : []),
      ...list.flatMap((picture, index) => {
        const path = list.length > 1 ? `${field}[${index}]` : field;
        return faultsOf(picture, rule, pictures).map(([value, remedy]) => ({ path, value, remedy, certain }));
      }),
    ];
  });
}

function faultsOf(picture: Picture, rule: PictureRule, pictures: Pictures): [value: string, remedy: string][] {
  if (picture.kind === 'reference') return [];
  const { file, header } = picture;
  const faults: [string, string][] = [];
  if (rule.mediaTypes && !rule.mediaTypes.includes(file.type)) {
    faults.push([file.type, `expected ${listValues(rule.mediaTypes)}`]);
  }
  if (rule.maxBytes !== undefined && file.size > rule.maxBytes) {
    faults.push([`${file.size} bytes`, `expected at most ${rule.maxBytes} bytes; scale it down or compress it`]);
  }
  if (rule.square && isSized(header) && header.width !== header.height) {
    faults.push([showSize(header), 'expected a square picture; crop it or pad it']);
  }
  if (rule.transparent && header.alpha === false) {
    faults.push(['opaque', 'expected transparent pixels, which mark the area meant; save it with an alpha channel']);
  }
  const first = rule.sameSizeAs ? pictures[rule.sameSizeAs]?.[0] : undefined;
  if (first?.kind === 'file' && !haveSameSize(header, first.header)) {
    faults.push([
      showSize(header),
      `expected ${showSize(first.header)} as ${rule.sameSizeAs} has; scale one to the other`,
    ]);
  }
  return faults;
}

function isSized(header: PictureHeader): header is PictureHeader & { width: number; height: number } {
  return header.width !== undefined && header.height !== undefined;
}

function showSize(header: PictureHeader): string {
  return `${header.width}x${header.height}`;
}

/** A picture that EXIF turns on its side may count either way. */
function haveSameSize(one: PictureHeader, other: PictureHeader): boolean {
  if (!isSized(one) || !isSized(other)) return true;
  if (one.width === other.width && one.height === other.height) return true;
  const turned = (one.orientation ?? 1) >= 5 || (other.orientation ?? 1) >= 5;
  return turned && one.width === other.height && one.height === other.width;
}

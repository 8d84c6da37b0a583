import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, measure } from '../measure.mjs';
import { megabytes, milliseconds, ratio, table, target } from '../report.mjs';

const FILE_BYTES = 48_000_000;
const COUNTS = [1, 8, 16];

const CLIENTS = {
  'openai-images': { client: 'openai-images', task: 'edit' },
  'openai, createReadStream': { client: 'openai', task: 'edit' },
  'openai, openAsBlob': { client: 'openai', task: 'editBlobs' },
  'ai, bytes': { client: 'ai', task: 'edit' },
  'openapi-fetch, openAsBlob': { client: 'openapi-fetch', task: 'edit' },
  'fetch, openAsBlob': { client: 'fetch', task: 'edit' },
};

export const title = 'Edit: 1, 8 and 16 files of 48 MB each';
export const runs = 3;

export async function run(context) {
  const files = Array.from({ length: Math.max(...COUNTS) }, (_, index) => path.join(context.temp, `edit-${index}.png`));
  await Promise.all(files.map(writePicture));
  const jobs = Object.entries(CLIENTS).flatMap(([name, job]) =>
    COUNTS.map((count) => [
      `${name} ${count}`,
      { ...job, args: files.slice(0, count), after: () => checkReceived(context.baseURL, count) },
    ]),
  );
  const figures = await measure(Object.fromEntries(jobs), context);
  await Promise.all(files.map((file) => rm(file)));
  return describe(figures);
}

function describe(figures) {
  const of = (name, count) => figures[`${name} ${count}`];
  const most = COUNTS.at(-1);
  const ours = of('openai-images', most);
  const rows = Object.keys(CLIENTS).map((name) => {
    const { peak, cpu, wall } = of(name, most);
    const peaks = COUNTS.map((count) => megabytes(of(name, count).peak));
    return [name, ...peaks, milliseconds(cpu), milliseconds(wall), ratio(ours.peak, peak), ratio(ours.cpu, cpu)];
  });
  const counts = COUNTS.map((count) => `Peak, ${count}`);
  const head = ['', ...counts, `CPU, ${most}`, `Wall, ${most}`, 'Our peak / its', 'Our CPU / its'];
  // Of the two ways to give openai a file, the better one for each figure.
  const openai = (figure) =>
    Math.min(of('openai, createReadStream', most)[figure], of('openai, openAsBlob', most)[figure]);
  return [
    table(head, rows),
    [
      target("Peak at 16 files, of openai's best", ours.peak / openai('peak'), 0.2),
      target('Peak at 16 files, of our own at 1', ours.peak / of('openai-images', 1).peak, 1.15),
      target("CPU at 16 files, of openai's best", ours.cpu / openai('cpu'), 0.65),
    ].join('\n'),
  ];
}

/** A PNG from its first bytes to its last; between them a hole, which takes no room on most disks. */
async function writePicture(name) {
  const head = Buffer.from('89504e470d0a1a0a0000000d494844520000040000000400080200000026b51372', 'hex');
  const end = Buffer.from('0000000049454e44ae426082', 'hex');
  const data = Buffer.alloc(8);
  // The length of the data: all but the two chunks around it and its own length, type and checksum.
  data.writeUInt32BE(FILE_BYTES - head.length - end.length - 12);
  data.write('IDAT', 4);
  const file = await open(name, 'w');
  await file.write(Buffer.concat([head, data]), 0, undefined, 0);
  await file.write(end, 0, undefined, FILE_BYTES - end.length);
  await file.close();
}

async function checkReceived(baseURL, count) {
  const length = await (await fetch(`${baseURL}/edit-length`)).json();
  expect(length > count * FILE_BYTES, `${count} files were to be uploaded, and ${length} bytes arrived`);
}

/** A Markdown table of strings. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index ? '---:' : '---'))), ...rows.map(line)].join('\n');
}

export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
export const kilobytes = (bytes) => `${(bytes / 1e3).toFixed(1)} kB`;
export const milliseconds = (time) => (time < 1_000 ? `${time.toFixed(0)} ms` : `${(time / 1_000).toFixed(2)} s`);
export const ratio = (ours, theirs) => (ours / theirs).toFixed(2);

/** A figure to stay at or below: met ✓ or missed ✗. */
export function target(text, value, limit, show = (number) => number.toFixed(3)) {
  return `- ${value <= limit ? '✓' : '✗'} ${text}: ${show(value)} (target ≤ ${show(limit)})`;
}

/** A figure that is to be below another. */
export function below(text, value, other, show) {
  return `- ${value < other ? '✓' : '✗'} ${text}: ${show(value)} (target < ${show(other)})`;
}

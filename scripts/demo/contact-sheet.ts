/** One picture of the page. */
export interface Entry {
  /** File name, beside the page. */
  file: string;
  caption: string;
}

/** A page that shows pictures side by side, each above its caption. */
export function renderContactSheet(entries: Entry[]): string {
  const figures = entries.map(
    ({ file, caption }) =>
      `    <figure><img src="${encodeURIComponent(file)}" alt=""><figcaption>${escapeHTML(caption)}</figcaption></figure>`,
  );
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>openai-images: contact sheet</title>
  <style>
    body { margin: 2rem; font: 1rem/1.4 system-ui, sans-serif; background: #f4f1ec; color: #222; }
    main { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 1.5rem; }
    figure { margin: 0; padding: 1rem; background: #fff; border-radius: .5rem; box-shadow: 0 1px 4px #0003; }
    img { display: block; width: 100%; image-rendering: pixelated; background: repeating-conic-gradient(#ddd 0 25%, #fff 0 50%) 0 0 / 1rem 1rem; }
    figcaption { margin-top: .75rem; }
  </style>
  <h1>openai-images</h1>
  <main>
${figures.join('\n')}
  </main>
</html>
`;
}

function escapeHTML(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

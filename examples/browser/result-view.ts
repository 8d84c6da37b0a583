import { element } from './element.js';

/** Where the page shows what becomes of a call. */
export interface ResultView {
  /** A call begins: what was shown before goes. */
  begin(): void;
  showPreview(picture: Blob, index: number): void;
  showPicture(picture: Blob, caption: string): void;
  /** The call ended without a picture, because somebody wanted it to. */
  stop(): void;
  fail(message: string): void;
  /** What went wrong no longer matters. */
  clearFailure(): void;
}

/** Binds the elements that show a call's news, its previews and its picture. */
export function bindResultView(): ResultView {
  const result = element('result', HTMLElement);
  const status = element('status', HTMLElement);
  const failure = element('failure', HTMLElement);
  const progress = element('progress', HTMLProgressElement);
  const shown = element('shown', HTMLImageElement);
  const caption = element('caption', HTMLElement);
  const placeholder = element('placeholder', HTMLElement);
  const strip = element('strip', HTMLOListElement);
  const actions = element('result-actions', HTMLElement);
  let urls: string[] = [];

  function show(picture: Blob, state: 'preview' | 'picture', text: string): string {
    const url = URL.createObjectURL(picture);
    urls.push(url);
    result.dataset.state = state;
    shown.src = url;
    shown.alt = text;
    shown.hidden = false;
    placeholder.hidden = true;
    caption.textContent = text;
    return url;
  }

  function end(news: string, problem: string): void {
    status.textContent = news;
    failure.textContent = problem;
    progress.hidden = true;
    placeholder.textContent = 'The picture appears here.';
  }

  return {
    begin() {
      for (const url of urls) URL.revokeObjectURL(url);
      urls = [];
      end('Sent. The first preview takes a while.', '');
      progress.hidden = false;
      result.dataset.state = 'empty';
      shown.hidden = true;
      shown.removeAttribute('src');
      caption.textContent = '';
      placeholder.hidden = false;
      placeholder.textContent = 'Being drawn…';
      actions.hidden = true;
      strip.replaceChildren();
    },
    showPreview(picture, index) {
      const text = `Preview ${index + 1}: not the finished picture`;
      status.textContent = `Preview ${index + 1} is here; the picture is still being drawn.`;
      const thumbnail = new Image();
      thumbnail.src = show(picture, 'preview', text);
      thumbnail.alt = `Preview ${index + 1}`;
      const item = document.createElement('li');
      item.append(thumbnail);
      strip.append(item);
    },
    showPicture(picture, text) {
      show(picture, 'picture', text);
      actions.hidden = false;
      end('Finished.', '');
    },
    stop() {
      end('Stopped. A picture that was being drawn already may be billed all the same.', '');
    },
    fail(message) {
      end('', message);
    },
    clearFailure() {
      failure.textContent = '';
    },
  };
}

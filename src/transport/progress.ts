/** How far an upload has come. */
export interface UploadProgress {
  /** Bytes of pictures handed to the connection so far; a new attempt starts from 0. */
  sentBytes: number;
  /** Bytes of pictures in all. */
  totalBytes: number;
}

/** How far a download has come. */
export interface DownloadProgress {
  receivedBytes: number;
  /** Undefined where the server does not say, or compresses the body. */
  totalBytes: number | undefined;
}

/**
 * A form whose files report their upload, each attempt from 0, and that fails on our side of `fetch`:
 * on Node from 24 on, a file that fails amid its upload ends the process, and the call never. The process ends there
 * too where more of a file comes once the answer is here: an upload that is over gives no more.
 */
export function watchUpload(
  form: FormData,
  onProgress: ((progress: UploadProgress) => void) | undefined,
  onFailure: (cause: unknown) => void,
  isOver: () => boolean,
): FormData {
  const watched = new FormData();
  let sentBytes = 0;
  let totalBytes = 0;
  const onRead = (bytes: number) => {
    sentBytes += bytes;
    onProgress?.({ sentBytes, totalBytes });
  };
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      watched.append(name, value);
      continue;
    }
    totalBytes += value.size;
    watched.append(name, watchFile(value, onRead, onFailure, isOver));
  }
  return watched;
}

const NEVER = new Promise<never>(() => {});

/** Node's `fetch` reads a form's files by their `stream()`; other runtimes do so beneath JavaScript. */
function watchFile(
  file: File,
  onRead: (bytes: number) => void,
  onFailure: (cause: unknown) => void,
  isOver: () => boolean,
): File {
  const stream = () => {
    const reader = file.stream().getReader();
    let cancelled = false;
    return new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (cancelled || isOver()) return NEVER;
          if (done) return controller.close();
          onRead(value.length);
          controller.enqueue(value);
        } catch (cause) {
          if (!cancelled) onFailure(cause);
          // The request is given up; it must not see the failure.
          return NEVER;
        }
      },
      cancel(reason) {
        cancelled = true;
        return reader.cancel(reason);
      },
    });
  };
  const watched = new File([file], file.name, { type: file.type });
  return Object.defineProperty(watched, 'stream', { value: stream });
}

/** A response that reports how much of its body was read. */
export function countDownload(response: Response, onProgress: (progress: DownloadProgress) => void): Response {
  if (!response.body) return response;
  const length = response.headers.get('content-encoding') ? null : response.headers.get('content-length');
  const totalBytes = length === null ? undefined : Number(length);
  let receivedBytes = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      receivedBytes += chunk.length;
      onProgress({ receivedBytes, totalBytes });
      controller.enqueue(chunk);
    },
  });
  const counted = new Response(response.body.pipeThrough(counter), response);
  return Object.defineProperty(counted, 'url', { value: response.url });
}

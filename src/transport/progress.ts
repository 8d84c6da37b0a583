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
 * on Node from 24 on, a file that fails amid its upload ends the process, and the call never.
 */
export function watchUpload(
  form: FormData,
  onProgress: ((progress: UploadProgress) => void) | undefined,
  onFailure: (cause: unknown) => void,
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
    watched.append(name, watchFile(value, onRead, onFailure));
  }
  return watched;
}

/** Node's `fetch` reads a form's files by their `stream()`; other runtimes do so beneath JavaScript. */
function watchFile(file: File, onRead: (bytes: number) => void, onFailure: (cause: unknown) => void): File {
  const stream = () => {
    const reader = file.stream().getReader();
    return new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          onRead(value.length);
          controller.enqueue(value);
        } catch (cause) {
          onFailure(cause);
          // The request is given up; it must not see the failure.
          return new Promise<never>(() => {});
        }
      },
      cancel: (reason) => reader.cancel(reason),
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
  return new Response(response.body.pipeThrough(counter), response);
}

import { OpenAIError } from '../errors.js';
import { isCutOff } from '../request/picture-end.js';
import { mediaTypeOf } from '../response/media-type-of.js';
import { readChunks } from '../response/read-chunks.js';
import { startDeadline } from '../transport/deadline.js';
import { abortedBy, rootMessage } from '../transport/explain-failure.js';

/** How a download is limited. */
export interface DownloadLimits {
  maxDownloadBytes: number;
  /** In milliseconds. */
  downloadTimeout: number;
  signal: AbortSignal | undefined;
}

/**
 * Downloads a picture from its link, once and without the API's key. No error repeats the link, which lets in whoever
 * has it.
 *
 * @throws {APIUserAbortError} where the signal is aborted
 */
export async function download(
  url: string,
  index: number,
  { maxDownloadBytes, downloadTimeout, signal }: DownloadLimits,
): Promise<Uint8Array> {
  if (!/^https?:/i.test(url) || !URL.canParse(url))
    throw new OpenAIError(`Picture ${index} came with a link that is no http: or https: URL.`);
  const { host, username, password } = new URL(url);
  const fail = (reason: string) =>
    new OpenAIError(`Picture ${index} could not be downloaded from ${host}: ${reason.replace(/\.$/, '')}.`);
  if (username || password) throw fail('its link holds a user name or password, which is not sent');
  const deadline = startDeadline({ timeout: downloadTimeout, signal });
  const explain = (cause: unknown) => {
    if (cause instanceof OpenAIError) return cause;
    switch (deadline.endedBy()) {
      case 'abort':
        return abortedBy(signal);
      case 'timeout':
        return fail(`it took longer than the timeout of ${downloadTimeout} ms (downloadTimeout)`);
      default:
        return fail(rootMessage(cause).replace(/[a-z][a-z\d+.-]*:\/\/[^\s)]*/gi, 'the link'));
    }
  };
  try {
    const response = await fetch(url, { signal: deadline.signal });
    if (!response.ok) throw fail(`status ${response.status}. Links expire, usually within an hour`);
    const chunks: Uint8Array[] = [];
    let length = 0;
    const body = {
      response,
      deadline,
      maxBytes: Number.POSITIVE_INFINITY,
      safeHeaders: () => response.headers,
      explain,
    };
    for await (const chunk of readChunks(body)) {
      length += chunk.length;
      if (length > maxDownloadBytes) throw fail(`it is larger than ${maxDownloadBytes} bytes (maxDownloadBytes)`);
      chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks);
    const mediaType = mediaTypeOf(bytes);
    if (!mediaType.startsWith('image/')) throw fail('what is there is no picture');
    if (await isCutOff(new Blob([bytes]), mediaType)) throw fail('what is there is cut off');
    return bytes;
  } catch (cause) {
    throw explain(cause);
  } finally {
    // Closes the connection where the body was left unread.
    deadline.abort();
    deadline.release();
  }
}

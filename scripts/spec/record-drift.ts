import { encode } from 'fast-png';
import { APIError, type ImagesClient, InvalidResponseError } from 'openai-images';
import type { Finding } from '../../src/check/finding.js';
import { uniteShapes } from '../../src/check/response-schema.js';

/** What calls to a server showed that the specification does not say. It holds no picture, prompt or key. */
export interface DriftRecord {
  /** The server's origin. */
  server: string;
  /** The day, such as `2026-11-24`. */
  date: string;
  calls: { call: string; outcome: string }[];
  findings: Finding[];
}

/** Parameters for every call. */
export interface CallParams {
  model?: string;
  quality?: 'low';
  size?: string;
}

export const ANSWERED = 'answered';
const PROMPT = 'A cute baby sea otter';

/**
 * Calls a server with the least that shows its kinds of answers: a picture, a stream with a preview, and an edit.
 * A call that fails does not keep the others from being made.
 */
export async function makeCalls(images: ImagesClient, params: CallParams): Promise<DriftRecord['calls']> {
  const common = { ...params, prompt: PROMPT };
  const data = new Uint8Array(1024 * 1024 * 3).fill(200);
  const image = encode({ width: 1024, height: 1024, data, channels: 3 });
  return [
    await attempt('generate', () => images.generate(common)),
    await attempt('generate as a stream', async () => {
      const stream = await images.generate({ ...common, stream: true, partial_images: 1 });
      for await (const _event of stream);
    }),
    await attempt('edit', () => images.edit({ ...common, image })),
  ];
}

async function attempt(call: string, make: () => PromiseLike<unknown>): Promise<{ call: string; outcome: string }> {
  try {
    await make();
    return { call, outcome: ANSWERED };
  } catch (error) {
    // Its message may quote the response.
    if (error instanceof InvalidResponseError) {
      return { call, outcome: `${error.status}, but no picture that the client takes` };
    }
    const reason = error instanceof Error ? error.message : String(error);
    return { call, outcome: error instanceof APIError ? reason : `not made: ${reason}` };
  }
}

/** Makes one of findings that say the same of the same place, whatever types were received there. */
export function mergeFindings(findings: Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const { kind, operation, event, pointer, value, received } = finding;
    const key = JSON.stringify([kind, operation, event, pointer, value]);
    const before = merged.get(key)?.received;
    merged.set(key, before && received ? { ...finding, received: uniteShapes([before, received]) } : finding);
  }
  return [...merged.values()];
}

import { APIError, createImagesClient, InvalidRequestError } from 'openai-images';

/** How many seconds the route may run, where the host limits it: a picture takes its time. */
export const maxDuration = 300;

/**
 * `POST /api/images` with `{ "prompt": "…" }`: hands the events of a streamed call on to the browser, one JSON text a
 * line. Check here who is asking, before anything is sent: each call costs money.
 */
export async function POST(request: Request): Promise<Response> {
  const body: { prompt?: unknown } | null = await request.json().catch(() => null);
  const prompt = body?.prompt;
  if (typeof prompt !== 'string') return fail(400, 'Send JSON with a prompt.');
  try {
    // Made per request, for `next build` loads this file where there is no key.
    const images = createImagesClient();
    const stream = await images.generate(
      { model: 'gpt-image-2', prompt, stream: true, partial_images: 2 },
      // Whoever leaves the page ends the call.
      { signal: request.signal },
    );
    return new Response(stream.toReadableStream(), { headers: { 'content-type': 'application/x-ndjson' } });
  } catch (error) {
    if (error instanceof InvalidRequestError) return fail(400, error.message);
    if (!(error instanceof APIError)) throw error;
    // A refused prompt is for the caller to mend; anything else, such as a refused key, is not theirs to read.
    return error.status === 400 ? fail(400, error.message) : fail(502, 'The picture could not be made.');
  }
}

function fail(status: number, message: string): Response {
  return Response.json({ error: { message } }, { status });
}

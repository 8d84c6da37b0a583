import { APIError, createImagesClient, InvalidRequestError, imageBlob } from 'openai-images';

export interface Env {
  /** Set by `wrangler secret put OPENAI_API_KEY`. */
  OPENAI_API_KEY: string;
  /** Where the API is, if it is not OpenAI's own. */
  OPENAI_BASE_URL?: string;
}

/**
 * `POST` with a picture as the body and `?prompt=…`: answers with the picture edited. Check here who is asking, before
 * anything is sent: each call costs money.
 */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const prompt = new URL(request.url).searchParams.get('prompt');
    if (request.method !== 'POST' || !prompt) return fail(400, 'POST a picture, and say in ?prompt= what to change.');
    const images = createImagesClient({ apiKey: env.OPENAI_API_KEY, baseURL: env.OPENAI_BASE_URL });
    try {
      const image = await request.blob();
      const { data } = await images.edit({ model: 'gpt-image-2', image, prompt }, { signal: request.signal });
      return new Response(imageBlob(data?.[0]));
    } catch (error) {
      if (error instanceof InvalidRequestError) return fail(400, error.message);
      if (!(error instanceof APIError)) throw error;
      // A refused prompt is for the caller to mend; anything else, such as a refused key, is not theirs to read.
      return error.status === 400 ? fail(400, error.message) : fail(502, 'The picture could not be made.');
    }
  },
};

function fail(status: number, message: string): Response {
  return Response.json({ error: { message } }, { status });
}

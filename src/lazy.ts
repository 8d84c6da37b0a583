import { OpenAIError } from './errors.js';

/** A part of this package that is loaded when it is first needed, so that nobody waits for what is not used. */
export function lazy<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let loading: Promise<Part> | undefined;
  return () => {
    loading ??= load().catch((cause) => {
      // A page may find it again once its connection is back.
      loading = undefined;
      throw new OpenAIError(`A part of openai-images could not be loaded: ${(cause as Error).message}`, { cause });
    });
    return loading;
  };
}

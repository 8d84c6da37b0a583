import { OpenAIError } from './errors.js';
import type { ClientOptions } from './options.js';

/** How {@link azure} finds and is let into a resource. */
export interface AzureOptions {
  /** The resource, such as `https://otters.openai.azure.com`, or any URL of it that the portal shows, pasted whole. */
  endpoint: string;
  /** The deployment that draws. Where `apiVersion` is a date it is part of the path, else it is sent as `model`. */
  deployment?: string | undefined;
  /** A dated version, such as `2025-04-01-preview`, for paths with a deployment; left out, the undated v1 paths are used. */
  apiVersion?: string | undefined;
  /** The resource's key, sent as `api-key`. */
  apiKey?: string | undefined;
  /** A Microsoft Entra token, or a function that gives it, asked anew for each attempt; in place of `apiKey`. */
  token?: ClientOptions['apiKey'];
}

/**
 * Client options for Azure OpenAI: where the resource's paths are, and how its key or token is sent.
 *
 * @throws {OpenAIError} where the endpoint is no URL, neither key nor token is given or both are, or a dated
 * `apiVersion` comes without a deployment
 * @example
 * const images = createImagesClient(azure({ endpoint, deployment: 'otters', apiKey }));
 */
export function azure({ endpoint, deployment, apiVersion, apiKey, token }: AzureOptions): ClientOptions {
  if (!URL.canParse(endpoint)) {
    throw new OpenAIError(`endpoint is "${endpoint}"; expected a URL such as https://otters.openai.azure.com.`);
  }
  if ((apiKey === undefined) === (token === undefined)) {
    throw new OpenAIError("Pass either apiKey, the resource's key, or token, a Microsoft Entra token.");
  }
  const url = new URL(endpoint);
  if (apiVersion) url.searchParams.set('api-version', apiVersion);
  const isDated = /^\d{4}-/.test(url.searchParams.get('api-version') ?? '');
  if (!url.pathname.includes('/openai/')) url.pathname = pathOf(deployment, isDated);
  const model = deployment && !url.pathname.includes('/deployments/') ? { model: deployment } : {};
  return {
    baseURL: url.href,
    ...(token === undefined
      ? { apiKey: apiKey as string, defaultHeaders: { authorization: null, 'api-key': apiKey } }
      : { apiKey: token }),
    organization: null,
    project: null,
    defaults: { generate: model, edit: model, createVariation: model },
  };
}

function pathOf(deployment: string | undefined, isDated: boolean): string {
  if (!isDated) return '/openai/v1';
  if (deployment) return `/openai/deployments/${encodeURIComponent(deployment)}`;
  throw new OpenAIError('A dated apiVersion needs the deployment, which is part of its paths.');
}

/* Built from spec/images.yaml by `npm run generate`. Not edited by hand. */

export interface paths {
    "/images/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Creates images from a prompt.
         * @description Draws images from a prompt and answers once all of them are ready. They come back as links that expire after an hour, or inside the response as base64, as `response_format` asks.
         */
        post: operations["createImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edits or extends an image, guided by a prompt.
         * @description Uploads a square PNG and redraws its transparent area as the prompt says. With a `mask`, the transparent area of the mask is redrawn instead, and the image may be opaque. Only `dall-e-2` edits.
         */
        post: operations["createImageEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/variations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Creates variations of an image.
         * @description Uploads a square PNG and answers with new images that resemble it. There is no prompt. Only `dall-e-2` makes variations.
         */
        post: operations["createImageVariation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The images that a request asked for, in one list. */
        ImagesResponse: {
            /** @description When the images were made, in seconds since 1970-01-01 00:00 UTC. */
            created: number;
            /** @description The images, as many as `n` asked for. */
            data: components["schemas"]["Image"][];
        };
        /** @description What to draw, with which model, and in which shape to return it. */
        CreateImageRequest: {
            /**
             * @description What the image should show, in words. At most 1000 characters for `dall-e-2` and 4000 for `dall-e-3`.
             * @example A cute baby sea otter
             */
            prompt: string;
            /**
             * @description The model that draws. `dall-e-2` when left out.
             * @default dall-e-2
             * @example dall-e-3
             */
            model?: "dall-e-2" | "dall-e-3" | null | (string & {});
            /**
             * @description How many images to draw, from 1 to 10. `dall-e-3` draws one a request. 1 when left out.
             * @default 1
             * @example 1
             */
            n?: number | null;
            /**
             * @description How much care goes into detail and consistency. `hd` is for `dall-e-3` only. `standard` when left out.
             * @default standard
             * @enum {string}
             */
            quality?: "standard" | "hd";
            /**
             * @description How images come back: `url` is a link that expires after 60 minutes, `b64_json` is the picture itself in base64. `url` when left out.
             * @default url
             * @enum {string|null}
             */
            response_format?: "url" | "b64_json" | null;
            /**
             * @description Width and height of the images in pixels. `dall-e-2` draws 256x256, 512x512 and 1024x1024; `dall-e-3` draws 1024x1024, 1792x1024 and 1024x1792. `1024x1024` when left out.
             * @default 1024x1024
             * @enum {string|null}
             */
            size?: "256x256" | "512x512" | "1024x1024" | "1792x1024" | "1024x1792" | null;
            /**
             * @description `vivid` is dramatic and larger than life, `natural` is calmer and closer to a photograph. For `dall-e-3` only. `vivid` when left out.
             * @default vivid
             * @enum {string|null}
             */
            style?: "vivid" | "natural" | null;
            /**
             * @description Your own stable identifier for the end user behind the request, so that abuse can be traced to one user of yours. Send a hash rather than a name or an address.
             * @example user-1234
             */
            user?: string;
        };
        /** @description The image to edit, where to edit it, and what to draw there. */
        CreateImageEditRequest: {
            /**
             * Format: binary
             * @description The image to edit: a square PNG of less than 4 MB. Without a `mask` it needs transparent pixels, which mark the area to redraw.
             */
            image: Blob;
            /**
             * @description What the whole edited image should show, in words. At most 1000 characters.
             * @example A cute baby sea otter wearing a beret
             */
            prompt: string;
            /**
             * Format: binary
             * @description A PNG of less than 4 MB with the same width and height as `image`. Its fully transparent pixels mark the area to redraw.
             */
            mask?: Blob;
            /**
             * @description The model that edits. `dall-e-2` when left out, and the only one that edits.
             * @default dall-e-2
             * @example dall-e-2
             */
            model?: "dall-e-2" | null | (string & {});
            /**
             * @description How many edited images to draw, from 1 to 10. 1 when left out.
             * @default 1
             * @example 1
             */
            n?: number | null;
            /**
             * @description Width and height of the edited images in pixels. `1024x1024` when left out.
             * @default 1024x1024
             * @enum {string|null}
             */
            size?: "256x256" | "512x512" | "1024x1024" | null;
            /**
             * @description How images come back: `url` is a link that expires after 60 minutes, `b64_json` is the picture itself in base64. `url` when left out.
             * @default url
             * @enum {string|null}
             */
            response_format?: "url" | "b64_json" | null;
            /**
             * @description Your own stable identifier for the end user behind the request, so that abuse can be traced to one user of yours. Send a hash rather than a name or an address.
             * @example user-1234
             */
            user?: string;
        };
        /** @description The image to vary, how often, and in which shape to return the results. */
        CreateImageVariationRequest: {
            /**
             * Format: binary
             * @description The image to vary: a square PNG of less than 4 MB.
             */
            image: Blob;
            /**
             * @description The model that draws. `dall-e-2` when left out, and the only one that makes variations.
             * @default dall-e-2
             * @example dall-e-2
             */
            model?: "dall-e-2" | null | (string & {});
            /**
             * @description How many variations to draw, from 1 to 10. 1 when left out.
             * @default 1
             * @example 1
             */
            n?: number | null;
            /**
             * @description How images come back: `url` is a link that expires after 60 minutes, `b64_json` is the picture itself in base64. `url` when left out.
             * @default url
             * @enum {string|null}
             */
            response_format?: "url" | "b64_json" | null;
            /**
             * @description Width and height of the variations in pixels. `1024x1024` when left out.
             * @default 1024x1024
             * @enum {string|null}
             */
            size?: "256x256" | "512x512" | "1024x1024" | null;
            /**
             * @description Your own stable identifier for the end user behind the request, so that abuse can be traced to one user of yours. Send a hash rather than a name or an address.
             * @example user-1234
             */
            user?: string;
        };
        /** @description One image. It holds either `b64_json` or `url`, as `response_format` asked. */
        Image: {
            /** @description The image file itself in base64, when `response_format` was `b64_json`. */
            b64_json?: string;
            /**
             * Format: uri
             * @description Where to download the image within 60 minutes, when `response_format` was `url` or left out.
             */
            url?: string;
            /** @description The prompt that was drawn, when the model rewrote the one that was sent. `dall-e-3` always rewrites. */
            revised_prompt?: string;
        };
        /** @description The body of every response that reports an error. */
        ErrorResponse: {
            error: components["schemas"]["ErrorObject"];
        };
        /** @description What went wrong. */
        ErrorObject: {
            /** @description What went wrong, for people to read. Its wording may change. */
            message: string;
            /** @description The family of the error, such as `invalid_request_error` or `server_error`. */
            type: string;
            /** @description The request parameter at fault, or null when no single one is. */
            param: string | null;
            /** @description A short name for programs to compare, such as `rate_limit_exceeded`, or null when there is none. */
            code: string | null;
        };
    };
    responses: {
        /** @description The request cannot be carried out as it is. Sending it again unchanged fails again. */
        BadRequest: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The API key is missing, wrong or revoked. */
        Unauthorized: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The API key is known, but may not do this. */
        Forbidden: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description What the request names does not exist, or not for this API key. */
        NotFound: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request collided with another one that uses the same resource. */
        Conflict: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description A limit is used up. A rate limit refills within the time that `retry-after` names; a quota does not refill by waiting. */
        TooManyRequests: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "retry-after": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The server failed. The request itself may be fine. */
        InternalServerError: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The server has no capacity at the moment. */
        ServiceUnavailable: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "retry-after": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description Identifies this request. Quote it when you report a problem.
         * @example req_7f3c1d9a5b2e48c6a0d41e7b93f85c26
         */
        RequestId: string;
        /**
         * @description How long the server worked on the request, in milliseconds.
         * @example 8421
         */
        ProcessingTime: number;
        /**
         * @description How many requests the rate limit allows in its window.
         * @example 500
         */
        RequestLimit: number;
        /**
         * @description How many more requests the rate limit allows right now.
         * @example 499
         */
        RequestsRemaining: number;
        /**
         * @description How long until the request limit is full again, as a duration such as `120ms` or `1m12s`.
         * @example 120ms
         */
        RequestsReset: string;
        /**
         * @description How many images the rate limit allows in its window.
         * @example 5
         */
        ImageLimit: number;
        /**
         * @description How many more images the rate limit allows right now.
         * @example 4
         */
        ImagesRemaining: number;
        /**
         * @description How long until the image limit is full again, as a duration such as `12s`.
         * @example 12s
         */
        ImagesReset: string;
        /**
         * @description How long to wait before the next attempt, in seconds or as an HTTP date (RFC 9110, section 10.2.3).
         * @example 1
         */
        RetryAfter: string;
    };
    pathItems: never;
}
export type ImagesResponse = components['schemas']['ImagesResponse'];
export type CreateImageRequest = components['schemas']['CreateImageRequest'];
export type CreateImageEditRequest = components['schemas']['CreateImageEditRequest'];
export type CreateImageVariationRequest = components['schemas']['CreateImageVariationRequest'];
export type Image = components['schemas']['Image'];
export type ErrorResponse = components['schemas']['ErrorResponse'];
export type ErrorObject = components['schemas']['ErrorObject'];
export type ResponseBadRequest = components['responses']['BadRequest'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponseConflict = components['responses']['Conflict'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ResponseInternalServerError = components['responses']['InternalServerError'];
export type ResponseServiceUnavailable = components['responses']['ServiceUnavailable'];
export type HeaderRequestId = components['headers']['RequestId'];
export type HeaderProcessingTime = components['headers']['ProcessingTime'];
export type HeaderRequestLimit = components['headers']['RequestLimit'];
export type HeaderRequestsRemaining = components['headers']['RequestsRemaining'];
export type HeaderRequestsReset = components['headers']['RequestsReset'];
export type HeaderImageLimit = components['headers']['ImageLimit'];
export type HeaderImagesRemaining = components['headers']['ImagesRemaining'];
export type HeaderImagesReset = components['headers']['ImagesReset'];
export type HeaderRetryAfter = components['headers']['RetryAfter'];
export type $defs = Record<string, never>;
export interface operations {
    createImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateImageRequest"];
            };
        };
        responses: {
            /** @description The images that were drawn. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "openai-processing-ms": components["headers"]["ProcessingTime"];
                    "x-ratelimit-limit-requests": components["headers"]["RequestLimit"];
                    "x-ratelimit-remaining-requests": components["headers"]["RequestsRemaining"];
                    "x-ratelimit-reset-requests": components["headers"]["RequestsReset"];
                    "x-ratelimit-limit-images": components["headers"]["ImageLimit"];
                    "x-ratelimit-remaining-images": components["headers"]["ImagesRemaining"];
                    "x-ratelimit-reset-images": components["headers"]["ImagesReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createImageEdit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["CreateImageEditRequest"];
            };
        };
        responses: {
            /** @description The edited images. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "openai-processing-ms": components["headers"]["ProcessingTime"];
                    "x-ratelimit-limit-requests": components["headers"]["RequestLimit"];
                    "x-ratelimit-remaining-requests": components["headers"]["RequestsRemaining"];
                    "x-ratelimit-reset-requests": components["headers"]["RequestsReset"];
                    "x-ratelimit-limit-images": components["headers"]["ImageLimit"];
                    "x-ratelimit-remaining-images": components["headers"]["ImagesRemaining"];
                    "x-ratelimit-reset-images": components["headers"]["ImagesReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createImageVariation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["CreateImageVariationRequest"];
            };
        };
        responses: {
            /** @description The variations. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "openai-processing-ms": components["headers"]["ProcessingTime"];
                    "x-ratelimit-limit-requests": components["headers"]["RequestLimit"];
                    "x-ratelimit-remaining-requests": components["headers"]["RequestsRemaining"];
                    "x-ratelimit-reset-requests": components["headers"]["RequestsReset"];
                    "x-ratelimit-limit-images": components["headers"]["ImageLimit"];
                    "x-ratelimit-remaining-images": components["headers"]["ImagesRemaining"];
                    "x-ratelimit-reset-images": components["headers"]["ImagesReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}

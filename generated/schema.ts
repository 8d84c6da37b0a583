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
         * @description Draws images from a prompt. GPT Image models answer with the pictures themselves in base64, once all are ready; with `stream` they send events instead, previews first if `partial_images` asks for some. Retired DALL·E models answered with links that expire after an hour unless `response_format` said otherwise.
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
         * @description Draws new images from one or more given ones, as the prompt says. Pictures are uploaded as form parts, or, in a JSON body, named by URL or file ID. A `mask` confines the change to its transparent area. Answers like image generation: in base64 once all is ready, or as events with `stream`.
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
         * @deprecated
         * @description Uploads a square PNG and answers with new images that resemble it. There is no prompt. OpenAI retired this operation on 2026-05-12 together with `dall-e-2`; some compatible servers still offer it. Elsewhere, edit the image with a prompt that asks for a variation.
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
            data?: components["schemas"]["Image"][];
            /** @description Whether the background of the images is transparent. */
            background?: string | ("transparent" | "opaque");
            /** @description The file format of the images. */
            output_format?: string | ("png" | "jpeg" | "webp" | "gif" | "svg");
            /** @description The quality the images were drawn with. */
            quality?: string | ("low" | "medium" | "high" | "xhigh" | "max");
            /** @description Width and height of the images in pixels, such as `1536x864`. */
            size?: string | ("1024x1024" | "1536x1024" | "1024x1536");
            /** @description The identifier of the end user that counted, from `safety_identifier` or `user`. */
            safety_identifier?: string | null;
            usage?: components["schemas"]["ImageGenUsage"];
            svg_usage?: components["schemas"]["SvgUsage"];
        };
        /** @description What to draw, with which model, and in which shape to return it. */
        CreateImageRequest: {
            /**
             * @description What the image should show, in words. At most 32,000 characters; 4,000 for `dall-e-3`, 1,000 for `dall-e-2`.
             * @example A cute baby sea otter
             */
            prompt: string;
            /**
             * @description How many images to draw, from 1 to 10. `dall-e-3` draws one a request. 1 when left out.
             * @default 1
             * @example 1
             */
            n?: number | null;
            /**
             * @deprecated
             * @description For DALL·E only: `url` is a link that expires after 60 minutes, `b64_json` is the picture itself in base64. GPT Image models refuse it and always answer base64: leave it out and read `b64_json`.
             * @enum {string|null}
             */
            response_format?: "url" | "b64_json" | null;
            /**
             * @deprecated
             * @description For `dall-e-3` only: `vivid` is dramatic and larger than life, `natural` is calmer and closer to a photograph. Other models take the style from the prompt: describe it there.
             * @enum {string|null}
             */
            style?: "vivid" | "natural" | null;
            /**
             * @deprecated
             * @description The former name of `safety_identifier`: use that one. It counts only where `safety_identifier` is empty.
             * @example user-1234
             */
            user?: string;
            /**
             * @description The model that draws. Name one: which model is used otherwise is up to the server. Models differ in the parameters they take.
             * @example gpt-image-2
             */
            model?: "gpt-image-2.6-sunburst" | "gpt-image-2.6-flare" | "gpt-image-2.5-sunburst" | "gpt-image-2.5-sunburst-2026-09-08" | "gpt-image-2.5-flare" | "gpt-image-2.5-flare-2026-09-08" | "gpt-image-2" | "gpt-image-2-2026-04-21" | "gpt-image-1.5" | "gpt-image-1-mini" | "chatgpt-image-latest" | "gpt-image-1" | "dall-e-3" | "dall-e-2" | null | (string & {});
            /**
             * @description Width and height of the images in pixels, such as `1536x864`, or `auto` to let the model choose. Every GPT Image model draws 1024x1024, 1536x1024 and 1024x1536; since `gpt-image-2` also others, with both edges multiples of 16 and neither more than three times the other.
             * @example 1024x1024
             */
            size?: "auto" | "1024x1024" | "1536x1024" | "1024x1536" | "1792x1024" | "1024x1792" | "512x512" | "256x256" | null | (string & {});
            /**
             * @description How much work goes into the images; more takes longer and costs more. `auto` lets the model choose. `xhigh` and `max` need GPT Image 2.5 or later. `standard` and `hd` were for DALL·E; use `medium` and `high` instead.
             * @enum {string|null}
             */
            quality?: "auto" | "low" | "medium" | "high" | "xhigh" | "max" | "standard" | "hd" | null;
            /**
             * @description The file format of the images. `gif` (animated) and `svg` are open to some models and accounts only. `png` when left out.
             * @default png
             * @enum {string|null}
             */
            output_format?: "png" | "jpeg" | "webp" | "gif" | "svg" | null;
            /**
             * @description How well a `jpeg` or `webp` is kept, from 0 (smallest file) to 100 (best). 100 when left out.
             * @default 100
             */
            output_compression?: number | null;
            /**
             * @description Whether what is behind the subject is drawn. `transparent` needs `output_format` `png` or `webp`. `auto` lets the model choose.
             * @default auto
             * @enum {string|null}
             */
            background?: "auto" | "opaque" | "transparent" | null;
            /**
             * @description How much the model plans the picture beforehand; `quality` is how much work goes into drawing it. The model decides when left out.
             * @enum {string|null}
             */
            complexity?: "low" | "medium" | "high" | null;
            /**
             * @description How strictly content is checked. `low` lets more pass. `auto` when left out.
             * @default auto
             * @enum {string|null}
             */
            moderation?: "auto" | "low" | null;
            /**
             * @description True to get events as the images come into being, in place of one response at the end.
             * @default false
             */
            stream?: boolean | null;
            partial_images?: components["schemas"]["PartialImages"];
            /** @description How many frames a `gif` has, from 2 to 16. 9 when left out. */
            frame_count?: number | null;
            /** @description How long each frame of a `gif` shows, in milliseconds. The file holds steps of 10 ms and at most 655,350 ms. 200 when left out. */
            frame_duration_ms?: number | null;
            svg?: components["schemas"]["SvgOptions"] | null;
            /**
             * @description Your own stable identifier for the end user behind the request, so that abuse can be traced to one user of yours. Send a hash rather than a name or an address.
             * @example user-7f3c1d9a5b2e
             */
            safety_identifier?: string | null;
        };
        /** @description The image to edit, where to edit it, and what to draw there. */
        CreateImageEditRequest: {
            /**
             * Format: binary
             * @description The image to edit, when there is one: a PNG, WebP or JPEG of less than 50 MB. Send several as `image[]` instead. `dall-e-2` takes a square PNG of less than 4 MB, whose transparent pixels mark the area to redraw if there is no `mask`.
             */
            image?: Blob;
            /**
             * @description What the whole edited image should show, in words. At most 32,000 characters; 1,000 for `dall-e-2`.
             * @example A cute baby sea otter wearing a beret
             */
            prompt: string;
            /**
             * Format: binary
             * @description A PNG of less than 4 MB with the same width and height as the first image. Its fully transparent pixels mark the area to redraw.
             */
            mask?: Blob;
            /**
             * @description How many edited images to draw, from 1 to 10. 1 when left out.
             * @default 1
             * @example 1
             */
            n?: number | null;
            /**
             * @deprecated
             * @description For DALL·E only: `url` is a link that expires after 60 minutes, `b64_json` is the picture itself in base64. GPT Image models refuse it and always answer base64: leave it out and read `b64_json`.
             * @enum {string|null}
             */
            response_format?: "url" | "b64_json" | null;
            /**
             * @deprecated
             * @description The former name of `safety_identifier`: use that one. It counts only where `safety_identifier` is empty.
             * @example user-1234
             */
            user?: string;
            /**
             * @description The model that draws. Name one: which model is used otherwise is up to the server. Models differ in the parameters they take.
             * @example gpt-image-2
             */
            model?: "gpt-image-2.6-sunburst" | "gpt-image-2.6-flare" | "gpt-image-2.5-sunburst" | "gpt-image-2.5-sunburst-2026-09-08" | "gpt-image-2.5-flare" | "gpt-image-2.5-flare-2026-09-08" | "gpt-image-2" | "gpt-image-2-2026-04-21" | "gpt-image-1.5" | "gpt-image-1-mini" | "chatgpt-image-latest" | "gpt-image-1" | "dall-e-2" | null | (string & {});
            /**
             * @description Width and height of the images in pixels, such as `1536x864`, or `auto` to let the model choose. Every GPT Image model draws 1024x1024, 1536x1024 and 1024x1536; since `gpt-image-2` also others, with both edges multiples of 16 and neither more than three times the other.
             * @example 1024x1024
             */
            size?: "auto" | "1024x1024" | "1536x1024" | "1024x1536" | "512x512" | "256x256" | null | (string & {});
            /**
             * @description How much work goes into the images; more takes longer and costs more. `auto` lets the model choose. `xhigh` and `max` need GPT Image 2.5 or later. `standard` and `hd` were for DALL·E; use `medium` and `high` instead.
             * @enum {string|null}
             */
            quality?: "auto" | "low" | "medium" | "high" | "xhigh" | "max" | "standard" | null;
            /**
             * @description The file format of the images. `gif` (animated) and `svg` are open to some models and accounts only. `png` when left out.
             * @default png
             * @enum {string|null}
             */
            output_format?: "png" | "jpeg" | "webp" | "gif" | "svg" | null;
            /**
             * @description How well a `jpeg` or `webp` is kept, from 0 (smallest file) to 100 (best). 100 when left out.
             * @default 100
             */
            output_compression?: number | null;
            /**
             * @description Whether what is behind the subject is drawn. `transparent` needs `output_format` `png` or `webp`. `auto` lets the model choose.
             * @default auto
             * @enum {string|null}
             */
            background?: "auto" | "opaque" | "transparent" | null;
            /**
             * @description How much the model plans the picture beforehand; `quality` is how much work goes into drawing it. The model decides when left out.
             * @enum {string|null}
             */
            complexity?: "low" | "medium" | "high" | null;
            /**
             * @description True to get events as the images come into being, in place of one response at the end.
             * @default false
             */
            stream?: boolean | null;
            partial_images?: components["schemas"]["PartialImages"];
            /** @description How many frames a `gif` has, from 2 to 16. 9 when left out. */
            frame_count?: number | null;
            /** @description How long each frame of a `gif` shows, in milliseconds. The file holds steps of 10 ms and at most 655,350 ms. 200 when left out. */
            frame_duration_ms?: number | null;
            svg?: components["schemas"]["SvgFormOptions"];
            /**
             * @description Your own stable identifier for the end user behind the request, so that abuse can be traced to one user of yours. Send a hash rather than a name or an address.
             * @example user-7f3c1d9a5b2e
             */
            safety_identifier?: string | null;
            /** @description The images to edit or draw from, when there are several: up to 16, each a PNG, WebP or JPEG of less than 50 MB, one part each, in their order. `mask` and `markup` apply to the first. */
            "image[]"?: Blob[];
            /**
             * Format: binary
             * @description A partly transparent PNG with the same width and height as the first image, laid over it to show what to change. For GPT Image 2.5, and not together with `mask`.
             */
            markup?: Blob;
            input_fidelity?: components["schemas"]["InputFidelity"];
        } & (unknown | unknown);
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
        /** @description One image, as base64 or as a link. Some compatible servers leave out one or the other. */
        Image: {
            /** @description The image file itself in base64. GPT Image models always answer it; DALL·E when asked to. */
            b64_json?: string;
            /**
             * Format: uri
             * @description Where to download the image within 60 minutes. DALL·E only.
             */
            url?: string;
            /** @description The prompt that was drawn, when the model rewrote the one that was sent. `dall-e-3` always rewrote. */
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
        /** @description A picture to read: either where it is, or which uploaded file it is. Exactly one of the two. */
        ImageRefParam: {
            /**
             * Format: uri
             * @description An `https` URL, or a `data` URL that holds the picture in base64.
             * @example https://files.example.com/images/otter.png
             */
            image_url: string;
        } | {
            /**
             * @description The ID of a file that was uploaded before.
             * @example file-7f3c1d9a5b2e48c6
             */
            file_id: string;
        };
        /** @description Which pictures to edit, where to edit them, and what to draw there. For GPT Image models only. */
        EditImageBodyJsonParam: {
            /** @description The pictures to edit or draw from, 1 to 16. A `mask` applies to the first. */
            images: components["schemas"]["ImageRefParam"][];
            /**
             * @description What the whole edited image should show, in words.
             * @example A cute baby sea otter wearing a beret
             */
            prompt: string;
            /** @description A PNG of less than 4 MB with the same width and height as the first picture. Its fully transparent pixels mark the area to redraw. */
            mask?: components["schemas"]["ImageRefParam"];
            /**
             * @description How many edited images to draw, from 1 to 10. 1 when left out.
             * @default 1
             */
            n?: number | null;
            /**
             * @deprecated
             * @description The former name of `safety_identifier`: use that one. It counts only where `safety_identifier` is empty.
             */
            user?: string;
            /**
             * @description The model that draws. Name one: which model is used otherwise is up to the server. Models differ in the parameters they take.
             * @example gpt-image-2
             */
            model?: "gpt-image-2.6-sunburst" | "gpt-image-2.6-flare" | "gpt-image-2.5-sunburst" | "gpt-image-2.5-sunburst-2026-09-08" | "gpt-image-2.5-flare" | "gpt-image-2.5-flare-2026-09-08" | "gpt-image-2" | "gpt-image-2-2026-04-21" | "gpt-image-1.5" | "gpt-image-1-mini" | "chatgpt-image-latest" | "gpt-image-1" | null | (string & {});
            /**
             * @description Width and height of the images in pixels, such as `1536x864`, or `auto` to let the model choose. Every GPT Image model draws 1024x1024, 1536x1024 and 1024x1536; since `gpt-image-2` also others, with both edges multiples of 16 and neither more than three times the other.
             * @example 1024x1024
             */
            size?: "auto" | "1024x1024" | "1536x1024" | "1024x1536" | null | (string & {});
            /**
             * @description How much work goes into the images; more takes longer and costs more. `auto` lets the model choose. `xhigh` and `max` need GPT Image 2.5 or later. `standard` and `hd` were for DALL·E; use `medium` and `high` instead.
             * @enum {string|null}
             */
            quality?: "auto" | "low" | "medium" | "high" | "xhigh" | "max" | null;
            /**
             * @description The file format of the images. `gif` (animated) and `svg` are open to some models and accounts only. `png` when left out.
             * @default png
             * @enum {string|null}
             */
            output_format?: "png" | "jpeg" | "webp" | "gif" | "svg" | null;
            /**
             * @description How well a `jpeg` or `webp` is kept, from 0 (smallest file) to 100 (best). 100 when left out.
             * @default 100
             */
            output_compression?: number | null;
            /**
             * @description Whether what is behind the subject is drawn. `transparent` needs `output_format` `png` or `webp`. `auto` lets the model choose.
             * @default auto
             * @enum {string|null}
             */
            background?: "auto" | "opaque" | "transparent" | null;
            /**
             * @description How much the model plans the picture beforehand; `quality` is how much work goes into drawing it. The model decides when left out.
             * @enum {string|null}
             */
            complexity?: "low" | "medium" | "high" | null;
            /**
             * @description How strictly content is checked. `low` lets more pass. `auto` when left out.
             * @default auto
             * @enum {string|null}
             */
            moderation?: "auto" | "low" | null;
            /**
             * @description True to get events as the images come into being, in place of one response at the end.
             * @default false
             */
            stream?: boolean | null;
            partial_images?: components["schemas"]["PartialImages"];
            /** @description How many frames a `gif` has, from 2 to 16. 9 when left out. */
            frame_count?: number | null;
            /** @description How long each frame of a `gif` shows, in milliseconds. The file holds steps of 10 ms and at most 655,350 ms. 200 when left out. */
            frame_duration_ms?: number | null;
            svg?: components["schemas"]["SvgOptions"] | null;
            /**
             * @description Your own stable identifier for the end user behind the request, so that abuse can be traced to one user of yours. Send a hash rather than a name or an address.
             * @example user-7f3c1d9a5b2e
             */
            safety_identifier?: string | null;
            input_fidelity?: components["schemas"]["InputFidelity"];
        };
        /**
         * @description How many previews to send while the image is drawn, from 0 to 3. Needs `stream`. Fewer may arrive if the image is ready early.
         * @default 0
         */
        PartialImages: number | null;
        /**
         * @description How closely the result keeps to the given pictures, faces above all. For `gpt-image-1.5` (both) and `gpt-image-1-mini` (`low`); leave it out for others.
         * @enum {string|null}
         */
        InputFidelity: "high" | "low" | null;
        /** @description Which model writes the drawing when `output_format` is `svg`, and how much it thinks. Leave it out where the account cannot choose. */
        SvgOptions: {
            /** @description The model that writes the drawing. It works from an image that the request's own `model` draws. */
            model: string;
            /** @description How much the writing model thinks. */
            reasoning?: {
                /**
                 * @description Models differ in the steps they know, and in the one they take when it is left out.
                 * @enum {string|null}
                 */
                effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max" | null;
            } | null;
        };
        /** @description Which model writes the drawing when `output_format` is `svg`, and how much it thinks. Sent as one part a value: `svg[model]` and `svg[reasoning][effort]`. Leave it out where the account cannot choose. */
        SvgFormOptions: {
            /** @description The model that writes the drawing. It works from an image that the request's own `model` draws. */
            model?: string;
            /** @description How much the writing model thinks. */
            reasoning?: {
                /**
                 * @description Models differ in the steps they know, and in the one they take when it is left out.
                 * @enum {string}
                 */
                effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
            };
        };
        /** @description How many tokens the images took. GPT Image models only. */
        ImageGenUsage: {
            /** @description Input and output together. */
            total_tokens: number;
            /** @description The prompt and the given pictures. */
            input_tokens: number;
            /** @description What the model made. */
            output_tokens: number;
            input_tokens_details: components["schemas"]["ImageGenInputUsageDetails"];
            output_tokens_details?: components["schemas"]["ImageGenOutputTokensDetails"];
        };
        /** @description What the input tokens were spent on. */
        ImageGenInputUsageDetails: {
            /** @description The prompt. */
            text_tokens: number;
            /** @description The given pictures. */
            image_tokens: number;
        };
        /** @description What the output tokens were spent on. */
        ImageGenOutputTokensDetails: {
            /** @description Text that the model wrote on the way. */
            text_tokens: number;
            /** @description The images. */
            image_tokens: number;
        };
        /** @description How many tokens the writing of a vector drawing took, apart from the image it was drawn after. */
        SvgUsage: {
            /** @description The model that wrote the drawing. */
            model: string;
            /** @description What the model read. */
            input_tokens: number;
            /** @description What the model wrote, its reasoning included. */
            output_tokens: number;
            /** @description How much of the output was reasoning. */
            reasoning_tokens: number;
            /** @description Input and output together. */
            total_tokens: number;
        };
        /** @description What the data of one event of a streamed generation holds. */
        ImageGenStreamEvent: components["schemas"]["ImageGenPartialImageEvent"] | components["schemas"]["ImageGenCompletedEvent"];
        /** @description What the data of one event of a streamed edit holds. */
        ImageEditStreamEvent: components["schemas"]["ImageEditPartialImageEvent"] | components["schemas"]["ImageEditCompletedEvent"];
        /** @description A preview of an image that is being drawn. */
        ImageGenPartialImageEvent: {
            /**
             * @description Which event this is. The event's own name is the same.
             * @enum {string}
             */
            type: "image_generation.partial_image";
            /** @description The picture, a file in base64. */
            b64_json: string;
            /** @description When the event was made, in seconds since 1970-01-01 00:00 UTC. */
            created_at: number;
            /** @description Width and height in pixels, such as `1536x864`. */
            size: string | ("auto" | "1024x1024" | "1536x1024" | "1024x1536");
            /** @description The quality it is drawn with. */
            quality: string | ("auto" | "low" | "medium" | "high" | "xhigh" | "max");
            /** @description Whether the background is transparent. */
            background: string | ("auto" | "opaque" | "transparent");
            /** @description The file format. */
            output_format: string | ("png" | "jpeg" | "webp");
            /** @description Which preview this is, counted from 0. */
            partial_image_index: number;
        };
        /** @description A finished image. */
        ImageGenCompletedEvent: {
            /**
             * @description Which event this is. The event's own name is the same.
             * @enum {string}
             */
            type: "image_generation.completed";
            /** @description The picture, a file in base64. */
            b64_json: string;
            /** @description When the event was made, in seconds since 1970-01-01 00:00 UTC. */
            created_at: number;
            /** @description Width and height in pixels, such as `1536x864`. */
            size: string | ("auto" | "1024x1024" | "1536x1024" | "1024x1536");
            /** @description The quality it is drawn with. */
            quality: string | ("auto" | "low" | "medium" | "high" | "xhigh" | "max");
            /** @description Whether the background is transparent. */
            background: string | ("auto" | "opaque" | "transparent");
            /** @description The file format. */
            output_format: string | ("png" | "jpeg" | "webp");
            usage: components["schemas"]["ImagesUsage"];
            /** @description The identifier of the end user that counted, from `safety_identifier` or `user`. */
            safety_identifier?: string | null;
        };
        /** @description A preview of an edit that is being drawn. */
        ImageEditPartialImageEvent: {
            /**
             * @description Which event this is. The event's own name is the same.
             * @enum {string}
             */
            type: "image_edit.partial_image";
            /** @description The picture, a file in base64. */
            b64_json: string;
            /** @description When the event was made, in seconds since 1970-01-01 00:00 UTC. */
            created_at: number;
            /** @description Width and height in pixels, such as `1536x864`. */
            size: string | ("auto" | "1024x1024" | "1536x1024" | "1024x1536");
            /** @description The quality it is drawn with. */
            quality: string | ("auto" | "low" | "medium" | "high" | "xhigh" | "max");
            /** @description Whether the background is transparent. */
            background: string | ("auto" | "opaque" | "transparent");
            /** @description The file format. */
            output_format: string | ("png" | "jpeg" | "webp");
            /** @description Which preview this is, counted from 0. */
            partial_image_index: number;
        };
        /** @description A finished edit. */
        ImageEditCompletedEvent: {
            /**
             * @description Which event this is. The event's own name is the same.
             * @enum {string}
             */
            type: "image_edit.completed";
            /** @description The picture, a file in base64. */
            b64_json: string;
            /** @description When the event was made, in seconds since 1970-01-01 00:00 UTC. */
            created_at: number;
            /** @description Width and height in pixels, such as `1536x864`. */
            size: string | ("auto" | "1024x1024" | "1536x1024" | "1024x1536");
            /** @description The quality it is drawn with. */
            quality: string | ("auto" | "low" | "medium" | "high" | "xhigh" | "max");
            /** @description Whether the background is transparent. */
            background: string | ("auto" | "opaque" | "transparent");
            /** @description The file format. */
            output_format: string | ("png" | "jpeg" | "webp");
            usage: components["schemas"]["ImagesUsage"];
            /** @description The identifier of the end user that counted, from `safety_identifier` or `user`. */
            safety_identifier?: string | null;
        };
        /** @description How many tokens a streamed image took. */
        ImagesUsage: {
            /** @description Input and output together. */
            total_tokens: number;
            /** @description The prompt and the given pictures. */
            input_tokens: number;
            /** @description The image. */
            output_tokens: number;
            /** @description What the input tokens were spent on. */
            input_tokens_details: {
                /** @description The prompt. */
                text_tokens: number;
                /** @description The given pictures. */
                image_tokens: number;
            };
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
                "retry-after-ms": components["headers"]["RetryAfterMs"];
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
                "retry-after-ms": components["headers"]["RetryAfterMs"];
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
        /**
         * @description How many tokens the rate limit allows in its window.
         * @example 250000
         */
        TokenLimit: number;
        /**
         * @description How many more tokens the rate limit allows right now.
         * @example 248932
         */
        TokensRemaining: number;
        /**
         * @description How long until the token limit is full again, as a duration such as `256ms`.
         * @example 256ms
         */
        TokensReset: string;
        /**
         * @description How long to wait before the next attempt, in milliseconds.
         * @example 1000
         */
        RetryAfterMs: number;
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
export type ImageRefParam = components['schemas']['ImageRefParam'];
export type EditImageBodyJsonParam = components['schemas']['EditImageBodyJsonParam'];
export type PartialImages = components['schemas']['PartialImages'];
export type InputFidelity = components['schemas']['InputFidelity'];
export type SvgOptions = components['schemas']['SvgOptions'];
export type SvgFormOptions = components['schemas']['SvgFormOptions'];
export type ImageGenUsage = components['schemas']['ImageGenUsage'];
export type ImageGenInputUsageDetails = components['schemas']['ImageGenInputUsageDetails'];
export type ImageGenOutputTokensDetails = components['schemas']['ImageGenOutputTokensDetails'];
export type SvgUsage = components['schemas']['SvgUsage'];
export type ImageGenStreamEvent = components['schemas']['ImageGenStreamEvent'];
export type ImageEditStreamEvent = components['schemas']['ImageEditStreamEvent'];
export type ImageGenPartialImageEvent = components['schemas']['ImageGenPartialImageEvent'];
export type ImageGenCompletedEvent = components['schemas']['ImageGenCompletedEvent'];
export type ImageEditPartialImageEvent = components['schemas']['ImageEditPartialImageEvent'];
export type ImageEditCompletedEvent = components['schemas']['ImageEditCompletedEvent'];
export type ImagesUsage = components['schemas']['ImagesUsage'];
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
export type HeaderTokenLimit = components['headers']['TokenLimit'];
export type HeaderTokensRemaining = components['headers']['TokensRemaining'];
export type HeaderTokensReset = components['headers']['TokensReset'];
export type HeaderRetryAfterMs = components['headers']['RetryAfterMs'];
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
                    "x-ratelimit-limit-tokens": components["headers"]["TokenLimit"];
                    "x-ratelimit-remaining-tokens": components["headers"]["TokensRemaining"];
                    "x-ratelimit-reset-tokens": components["headers"]["TokensReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesResponse"];
                    "text/event-stream": string;
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
                "application/json": components["schemas"]["EditImageBodyJsonParam"];
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
                    "x-ratelimit-limit-tokens": components["headers"]["TokenLimit"];
                    "x-ratelimit-remaining-tokens": components["headers"]["TokensRemaining"];
                    "x-ratelimit-reset-tokens": components["headers"]["TokensReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesResponse"];
                    "text/event-stream": string;
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

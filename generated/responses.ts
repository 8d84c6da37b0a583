/* Built from spec/images.yaml by `npm run generate`. Not edited by hand. */

const ImageGenPartialImageEventSchema = {
  "types": ["object"],
  "properties": {
    "type": { "types": ["string"], "values": ["image_generation.partial_image"] },
    "b64_json": { "types": ["string"] },
    "created_at": { "types": ["integer"] },
    "size": { "types": ["string"], "values": ["auto", "1024x1024", "1536x1024", "1024x1536"], "open": true },
    "quality": { "types": ["string"], "values": ["auto", "low", "medium", "high", "xhigh", "max"], "open": true },
    "background": { "types": ["string"], "values": ["auto", "opaque", "transparent"], "open": true },
    "output_format": { "types": ["string"], "values": ["png", "jpeg", "webp"], "open": true },
    "partial_image_index": { "types": ["integer"] },
  },
  "required": ["type", "b64_json", "created_at", "size", "quality", "background", "output_format", "partial_image_index"],
};

const ImagesUsageSchema = {
  "types": ["object"],
  "properties": {
    "total_tokens": { "types": ["integer"] },
    "input_tokens": { "types": ["integer"] },
    "output_tokens": { "types": ["integer"] },
    "input_tokens_details": {
      "types": ["object"],
      "properties": { "text_tokens": { "types": ["integer"] }, "image_tokens": { "types": ["integer"] } },
      "required": ["text_tokens", "image_tokens"],
    },
  },
  "required": ["total_tokens", "input_tokens", "output_tokens", "input_tokens_details"],
};

const ImageGenCompletedEventSchema = {
  "types": ["object"],
  "properties": {
    "type": { "types": ["string"], "values": ["image_generation.completed"] },
    "b64_json": { "types": ["string"] },
    "created_at": { "types": ["integer"] },
    "size": { "types": ["string"], "values": ["auto", "1024x1024", "1536x1024", "1024x1536"], "open": true },
    "quality": { "types": ["string"], "values": ["auto", "low", "medium", "high", "xhigh", "max"], "open": true },
    "background": { "types": ["string"], "values": ["auto", "opaque", "transparent"], "open": true },
    "output_format": { "types": ["string"], "values": ["png", "jpeg", "webp"], "open": true },
    "usage": ImagesUsageSchema,
    "safety_identifier": { "types": ["string", "null"] },
  },
  "required": ["type", "b64_json", "created_at", "size", "quality", "background", "output_format", "usage"],
};

const ImageSchema = {
  "types": ["object"],
  "properties": { "b64_json": { "types": ["string"] }, "url": { "types": ["string"] }, "revised_prompt": { "types": ["string"] } },
};

const ImageGenInputUsageDetailsSchema = {
  "types": ["object"],
  "properties": { "text_tokens": { "types": ["integer"] }, "image_tokens": { "types": ["integer"] } },
  "required": ["text_tokens", "image_tokens"],
};

const ImageGenOutputTokensDetailsSchema = {
  "types": ["object"],
  "properties": { "text_tokens": { "types": ["integer"] }, "image_tokens": { "types": ["integer"] } },
  "required": ["text_tokens", "image_tokens"],
};

const ImageGenUsageSchema = {
  "types": ["object"],
  "properties": {
    "total_tokens": { "types": ["integer"] },
    "input_tokens": { "types": ["integer"] },
    "output_tokens": { "types": ["integer"] },
    "input_tokens_details": ImageGenInputUsageDetailsSchema,
    "output_tokens_details": ImageGenOutputTokensDetailsSchema,
  },
  "required": ["total_tokens", "input_tokens", "output_tokens", "input_tokens_details"],
};

const SvgUsageSchema = {
  "types": ["object"],
  "properties": {
    "model": { "types": ["string"] },
    "input_tokens": { "types": ["integer"] },
    "output_tokens": { "types": ["integer"] },
    "reasoning_tokens": { "types": ["integer"] },
    "total_tokens": { "types": ["integer"] },
  },
  "required": ["model", "input_tokens", "output_tokens", "reasoning_tokens", "total_tokens"],
};

const ImagesResponseSchema = {
  "types": ["object"],
  "properties": {
    "created": { "types": ["integer"] },
    "data": { "types": ["array"], "items": ImageSchema },
    "background": { "types": ["string"], "values": ["transparent", "opaque"], "open": true },
    "output_format": { "types": ["string"], "values": ["png", "jpeg", "webp", "gif", "svg"], "open": true },
    "quality": { "types": ["string"], "values": ["low", "medium", "high", "xhigh", "max"], "open": true },
    "size": { "types": ["string"], "values": ["1024x1024", "1536x1024", "1024x1536"], "open": true },
    "safety_identifier": { "types": ["string", "null"] },
    "usage": ImageGenUsageSchema,
    "svg_usage": SvgUsageSchema,
  },
  "required": ["created"],
};

const ImageEditPartialImageEventSchema = {
  "types": ["object"],
  "properties": {
    "type": { "types": ["string"], "values": ["image_edit.partial_image"] },
    "b64_json": { "types": ["string"] },
    "created_at": { "types": ["integer"] },
    "size": { "types": ["string"], "values": ["auto", "1024x1024", "1536x1024", "1024x1536"], "open": true },
    "quality": { "types": ["string"], "values": ["auto", "low", "medium", "high", "xhigh", "max"], "open": true },
    "background": { "types": ["string"], "values": ["auto", "opaque", "transparent"], "open": true },
    "output_format": { "types": ["string"], "values": ["png", "jpeg", "webp"], "open": true },
    "partial_image_index": { "types": ["integer"] },
  },
  "required": ["type", "b64_json", "created_at", "size", "quality", "background", "output_format", "partial_image_index"],
};

const ImageEditCompletedEventSchema = {
  "types": ["object"],
  "properties": {
    "type": { "types": ["string"], "values": ["image_edit.completed"] },
    "b64_json": { "types": ["string"] },
    "created_at": { "types": ["integer"] },
    "size": { "types": ["string"], "values": ["auto", "1024x1024", "1536x1024", "1024x1536"], "open": true },
    "quality": { "types": ["string"], "values": ["auto", "low", "medium", "high", "xhigh", "max"], "open": true },
    "background": { "types": ["string"], "values": ["auto", "opaque", "transparent"], "open": true },
    "output_format": { "types": ["string"], "values": ["png", "jpeg", "webp"], "open": true },
    "usage": ImagesUsageSchema,
    "safety_identifier": { "types": ["string", "null"] },
  },
  "required": ["type", "b64_json", "created_at", "size", "quality", "background", "output_format", "usage"],
};

/** Per operation: the schema of its JSON body, and of each event of its stream by the `type` of that. */
export const responses = {
  "createImage": {
    "body": ImagesResponseSchema,
    "events": {
      "image_generation.partial_image": ImageGenPartialImageEventSchema,
      "image_generation.completed": ImageGenCompletedEventSchema,
    },
  },
  "createImageEdit": {
    "body": ImagesResponseSchema,
    "events": { "image_edit.partial_image": ImageEditPartialImageEventSchema, "image_edit.completed": ImageEditCompletedEventSchema },
  },
  "createImageVariation": { "body": ImagesResponseSchema, "events": {} },
};

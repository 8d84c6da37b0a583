/* Built from spec/images.yaml by `npm run generate`. Not edited by hand. */

/** Where the API is, as the document says. */
export const serverURL = "https://api.openai.com/v1";

/**
 * Each operation: where it is, what it takes and answers, which multipart fields are files and which
 * are lists, the events of its stream, and the model it is taken to use where none is named.
 */
export const operations = {
  "createImage": {
    "path": "/images/generations",
    "method": "post",
    "requestMediaTypes": [
      "application/json"
    ],
    "responseMediaTypes": [
      "application/json",
      "text/event-stream"
    ],
    "fileFields": [],
    "requiredFiles": [],
    "listFields": [],
    "references": {
      "fields": [],
      "listFields": [],
      "maxLength": 0
    },
    "events": {
      "partial": "image_generation.partial_image",
      "completed": "image_generation.completed"
    },
    "defaultModel": "gpt-image-2"
  },
  "createImageEdit": {
    "path": "/images/edits",
    "method": "post",
    "requestMediaTypes": [
      "multipart/form-data",
      "application/json"
    ],
    "responseMediaTypes": [
      "application/json",
      "text/event-stream"
    ],
    "fileFields": [
      "image",
      "mask",
      "image[]",
      "markup"
    ],
    "requiredFiles": [
      "image"
    ],
    "listFields": [
      "image[]"
    ],
    "references": {
      "fields": [
        "images",
        "mask"
      ],
      "listFields": [
        "images"
      ],
      "maxLength": 20971520
    },
    "events": {
      "partial": "image_edit.partial_image",
      "completed": "image_edit.completed"
    },
    "defaultModel": "gpt-image-2"
  },
  "createImageVariation": {
    "path": "/images/variations",
    "method": "post",
    "requestMediaTypes": [
      "multipart/form-data"
    ],
    "responseMediaTypes": [
      "application/json"
    ],
    "fileFields": [
      "image"
    ],
    "requiredFiles": [
      "image"
    ],
    "listFields": [],
    "references": {
      "fields": [],
      "listFields": [],
      "maxLength": 0
    },
    "events": {},
    "defaultModel": "dall-e-2"
  }
} as const;

/** The name of an operation of the API. */
export type OperationId = keyof typeof operations;

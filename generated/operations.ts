/* Built from spec/images.yaml by `npm run generate`. Not edited by hand. */

/** Where the API is, as the document says. */
export const serverURL = "https://api.openai.com/v1";

/** Each operation: where it is, what it takes and answers, which multipart fields are files and which are lists. */
export const operations = {
  "createImage": {
    "path": "/images/generations",
    "method": "post",
    "requestMediaTypes": [
      "application/json"
    ],
    "responseMediaTypes": [
      "application/json"
    ],
    "fileFields": [],
    "listFields": []
  },
  "createImageEdit": {
    "path": "/images/edits",
    "method": "post",
    "requestMediaTypes": [
      "multipart/form-data"
    ],
    "responseMediaTypes": [
      "application/json"
    ],
    "fileFields": [
      "image",
      "mask"
    ],
    "listFields": []
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
    "listFields": []
  }
} as const;

/** The name of an operation of the API. */
export type OperationId = keyof typeof operations;

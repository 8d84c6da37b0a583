/* Built from spec/images.yaml by `npm run generate`. Not edited by hand. */

/** What the request schemas say of each parameter, per operation and request media type. */
export const limits = {
  "createImage": {
    "application/json": {
      "required": [
        "prompt"
      ],
      "parameters": {
        "prompt": {
          "types": [
            "string"
          ],
          "minLength": 1,
          "maxLength": 32000
        },
        "n": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 1,
          "maximum": 10,
          "default": 1
        },
        "response_format": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "url",
            "b64_json",
            null
          ]
        },
        "style": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "vivid",
            "natural",
            null
          ]
        },
        "user": {
          "types": [
            "string"
          ]
        },
        "model": {
          "types": [
            "string",
            "null"
          ]
        },
        "size": {
          "types": [
            "string",
            "null"
          ],
          "pattern": "^(auto|[1-9][0-9]{1,4}x[1-9][0-9]{1,4})$"
        },
        "quality": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "auto",
            "low",
            "medium",
            "high",
            "xhigh",
            "max",
            "standard",
            "hd",
            null
          ]
        },
        "output_format": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "png",
            "jpeg",
            "webp",
            "gif",
            "svg",
            null
          ],
          "default": "png"
        },
        "output_compression": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 0,
          "maximum": 100,
          "default": 100
        },
        "background": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "auto",
            "opaque",
            "transparent",
            null
          ],
          "default": "auto"
        },
        "complexity": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "low",
            "medium",
            "high",
            null
          ]
        },
        "moderation": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "auto",
            "low",
            null
          ],
          "default": "auto"
        },
        "stream": {
          "types": [
            "boolean",
            "null"
          ],
          "default": false
        },
        "partial_images": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 0,
          "maximum": 3,
          "default": 0
        },
        "frame_count": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 2,
          "maximum": 16
        },
        "frame_duration_ms": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 0
        },
        "svg": {
          "types": [
            "object",
            "null"
          ],
          "required": [
            "model"
          ],
          "parameters": {
            "model": {
              "types": [
                "string"
              ]
            },
            "reasoning": {
              "types": [
                "object",
                "null"
              ],
              "required": [],
              "parameters": {
                "effort": {
                  "types": [
                    "string",
                    "null"
                  ],
                  "enum": [
                    "none",
                    "minimal",
                    "low",
                    "medium",
                    "high",
                    "xhigh",
                    "max",
                    null
                  ]
                }
              }
            }
          }
        },
        "safety_identifier": {
          "types": [
            "string",
            "null"
          ]
        }
      }
    }
  },
  "createImageEdit": {
    "multipart/form-data": {
      "required": [
        "prompt"
      ],
      "parameters": {
        "image": {
          "types": [
            "file"
          ]
        },
        "prompt": {
          "types": [
            "string"
          ],
          "minLength": 1,
          "maxLength": 32000
        },
        "mask": {
          "types": [
            "file"
          ]
        },
        "n": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 1,
          "maximum": 10,
          "default": 1
        },
        "response_format": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "url",
            "b64_json",
            null
          ]
        },
        "user": {
          "types": [
            "string"
          ]
        },
        "model": {
          "types": [
            "string",
            "null"
          ]
        },
        "size": {
          "types": [
            "string",
            "null"
          ],
          "pattern": "^(auto|[1-9][0-9]{1,4}x[1-9][0-9]{1,4})$"
        },
        "quality": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "auto",
            "low",
            "medium",
            "high",
            "xhigh",
            "max",
            "standard",
            null
          ]
        },
        "output_format": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "png",
            "jpeg",
            "webp",
            "gif",
            "svg",
            null
          ],
          "default": "png"
        },
        "output_compression": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 0,
          "maximum": 100,
          "default": 100
        },
        "background": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "auto",
            "opaque",
            "transparent",
            null
          ],
          "default": "auto"
        },
        "complexity": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "low",
            "medium",
            "high",
            null
          ]
        },
        "stream": {
          "types": [
            "boolean",
            "null"
          ],
          "default": false
        },
        "partial_images": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 0,
          "maximum": 3,
          "default": 0
        },
        "frame_count": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 2,
          "maximum": 16
        },
        "frame_duration_ms": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 0
        },
        "svg": {
          "types": [
            "object"
          ],
          "required": [],
          "parameters": {
            "model": {
              "types": [
                "string"
              ]
            },
            "reasoning": {
              "types": [
                "object"
              ],
              "required": [],
              "parameters": {
                "effort": {
                  "types": [
                    "string"
                  ],
                  "enum": [
                    "none",
                    "minimal",
                    "low",
                    "medium",
                    "high",
                    "xhigh",
                    "max"
                  ]
                }
              }
            }
          }
        },
        "safety_identifier": {
          "types": [
            "string",
            "null"
          ]
        },
        "image[]": {
          "types": [
            "file"
          ],
          "minItems": 1,
          "maxItems": 16
        },
        "markup": {
          "types": [
            "file"
          ]
        },
        "input_fidelity": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "high",
            "low",
            null
          ]
        }
      }
    },
    "application/json": {
      "required": [
        "images",
        "prompt"
      ],
      "parameters": {
        "images": {
          "types": [
            "array"
          ],
          "minItems": 1,
          "maxItems": 16
        },
        "prompt": {
          "types": [
            "string"
          ],
          "minLength": 1,
          "maxLength": 32000
        },
        "mask": {
          "types": []
        },
        "n": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 1,
          "maximum": 10,
          "default": 1
        },
        "user": {
          "types": [
            "string"
          ]
        },
        "model": {
          "types": [
            "string",
            "null"
          ]
        },
        "size": {
          "types": [
            "string",
            "null"
          ],
          "pattern": "^(auto|[1-9][0-9]{1,4}x[1-9][0-9]{1,4})$"
        },
        "quality": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "auto",
            "low",
            "medium",
            "high",
            "xhigh",
            "max",
            null
          ]
        },
        "output_format": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "png",
            "jpeg",
            "webp",
            "gif",
            "svg",
            null
          ],
          "default": "png"
        },
        "output_compression": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 0,
          "maximum": 100,
          "default": 100
        },
        "background": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "auto",
            "opaque",
            "transparent",
            null
          ],
          "default": "auto"
        },
        "complexity": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "low",
            "medium",
            "high",
            null
          ]
        },
        "moderation": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "auto",
            "low",
            null
          ],
          "default": "auto"
        },
        "stream": {
          "types": [
            "boolean",
            "null"
          ],
          "default": false
        },
        "partial_images": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 0,
          "maximum": 3,
          "default": 0
        },
        "frame_count": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 2,
          "maximum": 16
        },
        "frame_duration_ms": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 0
        },
        "svg": {
          "types": [
            "object",
            "null"
          ],
          "required": [
            "model"
          ],
          "parameters": {
            "model": {
              "types": [
                "string"
              ]
            },
            "reasoning": {
              "types": [
                "object",
                "null"
              ],
              "required": [],
              "parameters": {
                "effort": {
                  "types": [
                    "string",
                    "null"
                  ],
                  "enum": [
                    "none",
                    "minimal",
                    "low",
                    "medium",
                    "high",
                    "xhigh",
                    "max",
                    null
                  ]
                }
              }
            }
          }
        },
        "safety_identifier": {
          "types": [
            "string",
            "null"
          ]
        },
        "input_fidelity": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "high",
            "low",
            null
          ]
        }
      }
    }
  },
  "createImageVariation": {
    "multipart/form-data": {
      "required": [
        "image"
      ],
      "parameters": {
        "image": {
          "types": [
            "file"
          ]
        },
        "model": {
          "types": [
            "string",
            "null"
          ],
          "default": "dall-e-2"
        },
        "n": {
          "types": [
            "integer",
            "null"
          ],
          "minimum": 1,
          "maximum": 10,
          "default": 1
        },
        "response_format": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "url",
            "b64_json",
            null
          ],
          "default": "url"
        },
        "size": {
          "types": [
            "string",
            "null"
          ],
          "enum": [
            "256x256",
            "512x512",
            "1024x1024",
            null
          ],
          "default": "1024x1024"
        },
        "user": {
          "types": [
            "string"
          ]
        }
      }
    }
  }
} as const;

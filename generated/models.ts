/* Built from spec/images.yaml by `npm run generate`. Not edited by hand. */

declare const reason: unique symbol;

/** The type of a parameter that does not go with the rest of the call. Its argument says why. */
export interface NotSupported<Reason extends string> {
  readonly [reason]: Reason;
}

/** The model that each operation is taken to use where none is named. */
export interface DefaultModels {
  "createImage": "gpt-image-2";
  "createImageEdit": "gpt-image-2";
  "createImageVariation": "dall-e-2";
}

/** What is not as the schema has it, per operation and set of rules. */
interface RuleSets {
  createImage: {
    "gpt-image-2": {
      "quality": "auto" | "low" | "medium" | "high" | null;
      "response_format": NotSupported<"response_format: GPT Image models always answer base64; leave it out and read b64_json"> | null;
      "style": NotSupported<"style: this model has no styles to choose from; describe the style in the prompt"> | null;
    };
    "gpt-image-2.6-sunburst": {
      "response_format": NotSupported<"response_format: GPT Image models always answer base64; leave it out and read b64_json"> | null;
      "style": NotSupported<"style: this model has no styles to choose from; describe the style in the prompt"> | null;
    };
    "gpt-image-2.5-sunburst": {
      "quality": "auto" | "low" | "medium" | "high" | "xhigh" | "max" | null;
      "response_format": NotSupported<"response_format: GPT Image models always answer base64; leave it out and read b64_json"> | null;
      "style": NotSupported<"style: this model has no styles to choose from; describe the style in the prompt"> | null;
    };
    "gpt-image-1.5": {
      "quality": "auto" | "low" | "medium" | "high" | null;
      "response_format": NotSupported<"response_format: GPT Image models always answer base64; leave it out and read b64_json"> | null;
      "style": NotSupported<"style: this model has no styles to choose from; describe the style in the prompt"> | null;
    };
    "gpt-image-1-mini": {
      "quality": "auto" | "low" | "medium" | "high" | null;
      "response_format": NotSupported<"response_format: GPT Image models always answer base64; leave it out and read b64_json"> | null;
      "style": NotSupported<"style: this model has no styles to choose from; describe the style in the prompt"> | null;
    };
    "dall-e-3": {
      "n": 1 | NotSupported<"n: this model draws one picture a call; make one call for each"> | null;
      "size": "1024x1024" | "1792x1024" | "1024x1792" | null;
      "quality": "standard" | "hd" | null;
      "background": NotSupported<"background: DALL·E always draws one; leave it out, or use a GPT Image model"> | null;
      "output_format": NotSupported<"output_format: DALL·E always answers png; leave it out, or use a GPT Image model"> | null;
      "output_compression": NotSupported<"output_compression: DALL·E always answers png; leave it out, or use a GPT Image model"> | null;
      "moderation": NotSupported<"moderation: DALL·E has no choice of strictness; leave it out, or use a GPT Image model"> | null;
      "complexity": NotSupported<"complexity: DALL·E does not plan ahead; leave it out, or use a GPT Image model"> | null;
      "stream": false | NotSupported<"stream: DALL·E answers once all images are ready; leave it out, or use a GPT Image model"> | null;
      "partial_images": 0 | NotSupported<"partial_images: DALL·E sends no previews; leave it out, or use a GPT Image model"> | null;
      "frame_count": NotSupported<"frame_count: DALL·E draws no animations; leave it out, or use a GPT Image model"> | null;
      "frame_duration_ms": NotSupported<"frame_duration_ms: DALL·E draws no animations; leave it out, or use a GPT Image model"> | null;
      "svg": NotSupported<"svg: DALL·E draws no vectors; leave it out, or use a GPT Image model"> | null;
    };
    "dall-e-2": {
      "size": "256x256" | "512x512" | "1024x1024" | null;
      "quality": "standard" | null;
      "background": NotSupported<"background: DALL·E always draws one; leave it out, or use a GPT Image model"> | null;
      "output_format": NotSupported<"output_format: DALL·E always answers png; leave it out, or use a GPT Image model"> | null;
      "output_compression": NotSupported<"output_compression: DALL·E always answers png; leave it out, or use a GPT Image model"> | null;
      "moderation": NotSupported<"moderation: DALL·E has no choice of strictness; leave it out, or use a GPT Image model"> | null;
      "complexity": NotSupported<"complexity: DALL·E does not plan ahead; leave it out, or use a GPT Image model"> | null;
      "stream": false | NotSupported<"stream: DALL·E answers once all images are ready; leave it out, or use a GPT Image model"> | null;
      "partial_images": 0 | NotSupported<"partial_images: DALL·E sends no previews; leave it out, or use a GPT Image model"> | null;
      "frame_count": NotSupported<"frame_count: DALL·E draws no animations; leave it out, or use a GPT Image model"> | null;
      "frame_duration_ms": NotSupported<"frame_duration_ms: DALL·E draws no animations; leave it out, or use a GPT Image model"> | null;
      "svg": NotSupported<"svg: DALL·E draws no vectors; leave it out, or use a GPT Image model"> | null;
      "style": NotSupported<"style: this model has no styles to choose from; describe the style in the prompt"> | null;
    };
  };
  createImageEdit: {
    "gpt-image-2": {
      "markup": NotSupported<"markup: only GPT Image 2.5 reads it; mark the area to change with mask instead">;
      "quality": "auto" | "low" | "medium" | "high" | null;
      "input_fidelity": NotSupported<"input_fidelity: this model has no choice of fidelity; leave it out"> | null;
      "response_format": NotSupported<"response_format: GPT Image models always answer base64; leave it out and read b64_json"> | null;
    };
    "gpt-image-2.6-sunburst": {
      "response_format": NotSupported<"response_format: GPT Image models always answer base64; leave it out and read b64_json"> | null;
    };
    "gpt-image-2.5-sunburst": {
      "quality": "auto" | "low" | "medium" | "high" | "xhigh" | "max" | null;
      "response_format": NotSupported<"response_format: GPT Image models always answer base64; leave it out and read b64_json"> | null;
    };
    "gpt-image-1.5": {
      "markup": NotSupported<"markup: only GPT Image 2.5 reads it; mark the area to change with mask instead">;
      "quality": "auto" | "low" | "medium" | "high" | null;
      "response_format": NotSupported<"response_format: GPT Image models always answer base64; leave it out and read b64_json"> | null;
    };
    "gpt-image-1-mini": {
      "markup": NotSupported<"markup: only GPT Image 2.5 reads it; mark the area to change with mask instead">;
      "quality": "auto" | "low" | "medium" | "high" | null;
      "response_format": NotSupported<"response_format: GPT Image models always answer base64; leave it out and read b64_json"> | null;
      "input_fidelity": "low" | null;
    };
    "dall-e-2": {
      "images": NotSupported<"images: DALL·E reads uploads only; upload the file, or use a GPT Image model">;
      "markup": NotSupported<"markup: DALL·E does not read it; mark the area to change with mask instead">;
      "size": "256x256" | "512x512" | "1024x1024" | null;
      "quality": "standard" | null;
      "background": NotSupported<"background: DALL·E always draws one; leave it out, or use a GPT Image model"> | null;
      "output_format": NotSupported<"output_format: DALL·E always answers png; leave it out, or use a GPT Image model"> | null;
      "output_compression": NotSupported<"output_compression: DALL·E always answers png; leave it out, or use a GPT Image model"> | null;
      "moderation": NotSupported<"moderation: DALL·E has no choice of strictness; leave it out, or use a GPT Image model"> | null;
      "input_fidelity": NotSupported<"input_fidelity: DALL·E has no choice of fidelity; leave it out, or use a GPT Image model"> | null;
      "complexity": NotSupported<"complexity: DALL·E does not plan ahead; leave it out, or use a GPT Image model"> | null;
      "stream": false | NotSupported<"stream: DALL·E answers once all images are ready; leave it out, or use a GPT Image model"> | null;
      "partial_images": 0 | NotSupported<"partial_images: DALL·E sends no previews; leave it out, or use a GPT Image model"> | null;
      "frame_count": NotSupported<"frame_count: DALL·E draws no animations; leave it out, or use a GPT Image model"> | null;
      "frame_duration_ms": NotSupported<"frame_duration_ms: DALL·E draws no animations; leave it out, or use a GPT Image model"> | null;
      "svg": NotSupported<"svg: DALL·E draws no vectors; leave it out, or use a GPT Image model">;
    };
  };
  createImageVariation: {
    "dall-e-2": {
      "size": "256x256" | "512x512" | "1024x1024" | null;
    };
  };
}

/** Likewise per operation and model. */
export interface ModelRules {
  createImage: {
    "gpt-image-2.6-sunburst": RuleSets["createImage"]["gpt-image-2.6-sunburst"];
    "gpt-image-2.6-flare": RuleSets["createImage"]["gpt-image-2.6-sunburst"];
    "gpt-image-2.5-sunburst": RuleSets["createImage"]["gpt-image-2.5-sunburst"];
    "gpt-image-2.5-sunburst-2026-09-08": RuleSets["createImage"]["gpt-image-2.5-sunburst"];
    "gpt-image-2.5-flare": RuleSets["createImage"]["gpt-image-2.5-sunburst"];
    "gpt-image-2.5-flare-2026-09-08": RuleSets["createImage"]["gpt-image-2.5-sunburst"];
    "gpt-image-2": RuleSets["createImage"]["gpt-image-2"];
    "gpt-image-2-2026-04-21": RuleSets["createImage"]["gpt-image-2"];
    "gpt-image-1.5": RuleSets["createImage"]["gpt-image-1.5"];
    "gpt-image-1-mini": RuleSets["createImage"]["gpt-image-1-mini"];
    "chatgpt-image-latest": RuleSets["createImage"]["gpt-image-1.5"];
    "gpt-image-1": RuleSets["createImage"]["gpt-image-1.5"];
    "dall-e-3": RuleSets["createImage"]["dall-e-3"];
    "dall-e-2": RuleSets["createImage"]["dall-e-2"];
  };
  createImageEdit: {
    "gpt-image-2.6-sunburst": RuleSets["createImageEdit"]["gpt-image-2.6-sunburst"];
    "gpt-image-2.6-flare": RuleSets["createImageEdit"]["gpt-image-2.6-sunburst"];
    "gpt-image-2.5-sunburst": RuleSets["createImageEdit"]["gpt-image-2.5-sunburst"];
    "gpt-image-2.5-sunburst-2026-09-08": RuleSets["createImageEdit"]["gpt-image-2.5-sunburst"];
    "gpt-image-2.5-flare": RuleSets["createImageEdit"]["gpt-image-2.5-sunburst"];
    "gpt-image-2.5-flare-2026-09-08": RuleSets["createImageEdit"]["gpt-image-2.5-sunburst"];
    "gpt-image-2": RuleSets["createImageEdit"]["gpt-image-2"];
    "gpt-image-2-2026-04-21": RuleSets["createImageEdit"]["gpt-image-2"];
    "gpt-image-1.5": RuleSets["createImageEdit"]["gpt-image-1.5"];
    "gpt-image-1-mini": RuleSets["createImageEdit"]["gpt-image-1-mini"];
    "chatgpt-image-latest": RuleSets["createImageEdit"]["gpt-image-1.5"];
    "gpt-image-1": RuleSets["createImageEdit"]["gpt-image-1.5"];
    "dall-e-2": RuleSets["createImageEdit"]["dall-e-2"];
  };
  createImageVariation: {
    "dall-e-2": RuleSets["createImageVariation"]["dall-e-2"];
  };
}

/** Likewise per operation and `output_format`. */
export interface FormatRules {
  createImage: {
    "gif": {
      "stream": false | NotSupported<"stream: a gif comes only once finished; leave it out, or use another output_format"> | null;
      "partial_images": 0 | NotSupported<"partial_images: a gif has no previews; leave it out, or use another output_format"> | null;
      "output_compression": NotSupported<"output_compression: a gif has no such setting; leave it out, or use jpeg or webp"> | null;
    };
    "svg": {
      "n": 1 | NotSupported<"n: an svg is drawn alone; make one call for each, or use another output_format"> | null;
      "stream": false | NotSupported<"stream: an svg comes only once finished; leave it out, or use another output_format"> | null;
      "partial_images": 0 | NotSupported<"partial_images: an svg has no previews; leave it out, or use another output_format"> | null;
      "output_compression": NotSupported<"output_compression: an svg has no such setting; leave it out, or use jpeg or webp"> | null;
    };
  };
  createImageEdit: {
    "gif": {
      "stream": false | NotSupported<"stream: a gif comes only once finished; leave it out, or use another output_format"> | null;
      "partial_images": 0 | NotSupported<"partial_images: a gif has no previews; leave it out, or use another output_format"> | null;
      "output_compression": NotSupported<"output_compression: a gif has no such setting; leave it out, or use jpeg or webp"> | null;
      "mask": NotSupported<"mask: a gif is drawn without one; name the area in the prompt instead">;
    };
    "svg": {
      "n": 1 | NotSupported<"n: an svg is drawn alone; make one call for each, or use another output_format"> | null;
      "stream": false | NotSupported<"stream: an svg comes only once finished; leave it out, or use another output_format"> | null;
      "partial_images": 0 | NotSupported<"partial_images: an svg has no previews; leave it out, or use another output_format"> | null;
      "output_compression": NotSupported<"output_compression: an svg has no such setting; leave it out, or use jpeg or webp"> | null;
    };
  };
  createImageVariation: {};
}

/** The models that an operation is not to be had from, and why. */
export interface UnableModels {
  createImage: {};
  createImageEdit: {
    "dall-e-3": NotSupported<"edit: this model only makes new pictures; use a GPT Image model to change one">;
  };
  createImageVariation: {
    "gpt-image-2.6-sunburst": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
    "gpt-image-2.6-flare": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
    "gpt-image-2.5-sunburst": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
    "gpt-image-2.5-sunburst-2026-09-08": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
    "gpt-image-2.5-flare": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
    "gpt-image-2.5-flare-2026-09-08": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
    "gpt-image-2": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
    "gpt-image-2-2026-04-21": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
    "gpt-image-1.5": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
    "gpt-image-1-mini": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
    "chatgpt-image-latest": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
    "gpt-image-1": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
    "dall-e-3": NotSupported<"createVariation: this model makes none; edit the picture with a prompt that asks for one">;
  };
}

/** Which model takes what, as of 2026-11-22. */
export const imageModels = {
  "asOf": "2026-11-22",
  "defaults": {
    "createImage": "gpt-image-2",
    "createImageEdit": "gpt-image-2",
    "createImageVariation": "dall-e-2"
  },
  "rules": {
    "gpt-image-2": {
      "createImage": {
        "prompt": {
          "maxLength": 32000
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "auto"
          ],
          "dimensions": {
            "multipleOf": 16,
            "maxRatio": 3,
            "maxEdge": 3840,
            "minPixels": 655360,
            "maxPixels": 8294400
          }
        },
        "quality": {
          "values": [
            "auto",
            "low",
            "medium",
            "high"
          ]
        },
        "background": {
          "values": [
            "auto",
            "opaque"
          ],
          "open": true
        },
        "output_format": {
          "values": [
            "png",
            "jpeg",
            "webp"
          ],
          "open": true
        },
        "complexity": {
          "unsupported": "complexity: known for GPT Image 2.6 only; use quality instead, or leave it out",
          "open": true
        },
        "frame_count": {
          "unsupported": "frame_count: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "frame_duration_ms": {
          "unsupported": "frame_duration_ms: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "svg": {
          "unsupported": "svg: only GPT Image 2.6 is known to draw svg; leave it out",
          "open": true
        },
        "response_format": {
          "unsupported": "response_format: GPT Image models always answer base64; leave it out and read b64_json"
        },
        "style": {
          "unsupported": "style: this model has no styles to choose from; describe the style in the prompt"
        }
      },
      "createImageEdit": {
        "image": {
          "mediaTypes": [
            "image/png",
            "image/webp",
            "image/jpeg"
          ],
          "maxBytes": 52428799,
          "maxItems": 16
        },
        "mask": {
          "mediaTypes": [
            "image/png"
          ],
          "maxBytes": 4194303,
          "sameSizeAs": "image",
          "transparent": true
        },
        "markup": {
          "unsupported": "markup: only GPT Image 2.5 reads it; mark the area to change with mask instead"
        },
        "prompt": {
          "maxLength": 32000
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "auto"
          ],
          "dimensions": {
            "multipleOf": 16,
            "maxRatio": 3,
            "maxEdge": 3840,
            "minPixels": 655360,
            "maxPixels": 8294400
          }
        },
        "quality": {
          "values": [
            "auto",
            "low",
            "medium",
            "high"
          ]
        },
        "background": {
          "values": [
            "auto",
            "opaque"
          ],
          "open": true
        },
        "output_format": {
          "values": [
            "png",
            "jpeg",
            "webp"
          ],
          "open": true
        },
        "input_fidelity": {
          "unsupported": "input_fidelity: this model has no choice of fidelity; leave it out"
        },
        "complexity": {
          "unsupported": "complexity: known for GPT Image 2.6 only; use quality instead, or leave it out",
          "open": true
        },
        "frame_count": {
          "unsupported": "frame_count: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "frame_duration_ms": {
          "unsupported": "frame_duration_ms: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "svg": {
          "unsupported": "svg: only GPT Image 2.6 is known to draw svg; leave it out",
          "open": true
        },
        "response_format": {
          "unsupported": "response_format: GPT Image models always answer base64; leave it out and read b64_json"
        }
      },
      "createImageVariation": {
        "unsupported": "createVariation: this model makes none; edit the picture with a prompt that asks for one"
      }
    },
    "gpt-image-2.6-sunburst": {
      "createImage": {
        "prompt": {
          "maxLength": 32000
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "auto"
          ],
          "dimensions": {
            "multipleOf": 16,
            "maxRatio": 3,
            "maxEdge": 3840,
            "minPixels": 655360,
            "maxPixels": 8294400
          },
          "open": true
        },
        "quality": {
          "values": [
            "auto",
            "low",
            "medium",
            "high",
            "xhigh",
            "max"
          ],
          "open": true
        },
        "response_format": {
          "unsupported": "response_format: GPT Image models always answer base64; leave it out and read b64_json"
        },
        "style": {
          "unsupported": "style: this model has no styles to choose from; describe the style in the prompt"
        }
      },
      "createImageEdit": {
        "image": {
          "mediaTypes": [
            "image/png",
            "image/webp",
            "image/jpeg"
          ],
          "maxBytes": 52428799,
          "maxItems": 16
        },
        "mask": {
          "mediaTypes": [
            "image/png"
          ],
          "maxBytes": 4194303,
          "sameSizeAs": "image",
          "transparent": true
        },
        "markup": {
          "unsupported": "markup: only GPT Image 2.5 reads it; mark the area to change with mask instead",
          "open": true
        },
        "prompt": {
          "maxLength": 32000
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "auto"
          ],
          "dimensions": {
            "multipleOf": 16,
            "maxRatio": 3,
            "maxEdge": 3840,
            "minPixels": 655360,
            "maxPixels": 8294400
          },
          "open": true
        },
        "quality": {
          "values": [
            "auto",
            "low",
            "medium",
            "high",
            "xhigh",
            "max"
          ],
          "open": true
        },
        "input_fidelity": {
          "unsupported": "input_fidelity: not known to work on newer models; leave it out",
          "open": true
        },
        "response_format": {
          "unsupported": "response_format: GPT Image models always answer base64; leave it out and read b64_json"
        }
      },
      "createImageVariation": {
        "unsupported": "createVariation: this model makes none; edit the picture with a prompt that asks for one"
      }
    },
    "gpt-image-2.5-sunburst": {
      "createImage": {
        "prompt": {
          "maxLength": 32000
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "auto"
          ],
          "dimensions": {
            "multipleOf": 16,
            "maxRatio": 3,
            "maxEdge": 3840,
            "minPixels": 655360,
            "maxPixels": 8294400
          }
        },
        "quality": {
          "values": [
            "auto",
            "low",
            "medium",
            "high",
            "xhigh",
            "max"
          ]
        },
        "output_format": {
          "values": [
            "png",
            "jpeg",
            "webp"
          ],
          "open": true
        },
        "complexity": {
          "unsupported": "complexity: known for GPT Image 2.6 only; use quality instead, or leave it out",
          "open": true
        },
        "frame_count": {
          "unsupported": "frame_count: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "frame_duration_ms": {
          "unsupported": "frame_duration_ms: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "svg": {
          "unsupported": "svg: only GPT Image 2.6 is known to draw svg; leave it out",
          "open": true
        },
        "response_format": {
          "unsupported": "response_format: GPT Image models always answer base64; leave it out and read b64_json"
        },
        "style": {
          "unsupported": "style: this model has no styles to choose from; describe the style in the prompt"
        }
      },
      "createImageEdit": {
        "image": {
          "mediaTypes": [
            "image/png",
            "image/webp",
            "image/jpeg"
          ],
          "maxBytes": 52428799,
          "maxItems": 16
        },
        "mask": {
          "mediaTypes": [
            "image/png"
          ],
          "maxBytes": 4194303,
          "sameSizeAs": "image",
          "transparent": true
        },
        "markup": {
          "mediaTypes": [
            "image/png"
          ],
          "sameSizeAs": "image",
          "transparent": true
        },
        "prompt": {
          "maxLength": 32000
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "auto"
          ],
          "dimensions": {
            "multipleOf": 16,
            "maxRatio": 3,
            "maxEdge": 3840,
            "minPixels": 655360,
            "maxPixels": 8294400
          }
        },
        "quality": {
          "values": [
            "auto",
            "low",
            "medium",
            "high",
            "xhigh",
            "max"
          ]
        },
        "output_format": {
          "values": [
            "png",
            "jpeg",
            "webp"
          ],
          "open": true
        },
        "input_fidelity": {
          "unsupported": "input_fidelity: not known to work on newer models; leave it out",
          "open": true
        },
        "complexity": {
          "unsupported": "complexity: known for GPT Image 2.6 only; use quality instead, or leave it out",
          "open": true
        },
        "frame_count": {
          "unsupported": "frame_count: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "frame_duration_ms": {
          "unsupported": "frame_duration_ms: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "svg": {
          "unsupported": "svg: only GPT Image 2.6 is known to draw svg; leave it out",
          "open": true
        },
        "response_format": {
          "unsupported": "response_format: GPT Image models always answer base64; leave it out and read b64_json"
        }
      },
      "createImageVariation": {
        "unsupported": "createVariation: this model makes none; edit the picture with a prompt that asks for one"
      }
    },
    "gpt-image-1.5": {
      "createImage": {
        "prompt": {
          "maxLength": 32000
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "auto",
            "1024x1024",
            "1536x1024",
            "1024x1536"
          ],
          "open": true
        },
        "quality": {
          "values": [
            "auto",
            "low",
            "medium",
            "high"
          ]
        },
        "output_format": {
          "values": [
            "png",
            "jpeg",
            "webp"
          ],
          "open": true
        },
        "complexity": {
          "unsupported": "complexity: known for GPT Image 2.6 only; use quality instead, or leave it out",
          "open": true
        },
        "frame_count": {
          "unsupported": "frame_count: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "frame_duration_ms": {
          "unsupported": "frame_duration_ms: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "svg": {
          "unsupported": "svg: only GPT Image 2.6 is known to draw svg; leave it out",
          "open": true
        },
        "response_format": {
          "unsupported": "response_format: GPT Image models always answer base64; leave it out and read b64_json"
        },
        "style": {
          "unsupported": "style: this model has no styles to choose from; describe the style in the prompt"
        }
      },
      "createImageEdit": {
        "image": {
          "mediaTypes": [
            "image/png",
            "image/webp",
            "image/jpeg"
          ],
          "maxBytes": 52428799,
          "maxItems": 16
        },
        "mask": {
          "mediaTypes": [
            "image/png"
          ],
          "maxBytes": 4194303,
          "sameSizeAs": "image",
          "transparent": true
        },
        "markup": {
          "unsupported": "markup: only GPT Image 2.5 reads it; mark the area to change with mask instead"
        },
        "prompt": {
          "maxLength": 32000
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "auto",
            "1024x1024",
            "1536x1024",
            "1024x1536"
          ],
          "open": true
        },
        "quality": {
          "values": [
            "auto",
            "low",
            "medium",
            "high"
          ]
        },
        "output_format": {
          "values": [
            "png",
            "jpeg",
            "webp"
          ],
          "open": true
        },
        "complexity": {
          "unsupported": "complexity: known for GPT Image 2.6 only; use quality instead, or leave it out",
          "open": true
        },
        "frame_count": {
          "unsupported": "frame_count: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "frame_duration_ms": {
          "unsupported": "frame_duration_ms: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "svg": {
          "unsupported": "svg: only GPT Image 2.6 is known to draw svg; leave it out",
          "open": true
        },
        "response_format": {
          "unsupported": "response_format: GPT Image models always answer base64; leave it out and read b64_json"
        }
      },
      "createImageVariation": {
        "unsupported": "createVariation: this model makes none; edit the picture with a prompt that asks for one"
      }
    },
    "gpt-image-1-mini": {
      "createImage": {
        "prompt": {
          "maxLength": 32000
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "auto",
            "1024x1024",
            "1536x1024",
            "1024x1536"
          ],
          "open": true
        },
        "quality": {
          "values": [
            "auto",
            "low",
            "medium",
            "high"
          ]
        },
        "output_format": {
          "values": [
            "png",
            "jpeg",
            "webp"
          ],
          "open": true
        },
        "complexity": {
          "unsupported": "complexity: known for GPT Image 2.6 only; use quality instead, or leave it out",
          "open": true
        },
        "frame_count": {
          "unsupported": "frame_count: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "frame_duration_ms": {
          "unsupported": "frame_duration_ms: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "svg": {
          "unsupported": "svg: only GPT Image 2.6 is known to draw svg; leave it out",
          "open": true
        },
        "response_format": {
          "unsupported": "response_format: GPT Image models always answer base64; leave it out and read b64_json"
        },
        "style": {
          "unsupported": "style: this model has no styles to choose from; describe the style in the prompt"
        }
      },
      "createImageEdit": {
        "image": {
          "mediaTypes": [
            "image/png",
            "image/webp",
            "image/jpeg"
          ],
          "maxBytes": 52428799,
          "maxItems": 16
        },
        "mask": {
          "mediaTypes": [
            "image/png"
          ],
          "maxBytes": 4194303,
          "sameSizeAs": "image",
          "transparent": true
        },
        "markup": {
          "unsupported": "markup: only GPT Image 2.5 reads it; mark the area to change with mask instead"
        },
        "prompt": {
          "maxLength": 32000
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "auto",
            "1024x1024",
            "1536x1024",
            "1024x1536"
          ],
          "open": true
        },
        "quality": {
          "values": [
            "auto",
            "low",
            "medium",
            "high"
          ]
        },
        "output_format": {
          "values": [
            "png",
            "jpeg",
            "webp"
          ],
          "open": true
        },
        "complexity": {
          "unsupported": "complexity: known for GPT Image 2.6 only; use quality instead, or leave it out",
          "open": true
        },
        "frame_count": {
          "unsupported": "frame_count: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "frame_duration_ms": {
          "unsupported": "frame_duration_ms: only GPT Image 2.6 is known to draw gif; leave it out",
          "open": true
        },
        "svg": {
          "unsupported": "svg: only GPT Image 2.6 is known to draw svg; leave it out",
          "open": true
        },
        "response_format": {
          "unsupported": "response_format: GPT Image models always answer base64; leave it out and read b64_json"
        },
        "input_fidelity": {
          "values": [
            "low"
          ]
        }
      },
      "createImageVariation": {
        "unsupported": "createVariation: this model makes none; edit the picture with a prompt that asks for one"
      }
    },
    "dall-e-3": {
      "createImage": {
        "prompt": {
          "maxLength": 4000
        },
        "n": {
          "unsupported": "n: this model draws one picture a call; make one call for each",
          "values": [
            1
          ]
        },
        "size": {
          "values": [
            "1024x1024",
            "1792x1024",
            "1024x1792"
          ]
        },
        "quality": {
          "values": [
            "standard",
            "hd"
          ]
        },
        "background": {
          "unsupported": "background: DALL·E always draws one; leave it out, or use a GPT Image model"
        },
        "output_format": {
          "unsupported": "output_format: DALL·E always answers png; leave it out, or use a GPT Image model"
        },
        "output_compression": {
          "unsupported": "output_compression: DALL·E always answers png; leave it out, or use a GPT Image model"
        },
        "moderation": {
          "unsupported": "moderation: DALL·E has no choice of strictness; leave it out, or use a GPT Image model"
        },
        "complexity": {
          "unsupported": "complexity: DALL·E does not plan ahead; leave it out, or use a GPT Image model"
        },
        "stream": {
          "unsupported": "stream: DALL·E answers once all images are ready; leave it out, or use a GPT Image model",
          "values": [
            false
          ]
        },
        "partial_images": {
          "unsupported": "partial_images: DALL·E sends no previews; leave it out, or use a GPT Image model",
          "values": [
            0
          ]
        },
        "frame_count": {
          "unsupported": "frame_count: DALL·E draws no animations; leave it out, or use a GPT Image model"
        },
        "frame_duration_ms": {
          "unsupported": "frame_duration_ms: DALL·E draws no animations; leave it out, or use a GPT Image model"
        },
        "svg": {
          "unsupported": "svg: DALL·E draws no vectors; leave it out, or use a GPT Image model"
        }
      },
      "createImageEdit": {
        "unsupported": "edit: this model only makes new pictures; use a GPT Image model to change one"
      },
      "createImageVariation": {
        "unsupported": "createVariation: this model makes none; edit the picture with a prompt that asks for one"
      }
    },
    "dall-e-2": {
      "createImage": {
        "prompt": {
          "maxLength": 1000
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "256x256",
            "512x512",
            "1024x1024"
          ]
        },
        "quality": {
          "values": [
            "standard"
          ]
        },
        "background": {
          "unsupported": "background: DALL·E always draws one; leave it out, or use a GPT Image model"
        },
        "output_format": {
          "unsupported": "output_format: DALL·E always answers png; leave it out, or use a GPT Image model"
        },
        "output_compression": {
          "unsupported": "output_compression: DALL·E always answers png; leave it out, or use a GPT Image model"
        },
        "moderation": {
          "unsupported": "moderation: DALL·E has no choice of strictness; leave it out, or use a GPT Image model"
        },
        "complexity": {
          "unsupported": "complexity: DALL·E does not plan ahead; leave it out, or use a GPT Image model"
        },
        "stream": {
          "unsupported": "stream: DALL·E answers once all images are ready; leave it out, or use a GPT Image model",
          "values": [
            false
          ]
        },
        "partial_images": {
          "unsupported": "partial_images: DALL·E sends no previews; leave it out, or use a GPT Image model",
          "values": [
            0
          ]
        },
        "frame_count": {
          "unsupported": "frame_count: DALL·E draws no animations; leave it out, or use a GPT Image model"
        },
        "frame_duration_ms": {
          "unsupported": "frame_duration_ms: DALL·E draws no animations; leave it out, or use a GPT Image model"
        },
        "svg": {
          "unsupported": "svg: DALL·E draws no vectors; leave it out, or use a GPT Image model"
        },
        "style": {
          "unsupported": "style: this model has no styles to choose from; describe the style in the prompt"
        }
      },
      "createImageEdit": {
        "image": {
          "mediaTypes": [
            "image/png"
          ],
          "maxBytes": 4194303,
          "maxItems": 1,
          "square": true
        },
        "images": {
          "unsupported": "images: DALL·E reads uploads only; upload the file, or use a GPT Image model"
        },
        "mask": {
          "mediaTypes": [
            "image/png"
          ],
          "maxBytes": 4194303,
          "sameSizeAs": "image",
          "transparent": true
        },
        "markup": {
          "unsupported": "markup: DALL·E does not read it; mark the area to change with mask instead"
        },
        "prompt": {
          "maxLength": 1000
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "256x256",
            "512x512",
            "1024x1024"
          ]
        },
        "quality": {
          "values": [
            "standard"
          ]
        },
        "background": {
          "unsupported": "background: DALL·E always draws one; leave it out, or use a GPT Image model"
        },
        "output_format": {
          "unsupported": "output_format: DALL·E always answers png; leave it out, or use a GPT Image model"
        },
        "output_compression": {
          "unsupported": "output_compression: DALL·E always answers png; leave it out, or use a GPT Image model"
        },
        "moderation": {
          "unsupported": "moderation: DALL·E has no choice of strictness; leave it out, or use a GPT Image model"
        },
        "input_fidelity": {
          "unsupported": "input_fidelity: DALL·E has no choice of fidelity; leave it out, or use a GPT Image model"
        },
        "complexity": {
          "unsupported": "complexity: DALL·E does not plan ahead; leave it out, or use a GPT Image model"
        },
        "stream": {
          "unsupported": "stream: DALL·E answers once all images are ready; leave it out, or use a GPT Image model",
          "values": [
            false
          ]
        },
        "partial_images": {
          "unsupported": "partial_images: DALL·E sends no previews; leave it out, or use a GPT Image model",
          "values": [
            0
          ]
        },
        "frame_count": {
          "unsupported": "frame_count: DALL·E draws no animations; leave it out, or use a GPT Image model"
        },
        "frame_duration_ms": {
          "unsupported": "frame_duration_ms: DALL·E draws no animations; leave it out, or use a GPT Image model"
        },
        "svg": {
          "unsupported": "svg: DALL·E draws no vectors; leave it out, or use a GPT Image model"
        }
      },
      "createImageVariation": {
        "image": {
          "mediaTypes": [
            "image/png"
          ],
          "maxBytes": 4194303,
          "maxItems": 1,
          "square": true
        },
        "n": {
          "minimum": 1,
          "maximum": 10
        },
        "size": {
          "values": [
            "256x256",
            "512x512",
            "1024x1024"
          ]
        }
      }
    }
  },
  "models": {
    "gpt-image-2.6-sunburst": {
      "rules": "gpt-image-2.6-sunburst",
      "live": "2026-11-04"
    },
    "gpt-image-2.6-flare": {
      "rules": "gpt-image-2.6-sunburst",
      "live": "2026-11-04"
    },
    "gpt-image-2.5-sunburst": {
      "rules": "gpt-image-2.5-sunburst"
    },
    "gpt-image-2.5-sunburst-2026-09-08": {
      "rules": "gpt-image-2.5-sunburst"
    },
    "gpt-image-2.5-flare": {
      "rules": "gpt-image-2.5-sunburst"
    },
    "gpt-image-2.5-flare-2026-09-08": {
      "rules": "gpt-image-2.5-sunburst"
    },
    "gpt-image-2": {
      "rules": "gpt-image-2"
    },
    "gpt-image-2-2026-04-21": {
      "rules": "gpt-image-2"
    },
    "gpt-image-1.5": {
      "rules": "gpt-image-1.5",
      "ends": "2026-12-01",
      "successor": "gpt-image-2"
    },
    "gpt-image-1-mini": {
      "rules": "gpt-image-1-mini",
      "ends": "2026-12-01",
      "successor": "gpt-image-2"
    },
    "chatgpt-image-latest": {
      "rules": "gpt-image-1.5",
      "ends": "2026-12-01",
      "successor": "gpt-image-2"
    },
    "gpt-image-1": {
      "rules": "gpt-image-1.5",
      "ends": "2026-10-23",
      "successor": "gpt-image-2.5-sunburst"
    },
    "dall-e-3": {
      "rules": "dall-e-3",
      "ends": "2026-05-12",
      "successor": "gpt-image-2"
    },
    "dall-e-2": {
      "rules": "dall-e-2",
      "ends": "2026-05-12",
      "successor": "gpt-image-2"
    }
  },
  "combinations": [
    {
      "operations": [
        "createImage",
        "createImageEdit"
      ],
      "when": {
        "background": [
          "transparent"
        ]
      },
      "then": {
        "output_format": {
          "values": [
            "png",
            "webp"
          ]
        }
      }
    },
    {
      "operations": [
        "createImage",
        "createImageEdit"
      ],
      "when": {
        "output_compression": "present"
      },
      "then": {
        "output_format": {
          "values": [
            "jpeg",
            "webp"
          ],
          "required": true
        }
      }
    },
    {
      "operations": [
        "createImage",
        "createImageEdit"
      ],
      "when": {
        "partial_images": [
          1,
          2,
          3
        ]
      },
      "then": {
        "stream": {
          "values": [
            true
          ],
          "required": true
        }
      }
    },
    {
      "operations": [
        "createImage",
        "createImageEdit"
      ],
      "when": {
        "frame_count": "present"
      },
      "then": {
        "output_format": {
          "values": [
            "gif"
          ],
          "required": true
        }
      }
    },
    {
      "operations": [
        "createImage",
        "createImageEdit"
      ],
      "when": {
        "frame_duration_ms": "present"
      },
      "then": {
        "output_format": {
          "values": [
            "gif"
          ],
          "required": true
        }
      }
    },
    {
      "operations": [
        "createImage",
        "createImageEdit"
      ],
      "when": {
        "svg": "present"
      },
      "then": {
        "output_format": {
          "values": [
            "svg"
          ],
          "required": true
        }
      }
    },
    {
      "operations": [
        "createImage",
        "createImageEdit"
      ],
      "when": {
        "output_format": [
          "gif"
        ]
      },
      "then": {
        "stream": {
          "unsupported": "stream: a gif comes only once finished; leave it out, or use another output_format",
          "values": [
            false
          ]
        },
        "partial_images": {
          "unsupported": "partial_images: a gif has no previews; leave it out, or use another output_format",
          "values": [
            0
          ]
        },
        "output_compression": {
          "unsupported": "output_compression: a gif has no such setting; leave it out, or use jpeg or webp"
        }
      }
    },
    {
      "operations": [
        "createImageEdit"
      ],
      "when": {
        "output_format": [
          "gif"
        ]
      },
      "then": {
        "mask": {
          "unsupported": "mask: a gif is drawn without one; name the area in the prompt instead"
        }
      }
    },
    {
      "operations": [
        "createImage",
        "createImageEdit"
      ],
      "when": {
        "output_format": [
          "svg"
        ]
      },
      "then": {
        "n": {
          "unsupported": "n: an svg is drawn alone; make one call for each, or use another output_format",
          "values": [
            1
          ]
        },
        "stream": {
          "unsupported": "stream: an svg comes only once finished; leave it out, or use another output_format",
          "values": [
            false
          ]
        },
        "partial_images": {
          "unsupported": "partial_images: an svg has no previews; leave it out, or use another output_format",
          "values": [
            0
          ]
        },
        "output_compression": {
          "unsupported": "output_compression: an svg has no such setting; leave it out, or use jpeg or webp"
        }
      }
    },
    {
      "operations": [
        "createImageEdit"
      ],
      "when": {
        "markup": "present"
      },
      "then": {
        "mask": {
          "unsupported": "mask: cannot be combined with markup; send one of the two"
        }
      }
    },
    {
      "operations": [
        "createImageEdit"
      ],
      "when": {
        "images": "present"
      },
      "then": {
        "image": {
          "unsupported": "image: uploads cannot be combined with images; send one of the two"
        },
        "markup": {
          "unsupported": "markup: goes with an uploaded image only; upload it, or use mask",
          "open": true
        }
      }
    },
    {
      "operations": [
        "createImageEdit"
      ],
      "when": {
        "image": "present"
      },
      "then": {
        "moderation": {
          "unsupported": "moderation: not taken beside an upload; leave it out, or name the pictures in images",
          "open": true
        }
      }
    }
  ]
} as const;

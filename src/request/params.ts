import type { operations } from '../../generated/operations.js';
import type {
  CreateImageEditRequest,
  CreateImageRequest,
  CreateImageVariationRequest,
} from '../../generated/schema.js';
import type { ImageInput } from './image-input.js';

type FileField<Id extends keyof typeof operations> = (typeof operations)[Id]['fileFields'][number];

/** A request body of the specification, with every file field widened to what this client can read. */
type WithImageInputs<Id extends keyof typeof operations, Body> = {
  [Name in keyof Body]: Name extends FileField<Id> ? ImageInput : Body[Name];
};

/** What `generate` takes: the specification's `CreateImageRequest`. */
export type GenerateParams = CreateImageRequest;

/** What `edit` takes: the specification's `CreateImageEditRequest`, pictures in any form of {@link ImageInput}. */
export type EditParams = WithImageInputs<'createImageEdit', CreateImageEditRequest>;

/** What `createVariation` takes: the specification's `CreateImageVariationRequest`, its picture likewise. */
export type CreateVariationParams = WithImageInputs<'createImageVariation', CreateImageVariationRequest>;

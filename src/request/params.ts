import type { DefaultModels, FormatRules, ModelRules, UnableModels } from '../../generated/models.js';
import type { OperationId, operations } from '../../generated/operations.js';
import type {
  CreateImageEditRequest,
  CreateImageRequest,
  CreateImageVariationRequest,
  EditImageBodyJsonParam,
  SvgOptions,
} from '../../generated/schema.js';
import type { ImageInput } from './image-input.js';
import type { ImageReference } from './image-reference.js';

type FileField<Id extends OperationId> = (typeof operations)[Id]['fileFields'][number];

/** A picture to edit: its bytes, or where the API finds it. */
export type EditImage = ImageInput | ImageReference;

/** What `generate` takes, whatever the model: the specification's `CreateImageRequest`. */
export type GenerateParams = CreateImageRequest;

/** What `edit` takes, whatever the model: the specification's two request schemas in one. */
export interface EditParams
  extends Omit<CreateImageEditRequest, FileField<'createImageEdit'> | 'svg'>,
    Pick<EditImageBodyJsonParam, 'moderation'> {
  /** The picture to edit, or up to 16 in their order; `mask` and `markup` apply to the first. */
  image: EditImage | readonly EditImage[];
  /** A PNG of the first picture's size; its transparent part is painted anew. */
  mask?: EditImage | null;
  /** A partly transparent PNG laid over the first picture to show what to change. Uploads only. */
  markup?: EditImage | null;
  /** Which model writes an SVG, and how much it thinks. */
  svg?: SvgOptions | null;
}

/** What `createVariation` takes: the specification's `CreateImageVariationRequest`. */
export interface CreateVariationParams extends Omit<CreateImageVariationRequest, 'image'> {
  /** The picture to vary: a square PNG. */
  image: EditImage;
}

/** Each operation's parameters, whatever the model. */
interface Params {
  createImage: GenerateParams;
  createImageEdit: EditParams;
  createImageVariation: CreateVariationParams;
}

declare const unset: unique symbol;

/** Stands for a type argument that the call gave nothing to infer from. */
export interface Unset {
  readonly [unset]: never;
}

/** What a call may name as its model: a known one, which completion offers, or any other. */
export type ModelOf<Id extends OperationId> = Params[Id]['model'] | Unset;

/** What a call may name as its output format. */
export type FormatOf<Id extends 'createImage' | 'createImageEdit'> = Params[Id]['output_format'] | Unset;

/** What a call may say of streaming. A text, because a literal type argument is kept only among primitives. */
export type StreamFlag = boolean | null | undefined | 'unset';

type RulesOfModel<Id extends OperationId, Model> = Unset extends Model
  ? ModelRules[Id][DefaultModels[Id] & keyof ModelRules[Id]]
  : Model extends keyof ModelRules[Id]
    ? ModelRules[Id][Model]
    : unknown;

/** Nobody knows what a model that is not known draws in which format. */
type RulesOfFormat<Id extends OperationId, Model, Format> = Unset extends Format
  ? unknown
  : Unset extends Model
    ? RulesOfFormat<Id, DefaultModels[Id], Format>
    : Model extends keyof ModelRules[Id]
      ? Format extends keyof FormatRules[Id]
        ? FormatRules[Id][Format]
        : unknown
      : unknown;

/** One parameter's type: as its output format has it, else as its model has it, else as the schema has it. */
type Limited<Name, Schema, ByModel, ByFormat> = Name extends keyof ByFormat
  ? ByFormat[Name]
  : Name extends keyof ByModel
    ? ByModel[Name]
    : Schema;

/** `stream`'s type alone, in a form simple enough for the compiler to keep a literal `true` in inference. */
type StreamLimit<Id extends OperationId, Model, Format> = Unset extends Model
  ? StreamLimit<Id, DefaultModels[Id], Format>
  : Model extends keyof StreamRules<ModelRules[Id]>
    ? StreamRules<ModelRules[Id]>[Model]
    : Model extends keyof ModelRules[Id]
      ? Format extends keyof StreamRules<FormatRules[Id]>
        ? StreamRules<FormatRules[Id]>[Format]
        : boolean | null | undefined
      : boolean | null | undefined;

type StreamRules<Rules> = {
  [Name in keyof Rules as Rules[Name] extends { stream: unknown } ? Name : never]: Rules[Name] extends {
    stream: infer Rule;
  }
    ? Rule
    : never;
};

/** A model, or the reason why this operation is not to be had from it. */
type Able<Id extends OperationId, Model> = Model extends keyof UnableModels[Id] ? UnableModels[Id][Model] : Model;

/**
 * An operation's parameters as one model takes them with one output format. A parameter that does
 * not go with these has a type that says why.
 */
export type ParamsFor<Id extends OperationId, Model, Format, Stream> = {
  /** The model that draws. Any name is taken; what is known of a model is checked by its name. */
  model?: Able<Id, Model>;
} & {
  [Name in keyof Params[Id] as Exclude<Name, 'model' | 'output_format' | 'stream'>]: Limited<
    Name,
    Params[Id][Name],
    RulesOfModel<Id, Model>,
    RulesOfFormat<Id, Model, Format>
  >;
} & ('output_format' extends keyof Params[Id]
    ? {
        /** The file format of the pictures. `png` when left out. */
        output_format?: Format &
          Limited<'output_format', Params[Id]['output_format'], RulesOfModel<Id, Model>, unknown>;
        /** True to get events as the pictures come into being, in place of one response at the end. */
        stream?: Stream extends StreamLimit<Id, Model, Format> ? Stream : StreamLimit<Id, Model, Format>;
      }
    : unknown);

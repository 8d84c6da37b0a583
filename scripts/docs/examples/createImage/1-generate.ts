import { createImagesClient } from 'openai-images';

// The key is in OPENAI_API_KEY, or pass { apiKey }.
const images = createImagesClient();

const { data, usage } = await images.generate({
  prompt: 'A cute baby sea otter',
  model: 'gpt-image-2',
  size: '1536x1024',
  quality: 'high',
});
console.log(data?.[0]?.b64_json?.length, usage?.total_tokens);

import * as api from 'openai-images';

const images = api.createImagesClient({ timeout: 120_000 });
const prompt = 'A cute baby sea otter';

try {
  const { requestId } = await images.generate({ prompt }).withResponse();
  console.log(requestId);
} catch (error) {
  if (error instanceof api.InvalidRequestError) {
    console.error('Not sent:', error.problems);
  } else if (error instanceof api.APIError) {
    console.error(error.status, error.code, error.requestId);
  } else {
    throw error;
  }
}

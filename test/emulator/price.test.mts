import { call, closeAll, start } from './client.mts';

afterEach(closeAll);

describe('a price', () => {
	test.each([
		['openai/sora-2/text-to-video', {}, 0.4],
		['openai/sora-2/text-to-video', { duration: 20 }, 2],
		['openai/sora-2/text-to-video-pro', { size: '1024*1792' }, 2],
		['openai/sora-2/text-to-video-pro', { size: '1920*1080', duration: 8 }, 5.6],
		['openai/sora-2/image-to-video-pro', { resolution: '1080p' }, 2],
		['openai/sora-2/characters', {}, 0.001],
		['wavespeed-ai/minimax-h3/text-to-video', {}, 0.15],
		['wavespeed-ai/minimax-h3/text-to-video', { resolution: '768p', duration: 15 }, 0.9],
		['bytedance/seedance-2.5/text-to-video', { resolution: '1080p', duration: 10 }, 3.5],
		['bytedance/seedance-2.5/image-to-video', { resolution: '480p' }, 0.35],
		['wavespeed-ai/z-image/turbo', {}, 0.005],
		['bytedance/seedream-v5.0-pro', { max_images: 4 }, 0.24],
		['minimax/speech-2.8-turbo', { text: 'x'.repeat(500) }, 0.03],
		['wavespeed-ai/infinitetalk', { audio: 'https://example.com/a.mp3', resolution: '720p' }, 0.3],
		['wavespeed-ai/video-upscaler-pro', { video: 'https://example.com/a.mp4' }, 0.15],
		// Formulas whose literals are millionths of a USD.
		['google/veo3.1/text-to-video', { duration: 4, generate_audio: false }, 0.8],
		['bytedance/seedance-2.0/text-to-video', { resolution: '1080p' }, 3],
		[
			'bytedance/seedance-2.0/text-to-video',
			{ reference_videos: ['https://example.com/a.mp4'] },
			1.5,
		],
		['wavespeed-ai/any-llm', { model: 'google/gemini-3-flash-preview' }, 0.031],
		['wavespeed-ai/flux-dev-lora', { num_images: 3 }, 0.045],
		// A formula that cannot be worked out quotes the base price.
		['google/gemini-2.5-flash/text-to-speech', {}, 0.04],
	])('of %s with %j is %d USD', async (model, inputs, usd) => {
		const emulator = await start();
		const current = await call(emulator, 'POST', '/api/v3/model/price', {
			model_id: model,
			inputs,
		});
		expect(current.json.data).toEqual({
			model_id: model,
			price: usd,
			discounted_price: usd,
			currency: 'USD',
		});
		const legacy = await call(emulator, 'POST', '/api/v3/model/pricing', {
			model_id: model,
			inputs,
		});
		expect(legacy.json.data).toEqual({ model_id: model, unit_price: usd, currency: 'USD' });
	});

	test('of an unknown model answers 404', async () => {
		const emulator = await start();
		expect(
			(await call(emulator, 'POST', '/api/v3/model/price', { model_id: 'no/such', inputs: {} }))
				.status,
		).toBe(404);
	});
});

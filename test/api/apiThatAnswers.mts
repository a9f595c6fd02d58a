import { Readable } from 'node:stream';

import { Api } from '../../nodes/WaveSpeed/api/api.ts';
import { RateGate, Slots } from '../../nodes/WaveSpeed/api/traffic.ts';
import { VirtualTime } from '../virtualTime.mts';

const CONNECTION = { baseUrl: 'https://api.test', secrets: ['key-key-key'], transport: {} };

/** An API that answers everything so, and counts how often it was asked. */
export function apiThatAnswers(status: number, body: unknown) {
	const asked = { times: 0 };
	const host = {
		getExecutionCancelSignal: () => undefined,
		helpers: {
			async httpRequestWithAuthentication() {
				asked.times++;
				const text = typeof body === 'string' ? body : JSON.stringify(body);
				return { statusCode: status, headers: {}, body: Readable.from([Buffer.from(text)]) };
			},
		},
	} as never;
	const time = new VirtualTime(() => 0);
	const traffic = { gate: new RateGate(time), slots: new Slots(20) };
	return { api: new Api(host, CONNECTION, traffic, time), asked };
}

import fc from 'fast-check';

import type { Fault, FaultScript } from './scriptedApi.mts';

/** What a run is made of, beside the faults it meets. */
export interface Scenario {
	script: FaultScript;
	/** Equal prompts are equal submissions. */
	prompts: string[];
	onError: 'stop' | 'continue';
	tries: number;
	maxInFlight: number;
	seed: number;
}

const jsonLike = fc.oneof(
	fc.json(),
	fc
		.record(
			{
				code: fc.oneof(fc.integer(), fc.string(), fc.constant(200)),
				data: fc.jsonValue(),
				message: fc.jsonValue(),
			},
			{ requiredKeys: [] },
		)
		.map((value) => JSON.stringify(value)),
	fc.constantFrom(
		'{"code":200,"data":{"id":"',
		'{"code":200,"data":[]}',
		'{"code":"500","data":{"id":7}}',
		'{"__proto__":{"status":"completed"}}',
		'<!doctype html><title>Log in</title>',
		`${'['.repeat(20_000)}`,
		'null',
	),
);

/** Any bytes at all, and such as look like answers. */
export const anyBody: fc.Arbitrary<Buffer> = fc.oneof(
	fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
	jsonLike.map((text) => Buffer.from(text)),
);

const status = fc.constantFrom(
	200,
	200,
	201,
	204,
	301,
	302,
	303,
	307,
	400,
	401,
	402,
	403,
	404,
	408,
	409,
	413,
	422,
	425,
	429,
	429,
	499,
	500,
	502,
	503,
	504,
	520,
	599,
);
const retryAfter = fc.constantFrom(
	undefined,
	'0',
	'1',
	'30',
	'3600',
	'-5',
	'soon',
	'Sun, 22 Nov 2026 00:00:30 GMT',
);

/**
 * The one thing everybody has to believe: with these words, in HTTP or in the envelope, a request was
 * turned away before anything was made of it. All other answers may lie.
 */
const TURNED_AWAY = [400, 401, 402, 403, 404, 405, 413, 422, 425, 429, 1400, 1401, 1402, 1407];
const REDIRECTED = [301, 302, 307, 308];

/** True for an answer that an honest server gives only when it has not accepted. */
export function saysNo(status: number, body: Buffer): boolean {
	if (TURNED_AWAY.includes(status) || REDIRECTED.includes(status)) return true;
	try {
		const { code, error_code: own } = JSON.parse(body.toString()) as Record<string, unknown>;
		return [code, own].some((one) => TURNED_AWAY.includes(Number(one)));
	} catch {
		return false;
	}
}

const answer: fc.Arbitrary<Fault> = fc
	.record({ status, body: anyBody, header: retryAfter, accepted: fc.boolean() })
	.map(({ header, ...rest }) => ({
		kind: 'answer',
		...rest,
		accepted: rest.accepted && !saysNo(rest.status, rest.body),
		...(header && { headers: { 'retry-after': header } }),
	}));

const notSent: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
	{ kind: 'notSent', code: 'ECONNREFUSED', syscall: 'connect' },
	{ kind: 'notSent', code: 'ETIMEDOUT', syscall: 'connect' },
	{ kind: 'notSent', code: 'ENOTFOUND', syscall: 'getaddrinfo' },
	{ kind: 'notSent', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
	{ kind: 'notSent', code: 'EPROTO', syscall: 'write' },
);

const lost: fc.Arbitrary<Fault> = fc
	.tuple(
		fc.constantFrom<[string, string?]>(
			['ECONNRESET'],
			['EPIPE', 'write'],
			['ETIMEDOUT', 'read'],
			['EHOSTUNREACH', 'read'],
			['ECONNABORTED'],
			['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'],
			['EPROTO', 'read'],
			['ERR_STREAM_PREMATURE_CLOSE'],
			['HPE_INVALID_CONSTANT'],
		),
		fc.boolean(),
	)
	.map(([[code, syscall], accepted]) => ({
		kind: 'lost',
		code,
		...(syscall && { syscall }),
		accepted,
	}));

const silence: fc.Arbitrary<Fault> = fc
	.boolean()
	.map((accepted) => ({ kind: 'silence', accepted }));
const cut: fc.Arbitrary<Fault> = fc
	.double({ min: 0, max: 0.99, noNaN: true })
	.map((share) => ({ kind: 'cut', share }));
const none: fc.Arbitrary<Fault> = fc.constant({ kind: 'none' });

const change: fc.Arbitrary<Fault> = fc
	.record(
		{
			status: fc.constantFrom<unknown>('queued', 'moderating', 'processing', '', 7, null),
			id: fc.constantFrom<unknown>('', 7, null, '../balance', 'x'.repeat(200)),
			outputs: fc.constantFrom<unknown>(null, [], {}, 'text', [null], [{}], 7),
			error: fc.constantFrom<unknown>(null, '', {}, '<b>no</b>'),
		},
		{ requiredKeys: [] },
	)
	.map((data) => ({ kind: 'change', data }));

const faults = (...kinds: Array<fc.Arbitrary<Fault>>): fc.Arbitrary<Fault[]> =>
	fc.array(fc.oneof(none, none, ...kinds), { maxLength: 8 });

export const anyScript: fc.Arbitrary<FaultScript> = fc.record({
	submit: faults(answer, notSent, lost, silence, cut, change),
	result: faults(answer, notSent, lost, silence, cut, change),
	list: faults(answer, lost, silence, change),
	output: faults(answer, notSent, lost, cut),
	looks: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 }),
	failing: fc.array(fc.boolean(), { maxLength: 6 }),
	concurrency: fc.constantFrom(0, 0, 1, 2),
});

/** The same where looking costs tries, and never gives a wrong answer: nobody can see through a list that lies. */
export function withHonestReads(script: FaultScript): FaultScript {
	const isHonest = ({ kind }: Fault) => kind !== 'answer' && kind !== 'change';
	return {
		...script,
		list: script.list.filter(isHonest),
		result: script.result.filter(isHonest),
	};
}

export const anyScenario: fc.Arbitrary<Scenario> = fc.record({
	script: anyScript,
	prompts: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 4 }),
	onError: fc.constantFrom('stop', 'continue'),
	tries: fc.integer({ min: 1, max: 4 }),
	maxInFlight: fc.constantFrom(0, 0, 1, 2),
	seed: fc.integer({ min: 0 }),
});

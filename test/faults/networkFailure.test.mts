import { NodeApiError, type INode } from 'n8n-workflow';

import { readNetworkFailure } from '../../nodes/WaveSpeed/api/networkFailure.ts';

const NODE: INode = {
	id: '1',
	name: 'x',
	type: 'x',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** As it reaches the node: the socket's error in the HTTP library's, and that in n8n's own. */
function asN8nWrapsIt(facts: Record<string, unknown>): Error {
	const inner = Object.assign(new Error('socket'), facts);
	const axios = Object.assign(new Error('socket', { cause: inner }), {
		code: facts.code,
		name: 'AxiosError',
	});
	return new NodeApiError(NODE, axios as never);
}

describe('an error of the network', () => {
	it.each([
		['a refused connection', { code: 'ECONNREFUSED', syscall: 'connect' }],
		['a refused connection of which only the code is left', { code: 'ECONNREFUSED' }],
		['a name that is not found', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
		['a resolver that does not answer', { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }],
		['a connection that was not made in time', { code: 'ETIMEDOUT', syscall: 'connect' }],
		['a host that cannot be reached', { code: 'EHOSTUNREACH', syscall: 'connect' }],
		['a network that cannot be reached', { code: 'ENETUNREACH', syscall: 'connect' }],
		[
			'several addresses that were all refused',
			{ code: 'ETIMEDOUT', errors: [{ syscall: 'connect' }, { syscall: 'connect' }] },
		],
		['a certificate of nobody’s', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
		['a certificate for another name', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
		['a certificate that has expired', { code: 'CERT_HAS_EXPIRED' }],
		['a handshake that failed', { code: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE' }],
		['another protocol than TLS', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }],
		['a write that TLS refused', { code: 'EPROTO', syscall: 'write' }],
	])('takes %s for proof that nothing was sent', (_what, facts) => {
		const failure = readNetworkFailure(asN8nWrapsIt(facts), false);
		expect(failure.kind).toBe('notSent');
		expect(failure.facts.networkCode).toBe(facts.code);
	});

	it.each([
		['a reset', { code: 'ECONNRESET', syscall: 'read' }],
		['a broken pipe', { code: 'EPIPE', syscall: 'write' }],
		['silence', { code: 'ETIMEDOUT', syscall: 'read' }],
		['a host that went away in the middle', { code: 'EHOSTUNREACH', syscall: 'read' }],
		['a network that went away in the middle', { code: 'ENETUNREACH', syscall: 'read' }],
		[
			'several addresses of which one was connected',
			{ code: 'ECONNREFUSED_', errors: [{ syscall: 'connect' }, { syscall: 'read' }] },
		],
		['a bad record', { code: 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC' }],
		['an end without a goodbye', { code: 'ERR_SSL_UNEXPECTED_EOF_WHILE_READING' }],
		['an alert in the middle', { code: 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR' }],
		['a protocol error while reading', { code: 'EPROTO', syscall: 'read' }],
		['an answer that is no HTTP', { code: 'HPE_INVALID_CONSTANT' }],
		['a body that ended early', { code: 'ERR_STREAM_PREMATURE_CLOSE' }],
		['a socket that another library reports closed', { code: 'UND_ERR_SOCKET' }],
		['something without a code', {}],
	])('takes %s for no proof at all', (_what, facts: { code?: string }) => {
		const failure = readNetworkFailure(asN8nWrapsIt(facts), false);
		expect(failure.kind).toBe('noAnswer');
		expect(failure.facts.networkCode).toBe(facts.code);
	});

	it.each([
		['no address at all', []],
		['something that is no error', [null]],
		['an error that does not say where it happened', [{}, { syscall: 'connect' }]],
	])('takes a reset after %s for no proof at all', (_what, errors) => {
		const facts = { code: 'ECONNRESET', errors };
		expect(readNetworkFailure(asN8nWrapsIt(facts), false).kind).toBe('noAnswer');
	});

	it('is told by the innermost code, which says what really happened', () => {
		const inner = Object.assign(new Error('x'), { code: 'ECONNRESET' });
		const outer = Object.assign(new Error('x', { cause: inner }), { code: 'ERR_NETWORK' });
		expect(readNetworkFailure(outer, false).facts.networkCode).toBe('ECONNRESET');
		expect(readNetworkFailure(new Error('x'), false).facts).not.toHaveProperty('networkCode');
	});

	it.each([undefined, null, 7, 'words', {}, Object.create(null)])(
		'is one of ours for %p, too',
		(thrown) => {
			expect(readNetworkFailure(thrown, false).kind).toBe('noAnswer');
		},
	);

	it('is a refusal of n8n’s own where its network protection or a credential’s domains forbid it', () => {
		const blocked = Object.assign(new Error('blocked'), { name: 'SsrfBlockedIpError' });
		expect(readNetworkFailure(new NodeApiError(NODE, blocked as never), false).kind).toBe(
			'impossible',
		);
		const domains = new Error('Domain not allowed: This credential is restricted from accessing x');
		expect(readNetworkFailure(new NodeApiError(NODE, domains as never), false).kind).toBe(
			'impossible',
		);
	});

	it('is nothing but Stop once the execution is stopped', () => {
		expect(readNetworkFailure(asN8nWrapsIt({ code: 'ECONNREFUSED' }), true).kind).toBe('stopped');
	});

	it('never carries what it was made of', () => {
		const error = Object.assign(new Error('x'), {
			code: 'ECONNRESET',
			config: { headers: { Authorization: 'Bearer SECRET' } },
		});
		expect(JSON.stringify(readNetworkFailure(error, false))).not.toContain('SECRET');
	});

	it.each([
		['Everything is fine <b>'],
		['Look: ECONNRESET'],
		['ECONNRESET <b>'],
		['HPE_ <b>'],
		['UND_ERR_ <b>'],
		[['ECONNRESET']],
		[7],
		[['ERR_SSL_WRONG_VERSION_NUMBER']],
	])('does not take a server’s words for a code: %j', (code) => {
		const { kind, facts } = readNetworkFailure({ code }, false);
		expect(kind).toBe('noAnswer');
		expect(facts.networkCode).toBeUndefined();
	});

	it('is read to a bounded depth, also when it causes itself', () => {
		const loop: { cause?: unknown } = {};
		loop.cause = loop;
		expect(readNetworkFailure(loop, false).kind).toBe('noAnswer');
		const wrapped = (times: number): object =>
			times === 0 ? { code: 'ECONNREFUSED' } : { cause: wrapped(times - 1) };
		expect(readNetworkFailure(wrapped(7), false).kind).toBe('notSent');
		expect(readNetworkFailure(wrapped(8), false).kind).toBe('noAnswer');
	});
});

describe('an error before the request was given the key', () => {
	const given = false;

	it.each([
		['its own words', new Error('no such credential'), 'no such credential'],
		[
			'the innermost words',
			new Error('Problem in node', { cause: new Error('no such credential') }),
			'no such credential',
		],
		[
			'the innermost words that there are',
			new Error('no such credential', { cause: { message: 7, cause: {} } }),
			'no such credential',
		],
		['no words', {}, undefined],
		['empty words', { message: '' }, undefined],
		['words with the key in them', new Error('Bearer abcdefgh-12345678'), 'Bearer [hidden]'],
		['a mark that it is none of the HTTP library’s', { message: 'x', isAxiosError: false }, 'x'],
	])('is n8n’s own, told with %s', (_what, error, n8nMessage) => {
		const failure = readNetworkFailure(error, false, given);
		expect(failure).toMatchObject({ kind: 'impossible' });
		expect(failure.facts).toEqual({ n8nMessage });
	});

	it.each([
		['a code', { code: 'ECONNRESET' }],
		['a system call', { syscall: 'read' }],
		['a mark of the HTTP library', { isAxiosError: true }],
		['a name of the HTTP library', { name: 'CanceledError' }],
		['an answer', { response: {} }],
		['several errors', { errors: [] }],
	])('proves nothing where %s smells of the network', (_what, error) => {
		expect(readNetworkFailure(error, false, given).kind).toBe('noAnswer');
		const wrapped = new Error('Problem in node', { cause: error });
		expect(readNetworkFailure(wrapped, false, given).kind).toBe('noAnswer');
	});

	it('proves that a call which was stopped had sent nothing', () => {
		const stopped = (error: unknown, isGiven?: boolean) =>
			readNetworkFailure(error, true, isGiven).facts;
		expect(stopped(new Error('x'), false)).toEqual({ beforeSending: true });
		expect(stopped({ syscall: 'read' }, false)).toEqual({});
		expect(stopped(new Error('x'), true)).toEqual({});
		expect(stopped(new Error('x'))).toEqual({});
	});
});

it.each([true, undefined])(
	'an error of n8n’s own proves nothing where the request was given the key: %p',
	(given) => {
		expect(readNetworkFailure(new Error('x'), false, given).kind).toBe('noAnswer');
	},
);

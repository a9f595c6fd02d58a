/** Parts of sentences: what answered in place of the API, and how a connection failed. */

import type { CallFailure } from './callFailure';

export function whatAnswered(failure: CallFailure, server: string): string {
	switch (failure.facts.got) {
		case 'html':
			return `A web page answered instead of the WaveSpeed API at ${server}, perhaps a proxy or a login page. Check the Base URL of the credential and the network between n8n and the API.`;
		case 'tooMuch':
			return `The answer of ${server} was too large to come from the WaveSpeed API. Check the Base URL of the credential.`;
		case 'noData':
			if (failure.facts.came !== undefined)
				return `${server} answered without what was asked for: it sent ${failure.facts.came}. Check the Base URL of the credential; if it is right, try again in a moment.`;
		// falls through
		default:
			return `${server} sent something other than an answer of the WaveSpeed API. Check the Base URL of the credential; if it is right, try again in a moment.`;
	}
}

/** Goes in brackets. */
export function causeOf(failure: CallFailure): string {
	switch (failure.facts.networkCode) {
		case 'ECONNREFUSED':
			return 'the connection was refused';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return 'its name could not be resolved';
		case 'EPROTO':
			return 'no secure connection could be made';
		case undefined:
			return failure.kind === 'notSent'
				? 'no connection could be made'
				: 'the answer took too long or was cut';
		default:
			return /CERT|SIGNED|ISSUER|TLS/.test(failure.facts.networkCode)
				? 'its certificate is not trusted'
				: 'the connection was cut or took too long';
	}
}

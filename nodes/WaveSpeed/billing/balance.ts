import type { ApiCall } from '../api/call';
import { CallFailure } from '../api/callFailure';
import { describeValue, readAmount } from '../api/answerValues';
import { BALANCE_PATH } from '../api/paths';

/** Asks for the account's remaining credit; free. */
export const BALANCE_CALL: ApiCall = { method: 'GET', path: BALANCE_PATH };

/** @returns US dollars @throws CallFailure `unreadable` for an answer without an amount */
export function readBalance(data: object): number {
	const balance = readAmount((data as { balance?: unknown }).balance);
	if (balance !== undefined) return balance;
	throw new CallFailure('unreadable', { got: 'noData', came: describeValue(data) });
}

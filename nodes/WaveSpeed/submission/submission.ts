/** What an operation asks of a submission, and what comes of it. */

import type { IDataObject } from 'n8n-workflow';

import type { Prediction } from '../api/prediction';
import type { AttemptPlan } from '../attempts/attemptPlan';
import type { Job } from '../models/jobs';
import type { ReuseChoice } from '../reuse/readReuse';
import type { ReuseOutcome } from '../reuse/reuseOutcome';
import type { ModelRequest } from './request/readRequest';

/** An operation's settings for the submissions of an item. */
export interface SubmitOptions {
	/** The kind of work that the chosen model must do. @default any */
	job?: Job;
	/** The address that WaveSpeed calls when the prediction has ended. */
	webhookUrl?: string;
	/** Gives up if the whole run makes no progress for this long; milliseconds. */
	patienceMs?: number;
	/**
	 * Does not wait for a place: the items that have one wait for this item before they free it.
	 * @default it waits
	 */
	onlyIfPlaceFree?: boolean;
	/** Takes a paid prediction if there is one; undefined for no reuse. */
	reuseChoice?: ReuseChoice;
	/** @default one attempt */
	plan?: AttemptPlan;
}

/** A prediction that is paid for. */
export interface Accepted {
	model: string;
	prediction: Prediction;
	/** What was sent, as far as this try knows: n8n evaluates expressions again in every try. */
	madeFrom?: IDataObject;
	/**
	 * The request before the node gave it a seed: a further attempt is made from it. Undefined if the item’s
	 * expressions give none any more.
	 */
	asked?: ModelRequest;
	/** When it was accepted, on the item's clock; undefined if an earlier try submitted it. */
	acceptedAt?: number;
	/** It was accepted a moment ago, so “not found” may only mean “not everywhere yet”. */
	isNew: boolean;
	/** US dollars, if a price was requested before it was submitted. */
	quotedPriceUsd?: number;
	/** Whether it was paid for earlier; undefined if reuse is off. */
	reuse?: ReuseOutcome;
}

/** Where an error sends its reader. */
export const ACCOUNT_PAGE = 'wavespeed.ai/accesskey';
export const BILLING_PAGE = 'wavespeed.ai/billing';

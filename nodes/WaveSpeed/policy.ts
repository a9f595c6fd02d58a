/**
 * Every number the node decides by. A change wants a reason beside it. One file, however long it gets: who
 * looks for a number, or weighs one against another, has them all before them.
 * Milliseconds unless the name says otherwise.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const MEGABYTE = 1024 * 1024;

/** One API call, from the first byte sent to the last byte read. A request `timeout` alone never ends a slow drip. */
export const API_CALL_DEADLINE = 60 * SECOND;
/**
 * Answers carry what was put in and what came out: a submission echoes a picture that was sent as a data
 * URI, and four outputs of 30 MB are 160 MB as base64. What is larger than this does not fit into n8n's
 * own limits for an item either, and stays below the longest text that Node.js can hold (some 512 MB).
 */
export const API_RESPONSE_LIMIT_BYTES = 256 * MEGABYTE;
/** Beyond this, bodies are read one after the other, so that twenty of them do not fill the memory. */
export const BODY_READ_AT_ONCE_BYTES = 8 * MEGABYTE;
/** A call's deadline is meant for answers of some kB; each megabyte that arrives earns as long as at 4 Mbit/s. */
export const BODY_GRANT_PER_MEGABYTE = 2 * SECOND;
/** How much of a cut answer is searched for its prediction's id: more than any input's echo before it. */
export const ID_SEARCH_LIMIT_BYTES = 32 * MEGABYTE;
export const CATALOGUE_RESPONSE_LIMIT_BYTES = 32 * MEGABYTE;
/** How deep an answer may be nested. The deepest known, a schema in the catalogue, has about 15 levels. */
export const ANSWER_DEPTH_LIMIT = 64;
/** HTTP requests of one run under way at once: a thousand items must not open a thousand sockets. */
export const REQUESTS_IN_FLIGHT = 20;
export const DOWNLOADS_IN_FLIGHT = 20;
/** Opening a connection takes n8n a millisecond or two; so many a turn leave n8n responsive. */
export const DOWNLOADS_BEGUN_PER_TURN = 4;

/** A read is repeated after this many failures in a row at most; one success starts the count anew. */
export const READ_FAILURES_IN_A_ROW = 6;
export const READ_BACKOFF_FIRST = 0.5 * SECOND;
export const READ_BACKOFF_CAP = 30 * SECOND;
/** A read that nobody gave a deadline ends here, rate limits included. */
export const READ_DEADLINE = 3 * MINUTE;
/** A POST that cannot have arrived (refused, name not found, TLS) is tried this often in all. */
export const SUBMIT_ATTEMPTS = 3;
/** Beyond this a server's Retry-After is an outage, not a pause: the user is told instead. */
export const RETRY_AFTER_CAP = 120 * SECOND;
/** WaveSpeed names no Retry-After and says limits reset every minute, so a 429 backs off up to that. */
export const RATE_LIMIT_BACKOFF_FIRST = 1 * SECOND;
export const RATE_LIMIT_BACKOFF_CAP = 60 * SECOND;

/** The vendor asks for 2 s between checks of an image and 5 s of a video, growing for long jobs. */
export const POLL_FIRST = 2 * SECOND;
/** The next check comes after this share of the time so far: a wait is noticed late in proportion. */
export const POLL_SHARE = 0.25;
/** Where it is known how long such predictions take, the check that is due is soon repeated. */
export const POLL_LEARNED_SHARE = 0.05;
export const POLL_SHORTEST = 2 * SECOND;
/** The shortest pause where it is known that the prediction is due. */
export const POLL_LEARNED_SHORTEST = 1 * SECOND;
export const POLL_CAP = 20 * SECOND;
export const POLL_JITTER = 0.2;
/** While other items wait for a place before the execution is parked. */
export const POLL_GROWTH = 1.5;
/** Another prediction's end is a reason to look for one that has run at least this share of its time. */
export const WAKE_SHARE = 0.9;
/** Durations that differ much would else make every end a look at all the others. */
export const WAKES_PER_PREDICTION = 3;
/** Read replicas may not know a prediction for some seconds after its submission. */
export const NOT_FOUND_TOLERANCE = 30 * SECOND;
/** The state and the outputs of a prediction are written one after the other: seconds apart when it is busy. */
export const OUTPUTS_LAG = 15 * SECOND;
export const WAIT_DEADLINE_DEFAULT = 20 * MINUTE;
export const WAIT_DEADLINE_CAP = 24 * HOUR;

/** No byte for this long means a dead connection, however long the file may take in all. */
export const DOWNLOAD_IDLE_LIMIT = 30 * SECOND;
export const DOWNLOAD_DEADLINE = 30 * MINUTE;
/** How often a download that was cut goes on from where it stopped. */
export const DOWNLOAD_RESUMES = 5;
export const DOWNLOAD_REDIRECTS = 5;
/**
 * What one download holds ready while n8n's store is busy: as much as a socket brings at once. The store
 * takes what is ready in one piece, and where that is several pieces, Node copies them into a new one, which
 * n8n's garbage collector then has to find in all of its heap: 512 kB cost 2.6 times the processor time of
 * a bare stream (docs/performance.md).
 */
export const DOWNLOAD_READ_AHEAD_BYTES = 64 * 1024;
export const DOWNLOAD_LIMIT_BYTES_DEFAULT = 2 * 1024 * MEGABYTE;

/** The catalogue changes by some models a week; every node and every open panel shares one copy. */
export const CATALOGUE_MAX_AGE = 1 * HOUR;

/** What a person reads of one error; whatever is quoted in it, no message grows with its input. */
export const MESSAGE_LIMIT_CHARACTERS = 2_500;
/** The longest text in an error's details: a signed address has some 2 kB, an output as base64 megabytes. */
export const DETAIL_LIMIT_CHARACTERS = 4_000;
export const DETAILS_DEPTH_LIMIT = 8;
/** What a message may quote of a server's words. */
export const QUOTE_LIMIT_CHARACTERS = 300;

/** After so long without a refusal the learned limit on predictions in flight is tried one higher. */
export const CONCURRENCY_GROWS_AFTER = 10 * SECOND;
/** Learned durations are trusted this far: the first check comes after most of the fastest known run. */
export const LEARNED_FIRST_CHECK_SHARE = 0.97;
export const LEARNED_RUNS_PER_MODEL = 5;
/** The list of predictions is compared by the server's clock, whose date header has whole seconds. */
export const SUBMISSION_CLOCK_TOLERANCE = 2 * SECOND;
/** How wrong this machine's clock may be before its list request leaves out what it looks for. */
export const CLOCK_SKEW_LIMIT = 1 * HOUR;
/** 100 predictions each: whoever has submitted more since has to look by hand. */
export const LIST_PAGES = 20;
/** 100 predictions each: a busy week of one model; the row says so where there are more. */
export const REUSE_LIST_PAGES = 50;
/** Equal predictions by whose seeds the places of a former run are found: more than are posted at once. */
export const PLACES_COMPARED = 50;
/**
 * Where an address says nothing, what an earlier prediction was made from is downloaded and compared: so
 * many files in a run, newest first. Enough for a table of a hundred pictures.
 */
export const REUSE_FILES_COMPARED = 100;
/** Predictions that one request is compared with: those whose files this process knows need no download. */
export const REUSE_PREDICTIONS_COMPARED = 100;
/** A larger file costs more time than most predictions: 100 MB take a minute at 13 Mbit/s. */
export const REUSE_FILE_LIMIT_BYTES = 100 * MEGABYTE;
export const REUSE_FILE_DEADLINE = 1 * MINUTE;
/** All files of a run together: nobody looks at a node that only compares for longer. */
export const REUSE_FILES_DEADLINE = 3 * MINUTE;
/** How far apart the clocks of the API and of its storage may be: what is younger than its prediction was changed. */
export const REUSE_CLOCK_TOLERANCE = 1 * MINUTE;
/** Addresses of listed predictions that a run keeps, some 200 bytes each; those of older ones are not. */
export const REUSE_ADDRESSES_KEPT = 10_000;
/** An address in WaveSpeed’s storage has some 150; what is longer is a text, or somebody else’s. */
export const REUSE_ADDRESS_LIMIT_CHARACTERS = 500;
/** WaveSpeed keeps predictions and their files for so long. */
export const REUSE_DAYS_AT_MOST = 7;
/** The list of predictions goes back so far. */
export const LIST_DAYS = 7 * 24 * HOUR;
/**
 * A prediction is created while its POST is under way: within the deadline of a call and the pause
 * before it for the rate limit's gate.
 */
export const LOST_SUBMISSION_WINDOW = 90 * SECOND;
/** Models that a message proposes: more would not be read. */
export const MODELS_NAMED = 3;
/** Ids that an error names; all of them are in its details. */
export const CANDIDATES_NAMED = 5;
/** How often a prediction that has failed is made anew at most: the vendor may be down for hours. */
export const FURTHER_ATTEMPTS_AT_MOST = 5;
/** Predictions that one item may ask for: each is paid for, and a slip of the pen costs no more than this. */
export const VARIATIONS_AT_MOST = 10;
/** Submissions of one item that an execution may have made before it was killed: the first and retries. */
export const ATTEMPTS_OF_A_LOST_PLACE = 5;
/** What is known of the process's submissions without an answer; the search for one looks no further back. */
export const SUBMISSION_REMEMBERED = 1 * HOUR;
/** Some megabytes of digests: a day of one prediction a second. */
export const PREDICTIONS_KNOWN = 100_000;
/** The largest seed that every model takes: 31 bits. */
export const SEED_LIMIT = 2 ** 31 - 1;
/** Of fewer seeds two submissions would too often have the same. */
export const SEEDS_AT_LEAST = 2 ** 24;
/** A drawn seed is one of so many that it could be: enough to tell it from a chosen one, few enough to differ. */
export const SEED_MARKS = 64;
/** Places of a run that its seeds tell in order: 6,500 items with variations, and few of the seeds there are. */
export const SEED_ORDERS = 2 ** 16;

/** n8n starts so many items before it pauses: about 100 ms with some expressions in the form. */
export const ENGINE_SLICE_ITEMS = 10;
/** Timers that pass without a new item before n8n is taken to be through, beside those it needs. */
export const ENGINE_SLICES_WAITED_FOR = 10;
/** Items that go on together before n8n may see to other things, and for how long at most. */
export const SLICE_ITEMS = 20;
export const SLICE_MS = 10;
/** Wrong items whose messages the error of a failing node repeats. */
export const FAILURES_NAMED = 10;

/** A parked node looks by itself this often, should a callback have been lost. */
export const SUSPEND_LOOK_AGAIN = 5 * MINUTE;
/** Parents whose sub-workflows suspend: those that another worker went on with are never taken out. */
export const SUSPENDED_SIBLINGS_KEPT = 1_000;

/** A parsed catalogue takes some megabytes: of so many credentials one is kept at a time. */
export const CATALOGUE_COPIES = 20;
/** After a failure the API is not asked again for this long as long as there is a stale copy. */
export const CATALOGUE_REST_AFTER_FAILURE = 60 * SECOND;
/** Entries of the model picker per page: the editor asks for more while the user scrolls. */
export const PICKER_PAGE_SIZE = 100;
/** Models of one kind of work that a search without a hit shows: enough to go on from. */
export const PICKER_NEAREST = 5;
/** Room for an entry, measured in the editor beside its link: 336 pixels. */
export const PICKER_ENTRY_PIXELS = 334;
/** Room in the closed list, the same: 240 pixels, in which the letters are a twelfth larger. */
export const PICKER_NAME_PIXELS = 219;
/** Room for what is chosen in a form's drop-down, the same: 283 pixels. */
export const FORM_CHOICE_PIXELS = 280;
/** A new node's form is worth waiting so long for the catalogue; after that the one it ships with is shown. */
export const FORM_PATIENCE = 1.5 * SECOND;
/** Nobody looks at “Loading options…” for longer; a price that comes later is asked for again by the next change. */
export const PRICE_PATIENCE = 10 * SECOND;
/** Optional inputs a form shows from the start; the others wait under “Add”. */
export const FORM_OPTIONAL_SHOWN = 5;
/** Characters of a field's label: so many fit, measured in the editor, while the mouse is on the field. */
export const FORM_LABEL_LIMIT_CHARACTERS = 29;
/**
 * The same in pixels, in a panel between input and output and with a scrollbar: 155 are there, and widths
 * are rounded up to half a pixel a character.
 */
export const FORM_LABEL_LIMIT_PIXELS = 159;
/** What is kept while another model is chosen: a form has some kB at most, and nobody chooses for longer. */
export const FORM_INPUTS_KEPT = 200;
/** Of one node: so many forms on which a list of models was opened, the latest of them. */
export const FORM_STATES_KEPT = 50;
export const FORM_INPUTS_KEPT_FOR = 1 * HOUR;
/** How deep an input is looked into for keys that would reach a prototype. */
export const INPUT_DEPTH_LIMIT = 20;

/** A server that accepts a connection and then says nothing is given as long as the API. */
export const DOWNLOAD_HEADER_LIMIT = 60 * SECOND;
/** How often a download begins from its first byte: each time it may go on DOWNLOAD_RESUMES times. */
export const DOWNLOAD_STARTS = 3;

/**
 * The largest upload any of the vendor's documents allows; its SDKs stop at 200 MiB for the older way.
 * Above it the API's own 413 would come after everything was sent.
 */
export const UPLOAD_LIMIT_BYTES = 300 * MEGABYTE;
export const MULTIPART_LIMIT_BYTES = 200 * MEGABYTE;
/** Files on their way at once: they share one line out, and more of them would only be slower each. */
export const UPLOADS_IN_FLIGHT = 4;
/** An upload costs nothing and can be repeated; a storage that fails thrice is down. */
export const UPLOAD_ATTEMPTS = 3;
/** What the vendor's desktop client allows (2 minutes and 1 second for each MB), for lines half as fast. */
export const UPLOAD_DEADLINE_BASE = 2 * MINUTE;
export const UPLOAD_DEADLINE_PER_MEGABYTE = 2 * SECOND;
/** From here on a file takes long enough to tell how far it is. */
export const UPLOAD_PROGRESS_FROM_BYTES = 8 * MEGABYTE;
/** Uploads of so many former runs of the node in one execution are used again; further ones cost an upload. */
export const UPLOAD_RUNS_REMEMBERED = 8;
/** WaveSpeed keeps uploads for 7 days; a submission needs some time to read them. */
export const UPLOAD_KEPT = 6 * 24 * HOUR;
/** Addresses of files that a process keeps, and what they hold: about 400 bytes each. */
export const UPLOADS_KNOWN = 10_000;
/** A storage answers a PUT with nothing, or with some lines of XML. */
export const STORAGE_RESPONSE_LIMIT_BYTES = 64 * 1024;

/** WaveSpeed's own tolerance for the age of a callback, either way. */
export const CALLBACK_AGE_LIMIT_SECONDS = 300;
/** The caller waits while the secret is asked for; it gives up after some 10 seconds. */
export const CALLBACK_SECRET_DEADLINE = 5 * SECOND;
export const CALLBACK_SECRET_MAX_AGE = 1 * HOUR;
/** A callback that does not fit makes the secret be asked for again, but a flood of forged ones does not. */
export const CALLBACK_SECRET_REST = 60 * SECOND;
export const CALLBACK_SECRET_COPIES = 100;
/** Callbacks that come within this time share one look for the secret, n8n's own for the credential included. */
export const CALLBACK_CROWD = 10 * SECOND;
/**
 * A callback is acknowledged before the API is asked, so the asking outlasts an outage of this length.
 * Not for longer, because n8n may keep an engine for expressions (some MB) for each callback under way.
 */
export const CALLBACK_CHECK_PATIENCE = 1 * MINUTE;
/** How long callbacks are only acknowledged after one of them has made the execution go on. */
export const CALLBACK_HANDOVER_REST = 10 * SECOND;
/** How far the API may be behind its own callback before the callback's signed word counts. */
export const CALLBACK_LAG = 1 * MINUTE;
/** What a trigger remembers of the predictions that it has passed on, to tell repeated callbacks. */
export const TRIGGER_REPETITIONS_REMEMBERED = 1_000;

/** 100 pages: more predictions than an account makes in the 7 days that are listed, or a filter is missing. */
export const PREDICTION_PAGES = 100;
/** A page may hold a hundred predictions with files in them, as base64. */
export const PREDICTION_LIST_LIMIT_BYTES = 64 * MEGABYTE;
/** No limit is known; a list with as many as a page has is taken. */
export const PREDICTIONS_DELETED_AT_ONCE = 100;
/** Pages the picker of predictions looks through for a filter before it shows what it has. */
export const PICKER_PAGES_SEARCHED = 5;
/** Characters of a prompt that an entry of the picker shows. */
export const PICKER_PROMPT_CHARACTERS = 60;

/** What a model gets of one text: some pages of a text output, and never a file as base64. */
export const AGENT_TEXT_CHARACTERS = 20_000;
/** Enough of a prompt to know the prediction again. */
export const AGENT_PROMPT_CHARACTERS = 200;

/** An address of a file that is sent: no system allows a longer path, no server a much longer address. */
export const FILE_ADDRESS_LIMIT_CHARACTERS = 4_096;
/** A pasted address of a model or a prediction: what is longer is a text in the wrong field. */
export const PASTED_ADDRESS_LIMIT_CHARACTERS = 500;
/** An address of an output: signed ones have some kB; what is longer is a text. */
export const OUTPUT_ADDRESS_LIMIT_CHARACTERS = 10_000;
/** Files of one prediction: the largest sets known, textures of a scene, have some dozens. */
export const OUTPUT_FILES_LIMIT = 1_000;
/** Letters of base64 decoded in one go, 768 kB of a file: a millisecond or two, then n8n has its turn. */
export const BASE64_SLICE_CHARACTERS = 1024 * 1024;
/** Words of the prompt that begin a file's name: enough to know it again in a folder. */
export const FILE_NAME_WORDS_CHARACTERS = 40;
/** What a row repeats of one text that was sent: a long prompt whole, and never a file as base64. */
export const ROW_INPUT_TEXT_CHARACTERS = 20_000;
/** A text that a row has beside `outputs`, where it stands as well: the transcript of some hours. */
export const ROW_TEXT_CHARACTERS = 200_000;

/** 100 pages of 100: more than most accounts move in a month; a sum of a part would look like the whole. */
export const BILLING_PAGES = 100;
/** WaveSpeed’s own figures go over so many days at once. */
export const SPENDING_DAYS_LONGEST = 31;
/** What an account spent lately, and what its list of predictions goes back as well. */
export const SPENDING_DAYS_USUAL = 7;
/** A prediction has a charge, and perhaps a refund: those of so many fit on one page. */
export const BILLING_IDS_PER_SEARCH = 50;
/** Ids that Get Spending takes at once: a table’s rows, in ten searches. */
export const BILLING_IDS_LIMIT = 500;
/** A whole-numbered price from here on is in millionths of a dollar: none costs 100 dollars, or 0.0001. */
export const MICRO_DOLLARS_FROM = 100;
/** A row that has its files waits no longer for its price. */
export const ROW_PRICE_PATIENCE = 3 * SECOND;
/** Prices of a run that differ from one another; rows beyond that come without one. */
export const ROW_PRICES_PER_RUN = 100;
/** A charge is listed some seconds after it was made; the row waits no longer than this for it. */
export const BILLED_PRICE_PATIENCE = 20 * SECOND;
/** Predictions that end within this time share one search. */
export const BILLED_PRICE_FIRST_LOOK = 0.5 * SECOND;
export const BILLED_PRICE_LOOK_GROWTH = 2;
/** As many ids of 32 characters as fit into the 255 that n8n has for a value of its custom data. */
export const IDS_SHOWN_IN_EXECUTION = 6;

/**
 * Every number that decides behaviour, with its reason. It is one long file on purpose: you can find a
 * number, or weigh one against another, in one place. Milliseconds unless the name says otherwise.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const MEGABYTE = 1024 * 1024;

/** One API call, from the first byte sent to the last byte read. A request `timeout` alone never ends a slow drip. */
export const API_CALL_DEADLINE = 60 * SECOND;
/**
 * Answers contain inputs and outputs: a submission echoes a picture that was sent as a data URI, and four
 * outputs of 30 MB are 160 MB as base64. Anything larger than this would not fit into n8n's own limits for an
 * item either, and this stays below the longest text that Node.js can hold (some 512 MB).
 */
export const API_RESPONSE_LIMIT_BYTES = 256 * MEGABYTE;
/** Larger bodies are read one after another, so that twenty of them do not fill the memory. */
export const BODY_READ_AT_ONCE_BYTES = 8 * MEGABYTE;
/** A call's deadline is meant for answers of some kB; each arriving megabyte extends it as at 4 Mbit/s. */
export const BODY_GRANT_PER_MEGABYTE = 2 * SECOND;
/** How much of a cut answer to search for its prediction's id: more than any echoed input before it. */
export const ID_SEARCH_LIMIT_BYTES = 32 * MEGABYTE;
export const CATALOGUE_RESPONSE_LIMIT_BYTES = 32 * MEGABYTE;
/** The deepest nesting of an answer. The deepest known one, a schema in the catalogue, has about 15 levels. */
export const ANSWER_DEPTH_LIMIT = 64;
/** Concurrent HTTP requests of one run: a thousand items must not open a thousand sockets. */
export const REQUESTS_IN_FLIGHT = 20;
export const DOWNLOADS_IN_FLIGHT = 20;
/** Each is a query to n8n's database; as many as n8n has connections to Postgres unless told otherwise. */
export const CREDENTIALS_READ_AT_ONCE = 2;
/** Opening a connection takes n8n a millisecond or two; this many per turn leave n8n responsive. */
export const DOWNLOADS_BEGUN_PER_TURN = 4;

/** A read gives up after this many failures in a row; one success resets the count. */
export const READ_FAILURES_IN_A_ROW = 6;
export const READ_BACKOFF_FIRST = 1 * SECOND;
export const READ_BACKOFF_CAP = 30 * SECOND;
/** The deadline of a read without one of its own, rate limits included. */
export const READ_DEADLINE = 3 * MINUTE;
/** How often a POST that cannot have arrived (refused, name not found, TLS) is tried in all. */
export const SUBMIT_ATTEMPTS = 3;
/** A longer Retry-After is an outage, not a pause: the user gets an error instead. */
export const RETRY_AFTER_CAP = 120 * SECOND;
/** WaveSpeed sends no Retry-After and says that limits reset every minute, so a 429 backs off up to that. */
export const RATE_LIMIT_BACKOFF_FIRST = 1 * SECOND;
export const RATE_LIMIT_BACKOFF_CAP = 60 * SECOND;

/** The vendor asks for 2 s between checks of an image and 5 s of a video, growing for long jobs. */
export const POLL_FIRST = 2 * SECOND;
/** The next check comes after this share of the time so far: the delay in noticing the end is proportional. */
export const POLL_SHARE = 0.25;
/** If the usual duration of such predictions is known, the check at that time is soon repeated. */
export const POLL_LEARNED_SHARE = 0.05;
export const POLL_SHORTEST = 2 * SECOND;
/** The shortest pause while a prediction is expected to end. */
export const POLL_LEARNED_SHORTEST = 1 * SECOND;
export const POLL_CAP = 20 * SECOND;
export const POLL_JITTER = 0.2;
/** While other items wait for a place before the execution is parked. */
export const POLL_GROWTH = 1.5;
/** When another prediction ends, one that has run at least this share of its time is checked too. */
export const WAKE_SHARE = 0.9;
/** Without this limit, durations that differ much would make every end a check of all the others. */
export const WAKES_PER_PREDICTION = 3;
/** Read replicas may not know a prediction for some seconds after its submission. */
export const NOT_FOUND_TOLERANCE = 30 * SECOND;
/** The status and the outputs of a prediction are written one after the other: seconds apart under load. */
export const OUTPUTS_LAG = 15 * SECOND;
export const WAIT_DEADLINE_DEFAULT = 20 * MINUTE;
export const WAIT_DEADLINE_CAP = 24 * HOUR;

/** No byte for this long means a dead connection, however long the whole file may take. */
export const DOWNLOAD_IDLE_LIMIT = 30 * SECOND;
export const DOWNLOAD_DEADLINE = 30 * MINUTE;
/** How often a cut download resumes from where it stopped. */
export const DOWNLOAD_RESUMES = 5;
/** A download resumes where it was cut, so an early try costs little. */
export const DOWNLOAD_BACKOFF_FIRST = 0.5 * SECOND;
export const DOWNLOAD_REDIRECTS = 5;
/**
 * What one download holds ready while n8n's store is busy: as much as a socket delivers at once. The store
 * takes everything ready in one piece; if that is several pieces, Node copies them into a new one, which
 * n8n's garbage collector then has to find in all of its heap: 512 kB cost 2.6 times the processor time of a
 * bare stream (docs/performance.md).
 */
export const DOWNLOAD_READ_AHEAD_BYTES = 64 * 1024;
export const DOWNLOAD_LIMIT_BYTES_DEFAULT = 2 * 1024 * MEGABYTE;

/** The catalogue changes by some models a week; every node and every open panel shares one copy. */
export const CATALOGUE_MAX_AGE = 1 * HOUR;

/** What a person reads of one error; whatever it quotes, no message grows with its input. */
export const MESSAGE_LIMIT_CHARACTERS = 2_500;
/** The longest text in an error's details: a signed address has some 2 kB, an output in base64 megabytes. */
export const DETAIL_LIMIT_CHARACTERS = 4_000;
export const DETAILS_DEPTH_LIMIT = 8;
/** How much of a server's message to quote. */
export const QUOTE_LIMIT_CHARACTERS = 300;

/** After this long without a refusal, the learned limit on running predictions is raised by one. */
export const CONCURRENCY_GROWS_AFTER = 10 * SECOND;
/** How far to trust learned durations: the first check comes after this share of the fastest known run. */
export const LEARNED_FIRST_CHECK_SHARE = 0.97;
export const LEARNED_RUNS_PER_MODEL = 5;
/** The list of predictions is compared by the server's clock, whose date header has whole seconds. */
export const SUBMISSION_CLOCK_TOLERANCE = 2 * SECOND;
/** How wrong this machine's clock may be before its list request misses what it looks for. */
export const CLOCK_SKEW_LIMIT = 1 * HOUR;
/** 100 predictions each: after more submissions than that, the user has to look by hand. */
export const LIST_PAGES = 20;
/** 100 predictions each: a busy week of one model; the row says so if there are more. */
export const REUSE_LIST_PAGES = 50;
/**
 * Equal predictions whose seeds are compared to find the places of a former run: more than are posted at
 * once.
 */
export const PLACES_COMPARED = 50;
/**
 * If an address proves nothing, the files of an earlier prediction are downloaded and compared: this many per
 * run, newest first. Enough for a table of a hundred pictures.
 */
export const REUSE_FILES_COMPARED = 100;
/** Predictions to compare with one request: those whose files this process knows need no download. */
export const REUSE_PREDICTIONS_COMPARED = 100;
/** A larger file takes more time than most predictions: 100 MB take a minute at 13 Mbit/s. */
export const REUSE_FILE_LIMIT_BYTES = 100 * MEGABYTE;
export const REUSE_FILE_DEADLINE = 1 * MINUTE;
/** For all files of a run together: nobody waits longer for a node that only compares. */
export const REUSE_FILES_DEADLINE = 3 * MINUTE;
/**
 * How far apart the clocks of the API and of its storage may be: a file newer than its prediction was
 * changed.
 */
export const REUSE_CLOCK_TOLERANCE = 1 * MINUTE;
/** Addresses of listed predictions that a run keeps, some 200 bytes each; those of older ones are dropped. */
export const REUSE_ADDRESSES_KEPT = 10_000;
/**
 * An address in WaveSpeed’s storage has some 150 characters; anything longer is a text, or another storage’s
 * address.
 */
export const REUSE_ADDRESS_LIMIT_CHARACTERS = 500;
/** How long WaveSpeed keeps predictions and their files. */
export const REUSE_DAYS_AT_MOST = 7;
/** How far back the list of predictions goes. */
export const LIST_DAYS = 7 * 24 * HOUR;
/**
 * A prediction is created during its POST: within a call's deadline and the preceding pause for the rate
 * limit's gate.
 */
export const LOST_SUBMISSION_WINDOW = 90 * SECOND;
/** How many models a message suggests: nobody would read more. */
export const MODELS_NAMED = 3;
/** How many ids an error names; its details have all of them. */
export const CANDIDATES_NAMED = 5;
/** How often a failed prediction is repeated at most: the vendor may be down for hours. */
export const FURTHER_ATTEMPTS_AT_MOST = 5;
/** Predictions that one item may ask for: each is paid for, and a typo costs no more than this. */
export const VARIATIONS_AT_MOST = 10;
/** Submissions of one item that an execution may have made before it was killed: the first and retries. */
export const ATTEMPTS_OF_A_LOST_PLACE = 5;
/** How long unanswered submissions of the process are remembered; a search looks no further back. */
export const SUBMISSION_REMEMBERED = 1 * HOUR;
/** Some megabytes of digests: a day of one prediction a second. */
export const PREDICTIONS_KNOWN = 100_000;
/** The largest seed that every model takes: 31 bits. */
export const SEED_LIMIT = 2 ** 31 - 1;
/** With fewer seeds, two submissions would too often have the same. */
export const SEEDS_AT_LEAST = 2 ** 24;
/**
 * One in this many seeds can be a drawn one: enough to tell it from a chosen one, few enough for seeds to
 * differ.
 */
export const SEED_MARKS = 64;
/** Places of a run whose order seeds preserve: 6,500 items with variations, and a small share of all seeds. */
export const SEED_ORDERS = 2 ** 16;

/**
 * How many items n8n starts before it pauses: some 80 ms on a slow machine if the form has two expressions,
 * each of which n8n evaluates three times; with ten items it was 240 ms. A pause costs a millisecond.
 */
export const ENGINE_SLICE_ITEMS = 3;
/** Extra timers without a new item after which n8n must have finished starting items. */
export const ENGINE_SLICES_WAITED_FOR = 10;
/** How many items continue together before n8n can do other work, and for how long at most. */
export const SLICE_ITEMS = 20;
export const SLICE_MS = 10;
/** How many messages the error of a failing node quotes, and how many rows of items for each of them. */
export const FAILURES_NAMED = 10;

/** How often a parked node checks by itself, in case a callback was lost. */
export const SUSPEND_LOOK_AGAIN = 5 * MINUTE;
/** Parents whose sub-workflows suspend: those that another worker continued are never removed. */
export const SUSPENDED_SIBLINGS_KEPT = 1_000;

/** A parsed catalogue takes some megabytes: this many credentials have a copy at a time. */
export const CATALOGUE_COPIES = 20;
/** After a failure, a stale copy is used for this long before the API is asked again. */
export const CATALOGUE_REST_AFTER_FAILURE = 60 * SECOND;
/** Entries of the model picker per page: the editor asks for more as the user scrolls. */
export const PICKER_PAGE_SIZE = 100;
/** Models of the same kind that a search without a match shows: enough to continue from. */
export const PICKER_NEAREST = 5;
/** Room for an entry, measured in the editor beside its link: 336 pixels. */
export const PICKER_ENTRY_PIXELS = 334;
/** Room in the closed list, measured likewise: 240 pixels, in which the letters are a twelfth larger. */
export const PICKER_NAME_PIXELS = 219;
/** Room for the choice in a form's drop-down, measured likewise: 283 pixels. */
export const FORM_CHOICE_PIXELS = 280;
/** Room in the closed field “Cost: Show Price”, measured likewise: 310 pixels. */
export const CLOSED_PRICE_PIXELS = 308;
/** How long a new node's form waits for the catalogue before it shows the copy that ships with the node. */
export const FORM_PATIENCE = 1.5 * SECOND;
/** Nobody watches “Loading options…” for longer; the next change asks again for a price that comes later. */
export const PRICE_PATIENCE = 10 * SECOND;
/** Optional inputs that a form shows from the start; the others wait under “Add”. */
export const FORM_OPTIONAL_SHOWN = 5;
/** Characters of a field's label that fit, measured in the editor, while the pointer is on the field. */
export const FORM_LABEL_LIMIT_CHARACTERS = 29;
/**
 * The same in pixels, in a panel between input and output and with a scrollbar: there is room for 155, and
 * widths are rounded up to half a pixel per character.
 */
export const FORM_LABEL_LIMIT_PIXELS = 159;
/** Forms kept while another model is chosen: each has some kB at most, and nobody takes longer to choose. */
export const FORM_INPUTS_KEPT = 200;
/** Forms of one node on which a list of models was opened: the latest of them are kept. */
export const FORM_STATES_KEPT = 50;
export const FORM_INPUTS_KEPT_FOR = 1 * HOUR;
/** How deep to search an input for keys that would reach a prototype. */
export const INPUT_DEPTH_LIMIT = 20;

/** A server that accepts a connection and then stays silent gets as long as the API. */
export const DOWNLOAD_HEADER_LIMIT = 60 * SECOND;
/** How often a download starts from its first byte: each time it may resume DOWNLOAD_RESUMES times. */
export const DOWNLOAD_STARTS = 3;

/**
 * The largest upload that any of the vendor's documents allows; its SDKs stop at 200 MiB for the older way.
 * Above it the API's own 413 would come only after everything was sent.
 */
export const UPLOAD_LIMIT_BYTES = 300 * MEGABYTE;
export const MULTIPART_LIMIT_BYTES = 200 * MEGABYTE;
/** Concurrent uploads: they share one line, and more of them would only make each slower. */
export const UPLOADS_IN_FLIGHT = 4;
/** An upload is free and can be repeated; a storage that fails three times is down. */
export const UPLOAD_ATTEMPTS = 3;
/** What the vendor's desktop client allows (2 minutes and 1 second for each MB), for lines half as fast. */
export const UPLOAD_DEADLINE_BASE = 2 * MINUTE;
export const UPLOAD_DEADLINE_PER_MEGABYTE = 2 * SECOND;
/** From this size on, an upload takes long enough to report its progress. */
export const UPLOAD_PROGRESS_FROM_BYTES = 8 * MEGABYTE;
/** Uploads of this many former runs of the node in one execution are reused; older ones are uploaded again. */
export const UPLOAD_RUNS_REMEMBERED = 8;
/** WaveSpeed keeps uploads for 7 days; a submission needs some time to read them. */
export const UPLOAD_KEPT = 6 * 24 * HOUR;
/** Addresses of files that a process keeps with their digests: about 400 bytes each. */
export const UPLOADS_KNOWN = 10_000;
/** A storage answers a PUT with nothing, or with some lines of XML. */
export const STORAGE_RESPONSE_LIMIT_BYTES = 64 * 1024;

/** WaveSpeed's own tolerance for the age of a callback, either way. */
export const CALLBACK_AGE_LIMIT_SECONDS = 300;
/** WaveSpeed waits for the answer while the secret is requested; it gives up after some 10 seconds. */
export const CALLBACK_SECRET_DEADLINE = 5 * SECOND;
export const CALLBACK_SECRET_MAX_AGE = 1 * HOUR;
/**
 * A callback that does not match triggers a new request for the secret, but a flood of forged ones does not.
 */
export const CALLBACK_SECRET_REST = 60 * SECOND;
export const CALLBACK_SECRET_COPIES = 100;
/** Callbacks within this time share one request for the secret, including n8n's own for the credential. */
export const CALLBACK_CROWD = 10 * SECOND;
/**
 * A callback is acknowledged before the API is asked, so the questions outlast an outage of this length. No
 * longer, because n8n may keep an engine for expressions (some MB) for each callback in progress.
 */
export const CALLBACK_CHECK_PATIENCE = 1 * MINUTE;
/** After a callback has resumed the execution, further ones are only acknowledged for this long. */
export const CALLBACK_HANDOVER_REST = 10 * SECOND;
/** How far the API may lag behind its own callback before the signed callback counts. */
export const CALLBACK_LAG = 1 * MINUTE;
/** How many passed-on predictions a trigger remembers, to recognise repeated callbacks. */
export const TRIGGER_REPETITIONS_REMEMBERED = 1_000;
/** The same for all triggers of a process, in its memory. */
export const TRIGGER_CALLBACKS_IN_MEMORY = 10_000;

/** 100 pages: more predictions than an account makes in the 7 listed days, unless a filter is missing. */
export const PREDICTION_PAGES = 100;
/** A page may hold a hundred predictions with files in them, in base64. */
export const PREDICTION_LIST_LIMIT_BYTES = 64 * MEGABYTE;
/** No limit is documented; the API accepts a list as long as one of its pages. */
export const PREDICTIONS_DELETED_AT_ONCE = 100;
/** Pages that the picker of predictions searches for a filter before it shows what it has. */
export const PICKER_PAGES_SEARCHED = 5;
/** Characters of a prompt that an entry of the picker shows. */
export const PICKER_PROMPT_CHARACTERS = 60;

/** How much of one text a model gets: some pages of a text output, and never a file in base64. */
export const AGENT_TEXT_CHARACTERS = 20_000;
/** Enough of a prompt to recognise the prediction. */
export const AGENT_PROMPT_CHARACTERS = 200;

/** An input's file address: no system allows a longer path, no server a much longer address. */
export const FILE_ADDRESS_LIMIT_CHARACTERS = 4_096;
/**
 * Twice the longest prompt that a model of pictures or videos in the catalogue of March 2026 states as its
 * limit. Most state none, and are paid for whatever they are sent.
 */
export const PROMPT_LIMIT_CHARACTERS = 10_000;
/** A pasted address of a model or a prediction: anything longer is a text in the wrong field. */
export const PASTED_ADDRESS_LIMIT_CHARACTERS = 500;
/** An address of an output: signed ones have some kB; anything longer is a text. */
export const OUTPUT_ADDRESS_LIMIT_CHARACTERS = 10_000;
/** Files of one prediction: the largest known sets, textures of a scene, have some dozens. */
export const OUTPUT_FILES_LIMIT = 1_000;
/** Base64 letters decoded at once, 768 kB of a file: a millisecond or two, then n8n gets its turn. */
export const BASE64_SLICE_CHARACTERS = 1 * MEGABYTE;
/** Characters of the prompt at the beginning of a file name: enough to recognise it in a folder. */
export const FILE_NAME_WORDS_CHARACTERS = 40;
/** How much of one sent text a row repeats: a long prompt in full, and never a file in base64. */
export const ROW_INPUT_TEXT_CHARACTERS = 20_000;
/** The longest text that a row repeats beside `outputs`: a transcript of some hours. */
export const ROW_TEXT_CHARACTERS = 200_000;

/** 100 pages of 100: more than most accounts have in a month; a partial sum would look like the whole. */
export const BILLING_PAGES = 100;
/** The longest period of WaveSpeed’s own figures. */
export const SPENDING_DAYS_LONGEST = 31;
/** Recent spending, over the same days as the list of predictions. */
export const SPENDING_DAYS_USUAL = 7;
/** A prediction has a charge, and perhaps a refund: those of this many fit on one page. */
export const BILLING_IDS_PER_SEARCH = 50;
/** Ids that Get Spending accepts at once: a table’s rows, in ten searches. */
export const BILLING_IDS_LIMIT = 500;
/** A model's price as a formula: the longest of March 2026 has 1,600 characters. */
export const FORMULA_LIMIT_CHARACTERS = 4_000;
/**
 * A whole-numbered price of at least this is in millionths of a dollar: no prediction costs 100 dollars, or
 * less than 0.0001.
 */
export const MICRO_DOLLARS_FROM = 100;
/** A row that has its files waits no longer than this for its price. */
export const ROW_PRICE_PATIENCE = 3 * SECOND;
/** Different prices per run; further rows come without one. */
export const ROW_PRICES_PER_RUN = 100;
/** A charge is listed some seconds after it was made; the row waits no longer than this for it. */
export const BILLED_PRICE_PATIENCE = 20 * SECOND;
/** Predictions that end within this time share one search. */
export const BILLED_PRICE_FIRST_LOOK = 0.5 * SECOND;
export const BILLED_PRICE_LOOK_GROWTH = 2;
/** As many ids of 32 characters as fit into the 255 that n8n allows for a value of its custom data. */
export const IDS_SHOWN_IN_EXECUTION = 6;

// Every limit of the product, by name. A limit that is reached is shown, never silent.

export const limits = {
  /** Longest observation line in bytes; longer ones are unreadable. */
  lineBytesMax: 1_048_576,
  /** Longest name by which the ledger looks something up, in bytes of UTF-8: two of them fit into an index. */
  nameBytesMax: 1_000,
  /** Names in one statement. */
  namesMax: 10_000,
  /** Lines that one body may bring: more of them come in several. */
  bodyLinesMax: 20_000,
  /** Deepest nesting of a line's JSON. */
  jsonDepthMax: 64,
  /** 1990: a time before it is a fault of the clock or of the format, not a time. */
  instantMin: 631_152_000_000,
  /** 2100: a time after it is a fault of the clock or of the format, not a time. */
  instantMax: 4_102_444_800_000,
  /** Unreadable rows listed an input; the rest are only counted. */
  unreadableListed: 1_000,
  /** Largest whole part of a decimal: beyond it ten-thousandths are no longer exact. */
  decimalMax: 900_000_000_000,
  /** Lines that one name of a system's own may stand in before it no longer joins them. */
  nameLinesMax: 5_000,
  /** Native orders in one component before joining stops. */
  componentOrdersMax: 20,
  /** Statements that a fold reads of one component; those past them are held. */
  componentStatementsMax: 5_000,
  /** Orders of one class that a system must never show before it is one gap. */
  classGapMin: 20,
  /** Completed handoffs before a limit may be learned. */
  learnedLimitMin: 30,
  /** Bytes of the contract, and of the answers beside it. */
  contractBytesMax: 1_048_576,
  /** Deepest nesting of either. */
  contractDepthMax: 32,
  /** Aliases of YAML in either. */
  contractAliasesMax: 100,
  /** Handoff rules of a contract. */
  contractRulesMax: 1_000,
  /** Rows of the item cross-reference that the contract names. */
  itemRowsMax: 1_000_000,
  /** Bytes of a file of somebody's own that are shown to the readers, so that one knows it again. */
  sampleBytes: 65_536,
  /** Lines down to which the header of such a file may stand. */
  headerLinesMax: 40,
  /** Longest row of a table in characters; longer ones, and quotes that never close, are unreadable. */
  rowCharactersMax: 262_144,
  /** Quotes left open before a table is read as one that does not quote. */
  openQuotesMax: 100,
  /** Bytes of a JSON document, which is read whole; a larger one must come as JSON lines. */
  jsonFileBytesMax: 134_217_728,
  /** Values of such a document, by its commas and brackets: each takes memory, however short it is. */
  jsonFileValuesMax: 8_000_000,
  /** Bytes of a workbook when unpacked. */
  workbookBytesMax: 1_073_741_824,
  /** Bytes of its texts that many cells share. */
  sharedTextBytesMax: 134_217_728,
  /** Bytes to which any packed file may unpack. */
  unpackedBytesMax: 1_073_741_824,
  /** Times its size to which one may unpack beyond that: text is hardly ever packed closer. */
  unpackedTimesMax: 250,
  /** Columns of a sheet. */
  sheetColumnsMax: 16_384,
  /** Cells that the rows of a sheet leave out: each is an empty one of the row as it is read. */
  sheetGapsMax: 100_000_000,
  /** Files in an archive that is looked into. */
  archiveMembersMax: 10_000,
  /** Orders whose rows are being gathered at once. */
  gatheredOrdersMax: 100_000,
  /** Rows of one such order. */
  gatheredRowsMax: 10_000,
  /** Refs kept on one finding. */
  findingRefsMax: 1_000,
  /** Pieces of evidence kept on one finding. */
  findingEvidenceMax: 20,
  /** Findings that the HTML report shows one by one. */
  findingsShownMax: 200,
  /** Of those, findings of one cluster. */
  examplesMax: 5,
  /** Statements on the drawing of one subject. */
  timelineStatementsMax: 20,
  /** Handoffs on the drawing of one subject. */
  timelineHandoffsMax: 6,
  /** Lines that are read again for all drawings together. */
  timelineLinesMax: 20_000,
  /** EDI: longest segment in characters. */
  segmentCharactersMax: 1_048_576,
  /** EDI: segments of one set, which is held whole. */
  setSegmentsMax: 500_000,
  /** Bytes of one request to the hub; more is answered 413. */
  bodyBytesMax: 10_485_760,
  /** Bytes of all bodies of webhooks that are on their way at once, and of observation lines as many; beyond them 503. */
  bodiesUnderWayBytesMax: 67_108_864,
  /** Bodies that wait to be made durable; beyond them 503. */
  waitingBodiesMax: 10_000,
  /** Milliseconds within which a request must have come; later is 408. */
  requestMillisMax: 10_000,
  /** Milliseconds within which its headers must have come; later is 408. */
  requestHeadersMillisMax: 5_000,
  /** Connections to the hub that are open at once; one more is closed as it comes. */
  connectionsMax: 2_000,
  /** Requests of one key in a minute; what brings observations is not counted. More are 429. */
  requestsPerMinuteMax: 6_000,
  /** Requests of one address in a minute that are refused for their key; more are 429. */
  refusedPerMinuteMax: 120,
  /** Longest Idempotency-Key in characters. */
  idempotencyKeyCharactersMax: 255,
  /** Listeners to the stream of changes; one more is answered 503. */
  listenersMax: 100,
  /** Bytes that a listener may leave unread before it is cut off. */
  listenerUnreadBytesMax: 1_048_576,
  /** Handoffs that one replay tries anew. */
  replayedMax: 10_000,
  /** Bytes of a destination's answer; a longer one counts as lost. */
  answerBytesMax: 1_048_576,
  /** Bytes of an answer's headers. */
  answerHeaderBytesMax: 16_384,
  /** Bytes of one page of a poll. */
  pageBytesMax: 33_554_432,
  /** Pages of one poll. */
  pagesMax: 100_000,
  /** Bytes of one page of a system's list of subscriptions. */
  subscriptionsBytesMax: 4_194_304,
  /** Pages of that list. */
  subscriptionsPagesMax: 50,
  /** Bytes of a file that is fetched from an address. */
  fetchedBytesMax: 4_294_967_296,
  /** Milliseconds that a system's Retry-After is followed. */
  retryAfterMillisMax: 86_400_000,
  /** Signatures of one webhook that are tried. */
  signaturesMax: 10,
  /** Milliseconds by which a signed time may be off. */
  signedTimeMillisMax: 300_000,
  /** Ends of a process by one partition before its oldest row is held. */
  foldCrashesMax: 4,
  /** Processes that have begun to read one unread receipt, and not ended it, before it is set aside. */
  readersMax: 3,
  /** Processes that have begun to read one unread receipt, from which on it is read alone. */
  readersOfCare: 2,
  /** Failures in a row of one unread receipt, while the store could be asked for it, until it is set aside. */
  readingFailuresMax: 10,
  /** Ids that are reserved at once. */
  idsMax: 20_000,
} as const;

// Every bound of what a client may say, with its reason. None is a setting: real clients stay far below.

export const syntaxLimits = {
  /** Octets of a tag: it comes back with every answer. Clients use four. */
  tag: 128,
  /**
   * Depth of a search key, brackets, NOT and OR each counting one. Thunderbird and imapsync write `OR a OR b OR c …`, one level
   * for each letter that they look for; what evaluates it may recurse this deep.
   */
  nesting: 200,
  /** Keys of one SEARCH, each compared with every message of the mailbox. */
  searchKeys: 1000,
  /** Items of one FETCH. Outlook, the longest known, asks for nine. */
  fetchItems: 100,
  /** Names in one HEADER.FIELDS. Thunderbird asks for some forty where filters look at many fields. */
  headerFields: 200,
  /** Octets of a field name: RFC 5322 §2.1.1, a line without its colon. */
  fieldName: 997,
  /** Numbers of a section such as 1.2.3: deeper than letters are parsed. */
  sectionNumbers: 100,
  /** Patterns of one LIST, each compared with every name. */
  patterns: 20,
  /** Octets of a pattern, or of a reference: what a name may have, each character in modified UTF-7. */
  pattern: 3000,
  /** Keywords of one STORE or APPEND: all that Dovecot keeps in a mailbox would fit three times. */
  keywords: 100,
  /** Octets of a keyword. Dovecot ends at 50. */
  keyword: 128,
  /** Octets of a mailbox name in UTF-8. */
  name: 1000,
  /** Octets of one level in UTF-8: what a file name may have, so that any mailbox can be exported. */
  nameLevel: 255,
  /** Levels of a mailbox name: nobody finds a letter forty levels down. */
  nameLevels: 40,
  /** RFC 2971 §3.3: at most 30 pairs. */
  idParameters: 30,
  /** Words of one ENABLE. */
  capabilities: 100,
} as const;

/** What the reader holds in memory for one client. All in octets. */
export type ReadLimits = {
  /** One line, and one command: its lines and literals, messages of APPEND aside. */
  line: number;
  command: number;
  /** Octets of one overlong line that are thrown away before the connection is. */
  overlong: number;
  /** Octets of refused literals that one command may make us skip, so as to stay in step, before the connection ends. */
  skipped: number;
};

/** Before login, when 20,000 strangers may hold a line each: AUTHENTICATE with an initial response (as in SMTP, RFC 4954 §4). */
export const readLimitsBeforeLogin: ReadLimits = {
  line: 16_384,
  command: 16_384,
  overlong: 1_048_576,
  skipped: 65_536,
};

/**
 * RFC 7162 §4 asks for lines of 8,192 at least; sets of uids are what grows: Apple Mail and Outlook send all uids of a folder
 * in one. Skipping costs only the line, and letters up to twice what a server takes are refused in step.
 */
export const readLimits: ReadLimits = {
  line: 65_536,
  command: 262_144,
  overlong: 1_048_576,
  skipped: 268_435_456,
};

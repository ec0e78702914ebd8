-- What was added to the tables of version 1 (schema.sql), a script a version: a library of an older
-- version is brought up to date when it is opened. Scripts are never changed afterwards.

-- Version 2
-- Further bibliographic variables of a work (`Document.extra`), as a JSON object.
ALTER TABLE documents ADD COLUMN extra TEXT NOT NULL DEFAULT '{}';

-- Version 3
-- What people keep: collections of saved passages, the steps that can be undone, and the
-- questions that were asked. A saved passage holds its own copy of work and words.
CREATE TABLE collections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL
);
CREATE TABLE saved (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id INTEGER NOT NULL REFERENCES collections(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    passage_id TEXT NOT NULL,
    copy TEXT NOT NULL,
    question TEXT NOT NULL,
    note TEXT NOT NULL,
    generation TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX saved_in_order ON saved (collection_id, position);
CREATE INDEX saved_by_passage ON saved (passage_id);
CREATE TABLE undo (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step TEXT NOT NULL,
    subject TEXT NOT NULL,
    before BLOB NOT NULL
);
CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    question TEXT NOT NULL,
    settings TEXT NOT NULL,
    status TEXT NOT NULL,
    hits INTEGER NOT NULL,
    generation TEXT NOT NULL
);

-- Version 4
-- What people said of works (`index.curate.overrides`), works taken out that can come back
-- (`index.curate.trash`), and folders that are watched (`index.curate.watch`).
CREATE TABLE corrections (
    document_id TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    before TEXT NOT NULL,
    read_id TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (document_id, field)
);
CREATE INDEX corrections_by_reading ON corrections (read_id);
CREATE TABLE removed (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL,
    title TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL,
    data BLOB
);
CREATE TABLE watched (
    folder TEXT PRIMARY KEY,
    since TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1,
    prune INTEGER NOT NULL DEFAULT 0,
    polling INTEGER NOT NULL DEFAULT 0,
    vectors INTEGER NOT NULL DEFAULT 1,
    tier TEXT,
    at TEXT,
    state TEXT,
    detail TEXT
);

-- Version 5
-- Collections, notes and history belong to somebody (`index.store.owner`); what there was is the
-- local person's. A name is unique for its owner alone, which takes a new table; the numbers
-- that were given are not given again, since steps that can be undone know rows by them.
CREATE TABLE collections_owned (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL DEFAULT 'local',
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (owner, name)
);
INSERT INTO collections_owned (id, name, at) SELECT id, name, at FROM collections;
CREATE TABLE saved_owned (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection_id INTEGER NOT NULL REFERENCES collections_owned(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    passage_id TEXT NOT NULL,
    copy TEXT NOT NULL,
    question TEXT NOT NULL,
    note TEXT NOT NULL,
    generation TEXT NOT NULL,
    at TEXT NOT NULL
);
INSERT INTO saved_owned SELECT id, collection_id, position, passage_id, copy, question, note,
    generation, at FROM saved;
DELETE FROM sqlite_sequence WHERE name IN ('collections_owned', 'saved_owned');
INSERT INTO sqlite_sequence (name, seq) SELECT name || '_owned', seq FROM sqlite_sequence
    WHERE name IN ('collections', 'saved');
DROP TABLE saved;
DROP TABLE collections;
ALTER TABLE collections_owned RENAME TO collections;
ALTER TABLE saved_owned RENAME TO saved;
CREATE INDEX saved_in_order ON saved (collection_id, position);
CREATE INDEX saved_by_passage ON saved (passage_id);
ALTER TABLE undo ADD COLUMN owner TEXT NOT NULL DEFAULT 'local';
ALTER TABLE history ADD COLUMN owner TEXT NOT NULL DEFAULT 'local';
CREATE INDEX history_by_owner ON history (owner, id);
CREATE TABLE jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    process TEXT NOT NULL,
    begun TEXT NOT NULL,
    seen TEXT NOT NULL,
    ended TEXT,
    stage TEXT NOT NULL DEFAULT '',
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    stop INTEGER NOT NULL DEFAULT 0,
    report TEXT NOT NULL DEFAULT ''
);

-- Version 6
-- Which passage names which act or provision, and where (`index.store.citations`): a name once,
-- whether or not this library holds what it names. The columns of the key stand first: SQLite 3.40
-- looks at the wrong ones otherwise when it checks a table without row ids.
CREATE TABLE cited (
    number INTEGER PRIMARY KEY,
    target TEXT NOT NULL UNIQUE
);
CREATE TABLE citations (
    passage INTEGER NOT NULL REFERENCES passages(row) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    target INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (passage, start, target)
) WITHOUT ROWID;
CREATE INDEX citations_by_target ON citations (target);
-- What rulings decide of provisions (`index.store.court_effects`); spans are of the ruling's text.
CREATE TABLE court_effects (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    effect TEXT NOT NULL,
    target TEXT NOT NULL,
    evidence TEXT NOT NULL,
    words_start INTEGER,
    words_end INTEGER,
    reading_start INTEGER,
    reading_end INTEGER,
    must_be_read INTEGER NOT NULL,
    formal INTEGER NOT NULL,
    PRIMARY KEY (document_id, position)
);
CREATE INDEX court_effects_by_target ON court_effects (target);
-- Where works come from (`index.store.offers`): sources that are remembered, what each offers, and
-- what was fetched of it, when and from which address; bundles that were opened, and which works
-- are theirs (`index.curate.bundle`).
CREATE TABLE fetch_sources (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL UNIQUE,
    said TEXT NOT NULL,
    kind TEXT NOT NULL,
    selection TEXT NOT NULL,
    hosts TEXT NOT NULL,
    asked TEXT NOT NULL DEFAULT '',
    etag TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    read TEXT,
    tried TEXT,
    trouble TEXT NOT NULL DEFAULT ''
);
CREATE TABLE offers (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    source INTEGER NOT NULL REFERENCES fetch_sources(number) ON DELETE CASCADE,
    key TEXT NOT NULL,
    document_id TEXT,
    slug TEXT NOT NULL,
    kind TEXT NOT NULL,
    numbered TEXT NOT NULL,
    year INTEGER,
    title TEXT NOT NULL,
    subject TEXT NOT NULL,
    status TEXT NOT NULL,
    file TEXT NOT NULL,
    offer TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    seen INTEGER NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, key)
);
CREATE INDEX offers_by_document ON offers (document_id);
CREATE INDEX offers_by_year ON offers (year DESC, number, source, gone);
CREATE VIRTUAL TABLE offer_words USING fts5(
    kind, numbered, year, title, subject, content='', tokenize='unicode61 remove_diacritics 2',
    prefix='2 3 4'
);
CREATE TABLE fetched (
    source INTEGER NOT NULL REFERENCES fetch_sources(number) ON DELETE CASCADE,
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    path TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    etag TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '',
    mark TEXT NOT NULL DEFAULT '',
    at TEXT,
    checked TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (source, key)
);
CREATE INDEX fetched_by_path ON fetched (path);
CREATE TABLE bundles (
    name TEXT PRIMARY KEY,
    made TEXT NOT NULL,
    seal TEXT NOT NULL,
    opened TEXT NOT NULL
);
CREATE TABLE bundled (
    document_id TEXT PRIMARY KEY,
    bundle TEXT NOT NULL,
    sha256 TEXT NOT NULL
);
-- What an act changes in the wording of others (`ingest.relations.changes`), a row for each act it
-- changes; when acts enter into force; which acts are said to have amended which.
CREATE TABLE changes (
    source_id TEXT NOT NULL,
    act TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (source_id, act)
) WITHOUT ROWID;
CREATE INDEX changes_by_act ON changes (act);
CREATE TABLE dates (
    document_id TEXT PRIMARY KEY,
    promulgated TEXT,
    in_force TEXT,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    parts TEXT NOT NULL,
    establishes TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE amenders (
    act TEXT NOT NULL,
    amender TEXT NOT NULL,
    source_id TEXT NOT NULL,
    PRIMARY KEY (act, amender, source_id)
) WITHOUT ROWID;
CREATE INDEX amenders_by_source ON amenders (source_id);

-- Version 7
-- Which passage gives a provision its wording in which period (`index.store.wordings`): rows only
-- for provisions that an act of this library changed. ``worded`` has what each act's rows were
-- made from.
CREATE TABLE wordings (
    act TEXT NOT NULL,
    place TEXT NOT NULL,
    since TEXT NOT NULL,
    passage TEXT NOT NULL,
    until TEXT NOT NULL,
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    day TEXT NOT NULL,
    exact INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    reason TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (act, place, since, passage)
) WITHOUT ROWID;
CREATE INDEX wordings_by_passage ON wordings (passage);
CREATE INDEX wordings_by_source ON wordings (source);
CREATE TABLE worded (
    act TEXT PRIMARY KEY,
    state TEXT NOT NULL
) WITHOUT ROWID;

-- Version 8
-- What is new for somebody (`index.store.followed`). Which content of which work has ever come, in
-- its order: what was here before, or is read again, is not new. `former` has marks of the passages
-- of works that were replaced or taken out. What there was when these tables came has no day.
CREATE TABLE arrivals (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (document_id, sha256)
);
INSERT INTO arrivals (document_id, sha256, at) SELECT id, sha256, '' FROM documents ORDER BY id;
CREATE TABLE former (
    document_id TEXT PRIMARY KEY,
    marks BLOB NOT NULL
) WITHOUT ROWID;
-- What people follow, up to which arrival it was looked at, and what was known then; what was
-- found new since. A person's feed has an id that stays.
CREATE TABLE followed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    settings TEXT NOT NULL,
    at TEXT NOT NULL,
    since INTEGER NOT NULL,
    known TEXT NOT NULL,
    UNIQUE (owner, kind, subject, settings)
);
CREATE TABLE news (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    followed INTEGER NOT NULL,
    mark TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    source TEXT NOT NULL,
    passage TEXT NOT NULL,
    facts TEXT NOT NULL,
    at TEXT NOT NULL,
    read TEXT NOT NULL DEFAULT '',
    UNIQUE (owner, followed, mark)
);
CREATE INDEX news_unread ON news (owner, read);
CREATE TABLE looked (
    owner TEXT PRIMARY KEY,
    since INTEGER NOT NULL,
    feed TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
-- One list of all works, held and offered, in the order in which it is shown
-- (`index.store.work_list`): a search gives the first of it and need not count the others.
CREATE TABLE listed (
    place INTEGER PRIMARY KEY,
    document_id TEXT,
    offer INTEGER UNIQUE,
    held INTEGER NOT NULL,
    kind TEXT NOT NULL,
    numbered TEXT NOT NULL,
    year TEXT NOT NULL,
    title TEXT NOT NULL,
    subject TEXT NOT NULL
);
CREATE INDEX listed_by_document ON listed (document_id, held);
CREATE VIRTUAL TABLE listed_words USING fts5(
    kind, numbered, year, title, subject, content='listed', content_rowid='place',
    tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4 5 6 7 8', detail=column
);
INSERT INTO listed SELECT
    ((1 << 62) | ((CASE substr(id, 1, instr(id || '/', '/') - 1)
    WHEN 'uud' THEN 126 WHEN 'tap-mpr' THEN 125 WHEN 'uu' THEN 124 WHEN 'perppu' THEN 124
    WHEN 'pp' THEN 123 WHEN 'perpres' THEN 122 ELSE 28 END) << 55) | (max(0, min(coalesce(year, 0), 4095)) << 43)
    | (max(0, min(CAST(coalesce(number, '') AS INTEGER), 131071)) << 26)) + rowid,
    id, NULL, 1, kind || ' ' || replace(substr(id, 1, instr(id || '/', '/') - 1), '-', ' '),
    coalesce(number, ''), coalesce(year, ''), title, '' FROM documents;
INSERT INTO listed SELECT
    (((CASE slug
    WHEN 'uud' THEN 126 WHEN 'tap-mpr' THEN 125 WHEN 'uu' THEN 124 WHEN 'perppu' THEN 124
    WHEN 'pp' THEN 123 WHEN 'perpres' THEN 122 ELSE 28 END) << 55) | (max(0, min(coalesce(year, 0), 4095)) << 43)
    | (max(0, min(CAST(numbered AS INTEGER), 131071)) << 26)) + number,
    document_id, number, 0,
    kind || ' ' || json_extract(offer, '$.short') || ' ' || replace(slug, '-', ' '),
    numbered, coalesce(year, ''), title, subject FROM offers;
INSERT INTO listed_words (listed_words) VALUES ('rebuild');
DROP TABLE offer_words;

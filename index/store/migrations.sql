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

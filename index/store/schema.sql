-- The tables of version 1.
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    added TEXT NOT NULL,
    length INTEGER NOT NULL,
    tier TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    number TEXT,
    year INTEGER,
    issuer TEXT,
    date TEXT,
    gazette TEXT,
    authors TEXT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    digest INTEGER NOT NULL,
    licence TEXT,
    url TEXT,
    page_starts BLOB NOT NULL,
    quality_ratio REAL NOT NULL,
    reader TEXT NOT NULL,
    warnings TEXT NOT NULL
);
CREATE TABLE texts (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    chunk INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (document_id, chunk)
) WITHOUT ROWID;
CREATE TABLE passages (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    parent_id TEXT,
    locator TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    page INTEGER,
    heading TEXT NOT NULL,
    lead_in TEXT NOT NULL,
    searchable INTEGER NOT NULL
);
CREATE UNIQUE INDEX passages_in_order ON passages (document_id, position);
CREATE INDEX passages_by_parent ON passages (parent_id);
CREATE VIRTUAL TABLE phrases USING fts5(
    lead_in, text, content='', tokenize='unicode61 remove_diacritics 2'
);
CREATE TABLE relations (
    source_id TEXT NOT NULL,
    relation TEXT NOT NULL,
    target_id TEXT NOT NULL,
    evidence TEXT,
    UNIQUE (source_id, relation, target_id, evidence)
);
CREATE INDEX relations_by_target ON relations (target_id);
CREATE TABLE sources (
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    settings TEXT NOT NULL,
    document_ids TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    at TEXT NOT NULL
);
CREATE TABLE log (
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT
);

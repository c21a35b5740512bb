-- The file of a server of version 3 with the account alice, whose password is secret-of-alice.
PRAGMA application_id = 1246317873;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE account (
    key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    password TEXT NOT NULL,
    blocked INTEGER NOT NULL DEFAULT 0
, checksum INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE contact (
    owner TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    contact TEXT NOT NULL REFERENCES account ON DELETE CASCADE, checksum INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, contact)
) STRICT, WITHOUT ROWID;
CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    object BLOB NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_by_contact ON contact (contact);
CREATE INDEX message_by_account ON message (account);
CREATE INDEX account_by_name ON account (name, blocked);
INSERT INTO account (key, name, password) VALUES ('alice', 'alice', '$argon2id$v=19$m=19456,t=2,p=1$LcmrThhHedBFo9P1X7QiqQ$WhZBETJqxNOwFlqqMSzzDp9XTOx/AFf9rnuqtNB44sM');
COMMIT;

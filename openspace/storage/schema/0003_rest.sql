-- When a board that nobody has open is next to be looked at: a thousand of them must not be read each six hours.

ALTER TABLE boards ADD COLUMN due TEXT; -- an instant; NULL: never by itself
ALTER TABLE boards ADD COLUMN seen TEXT; -- last seq and number of blobs when it was looked at; NULL: not yet

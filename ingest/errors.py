"""Every error Dalil raises, in one tree. Each message says what to do about it,
and is an `ingest.messages.Message`, so that every page says it in its own language.

::

    DalilError
    ├── SourceError            a file cannot become a document
    │   ├── UnreadableSource   damaged, encrypted, empty, or text that is no text
    │   ├── UnsupportedSource  a format we have no reader for
    │   └── SourceTooLarge     over the limit that protects the machine
    ├── ReaderError            the processes that read files cannot be started
    ├── ExtraMissing           a part that this installation lacks; says what to install
    ├── SettingError           a setting of the environment that says nothing
    ├── ManifestError          a corpus manifest contradicts itself or the files
    ├── FetchError             something cannot be brought from where it is
    │   ├── AddressRefused     an address that is never asked
    │   ├── Unreachable        nobody answered, or not now: says nothing of what is there
    │   ├── NotThere           the server says that there is no such thing
    │   └── WrongContent       what came is not what was to come
    ├── LibraryError           the library on disk
    │   ├── LibraryMissing     no library there yet
    │   ├── LibraryLocked      somebody else is writing
    │   ├── LibraryReadOnly    this person may only read it
    │   ├── CatalogBroken      its truth is damaged, empty or gone
    │   ├── BackupError        a backup that cannot be written or is none
    │   ├── BundleError        a bundle that cannot be written, or is refused
    │   ├── GenerationBroken   an index that is incomplete or of another format
    │   ├── EngineError        the server that holds the index cannot be asked
    │   │   └── EngineAway     it does not answer
    │   ├── VectorsBroken      a cache of vectors that is damaged
    │   └── NotInLibrary       no document or passage of that id
    ├── EncoderError           text cannot become vectors
    │   └── EncoderMismatch    a query from another vector space than the index
    ├── QueryError             a question that cannot be understood as typed
    ├── BatchError             a file of questions that cannot be read
    ├── CollectionError        a collection that cannot be had as it was asked for
    ├── FollowError            what is followed cannot be had as it was asked for
    ├── ZoteroError            no Zotero on this machine, or it does not take what it is sent
    ├── CorrectionError        what was said of a work cannot be
    ├── MetadataError          a reference manager's file that cannot be read
    ├── WatchError             a folder that cannot be watched
    ├── NotPermitted           something that only editors of the library may do
    ├── TooMuch                more in a while than a server gives one, or all
    ├── ServiceError           a service that cannot be reached, or refuses (`dalil.Client`)
    └── StyleError             a citation style that is not there, or no usable CSL file
"""


class DalilError(Exception):
    """Base of all errors that are meant for the person, not for the developer."""


class SourceError(DalilError):
    """A file cannot become a document; becomes an item of the ingest report."""


class UnreadableSource(SourceError):
    """The file is damaged, encrypted, empty, or its text is no text."""


class UnsupportedSource(SourceError):
    """There is no reader for this format."""


class SourceTooLarge(SourceError):
    """The file is over the size or text limit."""


class ReaderError(DalilError):
    """No process that reads files can be started on this machine."""


class ExtraMissing(DalilError, ImportError):
    """A package is missing that only some installations have; the message names the extra."""


class SettingError(DalilError):
    """A setting of the environment is no value that it can have."""


class ManifestError(DalilError):
    """A manifest is malformed or names files that are not there."""


class FetchError(DalilError):
    """Something cannot be brought from where it is."""


class AddressRefused(FetchError):
    """An address that is never asked: no TLS, a private place, another host, no web address."""


class Unreachable(FetchError):
    """Nobody answered, or not now. Whether there is such a thing is not known."""


class NotThere(FetchError):
    """The server says that there is no such thing."""


class WrongContent(FetchError):
    """What came is not what was to come: a page instead of a file, half of it, too much."""


class LibraryError(DalilError):
    """Something is wrong with the library on disk."""


class LibraryMissing(LibraryError):
    """There is no library at this place yet."""


class LibraryLocked(LibraryError):
    """Another process is writing to this library."""


class LibraryReadOnly(LibraryError):
    """This person may read the library, and not change it."""


class CatalogBroken(LibraryError):
    """The catalogue is damaged, empty or gone: a backup or the sources bring it back."""


class BackupError(LibraryError):
    """A backup cannot be written, or a file is no whole backup."""


class BundleError(LibraryError):
    """A bundle cannot be written, or a file is no bundle that can be opened."""


class GenerationBroken(LibraryError):
    """An index generation is incomplete or of another format."""


class EngineError(LibraryError):
    """The server that holds the index is away, refuses, or holds none. Nothing was found out of
    what the library says: it is never "nothing answers this"."""


class EngineAway(EngineError):
    """The server that holds the index does not answer."""


class VectorsBroken(LibraryError):
    """A cache of vectors is damaged; it can be made again."""


class NotInLibrary(LibraryError):
    """No document or passage of that id is in the library."""


class EncoderError(DalilError):
    """Text cannot be turned into vectors on this machine."""


class EncoderMismatch(EncoderError):
    """The query's vectors and the index's come from different encoders."""


class QueryError(DalilError):
    """The question is malformed; the message shows where."""


class BatchError(DalilError):
    """A file of questions cannot be read, or its output cannot be written."""


class StyleError(DalilError, ValueError):
    """There is no citation style of this name, or its file is no CSL that can be used."""


class CollectionError(DalilError):
    """A collection of that name is there already or not at all, or its name says nothing."""


class ZoteroError(DalilError):
    """No Zotero runs on this machine, or it does not take what it is sent."""


class FollowError(DalilError):
    """What somebody wants to follow has no name, is nothing that can be followed, or too much."""


class CorrectionError(DalilError):
    """What a person says of a work is malformed or contradicts the library."""


class WatchError(DalilError):
    """A folder cannot be watched: not there, watched already, or the library's own."""


class MetadataError(DalilError):
    """A file of BibTeX, RIS or CSL-JSON has no entries or cannot be read."""


class NotPermitted(DalilError):
    """The person who asked for it may not do that to this library."""


class TooMuch(DalilError):
    """One person, or all together, asked for more in a while than the server gives."""


class ServiceError(DalilError):
    """A service that serves a library cannot be reached, or refused what it was asked."""

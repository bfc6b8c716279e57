//! What an audit can find: each with its name, its level, what it means and what to do. A table, and nothing that decides.

/// How grave something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What was signed cannot be relied on, or the history cannot.
    Error,
    /// Somebody should ask.
    Warning,
    /// Good to know.
    Note,
}

impl Level {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! sorts {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $level:ident, $what:literal, $help:literal;)*) => {
        /// What an audit can find.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "what each means stands in its row, for people")]
        pub enum Sort { $($variant),* }

        impl Sort {
            /// All of them, the gravest matters of the history first.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// How grave it is.
            pub fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level),* }
            }

            /// What it means.
            pub fn what(self) -> &'static str {
                match self { $(Self::$variant => $what),* }
            }

            /// What to do.
            pub fn help(self) -> &'static str {
                match self { $(Self::$variant => $help),* }
            }
        }
    };
}

sorts! {
    ObjectReplaced, "object-replaced", Error, "git shows something else in the place of a commit or a file (`refs/replace`)",
        "look at it with `git replace -l`, and take it away with `git replace -d`";
    HistoryGrafted, "history-grafted", Error, "the file `info/grafts` gives commits other parents",
        "take `.git/info/grafts` away";
    HistoryShallow, "history-shallow", Error, "the history was cut off when it was cloned",
        "fetch the rest with `git fetch --unshallow`, and audit again";
    HistoryPartial, "history-partial", Error, "git fetches files from elsewhere when they are asked for",
        "audit a full clone, made without --filter";
    ObjectsBorrowed, "objects-borrowed", Error, "objects stand in another repository, which others may change",
        "copy them in with `git repack -a -d`, then take `.git/objects/info/alternates` away";
    CommitMissing, "commit-missing", Error, "a commit is not there, or cannot be read",
        "fetch it from another clone, or put it back from a backup; `git fsck` says what else is missing";
    ObjectUnreadable, "object-unreadable", Error, "a file or a folder of a commit is not there, or its bytes are not what they were",
        "fetch it from another clone, or put it back from a backup; `git fsck` says what else is missing";
    NamedTwice, "named-twice", Error, "a folder of a commit names the same thing twice, so that programs may show either",
        "such a commit is not made by git: ask who made it";
    HistoryRewritten, "history-rewritten", Error, "the commit that was seen last time does not lead to this one: history was rewritten or cut off",
        "compare with the clone or the backup of that time, and ask who rewrote it";
    BranchMoved, "branch-moved", Error, "the branch no longer holds the commit that it ended with last time",
        "compare with the clone or the backup of that time, and ask who moved it";
    BranchGone, "branch-gone", Note, "the branch of that time has another name now, or is gone; its last commit is still here",
        "nothing, where it was renamed";
    TagMoved, "tag-moved", Error, "a tag leads to another commit than last time, or is gone",
        "ask who moved it; a tag is never moved";
    CheckpointFails, "checkpoint-fails", Error, "the checkpoint does not say what stands at its commit",
        "compare with whoever holds the checkpoint: it or the history was changed";
    StoreIdChanged, "store-id-changed", Error, "the id of the store was changed, and every sign-off names it",
        "put the id back in supervision.yaml";
    MergeSlippedIn, "merge-slipped-in", Error, "a merge holds a change to a record that neither side made",
        "ask whoever merged; what both sides did stands in the commits before it";
    MergeLeftOut, "merge-left-out", Warning, "a merge leaves out a change to a record that one side had made",
        "ask whoever merged whether that was meant";
    SignedRecordChanged, "signed-record-changed", Error, "a record no longer said what was signed",
        "put back what was signed, and write what is to be added as an addendum; ask who changed it";
    SignedRecordRemoved, "signed-record-removed", Error, "a record that was signed was taken away",
        "put it back from the commit before";
    SignedRecordRestored, "signed-record-restored", Note, "a record that had been changed after it was signed says again what was signed",
        "ask why it was changed in between";
    RevisionLowered, "revision-lowered", Error, "the revision of an agreement was lowered",
        "put the later revision back; an agreement that is to say something else gets a higher number";
    RecordRemoved, "record-removed", Warning, "a record was taken away",
        "where its time was over, nothing; otherwise put it back from the commit before";
    PathMisleading, "path-misleading", Error, "a name looks like that of a record and is another",
        "compare it with its neighbour, and take it away";
    SignOffChanged, "sign-off-changed", Error, "a statement, a signature or a comment was changed",
        "put it back from the commit before; they are only ever added";
    SignOffRemoved, "sign-off-removed", Error, "a statement, a signature or a comment was taken away",
        "put it back from the commit before; they are only ever added";
    SignOffMoved, "sign-off-moved", Note, "sign-offs were given another place together with their record, byte for byte",
        "nothing";
    HistoryOfAnotherStore, "history-of-another-store", Error, "the history of another store was brought in, and no handover accounts for it",
        "ask who brought it in; a worker's file comes with `supervision transfer receive`, which records the handover";
    FileReceived, "file-received", Note, "a worker's file came from another store with its history, as its handover says",
        "nothing; who had which standing in the other store is for an audit of that store";
    HandedOver, "handed-over", Note, "a worker's file went to another store, as its handover says",
        "nothing, where the other store has it";
    SignOffUnreadable, "sign-off-unreadable", Error, "a statement cannot be read",
        "sign again with `supervision sign`: a statement is never written by hand";
    SignOffAstray, "sign-off-astray", Error, "a sign-off without its record, or a signature or comment without its statement",
        "put the record or the statement back; ask who added this";
    SignOffOfAnotherRecord, "sign-off-of-another-record", Error, "a statement about another record than its place says",
        "ask who put it there: a sign-off is never copied";
    SignOffOfAnotherStore, "sign-off-of-another-store", Error, "a statement that names another store, and no handover from there",
        "ask who put it there; a file that came from another store has a handover record";
    SignOffNeverHeld, "sign-off-never-held", Error, "a statement that never agreed with its record: it was made over another text",
        "ask whoever signed what they had in front of them, and have them sign again";
    CommentNotAsSigned, "comment-not-as-signed", Error, "the comment beside a statement is not the one that was signed",
        "ask whoever signed what they said";
    CommitNotInHistory, "commit-not-in-history", Error, "the commit that the signer had in front of them is not in this history: it was rewritten, or it was never here",
        "find that commit in the signer's clone or in a backup, and compare";
    CommitNotBefore, "commit-not-before", Error, "the commit that the signer is said to have had in front of them was made later",
        "ask who wrote the statement: nobody can have seen that commit then";
    SignaturesUnproven, "signature-unproven", Error, "a signature that proves nothing",
        "have the record signed again with a key";
    SignatureByOtherKey, "signature-by-other-key", Error, "a signature by a key that was not the signer's on that day",
        "ask the signer whether they signed, and whose key that is";
    KeyEnteredLater, "key-entered-later", Error, "a signature by a key that was entered as the signer's only after it was used",
        "ask the signer whether the key was theirs on that day";
    KeyBackDated, "key-back-dated", Warning, "a key was entered as somebody's from a day long before it was entered",
        "ask whose key it is, and since when";
    KeyRemoved, "key-removed", Warning, "a key was taken out of a person's file, and what it signed cannot be proven any more",
        "put it back, with the last day on which it was theirs";
    SignatureMissing, "signature-missing", Error, "a sign-off without a key, of a day on which the store asked for one",
        "have the record signed again with a key, or an addendum to it";
    SignatureAddedLater, "signature-added-later", Warning, "a signature or a comment was added to a statement that stood there already",
        "ask whoever signed whether it is theirs";
    SignedWithoutStanding, "signed-without-standing", Error, "a sign-off by somebody who is not the party in that role, or whose post does not allow it",
        "ask whoever is named in the record to sign";
    PostNotHeld, "post-not-held", Error, "a sign-off by somebody who held no post on that day, or was not known here",
        "ask who signed; where the post is missing in the person's file, enter it";
    SignedForBothSides, "signed-for-both-sides", Error, "one person signed a record for both sides",
        "have the other side sign";
    SignedByAnotherAccount, "signed-by-another-account", Warning, "a sign-off without a key was committed by somebody else's account",
        "ask the signer whether they signed; a key would prove it";
    SignOffPostDated, "sign-off-post-dated", Error, "a sign-off of a day after it was committed",
        "ask who signed, and when";
    SignOffBackDated, "sign-off-back-dated", Warning, "a sign-off of a day more than two weeks before it was committed",
        "ask whoever signed whether they signed on that day";
    KeyEscaped, "key-escaped", Error, "a sign-off without a key is dated before the store asked for keys, and was committed after",
        "have the record signed again with a key: its day alone does not free it from that";
    BegunWithSignOffs, "begun-with-sign-offs", Warning, "the history begins with sign-offs that were there already: what was before cannot be seen",
        "where records came from another place, compare with what is kept there";
    CommitInFuture, "commit-in-future", Warning, "a commit of a day that has not come",
        "look at the clock of whoever committed";
    CommitOutOfOrder, "commit-out-of-order", Warning, "a commit of a day before the commit that it follows",
        "look at the clock of whoever committed; days of commits can be set by whoever makes them";
    RecordedLate, "recorded-late", Warning, "a record was written up more than two weeks after what it tells of",
        "nothing can be done now; look whether it happens often";
    CommittedLate, "committed-late", Warning, "a record was committed more than two weeks after the day on which it says that it was written up",
        "ask when it was written; look whether it happens often";
    AccessUntold, "access-untold", Warning, "somebody saw a worker's file, and the worker has not been told",
        "tell the worker who saw what and why, and enter the day";
    AccessToldLate, "access-told-late", Warning, "a worker was told more than two weeks later that somebody had seen their file",
        "nothing can be done now; look whether it happens often";
}

/// How many days a thing may take before it is called late, or its day out of place: two weeks.
pub const LATE: i64 = 14;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub sort: Sort,
    /// The place of the commit in the trail that did it, where one did.
    pub step: Option<usize>,
    /// The path in the store, where it is about one.
    pub path: Option<String>,
    /// The record, where it is about one.
    pub record: Option<String>,
    /// What happened, in a sentence.
    pub message: String,
}

//! Attacks on what was signed and on the history itself: each is made with real git, and has to be found and named.
#![expect(
    clippy::print_stdout,
    reason = "the table is for whoever runs the test with --nocapture"
)]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use rayon::prelude::*;

use super::room::{A, AGREEMENT, B, C, Room, Sign, agreement, person, session};
use crate::support::keys::Key;

/// How an attack is found.
#[derive(Clone, Copy, PartialEq)]
enum By {
    /// By the history alone.
    Itself,
    /// Only with the checkpoint that is kept outside.
    Pin,
    /// git's own library will not open the repository, and the program says why.
    Refusal,
}

struct Attack {
    name: &'static str,
    act: fn(&Room),
    by: By,
    finds: &'static str,
    /// What stands in the path of the finding.
    at: &'static str,
}

macro_rules! attacks {
    ($($name:literal, $by:ident, $finds:literal, $at:expr, $act:expr;)*) => {
        &[$(Attack { name: $name, act: $act, by: By::$by, finds: $finds, at: $at }),*]
    };
}

fn st(record: &str, role: &str) -> String {
    format!("{}.st", Room::beside(record, role))
}

fn sig(record: &str, role: &str) -> String {
    format!("{}.sig", Room::beside(record, role))
}

fn md(record: &str) -> String {
    format!("{record}.md")
}

fn first_line_of(room: &Room, args: &[&str]) -> String {
    room.git(args).lines().next().unwrap_or_default().to_owned()
}

/// The file of a loose object.
fn loose(room: &Room, id: &str) -> std::path::PathBuf {
    room.dir.join(".git/objects").join(&id[..2]).join(&id[2..])
}

/// Two branches that both go on from here, the second of them checked out.
fn two_branches(room: &Room, other: fn(&Room)) {
    room.git(&["checkout", "-q", "-b", "side"]);
    other(room);
    room.commit("jo", "2026-03-20");
    room.git(&["checkout", "-q", "main"]);
    room.write(
        "workers/jo/3-supervision/2026-03-24.md",
        &session("2026-03-24", "On the main branch."),
    );
    room.commit("sam", "2026-03-24");
}

fn ask_for_keys(room: &Room) {
    let text = room.read("supervision.yaml") + "sign-off:\n  - {from: 2026-04-01, asks: key}\n";
    room.write("supervision.yaml", &text);
    room.commit("sam", "2026-04-01");
}

const ATTACKS: &[Attack] = attacks! {
    "a signed record is changed", Itself, "signed-record-changed", A,
        |room| room.tamper(&md(A), "first", "1st");
    "a record signed without keys is changed", Itself, "signed-record-changed", B,
        |room| room.tamper(&md(B), "second", "2nd");
    "a change and its revert", Itself, "signed-record-changed", A, |room| {
        room.tamper(&md(A), "first", "1st");
        room.tamper(&md(A), "1st", "first");
    };
    "a change and its revert: the revert shows too", Itself, "signed-record-restored", A, |room| {
        room.tamper(&md(A), "first", "1st");
        room.tamper(&md(A), "1st", "first");
    };
    "a signed record is removed", Itself, "signed-record-removed", A, |room| {
        room.remove(&md(A));
        room.commit("sam", "2026-04-02");
    };
    "a signed record and its sign-offs are removed", Itself, "signed-record-removed", A, |room| {
        room.git(&["rm", "-rq", &md(A), "workers/jo/3-supervision/signoffs/2026-02-10"]);
        room.commit("sam", "2026-04-02");
    };
    "a signed record is removed and put back", Itself, "signed-record-removed", A, |room| {
        let text = room.read(&md(A));
        room.remove(&md(A));
        room.commit("sam", "2026-04-02");
        room.write(&md(A), &text);
        room.commit("sam", "2026-04-03");
    };
    "a whole worker's file is removed", Itself, "sign-off-removed", "workers/jo", |room| {
        room.git(&["rm", "-rq", "workers/jo"]);
        room.commit("sam", "2026-04-02");
    };
    "the settings are removed, and with them the store", Itself, "sign-off-removed", "workers/jo", |room| {
        let text = room.read("supervision.yaml");
        room.remove("supervision.yaml");
        room.commit("sam", "2026-04-02");
        room.write("supervision.yaml", &text);
        room.commit("sam", "2026-04-03");
    };
    "a link in the place of a signed record", Itself, "signed-record-removed", A, |room| {
        room.write("workers/jo/3-supervision/2026-04-09.md", "X");
        room.remove(&md(A));
        symlink("2026-04-09.md", room.dir.join(md(A))).expect("linked");
        room.commit("sam", "2026-04-02");
    };
    "disagree is turned into agree", Itself, "sign-off-changed", "1-supervisee.st",
        |room| room.tamper(&st(A, "supervisee"), "meaning: disagree", "meaning: agree");
    "a statement is removed", Itself, "sign-off-removed", "1-supervisee.st", |room| {
        room.remove(&st(B, "supervisee"));
        room.commit("sam", "2026-04-02");
    };
    "a statement is removed and added again", Itself, "sign-off-removed", "1-supervisee.st", |room| {
        let text = room.read(&st(B, "supervisee"));
        room.remove(&st(B, "supervisee"));
        room.commit("sam", "2026-04-02");
        room.write(&st(B, "supervisee"), &text);
        room.commit("sam", "2026-04-03");
    };
    "a signature is swapped for another's", Itself, "sign-off-changed", "1-supervisee.sig", |room| {
        let other = room.read(&sig(A, "supervisor"));
        room.write(&sig(A, "supervisee"), &other);
        room.commit("sam", "2026-04-02");
    };
    "a signature is removed", Itself, "sign-off-removed", "1-supervisee.sig", |room| {
        room.remove(&sig(A, "supervisee"));
        room.commit("sam", "2026-04-02");
    };
    "a signature is added to a statement without", Itself, "signature-added-later", "1-supervisee.sig", |room| {
        let other = room.read(&sig(A, "supervisee"));
        room.write(&sig(B, "supervisee"), &other);
        room.commit("sam", "2026-04-02");
    };
    "a comment is changed", Itself, "sign-off-changed", "1-supervisee.comment.md",
        |room| room.tamper(&format!("{}.comment.md", Room::beside(A, "supervisee")), "Not so", "All so");
    "a comment is removed", Itself, "sign-off-removed", "1-supervisee.comment.md", |room| {
        room.remove(&format!("{}.comment.md", Room::beside(A, "supervisee")));
        room.commit("sam", "2026-04-02");
    };
    "a comment is put into somebody's mouth", Itself, "comment-not-as-signed", "1-supervisee.st", |room| {
        room.write(&format!("{}.comment.md", Room::beside(B, "supervisee")), "I agree with all of it.\n");
        room.commit("sam", "2026-04-02");
    };
    "a record is changed and signed again under the same revision", Itself, "sign-off-changed", "1-supervisor.st", |room| {
        room.edit(&md(B), "second", "2nd");
        room.signed(&Sign::new(B, "supervisor", "sam", "2026-04-02"));
    };
    "and the first text is named", Itself, "signed-record-changed", B, |room| {
        room.edit(&md(B), "second", "2nd");
        room.signed(&Sign::new(B, "supervisor", "sam", "2026-04-02"));
    };
    "a session that claims a later revision", Itself, "signed-record-changed", A,
        |room| room.tamper(&md(A), "type: individual\n", "type: individual\nrevision: 2\n");
    "an agreement whose words are changed and whose revision is not raised", Itself, "signed-record-changed", AGREEMENT,
        |room| room.tamper(&md(AGREEMENT), "Every month", "Every year");
    "an agreement goes back to an earlier revision", Itself, "revision-lowered", AGREEMENT, |room| {
        let text = room.read(&md(AGREEMENT));
        room.write(&md(AGREEMENT), &agreement(2, "Every week."));
        room.commit("sam", "2026-04-02");
        room.write(&md(AGREEMENT), &text);
        room.commit("sam", "2026-04-03");
    };
    "another record is renamed over a signed one", Itself, "signed-record-changed", B, |room| {
        room.git(&["mv", "-f", &md(C), &md(B)]);
        room.commit("sam", "2026-04-02");
    };
    "a signed record is moved away from its sign-offs", Itself, "signed-record-removed", A, |room| {
        room.git(&["mv", &md(A), "workers/jo/3-supervision/2026-02-11.md"]);
        room.commit("sam", "2026-04-02");
    };
    "line breaks that only some programs see", Itself, "signed-record-changed", A,
        |room| room.tamper(&md(A), "session.\n", "session.\r");
    "two spaces at the end of a line", Itself, "signed-record-changed", A,
        |room| room.tamper(&md(A), "session.\n", "session.  \n");
    "a letter that looks alike", Itself, "signed-record-changed", A,
        |room| room.tamper(&md(A), "session.", "sessiоn.");
    "a statement over a text that was never here", Itself, "sign-off-never-held", "2026-03-17/1-supervisor.st", |room| {
        room.signed(&Sign { text: Some(session("2026-03-17", "Other words.")), ..Sign::new(C, "supervisor", "sam", "2026-03-19").key("sam") });
    };
    "a statement about a record that never existed", Itself, "sign-off-astray", "2026-03-19/1-supervisor.st", |room| {
        room.signed(&Sign { text: Some("X".to_owned()), ..Sign::new("workers/jo/3-supervision/2026-03-19", "supervisor", "sam", "2026-03-19") });
    };
    "a signature without its statement", Itself, "sign-off-astray", "2026-03-17/1-supervisor.sig", |room| {
        let other = room.read(&sig(A, "supervisor"));
        room.write(&sig(C, "supervisor"), &other);
        room.commit("sam", "2026-03-19");
    };
    "a statement copied to another record", Itself, "sign-off-of-another-record", "2026-03-17/1-supervisor.st", |room| {
        let other = room.read(&st(B, "supervisor"));
        room.write(&st(C, "supervisor"), &other);
        room.commit("sam", "2026-03-19");
    };
    "a statement of another store", Itself, "sign-off-of-another-store", "2026-03-17/1-supervisor.st", |room| {
        room.signed(&Sign { store: "other-store", ..Sign::new(C, "supervisor", "sam", "2026-03-19") });
    };
    "a statement that goes on where it should end", Itself, "sign-off-unreadable", "2026-03-17/1-supervisor.st", |room| {
        room.sign(&Sign::new(C, "supervisor", "sam", "2026-03-19"));
        let text = room.read(&st(C, "supervisor")) + "meaning: disagree\n";
        room.write(&st(C, "supervisor"), &text);
        room.commit("sam", "2026-03-19");
    };
    "the store is given another id", Itself, "store-id-changed", "supervision.yaml",
        |room| room.tamper("supervision.yaml", "t-store", "u-store");
    "a key that is nobody's", Itself, "signature-by-other-key", "2026-03-17/1-supervisor.st",
        |room| room.signed(&Sign::new(C, "supervisor", "sam", "2026-03-19").key("mallory"));
    "the other side's key", Itself, "signature-by-other-key", "2026-03-17/1-supervisor.st",
        |room| room.signed(&Sign::new(C, "supervisor", "sam", "2026-03-19").key("jo"));
    "a key that is entered after it was used", Itself, "key-entered-later", "2026-03-17/1-supervisor.st", |room| {
        room.signed(&Sign::new(C, "supervisor", "sam", "2026-03-19").key("mallory"));
        room.write("people/sam.yaml", &person("sam", "team-manager", &[("sam", "2020-01-01", None), ("mallory", "2026-03-19", None)]));
        room.commit("sam", "2026-03-20");
    };
    "a key that is entered from a day long past", Itself, "key-back-dated", "people/sam.yaml", |room| {
        room.write("people/sam.yaml", &person("sam", "team-manager", &[("sam", "2020-01-01", None), ("mallory", "2021-01-01", None)]));
        room.commit("sam", "2026-03-18");
        room.signed(&Sign::new(C, "supervisor", "sam", "2026-03-19").key("mallory"));
    };
    "a key that is made to begin earlier", Itself, "key-back-dated", "people/jo.yaml",
        |room| room.tamper("people/jo.yaml", "from: 2020-01-01\n", "from: 2019-01-01\n");
    "a key is taken out of a person's file", Itself, "key-removed", "people/jo.yaml", |room| {
        room.write("people/jo.yaml", &person("jo", "social-worker", &[]));
        room.commit("sam", "2026-04-02");
    };
    "a signature over another statement", Itself, "signature-unproven", "2026-03-17/1-supervisor.st", |room| {
        room.sign(&Sign::new(C, "supervisor", "sam", "2026-03-19"));
        let other = room.read(&sig(A, "supervisor"));
        room.write(&sig(C, "supervisor"), &other);
        room.commit("sam", "2026-03-19");
    };
    "a signature made for another purpose", Itself, "signature-unproven", "2026-03-17/1-supervisor.st", |room| {
        room.sign(&Sign::new(C, "supervisor", "sam", "2026-03-19"));
        let text = room.read(&st(C, "supervisor"));
        room.write(&sig(C, "supervisor"), &Key::named("sam").sign("git", text.as_bytes()));
        room.commit("sam", "2026-03-19");
    };
    "one signs for both", Itself, "signed-for-both-sides", C, |room| {
        room.signed(&Sign::new(C, "supervisor", "sam", "2026-03-19"));
        room.signed(&Sign::new(C, "supervisee", "sam", "2026-03-19"));
    };
    "one account commits the other's sign-off without a key", Itself, "signed-by-another-account", "2026-03-17/1-supervisee.st", |room| {
        room.sign(&Sign::new(C, "supervisee", "jo", "2026-03-19"));
        room.commit("sam", "2026-03-19");
    };
    "somebody signs who is no party", Itself, "signed-without-standing", "2026-03-17/1-supervisee.st",
        |room| room.signed(&Sign::new(C, "supervisee", "helen", "2026-03-19"));
    "somebody signs who held no post", Itself, "post-not-held", "2026-03-17/1-supervisor.st", |room| {
        room.edit("people/sam.yaml", "role: team-manager}", "role: team-manager, to: 2026-03-01}");
        room.edit("workers/sam/worker.yaml", "hours: 37}", "hours: 37, to: 2026-03-01}");
        room.commit("sam", "2026-03-18");
        room.signed(&Sign::new(C, "supervisor", "sam", "2026-03-19").key("sam"));
    };
    "the post is entered after the sign-off", Itself, "post-not-held", "2026-03-17/1-cover.st", |room| {
        let text = room.read("people/helen.yaml");
        room.edit("people/helen.yaml", "from: 2020-01-01", "from: 2026-04-01");
        room.commit("sam", "2026-03-18");
        room.signed(&Sign::new(C, "cover", "helen", "2026-03-19"));
        room.write("people/helen.yaml", &text);
        room.commit("sam", "2026-04-02");
    };
    "a back-dated sign-off", Itself, "sign-off-back-dated", "2026-03-17/1-supervisor.st", |room| {
        room.sign(&Sign::new(C, "supervisor", "sam", "2026-03-18").key("sam"));
        room.commit("sam", "2026-05-01");
    };
    "a sign-off dated before keys were asked for", Itself, "key-escaped", "2026-03-17/1-supervisor.st", |room| {
        ask_for_keys(room);
        room.sign(&Sign::new(C, "supervisor", "sam", "2026-03-31"));
        room.commit("sam", "2026-04-09");
    };
    "a sign-off without a key where one is asked for", Itself, "signature-missing", "2026-03-17/1-supervisor.st", |room| {
        ask_for_keys(room);
        room.signed(&Sign::new(C, "supervisor", "sam", "2026-04-09"));
    };
    "a sign-off of a day that had not come", Itself, "sign-off-post-dated", "2026-03-17/1-supervisor.st", |room| {
        room.sign(&Sign::new(C, "supervisor", "sam", "2026-05-01").key("sam"));
        room.commit("sam", "2026-04-02");
    };
    "a statement that names a commit of nowhere", Itself, "commit-not-in-history", "2026-03-17/1-supervisor.st", |room| {
        room.signed(&Sign { commit: Some("1".repeat(40)), ..Sign::new(C, "supervisor", "sam", "2026-03-19").key("sam") });
    };
    "a name with a letter that looks alike", Itself, "path-misleading", "3-supervision/2026-02-1", |room| {
        room.write("workers/jo/3-supervision/2026-02-1\u{ff10}.md", &session("2026-02-10", "Other words."));
        room.commit("sam", "2026-04-02");
    };
    "a name with what cannot be seen", Itself, "path-misleading", "2026-02-10", |room| {
        room.write("workers/jo/3-supervision/2026-02-10\u{200b}.md", &session("2026-02-10", "Other words."));
        room.commit("sam", "2026-04-02");
    };
    "a name in capitals", Itself, "path-misleading", "Workers/jo", |room| {
        room.write("Workers/jo/3-supervision/2026-02-10.md", &session("2026-02-10", "Other words."));
        room.commit("sam", "2026-04-02");
    };
    "an evil merge of a record that nobody has signed", Itself, "merge-slipped-in", C, |room| {
        two_branches(room, |room| room.write("workers/jo/3-supervision/2026-03-20.md", &session("2026-03-20", "Beside.")));
        room.git(&["merge", "-q", "--no-commit", "--no-ff", "side"]);
        room.edit(&md(C), "third", "3rd");
        room.commit("sam", "2026-04-02");
    };
    "an evil merge of a signed record", Itself, "signed-record-changed", A, |room| {
        two_branches(room, |room| room.write("workers/jo/3-supervision/2026-03-20.md", &session("2026-03-20", "Beside.")));
        room.git(&["merge", "-q", "--no-commit", "--no-ff", "side"]);
        room.edit(&md(A), "first", "1st");
        room.commit("sam", "2026-04-02");
    };
    "a merge that drops the other side's sign-off", Itself, "sign-off-removed", "2026-03-17/1-supervisee.st", |room| {
        two_branches(room, |room| room.sign(&Sign::new(C, "supervisee", "jo", "2026-03-20").key("jo")));
        room.git(&["merge", "-q", "-s", "ours", "-m", "Merge", "side"]);
    };
    "a merge that drops the other side's change", Itself, "merge-left-out", C, |room| {
        two_branches(room, |room| room.edit(&md(C), "its end", "the end"));
        room.git(&["merge", "-q", "-s", "ours", "-m", "Merge", "side"]);
    };
    "a record changed on one side and signed on the other", Itself, "signed-record-changed", C, |room| {
        two_branches(room, |room| room.edit(&md(C), "its end", "the end"));
        room.signed(&Sign::new(C, "supervisor", "sam", "2026-03-25").key("sam"));
        room.git(&["merge", "-q", "-m", "Merge", "side"]);
    };
    "a commit of a day that has not come", Itself, "commit-in-future", "", |room| room.commit("sam", "2031-01-01");
    "a commit dated before the one it follows", Itself, "commit-out-of-order", "", |room| room.commit("sam", "2026-01-06");
    "a record committed long after it says it was written up", Itself, "committed-late", "2026-03-25.md", |room| {
        room.write("workers/jo/3-supervision/2026-03-25.md", &session("2026-03-25", "Late."));
        room.commit("sam", "2026-05-20");
    };
    "a record written up long after the event", Itself, "recorded-late", "2026-03-25.md", |room| {
        room.write("workers/jo/3-supervision/2026-03-25.md", &session("2026-03-25", "Late.").replace("recorded: 2026-03-25", "recorded: 2026-05-20"));
        room.commit("sam", "2026-05-20");
    };
    "access that the worker was never told of", Itself, "access-untold", "2026-03-18-access.yaml",
        |room| room.tamper("workers/jo/8-miscellaneous/2026-03-18-access.yaml", "worker-told: 2026-03-18\n", "");
    "access that the worker was told of late", Itself, "access-told-late", "2026-03-18-access.yaml",
        |room| room.tamper("workers/jo/8-miscellaneous/2026-03-18-access.yaml", "worker-told: 2026-03-18", "worker-told: 2026-05-18");
    "an unsigned record is removed", Itself, "record-removed", C, |room| {
        room.remove(&md(C));
        room.commit("sam", "2026-04-02");
    };
    "history rewritten before a sign-off that names its commit", Itself, "commit-not-in-history", "2026-02-10/1-supervisor.st", |room| {
        room.git(&["filter-branch", "-f", "--env-filter", "GIT_AUTHOR_NAME='Jo Example'", "HEAD"]);
    };
    "history rewritten so that a record never said otherwise", Itself, "sign-off-never-held", "2026-02-10/1-supervisor.st", |room| {
        room.git(&["filter-branch", "-f", "--tree-filter", "if test -f workers/jo/3-supervision/2026-02-10.md; then sed -i s/first/1st/ workers/jo/3-supervision/2026-02-10.md; fi", "HEAD"]);
    };
    "a commit shown as another", Itself, "object-replaced", "", |room| {
        let (one, other) = (room.id("HEAD"), room.id("HEAD~1"));
        room.git(&["replace", &one, &other]);
    };
    "a file shown as another", Itself, "object-replaced", "", |room| {
        room.write("other.txt", "Other words.\n");
        let other = room.git(&["hash-object", "-w", "other.txt"]);
        room.remove("other.txt");
        let one = room.id(&format!("HEAD:{A}.md"));
        room.git(&["replace", &one, other.trim()]);
    };
    "a graft", Itself, "history-grafted", "", |room| {
        let id = room.id("HEAD~3");
        room.write(".git/info/grafts", &format!("{id}\n"));
    };
    "a shallow clone", Itself, "history-shallow", "", |room| {
        let from = format!("file://{}", room.dir.display());
        room.git(&["clone", "-q", "--depth", "3", &from, "../clone"]);
    };
    "a partial clone", Itself, "history-partial", "", |room| {
        room.git(&["config", "remote.origin.promisor", "true"]);
    };
    "objects in another repository", Itself, "objects-borrowed", "", |room| {
        room.git(&["clone", "-q", "--shared", ".", "../clone"]);
    };
    "a missing file", Itself, "object-unreadable", A, |room| {
        let id = room.id(&format!("HEAD:{A}.md"));
        fs::remove_file(loose(room, &id)).expect("removed");
    };
    "a missing file of long ago", Itself, "object-unreadable", C, |room| {
        let id = room.id(&format!("HEAD:{C}.md"));
        room.tamper(&md(C), "third", "3rd");
        fs::remove_file(loose(room, &id)).expect("removed");
    };
    "a damaged file", Itself, "object-unreadable", B, |room| {
        let path = loose(room, &room.id(&format!("HEAD:{B}.md")));
        let mut bytes = fs::read(&path).expect("read");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("set");
        fs::write(&path, bytes).expect("written");
    };
    "another file's bytes under its id", Itself, "object-unreadable", B, |room| {
        let path = loose(room, &room.id(&format!("HEAD:{B}.md")));
        let other = fs::read(loose(room, &room.id(&format!("HEAD:{A}.md")))).expect("read");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("set");
        fs::write(&path, other).expect("written");
    };
    "a missing folder", Itself, "object-unreadable", "workers/jo/3-supervision", |room| {
        let id = room.id("HEAD:workers/jo/3-supervision");
        fs::remove_file(loose(room, &id)).expect("removed");
    };
    "a missing commit", Itself, "commit-missing", "", |room| {
        let id = room.id("HEAD~4");
        fs::remove_file(loose(room, &id)).expect("removed");
    };
    "everything made one commit", Itself, "begun-with-sign-offs", "", |room| {
        room.git(&["checkout", "-q", "--orphan", "fresh"]);
        room.commit("sam", "2026-04-02");
    };
    "a folder that names a record twice", Itself, "named-twice", A, |room| {
        let path = room.dir.join("workers/jo/3-supervision");
        let listed = room.git(&["ls-tree", "HEAD", "workers/jo/3-supervision/"]);
        let mut bytes = Vec::new();
        let other = room.id(&format!("HEAD:{B}.md"));
        let raw = |id: &str| (0..20).map(|at| u8::from_str_radix(&id[at * 2..at * 2 + 2], 16).expect("hex")).collect::<Vec<u8>>();
        for line in listed.lines() {
            let (head, name) = line.split_once('\t').expect("a name");
            let head: Vec<&str> = head.split(' ').collect();
            let name = name.rsplit('/').next().expect("a name");
            let mut add = |id: &str| {
                bytes.extend_from_slice(format!("{} {name}\0", head[0].trim_start_matches('0')).as_bytes());
                bytes.extend(raw(id));
            };
            add(head[2]);
            if name == "2026-02-10.md" {
                add(&other);
            }
        }
        drop(path);
        fs::write(room.outside().join("tree"), bytes).expect("written");
        let tree = room.git(&["hash-object", "-w", "-t", "tree", "--literally", "../tree"]);
        room.git(&["rm", "-rq", "--cached", "workers/jo/3-supervision"]);
        let rest = room.git(&["write-tree"]);
        let jo = room.git(&["ls-tree", rest.trim(), "workers/jo/"]).replace("workers/jo/", "");
        let jo = make_tree(room, &format!("{jo}040000 tree {}\t3-supervision\n", tree.trim()));
        let workers = room.git(&["ls-tree", rest.trim(), "workers/"]).replace("workers/", "");
        let workers: String = workers.lines().filter(|line| !line.ends_with("\tjo")).map(|line| format!("{line}\n")).collect();
        let workers = make_tree(room, &format!("{workers}040000 tree {jo}\tjo\n"));
        let top = room.git(&["ls-tree", rest.trim()]);
        let top: String = top.lines().filter(|line| !line.ends_with("\tworkers")).map(|line| format!("{line}\n")).collect();
        let top = make_tree(room, &format!("{top}040000 tree {workers}\tworkers\n"));
        let commit = room.git(&["commit-tree", "-p", "HEAD", "-m", "X", &top]);
        room.git(&["update-ref", "refs/heads/main", commit.trim()]);
    };
    "the last commit amended", Pin, "history-rewritten", "", |room| {
        room.git(&["commit", "-q", "--amend", "-m", "Another"]);
    };
    "the last commits rebased", Pin, "history-rewritten", "", |room| {
        let onto = room.id("HEAD~2");
        room.git(&["rebase", "-q", "--force-rebase", &onto]);
    };
    "history cut off at its end", Pin, "history-rewritten", "", |room| {
        room.git(&["reset", "-q", "--hard", "HEAD~4"]);
    };
    "everything made one commit, with the pin", Pin, "history-rewritten", "", |room| {
        room.git(&["checkout", "-q", "--orphan", "fresh"]);
        room.commit("sam", "2026-04-02");
        room.git(&["branch", "-M", "main"]);
    };
    "a branch moved by force while another is checked out", Pin, "branch-moved", "", |room| {
        room.git(&["checkout", "-q", "-b", "other"]);
        room.git(&["branch", "-f", "main", "HEAD~3"]);
    };
    "a tag is moved", Pin, "tag-moved", "", |room| {
        room.git(&["tag", "-f", "v1", "HEAD~2"]);
    };
    "a tag is removed", Pin, "tag-moved", "", |room| {
        room.git(&["tag", "-d", "v1"]);
    };
    "another store's history in its place", Pin, "checkpoint-fails", "", |room| {
        let text = fs::read_to_string(room.pin()).expect("read");
        fs::write(room.pin(), text.replace("store: t-store", "store: u-store")).expect("written");
    };
    "a checkpoint that was altered", Pin, "checkpoint-fails", "", |room| {
        let text = fs::read_to_string(room.pin()).expect("read");
        fs::write(room.pin(), text.replace("sign-offs: 6", "sign-offs: 5")).expect("written");
    };
    "a clone that fetches files when asked", Refusal, "partialclone", "", |room| {
        room.git(&["config", "uploadpack.allowFilter", "true"]);
        let from = format!("file://{}", room.dir.display());
        room.git(&["clone", "-q", "--filter=blob:none", &from, "../clone"]);
        let clone = room.outside().join("clone").to_string_lossy().into_owned();
        room.git(&["-C", &clone, "config", "core.repositoryFormatVersion", "1"]);
        room.git(&["-C", &clone, "config", "extensions.partialClone", "origin"]);
    };
};

fn make_tree(room: &Room, listed: &str) -> String {
    let path = room.outside().join("listed");
    fs::write(&path, listed).expect("written");
    let script = format!("git mktree --missing < '{}'", path.display());
    first_line_of(room, &["-c", &format!("alias.made=!{script}"), "made"])
}

/// A row of the table, and what is wrong with it.
fn attempt(base: &Room, attack: &Attack) -> (String, Option<String>) {
    let room = base.copy();
    (attack.act)(&room);
    let clone = room.outside().join("clone");
    let dir = if clone.exists() {
        clone
    } else {
        room.dir.clone()
    };
    let (status, faults, said) = room.found(&dir, &[]);
    let names = |faults: &BTreeSet<(String, String)>| {
        let mut faults = faults.iter();
        faults.any(|(name, path)| name == attack.finds && path.contains(attack.at))
    };
    let (how, more) = match attack.by {
        By::Itself if names(&faults) => ("by the history itself", None),
        By::Refusal if status == 2 && said.to_lowercase().contains(attack.finds) => {
            ("refused, with the reason", None)
        }
        By::Pin if !names(&faults) => {
            let pin = room.pin().to_string_lossy().into_owned();
            let (status, faults, _) = room.found(&dir, &["--pin", &pin]);
            match status == 1 && names(&faults) {
                true => ("with the pin alone", None),
                false => ("NOT FOUND", Some(faults)),
            }
        }
        _ => ("NOT FOUND", None),
    };
    let row = format!("{:<72} {:<28} {how}", attack.name, attack.finds);
    let fault = format!(
        "{}: wanted {} at {:?}, found {faults:?}, with the pin {more:?}: {said}",
        attack.name, attack.finds, attack.at
    );
    (row, (how == "NOT FOUND").then_some(fault))
}

#[test]
fn every_attack_is_found_and_named() {
    let base = Room::new();
    let (status, faults, said) = base.found(&base.dir, &[]);
    assert_eq!((status, faults.len()), (0, 0), "the honest history: {said}");
    let tried: Vec<(String, Option<String>)> = ATTACKS
        .par_iter()
        .map(|attack| attempt(&base, attack))
        .collect();
    println!("{:<72} {:<28} found", "attack", "named");
    let mut failed = Vec::new();
    for (row, fault) in tried {
        println!("{row}");
        failed.extend(fault);
    }
    println!("{} attacks", ATTACKS.len());
    assert!(ATTACKS.len() >= 40);
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn what_is_left_out_by_since_is_said() {
    let room = Room::new();
    room.tamper(&md(A), "first", "1st");
    room.tamper(&md(A), "1st", "first");
    room.commit("sam", "2026-05-01");
    let late = room.audit(&["--since", "2026-05-01"]);
    assert_eq!(late.status, 0, "{}", late.stdout);
    assert!(
        late.stdout
            .contains("Not looked at: the 14 commits before 2026-05-01"),
        "{}",
        late.stdout
    );
    let whole = room.audit(&["--since", "v1"]);
    assert_eq!(whole.status, 1, "{}", whole.stdout);
    assert!(
        whole.stdout.contains("signed-record-changed"),
        "{}",
        whole.stdout
    );
    assert_eq!(room.audit(&["--since", "nothing"]).status, 2);
}

#[test]
fn a_checkpoint_inside_the_repository_is_refused_and_one_that_cannot_be_read_too() {
    let room = Room::new();
    let inside = room.dir.join("pin.txt").to_string_lossy().into_owned();
    let refused = room.audit(&["--checkpoint", &inside]);
    assert_eq!(refused.status, 2);
    assert!(
        refused.stderr.contains("lies in the repository"),
        "{}",
        refused.stderr
    );
    assert!(!room.dir.join("pin.txt").exists());
    fs::write(room.pin(), "words\n").expect("written");
    let pin = room.pin().to_string_lossy().into_owned();
    assert_eq!(room.audit(&["--pin", &pin]).status, 2);
    assert_eq!(room.audit(&["--pin-commit", "abc"]).status, 2);
    let head = room.id("HEAD");
    assert_eq!(room.audit(&["--pin-commit", &head]).status, 0);
    room.git(&["commit", "-q", "--amend", "-m", "Another"]);
    assert_eq!(room.audit(&["--pin-commit", &head]).status, 1);
}

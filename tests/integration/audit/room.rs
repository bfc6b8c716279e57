//! A small store under real git: an agreement and a session signed with keys, another session signed without, and one that nobody has
//! signed; and the means to go on with it, honestly or not.
//!
//! The digests are reckoned here as the page of the format has them, and not by the program.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::support::keys::Key;
use crate::support::published;
use crate::support::run::{Output, Supervision};

pub(super) const A: &str = "workers/jo/3-supervision/2026-02-10";
pub(super) const B: &str = "workers/jo/3-supervision/2026-03-10";
pub(super) const C: &str = "workers/jo/3-supervision/2026-03-17";
pub(super) const AGREEMENT: &str = "workers/jo/2-agreement-and-history/2026-01-12-agreement";
pub(super) const SCHEMA: &str = include_str!("../../../schemas/output/audit.schema.json");

/// A word of a record that no output may show.
pub(super) const CANARY: &str = "CANARYwords";

/// A repository in a folder of its own.
pub(super) struct Room {
    folder: TempDir,
    /// Where the store is, below the folder.
    pub(super) dir: PathBuf,
}

/// A sign-off in the making.
#[derive(Clone)]
pub(super) struct Sign<'a> {
    pub(super) record: &'a str,
    pub(super) revision: u32,
    pub(super) role: &'a str,
    pub(super) signer: &'a str,
    pub(super) meaning: &'a str,
    pub(super) day: &'a str,
    pub(super) store: &'a str,
    pub(super) commit: Option<String>,
    pub(super) comment: Option<&'a str>,
    /// The key's name, where one is used.
    pub(super) key: Option<&'a str>,
    /// The text that is signed, if it is another than stands there.
    pub(super) text: Option<String>,
}

impl<'a> Sign<'a> {
    pub(super) fn new(record: &'a str, role: &'a str, signer: &'a str, day: &'a str) -> Self {
        Self {
            record,
            revision: 1,
            role,
            signer,
            meaning: "agree",
            day,
            store: "t-store",
            commit: None,
            comment: None,
            key: None,
            text: None,
        }
    }

    pub(super) fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }
}

fn sealed(what: &str, store: &str, record: &str, text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let whole = format!(
        "{what} 1\n{store}\n{record}\n{}\n",
        text.trim_end_matches('\n')
    );
    let digest = Sha256::digest(whole.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn session(day: &str, words: &str) -> String {
    format!(
        "---\nkind: session\nformat: 1\nworker: jo\nsupervisor: sam\ndate: {day}\nplanned: {day}\nminutes: 90\nstatus: held\ntype: individual\nrecorded: {day}\n---\n\n## Case management\n\n{words}\n{CANARY}\n"
    )
}

pub(super) fn agreement(revision: u32, words: &str) -> String {
    format!(
        "---\nkind: agreement\nformat: 1\nworker: jo\nsupervisor: sam\nrevision: {revision}\ndate: 2026-01-12\nstarts: 2026-01-12\nreview-by: 2027-01-12\ninterval: as-policy\nminutes: 90\nconfirmations: {{supervision-policy: 2026-01-12, induction-policy: 2026-01-12, pdr-policy: 2026-01-12}}\n---\n\n## Expectations\n\n{words}\n"
    )
}

pub(super) fn person(id: &str, role: &str, keys: &[(&str, &str, Option<&str>)]) -> String {
    let mut text = format!(
        "kind: person\nformat: 1\nid: {id}\nname: {id} Example\nemail: {id}@example.org\nposts:\n  - {{from: 2020-01-01, role: {role}}}\n"
    );
    if !keys.is_empty() {
        text.push_str("signing-keys:\n");
    }
    for (key, from, to) in keys {
        text.push_str(&format!(
            "  - key: {}\n    from: {from}\n",
            Key::named(key).line()
        ));
        if let Some(to) = to {
            text.push_str(&format!("    to: {to}\n"));
        }
    }
    text
}

const SETTINGS: &str = "kind: store\nformat: 1\nid: t-store\norganisation: Testshire\nmarking: OFFICIAL\npolicies:\n  - {pack: rotherham, from: 2025-01-01}\n";

fn worker(id: &str, role: &str, manager: &str) -> String {
    format!(
        "kind: worker\nformat: 1\nid: {id}\nemployment:\n  - {{from: 2025-01-01, role: {role}, team: one, basis: permanent, hours: 37}}\nline-managers:\n  - {{from: 2025-01-01, person: {manager}}}\n"
    )
}

impl Room {
    /// The store with its honest history.
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("store");
        fs::create_dir(&dir).expect("made");
        let room = Self { folder, dir };
        room.git(&["init", "-q", "-b", "main"]);
        room.write("supervision.yaml", SETTINGS);
        room.write(
            "people/sam.yaml",
            &person("sam", "team-manager", &[("sam", "2020-01-01", None)]),
        );
        room.write(
            "people/jo.yaml",
            &person("jo", "social-worker", &[("jo", "2020-01-01", None)]),
        );
        room.write(
            "people/helen.yaml",
            &person("helen", "service-manager", &[]),
        );
        room.write(
            "workers/jo/worker.yaml",
            &worker("jo", "social-worker", "sam"),
        );
        room.write(
            "workers/sam/worker.yaml",
            &worker("sam", "team-manager", "helen"),
        );
        room.commit("sam", "2026-01-05");
        room.write(&format!("{AGREEMENT}.md"), &agreement(1, "Every month."));
        room.commit("sam", "2026-01-12");
        room.signed(&Sign::new(AGREEMENT, "supervisor", "sam", "2026-01-13").key("sam"));
        room.signed(&Sign::new(AGREEMENT, "supervisee", "jo", "2026-01-14").key("jo"));
        room.write(
            &format!("{A}.md"),
            &session("2026-02-10", "The first session."),
        );
        room.commit("sam", "2026-02-10");
        room.signed(&Sign {
            commit: Some(room.id("HEAD")),
            ..Sign::new(A, "supervisor", "sam", "2026-02-11").key("sam")
        });
        room.signed(&Sign {
            commit: Some(room.id("HEAD")),
            meaning: "disagree",
            comment: Some("Not so."),
            ..Sign::new(A, "supervisee", "jo", "2026-02-12").key("jo")
        });
        room.write(
            &format!("{B}.md"),
            &session("2026-03-10", "The second session."),
        );
        room.commit("sam", "2026-03-10");
        room.signed(&Sign::new(B, "supervisor", "sam", "2026-03-11"));
        room.signed(&Sign::new(B, "supervisee", "jo", "2026-03-12"));
        room.write(
            &format!("{C}.md"),
            &session(
                "2026-03-17",
                "The third session.\n\nAnd more of it.\n\nAnd its end.",
            ),
        );
        room.commit("sam", "2026-03-17");
        room.write(
            "workers/jo/8-miscellaneous/2026-03-18-access.yaml",
            "kind: access\nformat: 1\nworker: jo\ndate: 2026-03-18\nby: helen\nrole: service manager\nreason: audit\nrecords:\n  - all\nworker-told: 2026-03-18\n",
        );
        room.commit("sam", "2026-03-18");
        room.git(&["tag", "v1"]);
        room.checkpoint();
        room
    }

    /// A copy to do something to.
    pub(super) fn copy(&self) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let status = Command::new("cp")
            .arg("-a")
            .arg(self.folder.path().join("."))
            .arg(folder.path())
            .status();
        assert!(status.is_ok_and(|status| status.success()), "copied");
        let dir = folder.path().join("store");
        Self { folder, dir }
    }

    pub(super) fn outside(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn pin(&self) -> PathBuf {
        self.folder.path().join("checkpoint.txt")
    }

    pub(super) fn checkpoint(&self) {
        let path = self.pin().to_string_lossy().into_owned();
        let made = self.audit(&["--checkpoint", &path]);
        assert_eq!(made.status, 0, "{}{}", made.stdout, made.stderr);
    }

    fn command(&self, who: &str, day: &str) -> Command {
        let mut command = Command::new("git");
        command.env_clear().current_dir(&self.dir);
        for name in ["PATH", "SYSTEMROOT"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        let date = format!("{day}T16:00:00+0000");
        command
            .env("HOME", self.folder.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_EDITOR", "true")
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date)
            .env("FILTER_BRANCH_SQUELCH_WARNING", "1")
            .args(["-c", &format!("user.name={who} Example")])
            .args(["-c", &format!("user.email={who}@example.org")])
            .args([
                "-c",
                "protocol.file.allow=always",
                "-c",
                "core.autocrlf=false",
            ])
            .args(["-c", "advice.graftFileDeprecated=false", "-c", "gc.auto=0"]);
        command
    }

    /// git as somebody on a day.
    pub(super) fn git_as(&self, who: &str, day: &str, args: &[&str]) -> String {
        let output = self
            .command(who, day)
            .args(args)
            .output()
            .expect("git runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {args:?}: {said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    pub(super) fn git(&self, args: &[&str]) -> String {
        self.git_as("sam", "2026-04-01", args)
    }

    /// The same where git may fail.
    pub(super) fn try_git(&self, args: &[&str]) {
        let _ = self.command("sam", "2026-04-01").args(args).output();
    }

    pub(super) fn id(&self, revision: &str) -> String {
        self.git(&["rev-parse", revision]).trim().to_owned()
    }

    pub(super) fn commit(&self, who: &str, day: &str) {
        self.git(&["add", "-A"]);
        self.git_as(
            who,
            day,
            &["commit", "-q", "--allow-empty", "-m", "A commit"],
        );
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let target = self.dir.join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        fs::write(target, text).expect("written");
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.dir.join(path)).expect("read")
    }

    pub(super) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has {from:?}");
        self.write(path, &text.replace(from, to));
    }

    pub(super) fn remove(&self, path: &str) {
        fs::remove_file(self.dir.join(path)).expect("removed");
    }

    /// Where the files of a sign-off stand, without an ending.
    pub(super) fn beside(record: &str, role: &str) -> String {
        let (folder, stem) = record.rsplit_once('/').expect("a folder");
        format!("{folder}/signoffs/{stem}/1-{role}")
    }

    /// Writes the files of a sign-off.
    pub(super) fn sign(&self, sign: &Sign<'_>) {
        let text = sign.text.clone();
        let text = text.unwrap_or_else(|| self.read(&format!("{}.md", sign.record)));
        let id = sign
            .record
            .trim_start_matches("workers/")
            .trim_start_matches("children/");
        let comment = sign.comment.map(|words| format!("{words}\n"));
        let said = comment.as_ref().map_or_else(
            || "none".to_owned(),
            |words| {
                format!(
                    "sha256:{}",
                    sealed("supervision-comment", sign.store, id, words)
                )
            },
        );
        let statement = format!(
            "supervision-sign-off: 1\nstore: {}\nrecord: {id}\nrevision: {}\ndigest: sha256:{}\nrole: {}\nsigner: {}\nmeaning: {}\ncomment-digest: {said}\ncommit: {}\nsigned: {}\n",
            sign.store,
            sign.revision,
            sealed("supervision-record", sign.store, id, &text),
            sign.role,
            sign.signer,
            sign.meaning,
            sign.commit.as_deref().unwrap_or("none"),
            sign.day
        );
        let name = match sign.meaning {
            "not-available" => format!("{}-not-available", sign.role),
            _ => sign.role.to_owned(),
        };
        let beside =
            Self::beside(sign.record, &name).replace("/1-", &format!("/{}-", sign.revision));
        self.write(&format!("{beside}.st"), &statement);
        if let Some(words) = comment {
            self.write(&format!("{beside}.comment.md"), &words);
        }
        if let Some(key) = sign.key {
            let signature = Key::named(key).sign("supervision-sign-off", statement.as_bytes());
            self.write(&format!("{beside}.sig"), &signature);
        }
    }

    /// Signs, and commits it as the signer on that day.
    pub(super) fn signed(&self, sign: &Sign<'_>) {
        self.sign(sign);
        self.commit(sign.signer, sign.day);
    }

    /// Does something to a record and commits it as Sam.
    pub(super) fn tamper(&self, path: &str, from: &str, to: &str) {
        self.edit(path, from, to);
        self.commit("sam", "2026-04-02");
    }

    pub(super) fn audit(&self, args: &[&str]) -> Output {
        self.audit_in(&self.dir, args)
    }

    pub(super) fn audit_in(&self, dir: &Path, args: &[&str]) -> Output {
        let dir = dir.to_string_lossy().into_owned();
        let all = ["audit", "--store", &dir, "--as-of", "2026-06-01"];
        let all = all.iter().chain(args).copied();
        Supervision::new(all).in_dir(self.outside()).run()
    }

    /// The names of what an audit finds, each with its path, and its exit status. What is no JSON is why nothing was audited.
    pub(super) fn found(
        &self,
        dir: &Path,
        args: &[&str],
    ) -> (i32, BTreeSet<(String, String)>, String) {
        let args: Vec<&str> = args.iter().copied().chain(["--format", "json"]).collect();
        let output = self.audit_in(dir, &args);
        let all = format!("{}{}", output.stdout, output.stderr);
        assert!(!all.contains(CANARY), "people's words are shown: {all}");
        if output.status == 2 {
            return (2, BTreeSet::new(), output.stderr);
        }
        let json: Value = published::json(&output.stdout, SCHEMA);
        let faults = json["faults"].as_array().expect("faults").iter();
        let faults = faults.map(|fault| {
            let text = |key: &str| fault[key].as_str().unwrap_or_default().to_owned();
            (text("name"), text("path"))
        });
        (output.status, faults.collect(), output.stdout)
    }
}

//! Ten thousand sign-offs, under real git's own fast-import: how long an audit takes. Run by hand, in a release build.
#![expect(
    clippy::print_stdout,
    reason = "the table is for whoever runs the test with --nocapture"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::room::{person, session};
use crate::support::keys::Key;
use crate::support::run::Supervision;
use sha2::{Digest, Sha256};

/// A history of that many sessions, each written in one commit and signed by both in two more, with keys.
fn history(workers: usize, sessions: usize) -> String {
    let mut out = String::new();
    let mut time = 1_577_865_600_i64; // 1 January 2020
    let mut commit = |out: &mut String, files: &[(String, String)], day: i64| {
        time = time.max(1_577_865_600 + day * 86_400) + 1;
        let _ = write!(
            out,
            "commit refs/heads/main\ncommitter Sam <sam@example.org> {time} +0000\ndata 1\nX\n"
        );
        for (path, text) in files {
            let _ = write!(out, "M 100644 inline {path}\ndata {}\n{text}\n", text.len());
        }
    };
    let mut first = vec![(
        "supervision.yaml".to_owned(),
        "kind: store\nformat: 1\nid: t-store\norganisation: Testshire\nmarking: OFFICIAL\npolicies:\n  - {pack: rotherham, from: 2019-01-01}\n".to_owned(),
    )];
    first.push((
        "people/sam.yaml".to_owned(),
        person("sam", "team-manager", &[("sam", "2019-12-31", None)]),
    ));
    for worker in 0..workers {
        let id = format!("w-{worker}");
        first.push((
            format!("people/{id}.yaml"),
            person(&id, "social-worker", &[(&id, "2019-12-31", None)]),
        ));
    }
    commit(&mut out, &first, 0);
    let sam = Key::named("sam");
    for number in 0..sessions {
        for worker in 0..workers {
            let id = format!("w-{worker}");
            let key = Key::named(&id);
            let day_number = i64::try_from(number).expect("few") * 14 + 14;
            let date = "2020-01-01"
                .parse::<supervision::calendar::Day>()
                .expect("a day")
                .plus_days(day_number);
            let text = session(&date.to_string(), &format!("Session {number} of {id}."))
                .replace("worker: jo", &format!("worker: {id}"));
            let record = format!("{id}/3-supervision/{date}");
            commit(
                &mut out,
                &[(format!("workers/{record}.md"), text.clone())],
                day_number,
            );
            let digest = Sha256::digest(format!(
                "supervision-record 1\nt-store\n{record}\n{}\n",
                text.trim_end_matches('\n')
            ));
            let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            for (role, signer, key) in [
                ("supervisor", "sam", &sam),
                ("supervisee", id.as_str(), &key),
            ] {
                let statement = format!(
                    "supervision-sign-off: 1\nstore: t-store\nrecord: {record}\nrevision: 1\ndigest: sha256:{digest}\nrole: {role}\nsigner: {signer}\nmeaning: agree\ncomment-digest: none\ncommit: none\nsigned: {date}\n"
                );
                let beside = format!("workers/{id}/3-supervision/signoffs/{date}/1-{role}");
                let signature = key.sign("supervision-sign-off", statement.as_bytes());
                commit(
                    &mut out,
                    &[
                        (format!("{beside}.st"), statement),
                        (format!("{beside}.sig"), signature),
                    ],
                    day_number,
                );
            }
        }
    }
    out
}

#[test]
#[ignore = "a measurement: cargo test --release --test integration audit::speed -- --ignored --nocapture"]
fn ten_thousand_sign_offs() {
    let folder = tempfile::tempdir().expect("a folder");
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(args).current_dir(folder.path());
        command
    };
    assert!(
        git(&["init", "-q", "-b", "main"])
            .status()
            .is_ok_and(|status| status.success())
    );
    let mut running = git(&["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("git runs");
    let mut pipe = running.stdin.take().expect("its input");
    pipe.write_all(history(50, 100).as_bytes())
        .expect("written");
    drop(pipe);
    assert!(running.wait().is_ok_and(|status| status.success()));
    assert!(
        git(&["reset", "-q", "--hard"])
            .status()
            .is_ok_and(|status| status.success())
    );
    let dir = folder.path().to_string_lossy().into_owned();
    for _ in 0..3 {
        let before = Instant::now();
        let audit = Supervision::new(["audit", "--store", &dir]).run();
        let took = before.elapsed();
        assert_eq!(audit.status, 0, "{}{}", audit.stdout, audit.stderr);
        println!("{} in {:.2} s", audit.stdout.trim(), took.as_secs_f64());
    }
}

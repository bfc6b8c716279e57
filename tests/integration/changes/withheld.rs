//! A word of its own in every private place of a store, each changed: no page shows one unless words were asked for.

use std::fs;

use crate::support::canaries::CANARY_STORE;
use crate::support::git::done;
use crate::support::run::Supervision;

/// The marks of what concerns a worker, a child and third parties.
const MARKS: [&str; 3] = ["CANARY", "Sparrow", "Raven"];

#[test]
fn no_page_of_changes_shows_peoples_own_words_unless_they_are_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let top = folder.path();
    for (path, text) in CANARY_STORE {
        let file = top.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    }
    done(top, &["init", "-q", "-b", "main"]);
    done(top, &["add", "."]);
    done(top, &["commit", "-qm", "As it was"]);
    // Each mark is another word afterwards, so that each of these places is a change; and half the places go.
    let mut places = 0;
    for (path, text) in CANARY_STORE {
        let mut other = (*text).to_owned();
        for mark in MARKS {
            places += text.matches(mark).count();
            other = other.replace(mark, &format!("{mark} more"));
        }
        fs::write(top.join(path), other).expect("written");
    }
    assert!(places > 60, "only {places} places");
    done(top, &["commit", "-qam", "As it is"]);
    fs::remove_dir_all(top.join("children")).expect("removed");
    done(top, &["add", "-A"]);
    done(top, &["commit", "-qm", "Without the children"]);
    for range in [
        "HEAD~2..HEAD~1",
        "HEAD~1..HEAD~2",
        "HEAD~1..HEAD",
        "HEAD..HEAD~2",
    ] {
        let pages: [&[&str]; 6] = [
            &["diff", range],
            &["diff", range, "--stat"],
            &["diff", range, "--format", "markdown"],
            &["diff", range, "--format", "html"],
            &["diff", range, "--format", "json"],
            &["review", range],
        ];
        for page in pages {
            let output = Supervision::new(page.iter().copied()).in_dir(top).run();
            assert!(output.status <= 1, "{page:?}: {}", output.stderr);
            for mark in MARKS {
                // A team and a level are the trade's words; they stand in findings too.
                let shown = output
                    .stdout
                    .replace("CANARYteam", "")
                    .replace("CANARYfrom", "")
                    .replace("CANARYto", "");
                let text = shown + &output.stderr;
                assert!(!text.contains(mark), "{page:?} shows {mark}:\n{text}");
            }
        }
    }
    done(top, &["checkout", "-q", "HEAD~1"]);
    let records = CANARY_STORE.iter().map(|(path, _)| *path);
    let records = records.filter(|path| path.contains('/') && !path.contains("signoffs"));
    let blames = records.map(|path| vec!["blame", path]);
    for page in blames.chain([
        vec!["log"],
        vec!["log", "--changes"],
        vec!["log", "--format", "json"],
    ]) {
        let output = Supervision::new(page.iter().copied()).in_dir(top).run();
        assert_eq!(output.status, 0, "{page:?}: {}", output.stderr);
        for mark in MARKS {
            assert!(
                !output.stdout.contains(mark),
                "{page:?} shows {mark}:\n{}",
                output.stdout
            );
        }
    }
    done(top, &["checkout", "-q", "main"]);
    let shown = Supervision::new(["diff", "HEAD~2..HEAD~1", "--changes-only", "--show-text"])
        .in_dir(top)
        .run();
    for mark in MARKS {
        assert!(shown.stdout.contains(mark), "{}", shown.stdout);
    }
}

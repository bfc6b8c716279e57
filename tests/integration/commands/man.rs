//! `supervision man`: a page for each command, which `man` can set where it is here.

use std::process::Command;

use crate::support::run::Supervision;

#[test]
fn every_command_has_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("man1");
    let output = Supervision::new(["man", &dir.to_string_lossy()]).run();
    assert_eq!(output.status, 0, "{}", output.stderr);
    for (name, words) in [
        ("supervision", "Supervision records"),
        ("supervision-check", "Check the records"),
        ("supervision-render-worker", "file"),
        ("supervision-hook-pre-receive", "Judge a push"),
    ] {
        let page = dir.join(format!("{name}.1"));
        let text = std::fs::read_to_string(&page).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(text.contains(".TH supervision"), "{name}: {text}");
        assert!(text.contains(words), "{name}: {text}");
        let set = Command::new("man")
            .arg("-l")
            .arg(&page)
            .env("PAGER", "cat")
            .output();
        if let Ok(set) = set
            && set.status.success()
        {
            let set = String::from_utf8_lossy(&set.stdout);
            assert!(
                set.to_lowercase().contains("synopsis") || set.contains("minimized"),
                "{name}: {set}"
            );
        }
    }
}

#[test]
fn without_a_folder_the_first_page_is_printed() {
    let output = Supervision::new(["man"]).run();
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert!(output.stdout.contains(".SH SYNOPSIS"), "{}", output.stdout);
}

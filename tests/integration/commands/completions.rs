//! `supervision completions`: every shell has its own, and the shells that are here can read them.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::support::run::Supervision;

#[test]
fn every_shell_is_told_of_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = Supervision::new(["completions", shell]).run();
        assert_eq!(output.status, 0, "{}", output.stderr);
        for word in ["check", "render", "case-note", "pre-receive", "as-of"] {
            assert!(output.stdout.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn the_shells_that_are_here_can_read_theirs() {
    let mut asked = 0;
    for (shell, program) in [("bash", "bash"), ("zsh", "zsh"), ("fish", "fish")] {
        let text = Supervision::new(["completions", shell]).run().stdout;
        let child = Command::new(program)
            .arg("-n")
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut child) = child else {
            continue; // not on this machine
        };
        let mut input = child.stdin.take().expect("a way in");
        input.write_all(text.as_bytes()).expect("taken");
        drop(input);
        let output = child.wait_with_output().expect("it ends");
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && words.is_empty(),
            "{shell}: {words}"
        );
        asked += 1;
    }
    assert!(asked > 0, "neither bash nor zsh nor fish is here");
}

#[test]
fn bash_offers_the_commands_that_begin_so() {
    let text = Supervision::new(["completions", "bash"]).run().stdout;
    let script = format!(
        "{text}\nCOMP_WORDS=(supervision comp); COMP_CWORD=1; _supervision supervision comp supervision; printf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
    );
    let output = Command::new("bash").arg("-c").arg(script).output();
    let Ok(output) = output else {
        return; // no bash here
    };
    assert_eq!(String::from_utf8_lossy(&output.stdout), "completions\n");
}

//! `--color` and what the environment says of colour: only people at a terminal, or who ask for it, are shown any.

use std::process::Command;

/// Runs `check` on a store with a finding, with these variables set.
fn shown(args: &[&str], variables: &[(&str, &str)]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_supervision"))
        .args(["check", "--store", "tests/stores/readme"])
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .env("TERM", "xterm-256color")
        .envs(variables.iter().copied())
        .output()
        .expect("the program starts");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn colour_is_shown_where_it_is_asked_for_and_nowhere_else() {
    let plain = shown(&[], &[]);
    assert!(plain.contains("reflection-missing") && !plain.contains('\u{1b}'));
    let coloured = shown(&["--color", "always"], &[]);
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    // Whoever says it on the command line means it, whatever the environment has.
    assert_eq!(
        coloured,
        shown(&["--color", "always"], &[("NO_COLOR", "1")])
    );
    let forced = [("CLICOLOR_FORCE", "1")];
    assert_eq!(coloured, shown(&[], &forced));
    assert_eq!(plain, shown(&["--color", "never"], &forced));
}

/// `script` gives a program a terminal; its options are other ones outside Linux.
#[cfg(target_os = "linux")]
#[test]
fn at_a_terminal_there_is_colour_unless_no_color_says_otherwise() {
    let at_terminal = |variables: &[(&str, &str)]| {
        let program = env!("CARGO_BIN_EXE_supervision");
        let output = Command::new("script")
            .args(["-q", "-e", "-c"])
            .arg(format!("{program} check --store tests/stores/readme"))
            .arg("/dev/null")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR")
            .env_remove("CI")
            .envs(variables.iter().copied())
            .output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Ok(coloured) = at_terminal(&[]) else {
        return; // `script` is not on this machine
    };
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    let plain = at_terminal(&[("NO_COLOR", "1")]).expect("it ran before");
    assert!(
        plain.contains("reflection-missing") && !plain.contains('\u{1b}'),
        "{plain}"
    );
}

//! Signatures, against stock `ssh-keygen`: what it signs is proven in process, and what is proven in process it proves too; what is
//! altered both refuse.
//!
//! Where there is no ssh-keygen the run says loudly that nothing was compared; with `ORACLE=full` it fails.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use supervision::record::signing_key::PublicKey;
use supervision::revision::signature::{Fault, NAMESPACE, verify};
use tempfile::TempDir;

use crate::support::keys::Key;

/// Stock `ssh-keygen` in a folder of its own, without the surroundings of whoever runs the tests.
pub(crate) struct SshKeygen {
    folder: TempDir,
}

impl SshKeygen {
    /// None where there is none, which is said loudly.
    pub(crate) fn find() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let found = Self { folder };
        // Without an argument that it knows, it fails; that it starts is enough.
        let starts = found.command(&["-?"]).output().is_ok();
        if starts {
            return Some(found);
        }
        let is_full = std::env::var("ORACLE").is_ok_and(|value| value == "full");
        assert!(!is_full, "there is no ssh-keygen here: install OpenSSH");
        let words =
            "oracle: SKIPPED, because there is no ssh-keygen here: NO signature was compared\n";
        std::io::stderr()
            .write_all(words.as_bytes())
            .expect("standard error is open");
        None
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("ssh-keygen");
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear();
        for name in ["PATH", "SYSTEMROOT"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command
    }

    /// What it says of standard input.
    pub(crate) fn run(&self, args: &[&str], input: &[u8]) -> Output {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut running = command.spawn().expect("ssh-keygen starts");
        let mut pipe = running.stdin.take().expect("its input is open");
        let _ = pipe.write_all(input);
        drop(pipe);
        running.wait_with_output().expect("ssh-keygen ends")
    }

    /// Makes a key, and gives the line of its `.pub` file.
    pub(crate) fn make(&self, name: &str, kind: &[&str]) -> String {
        let args = [kind, &["-q", "-N", "", "-C", name, "-f", name]].concat();
        let made = self.run(&args, b"");
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let path = self.folder.path().join(format!("{name}.pub"));
        let line = std::fs::read_to_string(path).expect("the public key");
        line.trim().to_owned()
    }

    fn sign(&self, key: &str, namespace: &str, message: &[u8]) -> String {
        let made = self.run(&["-q", "-Y", "sign", "-n", namespace, "-f", key], message);
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        String::from_utf8(made.stdout).expect("a signature is text")
    }

    /// Whether it proves a signature by a key.
    pub(crate) fn proves(&self, allowed: &str, who: &str, signature: &str, message: &[u8]) -> bool {
        let write = |name: &str, text: &str| {
            std::fs::write(self.folder.path().join(name), text).expect("written");
        };
        write("allowed", allowed);
        write("signature", signature);
        let args = [
            "-Y",
            "verify",
            "-f",
            "allowed",
            "-n",
            NAMESPACE,
            "-I",
            who,
            "-s",
            "signature",
        ];
        self.run(&args, message).status.success()
    }
}

/// Messages that differ in every way in which statements could.
fn message(index: usize) -> Vec<u8> {
    let line = format!("supervision-sign-off: {index}\nsigner: józef-{index}\n");
    match index % 4 {
        0 => Vec::new(),
        1 => line.into_bytes(),
        2 => line.repeat(index).into_bytes(),
        _ => (0..=255u8).cycle().take(index * 7).collect(),
    }
}

#[test]
fn a_thousand_signatures_of_ssh_keygen_are_proven_in_process() {
    let Some(ssh_keygen) = SshKeygen::find() else {
        return;
    };
    let keys = [
        ("sam", ssh_keygen.make("sam", &["-t", "ed25519"])),
        ("jo", ssh_keygen.make("jo", &["-t", "ecdsa", "-b", "256"])),
    ];
    let mut proven = 0;
    for index in 0..1_000 {
        let (name, line) = &keys[index % 2];
        let message = message(index / 2);
        let signature = ssh_keygen.sign(name, NAMESPACE, &message);
        let key = verify(&signature, &message).unwrap_or_else(|fault| panic!("{index}: {fault}"));
        assert_eq!(Ok(key), PublicKey::from_line(line), "{index}");
        proven += 1;
    }
    assert_eq!(proven, 1_000);
}

#[test]
fn what_is_proven_in_process_ssh_keygen_proves_and_what_is_altered_both_refuse() {
    let Some(ssh_keygen) = SshKeygen::find() else {
        return;
    };
    let keys = [Key::named("sam"), Key::in_security_key("sam")];
    let mut compared = 0;
    for (index, key) in keys.iter().cycle().take(1_000).enumerate() {
        let allowed = format!("sam namespaces=\"{NAMESPACE}\" {}\n", key.line());
        let message = message(index / 2);
        let other = [&message[..], b"."].concat();
        let good = key.sign(NAMESPACE, &message);
        let cases = [
            (good.clone(), &message, true),
            (good.replace('\n', "\r\n"), &message, true),
            (good.clone(), &other, false),
            (key.sign("git", &message), &message, false),
            (flipped(&good, index), &message, false),
        ];
        // What is altered is told apart often enough in the first hundred.
        let many = if index < 100 { cases.len() } else { 1 };
        for (signature, message, is_good) in cases.into_iter().take(many) {
            let ours = verify(&signature, message);
            assert_eq!(ours.is_ok(), is_good, "{index}: {ours:?}\n{signature}");
            let theirs = ssh_keygen.proves(&allowed, "sam", &signature, message);
            // A signature with carriage returns is one to us and to some versions of ssh-keygen.
            if !signature.contains('\r') {
                assert_eq!(theirs, is_good, "{index}: ssh-keygen\n{signature}");
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 100 * 5 + 900);
}

/// The same signature with one letter of its proof changed.
fn flipped(signature: &str, index: usize) -> String {
    let lines: Vec<&str> = signature.lines().collect();
    let last = lines.len() - 2;
    // Before the last line, so that the end of the text stays what it is.
    let line = lines[last - 1];
    let at = index % line.len();
    let letter = if &line[at..=at] == "A" { "B" } else { "A" };
    let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    lines[last - 1] = format!("{}{letter}{}", &line[..at], &line[at + 1..]);
    lines.join("\n") + "\n"
}

#[test]
fn armour_cut_anywhere_is_refused_and_never_a_panic() {
    let signature = Key::named("sam").sign(NAMESPACE, b"words");
    for end in 0..signature.len() - 1 {
        let refused = verify(&signature[..end], b"words");
        assert_eq!(refused, Err(Fault::Unreadable), "{end}");
    }
    let lines: Vec<&str> = signature.lines().collect();
    for gone in 1..lines.len() - 1 {
        let mut left = lines.clone();
        left.remove(gone);
        assert!(
            verify(&left.join("\n"), b"words").is_err(),
            "without line {gone}"
        );
    }
    for trailing in ["x", "-----BEGIN SSH SIGNATURE-----"] {
        let longer = format!("{signature}{trailing}\n");
        assert_eq!(verify(&longer, b"words"), Err(Fault::Unreadable));
    }
}

#[test]
fn an_rsa_key_is_named_as_what_it_is() {
    let Some(ssh_keygen) = SshKeygen::find() else {
        return;
    };
    ssh_keygen.make("old", &["-t", "rsa", "-b", "2048"]);
    let signature = ssh_keygen.sign("old", NAMESPACE, b"words");
    assert_eq!(
        verify(&signature, b"words"),
        Err(Fault::OtherType("ssh-rsa".to_owned()))
    );
}

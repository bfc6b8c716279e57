//! `ssh-keygen`, which signs: so an agent, a passphrase or a security key works as the user knows it, and no private key is ever
//! read here.
//!
//! It is given the bytes on standard input and a key that the user has named; nothing in a store can name or steer it. What it is
//! told of its surroundings is a short list, made in `context.rs`. Whether the signature is good is proven in `revision`.
#![expect(clippy::disallowed_methods, reason = "this is where ssh-keygen is run")]

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::error::Error;

/// The signature over these bytes.
pub(super) fn sign(
    surroundings: &[(&'static str, OsString)],
    namespace: &str,
    key: &Path,
    message: &[u8],
) -> Result<String, Error> {
    let mut command = Command::new("ssh-keygen");
    command
        .args(["-q", "-Y", "sign", "-n", namespace, "-f"])
        .arg(key)
        .env_clear()
        .env("LC_ALL", "C")
        .envs(surroundings.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut running = command.spawn().map_err(|error| {
        Error::usage(
            format!("ssh-keygen, which signs, could not be run: {error}"),
            "it comes with OpenSSH: install that, and try again",
        )
    })?;
    let mut input = running.stdin.take().expect("its input was asked for");
    // One that has ended already says why with its status.
    let _ = input.write_all(message);
    drop(input);
    let output = running.wait_with_output().map_err(Error::Output)?;
    let signature = String::from_utf8(output.stdout).unwrap_or_default();
    if !output.status.success() || signature.is_empty() {
        return Err(Error::usage(
            format!(
                "nothing was signed: ssh-keygen could not sign with {}",
                key.display()
            ),
            "what it said stands above; name the private key, or the `.pub` file of one that your agent holds",
        ));
    }
    Ok(signature)
}

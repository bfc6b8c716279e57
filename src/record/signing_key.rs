//! The public keys with which people sign: one line each, as OpenSSH writes them, and the format in which their parts stand.
//!
//! Nothing is proven here: whether a signature is good is [`revision::signature`](crate::revision)'s question. Private keys are
//! recognised so that they can be named as what they are, and are never read.

use data_encoding::BASE64;
use serde::Deserialize;

use super::held::held;
use crate::calendar::Day;
use crate::source::Spanned;

/// A key of a person and when it was theirs.
#[derive(Debug, Deserialize)]
pub struct SigningKey {
    /// The line of the `.pub` file.
    pub key: Spanned<String>,
    /// First day.
    pub from: Spanned<Day>,
    /// Last day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
}

held!(SigningKey);

impl SigningKey {
    /// The key itself, where the line can be read.
    pub fn public(&self) -> Result<PublicKey, KeyFault> {
        PublicKey::from_line(&self.key.value)
    }
}

/// A public key. Two are the same where their bytes are, whatever was written behind them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicKey {
    bytes: Vec<u8>,
    numbers: Numbers,
}

/// What a signature is proven with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Numbers {
    /// Ed25519: thirty-two bytes.
    Ed25519(Vec<u8>),
    /// A point on the curve P-256.
    P256(Vec<u8>),
    /// Ed25519 in a security key, with the application that the security key holds it for.
    SecurityEd25519(Vec<u8>, Vec<u8>),
    /// P-256 in a security key, with the application.
    SecurityP256(Vec<u8>, Vec<u8>),
}

/// Why a line is no key to sign with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// It is a private key, and has been seen by everybody who can read the store.
    Private,
    /// It is a key of a type that is not used here.
    OtherType(String),
    /// It is no key, or not all of one.
    Unreadable,
}

const ED25519: &str = "ssh-ed25519";
const P256: &str = "ecdsa-sha2-nistp256";
const SECURITY_ED25519: &str = "sk-ssh-ed25519@openssh.com";
const SECURITY_P256: &str = "sk-ecdsa-sha2-nistp256@openssh.com";

impl PublicKey {
    /// Reads the line of a `.pub` file.
    ///
    /// # Errors
    /// When it is no public key, or of a type that is not used here.
    pub fn from_line(line: &str) -> Result<Self, KeyFault> {
        if is_private(line) {
            return Err(KeyFault::Private);
        }
        let mut words = line.split_whitespace();
        let (Some(name), Some(text)) = (words.next(), words.next()) else {
            return Err(KeyFault::Unreadable);
        };
        let key = BASE64
            .decode(text.as_bytes())
            .map_err(|_| KeyFault::Unreadable)
            .and_then(|bytes| Self::from_bytes(&bytes));
        match key {
            Ok(key) if key.type_name() == name => Ok(key),
            Err(KeyFault::OtherType(found)) if found == name => Err(KeyFault::OtherType(found)),
            _ => Err(KeyFault::Unreadable),
        }
    }

    /// Reads a key as it stands in a signature.
    ///
    /// # Errors
    /// When it is no key, or of a type that is not used here.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyFault> {
        let mut wire = Wire::new(bytes);
        let name = wire.string().ok_or(KeyFault::Unreadable)?;
        let name = std::str::from_utf8(name).map_err(|_| KeyFault::Unreadable)?;
        let mut part = || {
            wire.string()
                .ok_or(KeyFault::Unreadable)
                .map(<[u8]>::to_vec)
        };
        let numbers = match name {
            ED25519 => Numbers::Ed25519(part()?),
            SECURITY_ED25519 => Numbers::SecurityEd25519(part()?, part()?),
            P256 | SECURITY_P256 => {
                let (curve, point) = (part()?, part()?);
                if curve != b"nistp256" {
                    return Err(KeyFault::Unreadable);
                }
                match name {
                    P256 => Numbers::P256(point),
                    _ => Numbers::SecurityP256(point, part()?),
                }
            }
            other if is_type(other) => return Err(KeyFault::OtherType(other.to_owned())),
            _ => return Err(KeyFault::Unreadable),
        };
        let is_whole = match &numbers {
            Numbers::Ed25519(key) | Numbers::SecurityEd25519(key, _) => key.len() == 32,
            Numbers::P256(point) | Numbers::SecurityP256(point, _) => {
                point.len() == 65 && point.first() == Some(&4)
            }
        };
        if !is_whole || !wire.is_at_end() {
            return Err(KeyFault::Unreadable);
        }
        Ok(Self {
            bytes: bytes.to_vec(),
            numbers,
        })
    }

    /// What a signature is proven with.
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// The type and the key as a `.pub` file has them, without a comment.
    pub fn line(&self) -> String {
        format!("{} {}", self.type_name(), BASE64.encode(&self.bytes))
    }

    /// The name of its type.
    pub fn type_name(&self) -> &'static str {
        match self.numbers {
            Numbers::Ed25519(_) => ED25519,
            Numbers::P256(_) => P256,
            Numbers::SecurityEd25519(..) => SECURITY_ED25519,
            Numbers::SecurityP256(..) => SECURITY_P256,
        }
    }
}

/// Whether a text is a private key, whole or the start of one.
fn is_private(text: &str) -> bool {
    // `openssh-key-v1` as it begins a private key's lines.
    text.contains("PRIVATE KEY")
        || text.contains("PuTTY-User-Key-File")
        || text.contains("b3BlbnNzaC1rZXktdjE")
}

/// Whether a word is the name of some type of key.
fn is_type(name: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-", "rsa-"]
        .iter()
        .any(|start| name.starts_with(start))
        && name.len() <= 64
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-@.".contains(&byte))
}

/// Reads the parts of a key or a signature: each has its length before it.
pub struct Wire<'a>(&'a [u8]);

impl<'a> Wire<'a> {
    /// From the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// So many bytes.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number of four bytes.
    pub fn number(&mut self) -> Option<u32> {
        let bytes = self.take(4)?.try_into().expect("four bytes were taken");
        Some(u32::from_be_bytes(bytes))
    }

    /// A part with its length before it.
    pub fn string(&mut self) -> Option<&'a [u8]> {
        let count = usize::try_from(self.number()?).ok()?;
        self.take(count)
    }

    /// Whether nothing is left.
    pub fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Made with `ssh-keygen`; the private half was thrown away.
    const SAM: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOICx/Z4jbu48r2jaVO9Ffv1Z8yL2mteAezwKw2dZPbb sam";

    #[test]
    fn a_line_is_read_back_without_what_stands_behind_it() {
        let key = PublicKey::from_line(SAM).expect("a key");
        assert_eq!(key.line(), SAM.trim_end_matches(" sam"));
        assert_eq!(PublicKey::from_line(&key.line()), Ok(key));
    }

    #[test]
    fn what_is_no_public_key_is_named_as_what_it_is() {
        let fault = |line: &str| PublicKey::from_line(line).expect_err(line);
        for private in [
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n",
            "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ",
            "PuTTY-User-Key-File-3: ssh-ed25519",
        ] {
            assert_eq!(fault(private), KeyFault::Private);
        }
        let rsa = format!(
            "ssh-rsa {}",
            BASE64.encode(b"\0\0\0\x07ssh-rsa\0\0\0\x01\x03\0\0\0\x01\x05")
        );
        assert_eq!(fault(&rsa), KeyFault::OtherType("ssh-rsa".to_owned()));
        for broken in [
            "",
            "ssh-ed25519",
            "ssh-ed25519 AAAA",
            &SAM[..60],
            &SAM.replace("ssh-ed25519", "ssh-rsa"),
            &SAM.replace("dZPbb sam", "dZP"),
        ] {
            assert_eq!(fault(broken), KeyFault::Unreadable, "{broken}");
        }
    }
}

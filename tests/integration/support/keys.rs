//! Keys to sign with in tests, the same in every run, and signatures by them written as OpenSSH writes its own.

use data_encoding::BASE64;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use sha2::{Digest as _, Sha256, Sha512};

/// A key that is made from its name. Everybody can make it again: it is worth nothing outside a test.
pub(crate) struct Key {
    name: String,
    pair: Ed25519KeyPair,
    /// The application for which a security key holds it.
    application: Option<String>,
}

fn part(bytes: &[u8]) -> Vec<u8> {
    let count = u32::try_from(bytes.len()).expect("short");
    [&count.to_be_bytes()[..], bytes].concat()
}

impl Key {
    /// The key of a name.
    pub(crate) fn named(name: &str) -> Self {
        let seed = Sha256::digest(format!("a key for a test: {name}"));
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).expect("thirty-two bytes");
        Self {
            name: name.to_owned(),
            pair,
            application: None,
        }
    }

    /// The same, as if it were held in a security key.
    pub(crate) fn in_security_key(name: &str) -> Self {
        Self {
            application: Some("ssh:".to_owned()),
            ..Self::named(name)
        }
    }

    fn type_name(&self) -> &'static str {
        match self.application {
            Some(_) => "sk-ssh-ed25519@openssh.com",
            None => "ssh-ed25519",
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let application = self.application.as_ref();
        let application = application.map(|words| part(words.as_bytes()));
        let key = part(self.pair.public_key().as_ref());
        [
            part(self.type_name().as_bytes()),
            key,
            application.unwrap_or_default(),
        ]
        .concat()
    }

    /// The line of its `.pub` file.
    pub(crate) fn line(&self) -> String {
        format!(
            "{} {} {}",
            self.type_name(),
            BASE64.encode(&self.bytes()),
            self.name
        )
    }

    /// A signature for a purpose.
    pub(crate) fn sign(&self, namespace: &str, message: &[u8]) -> String {
        let head = [part(namespace.as_bytes()), part(b""), part(b"sha512")].concat();
        let digest = part(&Sha512::digest(message));
        let signed = [&b"SSHSIG"[..], &head, &digest].concat();
        let name = part(self.type_name().as_bytes());
        let proof = match &self.application {
            None => [name, part(self.pair.sign(&signed).as_ref())].concat(),
            Some(application) => {
                let device = [1, 0, 0, 0, 7]; // touched, for the seventh time
                let (application, text) = (Sha256::digest(application), Sha256::digest(&signed));
                let signed = [&application[..], &device, &text[..]].concat();
                let signature = part(self.pair.sign(&signed).as_ref());
                [&name[..], &signature, &device].concat()
            }
        };
        let version = 1u32.to_be_bytes();
        let whole = [
            &b"SSHSIG"[..],
            &version,
            &part(&self.bytes()),
            &head,
            &part(&proof),
        ]
        .concat();
        let lines: Vec<String> = BASE64
            .encode(&whole)
            .as_bytes()
            .chunks(70)
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect();
        format!(
            "-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n",
            lines.join("\n")
        )
    }
}

//! Signatures of OpenSSH over statements (SSHSIG), proven in this process: which key made one, over which bytes.
//!
//! Whose the key is, and whether it was theirs that day, is the business of `rules`. What `ssh-keygen -Y verify` says of the same
//! files is the same; a test compares them both ways. Nothing is signed here, and no private key is ever read.

use data_encoding::BASE64;
use ring::signature::{ECDSA_P256_SHA256_FIXED, ED25519, UnparsedPublicKey, VerificationAlgorithm};
use sha2::{Digest, Sha256, Sha512};

use crate::record::signing_key::{KeyFault, Numbers, PublicKey, Wire};

/// What the signatures are for, so that no signature made for another purpose counts here.
pub const NAMESPACE: &str = "supervision-sign-off";

const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";
const END: &str = "-----END SSH SIGNATURE-----";

/// Why a signature proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no signature, or not all of one.
    #[error("it is no signature that can be read")]
    Unreadable,
    /// The key is of a type that is not used here.
    #[error("it was made with a key of the type {0}, which is not used here")]
    OtherType(String),
    /// It was made for something else.
    #[error("it was made for another purpose than signing records")]
    OtherPurpose,
    /// It was made over other bytes, or with another key than it says.
    #[error("it was made over another text")]
    OtherText,
}

/// The bytes of a statement that are signed: its text with line breaks as `\n`.
pub fn message(statement: &str) -> Vec<u8> {
    statement.replace("\r\n", "\n").into_bytes()
}

/// The key that made a signature over these bytes.
///
/// # Errors
/// When it proves nothing.
pub fn verify(armour: &str, message: &[u8]) -> Result<PublicKey, Fault> {
    let bytes = unwrap_armour(armour).ok_or(Fault::Unreadable)?;
    let signature = Parts::read(&bytes).ok_or(Fault::Unreadable)?;
    let key = PublicKey::from_bytes(signature.key).map_err(|fault| match fault {
        KeyFault::OtherType(name) => Fault::OtherType(name),
        KeyFault::Private | KeyFault::Unreadable => Fault::Unreadable,
    })?;
    if signature.namespace != NAMESPACE.as_bytes() {
        return Err(Fault::OtherPurpose);
    }
    if signature.hash != b"sha512" {
        return Err(Fault::Unreadable);
    }
    let signed = [
        &b"SSHSIG"[..],
        &part(signature.namespace),
        &part(signature.reserved),
        &part(signature.hash),
        &part(&Sha512::digest(message)),
    ]
    .concat();
    prove(&key, signature.proof, &signed)?;
    Ok(key)
}

/// The parts of a signature file.
struct Parts<'a> {
    key: &'a [u8],
    namespace: &'a [u8],
    reserved: &'a [u8],
    hash: &'a [u8],
    proof: &'a [u8],
}

impl<'a> Parts<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut wire = Wire::new(bytes);
        if wire.take(6)? != b"SSHSIG" || wire.number()? != 1 {
            return None;
        }
        let parts = Self {
            key: wire.string()?,
            namespace: wire.string()?,
            reserved: wire.string()?,
            hash: wire.string()?,
            proof: wire.string()?,
        };
        wire.is_at_end().then_some(parts)
    }
}

fn unwrap_armour(text: &str) -> Option<Vec<u8>> {
    let inner = text.trim().strip_prefix(BEGIN)?.strip_suffix(END)?;
    let inner: String = inner.split_ascii_whitespace().collect();
    BASE64.decode(inner.as_bytes()).ok()
}

fn part(bytes: &[u8]) -> Vec<u8> {
    let count = u32::try_from(bytes.len()).expect("a part of a signature is short");
    [&count.to_be_bytes()[..], bytes].concat()
}

fn prove(key: &PublicKey, proof: &[u8], signed: &[u8]) -> Result<(), Fault> {
    let mut wire = Wire::new(proof);
    let name = wire.string().ok_or(Fault::Unreadable)?;
    if name != key.type_name().as_bytes() {
        return Err(Fault::Unreadable);
    }
    let signature = wire.string().ok_or(Fault::Unreadable)?;
    // A security key signs what it did beside the text: whether it was touched, and how often it was used.
    let device = match key.numbers() {
        Numbers::SecurityEd25519(..) | Numbers::SecurityP256(..) => {
            wire.take(5).ok_or(Fault::Unreadable)?
        }
        Numbers::Ed25519(_) | Numbers::P256(_) => &[],
    };
    if !wire.is_at_end() {
        return Err(Fault::Unreadable);
    }
    let with_device = |application: &[u8]| {
        [
            &Sha256::digest(application)[..],
            device,
            &Sha256::digest(signed)[..],
        ]
        .concat()
    };
    match key.numbers() {
        Numbers::Ed25519(numbers) => holds(&ED25519, numbers, signed, signature),
        Numbers::P256(point) => holds(&ECDSA_P256_SHA256_FIXED, point, signed, &fixed(signature)?),
        Numbers::SecurityEd25519(numbers, application) => {
            holds(&ED25519, numbers, &with_device(application), signature)
        }
        Numbers::SecurityP256(point, application) => holds(
            &ECDSA_P256_SHA256_FIXED,
            point,
            &with_device(application),
            &fixed(signature)?,
        ),
    }
}

fn holds(
    algorithm: &'static dyn VerificationAlgorithm,
    key: &[u8],
    signed: &[u8],
    signature: &[u8],
) -> Result<(), Fault> {
    UnparsedPublicKey::new(algorithm, key)
        .verify(signed, signature)
        .map_err(|_| Fault::OtherText)
}

/// The two numbers of a P-256 signature, thirty-two bytes each.
fn fixed(signature: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut wire = Wire::new(signature);
    let mut out = Vec::with_capacity(64);
    for _ in 0..2 {
        let number = wire.string().ok_or(Fault::Unreadable)?;
        let number = match number {
            [0, rest @ ..] => rest,
            number => number,
        };
        let missing = 32usize.checked_sub(number.len()).ok_or(Fault::Unreadable)?;
        out.extend(std::iter::repeat_n(0, missing));
        out.extend(number);
    }
    match wire.is_at_end() {
        true => Ok(out),
        false => Err(Fault::Unreadable),
    }
}

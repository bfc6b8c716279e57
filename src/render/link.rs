//! Which addresses may become links, and in what form.
//!
//! Only `https:` with a plain host and `mailto:`. Everything else stays text beside the words that pointed to it, so
//! that a reader sees what was written and nothing can be followed by mistake. No address is ever opened or looked up.

/// The address as it may be written into a link, or `None` where it must stay text.
///
/// What comes back is ASCII, without spaces, quotes, angle brackets, backslashes, backticks or pipes.
pub fn target(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    if rest
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || c == '\\')
    {
        return None;
    }
    match scheme.as_str() {
        "https" => {
            let after = rest.strip_prefix("//")?;
            let host = after.split(['/', '?', '#']).next().unwrap_or_default();
            // A user name before the host, or letters that only look Latin, are how an address lies about itself.
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
            if !host.starts_with(|c: char| c.is_ascii_alphanumeric()) || !host.chars().all(plain) {
                return None;
            }
        }
        "mailto" => {
            if !rest.contains('@') || !rest.is_ascii() {
                return None;
            }
        }
        _ => return None,
    }
    Some(format!("{scheme}:{}", percent_encoded(rest)))
}

/// What a reader sees of an address: the person for `mailto:`, else the whole.
pub fn shown(url: &str) -> &str {
    url.strip_prefix("mailto:").unwrap_or(url)
}

fn percent_encoded(rest: &str) -> String {
    let mut out = String::with_capacity(rest.len());
    for byte in rest.bytes() {
        let keep = byte.is_ascii_graphic()
            && !matches!(
                byte,
                b'"' | b'\'' | b'<' | b'>' | b'`' | b'|' | b'{' | b'}' | b'^'
            );
        if keep {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_become_links() {
        assert_eq!(
            target("HTTPS://a.uk/x|y").as_deref(),
            Some("https://a.uk/x%7Cy")
        );
        assert_eq!(target("mailto:a@b.uk").as_deref(), Some("mailto:a@b.uk"));
        for refused in [
            "http://a.uk",
            "javascript:alert(1)",
            "https:a.uk",
            "https://gov.uk@evil.example/",
            "https://gоv.uk/",
            "https://a.uk\\b",
            "//a.uk",
            "data:text/html,x",
            "mailto:nobody",
            "https://",
            "#top",
        ] {
            assert_eq!(target(refused), None, "{refused}");
        }
    }

    #[test]
    fn an_encoded_address_stays_as_it_is() {
        let once = target("https://a.uk/é?q=<b>").expect("allowed");
        assert_eq!(target(&once), Some(once.clone()));
    }
}
